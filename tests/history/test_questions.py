"""What the history answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.errors import UsageError
from monitor.model import Finding


@pytest.fixture
def two(path, write):
    """A history of two sources that speak of one mechanism."""
    table = replace(write.PAGE, id="iom-iscm-table", url="https://example.org/table", layout="mechanism-table")
    one = write.Diary(path, write.PAGE, table)
    one.table = table
    yield one
    one.history.close()


def who(statements):
    return [(one.field, one.value["country"]) for one in statements]


def test_as_of_is_what_was_observed_to_hold(diary, write):
    steps = [("AU",), ("ID",), ("ID", "NZ")]
    for codes in steps:
        diary.read(write.reading(*(write.chair(code) for code in codes)))
    day = timedelta(days=1)
    asked = [past.statements_now(diary.history, field="chair", at=write.START + n * day) for n in range(4)]
    assert [[one.value["country"] for one in found] for found in asked] == [[], ["AU"], ["ID"], ["ID", "NZ"]]
    just_before = past.statements_now(diary.history, at=write.START + 2 * day - timedelta(microseconds=1))
    assert who(just_before) == [("chair", "AU")]
    assert (just_before[0].since, just_before[0].until) == (write.START + day, write.START + 2 * day)


def test_a_statement_tells_when_it_was_last_seen(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.look("not-modified")
    assert past.statements_now(diary.history)[0].last_seen == diary.now
    diary.look("unreachable")
    assert past.statements_now(diary.history)[0].last_seen == diary.now - timedelta(days=1)


def test_show_leaves_out_a_chair_whose_term_ended_before_the_sources_own_date_and_says_so(diary, write):
    page = write.reading(
        write.chair("PT", term="2015"),
        write.chair("ES", term="2018"),
        write.member("PT"),
        source_fields={"last_updated": "2018-01-16T15:14", "published": None},
    )
    diary.read(page)
    view = past.show_mechanism(diary.history, write.BALI)
    assert who(view.statements) == [("chair", "ES"), ("member", "PT")]
    assert who(view.ended) == [("chair", "PT")]
    assert [(one.kind, one.message) for one in view.findings if one.kind == "ended-term"] == [
        ("ended-term", "the term of PT ended 2015, the source is dated 2018-01-16T15:14")
    ]
    rows = list(diary.history.query("SELECT who, dated FROM chair_now"))
    assert rows == [{"who": "ES", "dated": "2018-01-16T15:14"}]
    assert past.show_country(diary.history, "pt").chairs == ()


def test_show_of_a_country_is_what_it_is_member_chair_and_observer_of(diary, write):
    diary.read(
        write.reading(
            write.chair("AU"), write.chair("NZ", "incoming"), write.member("AU"), write.member("NZ", "observer")
        )
    )
    view = past.show_country(diary.history, "nz")
    assert (view.who, who(view.member_of), who(view.chairs), who(view.observer_of)) == (
        "NZ",
        [],
        [("chair", "NZ")],
        [("observer", "NZ")],
    )
    assert [one.mechanism for one in past.show_country(diary.history, "AU").member_of] == [write.BALI]
    assert past.show_country(diary.history, "AU", at=write.START).member_of == ()


def test_a_mechanism_that_nobody_spoke_of_is_a_wrong_question(diary):
    with pytest.raises(UsageError, match="no source has spoken of a mechanism atlantis"):
        past.show_mechanism(diary.history, "atlantis")


def test_sources_that_disagree_stand_side_by_side_with_their_dates(two, write):
    two.read(write.reading(write.chair("AU"), write.statement("established", "", "2002"), write.member("FJ")))
    two.read(
        write.reading(
            write.chair("ID"),
            write.statement("established", "", "2002"),
            source_fields={"last_updated": "2020-03", "published": None},
        ),
        two.table,
    )
    (one,) = past.disagreements(two.history)
    assert (one.field, one.source, one.value, one.dated) == ("chair", "iom-bali-process", "AU", "2026-10")
    assert (one.other_source, one.other_value, one.other_dated) == ("iom-iscm-table", "ID", "2020-03")
    assert past.show_mechanism(two.history, write.BALI).disagreements == (one,)


def test_changes_are_found_by_source_mechanism_kind_importance_and_time(diary, write):
    for codes in (["AU"], ["ID"], ["ID", "FJ"]):
        diary.read(write.reading(write.chair(codes[0]), *(write.member(code) for code in codes)))
    history = diary.history

    def kinds(**filters):
        return [one.kind for one in past.changes(history, **filters)]

    assert kinds() == ["member.joined", "member.joined", "member.left", "chair.handover"]
    assert kinds(kinds=["chair"]) == kinds(kinds=["chair.*"]) == kinds(kinds=["chair.handover"]) == ["chair.handover"]
    assert kinds(kinds=["member.left", "chair.*"]) == ["member.left", "chair.handover"]
    assert kinds(importance=["low"]) == kinds(sources=["nobody"]) == kinds(mechanisms=["midsa"]) == []
    assert len(kinds(mechanisms=[write.BALI], sources=[write.PAGE.id], importance=["high", "low"])) == 4
    assert kinds(since=diary.now) == ["member.joined"]
    assert kinds(until=diary.now, limit=2) == ["member.joined", "member.left"]


def test_an_id_may_be_shortened_as_long_as_it_is_unique(diary, write):
    diary.read(write.reading(write.chair("AU")))
    (told,) = diary.read(write.reading(write.chair("ID")))
    assert past.change(diary.history, told.id[:5].upper()) == told
    capture = past.captures(diary.history, write.PAGE.id)[0]
    assert past.capture(diary.history, capture.id[:8]) == capture
    for ask in (past.change, past.capture):
        for wrong in ("", "no-such-id", "%"):
            with pytest.raises(UsageError):
                ask(diary.history, wrong)
    with pytest.raises(UsageError, match="no source nobody"):
        past.captures(diary.history, "nobody")


def test_findings_of_a_window_are_those_that_were_opened_or_closed_in_it(diary, write):
    diary.read(write.reading(write.chair("AU"), findings=(Finding("typo", "Eriteria"),)))
    opened = diary.now
    diary.read(write.reading(write.chair("ID")))
    closed = diary.now
    second = timedelta(seconds=1)

    def found(since, until):
        return [one.message for one in past.findings(diary.history, since=since, until=until)]

    assert found(opened, opened + second) == found(closed, closed + second) == ["Eriteria"]
    assert found(opened + second, closed) == found(closed + second, None) == []
    assert len(past.findings(diary.history, source=write.PAGE.id)) == 1
    assert past.findings(diary.history, mechanism=write.BALI) == ()


def test_a_digest_goes_on_where_the_last_one_ended(diary):
    assert past.last_told(diary.history) is None
    past.mark_told(diary.history, "stdout", diary.now)
    past.mark_told(diary.history, "mail", diary.now + timedelta(days=1), "text", since=diary.now)
    assert past.last_told(diary.history) == diary.now
    assert past.last_told(diary.history, "mail") == diary.now + timedelta(days=1)


def test_the_views_answer_what_people_ask_with_sql(diary, write):
    meeting = {"date": "2016-05", "place": "Bali", "country": "ID", "title": "Forum", "announced": False}
    diary.read(write.reading(write.chair("AU"), write.member("FJ"), write.statement("meeting", "m", meeting)))
    diary.read(write.reading(write.chair("ID"), write.member("FJ"), write.statement("meeting", "m", meeting)))

    def ask(sql):
        return [tuple(row.values()) for row in diary.history.query(sql)]

    assert ask("SELECT who, since, until FROM chair_timeline") == [
        ("AU", "2026-11-02T06:00:00Z", "2026-11-03T06:00:00Z"),
        ("ID", "2026-11-03T06:00:00Z", None),
    ]
    assert ask("SELECT mechanism, standing, who FROM membership") == [(write.BALI, "member", "FJ")]
    assert ask("SELECT date, place, title FROM meeting_all") == [("2016-05", "Bali", "Forum")]
    assert ask("SELECT kind, source FROM latest_change") == [("chair.handover", write.PAGE.id)]
    assert ask("SELECT verdict, outcome, changes FROM check_log") == [("new", "ok", 0), ("changed", "ok", 1)]
    assert ask("SELECT source, last_verdict, failing_since FROM source_health") == [(write.PAGE.id, "changed", None)]
