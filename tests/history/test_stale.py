"""A page that nobody keeps up is remarked once, by the clock that is passed in, and no longer than it is so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor import history as past
from monitor.history.redaction import erase

AT = datetime(2026, 11, 1, 6, tzinfo=UTC)


def stale(diary, *, open_only=True):
    return [one for one in past.findings(diary.history, open_only=open_only) if one.kind == "stale"]


def page(write, *statements, dated=None):
    return write.reading(*statements, source_fields={"last_updated": dated, "published": None})


@pytest.mark.parametrize(
    ("term", "role", "dated", "is_stale"),
    [
        ("2015", "chair", "2018-01-16T15:14", True),
        ("2015", "co-chair", "2018", True),
        ("2023/2024-06", "incoming", "2024-10", True),
        ("2026-10-31", "chair", "2024-11-01", True),  # the very day
        ("2026-10-31", "chair", "2024-11-02", False),
        ("2026-11-01", "chair", "2018", False),  # a term is not over on its last day
        ("2027", "chair", "2018", False),
        ("2025/..", "chair", "2018", False),
        (None, "chair", "2018", False),
        ("2015", "past", "2018", False),
        ("2015", "chair", "2025-02", False),
        ("2015", "chair", None, False),  # watched since today only
    ],
)
def test_a_source_is_stale_by_its_own_date_while_a_term_has_run_out(diary, write, term, role, dated, is_stale):
    diary.read(page(write, write.chair("PT", role, term), dated=dated), at=AT)
    assert [one.kind for one in stale(diary)] == ["stale"] * is_stale


def test_it_says_what_is_over_since_when_and_where_it_stands(diary, write):
    diary.read(
        page(write, write.chair("PT", term="2015"), write.chair("ES", "co-chair", "2016"), dated="2018-01"), at=AT
    )
    (one,) = stale(diary)
    assert one.message == "the page has not changed since 2018-01-31, and the term of Spain as chair ended 2016-12-31"
    assert (one.mechanism, one.field, one.locator) == (write.BALI, "chair", "block 1")
    assert "ES" in (one.quote or "")
    assert one.opened_at == AT


def test_a_page_without_a_date_is_stale_after_24_months_without_a_change_and_is_told_once(diary, write):
    diary.read(page(write, write.chair("PT", term="2025")), at=AT)
    opened = []
    for _ in range(30):
        diary.look("not-modified", hours=24 * 30)
        opened += [one.opened_at for one in stale(diary) if one.opened_at == diary.now]
    assert len(opened) == len(stale(diary, open_only=False)) == 1
    assert timedelta(days=730) <= opened[0] - AT < timedelta(days=761)


def test_it_ends_when_the_page_changes_and_begins_anew_24_months_later(diary, write):
    diary.read(page(write, write.chair("PT", term="2015"), write.member("PT"), dated="2018"), at=AT)
    assert len(stale(diary)) == 1
    diary.read(page(write, write.chair("PT", term="2015"), write.member("PT"), write.member("ES"), dated="2018"))
    assert (stale(diary), [one.closed_at for one in stale(diary, open_only=False)]) == ([], [diary.now])
    diary.look("unchanged", hours=24 * 800)
    assert [one.message.split(",")[0] for one in stale(diary)] == ["the page has not changed since 2026-11-02"]


def test_it_ends_when_another_chair_is_named(diary, write):
    diary.read(page(write, write.chair("PT", term="2015"), dated="2018"), at=AT)
    assert len(stale(diary)) == 1
    diary.read(page(write, write.chair("ES", term="2028"), dated="2018"))
    assert stale(diary) == []


def test_a_correction_of_ours_keeps_no_page_fresh(diary, write):
    diary.read(page(write, write.chair("PT", term="2015"), dated=None), at=AT)
    diary.history.execute("UPDATE extraction SET extractor = 'older'")
    diary.look("unchanged", hours=24 * 740)
    assert len(stale(diary)) == 1
    diary.history.execute("UPDATE change SET correction = 1")
    diary.look("unchanged")
    assert len(stale(diary)) == 1


def test_of_a_page_that_cannot_be_had_nothing_new_is_said(diary, write):
    diary.read(page(write, write.chair("PT", term="2025")), at=AT)
    diary.look("unreachable", hours=24 * 900)
    assert stale(diary) == []
    diary.look("not-modified")
    assert len(stale(diary)) == 1
    diary.look("server-error")
    assert len(stale(diary)) == 1


def test_on_29_february_the_day_two_years_before_is_the_28th(diary, write):
    leap = datetime(2028, 2, 29, 6, tzinfo=UTC)
    diary.read(page(write, write.chair("PT", term="2025"), dated="2026-02-28"), at=leap)
    assert len(stale(diary)) == 1


def test_a_redaction_takes_its_words_and_leaves_what_is_typed(diary, write):
    diary.read(page(write, write.chair("PT", term="2015"), dated="2018"), at=AT)
    (capture,) = past.captures(diary.history, write.PAGE.id)
    erase(diary.history, {capture.id: AT})
    (one,) = stale(diary)
    assert one.quote == "[redacted]"
    assert "Portugal" in one.message
