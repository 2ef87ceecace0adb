"""What a page calls not known yet, whatever the field and the markup: what stood goes on standing, and that is told."""

from __future__ import annotations

import pytest

from monitor.compare import compare
from monitor.documents import read
from monitor.extract import extract
from monitor.model import Comparison, Extraction
from tests.compare.conftest import Pages

BALI = "bali-process"
HEAD = {
    "objective": "<h2>Objectives</h2><p>To let States of the region talk about migration with each other once a year.",
    "chair": "<h2>Current Chair</h2><p>Malta",
}
# field: its label, what stood, and what the page calls not known yet
STATED = {
    "chair": ("Chair", "Fiji", "TBC"),
    "secretariat": ("Secretariat", "UNHCR", "To be confirmed."),
    "observer": ("Observers", "Norway; Switzerland; Kenya", "TBC"),
    "contact": ("Contact", "Ana Lee, desk@example.org", "t.b.c."),
    "established": ("Established", "2002", "[to be confirmed]"),
    "website": ("Website", "https://www.example.org", "to be announced"),
    "type": ("Type", "Regional consultative process", "n/a"),
    "member": ("Members", "Albania; Austria; Belgium", "to be confirmed"),
    "meeting": ("Next meeting", "5 May 2027, Rome, Italy: Senior Officials Meeting", "Date and venue to be announced"),
    "document": ("Key documents", "Rome Declaration 2019", "Coming soon"),
    "region": ("Region", "Europe", "TBD"),
    "formal_association": ("Formal association", "African Union", "to be decided at the next conference"),
    "member_count": ("Number of members", "12", "tba"),
    "focus": ("Thematic focus", "Labour migration", "To be announced soon"),
    "budget": ("Budget", "EUR 20,000", "To be determined"),
    "geographic_focus": ("Geographic focus", "Western Balkans", "TBC"),
    "objective": ("Objectives", "To share what is known of migration in the region among its States.", "TBD"),
}
MARKUPS = {
    "definitions": "<dl><dt>{label}</dt><dd>{value}</dd></dl>",
    "rows": "<table><tr><th>{label}</th><td>{value}</td></tr><tr><th>Location</th><td>Malta</td></tr></table>",
    "heading": "<h2>{label}</h2><p>{value}</p>",
    "items": "<h3>{label}</h3><ul><li>{value}</li></ul>",
    "line": "<p>{label}: {value}</p>",
    "bold": "<p><b>{label}</b><br>{value}</p>",
}


def reading(body: str, *, but: str = "", language: str = "en") -> Extraction:
    """A page of a mechanism, and its own words; `but`: the field that the page has there and nowhere else."""
    head = "".join(words for field, words in HEAD.items() if field != but)
    page = f"<html lang={language}><body><main><h1>Bali Process</h1>{head}{body}</main></body></html>"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-page", (BALI,))


def compared(*readings: Extraction) -> Comparison:
    """What the last reading comes to behind those before it."""
    pages = Pages()
    return compare(pages.remember(*readings[:-1]), readings[-1], now=pages.now)


def kinds(found: Extraction, field: str) -> list[str]:
    return [one.kind for one in found.findings if one.field == field]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("field", STATED)
def test_what_stood_goes_on_standing_where_the_page_says_that_it_is_not_known_yet(field: str, markup: str) -> None:
    label, value, unknown = STATED[field]
    was = reading(MARKUPS[markup].format(label=label, value=value), but=field)
    now = reading(MARKUPS[markup].format(label=label, value=unknown), but=field)
    assert [one.field for one in was.statements].count(field) >= 1
    assert [one.value for one in now.statements if one.field == field] == []
    assert kinds(now, field) == ["not-known-yet"]
    found = compared(was, now)
    assert ([one.kind for one in found.changes], found.opened, found.closed) == (["page.reshaped"], (), ())
    assert [one.field for one in found.held] == [field]
    assert "not known yet" in found.held[0].reason
    assert compared(was, now, was).changes == ()
    assert compared(was, now, was).held == ()


