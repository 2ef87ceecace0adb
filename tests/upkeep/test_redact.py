"""What is redacted is nowhere any more, and all else stands as it stood."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.archive import Archived
from monitor.errors import ArchiveError, HistoryBusy, UsageError
from monitor.history.database import moment
from monitor.look.deciding import reject
from monitor.model import Decision
from monitor.upkeep import at_the_desk
from monitor.upkeep.redact import Redacted, begun, checked_why, holding, named, redact, why
from monitor.upkeep.verify import verify
from tests.upkeep import words_left
from tests.upkeep.past import again
from tests.watched import MEMBERS, Watched, page, reader

NAME, TELEPHONE, PROSE = "Quaffle", "5550 0143", "zwiebelfisch"
WORDS = (NAME, NAME.lower(), TELEPHONE, PROSE)
OFFICE = (
    "<h2>Background</h2><p>The office answers letters on every working day, and many visitors came there last year.</p>"
    "<h2>Contact</h2><p>Regional Office</p><p>Tel.: +36 1 5550 0100</p>"
)
PERSON = (
    f"<h2>Background</h2><p>The office answers letters on every day, and a {PROSE} was seen there by many visitors.</p>"
    f"<h2>Contact</h2><p>Zebulon {NAME}</p><p>Tel.: +36 1 {TELEPHONE}</p>"
)
REASON = "request 118"
FEW, FEWER = page(members=MEMBERS[:3]), page(members=MEMBERS[:2])
BACK = f"{page()}<!-- again -->"


def past(tmp_path: Path, httpserver: HTTPServer, *bodies: str) -> Watched:
    """A source that was looked at once for each of these pages, and told of in a digest."""
    watched = Watched(tmp_path, httpserver)
    for body in bodies:
        watched.serve(body)
        watched.run()
    told = watched.ask("SELECT group_concat(summary, ' ') || group_concat(public, ' ') FROM change")[0][0]
    watched.write(
        "INSERT INTO outbox (channel, window_until, payload, state, attempts, created_at)"
        " VALUES ('stdout', 1, ?, 'delivered', 1, 1)",
        f"a digest: {told}",
    )
    return watched


def captures(watched: Watched) -> list[str]:
    return [public for (public,) in watched.ask("SELECT public FROM capture ORDER BY id")]


def segments(watched: Watched) -> list[str]:
    """The segment of each capture."""
    return [name for (name,) in watched.ask("SELECT segment FROM capture ORDER BY id")]


def problems(watched: Watched) -> list[str]:
    """What `monitor verify` finds."""
    found = verify(watched.settings, watched.archive, now=watched.now, patience=0).problems
    return [f"{one.kind}: {one.message}" for one in found if one.kind != "unended"]


def taken_out(watched: Watched, ids: Sequence[str], reason: str = REASON) -> Redacted:
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        return redact(desk, watched.settings.monitor.history, named(desk.book, ids), reason)


def archived(watched: Watched) -> dict[str, bytes]:
    """The bodies of all captures that the archive can give, by their sha256."""
    found = watched.archive.found("budapest")
    return {one.content.sha256: one.content.body for one in found if isinstance(one.content, Archived)}


def test_the_words_are_in_no_file_any_more(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(extra=OFFICE), page(extra=PERSON), page("Poland", extra=OFFICE))
    assert words_left.holding(tmp_path, *WORDS) == ["history.db", f"snapshots/budapest/{segments(watched)[1]}"]
    before = archived(watched)
    _, second, _ = captures(watched)
    done = taken_out(watched, [second])
    assert words_left.holding(tmp_path, *WORDS) == []
    assert (done.erased.statements, done.erased.changes, done.erased.digests) == (1, 4, 1)
    gone = watched.ask("SELECT sha256 FROM capture WHERE public = ?", second)[0][0]
    assert archived(watched) == {sha256: body for sha256, body in before.items() if sha256 != gone}
    assert problems(watched) == []


def test_the_first_capture_goes_though_it_is_the_dictionary_of_its_segment(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = past(tmp_path, httpserver, page(extra=PERSON), page("Poland"), page("Spain"))
    segment = tmp_path / "snapshots" / "budapest" / segments(watched)[0]
    assert any(name.endswith(".dict") for name in words_left.holding(tmp_path, *WORDS))
    before = archived(watched)
    first, *others = captures(watched)
    taken_out(watched, [first])
    assert words_left.holding(tmp_path, *WORDS) == []
    assert len(archived(watched)) == len(before) - 1
    book = history.open_reader(watched.settings.monitor.history)
    kept = [history.capture(book, each) for each in others]
    assert [watched.archive.of(capture).sha256 for capture in kept] == [capture.sha256 for capture in kept]
    with pytest.raises(ArchiveError, match="taken out of the archive on 2026"):
        watched.archive.of(history.capture(book, first))
    book.close()
    assert not segment.exists()
    assert problems(watched) == []


def test_what_is_typed_stays_and_so_does_every_id(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(), page("Poland", extra=PERSON))
    ids = "SELECT public FROM statement UNION ALL SELECT public FROM change ORDER BY 1"
    before = watched.ask(ids)
    typed = "SELECT field, key, value FROM statement WHERE field IN ('member', 'chair', 'name') ORDER BY id"
    stated = watched.ask(typed)
    second = captures(watched)[1]
    taken_out(watched, [second])
    assert watched.ask(ids) == before
    assert [row for row in watched.ask(typed) if row[0] != "name"] == [row for row in stated if row[0] != "name"]
    assert watched.ask("SELECT summary FROM change WHERE kind = 'chair.handover'") == [
        ("Chair of Budapest Process: Hungary -> Poland",)
    ]
    words = watched.ask(
        "SELECT DISTINCT text, quote FROM statement s JOIN capture c ON c.id = s.opened_by"
        " WHERE c.redacted_at IS NOT NULL"
    )
    assert words == [("[redacted]", "[redacted]")]
    (contact,) = watched.ask("SELECT key, value FROM statement WHERE field = 'contact'")
    assert contact[0] == "[redacted]"
    assert NAME not in contact[1]


def test_a_tombstone_says_which_when_and_why(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(), page(extra=PERSON))
    second = captures(watched)[1]
    taken_out(watched, [second])
    taken_out(watched, [second], "another reason, given too late")
    made = [one.content for one in watched.archive.found("budapest") if isinstance(one.content, Decision)]
    (tombstone,) = [one for one in made if one.kind == "redacted"]
    assert tombstone.facts["capture"] == second
    assert tombstone.facts["url"] == httpserver.url_for("/budapest")
    assert why(watched.archive, "budapest", second) == REASON


def test_the_watching_goes_on_and_what_still_stands_there_is_archived_anew(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = past(tmp_path, httpserver, page(), page(extra=PERSON))
    taken_out(watched, [captures(watched)[1]])
    told = watched.run()
    assert (told.look.verdict, told.look.outcome, told.changes) == ("unchanged", "ok", [])
    assert len(captures(watched)) == 3
    assert watched.run().look.verdict == "unchanged"
    assert len(captures(watched)) == 3
    assert watched.ask("SELECT value FROM statement WHERE field = 'contact' AND closed_by IS NULL")[0][0].count(NAME)
    watched.serve(page("Poland"))
    assert ("chair.handover", "") in watched.run().changes


def test_a_server_is_not_asked_with_validators_of_what_was_redacted(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page(extra=PERSON), ETag='"1"')
    watched.run()
    taken_out(watched, captures(watched))
    watched.run()
    assert "If-None-Match" not in watched.asked()[-1].headers


def test_a_past_told_again_has_the_tombstone_and_none_of_the_words(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(extra=OFFICE), page("Spain", extra=PERSON))
    second = captures(watched)[1]
    taken_out(watched, [second])
    again(watched)
    watched.serve(page("Poland", extra=OFFICE))
    assert (told := watched.run()).look.outcome == "ok"
    assert told.changes == []  # as without telling it again: what the one before showed was told when it came
    assert watched.ask("SELECT public FROM capture WHERE redacted_at IS NOT NULL") == [(second,)]
    watched.serve(page("Malta", extra=OFFICE))
    assert watched.run().changes == [("chair.handover", "")]
    assert watched.ask("SELECT summary FROM change WHERE kind = 'chair.handover'") == [
        ("Chair of Budapest Process: Poland -> Malta",)
    ]
    assert words_left.holding(tmp_path, *WORDS) == []
    assert watched.run().look.verdict == "unchanged"


def test_since_when_it_is_gone_is_what_the_archive_says(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(), page("Spain", extra=PERSON), page("Malta", extra=PERSON))
    ticks = count()
    passing = lambda: watched.now + timedelta(milliseconds=next(ticks))  # noqa: E731
    with at_the_desk(watched.settings, now=passing, worker=reader()) as desk:
        redact(desk, watched.settings.monitor.history, named(desk.book, captures(watched)[1:]), REASON)
        made = (one.content for one in desk.archive.found("budapest"))
        archived = [one.at for one in made if isinstance(one, Decision) and one.kind == "redacted"]
    since = "SELECT redacted_at FROM capture WHERE redacted_at IS NOT NULL ORDER BY id"
    before = watched.ask(since)
    assert [moment(at) for (at,) in before] == archived
    again(watched)
    assert watched.ask(since) == before


HELD = (
    "SELECT s.name, h.mechanism, h.field, h.reason, h.fingerprint, h.since, h.runs, h.by_itself, h.decision, h.why,"
    " h.decided_at, h.ended_at FROM held h JOIN source s ON s.id = h.source ORDER BY h.id"
)


def rejected(tmp_path: Path, httpserver: HTTPServer, *bodies: str, later: Sequence[str] = ()) -> Watched:
    """A source of which the last of these pages was held, rejected and, after `later` ones, taken out."""
    watched = past(tmp_path, httpserver, *bodies)
    last = captures(watched)[-1]
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        fields = history.memory(desk.book, "budapest").held
        asyncio.run(reject(desk, watched.settings.sources[0], fields, "half of the page"))
    for body in later:
        watched.serve(body)
        watched.run()
    taken_out(watched, [last])
    return watched


@pytest.mark.parametrize("bodies", [(FEW,), (FEWER, FEW), (FEW, FEW.replace("</main>", "<p>2</p></main>"))])
@pytest.mark.parametrize("later", [(), (BACK,), (f"{FEW}<!-- 2 -->",), (BACK, f"{FEW}<!-- 2 -->")])
def test_a_word_of_a_person_on_what_was_taken_out_stands_in_a_past_told_again(
    tmp_path: Path, httpserver: HTTPServer, bodies: tuple[str, ...], later: tuple[str, ...]
) -> None:
    watched = rejected(tmp_path, httpserver, page(), *bodies, later=later)
    before = watched.ask(HELD)
    again(watched)
    assert watched.ask(HELD) == before
    assert problems(watched) == []
    if not later:  # there is nothing left to compare the next page with
        return
    watched.serve(f"{FEW}<!-- 3 -->")
    assert {kind for _ in range(3) for kind, _ in watched.run().changes} <= {"page.reshaped"}
    with closing(history.open_reader(watched.settings.monitor.history)) as book:
        assert [one.rejected for one in history.memory(book, "budapest").held] == ["half of the page"]


def test_it_stands_also_where_the_history_is_lost(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = rejected(tmp_path, httpserver, page(), FEW)
    decided = "SELECT mechanism, field, fingerprint, decision, why, decided_at FROM held"
    before = watched.ask(decided)
    assert len(before) == 1
    watched.settings.monitor.history.unlink()
    again(watched)
    assert watched.ask(decided) == before


def test_the_id_of_a_change_that_a_past_told_again_has_not_says_so(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(), page("Poland", extra=PERSON))
    ((change,),) = watched.ask("SELECT public FROM change WHERE kind = 'chair.handover'")
    taken_out(watched, captures(watched)[1:])
    again(watched)
    gone = f"what {change} named is no more since 2026-"
    with closing(history.open_reader(watched.settings.monitor.history)) as book, pytest.raises(UsageError, match=gone):
        history.evidence(book, change[:8])


def test_what_was_never_read_and_what_is_no_page_do_not_trouble_the_next_looks(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = past(tmp_path, httpserver, page())
    watched.serve(page(extra=PERSON))
    watched.killed("after", "monitor.history:record_capture")
    taken_out(watched, [captures(watched)[1]])
    assert words_left.holding(tmp_path, *WORDS) == []
    assert [watched.run().look.verdict for _ in range(2)] == ["changed", "unchanged"]
    watched.serve(f"<title>Not found</title><h1>404 Page not found</h1><p>Ask {NAME}</p>")
    assert watched.run().look.verdict == "soft-404"
    taken_out(watched, [captures(watched)[-1]])
    assert [watched.run().look.verdict for _ in range(2)] == ["soft-404", "soft-404"]
    assert problems(watched) == []


def test_what_a_later_capture_says_too_is_read_from_that_one_and_is_no_news(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    watched = past(tmp_path, httpserver, page(extra=PERSON), page(extra=f"{PERSON}<!-- 2 -->"))
    first, second = captures(watched)
    assert taken_out(watched, [first]).erased.anew == ("budapest",)
    assert watched.ask("SELECT count(*) FROM statement WHERE text <> '[redacted]'") == [(0,)]
    told = watched.run()
    assert (told.look.verdict, told.look.capture, told.changes) == ("unchanged", second, [])
    opened = "SELECT DISTINCT c.public FROM statement s JOIN capture c ON c.id = s.opened_by"
    contact = f"{opened} WHERE s.field = 'contact' AND s.closed_by IS NULL"
    assert watched.ask(contact) == [(second,)]
    watched.serve(page("Poland", extra=PERSON))
    assert watched.run().changes == [("chair.handover", "")]


def test_a_page_that_led_to_the_document_is_taken_out_as_well(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("budapest", "/list", follow="Latest edition"))
    watched.serve(
        f"<title>Editions</title><h1>Editions</h1><p>{NAME}</p><a href='/budapest'>Latest edition</a>", "/list"
    )
    watched.serve(page())
    watched.run()
    assert len(words_left.holding(tmp_path, NAME)) == 1
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        (target,), _ = holding(desk, "budapest", NAME)
        assert target.role == "overview"
        redact(desk, watched.settings.monitor.history, [target], REASON)
    assert words_left.holding(tmp_path, NAME) == []
    again(watched)
    assert watched.ask("SELECT count(*) FROM capture") == [(1,)]
    assert watched.run().look.verdict == "unchanged"


def test_a_reader_that_sees_what_stood_before_is_waited_for_by_doing_it_again(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.history.database.PATIENCE", 0.1)
    watched = past(tmp_path, httpserver, page(), page(extra=PERSON))
    other = history.open_reader(watched.settings.monitor.history)
    cursor = other.execute("SELECT * FROM statement")
    cursor.fetchone()
    with pytest.raises(HistoryBusy, match="as it stood before"):
        taken_out(watched, [captures(watched)[1]])
    cursor.close()
    other.close()
    taken_out(watched, [captures(watched)[1]])
    assert words_left.holding(tmp_path, *WORDS) == []


def test_captures_are_found_by_the_text_they_hold(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(), page(extra=PERSON), page("Poland", extra=PERSON), page("Spain"))
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        found, unread = holding(desk, "budapest", f"  zebulon   {NAME.upper()} ")
        assert [one.id for one in found] == captures(watched)[1:3]
        assert unread == ()
        redact(desk, watched.settings.monitor.history, found, REASON)
        assert holding(desk, "budapest", NAME) == ((), ())
    assert words_left.holding(tmp_path, *WORDS) == []


def test_others_with_the_same_bytes_and_backups_are_named(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(extra=PERSON), page("Poland"), page(extra=PERSON))
    backup = tmp_path / "history.db.before"
    backup.write_bytes((tmp_path / "history.db").read_bytes())
    first, _, third = captures(watched)
    done = taken_out(watched, [first])
    assert done.alike == (third,)
    assert done.files == (backup,)
    assert taken_out(watched, [third]).files == (backup,)
    assert words_left.holding(tmp_path, *WORDS) == [backup.name]


def test_a_reason_is_given_in_plain_words(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page())
    for reason in ("", "  ", "two\nlines", "\x1b[31m", "x" * 501):
        with pytest.raises(UsageError, match="--why"):
            taken_out(watched, captures(watched), reason)
    assert archived(watched)


def test_an_id_is_not_guessed_from_a_letter_or_two(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page())
    (only,) = captures(watched)
    for prefix in ("", only[:3]):
        with pytest.raises(UsageError, match="too short"):
            taken_out(watched, [prefix])
    assert taken_out(watched, [only[:4]]).targets[0].id == only


def test_the_reason_does_not_hold_what_is_to_go() -> None:
    with pytest.raises(UsageError, match="the very text"):
        checked_why(f"asked for by Zebulon  {NAME.upper()}", f"zebulon {NAME}")
    assert checked_why(REASON, NAME) == REASON


KILLED = """
import os, signal, sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from monitor.config import load
from monitor.upkeep import at_the_desk
from monitor.upkeep.redact import named, redact

