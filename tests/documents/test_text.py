from __future__ import annotations

from pathlib import Path

import pytest

from monitor.documents.text import read_text
from monitor.model import Link


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_text(text).blocks]


def test_each_line_with_words_is_a_block_and_is_found_by_its_number() -> None:
    document = read_text("Established: 2002\r\n\r\n  Chair\u00a0in office \r\n\r\n----\n")
    assert [(block.kind, block.text, block.locator) for block in document.blocks] == [
        ("text", "Established: 2002", "line 1"),
        ("text", "Chair in office", "line 3"),
    ]


def test_marks_make_entries() -> None:
    assert kinds("- Algeria\n• France\n* Italy\n– Malta\n·  Spain") == [
        ("item", name) for name in ("Algeria", "France", "Italy", "Malta", "Spain")
    ]


def test_numbers_that_count_are_taken_off_and_others_stay() -> None:
    assert kinds("  1. A workshop\n  2. A frame\n\n16. Peace, Justice\n25 States\n2. Two") == [
        ("item", "A workshop"),
        ("item", "A frame"),
        ("item", "16. Peace, Justice"),
        ("text", "25 States"),
        ("item", "2. Two"),
    ]


def test_a_mark_alone_belongs_to_the_line_below_it() -> None:
    assert kinds("- Members\n-\n82 Members\n- Algeria\n-\n- France\n-\n\nplain") == [
        ("item", "Members"),
        ("item", "82 Members"),
        ("item", "Algeria"),
        ("item", "France"),
        ("text", "plain"),
    ]


def test_indents_make_levels() -> None:
    document = read_text("  • EU\n    • Malta\n    • Spain\n  • AU\nText\n    - deep")
    assert [block.level for block in document.blocks] == [1, 2, 2, 1, 0, 1]


def test_markdown_is_read() -> None:
    document = read_text(
        "Foo\n===\n## Members ##\n**Chair**\n**Chair:** Tunisia\n__Since__: 2002\nSee [the report](https://x.test/r.pdf).\nSub\n---\n"
    )
    assert [(block.kind, block.text, block.level, block.lead) for block in document.blocks] == [
        ("heading", "Foo", 1, ""),
        ("heading", "Members", 2, ""),
        ("term", "Chair", 0, "Chair"),
        ("text", "Chair: Tunisia", 0, "Chair:"),
        ("text", "Since: 2002", 0, "Since"),
        ("text", "See the report.", 0, ""),
        ("heading", "Sub", 2, ""),
    ]
    assert document.links == (Link("the report", "https://x.test/r.pdf"),)
    assert document.title == "Foo"


def test_tabs_make_rows_and_a_table_goes_on_after_a_blank_line() -> None:
    document = read_text("#\tName\tSince\n1.\tFoo\t2002\n\n\t\t2003\n2.\tBar\t2004\nLast update\nA\tB")
    assert [(block.kind, block.cells, block.table, block.header) for block in document.blocks] == [
        ("row", ("#", "Name", "Since"), 1, True),
        ("row", ("1.", "Foo", "2002"), 1, False),
        ("row", ("", "", "2003"), 1, False),
        ("row", ("2.", "Bar", "2004"), 1, False),
        ("text", (), 0, False),
        ("row", ("A", "B"), 2, False),
    ]


def test_upright_strokes_make_rows_but_not_in_brackets() -> None:
    document = read_text(
        "| Name | Since |\n|------|:----:|\n| Foo | 2002 |\nAlgeria | France | Italy\nReport ( EN | FR )\nA | B"
    )
    assert [block.cells for block in document.blocks] == [
        ("Name", "Since"),
        ("Foo", "2002"),
        ("Algeria", "France", "Italy"),
        (),
        (),
    ]
    assert document.blocks[0].header


def test_an_indented_line_is_no_row() -> None:
    assert kinds("\tAlgeria\n\t- France") == [("text", "Algeria"), ("item", "France")]


@pytest.mark.parametrize("number", range(5))
def test_no_word_of_a_real_document_is_lost(shared: Path, number: int) -> None:
    path = sorted((shared / "seeds").glob("*.txt"))[number]
    text = path.read_text(encoding="utf-8")
    words = read_text(text).text.split()
    lost = [word for word in text.split() if word not in set(words) and any(map(str.isalpha, word))]
    assert not [word for word in lost if not any(word.strip("\u00ad\u200b") in one for one in words)]


def test_the_rows_of_the_real_table_are_one_table(shared: Path) -> None:
    text = next((shared / "seeds").glob("003*.txt")).read_text(encoding="utf-8")
    rows = [block for block in read_text(text).blocks if block.kind == "row"]
    assert len(rows) == 31
    assert {(row.table, len(row.cells)) for row in rows} == {(1, 10)}
    assert [row.header for row in rows].index(True) == 0
    assert [row.locator for row in rows if not row.cells[0]] == ["line 11", "line 20"]


@pytest.mark.parametrize(
    "line",
    [
        "1. No Poverty; 8. Decent Work; 17. Partnerships",
        "1. No Poverty | 10. Reduced Inequalities",
        "1) Fin de la pobreza, 5) Igualdad de género, 8) Trabajo decente",
    ],
)
def test_numbers_by_which_one_line_names_several_things_stay(line: str) -> None:
    assert kinds(line)[0][1] == line


@pytest.mark.parametrize("line", ["Rabat, 12. May 2003", "Ports; ferries", "A workshop (see 3.2)", "Bonn, 3. 4. 2001"])
def test_the_number_of_a_first_entry_is_taken_off(line: str) -> None:
    assert kinds(f"1. {line}\n2. Another") == [("item", line), ("item", "Another")]