@pytest.mark.parametrize("field", STATED)
def test_where_nothing_stood_it_is_a_finding_alone(field: str) -> None:
    label, _, unknown = STATED[field]
    bare = reading("<dl><dt>Location<dd>Malta</dl>", but=field)
    found = compared(bare, now := reading(f"<dl><dt>Location<dd>Malta<dt>{label}<dd>{unknown}</dl>", but=field))
    assert (found.changes, found.opened, found.held) == ((), (), ())
    assert kinds(now, field) == ["not-known-yet"]


@pytest.mark.parametrize(
    ("language", "label", "value", "unknown"),
    [
        ("en", "Observers", "Norway; Kenya", "To be announced in due course"),
        ("en", "Observers", "Norway; Kenya", "The list is still to be confirmed by the Senior Officials"),
        ("en", "Members", "Albania; Austria", "(to be determined)"),
        ("en", "Date established", "2002", "To be confirmed in 2027"),
        ("fr", "Observateurs", "Norvège; Kenya", "À confirmer"),
        ("fr", "Date de création", "2002", "pas encore connue"),
        ("fr", "Membres", "Albanie; Autriche", "Liste à venir"),
        ("fr", "Membres", "Albanie; Autriche", "À venir"),
        ("fr", "Contact", "Ana Lee, desk@example.org", "à préciser ultérieurement"),
        ("fr", "Site web", "https://www.example.org", "En construction"),
        ("es", "Observadores", "Noruega; Kenia", "Por confirmar"),
        ("es", "Miembros", "Albania; Austria", "pendiente de confirmación"),
        ("es", "Sitio web", "https://www.example.org", "Próximamente"),
        ("es", "Contacto", "Ana Lee, desk@example.org", "Aún por definir"),
        ("pt", "Observadores", "Noruega; Quénia", "A confirmar"),
        ("pt", "Membros", "Albânia; Áustria", "a ser confirmado"),
        ("pt", "Sítio web", "https://www.example.org", "Disponível em breve"),
        ("ar", "Observers", "Norway; Kenya", "سيتم الإعلان عنه لاحقًا"),
        ("ru", "Observers", "Norway; Kenya", "Уточняется."),
        ("ru", "Established", "2002", "будет определено позднее"),
        ("en", "Secretariat", "IOM", "TBC (2027)"),
        ("en", "Secretariat", "IOM", "To be confirmed – see news"),
        ("en", "Thematic focus", "Borders; Visas", "to be updated"),
        ("en", "Contact", "Ana Lee, desk@example.org", "Awaiting nomination"),
        ("fr", "Secrétariat", "OIM", "en cours de désignation"),
        ("es", "Secretaría", "OIM", "aún no se ha definido"),
        ("pt", "Secretariado", "OIM", "aguarda designação"),
        ("ar", "Secretariat", "IOM", "لم يتم تحديده بعد"),
        ("ru", "Secretariat", "IOM", "на согласовании"),
        ("de", "Members", "Albania; Austria", "wird noch bekannt gegeben"),
    ],
)
def test_it_is_told_in_any_language(language: str, label: str, value: str, unknown: str) -> None:
    for markup in MARKUPS.values():
        was, now = (reading(markup.format(label=label, value=words), language=language) for words in (value, unknown))
        (field,) = {one.field for one in was.statements} - {one.field for one in now.statements}
        found = compared(was, now)
        assert ([one.kind for one in found.changes], found.opened, found.closed) == (["page.reshaped"], (), ())
        assert kinds(now, field) == ["not-known-yet"]
        assert found.changes[0].summary.startswith("The page does not say any more, so what stood goes on standing")


