"""A source keeps its identity over all its addresses, each with from and to; where many end is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.errors import HistoryError, UsageError
from monitor.model import Answer, Check, Place

OVERVIEW = "https://example.org/publications"
FIRST, SECOND = "https://example.org/files/2025.pdf", "https://example.org/files/2026.pdf"
PLACE, LATER = Place("0001.warc.zst", 10, 20), Place("0001.warc.zst", 300, 40)


@pytest.fixture
def following(diary, write):
    """A source that follows a link from an overview."""
    source = replace(write.PAGE, url=OVERVIEW, follow="Overview of processes")
    past.sync_sources(diary.history, [source], now=diary.now)
    return source


def told(diary, name="iom-bali-process"):
    return [(one.url, one.kind, one.since, one.until) for one in past.addresses(diary.history, name)]


def test_every_address_that_a_link_led_to_is_kept_with_from_and_to(diary, write, following):
    start, days = diary.now, timedelta(days=1)
    assert past.follows(diary.history, following.id) is None
    past.record_followed(diary.history, following.id, FIRST, PLACE, now=start + days)
    assert past.follows(diary.history, following.id) == FIRST
    past.record_followed(diary.history, following.id, SECOND, LATER, now=start + 9 * days)
    assert past.follows(diary.history, following.id) == SECOND
    assert told(diary) == [
        (OVERVIEW, "configured", start, None),
        (FIRST, "followed", start + days, start + 9 * days),
        (SECOND, "followed", start + 9 * days, None),
    ]
    kept = list(diary.history.query('SELECT url, segment, "offset", length FROM followed_address ORDER BY since'))
    assert [(row["url"], Place(row["segment"], row["offset"], row["length"])) for row in kept] == [
        (FIRST, PLACE),
        (SECOND, LATER),
    ]


def test_a_link_that_leads_where_it_led_writes_nothing(diary, following):
    past.record_followed(diary.history, following.id, FIRST, PLACE, now=diary.now)
    before = diary.history.conn.total_changes
    past.record_followed(diary.history, following.id, FIRST, LATER, now=diary.now + timedelta(days=1))
    assert diary.history.conn.total_changes == before


def test_an_address_may_come_back(diary, following):
    for day, url in enumerate((FIRST, SECOND, FIRST), start=1):
        past.record_followed(diary.history, following.id, url, PLACE, now=diary.now + timedelta(days=day))
    assert [url for url, kind, *_ in told(diary) if kind == "followed"] == [FIRST, SECOND, FIRST]
    assert past.follows(diary.history, following.id) == FIRST


def test_a_renamed_source_keeps_its_addresses(diary, following):
    past.record_followed(diary.history, following.id, FIRST, PLACE, now=diary.now)
    renamed = replace(following, id="bali", was=following.id)
    past.sync_sources(diary.history, [renamed], now=diary.now + timedelta(days=1))
    assert past.follows(diary.history, "bali") == FIRST
    assert [url for url, *_ in told(diary, "bali")][-2:] == [OVERVIEW, FIRST]
    past.record_followed(diary.history, "bali", SECOND, PLACE, now=diary.now + timedelta(days=2))
    assert past.follows(diary.history, "bali") == SECOND


def test_the_addresses_of_a_source_that_left_end_with_it_and_go_on_when_it_comes_back(diary, following):
    past.record_followed(diary.history, following.id, FIRST, PLACE, now=diary.now)
    left = diary.now + timedelta(days=3)
    past.sync_sources(diary.history, [], now=left)
    assert {until for *_, until in told(diary)[-2:]} == {left}
    past.sync_sources(diary.history, [following], now=left + timedelta(days=1))
    assert {until for *_, until in told(diary)[-2:]} == {None}
    assert past.follows(diary.history, following.id) == FIRST


def test_a_source_that_follows_no_more_leaves_the_address_that_it_was_led_to(diary, following):
    past.record_followed(diary.history, following.id, FIRST, PLACE, now=diary.now)
    end = diary.now + timedelta(days=2)
    plain = replace(following, follow=None)
    past.sync_sources(diary.history, [plain], now=end)
    assert past.follows(diary.history, following.id) is None
    assert told(diary)[-1][3] == end
    before = diary.history.conn.total_changes
    past.sync_sources(diary.history, [plain], now=end + timedelta(days=1))
    assert diary.history.conn.total_changes == before


def test_addresses_can_be_asked_in_readable_times(diary, following):
    past.record_followed(diary.history, following.id, FIRST, PLACE, now=diary.now + timedelta(days=1))
    rows = list(diary.history.query("SELECT * FROM address WHERE kind = 'followed'"))
    assert rows == [
        {
            "source": following.id,
            "url": FIRST,
            "kind": "followed",
            "since": "2026-11-02T06:00:00Z",
            "until": None,
        }
    ]


def test_a_source_that_nobody_knows_has_no_addresses(diary):
    with pytest.raises(UsageError, match="no source nobody"):
        past.addresses(diary.history, "nobody")
    with pytest.raises(HistoryError, match="no source nobody"):
        past.record_followed(diary.history, "nobody", FIRST, PLACE, now=diary.now)
    assert past.follows(diary.history, "nobody") is None


class Watch:
    """Several sources, and looks at them that end somewhere."""

    def __init__(self, diary, write, count=5):
        self.diary = diary
        self.sources = [
            replace(write.PAGE, id=f"page-{n}", url=f"https://example.org/{n}", mechanisms=()) for n in range(count)
        ]
        past.sync_sources(diary.history, self.sources, now=diary.now)
        self.run = past.begin_run(diary.history, now=diary.now)

    def capture(self, number, final=None, body=b"page"):
        source = self.sources[number]
        self.diary.now += timedelta(seconds=1)
        redirects = ((302, final),) if final else ()
        answer = Answer(
            source.url, final or source.url, self.diary.now, 0.1, 200, body=body, redirects=redirects, headers=()
        )
        return past.record_capture(self.diary.history, answer, source.id, PLACE)

    def ends(self, number, verdict="soft-404", final=None, capture=None):
        capture = capture or self.capture(number, final, str((number, final)).encode())
        check = Check(self.sources[number].id, verdict, self.diary.now, 200, capture=capture.id)
        past.record_check(self.diary.history, self.run, check)
        return capture


HOME = "https://example.org/"


@pytest.fixture
def watch(diary, write):
    return Watch(diary, write)


def test_where_the_other_sources_end_is_known(diary, watch):
    for number in (0, 1):
        watch.ends(number, final=HOME)
    watch.ends(2, "new")
    watch.ends(3, "new", final="https://example.org/new/3")
    watch.capture(4, final=HOME)  # put aside, or left by a run that was killed
    assert past.ends(diary.history, but="page-0") == {
        HOME: frozenset({"https://example.org/1", "https://example.org/4"}),
        "https://example.org/new/3": frozenset({"https://example.org/3"}),
    }


def test_only_where_a_source_ended_last_counts(diary, watch):
    good = watch.ends(1, "new")
    watch.ends(1, final=HOME)
    assert past.ends(diary.history, but="page-0") == {HOME: frozenset({"https://example.org/1"})}
    watch.diary.look("unreachable", watch.sources[1])  # which says nothing of where it leads
    assert past.ends(diary.history, but="page-0") == {HOME: frozenset({"https://example.org/1"})}
    watch.ends(1, "unchanged", capture=good)  # the page itself is back, with the bytes that are archived already
    assert past.ends(diary.history, but="page-0") == {}


def test_sources_that_left_make_no_crowd_and_two_of_one_address_are_one(diary, watch, write):
    watch.sources[1] = replace(watch.sources[1], url="https://example.org/same")
    watch.sources[2] = replace(watch.sources[2], url="https://example.org/same")
    past.sync_sources(diary.history, watch.sources, now=diary.now)
    for number in (1, 2, 3):
        watch.ends(number, final=HOME)
    past.sync_sources(diary.history, watch.sources[:3], now=diary.now)
    assert past.ends(diary.history, but="page-0") == {HOME: frozenset({"https://example.org/same"})}


def test_what_it_costs_grows_with_the_sources_not_with_their_captures(diary, write):
    watch = Watch(diary, write, 200)
    with past.transaction(diary.history):
        diary.history.execute(
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)"
            " INSERT INTO capture (public, source, requested_url, final_url, redirects, fetched_at, status, sha256,"
            ' media_type, segment, "offset", length, verdict)'
            " SELECT s.name || ' ' || i, s.id, s.url, 'https://example.org/', '[]', i, 200, '', '', '', 0, 0, 13"
            " FROM source s, n WHERE s.retired_at IS NULL"
        )
        diary.history.execute(
            'INSERT INTO "check" (source, id, verdict, checked_at, capture)'
            " SELECT source, 1900000 + id, 13, fetched_at, id FROM capture"
        )
    steps = [0]

    def count() -> None:
        steps[0] += 1

    diary.history.conn.set_progress_handler(count, 1000)
    found = past.ends(diary.history, but="page-0")
    diary.history.conn.set_progress_handler(None, 0)
    assert steps[0] < 40  # thousands of the machine's steps: some for each source, none for each of 20 000 captures
    assert len(found[HOME]) == len(watch.sources) - 1
