"""What a language version tells late, though the page itself stated it all along: no news; nothing else is hidden."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.model import FieldOutcome, Statement
from tests.history.test_side_by_side import House, meeting


@pytest.fixture
def house(path, write):
    """A page, `table` as another language version of it, and `ministry` as a third."""
    return House(path, write, table={"family": "page"}, ministry={"family": "page"})


def paper(title, url):
    value = {"title": title, "year": 2015, "url": url, "languages": []}
    return Statement("bali-process", "document", title, value, title, title, "block 1")


def of_ministers(found, title="Conférence ministérielle"):
    return replace(found, value=found.value | {"title": title}, key=f"{found.key}|{title}")


def in_words(found, title=None):
    return replace(found, value=found.value | {"title": title})


def listed(title, year):
    """A document on a page that has all of them."""
    found = paper(title, "https://a.example/documents")
    return replace(found, value=found.value | {"year": year})


def called_off(day):
    found = meeting(day)
    return replace(found, value=found.value | {"state": "cancelled"})


def to_come(day):
    found = meeting(day)
    return replace(found, value=found.value | {"announced": True})


def chairs(house, *codes):
    return [house.write.chair(code, "co-chair" if number else "chair") for number, code in enumerate(codes)]


def follow(house, *steps):
    """The changes of chairs that are told by the way, each as who tells it, and why it is no news."""
    told = []
    for source, codes in steps:
        told += house.say(source, *chairs(house, *codes.split()))
    return [(one.source, one.importance, one.stated_by, one.echo_of is not None) for one in told]


DAY = "2027-07-03"
NEWS = ("high", None, False)
ECHO = ("low", None, True)
STATED = ("low", "page", False)


@pytest.mark.parametrize(
    ("before", "page", "after"),
    [
        ([("chair", "MY")], [("chair", "ID")], [("chair", "ID")]),
        ([("member", "FJ")], [("member", "FJ"), ("member", "TO")], [("member", "FJ"), ("member", "TO")]),
        ([("member", "FJ"), ("member", "TO")], [("member", "FJ")], [("member", "FJ")]),
        ([("member_count", 9)], [("member_count", 10)], [("member_count", 10)]),
        ([("established", "2002")], [("established", "2003")], [("established", "2003")]),
        ([("type", "RCP")], [("type", "IRF")], [("type", "IRF")]),
        (
            [("secretariat", {"id": "icmpd", "name": "ICMPD"})],
            [("secretariat", {"id": "iom", "name": "IOM"})],
            [("secretariat", {"id": "iom", "name": "OIM"})],
        ),
    ],
)
def test_what_the_page_stated_when_it_began_to_be_watched_is_no_news(house, before, page, after):
    def said(fields):
        lists = ("chair", "member")
        return [
            house.of(field, value)[0] if field in lists else house.write.statement(field, "", value)
            for field, value in fields
        ]

    house.say("page", *said(page))
    house.say("table", *said(before))
    (change,) = house.say("table", *said(after))
    assert (change.importance, change.stated_by, change.echo_of) == ("low", "page", None)
    assert past.changes(house.history) == (change,)
    assert past.changes(house.history, importance=["high", "medium"]) == ()
    assert house.ask("SELECT importance, echo_of, stated_by FROM latest_change") == [("low", None, "page")]


@pytest.mark.parametrize(
    ("before", "page", "after", "known"),
    [
        ([], [meeting("2017-07-03")], [meeting("2017-07-03", "Séville")], True),
        ([], [meeting("2017-07-03")], [meeting("2017-07-04", "Séville")], False),
        ([], [to_come("2017-07-03")], [meeting("2017-07-03", "Séville")], False),
        ([to_come("2017-07-03")], [meeting("2017-07-03")], [meeting("2017-07-03")], True),
        ([to_come("2017-07-03")], [to_come("2017-07-03")], [called_off("2017-07-03")], False),
        ([to_come("2017-07-03")], [called_off("2017-07-03")], [called_off("2017-07-03")], True),
        ([meeting("2017-07-03/2017-07-04")], [meeting("2017-07-03")], [meeting("2017-07-03")], True),
        ([meeting("2017-07-03")], [], [], True),
        ([meeting("2017-07-03")], [meeting("2017-07-03", "Sevilla")], [], False),
        ([], [paper("Statement", "https://a.example/1.pdf")], [paper("Déclaration", "https://a.example/1.pdf")], True),
        ([], [paper("Statement", "https://a.example/1.pdf")], [paper("Déclaration", "https://a.example/2.pdf")], False),
        ([], [paper("Statement", None)], [paper("Déclaration", None)], False),
        # another one of the same day: of ministers, or a second one
        ([], [to_come(DAY)], [of_ministers(to_come(DAY))], False),
        ([], [of_ministers(to_come(DAY))], [to_come(DAY)], False),
        ([], [of_ministers(to_come(DAY), "Ministerial Meeting")], [of_ministers(to_come(DAY))], True),
        ([], [of_ministers(to_come(DAY), "Administrative board")], [of_ministers(to_come(DAY))], False),
        ([], [of_ministers(to_come(DAY))], [in_words(to_come(DAY))], True),
        ([], [in_words(to_come(DAY))], [of_ministers(to_come(DAY))], True),
        ([of_ministers(to_come(DAY))], [called_off(DAY)], [of_ministers(called_off(DAY))], False),
        ([meeting(DAY)], [meeting(DAY)], [meeting(DAY), meeting(DAY, "Malaga")], False),
        ([meeting(DAY)], [meeting(DAY), meeting(DAY, "Malaga")], [meeting(DAY), meeting(DAY, "Málaga")], True),
        # a page that lists documents
        ([], [listed("Statement", 2015)], [listed("Déclaration", 2015)], True),
        ([], [listed("Statement", 2015)], [listed("Déclaration", 2026)], False),
        ([], [listed("Statement", None)], [listed("Déclaration", 2026)], True),
        ([listed("Avis", 2015)], [listed("Statement", 2015)], [listed("Avis", 2015), listed("Plan", 2015)], False),
    ],
)  # fmt: skip
def test_meetings_and_documents_are_the_same_by_what_no_language_changes(house, before, page, after, known):
    other = meeting("2010-01-01"), paper("Other", "https://a.example/other.pdf")
    house.say("page", *other, *page)
    house.say("table", *other, *before)
    (change,) = house.say("table", *other, *after)
    assert (change.stated_by == "page") is known, change


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        # what the page does not state is news, and the page itself tells all
        ((("page", "ID"), ("table", "MY"), ("table", "TH")), (NEWS,)),
        ((("page", "ID"), ("table", "MY"), ("page", "MY")), (NEWS,)),
        ((("page", "ID TH"), ("table", "MY TH"), ("table", "TH")), (STATED,)),
        ((("page", "ID TH"), ("table", "ID TH"), ("table", "ID")), (NEWS,)),
        ((("page", "ID"), ("table", "MY"), ("table", "ID TH")), (NEWS,)),
        # with one of two first, then with the other
        ((("page", "ID TH"), ("table", "MY"), ("table", "ID"), ("table", "ID TH")), (STATED, STATED)),
        # the page moves on meanwhile: by what it states no more, or at once
        ((("page", "ID"), ("table", "MY"), ("page", "TH"), ("table", "ID"), ("table", "TH")), (NEWS, NEWS, ECHO)),
        ((("page", "ID"), ("table", "MY"), ("page", "TH"), ("table", "TH")), (NEWS, ECHO)),
        # the page goes back afterwards, alone, with the version, and once more
        ((("page", "ID"), ("table", "MY"), ("table", "ID"), ("page", "MY"), ("table", "MY")), (STATED, NEWS, ECHO)),
        ((("page", "ID"), ("table", "MY"), ("table", "ID"), ("page", "MY"), ("page", "ID")), (STATED, NEWS, NEWS)),
        (
            (
                *(("page", "ID"), ("table", "MY"), ("table", "ID")),
                *(("page", "MY"), ("table", "MY"), ("page", "ID"), ("table", "ID")),
            ),
            (STATED, NEWS, ECHO, NEWS, ECHO),
        ),
        # who goes away alone and comes back was believed
        ((("page", "ID"), ("table", "ID"), ("table", "MY"), ("table", "ID")), (NEWS, NEWS)),
        ((("page", "ID"), ("table", "MY"), ("table", "TH"), ("table", "ID")), (NEWS, NEWS)),
        ((("page", "MY"), ("table", "MY"), ("page", "ID"), ("table", "TH"), ("table", "ID")), (NEWS, NEWS, NEWS)),
        (
            (("page", "MY"), ("table", "MY"), ("page", "ID"), ("table", "ID"), ("table", "TH"), ("table", "ID")),
            (NEWS, ECHO, NEWS, NEWS),
        ),
        (
            (("page", "MY"), ("table", "MY"), ("table", "ID"), ("table", "MY"), ("page", "ID"), ("table", "ID")),
            (NEWS, NEWS, NEWS, ECHO),
        ),
        # what the page stated before anybody could see the version behind it
        ((("page", "ID"), ("page", "MY"), ("table", "MY"), ("table", "ID")), (NEWS, NEWS)),
        # where another version told it first, the last one follows the page all the same
        ((("page", "ID"), ("table", "MY"), ("ministry", "MY"), ("table", "ID"), ("ministry", "ID")), (STATED, STATED)),
    ],
)  # fmt: skip
def test_a_version_that_is_behind_from_the_beginning(house, steps, told):
    assert [one[1:] for one in follow(house, *steps)] == list(told)


def test_who_comes_back_first_on_a_version_is_news_though_the_page_took_them_off(house):
    member = house.write.member
    house.say("page", member("FJ"), member("TO"))
    house.say("table", member("FJ"))
    (left,) = house.say("page", member("FJ"))
    (late,) = house.say("table", member("FJ"), member("TO"))
    (follows,) = house.say("table", member("FJ"))
    assert (left.importance, left.stated_by, left.echo_of) == ("high", None, None)
    assert (late.importance, late.stated_by, follows.echo_of) == ("high", None, left.id)


def test_who_is_taken_first_is_the_page(house):
    house.set(table={"family": "page", "rank": 1}, ministry={"family": "page"})
    assert follow(house, ("page", "ID"), ("table", "MY"), ("table", "ID"), ("page", "TH")) == [
        ("table", *NEWS),
        ("page", *NEWS),
    ]


def test_of_one_rank_the_page_is_the_one_that_the_others_name_whichever_was_seen_first(house):
    assert follow(house, ("table", "MY"), ("page", "ID"), ("table", "ID")) == [("table", *STATED)]


def test_sources_that_are_no_versions_of_each_other_tell_their_own_news(path, write):
    house = House(path, write)
    assert follow(house, ("page", "ID"), ("table", "MY"), ("table", "ID")) == [("table", *NEWS)]


def test_a_list_that_was_read_in_part_or_has_unknown_names_cannot_show_who_is_missing(house):
    member = house.write.member
    unknown = house.write.statement("member", "fidji", {"kind": "other", "name": "Fidji"})
    house.say("page", member("FJ"), outcomes={"member": "partial"})
    house.say("table", member("FJ"), member("TO"), member("NP"))
    (one,) = house.say("table", member("FJ"), member("NP"))
    assert (one.importance, one.stated_by) == ("high", None)
    house.say("page", member("FJ"), unknown)
    (other,) = house.say("table", member("FJ"))
    assert (other.importance, other.stated_by) == ("high", None)


GOING = {
    "chair": lambda write: write.chair("ID"),
    "observer": lambda write: write.member("FJ", "observer"),
    "secretariat": lambda write: body(write, "secretariat", "iom"),
    "formal_association": lambda write: body(write, "formal_association", "au"),
}


def body(write, field, known):
    return write.statement(field, known, {"id": known, "name": known})


@pytest.mark.parametrize("field", GOING)
@pytest.mark.parametrize(("page", "known"), [("None", True), ("", False)])
def test_where_the_page_says_that_there_is_none_who_leaves_is_no_news(house, field, page, known):
    write = house.write
    other = write.statement("objective", "", "to talk")
    none = FieldOutcome("bali-process", field, "ok", none="None")
    house.say("page", other, fields=(replace(none, none=page),))
    house.say("table", other, GOING[field](write))
    (change,) = house.say("table", other, fields=(none,))
    assert (change.stated_by == "page") is known, change


def test_a_page_that_came_to_none_itself_is_followed_by_whoever_named_another(house):
    write = house.write
    other = write.statement("objective", "", "to talk")
    none = FieldOutcome("bali-process", "secretariat", "ok", none="None")
    house.say("page", other, body(write, "secretariat", "icmpd"))
    house.say("table", other, body(write, "secretariat", "iom"))
    (first,) = house.say("page", other, fields=(none,))
    (late,) = house.say("table", other, fields=(none,))
    assert (first.importance, late.importance, late.stated_by) == ("high", "low", "page")


@pytest.mark.parametrize(
    ("field", "here", "gone"),
    [
        ("secretariat", {"id": "iom", "name": "IOM"}, {"id": "icmpd", "name": "ICMPD"}),
        ("formal_association", {"id": "au", "name": "AU"}, {"id": "eu", "name": "EU"}),
        ("region", "Europe", "Africa"),
    ],
)
@pytest.mark.parametrize("outcome", ["ok", "partial"])
def test_what_a_version_drops_that_the_page_never_had_is_no_news_where_the_page_was_read_to_its_end(
    house, field, here, gone, outcome
):
    said = [house.write.statement(field, str(number), value) for number, value in enumerate((here, gone))]
    house.say("page", said[0], outcomes={field: outcome})
    house.say("table", *said)
    (change,) = house.say("table", said[0])
    assert (change.stated_by == "page") is (outcome == "ok")


@pytest.mark.parametrize(
    ("page", "before", "after", "known"),
    [
        ("2026", "2026", "2026", True),
        ("2020", "2024", "2026", False),  # another term
        ("2020", "2024", None, False),  # a term that is over
        ("2020", None, "2020", True),  # the very term, over or not
        ("2025/2027", None, None, True),
        (None, None, "2026", True),
    ],
)
def test_a_term_that_says_otherwise_or_is_over_states_nobody_who_chairs_now(house, page, before, after, known):
    chair = house.write.chair
    house.say("page", chair("ID", term=page))
    house.say("table", chair("MY", term=before))
    (change,) = house.say("table", chair("ID", term=after))
    assert change.kind == "chair.handover"
    assert (change.stated_by == "page") is known


def test_who_is_listed_late_among_the_chairs_before_is_no_news_and_hinders_nothing(house):
    chair = house.write.chair
    past_ones = [chair("TH", "past", term="2019"), chair("MT", "past", term="2017")]
    house.say("page", chair("ID"), *past_ones)
    house.say("table", chair("MY"), past_ones[1])
    (entries,) = house.say("table", chair("MY"), *past_ones)
    (late,) = house.say("table", chair("ID"), *past_ones)
    assert (entries.kind, entries.importance, entries.stated_by) == ("chair.changed", "low", "page")
    assert (late.kind, late.importance, late.stated_by) == ("chair.handover", "low", "page")


@pytest.mark.parametrize(
    ("before", "here", "there", "follows"),
    [
        # who chaired before, and terms
        (["ID"], ["ID", "TH past 2019"], ["ID", "TH past 2019"], True),
        (["ID"], ["ID", "TH past 2019"], ["ID", "FJ past 2015"], False),
        (["ID chair 2025"], ["ID chair 2026"], ["ID chair 2026"], True),
        (["ID chair 2025"], ["ID chair 2026"], ["ID chair 2028"], False),
    ],
)
def test_it_is_no_echo_of_other_entries_on_the_same_chair(house, before, here, there, follows):
    def entries(lines):
        return [house.write.chair(*line.split()) for line in lines]

    house.say("page", *entries(before))
    house.say("table", *entries(before))
    (first,) = house.say("page", *entries(here))
    (late,) = house.say("table", *entries(there))
    assert (late.echo_of == first.id) is follows
    assert (late.importance, late.stated_by) == ("low" if follows else first.importance, None)


def test_it_is_no_echo_of_another_meeting_of_the_same_day(house):
    other = meeting("2010-01-01")
    ministers, officials, experts = of_ministers(to_come(DAY)), to_come(DAY), of_ministers(to_come(DAY), "Experts")
    house.say("page", other)
    house.say("table", other)
    (first,) = house.say("page", other, officials)
    (new,) = house.say("table", other, ministers)
    (late,) = house.say("table", other, ministers, officials)
    (third,) = house.say("table", other, ministers, officials, experts)
    assert [one.echo_of for one in (new, late, third)] == [None, first.id, None]
    assert [one.importance for one in (new, late, third)] == ["high", "low", "high"]


@pytest.mark.parametrize("term", ["2018", None])
def test_a_chair_before_of_whom_the_page_does_not_speak_is_news_and_hinders_nothing(house, term):
    chair = house.write.chair
    house.say("page", chair("ID"), chair("TH", "past", term="2019"))
    house.say("table", chair("MY"))
    (entries,) = house.say("table", chair("MY"), chair("TH", "past", term=term))
    (late,) = house.say("table", chair("ID"), chair("TH", "past", term=term))
    assert (entries.importance, entries.stated_by) == ("medium", None)
    assert (late.importance, late.stated_by) == ("low", "page")


def test_a_statement_of_the_page_that_is_in_doubt_hides_nothing(house):
    codes = ("FJ", "TO", "WS", "NP", "TH", "VN")
    house.say("page", *house.of("member", *codes))
    house.say("table", *house.of("member", *codes[1:]))
    house.say("page", *house.of("member", "FJ"))
    assert past.held(house.history)
    (change,) = house.say("table", *house.of("member", *codes))
    assert (change.importance, change.stated_by) == ("high", None)


def test_what_the_page_came_to_by_a_change_that_a_person_judged_false_hides_nothing(house):
    follow(house, ("page", "MY"), ("table", "MY"))
    (wrong,) = house.say("page", house.write.chair("ID"))
    (late,) = house.say("table", house.write.chair("ID"))
    assert late.echo_of == wrong.id
    past.judge(house.history, wrong.id, "false", "a slip", by="Anna", now=house.diary.now)
    late = past.change(house.history, late.id)
    assert (late.importance, late.echo_of, late.stated_by) == ("high", None, None)


@pytest.mark.parametrize("before", [("page", "ID"), ("page", "MY")])
def test_who_comes_back_from_what_a_person_judged_false_was_never_away(house, before):
    _, *_, wrong, back = [
        None,
        *follow(house, before, ("table", "MY"), ("page", "ID"), ("table", "TH"), ("table", "ID")),
    ]
    assert wrong[1:] == back[1:] == NEWS
    false = past.changes(house.history, sources=["table"])[-1]
    past.judge(house.history, false.id, "false", "a slip", by="Anna", now=house.diary.now)
    assert past.changes(house.history, sources=["table"])[0].importance == "low"


def test_what_the_page_lost_by_a_change_that_a_person_judged_false_hides_nothing(house):
    member = house.write.member
    house.say("page", member("FJ"), member("TO"))
    house.say("table", member("FJ"), member("TO"))
    (wrong,) = house.say("page", member("FJ"))
    (late,) = house.say("table", member("FJ"))
    past.judge(house.history, wrong.id, "false", "a slip", by="Anna", now=house.diary.now)
    late = past.change(house.history, late.id)
    assert (late.importance, late.echo_of, late.stated_by) == ("high", None, None)


def test_a_page_that_is_watched_no_more_hides_nothing(house):
    follow(house, ("page", "ID"), ("table", "MY"))
    past.sync_sources(house.history, [house.sources["table"]], now=house.diary.now + timedelta(hours=1))
    assert follow(house, ("table", "ID")) == [("table", *NEWS)]


def test_at_random_it_is_what_the_rule_says_in_plain_words(path, write):
    """All that a version comes to the page states, and nothing that it leaves."""
    rule = random.Random(7)
    kinds = Counter()
    for number in range(12):
        house = House(path.with_name(f"{number}.db"), write, table={"family": "page"})
        stated, agreed = frozenset(), True
        now = frozenset()
        for _ in range(14):
            source = rule.choice(("page", "table", "table")) if now else ("table" if stated else "page")
            codes = frozenset(rule.sample(("ID", "MY", "TH"), rule.choice((1, 1, 2))))
            told = house.say(source, *chairs(house, *sorted(codes)))
            if past.held(house.history):
                break
            if source == "page":
                stated = codes
                assert all(one.stated_by is None for one in told)
                followed = [past.change(house.history, one.echo_of) for one in told if one.echo_of]
                assert all(one.importance == "high" for one in followed)  # the page follows what was told as news
                continue
            if told and now:
                (change,) = told
                came, went = codes - now, now - codes
                agrees = came <= stated and not went & stated
                if change.echo_of is None:
                    assert (change.stated_by == "page") is (agrees and agreed), (number, now, codes, stated)
                assert (change.importance == "low") is (change.echo_of is not None or change.stated_by is not None)
                kinds[change.stated_by, change.echo_of is not None] += 1
                agreed = agrees or change.echo_of is not None
            now = codes
    assert len(kinds) == 3, kinds


@pytest.mark.parametrize(("all_along", "known"), [(True, "page"), (False, None)])
def test_what_an_import_brought_to_light_hides_only_what_was_before_the_first_look(house, all_along, known):
    follow(house, ("page", "MY"), ("table", "MY"), ("page", "ID"))
    with past.transaction(house.history):
        house.history.execute("UPDATE change SET imported = 1")
        imported = "1" if all_along else "id = (SELECT max(id) FROM capture)"
        house.history.execute(f"UPDATE capture SET origin = 'elsewhere' WHERE source = 1 AND {imported}")
    house.say("page", house.write.chair("ID"), house.write.statement("objective", "", "to talk"))
    (late,) = house.say("table", house.write.chair("ID"))
    assert (late.stated_by, late.echo_of) == (known, None)


def test_twice_as_many_changes_take_twice_as_many_steps(house):
    follow(house, ("page", "ID"), ("page", "TH"), ("page", "ID"), ("table", "MY"))
    steps = []
    for changes in (30, 30):
        told = follow(house, *(("table", "ID" if number % 2 else "TH") for number in range(changes)))
        assert len(told) == changes
        count = itertools.count()
        house.history.conn.set_progress_handler(lambda count=count: next(count) < 0, 10)
        house.ask("SELECT * FROM latest_change")
        house.history.conn.set_progress_handler(None, 0)
        steps.append(next(count))
    assert steps[1] < 2.5 * steps[0], steps
