"""Who runs the secretariat in running text: a denial, a wish and that of another mechanism change nothing."""

from __future__ import annotations

import pytest

from monitor.compare import compare
from monitor.documents import read
from monitor.extract import extract
from tests.compare.conftest import NOW, Pages


@pytest.mark.parametrize(
    "sentence",
    [
        "ICMPD declined to act as the secretariat of the Process.",
        "Neither ICMPD nor UNHCR acts as the secretariat of the Process.",
        "It was proposed that ICMPD act as the secretariat of the Process.",
        "Les ministres ont proposé que l'ICMPD assure le secrétariat du Processus.",
        "Ni la OIM ni el ACNUR ejerce la secretaría del Proceso.",
        "Nem o ACNUR nem o ICMPD assegura o secretariado do Processo.",
        "ICMPD hosts the secretariat of the Khartoum Process.",
        "Le secrétariat du Processus de Prague est assuré par l'ICMPD.",
    ],
)
def test_a_secretariat_that_is_denied_wished_or_anothers_takes_nobodys_seat(sentence) -> None:
    before, after = (
        extract(
            read(
                f"<h1>Budapest Process</h1><p>{text}</p><h2>Member States</h2><ul><li>Albania<li>Austria<li>Belgium"
                "<li>Croatia<li>Hungary</ul>".encode(),
                media_type="text/html",
            ),
            "mechanism-page",
            ("budapest-process",),
            "en",
        )
        for text in ("IOM acts as the Secretariat of the Process.", sentence)
    )
    assert [one.value["id"] for one in before.statements if one.field == "secretariat"] == ["iom"]
    assert not [one for one in after.statements if one.field == "secretariat"]
    assert [one.kind for one in after.findings if one.field == "secretariat"] == ["unread-sentence"]
    pages = Pages()
    assert [one.kind for one in compare(pages.remember(before), after, now=NOW).changes] == ["text.edited"]
