"""Sentences with the words of a fact that nobody could read are told; those read, or about something else, are not."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract

TOLD = {
    "Ghana and the presidency of the Rabat Process, which moves every second year, belong together.": "chair",
    "Para la presidencia los Estados piensan en Costa Rica, que ya tiene experiencia en el proceso.": "chair",
    "Les délégations du Tchad, du Mali, du Niger et du Togo s’y retrouvent depuis le début.": "member",
    "De um lado estão Angola e Namíbia, do outro o Brasil e o Uruguai, todos desde o início.": "member",
    "A small secretariat works out of the premises that ICMPD keeps in Vienna for it.": "secretariat",
}
NOT_TOLD = (
    "The working group on visas, whose chair is Ghana, adopted its programme of work last spring.",
    "The meeting in Rome was attended by delegates of Chad, Mali, Niger, Togo and Benin.",
    "The President of Ghana welcomed the delegates to Accra and wished them a good stay.",
    "Migration between Chad and Mali has grown much over the years, as the reports show.",
)


def findings(sentence: str) -> list[tuple[str, str | None]]:
    page = f"<html><body><main><h1>Rabat Process</h1><p>{sentence}</p></main></body></html>"
    document = read(page.encode(), media_type="text/html", url="https://www.example.org/page")
    return [(f.kind, f.field) for f in extract(document, "mechanism-page").findings]


@pytest.mark.parametrize(("sentence", "field"), TOLD.items())
def test_a_sentence_that_may_state_a_fact_is_told(sentence: str, field: str) -> None:
    assert ("unread-sentence", field) in findings(sentence)


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_a_sentence_about_something_else_is_not_told(sentence: str) -> None:
    assert findings(sentence) == []


def test_a_sentence_that_was_read_is_not_told() -> None:
    assert findings("The Rabat Process is chaired by Ghana.") == []
