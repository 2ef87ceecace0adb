"""A meeting is held once its day has come, and not before: whatever stands above it, whatever was dropped beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.history import ChangeRecord
from monitor.model import Source
from tests.histories.looks import Past

SOURCE = Source("budapest", "https://site.example/budapest", "mechanism-page", ("budapest-process",), render="never")
HELD = "<li>Fourth Ministerial Conference, Prague, Czech Republic, 5 May 2019"


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Past]:
    """Its first look is on 2 March 2026."""
    found = Past(tmp_path, SOURCE)
    yield found
    found.close()


def page(*sections: tuple[str, str], language: str = "en", note: str = "") -> bytes:
    lists = "".join(f"<h2>{label}</h2><ul>{lines}</ul>" for label, lines in sections)
    return (
        f'<!doctype html><html lang="{language}"><title>Budapest Process</title><body><main><h1>Budapest Process</h1>'
        f"<h2>Secretariat</h2><p>ICMPD</p>{lists}<!-- {note} --></main></body></html>"
    ).encode()


def looked(past: Past, body: bytes, days: int = 1) -> list[str]:
    return [one.kind for one in changed(past, body, days)]


def changed(past: Past, body: bytes, days: int = 1) -> list[ChangeRecord]:
    past.site.serve(body)
    check, told = past.look(hours=24 * days)
    assert check.verdict in ("new", "changed", "unchanged")
    return told


def findings(past: Past, kind: str = "held-ahead") -> list[str]:
    rows = past.book.execute("SELECT quote FROM finding WHERE kind = ? AND closed_at IS NULL", (kind,))
    return [words for (words,) in rows]


LINE = "<li>Fifth Ministerial Conference, Lisbon, Portugal, {}"
WAYS = {
    "the heading is renamed": (("Upcoming meetings", LINE, ""), ("Meetings", LINE, "")),
    "it is an agenda": (("Next meeting", LINE, ""), ("Agenda", LINE, "")),
    "a remark goes": (("Meetings", LINE, " (to be confirmed)"), ("Meetings", LINE, "")),
    "another remark goes": (("Events", "<li>Planned: " + LINE[4:], ""), ("Events", LINE, "")),
    "a short one goes": (("Calendar", LINE, " (TBC)"), ("Calendar", LINE, "")),
    "it never had one": (("Meetings", LINE, ""), ("Meetings", LINE, "")),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("held", "same"), [(True, False), (False, False), (True, True), (False, True)])
def test_no_meeting_is_held_before_its_day_and_each_is_once_when_it_has_passed(
    past: Past, way: str, held: bool, same: bool
) -> None:
    (label, line, remark), (other, later, none) = WAYS[way]
    before = ("Past meetings", HELD) if held and label != "Meetings" else (label, HELD if held else "")
    assert looked(past, page(before, (label, line.format("7-8 April 2026") + remark))) == []
    bare = page(before, (other, later.format("7-8 April 2026") + none))
    assert looked(past, bare) == []
    noted = page(before, (other, later.format("7-8 April 2026") + none), note="x")
    assert looked(past, bare if same else noted, 60) == ["meeting.held"]
    assert looked(past, noted if same else bare) == []


@pytest.mark.parametrize(
    ("language", "upcoming", "meetings", "line"),
    [
        ("fr", "Prochaines réunions", "Réunions", "Cinquième Conférence, Lisbonne, Portugal, 7 mai 2031"),
        ("es", "Próximas reuniones", "Calendario", "7 de mayo de 2031, Lisboa, Portugal: V Conferencia"),
        ("pt", "Próximas reuniões", "Reuniões", "Lisboa, Portugal, 7 de maio de 2031: V Conferência"),
    ],
)
def test_so_it_is_in_any_language(past: Past, language: str, upcoming: str, meetings: str, line: str) -> None:
    assert looked(past, page((upcoming, f"<li>{line}"), language=language)) == []
    assert looked(past, page((meetings, f"<li>{line}"), language=language)) == []
    years = 365 * 6
    assert looked(past, page((meetings, f"<li>{line}"), language=language, note="x"), years) == ["meeting.held"]


@pytest.mark.parametrize("stated", ["7 May 2031", "May 2031", "2031", "7-9 May 2031", "30 April to 2 May 2031"])
def test_a_meeting_that_comes_under_any_heading_is_announced_while_it_lies_ahead(past: Past, stated: str) -> None:
    looked(past, page(("Meetings", HELD)))
    (one,) = changed(past, page(("Meetings", HELD + LINE.format(stated))))
    assert (one.kind, one.after["announced"]) == ("meeting.announced", True)


@pytest.mark.parametrize(
    ("label", "line", "language"),
    [
        ("Past meetings", LINE, "en"),
        ("Meetings held so far", LINE, "en"),
        ("Meetings", LINE + " (held)", "en"),
        ("Meetings", LINE + ", concluded", "en"),
        ("Réunions passées", LINE, "fr"),
        ("Reuniones celebradas", LINE, "es"),
        ("Reuniões realizadas", LINE, "pt"),
    ],
)
def test_one_that_the_page_calls_held_before_its_day_is_a_finding(past: Past, label: str, line: str, language: str):
    day = {"en": "7 May 2026", "fr": "7 mai 2026", "es": "7 de mayo de 2026", "pt": "7 de maio de 2026"}[language]
    coming = {"en": "Upcoming meetings", "fr": "Prochaines réunions", "es": "Próximas reuniones"}
    looked(past, page((coming.get(language, "Próximas reuniões"), LINE.format(day)), language=language))
    assert looked(past, page((label, line.format(day)), language=language)) == []
    assert len(findings(past)) == 1
    assert looked(past, page((label, line.format(day)), language=language, note="x"), 90) == ["meeting.held"]
    assert findings(past) == []


def test_what_a_sentence_says_was_held_on_a_day_to_come_is_a_finding(past: Past) -> None:
    looked(past, page(("Meetings", HELD)))
    told = "<p>The fifth ministerial conference was held in Lisbon, Portugal, on 7 May 2031.</p>"
    looked(past, page(("Meetings", HELD)).replace(b"</main>", told.encode() + b"</main>"))
    assert len(findings(past)) == 1


def test_what_stands_among_the_upcoming_ones_when_its_day_has_passed_is_not_held_by_the_clock(past: Past) -> None:
    looked(past, page(("Meetings", HELD), ("Upcoming meetings", LINE.format("7 May 2026"))))
    assert looked(past, page(("Meetings", HELD), ("Upcoming meetings", LINE.format("7 May 2026")), note="x"), 365) == []
    assert looked(past, page(("Meetings", HELD + LINE.format("7 May 2026")))) == ["meeting.held"]


def test_a_meeting_that_is_under_way_is_not_over(past: Past) -> None:
    """What was announced for a month, or for several days, is not held on the first of them."""
    for days, told in ((1, []), (36, []), (20, []), (40, ["meeting.held"])):
        assert looked(past, page(("Meetings", LINE.format("April 2026")), note=str(past.now)), days) == told


PUT_OFF = {
    "en": (
        "Meetings",
        "4 June 2026: Senior Officials Meeting, Istanbul",
        (
            "Senior Officials Meeting, Istanbul – postponed to autumn 2026",
            "Senior Officials Meeting, Istanbul (postponed to winter 2026)",
            "Senior Officials Meeting, Istanbul, autumn 2026",
            "Senior Officials Meeting, Istanbul, spring 2026",
            "Summer 2026: Senior Officials Meeting, Istanbul",
            "Senior Officials Meeting, Istanbul, end of 2026",
            "Senior Officials Meeting, Istanbul, by the end of 2026",
            "Senior Officials Meeting, Istanbul – postponed to the end of 2026",
            "Senior Officials Meeting in Istanbul in early July 2026",
            "Senior Officials Meeting, Istanbul, early July 2026",
        ),
    ),
    "fr": (
        "Réunions",
        "4 juin 2026 : Réunion des hauts fonctionnaires, Istanbul",
        (
            "Réunion des hauts fonctionnaires, Istanbul, reportée à l'automne 2026",
            "Réunion des hauts fonctionnaires, Istanbul, début juillet 2026",
            "Réunion des hauts fonctionnaires, Istanbul, à la fin de 2026",
        ),
    ),
    "es": (
        "Reuniones",
        "4 de junio de 2026: Reunión de altos funcionarios, Quito",
        (
            "Reunión de altos funcionarios, Quito, aplazada a la primavera de 2026",
            "Reunión de altos funcionarios, Quito, a finales de 2026",
            "Reunión de altos funcionarios, Quito, principios de julio de 2026",
        ),
    ),
    "pt": (
        "Reuniões",
        "4 de junho de 2026: Reunião de altos funcionários, Luanda",
        (
            "Reunião de altos funcionários, Luanda, adiada para o outono de 2026",
            "Reunião de altos funcionários, Luanda, início de julho de 2026",
        ),
    ),
}


@pytest.mark.parametrize(
    ("language", "label", "line", "later"),
    [(language, label, line, each) for language, (label, line, put_off) in PUT_OFF.items() for each in put_off],
)
def test_one_that_is_put_off_to_a_part_of_a_year_has_another_day_and_no_other_name(
    past: Past, language: str, label: str, line: str, later: str
) -> None:
    looked(past, page((label, f"<li>{line}"), language=language))
    told = changed(past, page((label, f"<li>{later}"), language=language))
    assert [one.kind for one in told] == ["meeting.amended"]
    before, after = told[0].before, told[0].after
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after["announced"] is True
    assert [after[part] for part in ("title", "place")] == [before[part] for part in ("title", "place")]


def test_a_season_is_over_when_its_year_is(past: Past) -> None:
    for days, told in ((1, []), (200, []), (100, []), (40, ["meeting.held"])):
        page_of = page(("Upcoming meetings" if days == 1 else "Meetings", LINE.format("autumn 2026")), note=str(days))
        assert looked(past, page_of, days) == told


def test_the_page_may_say_that_it_was_held_earlier_in_its_month(past: Past) -> None:
    looked(past, page(("Meetings", HELD + LINE.format("April 2026"))))
    assert looked(past, page(("Past meetings", HELD + LINE.format("April 2026"))), 50) == ["meeting.held"]
    assert findings(past) == []


def test_what_is_not_dated_is_announced_by_its_words_alone(past: Past) -> None:
    """Nor is one called off, or gone, before its day for the clock's sake."""
    looked(past, page(("Meetings", HELD), ("Upcoming meetings", LINE.format("7 May 2031"))))
    assert looked(past, page(("Meetings", HELD + LINE.format("7 May 2031") + " (cancelled)"))) == ["meeting.cancelled"]
    assert looked(past, page(("Meetings", HELD + LINE.format("7 May 2031")))) == ["meeting.resumed"]
    assert looked(past, page(("Meetings", HELD + LINE.format("9 July 2031")))) == ["meeting.amended"]


