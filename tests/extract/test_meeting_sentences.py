"""Sentences tell of meetings as lists do: date, place and the whole name; a year alone stands over the lines below."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from monitor.documents import read as parse
from monitor.extract import extract
from monitor.extract.prose import find_meetings
from monitor.model import Block, Document

CORPUS = tomllib.loads((Path(__file__).parent / "meeting_sentences.toml").read_text(encoding="utf-8"))
LANGUAGES = {"La Tro": "fr", "La Seg": "es", "O Quin": "pt"}


def read(sentence: str, *, listed: bool = False) -> list[list[str]]:
    found = find_meetings(sentence, language=LANGUAGES.get(sentence[:6], "en"), listed=listed)
    return [[m.date, m.place or "", m.country or "", m.title] for m, _ in found]


@pytest.mark.parametrize("sentence", CORPUS["told"])
def test_a_sentence_gives_the_date_the_place_and_the_whole_name(sentence: str) -> None:
    assert read(sentence) == [CORPUS["told"][sentence]]


@pytest.mark.parametrize("sentence", CORPUS["listed"])
def test_what_was_held_is_a_meeting_under_a_label_for_meetings_alone(sentence: str) -> None:
    assert read(sentence, listed=True) == [CORPUS["listed"][sentence]]
    assert read(sentence) == []


@pytest.mark.parametrize("sentence", CORPUS["nothing"]["sentences"])
def test_a_sentence_about_something_else_gives_none(sentence: str) -> None:
    assert read(sentence, listed=True) == []


def meetings_of(*blocks: tuple[str, str]) -> list[list[str]]:
    """The meetings of a page of (kind, text)."""
    above = (Block("heading", "A page about a group of States", "#b", 1),)
    made = tuple(Block(kind, text, f"#b{at}", level=3) for at, (kind, text) in enumerate(blocks))  # type: ignore[arg-type]  # a kind of block
    page = Document("text/html", "", language="en", blocks=above + made)
    values = [s.value for s in extract(page, "mechanism-page").statements if s.field == "meeting"]
    return [[v["date"], v["place"] or "", v["country"] or "", v["title"]] for v in values]


@pytest.mark.parametrize("line", CORPUS["under_a_year"])
@pytest.mark.parametrize("kind", ["heading", "term", "text"])
def test_a_year_alone_is_that_of_the_lines_below(kind: str, line: str) -> None:
    page = [
        ("term", "Meetings"),
        (kind, "2018"),
        ("item", "3 May: Fifth plenary, Oslo"),
        (kind, "2017"),
        ("item", line),
    ]
    assert meetings_of(*page)[1:] == [CORPUS["under_a_year"][line]]


def test_every_sentence_of_a_paragraph_under_the_label_counts() -> None:
    told = "The Fifth Plenary was held in Oslo, Norway on 3 May 2018. Turin hosted the Fourth Plenary on 2 May 2017."
    assert [m[1] for m in meetings_of(("term", "Meetings"), ("text", told))] == ["Oslo", "Turin"]


def test_an_entry_that_is_called_like_a_label_stays_an_entry() -> None:
    page = [
        ("term", "Meetings"),
        ("item", "Plenary – Oslo, Norway, 3 May 2018"),
        ("item", "Founding conference – Tema, Ghana, 9 June 2009"),
    ]
    assert [m[3] for m in meetings_of(*page)] == ["Plenary", "Founding conference"]


def test_a_ticker_below_a_list_of_meetings_is_no_meeting() -> None:
    page = (
        "<h1>Delta Process</h1><div><h2>Meetings</h2><ul><li>Plenary, Oslo, 3 May 2018</ul></div>"
        "<section><ul><li>4 June 2024: Director opens a school<li>Seminar, Bergen, 5 June 2024</ul></section>"
    )
    extraction = extract(parse(page.encode(), media_type="text/html"), "mechanism-page")
    titles = [s.value["title"] for s in extraction.statements if s.field == "meeting"]
    assert titles == ["Plenary", "Seminar"]


@pytest.mark.parametrize("row", ["Founding conference|Tema, Ghana|9 June 2009", "Launch of the process|Tema|June 2009"])
def test_a_row_that_is_called_like_a_label_stays_a_meeting(row: str) -> None:
    rows = "".join(
        f"<tr>{''.join(f'<td>{c}</td>' for c in r.split('|'))}</tr>" for r in ("Plenary|Oslo|3 May 2018", row)
    )
    extraction = extract(
        parse(f"<h1>Delta Process</h1><h2>Meetings</h2><table>{rows}</table>".encode(), media_type="text/html"),
        "mechanism-page",
    )
    assert [s.value["place"] for s in extraction.statements if s.field == "meeting"] == ["Oslo", "Tema"]
