"""A page that says it is in a language that nobody reads here is read all the same, as far as it has our words."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import LAYOUTS

BODY = (
    "<h1>Budapest Process</h1><p>Chair: Türkiye (2016)</p><p>Established: 12 March 1993</p>"
    "<h2>Members</h2><ul><li>Malta<li>Italy</ul><h2>Meetings</h2><ul><li>Sofia, Bulgaria, 3 May 2016</ul>"
    "<p>Last updated: 12/03/2019</p><table><tr><th>Process<th>Chair<tr><td>Budapest Process<td>Türkiye</table>"
)


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "declared"])
@pytest.mark.parametrize("language", ["zh", "zh-Hant", "ru", "ar", "de", "tr", "xx", "EN-us", ""])
def test_a_page_in_any_language_is_read(language: str, layout: str) -> None:
    page = f"<html lang='{language}'><body>{BODY}</body></html>"
    found = extract(read(page.encode(), media_type="text/html"), layout)
    assert found.outcome in ("ok", "partial", "drifted")
    told = extract(read(page.encode(), media_type="text/html"), layout, ("budapest-process",), language[:2] or None)
    assert told.outcome in ("ok", "partial", "drifted")


def test_its_facts_are_read_as_on_an_english_page() -> None:
    page = f"<html lang='zh'><body>{BODY}</body></html>"
    found = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    stated = {(one.field, one.text) for one in found.statements}
    assert {("chair", "Türkiye"), ("established", "12 March 1993"), ("member", "Malta")} <= stated


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Proceso Coral\nSecretaría: OIM\nFundado en Lima en 2004.", "es"),
        ("Dialogue corail\nMise à jour : octobre 2019\nCréé en 2004 par neuf pays membres.", "fr"),
        ("Diálogo Coral\nPresidência: Angola\nMembros: Brasil, Portugal", "pt"),
        ("Consultative forum. Nine members. Secretariat: IOM.", "en"),
        ("Foro Andino\n5 países", None),
        ("Peru, Chile, Cuba", None),
    ],
)
def test_a_short_text_is_in_the_language_of_its_labels(text: str, language: str | None, text_page) -> None:
    assert text_page(text).source_fields["language"] == language
