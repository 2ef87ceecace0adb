from __future__ import annotations

from collections.abc import Callable

from monitor.documents.html import read_html
from monitor.model import Block, Document

Rows = Callable[[Document], list[Block]]


def cells(document: Document) -> list[tuple[str, ...]]:
    return [block.cells for block in document.blocks if block.kind == "row"]


def test_rows_have_cells_and_names_of_columns() -> None:
    document = read_html(
        """<table><caption>All of them</caption><thead><tr><th>Name<th>Type<th>Since</thead><tbody><tr><td>Foo<br>
        Process<td>RCP<td>2002<tr><td><a href="http://x.test/b">Bar</a><td><td>2004</table>"""
    )
    assert [(block.kind, block.text, block.header) for block in document.blocks] == [
        ("term", "All of them", False),
        ("row", "Name\tType\tSince", True),
        ("row", "Foo Process\tRCP\t2002", False),
        ("row", "Bar\t\t2004", False),
    ]
    assert document.blocks[3].links[0].url == "http://x.test/b"


def test_names_of_columns_are_seen_without_th() -> None:
    bold = read_html(
        "<table><tr><td><b>Name<td><b>Type<td><b>Role<tr><td>Foo<td>RCP<td>none<tr><td>Bar<td>IRF<td>none</table>"
    )
    plain = read_html(
        "<table><tr><td>Name<td>Type<td>Since<tr><td>Foo<td>RCP<td>2002<tr><td>Bar<td>IRF<td>2004</table>"
    )
    assert [block.header for block in bold.blocks] == [True, False, False]
    assert [block.header for block in plain.blocks] == [True, False, False]


def test_columns_of_members_have_no_names() -> None:
    document = read_html("<table><tr><td>Algeria<td>France<td>Italy<tr><td>Libya<td>Malta<td>Spain</table>")
    assert cells(document) == [("Algeria", "France", "Italy"), ("Libya", "Malta", "Spain")]
    assert not any(block.header for block in document.blocks)


def test_spans_are_spread() -> None:
    document = read_html(
        """<table><tr><th>Name<th colspan=2>Chair<th>Since<tr><td rowspan=2>Foo<td>Algeria<td>first<td>2001<tr>
        <td>France<td>next<td>2002        <tr><td>Bar<td colspan=2>none<td>2003</table>"""
    )
    assert cells(document) == [
        ("Name", "Chair", "Chair", "Since"),
        ("Foo", "Algeria", "first", "2001"),
        ("Foo", "France", "next", "2002"),
        ("Bar", "none", "", "2003"),
    ]


def test_a_row_over_the_whole_width_is_a_label() -> None:
    document = read_html(
        """<table><tr><th>Name<th>Type<th>Since<tr><td colspan=3><b>Africa</b><tr><td>Foo<td>RCP<td>2002<tr>
        <td colspan=3>Asia<tr><td>Bar<td>IRF        <td>2004</table>"""
    )
    assert [(block.kind, block.text) for block in document.blocks][1:4] == [
        ("term", "Africa"),
        ("row", "Foo\tRCP\t2002"),
        ("text", "Asia"),
    ]
    assert {block.table for block in document.blocks if block.kind == "row"} == {1}


def test_tables_are_numbered_and_layout_has_no_number() -> None:
    inner = "<table><tr><td>Algeria<td>France<td>Italy</table>"
    document = read_html(f"<table><tr><td>Menu<td><h2>Members</h2>{inner}<p>and{inner}</table>")
    assert [(block.kind, block.table) for block in document.blocks] == [
        ("text", 0),
        ("heading", 0),
        ("row", 1),
        ("text", 0),
        ("row", 2),
    ]


def test_a_table_of_labels_that_holds_another_as_a_value_is_no_layout() -> None:
    inner = "<table><tr><td>Algeria<td>France<tr><td>Italy<td>Malta</table>"
    document = read_html(
        f"<table><tr><td>Secretariat<td>ICMPD<tr><td>Fireside<td>IOM<tr><td>Members<td>{inner}</table>"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("term", "Secretariat"),
        ("text", "ICMPD"),
        ("term", "Fireside"),
        ("text", "IOM"),
        ("term", "Members"),
        ("row", "Algeria\tFrance"),
        ("row", "Italy\tMalta"),
    ]


def test_a_table_that_calls_itself_layout_is_read_as_content() -> None:
    document = read_html("<table role=presentation><tr><td>Algeria<td>France<tr><td>Italy<td>Malta</table>")
    assert [block.kind for block in document.blocks] == ["text"] * 4


def test_a_list_in_a_cell_is_one_text_with_semicolons() -> None:
    document = read_html(
        "<table><tr><th>Name<th>Type<th>Role<tr><td>Foo<td>RCP<td><ul><li>Observer<li>guide</ul><tr><td>Bar<td>IRF<td>none</table>"
    )
    assert cells(document)[1] == ("Foo", "RCP", "Observer; guide")


def test_absurd_spans_are_bounded() -> None:
    document = read_html(
        "<table><tr><th>a<th>b<tr><td colspan=99999999 rowspan=65534>x<td>y" + "<tr><td>z" * 50 + "</table>"
    )
    assert all(len(row) <= 100 for row in cells(document))


def test_labels_beside_plain_values_are_no_names_of_columns() -> None:
    document = read_html("<table><tr><td>Chair<td>Tunisia<tr><td>Established<td>2002<tr><td>Members<td>10</table>")
    assert cells(document)[0] == ("Chair", "Tunisia")
    assert not any(block.header for block in document.blocks)
