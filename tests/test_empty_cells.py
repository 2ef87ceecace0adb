"""An empty cell in a table of mechanisms, or a dash: the head of its column stands, so no label is gone."""

from __future__ import annotations

import pytest

from monitor.compare import compare
from monitor.documents import read
from monitor.extract import extract
from monitor.model import Comparison, Extraction
from tests.compare.conftest import Pages

HEADS = {
    "en": ("Name", "Type", "Chair", "Secretariat", "Members", "Observers"),
    "fr": ("Nom", "Type", "Présidence", "Secrétariat", "États membres", "Observateurs"),
    "es": ("Nombre", "Tipo", "Presidencia", "Secretaría", "Países miembros", "Observadores"),
    "pt": ("Nome", "Tipo", "Presidência", "Secretariado", "Países membros", "Observadores"),
}
FIELDS = {2: "chair", 3: "secretariat", 4: "member", 5: "observer"}
ROW = ("Bali Process", "RCP", "Fiji", "UNHCR", "Fiji, Tonga, Samoa", "Kenya, Norway")
OTHER = ("Prague Process", "RCP", "Malta", "ICMPD", "Malta, Italy, Austria", "Ghana")
LATER = {2: "Malta", 3: "IOM", 4: "Fiji, Tonga, Mali", 5: "Kenya, Mali"}
EMPTY = "its label stands on the page with nothing below it"


def table(*rows: tuple[str, ...], language: str = "en") -> Extraction:
    heads = HEADS[language]
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row[: len(heads)])}</tr>" for row in rows)
    page = f"<html lang={language}><table><tr><th>{'<th>'.join(heads)}</tr>{lines}</table>"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-table")


def put(row: tuple[str, ...], at: int, words: str) -> tuple[str, ...]:
    return (*row[:at], words, *row[at + 1 :])


def compared(*readings: Extraction) -> Comparison:
    pages = Pages()
    return compare(pages.remember(*readings[:-1]), readings[-1], now=pages.now)


def told(found: Comparison) -> list[tuple[str, str | None]]:
    return [(one.kind, one.mechanism) for one in found.changes]


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("at", FIELDS)
def test_what_stood_in_a_cell_that_is_empty_now_waits_and_the_rest_is_told(language: str, at: int) -> None:
    was = table(ROW, OTHER, language=language)
    new = put(OTHER, 2, "Italy")
    bare = table(put(ROW, at, ""), new, language=language)
    found = compared(was, bare)
    assert [(one.mechanism, one.field, one.reason) for one in found.held] == [("bali-process", FIELDS[at], EMPTY)]
    assert told(found) == [("chair.handover", "prague-process"), ("page.reshaped", None)]
    assert [(one.kind, one.field) for one in bare.findings] == [("empty-label", FIELDS[at])]
    back = compared(was, bare, table(ROW, new, language=language))
    assert (back.changes, back.held) == ((), ())
    other = compared(was, bare, table(put(ROW, at, LATER[at]), new, language=language))
    assert {one.field for one in other.changes} == {FIELDS[at]}


@pytest.mark.parametrize("words", ["", "-", "–", "—", "&nbsp;", " - "])
def test_so_it_is_with_a_dash_for_who_chairs(words: str) -> None:
    found = compared(table(ROW, OTHER), table(put(ROW, 2, words), OTHER))
    assert [one.reason for one in found.held] == [EMPTY]
    assert found.closed == ()


def test_a_cell_that_says_none_or_that_nobody_knows_says_so() -> None:
    was = table(ROW, OTHER)
    assert told(compared(was, table(put(ROW, 2, "None"), OTHER))) == [("chair.vacant", "bali-process")]
    assert [one.reason for one in compared(was, table(put(ROW, 2, "TBC"), OTHER)).held] != [EMPTY]


def test_a_column_that_is_gone_is_a_label_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    was = table(ROW, OTHER)
    monkeypatch.setitem(HEADS, "en", HEADS["en"][:5])
    found = compared(was, table(ROW, OTHER))
    assert {one.reason for one in found.held} == {"its label is no longer on the page"}


def test_what_never_stood_there_is_no_news() -> None:
    bare = put(ROW, 5, "")
    found = compared(table(bare, OTHER), table(bare, OTHER))
    assert (found.changes, found.held) == ((), ())
