"""A line that names the mechanism's secretariat inside a contact: who and where is told as the contact's."""

from __future__ import annotations

import pytest

from tests.told import kinds, page, urgent

CHAIR = "<h2>Chair</h2><p>Türkiye</p>"
BLOCKS = [
    "<p>Contact: {who}, Policy Officer<br>Bali Process Secretariat<br>{mail}<br>+43 1 5044677</p>",
    "<p>Contact: {who}, Policy Officer<br>{mail}<br>+43 1 5044677</p>",
    "<p><b>Contact</b><br>{who}, Policy Officer<br>Bali Process Secretariat<br>{mail}</p>",
    "<dl><dt>Contact</dt><dd>{who}<br>Bali Process Secretariat<br>{mail}</dd></dl>",
    "<h2>Contact</h2><ul><li>{who}</li><li>Bali Process Secretariat</li><li>{mail}</li></ul>",
    "<table><tr><th>Contact</th><td>{who}<br>Bali Process Secretariat<br>{mail}</td></tr></table>",
    "<h2>Contact</h2><p>Bali Process Secretariat<br>{who}<br>{mail}</p>",
    "<h2>Contact</h2><p><b>Bali Process Secretariat</b></p><p>{who}</p><p>{mail}</p>",
    "<h2>Contact</h2><div class=card><h3>Bali Process Secretariat</h3><p>{who}</p><p>{mail}</p></div>",
    "<h2>Contact</h2><p>Secretariat: {who}<br>{mail}</p>",
    "<h2>Contact</h2><p>{who}<br>Secretariat<br>{mail}</p>",
    "<details><summary>Contact</summary><p>{who}<br>Bali Process Secretariat<br>{mail}</p></details>",
    "<h3>Contact</h3><p>{who}<br>Secrétariat du Processus de Bali<br>{mail}</p>",
    "<h3>Contacto</h3><p>{who}<br>Secretaría del Proceso de Bali<br>{mail}</p>",
    "<h3>Contacto</h3><p>{who}<br>Secretariado do Processo de Bali<br>{mail}</p>",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_new_person_and_a_new_address_change_the_contact(block: str) -> None:
    before = page(CHAIR + block.format(who="Ana Lee", mail="desk@example.org"))
    for after in ({"who": "Tom Ray", "mail": "desk@example.org"}, {"who": "Ana Lee", "mail": "office@example.org"}):
        assert kinds(before, page(CHAIR + block.format(**after))) == ["contact.changed"]
    assert not [one for one in before.statements if one.field == "secretariat"]


@pytest.mark.parametrize(
    "block",
    [
        "<h2>Contact</h2><p>desk@example.org</p><h2>Secretariat</h2><p>{}</p>",
        "<h2>Contact</h2><p>desk@example.org</p><h3>Secretariat</h3><p>{}</p>",
        "<p><b>Contact</b><br>desk@example.org</p><p><b>Bali Process Secretariat</b><br>{}</p>",
        "<p>Contact: desk@example.org<br>Secretariat: {}</p>",
        "<h2>Contact</h2><p>Secretariat: {}</p><p>desk@example.org</p>",
        "<dl><dt>Contact</dt><dd>desk@example.org</dd><dt>Secretariat</dt><dd>{}</dd></dl>",
    ],
)
def test_a_label_over_an_organisation_is_of_the_secretariat(block: str) -> None:
    assert urgent(page(CHAIR + block.format("ICMPD")), page(CHAIR + block.format("IOM"))) == ["secretariat.changed"]