file, now, when, where, *ids = sys.argv[1:]
module, _, name = where.partition(":")
owner, _, name = name.rpartition(".")
home = getattr(import_module(module), owner) if owner else import_module(module)
original = getattr(home, name)

def step(*arguments, **given):
    if when == "after":
        original(*arguments, **given)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(home, name, step)
settings = load(Path(file))
with at_the_desk(settings, now=lambda: datetime.fromisoformat(now)) as desk:
    redact(desk, settings.monitor.history, named(desk.book, ids), "request 118")
"""
STEPS = (
    ("after", "monitor.archive.store:Archive.decide"),
    ("before", "monitor.archive.store:Archive.wipe"),
    ("before", "monitor.archive.store:Archive.rewrite"),
    ("after", "monitor.archive.store:Archive.rewrite"),
    ("before", "monitor.archive.store:Archive.remove"),
    ("after", "monitor.archive.store:Archive.remove"),
    ("before", "monitor.upkeep.redact:erase"),
    ("after", "monitor.upkeep.redact:erase"),
    ("before", "monitor.upkeep.redact:shred"),
    ("after", "monitor.upkeep.redact:shred"),
)


def cut_short(watched: Watched, when: str, where: str, wanted: Sequence[str]) -> None:
    """A redaction in a process of its own that is killed (kill -9) before or after a step."""
    script = [sys.executable, "-c", KILLED, str(watched.settings.file), watched.now.isoformat(), when, where, *wanted]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(script, env=environment, check=False, timeout=60).returncode == -signal.SIGKILL


@pytest.mark.parametrize(("when", "where"), STEPS[:6])
def test_a_run_between_does_no_harm(tmp_path: Path, httpserver: HTTPServer, when: str, where: str) -> None:
    watched = past(tmp_path, httpserver, page(extra=PERSON), page("Poland", extra=OFFICE), page("Spain", extra=OFFICE))
    first, *others = captures(watched)
    wanted = [others[0]] if "wipe" in where else [first]
    cut_short(watched, when, where, wanted)
    watched.serve(page("Sweden", extra=OFFICE))
    assert watched.run().look.verdict == "changed"
    taken_out(watched, wanted)
    assert words_left.holding(tmp_path, *WORDS) == [] or "wipe" in where
    assert problems(watched) == []
    assert len(archived(watched)) == 3
    again(watched)
    assert problems(watched) == []
    watched.serve(page("Croatia", extra=OFFICE))
    assert watched.run().look.outcome == "ok"


@pytest.mark.parametrize(("when", "where"), STEPS)
def test_killed_anywhere_the_same_command_finishes_it(
    tmp_path: Path, httpserver: HTTPServer, when: str, where: str
) -> None:
    first, middle = page(extra=PERSON), page("Spain", extra=PERSON)
    watched = past(tmp_path, httpserver, first, page("Poland"), middle, page("Sweden", MEMBERS[1:]))
    ids = captures(watched)
    bodies = archived(watched)
    wanted = [ids[2]] if "wipe" in where else [ids[0], ids[2]]
    cut_short(watched, when, where, wanted)
    is_seen = any(one.startswith("not-wiped") for one in problems(watched))
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        assert {one.id for one in begun(desk, "budapest")} <= set(wanted)
        assert bool(begun(desk, "budapest")) is is_seen
    assert is_seen is (where not in ("monitor.upkeep.redact:shred",) and (when, where) != STEPS[7])
    taken_out(watched, wanted)
    if wanted != [ids[2]]:
        assert words_left.holding(tmp_path, *WORDS) == []
    assert len(archived(watched)) == len(bodies) - len(wanted)
    made = [one.content for one in watched.archive.found("budapest") if isinstance(one.content, Decision)]
    assert sorted(one.facts["capture"] for one in made if one.kind == "redacted") == sorted(wanted)
    book = history.open_reader(watched.settings.monitor.history)
    kept = [history.capture(book, each) for each in ids if each not in wanted]
    assert [watched.archive.of(capture).sha256 for capture in kept] == [capture.sha256 for capture in kept]
    book.close()
    assert problems(watched) == []
    watched.serve(page("Croatia"))
    assert watched.run().look.outcome in ("ok", "held")


def test_a_lock_is_no_copy_and_a_copy_is_one_whatever_it_is_called(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = past(tmp_path, httpserver, page(extra=PERSON), page("Poland"))
    killed = tmp_path / "history.db.outbox-desk.lock"  # with the name of who was killed in it
    killed.write_text('{"pid": 1, "host": "here", "since": "2026-03-01T06:00:00+00:00"}', encoding="utf-8")
    copy = tmp_path / "history.db.older.lock"
    copy.write_bytes((tmp_path / "history.db").read_bytes())
    path = watched.settings.monitor.history
    with history.daemon_lock(path, now=watched.now), history.sending_lock(path, "hook", now=watched.now):
        assert taken_out(watched, [captures(watched)[0]]).files == (copy,)
