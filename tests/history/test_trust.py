"""A server whose "not modified" was a lie is asked for the whole page, until a later test shows that it is honest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.model import Answer, Check, Finding, Place, Validators

DAYS = timedelta(days=1)
KIND = "lying-304"


def lies(diary, name="iom-bali-process"):
    """The findings of this kind: when each began and ended."""
    return [(one.opened_at, one.closed_at) for one in past.findings(diary.history, source=name) if one.kind == KIND]


def test_a_test_is_due_14_days_after_the_first_capture_with_the_validators_of_the_bytes_before(diary, write):
    name = write.PAGE.id
    assert past.to_be_tested(diary.history, name, now=diary.now) is None  # nothing to ask with
    diary.read(write.reading(write.chair("AU")))
    first = diary.now
    for _ in range(13):
        diary.look("not-modified")
    assert past.to_be_tested(diary.history, name, now=first + 14 * DAYS - timedelta(seconds=1)) is None
    assert past.to_be_tested(diary.history, name, now=first + 14 * DAYS) == Validators('"1"')
    assert past.to_be_tested(diary.history, name, "https://example.org/other", now=first + 14 * DAYS) is None
    assert past.to_be_tested(diary.history, name, write.PAGE.url, now=first + 14 * DAYS) == Validators('"1"')


def test_a_look_that_is_whole_for_the_tests_sake_is_tested_though_the_last_test_ended_a_moment_later(diary, write):
    """Asked in full at 14 days to the second, with a test that took its time the time before."""
    name = write.PAGE.id
    diary.read(write.reading(write.chair("AU")))
    past.tested(diary.history, name, lied=False, now=diary.now + timedelta(seconds=5))
    for _ in range(13):
        diary.look("not-modified")
    later = diary.now + DAYS
    assert past.validators(diary.history, name, now=later) is None
    assert past.to_be_tested(diary.history, name, now=later) is not None


def test_a_test_that_was_passed_keeps_the_privilege_and_the_next_is_due_in_14_days(diary, write):
    name = write.PAGE.id
    diary.read(write.reading(write.chair("AU")))
    diary.read(write.reading(write.chair("ID")), at=diary.now + 14 * DAYS)
    past.tested(diary.history, name, lied=False, now=diary.now)
    tested = diary.now
    assert lies(diary) == []
    assert past.validators(diary.history, name) == Validators('"2"')
    diary.read(write.reading(write.chair("MY")), at=tested + 13 * DAYS)
    assert past.to_be_tested(diary.history, name, now=tested + 13 * DAYS) is None
    assert past.to_be_tested(diary.history, name, now=tested + 14 * DAYS) == Validators('"3"')


def test_a_lie_costs_the_privilege_and_is_a_finding_until_a_test_is_passed(diary, write):
    name = write.PAGE.id
    diary.read(write.reading(write.chair("AU")))
    diary.read(write.reading(write.chair("ID")), at=diary.now + 14 * DAYS)
    past.tested(diary.history, name, lied=True, now=diary.now)
    lied = diary.now
    assert lies(diary) == [(lied, None)]
    (finding,) = [one for one in past.findings(diary.history) if one.kind == KIND]
    assert name in finding.message
    assert lied.date().isoformat() in finding.message
    diary.read(write.reading(write.chair("MY")))
    assert past.validators(diary.history, name) is None
    good = past.last_good(diary.history, name)
    assert good is not None
    assert good.validators is None
    assert past.to_be_tested(diary.history, name, now=lied + 13 * DAYS) is None
    diary.read(write.reading(write.chair("TH")), at=lied + 14 * DAYS)
    assert past.to_be_tested(diary.history, name, now=diary.now) == Validators('"4"')
    past.tested(diary.history, name, lied=True, now=diary.now)  # still: one finding, from the first time on
    assert lies(diary) == [(lied, None)]
    past.tested(diary.history, name, lied=False, now=diary.now + 14 * DAYS)
    assert lies(diary) == [(lied, diary.now + 14 * DAYS)]
    assert past.validators(diary.history, name) == Validators('"4"')


@pytest.mark.parametrize("looks", ["read", "unreachable", "not-modified"])
def test_the_finding_is_the_sources_and_not_closed_by_a_look(diary, write, looks):
    name = write.PAGE.id
    remark = Finding("duplicate", "Australia stands twice", write.BALI, "member")
    diary.read(write.reading(write.chair("AU"), findings=(remark,)))
    past.tested(diary.history, name, lied=True, now=diary.now)
    if looks == "read":
        diary.read(write.reading(write.chair("ID")))
    else:
        diary.look(looks)
        diary.look("unchanged")
    assert [closed for _, closed in lies(diary)] == [None]
    still = {one.kind for one in past.findings(diary.history, open_only=True)}
    assert ("duplicate" in still) is (looks != "read")


def test_a_source_whose_address_changes_starts_trusted(diary, write):
    name = write.PAGE.id
    diary.read(write.reading(write.chair("AU")))
    past.tested(diary.history, name, lied=True, now=diary.now)
    past.sync_sources(diary.history, [replace(write.PAGE, language="en")], now=diary.now)
    assert [closed for _, closed in lies(diary)] == [None]  # the settings alone change nothing
    moved = replace(write.PAGE, url="https://example.org/new")
    past.sync_sources(diary.history, [moved], now=diary.now + DAYS)
    assert [closed for _, closed in lies(diary)] == [diary.now + DAYS]
    assert past.validators(diary.history, name, write.PAGE.url) == Validators('"1"')
    assert past.to_be_tested(diary.history, name, now=diary.now + 99 * DAYS) is None  # those are of the old address
    diary.now += 99 * DAYS
    diary.read(write.reading(write.chair("AU")), moved)
    assert past.to_be_tested(diary.history, name, now=diary.now + 13 * DAYS) is None
    assert past.to_be_tested(diary.history, name, now=diary.now + 14 * DAYS) == Validators('"2"')


def test_a_link_that_leads_elsewhere_leads_to_a_server_that_has_not_lied(diary, write):
    name, document = write.PAGE.id, "https://example.org/2026.pdf"
    diary.read(write.reading(write.chair("AU")))
    past.tested(diary.history, name, lied=True, now=diary.now)
    past.record_followed(diary.history, name, document, Place("0001.warc.zst", 1, 2), now=diary.now + DAYS)
    assert [closed for _, closed in lies(diary)] == [diary.now + DAYS]
    assert past.to_be_tested(diary.history, name, now=diary.now + 99 * DAYS) is None
    diary.read(write.reading(write.chair("AU")), replace(write.PAGE, url=document))
    assert past.to_be_tested(diary.history, name, now=diary.now + 14 * DAYS) == Validators('"2"')


def test_a_renamed_source_is_trusted_no_more_than_before(diary, write):
    diary.read(write.reading(write.chair("AU")))
    past.tested(diary.history, write.PAGE.id, lied=True, now=diary.now)
    past.sync_sources(diary.history, [replace(write.PAGE, id="bali", was=write.PAGE.id)], now=diary.now)
    assert past.validators(diary.history, "bali") is None
    assert lies(diary, "bali") == [(diary.now, None)]


CLOSED = b"<!doctype html><html><body><p>44 members</p></body></html>"
SHELL = b"<!doctype html><html><body><div id=root></div></body></html>"


@pytest.mark.parametrize(
    ("answer", "length", "rendered"),
    [
        ({"body": CLOSED}, len(CLOSED), False),
        ({"body": CLOSED[:-7]}, None, False),
        ({"body": b"%PDF-1.7 %%EOF"}, None, False),
        ({"body": CLOSED, "shell": SHELL}, len(SHELL), True),
        ({"body": CLOSED, "shell": SHELL[:-7]}, None, True),
    ],
)
def test_the_length_that_a_later_answer_is_measured_by_is_that_of_the_page_as_it_came(
    diary, write, answer, length, rendered
):
    headers = (("ETag", '"7"'), ("Last-Modified", "Sun, 01 Nov 2026 06:00:00 GMT"))
    url = write.PAGE.url
    came = Answer(url, url, diary.now, 0.1, 200, headers=headers, **answer)
    capture = past.record_capture(diary.history, came, write.PAGE.id, Place("0001.warc.zst", 1, 2))
    diary.look("new", capture=capture.id)
    good = past.last_good(diary.history, write.PAGE.id)
    assert good is not None
    assert (good.html_length, good.capture.rendered, capture.rendered) == (length, rendered, rendered)
    # A 304 to the validators of a shell would say nothing of the page in it.
    assert past.validators(diary.history, write.PAGE.id) == (
        None if rendered else Validators('"7"', "Sun, 01 Nov 2026 06:00:00 GMT")
    )


def test_the_quality_of_a_page_stands_with_its_capture(diary, write):
    capture = diary.capture(b"log in")
    asked = "SELECT quality FROM capture WHERE public = ?"
    assert diary.history.execute(asked, [capture.id]).fetchone() == (None,)
    diary.look("blocked", capture=capture.id, quality=0.1)
    assert diary.history.execute(asked, [capture.id]).fetchone() == (0.1,)
    diary.look("blocked", capture=capture.id)  # not judged again
    assert diary.history.execute(asked, [capture.id]).fetchone() == (0.1,)
    diary.look("changed", capture=capture.id, quality=1.0)
    assert diary.history.execute(asked, [capture.id]).fetchone() == (1.0,)


HALF = "the page ends too early"


def test_looks_that_end_in_half_a_page_are_counted_until_a_good_one(diary, write):
    name = write.PAGE.id
    assert past.truncated_for(diary.history, name, HALF) is None
    diary.read(write.reading(write.chair("AU")))
    assert past.truncated_for(diary.history, name, HALF) is None
    diary.look("truncated", error=f"{HALF}, after 9 bytes")
    first = diary.now
    assert past.truncated_for(diary.history, name, HALF) == (1, first)
    diary.look("truncated", error=f"{HALF}, after 9 bytes")
    diary.look("unreachable")  # which says nothing of the page
    diary.look("truncated", error="the connection broke")  # nor does this say how long it is
    diary.look("truncated", error=f"{HALF}, after 9 bytes")
    assert past.truncated_for(diary.history, name, HALF) == (3, first)
    diary.look("unchanged")
    assert past.truncated_for(diary.history, name, HALF) is None
    diary.look("truncated", error=f"{HALF}, after 9 bytes")
    assert past.truncated_for(diary.history, name, HALF) == (1, diary.now)


def test_a_page_that_was_never_whole_is_counted_from_its_first_look(diary, write):
    diary.look("truncated", error=f"{HALF}, after 9 bytes")
    assert past.truncated_for(diary.history, write.PAGE.id, HALF) == (1, diary.now)
    assert Check(write.PAGE.id, "truncated", diary.now).quality is None
