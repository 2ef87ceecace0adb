"""A list of States below a heading that counts them is one of members, where the number agrees and all are States."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract

LISTED = {
    "<h2>The five States of the shore</h2><ul><li>Malta<li>Italy<li>Spain<li>France<li>Portugal</ul>": 5,
    "<h3>Les 4 pays de la Communauté</h3><p>Gabon</p><p>Tchad</p><p>Cameroun</p><p>Congo</p>": 4,
    "<dl><dt>Los tres países andinos del foro</dt><dd>Perú<br>Bolivia<br>Ecuador</dd></dl>": 3,
    "<h2>Os quatro países das ilhas</h2><table><tr><td>Cabo Verde<td>Malta<tr><td>Fiji<td>Samoa</table>": 4,
    "<p>Integram o fórum vinte países:</p><ul><li>Cabo Verde<li>Malta<li>Samoa</ul>": 3,
    "<p>It began in 2004. Its four members are:</p><ul><li>Malta<li>Italy<li>Spain<li>Fiji</ul>": 4,
    "<p>Font partie du Dialogue :</p><p>Gabon</p><p>Tchad</p><p>Cameroun</p>": 3,
}
NOT = [
    "<p>The meeting was attended by five countries:</p><ul><li>Malta<li>Italy<li>Spain<li>Fiji<li>Samoa</ul>",
    "<p>The project belongs to these countries:</p><ul><li>Malta<li>Italy<li>Spain<li>Fiji</ul>",
    "<h2>The six States of the shore</h2><ul><li>Malta<li>Italy<li>Spain<li>France<li>Portugal</ul>",
    "<h2>Five countries that left</h2><p>Malta</p><p>Our story.</p>",
    "<h2>Three former States of the forum</h2><ul><li>Malta<li>Italy<li>Spain</ul>",
    "<h2>About four countries</h2><ul><li>Malta<li>Italy<li>Spain<li>France</ul>",
    "<h2>Countries we work in</h2><ul><li>Malta<li>Italy<li>Spain</ul>",
]


def members(body: str) -> list[str]:
    found = extract(read(f"<h1>Prague Process</h1>{body}".encode(), media_type="text/html"), "mechanism-page")
    return [statement.key for statement in found.statements if statement.field == "member"]


@pytest.mark.parametrize("body", LISTED)
def test_states_below_a_heading_that_counts_them_are_members(body: str) -> None:
    assert len(members(body)) == LISTED[body]


@pytest.mark.parametrize("body", NOT)
def test_states_below_another_heading_are_not(body: str) -> None:
    assert members(body) == []
