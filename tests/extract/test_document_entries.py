"""Documents are told from menus, tickers and feet; sentences name them by what was done with them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.prose import find_documents
from monitor.extract.values.titles import read_document

CORPUS = tomllib.loads((Path(__file__).parent / "document_entries.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sentence", CORPUS["adopted"])
def test_a_sentence_names_what_was_adopted(sentence: str) -> None:
    found = [[document.title, list(document.languages)] for document, _ in find_documents(sentence)]
    assert found == CORPUS["adopted"][sentence]


@pytest.mark.parametrize("sentence", CORPUS["not_adopted"]["sentences"])
def test_what_has_no_name_of_a_document_is_none(sentence: str) -> None:
    assert find_documents(sentence) == ()


@pytest.mark.parametrize("line", CORPUS["line"])
def test_a_line_gives_title_year_and_languages(line: str) -> None:
    document = read_document(line)
    assert document is not None
    assert [document.title, document.year or 0, list(document.languages)] == CORPUS["line"][line]


@pytest.mark.parametrize("case", CORPUS["list"], ids=lambda case: case["why"])
def test_what_stands_in_a_list_of_documents_must_look_like_one(case, under, values) -> None:
    extraction = under("Documents", *case["lines"])
    assert [value["title"] for value in values(extraction, "document")] == case["kept"]


def documents_of(page: str) -> list[str]:
    extraction = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    return [s.value["title"] for s in extraction.statements if s.field == "document"]


def test_what_stands_in_another_part_of_the_page_must_look_like_one_too() -> None:
    page = (
        "<h1>Delta Process</h1><div><h2>Documents</h2><ul><li>Bergen Declaration (2011)<li>Map of ports</ul></div>"
        "<section><ul><li>Offices in the world<li>3 May 2024: Director at a school<li>Guide to visas</ul></section>"
    )
    assert documents_of(page) == ["Bergen Declaration", "Map of ports", "Guide to visas"]


@pytest.mark.parametrize("heads", [("Title", "Year", "Languages"), ("Document", "Date"), ("Titre", "Année", "Langues")])
def test_a_table_of_documents_is_read_by_its_rows(heads: tuple[str, ...]) -> None:
    cells = ("Guide to visas", "2014", "EN, FR")[: len(heads)]
    rows = "".join(
        f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>" for tag, row in (("th", heads), ("td", cells))
    )
    assert [
        t.partition(",")[0] for t in documents_of(f"<h1>Delta Process</h1><h2>Documents</h2><table>{rows}</table>")
    ] == ["Guide to visas"]


def test_goals_are_read_by_their_names() -> None:
    page = "<h1>A practice</h1><dl><dt>SDGs<dd>No Poverty; 8. Decent Work and Economic Growth; Vie aquatique</dl>"
    extraction = extract(read(page.encode(), media_type="text/html"), "practice-page")
    assert [s.value for s in extraction.statements if s.field == "sdg"] == [1, 8, 14]


@pytest.mark.parametrize(
    ("links", "kept"),
    [
        (
            "<a class=b>Bergen Declaration (2011)</a><a class=b>Windhoek Appeal (2014)</a>",
            ["Bergen Declaration", "Windhoek Appeal"],
        ),
        (
            "<a class=b>Charte des ports, 2011</a><a class=b>Plan de Tunis, 2014</a>",
            ["Charte des ports", "Plan de Tunis"],
        ),
    ],
)
def test_documents_side_by_side_that_all_have_a_year_are_each_one(links: str, kept: list[str]) -> None:
    found = documents_of(f"<h1>Delta Process</h1><h2>Documents</h2><div>{links}</div>")
    assert [title.partition(",")[0].removesuffix(" 2011") for title in found] == kept


def test_meetings_below_the_chairs_are_none_of_these() -> None:
    page = (
        "<h1>Our work</h1><h2>Rabat Process</h2><p><b>{}</b> Mali (2015)</p><ol>"
        "<li>I {} – Praia, Cabo Verde, {} 2013.</li><li>II {} – Dakar, {}, {} 2014.</li></ol><p>We met.</p>"
    )
    for words in (
        ("Past chairs:", "meeting", "25 January", "meeting", "Senegal", "20 February"),
        ("Presidencias anteriores:", "reunión", "25 de enero de", "reunión", "Senegal", "20 de febrero de"),
        ("Présidences précédentes :", "réunion", "25 janvier", "réunion", "Sénégal", "20 février"),
        ("Presidências anteriores:", "reunião", "25 de janeiro de", "reunião", "Senegal", "20 de fevereiro de"),
    ):
        extraction = extract(read(page.format(*words).encode(), media_type="text/html"), "ministry-page")
        assert [s.value["date"] for s in extraction.statements if s.field == "meeting"] == ["2013-01-25", "2014-02-20"]
        assert not [f for f in extraction.findings if f.field == "chair"]


HOST = "https://x.example"
STRATEGIES = [("Strategy (English)", f"{HOST}/s-en.pdf"), ("Strategy (French)", f"{HOST}/s-fr.pdf")]
SUMMARIES = [("Summary", f"{HOST}/{name}.pdf") for name in "abc"]
REPORTS = [("Report 2015", f"{HOST}/r-{name}.pdf") for name in "ab"]
VERSIONS = [("Strategy (English)", None), ("Strategy (French)", None)]


def linked_documents(
    entries: list[tuple[str, str | None]],
) -> tuple[dict[str, tuple[str | None, list[str]]], list[str]]:
    """Address and languages of each document by its key, and what is said of those that are listed twice."""
    lines = "".join(f'<li><a href="{url}">{title}</a>' if url else f"<li>{title}" for title, url in entries)
    page = f"<h1>Delta Process</h1><h2>Documents</h2><ul>{lines}</ul>"
    extraction = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    stated = [one for one in extraction.statements if one.field == "document"]
    twice = [one.message for one in extraction.findings if one.kind == "duplicate"]
    return {one.key: (one.value["url"], one.value["languages"]) for one in stated}, twice


@pytest.mark.parametrize("entries", [STRATEGIES, SUMMARIES, REPORTS, VERSIONS, STRATEGIES + SUMMARIES])
def test_documents_of_one_title_and_year_are_told_apart_by_address_else_language(entries) -> None:
    found, twice = linked_documents(entries)
    assert (len(found), twice) == (len(entries), [])
    assert linked_documents(entries[::-1])[0] == found


@pytest.mark.parametrize(
    "again",
    [
        ("Summary", f"{HOST}/a.pdf"),
        ("Summary", "http://www.x.example/a.pdf?utm_source=mail#page=2"),
        ("Summary", None),
        ("Strategy (French)", None),
    ],
)
def test_a_document_that_is_listed_twice_is_one_wherever_it_stands(again: tuple[str, str | None]) -> None:
    entries = [*STRATEGIES, *SUMMARIES]
    for listed in ([*entries, again], [again, *entries]):
        found, twice = linked_documents(listed)
        assert found.keys() == linked_documents(entries)[0].keys()
        assert twice == [f"the document “{again[0].split()[0]}” is listed twice"]


def test_what_is_listed_twice_and_has_one_address_or_none_is_one() -> None:
    for again in (f"{HOST}/a.pdf", None):
        assert len(linked_documents([("Report 2015", f"{HOST}/a.pdf"), ("Report 2015", again)])[0]) == 1


def test_a_sentence_names_no_further_document_where_several_of_its_title_are_listed() -> None:
    lines = "".join(f'<li><a href="{HOST}/{n}.pdf">Charter of the Ports</a>' for n in "ab")
    said = "<p>In the third round the ministers adopted the Charter of the Ports.</p>"
    page = f"<h1>Delta Process</h1><h2>Documents</h2><ul>{lines}</ul><h2>News</h2>{said}"
    extraction = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    assert len([one for one in extraction.statements if one.field == "document"]) == 2
