"""What waits on a day ends at the look at which it has come, whether the page differs in a nonce at each look, is the
same to the byte or answers with 304: the same facts have the same history.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import history
from monitor.model import Source
from tests.histories.looks import Past

WAYS = ("a nonce", "the same bytes", "304")
SOURCE = Source("budapest", "https://site.example/budapest", "mechanism-page", ("budapest-process",), render="never")
STATES = ("Albania", "Austria", "Belgium", "Croatia", "Hungary", "Poland", "Spain", "Sweden")
Told = list[tuple[int, str, str]]


def page(*sections: tuple[str, str | tuple[str, ...]], language: str = "en", dl: bool = False) -> str:
    """A page with these sections: a label, and a line or several below it."""
    lines = [f"<h1>Budapest Process</h1>{'<dl>' if dl else ''}"]
    for label, below in sections:
        below = (below,) if isinstance(below, str) else below
        if dl:
            lines.append(f"<dt>{label}</dt>" + "".join(f"<dd>{one}</dd>" for one in below))
        else:
            lines.append(f"<h2>{label}</h2><ul>" + "".join(f"<li>{one}</li>" for one in below) + "</ul>")
    lines.append("</dl>" if dl else "")
    return (
        f'<!doctype html><html lang="{language}"><title>Two Seas Dialogue</title><main>{"".join(lines)}</main></html>'
    )


@contextmanager
def pasts(folder: Path, start: datetime) -> Iterator[dict[str, Past]]:
    """A past of its own for each way in which a page may answer."""
    with ExitStack() as stack:
        found = {}
        for way in WAYS:
            (folder / way).mkdir()
            found[way] = Past(folder / way, SOURCE, start)
            found[way].site.tags = way == "304"
            stack.callback(found[way].close)
        yield found


def told(past: Past, way: str, bodies: list[str], *, hours: float = 24) -> Told:
    """What each look told: its number, kind and key."""
    found: Told = []
    for look, body in enumerate(bodies):
        nonce = f"<!-- {look} -->" if way == "a nonce" else ""
        past.site.serve((body + nonce).encode())
        found += [(look, one.kind, one.key) for one in past.look(hours=hours)[1]]
    return found


def state(past: Past) -> tuple[list[object], list[object]]:
    """What stands and what waits."""
    standing = "SELECT field, key, value FROM statement WHERE closed_by IS NULL ORDER BY 1, 2"
    waiting = "SELECT field, reason, runs FROM held WHERE ended_at IS NULL ORDER BY 1"
    stands = [(field, key, json.loads(value)) for field, key, value in past.book.execute(standing)]
    return stands, [(field, reason) for field, reason, _ in past.book.execute(waiting)]


PAST = ("Past meetings", ("12 May 2019, Vienna, Third Ministerial Conference",))
NEXT = ("Upcoming meetings", ("10 March 2026, Tirana, Senior officials' meeting",))
PASSE = ("Réunions passées", ("12 mai 2019, Vienne, Troisième conférence ministérielle",))
VENIR = ("Prochaines réunions", ("10 mars 2026, Tirana, Réunion des hauts fonctionnaires",))
CHAIR = ("Current Chair", "Hungary")
FULL, FEWER = page(CHAIR, ("Members (8)", STATES)), page(CHAIR, ("Members (4)", STATES[:4]))
CASES = {
    "a label of what is to come that goes before its day": (
        datetime(2026, 3, 5, 6, tzinfo=UTC),
        [page(CHAIR, PAST, NEXT)] + [page(CHAIR, PAST)] * 10,
        ["page.reshaped", "meeting.removed"],
    ),
    "the same in French, in a definition list": (
        datetime(2026, 3, 5, 6, tzinfo=UTC),
        [page(PASSE, VENIR, language="fr", dl=True)] + [page(PASSE, language="fr", dl=True)] * 10,
        ["page.reshaped", "meeting.removed"],
    ),
    "a term that begins": (
        datetime(2026, 3, 5, 6, tzinfo=UTC),
        [page(("Chair", ("Hungary (2024-2025)", "Poland (from 10 March 2026)")))] * 10,
        None,
    ),
    "a count that proves itself": (datetime(2026, 3, 5, 6, tzinfo=UTC), [FULL] + [FEWER] * 5, None),
    "a year that can hardly be and then may": (
        datetime(2026, 12, 28, 6, tzinfo=UTC),
        [page(CHAIR, PAST)] + [page(CHAIR, (PAST[0], (*PAST[1], "10 May 2047, Tirana, Centenary conference")))] * 8,
        None,
    ),
    "a meeting of some days below a label of all": (
        datetime(2026, 3, 5, 6, tzinfo=UTC),
        [page(CHAIR, ("Meetings", (PAST[1][0], "10-12 March 2026, Tirana, Senior officials' meeting")))] * 12,
        ["meeting.held"],
    ),
    "the same in Spanish, in a definition list": (
        datetime(2026, 3, 5, 6, tzinfo=UTC),
        [page(("Reuniones", ("10 de marzo de 2026, Tirana, Cuarta reunión",)), language="es", dl=True)] * 12,
        ["meeting.held"],
    ),
    "a meeting of a month": (
        datetime(2026, 3, 28, 6, tzinfo=UTC),
        [page(CHAIR, ("Meetings", (PAST[1][0], "April 2026, Tirana, Senior officials' meeting")))] * 40,
        None,
    ),
    "the next meeting, called off without a name": (
        datetime(2026, 3, 5, 6, tzinfo=UTC),
        [page(CHAIR, PAST, NEXT)] + [page(CHAIR, PAST, ("Next meeting", "Cancelled"))] * 8,
        None,
    ),
    "a meeting whose day comes": (datetime(2026, 3, 5, 6, tzinfo=UTC), [page(CHAIR, PAST, NEXT)] * 10, None),
}


@pytest.mark.parametrize("case", CASES)
def test_what_waits_on_a_day_ends_on_it_however_the_page_answers(tmp_path: Path, case: str) -> None:
    start, bodies, kinds = CASES[case]
    with pasts(tmp_path, start) as ways:
        came = {way: told(past, way, bodies) for way, past in ways.items()}
        assert came["the same bytes"] == came["304"] == came["a nonce"]
        assert kinds is None or [kind for _, kind, _ in came["a nonce"]] == kinds
        states = {way: state(past) for way, past in ways.items()}
        assert states["the same bytes"] == states["304"] == states["a nonce"]
        for past in ways.values():
            before = past.facts()
            past.tell_again()
            assert past.facts() == before


def test_a_day_that_nothing_waits_for_costs_a_row_and_no_capture(tmp_path: Path) -> None:
    with pasts(tmp_path, datetime(2026, 3, 5, 6, tzinfo=UTC)) as ways:
        past = ways["the same bytes"]
        told(past, "the same bytes", [page(CHAIR, PAST, NEXT)])
        counts = []
        for _ in range(8):
            past.look()
            counts.append(len(history.captures(past.book, SOURCE.id)))
        assert counts == [1, 1, 1, 2, 3, 3, 3, 3]  # the day and the day after
