"""From the history's answers to a digest: the most important first, each change with its proof, nothing doubled."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.digest import Digest, Proof, build
from monitor.history import (
    ChangeRecord,
    Evidence,
    FindingRecord,
    HeldRecord,
    SourceHealth,
    StatementRecord,
)
from monitor.model import Capture, Importance, Place

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = {"dunes-forum": "Dunes Forum", "lakeside-process": "Lakeside Process"}


def change(
    id_: str, importance: Importance, mechanism: str | None = "lakeside-process", *, at: datetime = NOON - DAY / 2
) -> ChangeRecord:
    return ChangeRecord(
        id=id_,
        detected_at=at,
        source="lakeside",
        mechanism=mechanism,
        kind="chair.handover",
        importance=importance,
        field="chair",
        key="",
        before=None,
        after=None,
        before_capture=None,
        after_capture="after",
        summary=f"summary {id_}",
    )


def statement(quote: str, locator: str = "block 1", opened_by: str = "after") -> StatementRecord:
    return StatementRecord(
        id="statement",
        source="lakeside",
        mechanism="lakeside-process",
        field="member",
        key=quote,
        value=quote,
        text=quote,
        quote=quote,
        locator=locator,
        opened_by=opened_by,
        since=NOON,
        closed_by=None,
        until=None,
        last_seen=None,
        dated=None,
    )


def evidence(of: ChangeRecord, after: tuple[StatementRecord, ...] = (), capture: Capture | None = None) -> Evidence:
    return Evidence(of, (), after, None, capture)


def health(source: str, *, failing_since: datetime | None = None) -> SourceHealth:
    return SourceHealth(
        source=source,
        url=f"https://pages.example/{source}",
        layout="mechanism-page",
        retired=False,
        last_check=NOON - DAY / 4,
        last_verdict="server-error" if failing_since else "unchanged",
        last_error="the server said 503" if failing_since else None,
        last_success=None,
        failing_since=failing_since,
        outcome="ok",
        captures=1,
        open_statements=1,
        held=0,
        dated=None,
    )


def finding(message: str, opened_at: datetime, closed_at: datetime | None = None) -> FindingRecord:
    return FindingRecord(
        "lakeside", "duplicate", message, "lakeside-process", "member", None, None, opened_at, closed_at
    )


def told(**given: Any) -> Digest:
    parts: dict[str, Any] = {
        "since": NOON - DAY,
        "until": NOON,
        "evidence": (),
        "findings": (),
        "open_findings": 0,
        "health": [health("lakeside"), health("dunes")],
        "looks": {"lakeside": NOON - DAY / 4, "dunes": NOON - DAY * 3},
        "held": (),
        "corrections": 0,
        "name_of": lambda id_: NAMES.get(id_, id_),
    }
    return build(**(parts | given))


def test_mechanisms_and_their_changes_come_by_importance_whatever_the_order_they_are_given_in() -> None:
    given = [
        evidence(change("a", "low", "dunes-forum")),
        evidence(change("b", "high", "lakeside-process")),
        evidence(change("c", "low", "lakeside-process")),
        evidence(change("d", "medium", None)),
        evidence(change("e", "high", "lakeside-process", at=NOON - DAY / 3)),
    ]
    for seed in range(5):
        random.Random(seed).shuffle(given)
        digest = told(evidence=given)
        assert [(chapter.name, [news.id for news in chapter.news]) for chapter in digest.chapters] == [
            ("Lakeside Process", ["e", "b", "c"]),
            ("Pages", ["d"]),
            ("Dunes Forum", ["a"]),
        ]
        assert digest.changes == 5


def test_entries_that_share_a_line_share_a_proof() -> None:
    digest = told(
        evidence=[evidence(change("a", "high"), (statement("A, B"), statement("A, B"), statement("C", "block 2")))]
    )
    assert digest.chapters[0].news[0].proof_after == (Proof("after", "A, B", "block 1"), Proof("after", "C", "block 2"))


def test_a_change_leads_to_the_page_as_it_was_fetched_else_to_the_source() -> None:
    capture = Capture(
        "after", "lakeside", "https://a.example", "https://b.example/moved", (), NOON, 200, "00", "", Place("s", 0, 1)
    )
    digest = told(evidence=[evidence(change("a", "high"), capture=capture), evidence(change("b", "low"))])
    assert [news.url for news in digest.chapters[0].news] == [
        "https://b.example/moved",
        "https://pages.example/lakeside",
    ]


def test_only_findings_that_were_opened_in_the_window_are_told() -> None:
    digest = told(
        findings=[
            finding("old, closed today", NOON - DAY * 9, NOON - DAY / 2),
            finding("new", NOON - DAY / 2),
            finding("on the first instant", NOON - DAY),
            finding("on the last instant", NOON),
        ],
        open_findings=7,
    )
    assert [remark.message for remark in digest.remarks] == ["new", "on the first instant"]
    assert digest.open_findings == 7


def test_a_finding_that_is_over_by_the_end_of_the_window_says_so() -> None:
    digest = told(
        findings=[
            finding("over", NOON - DAY / 2, NOON - DAY / 4),
            finding("over later", NOON - DAY / 2, NOON + DAY),
        ]
    )
    assert [(remark.message, remark.closed_at) for remark in digest.remarks] == [
        ("over", NOON - DAY / 4),
        ("over later", None),
    ]


def test_a_source_that_fails_is_told_as_long_as_it_fails_whatever_the_window() -> None:
    digest = told(health=[health("lakeside"), health("dunes", failing_since=NOON - DAY * 60)])
    assert [(one.source, one.verdict, one.since) for one in digest.troubles] == [
        ("dunes", "server-error", NOON - DAY * 60)
    ]


def test_only_looks_within_the_window_count_as_checked() -> None:
    digest = told()
    assert (digest.checked, digest.sources, digest.last_check) == (1, 2, NOON - DAY / 4)


def test_a_window_from_the_beginning_holds_everything_before_its_end() -> None:
    digest = told(since=None, findings=[finding("ancient", NOON - DAY * 900)])
    assert (len(digest.remarks), digest.checked) == (1, 2)


def test_what_is_held_back_is_told_with_its_reason() -> None:
    digest = told(held=[HeldRecord("dunes", "dunes-forum", "member", "12 of 20 gone", NOON, 2, True, None)])
    assert [(one.source, one.field, one.reason) for one in digest.waiting] == [("dunes", "member", "12 of 20 gone")]


def test_a_source_that_fails_is_told_in_one_place() -> None:
    def remark(kind: str, message: str, closed_at: datetime | None = None) -> FindingRecord:
        opened_at = NOON - DAY / 4 if closed_at is None else NOON - DAY / 2
        return FindingRecord("dunes", kind, message, None, None, None, None, opened_at, closed_at)

    found = (
        remark("source-failing", "the server said 503"),
        remark("reader-warning", "the server said 503"),
        remark("duplicate", "Austria is listed twice"),
        remark("source-failing", "the name was not found", closed_at=NOON - DAY / 3),
    )
    failing = told(findings=found, health=[health("dunes", failing_since=NOON - DAY)])
    assert [one.message for one in failing.remarks] == ["Austria is listed twice"]
    assert [one.error for one in failing.troubles] == ["the server said 503"]
    assert [(one.what, one.words) for one in failing.ended] == [("failing", "the name was not found")]
    well = told(findings=found, health=[health("dunes")])
    assert len(well.remarks) == 3
    assert well.ended == failing.ended
