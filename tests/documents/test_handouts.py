from __future__ import annotations

import pytest

from monitor.documents.handouts import is_handout
from monitor.model import Link

HERE = "https://www.example.org"


@pytest.mark.parametrize(
    "path",
    [
        "/a/declaration.pdf",
        "/doc.aspx?id=8",
        "/descargar.php?id=12",
        "/bitstream/handle/1/2",
        "/media/8/download",
        "/T%C3%A9l%C3%A9charger/12",
        "/telecharger/12",
    ],
)
def test_a_link_to_a_document_that_has_a_name_is_handed_out(path: str) -> None:
    assert is_handout(Link("Country paper", HERE + path))


@pytest.mark.parametrize("text", ["Country paper: Fiji", "Third meeting in Accra, 2014"])
def test_a_link_whose_words_are_a_fact_says_it_wherever_it_leads(text: str) -> None:
    assert is_handout(Link(text, f"{HERE}/page.aspx?id=8"))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Country paper", "/page.aspx?id=8"),
        ("Our documents", "/documents"),
        ("All downloads", "/downloads"),
        ("Agenda", "/doc.aspx?id=8"),
        ("Load this file", "/doc.aspx?id=8"),
        ("Country paper", "http://[::1/download/8"),
    ],
)
def test_a_menu_a_bare_word_and_a_button_hand_out_nothing(text: str, path: str) -> None:
    assert not is_handout(Link(text, path if "://" in path else HERE + path))