@pytest.mark.parametrize("words", ["TBC", "To be confirmed", "To be announced soon", "à confirmer", "por definir"])
def test_a_list_of_which_some_is_not_known_yet_goes_on_and_what_is_absent_waits(words: str) -> None:
    listed = "<h2>Observers</h2><ul><li>{}</ul>"
    was = reading(listed.format("<li>".join(("Norway", "Kenya", "Japan"))))
    more = reading(listed.format("<li>".join(("Norway", "Kenya", "Japan", "Chile", words))))
    fewer = reading(listed.format("<li>".join(("Norway", "Kenya", words))))
    found = compared(was, more)
    assert [one.kind for one in found.changes] == ["observer.joined"]
    assert (found.held, found.closed) == ((), ())
    found = compared(was, fewer)
    assert ([one.kind for one in found.changes], found.closed) == (["page.reshaped"], ())
    assert [one.field for one in found.held] == ["observer"]
    assert compared(was, fewer, was).changes == ()
    left = reading(listed.format("<li>".join(("Norway", "Kenya"))))
    assert [one.kind for one in compared(was, fewer, left).changes] == ["observer.left"]


def test_a_label_that_says_so_itself_is_no_empty_one() -> None:
    was = reading("<h2>Observers</h2><ul><li>Norway<li>Kenya</ul>")
    now = reading("<h2>Observers (to be confirmed)</h2><h2>Location</h2><p>Malta")
    assert kinds(now, "observer") == ["not-known-yet"]
    assert compared(was, now).closed == ()
    listed = reading("<h2>Observers (to be confirmed)</h2><ul><li>Norway<li>Kenya</ul>")
    assert (kinds(listed, "observer"), compared(was, listed).changes) == ([], ())


@pytest.mark.parametrize("words", ["None", "No observers", "aucun", "ninguno", "nenhum", "None at present"])
def test_none_is_another_thing(words: str) -> None:
    was = reading("<h2>Observers</h2><ul><li>Norway<li>Kenya</ul>")
    now = reading(f"<h2>Observers</h2><p>{words}")
    assert kinds(now, "observer") == []
    assert [one.kind for one in compared(was, now).changes] == ["observer.left", "observer.left"]


@pytest.mark.parametrize(
    "lines", ["E-mail: TBC", "Tel.: to be confirmed", "Ana Lee<br>E-mail: tbc", "<b>Name</b>: to be announced"]
)
def test_a_contact_whose_address_is_not_known_yet_is_not_removed(lines: str) -> None:
    was = reading("<h2>Contact</h2><p>Ana Lee<br>desk@example.org")
    now = reading(f"<h2>Contact</h2><p>{lines}")
    found = compared(was, now)
    assert ([one.kind for one in found.changes], found.opened, found.closed) == (["page.reshaped"], (), ())
    assert set(kinds(now, "contact")) == {"not-known-yet"}


@pytest.mark.parametrize("words", ["Our door is open", "Ask the host", "Bureau to be opened one day", "رئيس المكتب"])
def test_a_contact_of_words_that_give_no_address_is_not_removed(words: str) -> None:
    was, now = reading("<h2>Contact</h2><p>Ana Lee, desk@example.org"), reading(f"<h2>Contact</h2><p>{words}")
    found = compared(was, now)
    assert (found.opened, found.closed, [one.field for one in found.held]) == ((), (), ["contact"])
    assert [one.kind for one in compared(was, reading("<h2>Contact</h2><p>None")).changes] == ["contact.removed"]


def test_meetings_that_took_place_are_read_beside_a_next_one_that_is_not_known_yet() -> None:
    past = "<h2>Past meetings</h2><ul><li>4 May 2019, Oslo, Norway: First Conference{}</ul>"
    was = reading(past.format("") + "<h2>Next meeting</h2><p>5 May 2026, Rome, Italy: Second Conference")
    held = past.format("<li>5 May 2026, Rome, Italy: Second Conference")
    now = reading(held + "<h2>Next meeting</h2><p>Dates to be announced")
    assert compared(was, now).held == ()
    assert compared(was, now).closed != ()  # as an announced one
    assert [one.kind for one in compared(was, now).changes] == ["meeting.held"]
    lost = reading(past.format("") + "<h2>Next meeting</h2><p>TBC")
    assert ([one.field for one in compared(was, lost).held], compared(was, lost).closed) == (["meeting"], ())


