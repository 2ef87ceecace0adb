"""A value that stands in the cell of a table leads to that cell."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from monitor.documents import read
from monitor.extract import extract

TABLES = {
    "columns": (
        "<h1>Prague Process</h1><table><tr><th>Chair<th>Secretariat<th>Established"
        "<tr><td>Poland<td>ICMPD<td>2009</table>"
    ),
    "beside": (
        "<h1>Prague Process</h1><table><tr><td>Chair<td>Poland<tr><td>Secretariat<td>ICMPD"
        "<tr><td>Established<td>2009</table>"
    ),
    "members in columns": (
        "<h1>Prague Process</h1><h2>Members</h2><table><tr><td>Poland<td>Malta<tr><td>Latvia<td>Georgia</table>"
    ),
}


COUNTS = {
    "card": '<p>In 18 months 18 came.</p><div class="card"><h3>Members</h3><p>18</p></div>',
    "sentence": "<h2>Membres</h2><p>Le processus compte 18 membres.</p><p>En 18 mois</p>",
    "total below": "<h2>Miembros</h2><p>Total: 18</p><ul><li>Chile<li>Cuba</ul>",
    "definition": "<dl><dt>Membros<dd>18</dl>",
}


@pytest.mark.parametrize("name", COUNTS)
def test_the_locator_of_a_count_below_its_label_is_that_of_the_count(name: str) -> None:
    page = f"<h1>Prague Process</h1>{COUNTS[name]}"
    found = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    (count,) = (statement for statement in found.statements if statement.field == "member_count")
    (element,) = LexborHTMLParser(page).css(count.locator)
    assert count.quote in element.text()
    assert "18" in count.quote
    told = [finding for finding in found.findings if finding.kind in ("none-listed", "count-mismatch")]
    assert all(finding.locator == count.locator for finding in told)


@pytest.mark.parametrize("name", TABLES)
def test_the_locator_of_a_value_in_a_cell_is_that_of_the_cell(name: str) -> None:
    page = TABLES[name]
    tree = LexborHTMLParser(page)
    found = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    read_in_cells = [statement for statement in found.statements if statement.field != "name"]
    assert len(read_in_cells) >= 3
    for statement in read_in_cells:
        (cell,) = tree.css(statement.locator)
        assert cell.tag in ("td", "th")
        assert statement.text in cell.text()