def test_the_past_that_is_told_again_is_the_same(past: Past) -> None:
    for days, label, note in ((1, "Upcoming meetings", ""), (1, "Meetings", ""), (90, "Meetings", "x")):
        looked(past, page((label, LINE.format("7 May 2026")), note=note), days)
    grown = past.facts()
    past.tell_again()
    assert past.facts() == grown


def test_one_that_stands_in_a_calendar_and_among_those_to_come_is_one(past: Past) -> None:
    both = (
        ("Meetings", HELD + "<li>Sixth Conference of Ministers, Oslo, Norway, 4 June 2026"),
        ("Upcoming meetings", "<li>Sixth Conference of the Ministers, Oslo, Norway, 4 June 2026"),
    )
    looked(past, page(("Meetings", HELD)))
    assert looked(past, page(*both)) == ["meeting.announced"]
    assert looked(past, page(*both, note="x"), 120) == ["meeting.held"]
    assert looked(past, page(both[0])) == []


REMARKED = "<li>Fifth Ministerial Conference, {}7 April 2026{}"


@pytest.mark.parametrize(
    ("place", "remark"),
    [
        ("Lisbon, Portugal, ", " (tbc)"),
        ("Lisbon, Portugal, ", " (date to be confirmed)"),
        ("Lisbon, Portugal, ", ", tentative"),
        ("Lisbon, Portugal (tbc), ", ""),
        ("Lisbon (venue TBC), ", ""),
        ("Lisbon TBC, ", ""),
    ],
)
def test_a_remark_that_all_is_not_settled_is_no_news_when_it_comes_or_goes(past: Past, place: str, remark: str) -> None:
    bare, said = REMARKED.format("Lisbon, Portugal, ", ""), REMARKED.format(place, remark)
    told = [looked(past, page(("Meetings", HELD + line))) for line in (bare, said, bare)]
    assert told == [[], [], []]


