"""What moves on a page, goes another way on it or can hardly be, over real runs: told once, proved on both sides, and
the same when the past is told again.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pytest_httpserver import HTTPServer

from monitor import history
from tests.upkeep.past import again, all_of
from tests.watched import MEMBERS, Watched

OBSERVERS = ("Norway", "Switzerland", "Iran", "Pakistan")
OFFICIALS = "Senior officials meeting, Budapest, Hungary"
BOTH = "Rome, 3 May and Tunis, 4 June 2018: expert meetings"
APART = ("Expert meeting, Rome, Italy, 3 May 2018", "Expert meeting, Tunis, Tunisia, 4 June 2018")


def site(
    members: tuple[str, ...] = MEMBERS,
    observers: tuple[str, ...] | None = OBSERVERS,
    coming: tuple[str, ...] = (),
    held: tuple[str, ...] = (BOTH,),
    count: str = "",
) -> str:
    """A mechanism's page; `observers` None: their label is not on it."""

    def listed(label: str, entries: tuple[str, ...] | None) -> str:
        return f"<h2>{label}</h2><ul>{''.join(f'<li>{one}</li>' for one in entries)}</ul>" if entries else ""

    return (
        '<!doctype html><html lang="en"><title>Two Seas Dialogue</title><body><main><h1>Budapest Process</h1>'
        + listed(f"Member States{count}", members)
        + listed("Observer States", observers)
        + listed("Upcoming Meetings", coming)
        + listed("Recent Meetings", held)
        + "</main></body></html>"
    )


def test_what_moves_is_told_once_and_proved_on_both_sides(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    more, fewer = (*MEMBERS, "Switzerland"), ("Norway", "Iran", "Pakistan")
    days = [
        (site(coming=(f"{OFFICIALS}, March 2026",)), []),
        (site(more, fewer, (f"{OFFICIALS}, March 2026",)), ["member.joined"]),
        (site(more, fewer, held=(BOTH, f"{OFFICIALS}, 3 March 2026")), ["meeting.held"]),
        (site((*more, *fewer), None, held=(BOTH, f"{OFFICIALS}, 3 March 2026")), ["page.reshaped"]),
        (site(more, fewer, held=(*APART, f"{OFFICIALS}, 3 March 2026")), ["meeting.amended"]),
        (
            site(more, fewer, held=(*APART, f"{OFFICIALS}, 3 March 2026"), count=" (900 States)"),
            ["page.implausible"],
        ),
    ]
    for body, expected in days:
        watched.serve(body)
        assert [kind for kind, _ in watched.run().changes] == expected
    with closing(history.open_reader(watched.settings.monitor.history)) as book:
        proofs = {one.kind: history.evidence(book, one.id) for one in history.changes(book)}
        (held,) = history.memory(book, "budapest").held
    fields = {
        kind: [[one.field for one in side] for side in (proof.before, proof.after)]
        for kind, proof in proofs.items()
        if not kind.startswith("page.")
    }
    assert fields == {
        "member.joined": [["observer"], ["member"]],
        "meeting.held": [["meeting"], ["meeting"]],
        "meeting.amended": [["meeting"], ["meeting", "meeting"]],
    }
    assert (held.field, held.reason) == ("member_count", "900 is more than 300")
    grown = all_of(watched)
    again(watched)
    assert all_of(watched) == grown
