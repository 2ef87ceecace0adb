"""`Next meeting: ...` inside a list of meetings says so of one: what stands beside it is the list's, in any markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.model import Source
from tests.histories.looks import Past
from tests.test_not_known_yet import compared, reading

# language: the label of the list, that of the next meeting, two meetings that were held, a third, and the next one
WORDS = {
    "en": (
        "Previous meetings", "Next meeting", "12-13 March 2019, Istanbul, Turkey, 6th Ministerial Conference",
        "5 June 2018, Vienna, Austria, Senior Officials Meeting", "9 March 2024, Rome, Italy, Expert Meeting",
        "10 December 2026, Budapest, Hungary, 7th Ministerial Conference",
    ),
    "fr": (
        "Réunions", "Prochaine réunion", "12-13 mars 2019, Istanbul, Turquie, 6e Conférence ministérielle",
        "5 juin 2018, Vienne, Autriche, Réunion des hauts fonctionnaires",
        "9 mars 2024, Rome, Italie, Réunion d'experts", "10 décembre 2026, Budapest, Hongrie, 7e Conférence",
    ),
    "es": (
        "Reuniones anteriores", "Próxima reunión",
        "12-13 de marzo de 2019, Estambul, Turquía, VI Conferencia Ministerial",
        "5 de junio de 2018, Viena, Austria, Reunión de Altos Funcionarios",
        "9 de marzo de 2024, Roma, Italia, Reunión de expertos", "10 de diciembre de 2026, Budapest, VII Conferencia",
    ),
    "pt": (
        "Reuniões", "Próxima reunião", "12-13 de março de 2019, Istambul, Turquia, VI Conferência Ministerial",
        "5 de junho de 2018, Viena, Áustria, Reunião de Altos Funcionários",
        "9 de março de 2024, Roma, Itália, Reunião de peritos", "10 de dezembro de 2026, Budapeste, VII Conferência",
    ),
}  # fmt: skip


def items(*lines: str) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def rows(*lines: str) -> str:
    return f"<table>{''.join(f'<tr><td>{line}</td></tr>' for line in lines)}</table>"


HEADS = {
    "h2": "<h2>{}</h2>{}",
    "h3": "<h3>{}</h3>{}",
    "bold": "<p><b>{}:</b></p>{}",
    "details": "<details><summary>{}</summary>{}</details>",
    "definitions": "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "card": "<div class=card><h3>{}</h3><div>{}</div></div>",
    "nested": "<ul><li>{}{}</li></ul>",
    "table": "<table><tr><th>{}</th><td>{}</td></tr></table>",
    "line": "<p>{}:</p>{}",
}
Way = Callable[..., str]
WAYS: dict[str, Way] = {
    "line above": lambda label, one, *held: paragraphs(f"{label}: {one}") + items(*held),
    "bold above": lambda label, one, *held: paragraphs(f"<b>{label}:</b> {one}") + items(*held),
    "two lines above": lambda label, one, *held: paragraphs(f"<b>{label}</b><br>{one}") + items(*held),
    "dash": lambda label, one, *held: paragraphs(f"{label} – {one}") + items(*held),
    "first item": lambda label, one, *held: items(f"{label}: {one}", *held),
    "bold item": lambda label, one, *held: items(f"<strong>{label}:</strong> {one}", *held),
    "item amid": lambda label, one, *held: items(held[0], f"{label}: {one}", *held[1:]),
    "last item": lambda label, one, *held: items(*held, f"{label}: {one}"),
    "nested": lambda label, one, *held: items(f"{label}{items(one)}", *held),
    "heading": lambda label, one, *held: f"<h4>{label}</h4>" + paragraphs(one) + items(*held),
    "heading over a list": lambda label, one, *held: f"<h4>{label}</h4>" + items(one) + items(*held),
    "bold heading": lambda label, one, *held: paragraphs(f"<b>{label}</b>", one) + items(*held),
    "paragraphs": lambda label, one, *held: paragraphs(f"{label}: {one}", *held),
    "rows": lambda label, one, *held: rows(f"{label}: {one}", *held),
    "lines": lambda label, one, *held: f"<p>{'<br>'.join((f'{label}: {one}', *held))}</p>",
}
PLAIN = {"line above": items, "paragraphs": paragraphs, "rows": rows, "lines": lambda *held: f"<p>{'<br>'.join(held)}"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("language", WORDS)
def test_those_beside_the_next_meeting_are_neither_announced_nor_lost(language: str, head: str, way: str) -> None:
    label, coming, first, last, other, one = WORDS[language]
    plain = PLAIN.get(way, items)

    def read(*lines: str, announced: str = one) -> object:
        body = WAYS[way](coming, announced, *lines) if announced else plain(*lines)
        return reading(HEADS[head].format(label, body), language=language)

    def told(*readings: object) -> list[str]:
        found = compared(*readings)  # type: ignore[arg-type]
        assert found.held == ()
        return [each.kind for each in found.changes]

    was, said = read(first, last, announced=""), read(first, last)
    assert told(was, said) == ["meeting.announced"]
    assert told(was, said, read(first, other, last)) == ["meeting.recorded"]
    assert told(was, said, read(first)) == ["meeting.removed"]
    assert told(was, said, read(first.replace("2019", "2021"), last)) == ["meeting.amended"]
    assert told(said, read(one, first, last, announced="")) == ["meeting.held"]


SOURCE = Source("budapest", "https://site.example/budapest", "mechanism-page", ("budapest-process",), render="never")


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Past]:
    """Its first look is on 2 March 2026."""
    found = Past(tmp_path, SOURCE)
    yield found
    found.close()


def looked(past: Past, body: str, days: int = 1) -> list[str]:
    html = f'<html lang="en"><title>Budapest Process</title><main><h1>Budapest Process</h1><h2>Chair</h2><p>Malta{body}'
    past.site.serve(html.encode())
    return [one.kind for one in past.look(hours=24 * days)[1]]


HELD = paragraphs(*WORDS["en"][2:4])
NEXT = "<p>10 May 2026, Budapest, Hungary, 7th Ministerial Conference</p>"


def test_what_was_over_years_ago_is_not_announced_below_the_next_one(past: Past) -> None:
    """Nothing parts the paragraphs; by the day of the look they are known."""
    assert looked(past, f"<h2>Meetings</h2>{HELD}") == []
    assert looked(past, f"<h2>Meetings</h2><h3>Next meeting</h3>{NEXT}{HELD}") == ["meeting.announced"]
    assert looked(past, f"<h2>Meetings</h2><h3>Next meeting</h3>{NEXT}{HELD}<!-- 1 -->", 500) == []
    assert looked(past, f"<h2>Meetings</h2>{NEXT}{HELD}") == ["meeting.held"]


def test_a_page_that_nobody_keeps_up_holds_no_meeting(past: Past) -> None:
    assert looked(past, f"<h2>Upcoming meetings</h2>{NEXT}") == []
    assert looked(past, f"<h2>Upcoming meetings</h2>{NEXT}<!-- 1 -->", 1500) == []


LATER = "<p>20 September 2031, Amman, Jordan, 8th Ministerial Conference</p>"
LISTS = {
    "beside a list of those held": f"<h2>Past meetings</h2>{HELD}<h2>Upcoming meetings</h2>",
    "before it": f"<h2>Upcoming meetings</h2>{{}}<h2>Past meetings</h2>{HELD}",
    "inside one": "<h2>Meetings</h2><h3>Next meeting</h3>",
    "alone": "<h2>Upcoming meetings</h2>",
}


@pytest.mark.parametrize("where", LISTS)
@pytest.mark.parametrize("latest_first", [True, False])
def test_what_was_announced_is_not_held_by_the_calendar_nor_by_one_that_came_beside_it(
    past: Past, where: str, latest_first: bool
) -> None:
    def listed(*lines: str) -> str:
        lines = lines[::-1] if latest_first else lines
        return LISTS[where].format("".join(lines)) + ("" if "{}" in LISTS[where] else "".join(lines))

    assert looked(past, listed()) == []
    assert looked(past, listed(NEXT)) in (["meeting.announced"], [])  # where there was no list it is a baseline
    assert looked(past, listed(NEXT) + "<!-- 1 -->", 2000) == []
    assert looked(past, listed(NEXT, LATER)) == ["meeting.announced"]
    assert looked(past, listed(NEXT, LATER) + "<!-- 2 -->", 600) == []
    moved = looked(past, f"<h2>Upcoming meetings</h2>{LATER}<h2>Past meetings</h2>{NEXT}{HELD}")
    assert moved.count("meeting.held") == 1


@pytest.mark.parametrize("where", LISTS)
def test_both_announced_meetings_stay_when_the_first_is_long_over(past: Past, where: str) -> None:
    lists = LISTS[where].format(NEXT + LATER) + ("" if "{}" in LISTS[where] else NEXT + LATER)
    assert looked(past, lists) == []
    assert looked(past, f"{lists}<!-- 1 -->", 1500) == []


def test_one_that_is_said_to_have_been_held_is_held_though_it_stands_among_those_to_come(past: Past) -> None:
    assert looked(past, f"<h2>Upcoming meetings</h2>{NEXT}{LATER}") == []
    said = NEXT.replace("</p>", " (held)</p>")
    assert looked(past, f"<h2>Upcoming meetings</h2>{said}{LATER}", 1500) == ["meeting.held"]


def test_one_that_comes_among_those_to_come_long_after_its_day_is_announced_beside_a_list_of_those_held(
    past: Past,
) -> None:
    stood = LISTS["beside a list of those held"]
    assert looked(past, f"{stood}<p>None</p>") == []
    assert looked(past, f"{stood}{NEXT}{LATER}", 2000) == ["meeting.announced", "meeting.announced"]


def test_a_list_of_what_is_to_come_below_its_own_label_stays_there(past: Past) -> None:
    later = "<ul><li>11 June 2026, Rome, Italy, Expert Meeting</ul>"
    assert looked(past, f"<h2>Past meetings</h2>{HELD}<h2>Upcoming meetings</h2>{NEXT}{later}") == []
    assert past.book.execute("SELECT count(*) FROM meeting_all WHERE announced").fetchone() == (2,)
    assert past.book.execute("SELECT count(*) FROM finding WHERE kind = 'held-ahead'").fetchone() == (0,)


@pytest.mark.parametrize("aside", ["Contact us for the agenda", "Members are asked to bring their own tea and cups."])
@pytest.mark.parametrize("behind", ["", items(*WORDS["en"][2:4])])
def test_words_behind_the_next_meeting_are_no_entry_of_the_list(aside: str, behind: str) -> None:
    label, coming, *_, one = WORDS["en"]
    found = reading(f"<h2>{label}</h2>{paragraphs(f'{coming}: {one}', aside)}{behind}")
    assert [each.field for each in found.statements].count("meeting") == (3 if behind else 1)
    assert [(each.field, each.outcome) for each in found.fields if each.field == "meeting"] == [("meeting", "ok")]
    assert [each.kind for each in found.findings] == []


def test_a_sentence_behind_the_next_meeting_states_what_it_states() -> None:
    label, coming, *_, one = WORDS["en"]
    said = "The Bali Process was founded in 2002 and has 20 member States today."
    found = reading(f"<h2>{label}</h2>{paragraphs(f'{coming}: {one}', said)}")
    assert {(each.field, str(each.value)) for each in found.statements} >= {
        ("established", "2002"),
        ("member_count", "20"),
    }


@pytest.mark.parametrize(
    "behind",
    [
        ("So far there were:", *WORDS["en"][2:4]),
        (
            "6th Ministerial Conference",
            "12-13 March 2019",
            "Istanbul, Turkey",
            "Expert Meeting",
            "5 June 2018",
            "Vienna",
        ),
    ],
)
def test_meetings_behind_the_next_one_are_read_line_by_line(behind: tuple[str, ...]) -> None:
    label, coming, *_, one = WORDS["en"]
    found = reading(f"<h2>{label}</h2>{paragraphs(f'{coming}: {one}', *behind)}")
    meetings = [each.value["announced"] for each in found.statements if each.field == "meeting"]
    assert sorted(meetings) == [False, False, True]