@pytest.mark.parametrize("unknown", ["TBC", "Title to be confirmed", "Date to be confirmed", "(tbc)"])
def test_a_title_that_was_not_known_is_one_change_when_it_is(past: Past, unknown: str) -> None:
    line = "<li>{}, Lisbon, Portugal, 7 April 2026"
    looked(past, page(("Meetings", HELD)))
    assert looked(past, page(("Meetings", HELD + line.format(unknown)))) == ["meeting.announced"]
    named = page(("Meetings", HELD + line.format("Fifth Ministerial Conference")))
    assert looked(past, named) == ["meeting.amended"]
    assert looked(past, named, 60) == ["meeting.held"]


@pytest.mark.parametrize("unknown", ["TBC, ", "venue to be confirmed, ", "place: tbd, "])
def test_a_place_that_is_not_known_any_more_is_none(past: Past, unknown: str) -> None:
    settled, open_ = REMARKED.format("Lisbon, Portugal, ", ""), REMARKED.format(unknown, "")
    looked(past, page(("Meetings", HELD + settled)))
    (one,) = changed(past, page(("Meetings", HELD + open_)))
    assert (one.kind, one.after["place"], one.after["title"]) == (
        "meeting.amended",
        None,
        "Fifth Ministerial Conference",
    )
    assert looked(past, page(("Meetings", HELD + settled))) == ["meeting.amended"]


