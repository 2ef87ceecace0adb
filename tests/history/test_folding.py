"""Old looks become numbers, and whatever follows from looks stays as it was."""

from __future__ import annotations

import shutil
from datetime import timedelta
from random import Random
from types import SimpleNamespace

import pytest

from monitor import history as past
from monitor.errors import ArchiveFull
from monitor.history.folding import fold, foldable
from monitor.history.imports import seen_again
from monitor.history.room import compact

ENDS = ("not-modified", "unchanged", "unreachable", "server-error", "not-found", "truncated", "blocked")
CODES = ("AU", "ID", "FJ")


@pytest.fixture(scope="module", params=range(2))
def once(tmp_path_factory, writing, request):
    """Some months of looks that end at random, twelve hours apart, and a handover now and then: file and time."""
    random = Random(request.param)
    other = writing.page("forum", "https://example.org/forum")
    diary = writing.Diary(tmp_path_factory.mktemp("once") / "history.db", writing.PAGE, other)
    diary.history.execute("PRAGMA synchronous = OFF")
    for day in range(120):
        for source in (writing.PAGE, other):
            if day in (0, 1) or random.random() < 0.05:
                codes = [code for code in CODES if random.random() < 0.7]
                page = writing.reading(writing.chair(random.choice(CODES)), *map(writing.member, codes))
                diary.read(page, source, at=diary.now + timedelta(hours=12))
                continue
            verdict = random.choices(ENDS, (40, 20, 3, 2, 2, 2, 1))[0]
            kept = past.captures(diary.history, source.id)[-1].id if verdict in ENDS[:2] else None
            error = f"no answer within {random.choice((5, 30))} s" if verdict in ("unreachable", "truncated") else None
            hours = random.choices((12, -2), (50, 1))[0]  # clocks are set back, too
            diary.look(
                verdict,
                source,
                hours=hours,
                status=None if verdict == "unreachable" else 200,
                capture=kept,
                error=error,
            )
    for _ in range(random.randrange(4)):
        diary.look("not-found", other, status=404)
    diary.history.close()
    return diary.path, diary.now


@pytest.fixture
def grown(once, path, write):
    shutil.copy(once[0], path)
    diary = write.Diary(path, write.PAGE, write.page("forum", "https://example.org/forum"))
    diary.now = once[1]
    yield diary
    diary.history.close()


def told(diary, write):
    """All that the looks have a part in."""
    book = diary.history
    times = [write.START + timedelta(days=day) for day in range(0, 130, 5)]
    sources = (write.PAGE.id, "forum")
    return {
        "stated": [past.statements_now(book, at=at) for at in (*times, None)],
        "evidence": [past.evidence(book, one.id) for one in past.changes(book)],
        "health": past.source_health(book),
        "runs": (past.runs(book, limit=9999), past.heartbeat(book), past.bad_looks(book)),
        "good": [past.last_good(book, name) for name in sources],
        "truncated": [past.truncated_for(book, name, "no answer") for name in sources],
        "last": [past.last_instant(book, name) for name in sources],
        "remarks": (past.findings(book), past.held(book)),
        "months": book.execute("SELECT * FROM check_by_month").fetchall(),
        "views": [
            book.execute(f"SELECT * FROM {name}").fetchall() for name in ("source_state", "source_health", "now")
        ],
    }


def test_what_follows_from_looks_stays_as_it_was(grown, write):
    before, rows = told(grown, write), grown.history["check"].count
    looks = {name: seen_again(grown.history, name) for name in ("forum", write.PAGE.id)}
    could = foldable(grown.history, before=grown.now)
    assert grown.history["check"].count == rows
    folded = fold(grown.history, before=grown.now)
    assert folded == could
    assert set(folded) == {"forum", write.PAGE.id}
    assert grown.history["check"].count == rows - sum(folded.values()) < 0.7 * rows
    assert told(grown, write) == before
    for name, was in looks.items():  # which bytes stood there, in every month: from when until when
        kept = seen_again(grown.history, name)
        assert set(kept) < set(was)
        assert span_of(kept) == span_of(was)
    assert fold(grown.history, before=grown.now) == {}
    assert grown.history.execute("PRAGMA foreign_key_check").fetchall() == []


def span_of(looks):
    spans: dict[object, list[object]] = {}
    for look in looks:
        spans.setdefault((look.capture.id, look.at.strftime("%Y-%m")), []).append(look.at)
    return {kind: (times[0], times[-1]) for kind, times in spans.items()}


def test_what_comes_later_is_told_as_if_nothing_was_folded(once, write, tmp_path):
    """The same looks, over a history that was folded and over one that was not."""
    ends = []
    for name in ("folded", "whole"):
        path = tmp_path / f"{name}.db"
        shutil.copy(once[0], path)
        diary = write.Diary(path, write.PAGE, write.page("forum", "https://example.org/forum"))
        diary.now = once[1]
        if name == "folded":
            assert fold(diary.history, before=diary.now)
        for _ in range(4):
            diary.look("not-found", status=404, hours=30)
        diary.look("unchanged", status=200)
        diary.read(write.reading(write.chair("NZ")))
        ends.append(told(diary, write))
        diary.history.close()
    assert ends[0] == ends[1]


def test_only_old_looks_are_folded_and_none_while_a_page_fails(diary, write):
    diary.read(write.reading(write.chair("AU")))
    for _ in range(40):
        diary.look("not-modified", status=304, hours=12)
    middle = diary.now
    for _ in range(40):
        diary.look("unreachable", hours=12, error="no answer")
    assert fold(diary.history, before=diary.now) == {}  # no whole answer came since
    diary.look("unchanged", status=200)
    diary.look("not-modified", status=304)
    assert fold(diary.history, before=middle - timedelta(days=400)) == {}
    assert 30 < sum(fold(diary.history, before=middle).values()) < 40
    assert 30 < sum(fold(diary.history, before=diary.now).values()) < 40


def test_the_room_of_what_was_folded_goes_back_to_the_disk(grown, monkeypatch):
    fold(grown.history, before=grown.now)
    dump = sorted(grown.history.conn.iterdump())
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
        with pytest.raises(ArchiveFull, match="twice its size"):
            compact(grown.history, grown.path)
    before = grown.path.stat().st_size
    freed = compact(grown.history, grown.path)
    assert freed > 0
    assert grown.path.stat().st_size == before - freed
    assert sorted(grown.history.conn.iterdump()) == dump
