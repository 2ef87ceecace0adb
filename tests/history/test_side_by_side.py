"""Several sources, one fact: where they differ, whom `now` picks and by which rule, and what only follows."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.model import FieldOutcome, Statement

DATED = {"page": "2022-05", "table": "2020-03", "ministry": None}


@pytest.fixture
def house(path, write):
    """Three sources that speak of one mechanism; `say` is a reading of one of them, whose fields are all `ok`."""
    return House(path, write)


class House:
    def __init__(self, path, write, **settings):
        self.write = write
        self.sources = {
            name: replace(write.PAGE, id=name, url=f"https://example.org/{name}", **settings.get(name, {}))
            for name in DATED
        }
        self.diary = write.Diary(path, *self.sources.values())
        self.history = self.diary.history

    def say(self, source, *statements, dated="", outcomes=None, **more):
        dated = DATED[source] if dated == "" else dated
        found = self.write.reading(*statements, source_fields={"last_updated": dated, "published": None}, **more)
        if outcomes:
            fields = tuple(replace(one, outcome=outcomes.get(one.field, one.outcome)) for one in found.fields)
            found = replace(found, fields=fields)
        return self.diary.read(found, self.sources[source])

    def set(self, **settings):
        """Other settings of the sources, as the next run brings them."""
        self.sources = {name: replace(one, **settings.get(name, {})) for name, one in self.sources.items()}
        past.sync_sources(self.history, tuple(self.sources.values()), now=self.diary.now)

    def of(self, field, *values):
        write = self.write
        forms = {"chair": write.chair, "member": write.member}
        return [forms.get(field, lambda value: write.statement(field, str(value), value))(one) for one in values]

    def differ(self):
        return [
            (one.field, one.source, one.value, one.other_source, one.other_value)
            for one in past.disagreements(self.history)
        ]

    def picked(self):
        return {row["field"]: (row["source"], row["rule"]) for row in self.history.query("SELECT * FROM picked")}

    def ask(self, sql):
        return [tuple(row.values()) for row in self.history.query(sql)]


def meeting(day, place="Seville", country="ES"):
    value = {"date": day, "place": place, "country": country, "title": f"of {day}", "announced": False}
    return Statement("bali-process", "meeting", f"{day}|{place}", value, day, day, "block 1")


@pytest.mark.parametrize(
    ("field", "here", "there", "differing"),
    [
        ("member", ("FJ", "TO", "WS"), ("TO", "WS", "NP"), ("FJ", "NP")),
        ("member", ("FJ", "TO"), ("TO", "FJ"), None),
        ("member_count", (82,), (81,), ("82", "81")),
        ("type", ("RCP",), ("IRF",), ("RCP", "IRF")),
        ("established", ("2002",), ("2003",), ("2002", "2003")),
        ("established", ("2002-05",), ("2002",), None),
        ("established", ("1993~",), ("1994",), None),  # about 1993
        ("established", ("1993",), ("1994?",), None),
        ("established", ("1993~",), ("1995",), ("1993~", "1995")),
        ("region", ("Europe",), ("Africa",), ("Europe", "Africa")),
        ("region", ("North Africa", "Europe"), ("Africa", "Europe"), None),
        ("region", ("Western Mediterranean",), ("Europe", "Africa"), None),
        ("region", ("Global",), ("Africa",), ("Global", "Africa")),
        ("region", ("North Africa",), ("West Africa",), ("North Africa", "West Africa")),
        ("secretariat", ({"id": "iom", "name": "IOM"},), ({"id": "icmpd", "name": "ICMPD"},), ("iom", "icmpd")),
        ("secretariat", ({"id": "iom", "name": "IOM"},), ({"id": "iom", "name": "OIM"},), None),
        ("objective", ("to talk",), ("parler",), None),
        ("secretariat", ({"name": "a house"},), ({"name": "une maison"},), None),
    ],
)
def test_what_is_free_of_language_is_compared(house, field, here, there, differing):
    house.say("page", *house.of(field, *here))
    house.say("table", *house.of(field, *there))
    assert house.differ() == ([(field, "page", differing[0], "table", differing[1])] if differing else [])


def test_each_side_has_its_own_date_and_since_when_it_says_so(house):
    house.say("page", *house.of("chair", "AU"))
    since = house.diary.now
    house.say("table", *house.of("chair", "ID"))
    (one,) = past.disagreements(house.history, mechanism="bali-process")
    assert (one.dated, one.other_dated) == ("2022-05", "2020-03")
    assert (one.since, one.other_since) == (since, since + timedelta(days=1))
    assert (one.family, one.lags) == (None, None)
    assert past.disagreements(house.history, source="table") == (one,)
    assert past.disagreements(house.history, source="ministry") == ()
    assert past.show_mechanism(house.history, "bali-process").disagreements == (one,)


def test_chair_and_co_chair_are_one_role_and_only_who_holds_it_now_counts(house):
    chair = house.write.chair
    house.say("page", chair("AU"), chair("ID", "co-chair"), chair("NZ", "past"))
    house.say("table", chair("ID"), chair("AU", "co-chair"), chair("FJ", "incoming"))
    assert house.differ() == []
    house.say("table", chair("ID"), chair("FJ"))
    assert house.differ() == [("chair", "page", "AU", "table", "FJ")]


def test_a_chair_whose_term_had_ended_when_the_page_was_written_contradicts_nobody(house):
    house.say("page", house.write.chair("PT", term="2015"))
    house.say("table", house.write.chair("ES"))
    assert house.differ() == []
    assert house.picked()["chair"] == ("table", "only source")
    house.say("page", house.write.chair("PT", term="2015"), house.write.chair("FR", term="2023"))
    assert house.differ() == [("chair", "page", "FR", "table", "ES")]


def test_who_is_silent_or_was_read_in_part_disagrees_with_nobody(house):
    house.say("page", *house.of("member", "FJ", "TO"), *house.of("type", "RCP"))
    house.say("table", *house.of("type", "RCP"))
    assert house.differ() == []
    house.say("table", *house.of("member", "TO", "NP"), *house.of("type", "RCP"), outcomes={"member": "partial"})
    assert house.differ() == [("member", "page", "", "table", "NP")]  # what it lists stands, what it lacks may not
    house.say("ministry", *house.of("type", "IRF"), outcomes={"type": "partial"})
    assert ("type", "ministry", "IRF", "page", "RCP") in house.differ()


def test_a_list_with_a_name_that_nobody_knows_cannot_show_who_is_missing(house):
    house.say("page", *house.of("member", "FJ", "TO"))
    unknown = house.write.statement("member", "fidji", {"kind": "other", "name": "Fidji"})
    house.say("table", *house.of("member", "TO"), unknown)
    assert house.differ() == []


def test_a_held_reading_is_not_compared_and_what_it_would_close_stands(house):
    codes = ("FJ", "TO", "WS", "NP", "TH", "VN")
    house.say("page", *house.of("member", *codes))
    house.say("table", *house.of("member", *codes))
    house.say("page", *house.of("member", "FJ"))
    assert past.held(house.history)
    assert house.differ() == []


def test_one_meeting_with_two_dates_is_told_and_two_meetings_are_not(house):
    house.say("page", meeting("2017-07-03"), meeting("2018-05"), meeting("2019-01-01", "Rome", "IT"))
    house.say("table", meeting("2017-07-04"), meeting("2018-05-20/2018-05-21"), meeting("2019-03-01", "Rome", "IT"))
    assert house.differ() == [("meeting", "page", "2017-07-03 Seville", "table", "2017-07-04 Seville")]
    house.say("table", meeting("2017-07-04"), meeting("2017-07-03"))
    assert house.differ() == []  # it has the other's, too


def test_a_source_that_left_the_configuration_is_asked_no_more(house):
    house.say("page", *house.of("type", "RCP"))
    house.say("table", *house.of("type", "IRF"))
    past.sync_sources(house.history, [house.sources["page"]], now=house.diary.now)
    assert house.differ() == []
    assert house.picked() == {"type": ("page", "only source")}


def test_language_versions_that_differ_are_told_with_the_one_that_lags(path, write):
    house = House(path, write, table={"family": "page"})
    house.say("page", write.chair("AU"))
    house.say("table", write.chair("AU"), dated="2024")
    house.say("page", write.chair("ID"))
    (one,) = past.disagreements(house.history)
    assert (one.family, one.lags) == ("page", "table")  # it has not changed since, whatever its date
    house.say("table", write.chair("ID"), dated="2024")
    assert past.disagreements(house.history) == ()
    house.say("ministry", write.chair("NP"))
    assert {one.family for one in past.disagreements(house.history)} == {None}


def test_of_versions_that_never_changed_the_one_dated_earlier_lags(path, write):
    house = House(path, write, table={"family": "page"}, ministry={"family": "page"})
    house.say("page", write.chair("AU"))
    house.say("table", write.chair("ID"))
    house.say("ministry", write.chair("NP"))
    lags = {(one.source, one.other_source): one.lags for one in past.disagreements(house.history)}
    assert lags == {("page", "table"): "table", ("ministry", "page"): None, ("ministry", "table"): None}


def test_now_picks_by_rank_then_stated_then_observed_date_and_says_so(house):
    house.say("ministry", *house.of("member_count", 45))
    assert house.picked() == {"member_count": ("ministry", "only source")}
    house.say("table", *house.of("member_count", 44))
    assert house.picked() == {"member_count": ("table", "stated date")}  # before one without a date
    house.say("page", *house.of("member_count", 43))
    assert house.picked() == {"member_count": ("page", "stated date")}
    house.say("page", *house.of("member_count", 43), dated="2020-03")
    assert house.picked() == {"member_count": ("page", "observed date")}
    house.set(ministry={"rank": 1})
    assert house.picked() == {"member_count": ("ministry", "rank")}
    house.say("page", *house.of("member_count", 45))
    house.say("table", *house.of("member_count", 45))
    assert house.picked() == {"member_count": ("ministry", "all agree")}
    rows = house.ask("SELECT source, value, picked, rule FROM now ORDER BY source")
    assert rows == [("ministry", "45", 1, "all agree"), ("page", "45", 0, "all agree"), ("table", "45", 0, "all agree")]


def test_another_rank_is_no_new_baseline(house):
    house.say("page", house.write.chair("AU"))
    house.set(page={"rank": 1})
    (change,) = house.say("page", house.write.chair("ID"))
    assert change.kind == "chair.handover"


def test_meetings_of_unknown_days_do_not_agree(house):
    for source in ("page", "table"):
        house.say(source, meeting("some day"))
    assert house.picked() == {"meeting": ("page", "stated date")}
    (pick,) = past.show_mechanism(house.history, "bali-process").picks
    assert (pick.source, pick.rule) == ("page", "stated date")
    for source in ("page", "table"):
        house.say(source, meeting("2017-07-03"), meeting("2018-07-03"))
    assert house.picked() == {"meeting": ("page", "all agree")}


def test_a_list_is_that_of_one_source_and_the_chair_that_of_one_who_names_it(house):
    house.say("table", *house.of("member", "FJ", "TO"), house.write.chair("FJ", "incoming"), dated="2025")
    house.say("page", *house.of("member", "TO", "WS"), house.write.chair("AU"), house.write.chair("NZ", "past"))
    picked = house.ask("SELECT field, source, key FROM now WHERE picked ORDER BY field, key")
    assert picked == [
        *(("chair", "page", "chair:AU"), ("chair", "page", "past:NZ")),
        *(("member", "table", "FJ"), ("member", "table", "TO")),
    ]
    assert house.ask("SELECT who, source, picked, rule FROM chair_now ORDER BY who") == [
        ("AU", "page", 1, "only source"),
        ("FJ", "table", 0, "only source"),
    ]


def test_what_speaks_of_no_mechanism_is_in_now_all_the_same(house):
    house.say("page", house.write.statement("mechanism", "x", "Some process", None))
    assert house.ask("SELECT field, picked FROM now") == [("mechanism", 1)]


def test_show_picks_as_the_views_do_and_at_a_date_as_of_then(path, write):
    house = House(path, write)
    rule = random.Random(6)
    moments = []
    for _ in range(25):
        source = rule.choice(list(DATED))
        said = [
            write.chair(rule.choice(("AU", "ID")), rule.choice(("chair", "incoming")), rule.choice((None, "2015"))),
            *house.of("member", *rule.sample(("FJ", "TO", "WS"), rule.choice((2, 3)))),
            *house.of("established", rule.choice(("2002", "2003"))),
            *house.of("objective", rule.choice(("to talk", "to meet"))),
            meeting(rule.choice(("2017-07-03", "2017-07-04"))),
        ]
        house.say(
            source, *rule.sample(said, 4), dated=rule.choice((None, "2016~", "2016", "2020-03/2020-05", "2020-03"))
        )
        if rule.random() < 0.2:
            house.set(**{source: {"rank": rule.choice((1, 5))}})
        if rule.random() < 0.8:
            view = past.show_mechanism(house.history, "bali-process")
            assert {one.field: (one.source, one.rule) for one in view.picks} == house.picked()
            moments.append((house.diary.now, view.picks))
    house.set(**{name: {"rank": 5} for name in DATED})
    again = [past.show_mechanism(house.history, "bali-process", at=at).picks for at, _ in moments]
    by_date = ("stated date", "observed date", "only source", "all agree")
    same = [(then, now) for (_, then), now in zip(moments, again, strict=True) if all(p.rule in by_date for p in now)]
    assert [[one.source for one in now] for _, now in same]
    assert moments[-1][0] <= house.diary.now


def test_at_a_date_the_picks_are_those_of_then(house):
    house.say("table", *house.of("type", "RCP"))
    then = house.diary.now
    house.say("page", *house.of("type", "IRF"))
    assert [one.source for one in past.show_mechanism(house.history, "bali-process").picks] == ["page"]
    (pick,) = past.show_mechanism(house.history, "bali-process", at=then).picks
    assert (pick.source, pick.rule, pick.others) == ("table", "only source", ())


def test_what_a_language_version_tells_later_is_an_echo_and_of_low_importance(path, write):
    house = House(path, write, table={"family": "page"})
    for source in DATED:
        house.say(source, write.chair("AU"))
    (first,) = house.say("page", write.chair("ID"))
    (echo,) = house.say("table", write.chair("ID"))
    (other,) = house.say("ministry", write.chair("ID"))
    assert (first.echo_of, first.importance) == (None, "high")
    assert (echo.echo_of, echo.importance) == (first.id, "low")
    assert (other.echo_of, other.importance) == (None, "high")  # no version of that page
    assert [one.id for one in past.changes(house.history, importance=["high"])] == [other.id, first.id]
    assert [one.id for one in past.changes(house.history, importance=["low"])] == [echo.id]
    assert house.ask("SELECT id, importance, echo_of FROM latest_change") == [
        (other.id, "high", None),
        (echo.id, "low", first.id),
        (first.id, "high", None),
    ]


def test_there_and_back_and_there_again_echoes_each_time_once(path, write):
    house = House(path, write, table={"family": "page"})
    for source in ("page", "table"):
        house.say(source, write.chair("AU"))
    told = [
        house.say(source, write.chair(who))[0]
        for source, who in (
            ("page", "ID"),
            ("table", "ID"),
            ("page", "AU"),
            ("page", "ID"),
            ("table", "AU"),
            ("table", "ID"),
        )
    ]
    there, echo, back, again, echo_back, echo_again = told
    assert [one.echo_of for one in (there, back, again)] == [None] * 3
    assert [one.echo_of for one in (echo, echo_back, echo_again)] == [there.id, back.id, again.id]


def test_a_version_that_joins_later_echoes_what_it_could_see(path, write):
    house = House(path, write, table={"family": "page"})
    for who in ("AU", "ID", "AU"):
        house.say("page", write.chair(who))
    house.say("table", write.chair("AU"))
    (news,) = house.say("table", write.chair("ID"))
    (follows,) = house.say("page", write.chair("ID"))
    assert (news.echo_of, follows.echo_of) == (None, news.id)


def test_of_three_versions_the_last_echoes_the_first(path, write):
    house = House(path, write, table={"family": "page"}, ministry={"family": "page"})
    for source in DATED:
        house.say(source, write.chair("AU"))
    first, *others = (house.say(source, write.chair("ID"))[0] for source in ("ministry", "page", "table"))
    assert (first.echo_of, [one.echo_of for one in others]) == (None, [first.id, first.id])


def test_the_version_that_goes_back_alone_tells_news(path, write):
    house = House(path, write, table={"family": "page"})
    for source, who in (("page", "AU"), ("table", "AU"), ("page", "ID"), ("table", "ID")):
        house.say(source, write.chair(who))
    (back,) = house.say("table", write.chair("AU"))
    assert (back.echo_of, back.importance) == (None, "high")


def test_a_version_that_catches_up_in_one_step_echoes_the_last_of_several(path, write):
    house = House(path, write, table={"family": "page"})
    for source in ("page", "table"):
        house.say(source, write.chair("AU"), write.statement("member_count", "", 9))
    for who, count in (("ID", 10), ("MY", 11)):
        last = house.say("page", write.chair(who), write.statement("member_count", "", count))
    caught_up = house.say("table", write.chair("MY"), write.statement("member_count", "", 11))
    assert {one.kind: one.echo_of for one in caught_up} == {one.kind: one.id for one in last}
    assert {one.importance for one in caught_up} == {"low"}
    (first,) = house.say("table", write.chair("MY"), write.statement("member_count", "", 12))
    (again,) = house.say("page", write.chair("MY"), write.statement("member_count", "", 12))
    assert (first.echo_of, again.echo_of) == (None, first.id)  # whichever version is first


def test_what_only_a_translation_said_and_took_back_is_nothing_that_the_page_follows(path, write):
    house = House(path, write, table={"family": "page"})
    for source in ("page", "table"):
        house.say(source, write.chair("AU"))
    for who in ("ID", "AU"):
        house.say("table", write.chair(who))
    (true,) = house.say("page", write.chair("ID"))
    (follows,) = house.say("table", write.chair("ID"))
    assert (true.echo_of, true.importance, follows.echo_of) == (None, "high", true.id)


def test_what_a_person_marked_as_false_is_nothing_to_follow(path, write):
    house = House(path, write, table={"family": "page"})
    for source in ("page", "table"):
        house.say(source, write.chair("AU"))
    (wrong,) = house.say("table", write.chair("ID"))
    (true,) = house.say("page", write.chair("ID"))
    assert true.echo_of == wrong.id
    past.judge(house.history, wrong.id, "false", "a slip", by="Anna", now=house.diary.now)
    assert [one.echo_of for one in past.changes(house.history, sources=["page"])] == [None]


@pytest.mark.parametrize(
    ("before", "after", "other"),
    [
        ([meeting("2016-01-01")], [meeting("2016-01-01"), meeting("2017-07-03")], False),
        ([meeting("2016-01-01")], [meeting("2016-01-01"), meeting("2017-07-03", "Séville")], False),
        ([meeting("2016-01-01")], [meeting("2016-01-01"), meeting("2017-07-05")], True),
    ],
)
def test_a_meeting_echoes_by_day_and_country(path, write, before, after, other):
    house = House(path, write, table={"family": "page"})
    for source in ("page", "table"):
        house.say(source, *before)
    (first,) = house.say("page", *before, meeting("2017-07-03"))
    (second,) = house.say("table", *after)
    assert second.echo_of == (None if other else first.id)


def test_questions_about_one_mechanism_read_no_other(house):
    house.say("page", *house.of("type", "RCP"))
    for view in ("now", "picked", "disagreement", "chair_now", "membership", "meeting_all", "stand", "stance"):
        plan = house.history.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE mechanism = 'x'").fetchall()
        steps = [str(row[3]) for row in plan]
        of_statements = [step for step in steps if re.search(r"INDEX statement|(?:SCAN|SEARCH) [sy]\b", step)]
        assert of_statements
        assert all("(mechanism=?" in step for step in of_statements), (view, steps)
        assert not [step for step in steps if re.match(r"SCAN (?:o|source|extraction|e)\b", step)], (view, steps)


def test_what_a_field_outcome_says_is_taken_from_the_reading_that_holds_it(house):
    """An unchanged reading is not written out again; its fields are those of the one before."""
    for _ in range(3):
        house.say("page", *house.of("member", "FJ"), fields=(FieldOutcome("bali-process", "observer", "ok"),))
        house.say("table", *house.of("member", "TO"))
    assert house.differ() == [("member", "page", "FJ", "table", "TO")]


def told(found):
    return [(one.mechanism, one.field, one.source, one.value, one.other_source, one.other_value) for one in found]


@pytest.fixture
def grown(house):
    """Readings that agree and differ by turns; at each instant what the view said then."""
    said = []
    steps = [
        ("page", [("chair", "MA"), ("member_count", 10)]),
        ("table", [("chair", "TN"), ("member_count", 10)]),
        ("ministry", [("chair", "TN"), ("member_count", 12), ("member", "FJ"), ("member", "TO")]),
        ("page", [("chair", "TN"), ("member_count", 10), ("member", "FJ")]),
        ("table", [("chair", "ES"), ("member_count", 12)]),
        ("ministry", [("chair", "ES"), ("member_count", 12), ("member", "FJ")]),
    ]
    for source, fields in steps:
        house.say(source, *(one for field, value in fields for one in house.of(field, value)))
        said.append((house.diary.now, told(past.disagreements(house.history))))
    return house, said


def test_at_each_instant_it_is_what_the_view_said_then(grown):
    house, said = grown
    assert len({str(each) for _, each in said}) > 3  # they differ by turns
    for at, then in said:
        assert told(past.disagreements_at(house.history, at + timedelta(seconds=1))) == then


def test_before_all_nobody_differed_and_the_history_is_not_written(grown):
    house, said = grown
    before = list(house.history.execute("SELECT total_changes()"))
    assert past.disagreements_at(house.history, said[0][0] - timedelta(days=1)) == ()
    assert list(house.history.execute("SELECT total_changes()")) == before


def test_a_source_that_left_the_configuration_differs_from_nobody_from_then_on(grown):
    house, _ = grown
    at = house.diary.now + timedelta(seconds=1)
    differed = told(past.disagreements_at(house.history, at))
    assert differed
    gone = at + timedelta(days=1)
    past.sync_sources(house.history, (house.sources["page"],), now=gone)
    assert told(past.disagreements_at(house.history, at)) == differed
    assert past.disagreements_at(house.history, gone + timedelta(days=1)) == ()