@pytest.mark.parametrize(
    "moved",
    [
        "Fifth Ministerial Conference, Lisbon, Portugal, 7 April 2026 (new date: 9 June 2026)",
        "Fifth Ministerial Conference, Lisbon, Portugal, originally planned for 7 April, now 9 June 2026",
        "Fifth Ministerial Conference, Lisbon, Portugal, 9 June 2026 (postponed from 7 April)",
        "9 June 2026 (was 7 April 2026), Lisbon, Portugal: Fifth Ministerial Conference",
    ],
)
def test_a_line_with_the_old_and_the_new_day_is_one_amendment_and_held_on_the_new_one(past: Past, moved: str) -> None:
    looked(past, page(("Meetings", HELD + LINE.format("7 April 2026"))))
    (one,) = changed(past, page(("Meetings", f"{HELD}<li>{moved}")))
    assert (one.kind, one.before["date"], one.after["date"]) == ("meeting.amended", "2026-04-07", "2026-06-09")
    assert looked(past, page(("Meetings", HELD + LINE.format("9 June 2026")))) == []
    assert looked(past, page(("Meetings", f"{HELD}<li>{moved}")), 60) == []
    assert looked(past, page(("Meetings", f"{HELD}<li>{moved}")), 60) == ["meeting.held"]


@pytest.mark.parametrize(
    "said", [" – in {} days", " ({} days left)", " <span>{} days to go</span>", " – {} places left"]
)
def test_a_countdown_is_no_news(past: Past, said: str) -> None:
    line = LINE.format("7 May 2031")
    looked(past, page(("Upcoming meetings", line)))
    for left in (94, 93, 92):
        assert looked(past, page(("Upcoming meetings", line + said.format(left)))) == []


@pytest.mark.parametrize(
    "said",
    [
        ' <a href="/r">Register now</a>', ' <a href="/d">Read more</a>', ' | <a href="/c.ics">Add to calendar</a>',
        ' – <a href="/c">Conclusions</a>', ' (<a href="/c">report</a>)', "<br><a href='/r'>Register now</a>",
        "<p><a href='/r'>Register now</a></p>", " <span>Save the date</span>",
    ],
)  # fmt: skip
def test_a_link_beside_a_meeting_is_no_news(past: Past, said: str) -> None:
    line, other = LINE.format("7 May 2031"), "<li>Working Group, Sofia, Bulgaria, 9 July 2031"
    looked(past, page(("Upcoming meetings", line + other)))
    assert looked(past, page(("Upcoming meetings", line + said + other))) == []


@pytest.mark.parametrize("head", ["", "Documents", "Report", "Conclusions", "Links", "Remarks", "Registration"])
@pytest.mark.parametrize("filled", ["<a href='/c'>Conclusions</a>", "<a href='/r'>Register now</a>"])
def test_a_further_cell_that_is_filled_is_no_news(past: Past, head: str, filled: str) -> None:
    def listed(*last: str) -> bytes:
        cells = ("4 June 2025", "Senior Officials Meeting", "Istanbul"), ("7 July 2024", "Workshop on visas", "Sofia")
        heads = "".join(f"<th>{each}</th>" for each in ("Date", "Meeting", "Place", head))
        rows = ("".join(f"<td>{each}</td>" for each in (*row, end)) for row, end in zip(cells, last, strict=True))
        return page(("Past meetings", f"</ul><table><tr>{heads}</tr><tr>{'</tr><tr>'.join(rows)}</tr></table><ul>"))

    looked(past, listed("", "<a href='/a'>Conclusions</a>"))
    assert looked(past, listed(filled, "<a href='/a'>Conclusions</a>")) == []