def test_a_cell_of_a_table_of_mechanisms_says_so_too() -> None:
    page = (
        "<table><tr><th>Name<th>Type<th>Chair<th>Secretariat<th>Members"
        "<tr><td>Bali Process<td>RCP<td>Fiji<td>{}<td>{}"
        "<tr><td>Budapest Process<td>RCP<td>Malta<td>ICMPD<td>Malta, Italy</table>"
    )
    was, now = (
        extract(read(page.format(*cells).encode(), media_type="text/html"), "mechanism-table")
        for cells in (("UNHCR", "Fiji, Tonga"), ("TBC", "to be announced"))
    )
    found = compared(was, now)
    assert ([one.kind for one in found.changes], found.closed) == (["page.reshaped"], ())
    assert [one.field for one in found.held] == ["member", "secretariat"]


ODD = {
    "observer": ("Observers", ("Norway", "Kenya", "Japan"), "Chile", "Wakanda"),
    "member": ("Members", ("Albania", "Fiji", "Tonga"), "Chile", "Kingdom of Wakanda"),
    "meeting": (
        "Meetings",
        ("4 May 2019, Oslo, Norway: First Conference", "5 May 2020, Rome, Italy: Second Conference"),
        "6 May 2021, Lima, Peru: Third Conference",
        "14 October 1066, Hastings, United Kingdom: Fourth Conference",
    ),
    "document": ("Documents", ("Rome Declaration 2019", "Lima Charter 2020"), "Oslo Plan 2021", "Paris Plan 2090"),
}
LISTS = (
    "<h2>{}</h2><ul><li>{}</ul>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "<table><tr><th>{}<td>{}<tr><th>Location<td>Malta</table>",
)


@pytest.mark.parametrize("markup", LISTS)
@pytest.mark.parametrize("field", ODD)
def test_an_entry_that_can_hardly_be_or_nobody_knows_waits_alone_and_the_rest_of_its_list_goes_on(
    field, markup
) -> None:
    label, stood, new, odd = ODD[field]
    between = "<li>" if "<li>" in markup else "</dd><dd>" if "<dd>" in markup else "<br>"
    listed = [
        reading(markup.format(label, between.join(one))) for one in (stood, (*stood[1:], new, odd), (*stood[1:], new))
    ]
    first = compared(*listed[:2])
    assert [(one.field, one.closes) for one in first.changes if one.field == field] == [(field, ())]
    assert odd not in str(first.opened)
    assert [one.kind for one in first.changes if one.field != field] in ([], ["page.implausible"])
    assert first.closed == ()  # what is absent may be the odd one
    gone = compared(*listed)
    assert [len(one.closes) for one in gone.changes if one.field == field] == [1]
    assert gone.held == ()


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    ("label", "language", "before", "after"),
    [
        ("Region", "en", "Europe", "Global (tbc)"),
        ("Region", "en", "Europe", "Africa [to be confirmed]"),
        ("Région", "fr", "Europe", "Afrique (à confirmer)"),
        ("Región", "es", "Europa", "África (por confirmar)"),
        ("Região", "pt", "Europa", "África (a confirmar)"),
    ],
)
def test_a_region_with_a_remark_that_it_is_not_known_yet_takes_no_place(
    label: str, language: str, before: str, after: str, markup: str
) -> None:
    was, now = (reading(MARKUPS[markup].format(label=label, value=one), language=language) for one in (before, after))
    assert [one.field for one in was.statements].count("region") == 1
    found = compared(was, now)
    assert (found.opened, found.closed) == ((), ())
    assert [one.field for one in found.held] == ["region"]
    assert compared(was, now, was).changes == ()
