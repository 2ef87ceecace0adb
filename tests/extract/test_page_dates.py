"""When a page says of itself that it was changed."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract


def last_updated(line: str) -> str | None:
    page = (
        f"<html><body><main><h1>Meridian Dialogue</h1><p>Members: Ghana</p></main><footer>{line}</footer></body></html>"
    )
    document = read(page.encode(), media_type="text/html", url="https://meridian.example/")
    return extract(document, "mechanism-page").source_fields["last_updated"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("This page was last edited on 7 August 2023, at 09:42. Mobile view", "2023-08-07T09:42"),
        ("Page last changed: Tuesday, 3 May 2022", "2022-05-03"),
        ("The profile of the Dialogue was most recently reviewed in October 2019.", "2019-10"),
        ("La dernière modification de cette page a été faite le 3 juin 2024 à 18:20.", "2024-06-03T18:20"),
        ("Cette fiche a été actualisée pour la dernière fois le 12/03/2020", "2020-03-12"),
        ("Dernière mise à jour de la rubrique : octobre 2019", "2019-10"),
        ("Esta página se editó por última vez el 5 de mayo de 2021 a las 10:15.", "2021-05-05T10:15"),
        ("La ficha se revisó por última vez en marzo de 2019", "2019-03"),
        ("Esta página foi editada pela última vez às 21h14min de 8 de fevereiro de 2020.", "2020-02-08T21:14"),
        ("Conteúdo atualizado pela última vez em 3 de maio de 2021", "2021-05-03"),
        ("Last updated: 4:05 p.m. on 3 May 2022", "2022-05-03T16:05"),
    ],
)
def test_a_sentence_says_when_the_page_was_changed(line: str, expected: str) -> None:
    assert last_updated(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "At its last meeting, on 3 May 2019, the Dialogue changed its rules.",
        "The last page of the declaration of 3 May 2019",
        "Cette page a été modifiée pour la dernière fois entre le 3 mai 2019 et le 4 juin 2020",
        "La última declaración se editó el 5 de mayo de 2021",
        "A última reunião foi alterada para 8 de fevereiro de 2020",
    ],
)
def test_other_sentences_with_a_date_do_not(line: str) -> None:
    assert last_updated(line) is None
