"""What people decide on a reading that is held: told once, remembered, and the same when the past is told again."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.compare.guard import NOT_UNDERSTOOD, STANDS_EMPTY
from monitor.config import load
from monitor.look.deciding import accept, go_by, reject, weigh
from monitor.model import Answer, Decision, Held, Imported
from monitor.upkeep import at_the_desk
from monitor.upkeep.verify import verify
from tests.upkeep.past import again, all_of
from tests.warm import Doing, Kill, When
from tests.watched import MEMBERS, START, Watched, page, reader

BARE = page(members=None)  # the redesign: nobody can read the list any more
EVERY = 4  # write that kills: each one takes a third of a second
WORDS = "".join(
    f"<p>The dialogue brings the States of the region together, and this paragraph number {n} tells of it.</p>"
    for n in range(9)
)
EMPTY = f"<!doctype html><html><title>Two Seas</title><main><h1>Budapest Process</h1>{WORDS}</main></html>"
FEW = page(members=MEMBERS[:3])  # five of eight are gone at once


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    return watched


def held(watched: Watched) -> tuple[Held, ...]:
    with closing(history.open_reader(watched.settings.monitor.history)) as book:
        return history.memory(book, watched.settings.sources[0].id).held


def decide(watched: Watched, why: str | None = None) -> list[str]:
    """Accepts all that is held, or with a reason rejects it; returns the kinds of what is told."""
    (source,) = watched.settings.sources

    async def decided() -> tuple[str, ...]:
        if why is not None:
            await reject(desk, source, held(watched), why)
            return ()
        return await accept(desk, source, await weigh(desk, source, held(watched)))

    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        told = asyncio.run(decided())
        return [history.change(desk.book, one).kind for one in told]


def stated(watched: Watched) -> int:
    return int(watched.ask("SELECT count(*) FROM statement WHERE field = 'member' AND closed_by IS NULL")[0][0])


@pytest.fixture(autouse=True)
def _a_past_told_again_is_the_same(watched: Watched) -> Iterator[None]:
    yield
    grown = all_of(watched)
    again(watched)
    assert all_of(watched) == grown
    found = verify(watched.settings, watched.archive, now=watched.now).problems
    assert [one for one in found if one.kind != "pause"] == []


def test_a_redesign_is_never_members_who_left_however_often_it_is_seen(watched: Watched) -> None:
    told = []
    for week in range(12):
        watched.serve(page(members=None, extra=f"<p>Week {week}</p>"))
        told += watched.run(hours=168 if week else 24).changes
    assert told == [("page.reshaped", "")]
    assert stated(watched) == len(MEMBERS)
    assert held(watched)[0].runs == 12


def test_what_a_person_says_is_no_longer_stated_is_one_change_told_once(watched: Watched) -> None:
    watched.serve(BARE)
    watched.run()
    assert decide(watched) == ["field.unstated"]
    assert (stated(watched), held(watched)) == (0, ())
    ((summary, correction),) = watched.ask("SELECT summary, correction FROM change WHERE kind = 'field.unstated'")
    assert summary.startswith("Budapest Process, member: no longer on the page, which had 8 entries (Albania, ")
    assert correction == 0
    assert [watched.run().changes for _ in range(3)] == [[], [], []]
    watched.serve(page(members=None, extra="<p>A word more.</p>"))
    assert watched.run().changes == []


def test_a_list_that_is_back_is_a_baseline_and_no_crowd_that_joins(watched: Watched) -> None:
    watched.serve(BARE)
    watched.run()
    decide(watched)
    watched.serve(page())
    assert watched.run().changes == []
    assert stated(watched) == len(MEMBERS)
    watched.serve(page(members=MEMBERS[1:]))
    assert watched.run().changes == [("member.left", "AL")]


def test_entries_whose_number_was_in_doubt_go_one_by_one(watched: Watched) -> None:
    watched.serve(FEW)
    assert watched.run().changes == [("page.reshaped", "")]
    assert decide(watched) == ["member.left"] * 5
    assert stated(watched) == 3
    sides = "SELECT b.sha256, a.sha256 FROM change h JOIN capture b ON b.id = h.before_capture"
    sides += " JOIN capture a ON a.id = h.after_capture WHERE h.kind = 'member.left'"
    digests = sha256(page().encode()).hexdigest(), sha256(FEW.encode()).hexdigest()
    assert set(watched.ask(sides)) == {digests}
    watched.serve(page())
    assert watched.run().changes == [("member.joined", code) for code in ("ES", "HR", "HU", "PL", "SE")]


def test_there_and_back_and_there_again_is_told_each_time(watched: Watched) -> None:
    for _ in range(2):
        watched.serve(FEW)
        watched.run()
        assert decide(watched) == ["member.left"] * 5
        watched.serve(page())
        assert len(watched.run().changes) == 5


def test_one_field_is_accepted_and_the_others_go_on_waiting(watched: Watched) -> None:
    watched.serve(EMPTY)
    watched.run()
    assert [one.field for one in held(watched)] == ["chair", "member"]
    (source,) = watched.settings.sources
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        weighed = asyncio.run(weigh(desk, source, [one for one in held(watched) if one.field == "member"]))
        assert [one.kind for one in weighed.comparison.changes] == ["field.unstated"]
        asyncio.run(accept(desk, source, weighed))
    assert [(one.field, one.runs) for one in held(watched)] == [("chair", 1)]
    assert stated(watched) == 0
    watched.run()
    assert [one.field for one in held(watched)] == ["chair"]
    assert decide(watched) == ["field.unstated", "text.edited"]  # the words came with the new shape, and wait for it
    watched.serve(EMPTY.replace("tells of it", "tells more of it"))
    assert watched.run().changes == [("text.edited", "")]
    assert held(watched) == ()


def test_a_reading_that_was_rejected_waits_no_more_and_nothing_is_told_when_the_page_mends(watched: Watched) -> None:
    watched.serve(FEW)
    watched.run()
    assert decide(watched, why="a block page") == []
    for _ in range(5):
        assert watched.run().changes == []
    assert [one.rejected for one in held(watched)] == ["a block page"]
    assert stated(watched) == len(MEMBERS)
    watched.serve(page())
    assert watched.run().changes == []
    assert held(watched) == ()


def test_a_count_that_proves_itself_is_not_believed_once_it_was_rejected(watched: Watched) -> None:
    counted = page(members=MEMBERS[:3]).replace("Member States", "Member States (3 States)")
    watched.serve(counted)
    watched.run()
    assert held(watched)[0].by_itself
    decide(watched, why="half of the page")
    for day in range(6):
        watched.serve(counted.replace("</main>", f"<p>{day}</p></main>"))
        assert watched.run().changes == []
    assert stated(watched) == len(MEMBERS)


def test_a_page_that_reads_otherwise_after_a_rejection_is_told_anew(watched: Watched) -> None:
    watched.serve(FEW)
    watched.run()
    decide(watched, why="a block page")
    watched.serve(page(members=MEMBERS[:2]))
    assert watched.run().changes == [("page.reshaped", "")]
    assert [one.rejected for one in held(watched)] == [None]
    assert watched.ask("SELECT decision, ended_at IS NULL FROM held ORDER BY id") == [("rejected", 0), (None, 1)]


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ("1926", ["meeting.removed", "meeting.recorded"]),
        ("2090", ["meeting.announced"]),
    ],  # what is to come ends nothing
)
def test_a_value_that_can_hardly_be_is_told_once_a_person_says_that_the_page_states_it(
    watched: Watched, year: str, told: list[str]
) -> None:
    odd = page(extra=f"<h2>Meetings</h2><ul><li>Third meeting, Rome, 3 May {year}</li></ul>")
    watched.serve(page(extra="<h2>Meetings</h2><ul><li>Second meeting, Rome, 3 May 2016</li></ul>"))
    watched.run()
    watched.serve(odd)
    watched.run()
    (one,) = held(watched)
    assert year in one.reason
    assert decide(watched) == told
    watched.serve(odd.replace("</main>", "<p>A word more.</p></main>"))
    assert (watched.run().changes, held(watched)) == ([], ())


def test_what_was_rejected_can_still_be_accepted(watched: Watched) -> None:
    watched.serve(FEW)
    watched.run()
    decide(watched, why="a block page")
    assert decide(watched) == ["member.left"] * 5


@pytest.mark.parametrize("what", ["accept", "reject"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_decision_over_which_its_command_is_killed_is_gone_by_once(watched: Watched, what: Doing, when: When) -> None:
    watched.serve(BARE)
    watched.run()
    watched.killed(when, "monitor.look.deciding:go_by", what)
    ((decision,),) = watched.ask("SELECT decision FROM held")
    assert decision == (None if when == "before" else f"{what}ed")
    told = watched.run().changes + watched.run().changes
    assert told == ([("field.unstated", "")] if (what, when) == ("accept", "before") else [])
    assert stated(watched) == (0 if what == "accept" else len(MEMBERS))
    kinds = [one.content.kind for one in watched.archive.found("budapest") if isinstance(one.content, Decision)]
    assert kinds == ["settings", f"{what}ed"]


@pytest.mark.parametrize("what", ["accept", "reject"])
def test_a_decision_whose_command_is_killed_at_any_write_was_made_or_was_not(watched: Watched, what: Doing) -> None:
    watched.serve(BARE)
    watched.run()
    folders = watched.folder, watched.folder.with_name(f"{watched.folder.name}-killed")
    settings, steps, ends = watched.settings, 0, set()
    while True:
        copytree(folders[0], folders[1])
        watched.settings = load(folders[1] / "config.toml")
        status = watched.ended(Kill(step=steps), what)
        watched.run(hours=0)
        ends.add((stated(watched), watched.ask("SELECT decision FROM held")[0][0]))
        grown = all_of(watched)
        again(watched)
        assert all_of(watched) == grown
        rmtree(folders[1])
        watched.settings, steps = settings, steps + EVERY
        if status == 0:
            break
        assert status == -signal.SIGKILL
    made = (0, "accepted") if what == "accept" else (8, "rejected")
    assert ends == {(8, None), made}
    assert steps > 5


def test_the_past_told_with_captures_of_others_keeps_what_people_decided(watched: Watched) -> None:
    watched.serve(BARE)
    watched.run()
    watched.run()
    decide(watched)
    url = watched.server.url_for("/budapest")
    headers = (("Content-Type", "text/html"),)
    for day, body in ((-3, page("Malta")), (-2, page(members=MEMBERS[1:]))):
        at = START + timedelta(days=day)
        answer = Answer(url, url, at, 0.0, status=200, reason="OK", headers=headers, body=body.encode())
        watched.archive.append("budapest", answer, imported=Imported("others.warc.gz", watched.now))
    again(watched)
    assert (stated(watched), held(watched)) == (0, ())
    kinds = [kind for (kind,) in watched.ask("SELECT kind FROM change ORDER BY id")]
    assert kinds == ["chair.handover", "member.left", "member.joined", "page.reshaped", "field.unstated"]
    assert watched.run().changes == []


def test_what_is_decided_on_one_capture_is_not_said_of_another_reading(watched: Watched) -> None:
    watched.serve(FEW)
    watched.run()
    (source,) = watched.settings.sources
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        (one,) = held(watched)
        facts = {"fetched_at": watched.now.isoformat(), "sha256": "0" * 64}
        facts["fields"] = [{"mechanism": one.mechanism, "field": one.field, "fingerprint": "another"}]
        made = Decision("accepted", watched.now, facts)
        assert asyncio.run(go_by(desk, source, made, desk.archive.decide(source.id, made))) == ()
    assert [one.field for one in held(watched)] == ["member"]
    watched.run()


def test_what_was_decided_goes_with_a_source_that_is_renamed(watched: Watched) -> None:
    watched.serve(FEW)
    watched.run()
    decide(watched)
    watched.configure(watched.source("budapest-page", was="budapest"))
    watched.serve(page(members=MEMBERS[:1]))
    watched.run()
    decide(watched)
    watched.run()
    assert stated(watched) == 1


def test_a_reading_that_was_rejected_stays_so_when_it_comes_back(watched: Watched) -> None:
    def counted(many: int) -> str:
        return page(members=MEMBERS[:many]).replace("Member States", f"Member States ({many} States)")

    watched.serve(counted(3))
    watched.run()
    decide(watched, why="half of the page")
    watched.serve(counted(4))
    assert ("page.reshaped", "") in watched.run().changes
    assert [one.rejected for one in held(watched)] == [None]
    watched.serve(counted(3))
    told = [kind for _ in range(4) for kind, _ in watched.run().changes]
    assert [one.rejected for one in held(watched)] == ["half of the page"]
    assert (told, stated(watched)) == (["count.changed"], len(MEMBERS))
    first, last = watched.ask("SELECT why, decided_at FROM held WHERE decision = 'rejected' ORDER BY id")
    assert first == last
    watched.serve(counted(4))  # to and fro: it was told
    assert watched.run().changes == [("count.changed", "")]
    watched.serve(page())
    watched.run()
    watched.serve(counted(3))
    watched.run()
    assert [one.rejected for one in held(watched)] == ["half of the page"]
    decide(watched)
    assert stated(watched) == 3
    watched.serve(page())
    watched.run()
    decide(watched)
    watched.serve(counted(3))
    watched.run()
    assert [one.rejected for one in held(watched)] == [None]  # what a person said last of it counts


def test_a_label_that_is_gone_again_after_a_rejection_waits_again(watched: Watched) -> None:
    watched.serve(BARE)
    watched.run()
    decide(watched, why="the log-in was shown")
    watched.serve(page())
    watched.run()
    watched.serve(BARE)
    watched.run()
    assert [(one.field, one.rejected) for one in held(watched)] == [("member", None)]


@pytest.mark.parametrize(
    ("label", "why"),
    [("Member States", STANDS_EMPTY), ("Member States (8)", NOT_UNDERSTOOD)],  # that claims entries
)
def test_a_list_that_was_emptied_waits_until_a_person_ends_it(watched: Watched, label: str, why: str) -> None:
    emptied = page(members=(), extra="<h2>Region</h2><p>Europe</p>").replace("Member States", label)
    watched.serve(emptied)
    assert ("page.reshaped", "") in watched.run().changes
    for _ in range(5):
        assert watched.run().changes == []
    waits = [(one.field, one.reason, one.by_itself) for one in held(watched)]
    assert (waits, stated(watched)) == ([("member", why, False)], len(MEMBERS))
    assert decide(watched) == ["field.unstated"]
    assert stated(watched) == 0
    watched.serve(emptied.replace("</main>", "<p>A word more.</p></main>"))
    assert (watched.run().changes, held(watched)) == ([], ())


def test_an_emptied_list_that_is_back_is_no_news(watched: Watched) -> None:
    watched.serve(page(members=()))
    watched.run()
    assert [(one.field, one.reason) for one in held(watched)] == [("member", STANDS_EMPTY)]
    watched.serve(page())
    assert (watched.run().changes, held(watched)) == ([], ())
