"""Which entry of a list is which: the whole list counts, not the nearest pair, and no entry is lost or doubled."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.compare import compare
from monitor.compare.match import pair
from monitor.model import OpenStatement

OFFICIALS = "Senior officials meeting"


def sides(pages, before, after):
    """What each change says, as (kind, what stood, what stands) by date, title or address."""

    def word(value):
        return value and (value.get("date") or value.get("email") or value.get("url") or value.get("title"))

    found = compare(pages.remember(pages.reading(*before)), pages.reading(*after), now=pages.now)
    return sorted((one.kind, word(one.before), word(one.after)) for one in found.changes)


def test_two_meetings_put_off_at_once_are_each_found_again(pages):
    """The first now stands one day before the day of the second: the nearest pair is the wrong one."""
    before = [pages.meeting(day, "Rome", "IT", OFFICIALS) for day in ("2026-05-10", "2026-05-20")]
    after = [pages.meeting(day, "Rome", "IT", OFFICIALS) for day in ("2026-05-19", "2026-05-30")]
    assert sides(pages, before, after) == [
        ("meeting.amended", "2026-05-10", "2026-05-19"),
        ("meeting.amended", "2026-05-20", "2026-05-30"),
    ]


@pytest.mark.parametrize("day", ["{}", "{}-05", "{}-05-14"])
def test_a_series_that_moves_on_by_one_loses_its_oldest_and_has_a_new_one(pages, day):
    def series(first):
        return [
            pages.meeting(day.format(year), "Geneva", "CH", "Ministerial meeting") for year in range(first, first + 3)
        ]

    told = sides(pages, series(2019), series(2020))
    assert told == [("meeting.recorded", None, day.format(2022)), ("meeting.removed", day.format(2019), None)]
    assert len(sides(pages, series(2019)[:1], series(2020)[:1])) == 2


def test_a_series_twice_a_year_is_not_taken_for_one_that_was_put_off(pages):
    days = ["2019-01-15", "2019-04-15", "2019-07-15"]
    before, after = ([pages.meeting(day, "Bern", "CH", OFFICIALS) for day in part] for part in (days[:2], days[1:]))
    assert sides(pages, before, after) == [
        ("meeting.recorded", None, "2019-07-15"),
        ("meeting.removed", "2019-01-15", None),
    ]


@pytest.mark.parametrize(
    "titles",
    [
        (
            "First Thematic Meeting on Returns",
            "Second Thematic Meeting on Returns",
            "Third Thematic Meeting on Returns",
        ),
        ("Workshop on Visa Policy", "Workshop on Border Police", "Workshop on Asylum Law"),
        ("Senior officials meeting", "Senior officials meeting on visas", "Expert meeting on visas"),
    ],
)
@pytest.mark.parametrize("many", [2, 3])
def test_meetings_put_off_onto_each_others_days_are_found_by_their_titles(pages, titles, many):
    days = ["2027-01-14", "2027-02-11", "2027-03-11", "2027-04-08"]
    before = [pages.meeting(day, "Rome", "IT", title) for day, title in zip(days, titles[:many], strict=False)]
    after = [pages.meeting(day, "Rome", "IT", title) for day, title in zip(days[1:], titles[:many], strict=False)]
    assert sides(pages, before, after) == [("meeting.amended", *both) for both in pairwise(days[: many + 1])]


def test_meetings_that_change_their_days_are_each_told(pages):
    asylum, trafficking = "Thematic Meeting on Asylum", "Thematic Meeting on Trafficking"
    before = [pages.meeting("2027-05-10", "Rome", "IT", asylum), pages.meeting("2027-06-10", "Rome", "IT", trafficking)]
    after = [pages.meeting("2027-05-10", "Rome", "IT", trafficking), pages.meeting("2027-06-10", "Rome", "IT", asylum)]
    assert sides(pages, before, after) == [
        ("meeting.amended", "2027-05-10", "2027-06-10"),
        ("meeting.amended", "2027-06-10", "2027-05-10"),
    ]


def test_a_longer_title_on_its_day_is_the_same_meeting_though_its_old_title_stands_elsewhere(pages):
    before = [pages.meeting("2026-06-04", "Vienna", "AT", OFFICIALS)]
    longer = pages.meeting("2026-06-04", "Vienna", "AT", f"{OFFICIALS} on return")
    assert sides(pages, before, [longer, pages.meeting("2026-10-04", "Vienna", "AT", OFFICIALS)]) == [
        ("meeting.amended", "2026-06-04", "2026-06-04"),
        ("meeting.recorded", None, "2026-10-04"),
    ]


def test_meetings_of_two_days_in_a_row_with_new_titles_keep_their_days(pages):
    days = "2027-01-14", "2027-01-15"
    before, after = (
        [pages.meeting(day, "Rome", "IT", title) for day, title in zip(days, titles, strict=True)]
        for titles in (("Workshop on visas", "Workshop on borders"), ("Workshop on legal aid", "Workshop on the sea"))
    )
    assert sides(pages, before, after) == [("meeting.amended", day, day) for day in days]


def test_a_meeting_that_only_shares_its_year_is_another(pages):
    before = [pages.meeting("2019", "Rome", "IT", "Expert meeting on visas")]
    after = [pages.meeting("2019-11-05", "Rome", "IT", "Expert meeting on return")]
    assert {kind for kind, *_ in sides(pages, before, after)} == {"meeting.removed", "meeting.recorded"}
    precise = [pages.meeting("2019-11-05", "Rome", "IT", "Expert meeting on visas")]
    assert sides(pages, before, precise) == [("meeting.amended", "2019", "2019-11-05")]


def test_a_long_title_cut_short_and_a_day_put_right_at_once_is_one_amendment(pages):
    before = [pages.meeting("2020-03-01", "Marrakesh", "MA", "8th Ministerial Conference")]
    after = [pages.meeting("2020-03-02", "Marrakesh", "MA", "8th Ministerial Conference on Migration in the West")]
    assert sides(pages, before, after) == [("meeting.amended", "2020-03-01", "2020-03-02")]


def test_a_city_where_only_the_country_stood_is_one_amendment(pages):
    before = [pages.meeting("2027-05-03", "Italie", "IT", OFFICIALS)]
    after = [pages.meeting("2027-05-04", "Rome", "IT", OFFICIALS)]
    assert sides(pages, before, after) == [("meeting.amended", "2027-05-03", "2027-05-04")]


def test_meetings_without_a_title_are_one_only_when_they_are_near(pages):
    before = [pages.meeting("2019-05-03", "Rome", "IT", None)]
    assert sides(pages, before, [pages.meeting("2019-05-05", "Rome", "IT", None)])[0][0] == "meeting.amended"
    assert len(sides(pages, before, [pages.meeting("2019-09-03", "Rome", "IT", None)])) == 2


def test_two_documents_that_change_addresses_are_each_found_by_their_title(pages):
    def documents(first, second):
        return [
            pages.document("Tunis Declaration", 2002, f"https://a.example/{first}"),
            pages.document("Handbook on visas", 2010, f"https://a.example/{second}"),
        ]

    before, after = documents("1.pdf", "2.pdf"), documents("2.pdf", "1.pdf")
    found = compare(pages.remember(pages.reading(*before)), pages.reading(*after), now=pages.now).changes
    assert [one.kind for one in found] == ["document.changed"] * 2
    assert all(one.before["title"] == one.after["title"] for one in found)


def test_a_document_at_the_address_of_another_is_one_change_and_at_one_that_all_share_is_none_of_it(pages):
    one, other = (
        pages.document("Report", 2015, "https://a.example/1"),
        pages.document("Study", 2016, "https://a.example/1"),
    )
    assert sides(pages, [one], [other])[0][0] == "document.changed"
    shared = pages.document("Handbook", 2010, "https://a.example/1")
    assert {kind for kind, *_ in sides(pages, [one, shared], [other, shared])} == {
        "document.published",
        "document.removed",
    }


def contact(pages, **parts):
    value = dict.fromkeys(("name", "title", "organisation", "address", "telephone", "email")) | parts
    return pages.statement("contact", str(parts.get("email") or parts.get("name")), value)


def test_a_contact_is_found_again_by_any_part_of_it_that_is_its_own(pages):
    old = contact(pages, name="Jane Doe", email="jane@a.example", telephone="+41 22 717 91 11")
    for parts in (
        {"name": "Jane Doe", "email": "jane@b.example"},
        {"name": "J. Miller", "email": "jane@a.example"},
        {"email": "info@a.example", "telephone": "+41 22 717 91 11"},
    ):
        assert [kind for kind, *_ in sides(pages, [old], [contact(pages, **parts)])] == ["contact.changed"]
    other = contact(pages, name="Rui Lima", email="rui@c.example")
    assert [kind for kind, *_ in sides(pages, [old], [other])] == ["contact.removed", "contact.added"][::-1]


def test_a_telephone_number_spelt_otherwise_is_no_change(pages):
    old = contact(pages, name="Jane Doe", telephone="+41 22 717 91 11")
    assert sides(pages, [old], [contact(pages, name="Jane DOE", telephone="+41 22 7179111")]) == []


def test_the_successor_in_an_office_is_one_change(pages):
    before = contact(pages, name="Jane Doe", title="Head of the Technical Secretariat", email="jane@a.example")
    after = contact(pages, name="Rui Lima", title="Head of the Technical Secretariat", email="rui@a.example")
    assert [kind for kind, *_ in sides(pages, [before], [after])] == ["contact.changed"]


def link(pages, title, url):
    return pages.statement("link", url, {"title": title, "url": url})


def test_a_link_is_found_again_by_its_words_and_by_its_address(pages):
    before = [link(pages, "Regional observatory", "http://a.example/x"), link(pages, "Calendar", "http://a.example/c")]
    moved = [link(pages, "Regional observatory", "http://b.example/y"), before[1]]
    assert sides(pages, before, moved) == [("link.changed", "http://a.example/x", "http://b.example/y")]
    assert sides(pages, before, [link(pages, "The observatory of the region", "http://a.example/x"), before[1]]) == []


def test_links_that_all_say_the_same_are_not_told_apart_by_their_words(pages):
    before = [link(pages, "Read more", f"http://a.example/{n}") for n in (1, 2)]
    after = [link(pages, "Read more", f"http://a.example/{n}") for n in (2, 3)]
    assert sides(pages, before, after) == [
        ("link.added", None, "http://a.example/3"),
        ("link.removed", "http://a.example/1", None),
    ]


# an announced meeting, and one that has taken place


@pytest.mark.parametrize(
    "held",
    [
        ("2026-11-04/2026-11-05", "Lisbon", "PT", OFFICIALS),
        ("2026-11-24", "Lisbon", "PT", f"{OFFICIALS} (concluded)"),
        ("2026-12-02", "Lisbon", "PT", OFFICIALS),
        ("2027-03", "Porto", "PT", OFFICIALS),
    ],
)
@pytest.mark.parametrize("place", [("Lisbon", "PT"), (None, "PT"), ("Portugal", "PT"), (None, None)])
def test_an_announced_meeting_that_has_taken_place_is_one_change(pages, told, place, held):
    if place[0] == "Lisbon" and held[1] == "Porto":
        return
    before = pages.meeting("2026-11", *place, f"{OFFICIALS}, planned", announced=True)
    assert told(pages.reading(before), pages.reading(pages.meeting(*held))) == ["meeting.held"]


def test_a_meeting_that_is_put_off_is_one_amendment(pages, told):
    before = pages.meeting("2026-11", "Lisbon", "PT", OFFICIALS, announced=True)
    after = pages.meeting("2027-05", "Lisbon", "PT", OFFICIALS, announced=True)
    assert told(pages.reading(before), pages.reading(after)) == ["meeting.amended"]


def test_a_meeting_that_is_put_off_while_another_of_its_name_was_held(pages):
    year = [pages.meeting(f"{n}-05", "Lisbon", "PT", OFFICIALS) for n in (2023, 2024, 2025)]
    before = [*year, pages.meeting("2026-05", "Lisbon", "PT", OFFICIALS, announced=True)]
    held, next_one = (
        pages.meeting("2026-05-12", "Lisbon", "PT", OFFICIALS),
        pages.meeting("2027-05", "Lisbon", "PT", OFFICIALS, announced=True),
    )
    assert sides(pages, before, [*year, held, next_one]) == [
        ("meeting.announced", None, "2027-05"),
        ("meeting.held", "2026-05", "2026-05-12"),
    ]


def test_a_meeting_announced_and_recorded_side_by_side_is_one(pages):
    announced = pages.meeting("2026-11", "Lisbon", "PT", OFFICIALS, announced=True)
    held = pages.meeting("2026-11-04", "Lisbon", "PT", OFFICIALS)
    memory = pages.remember(pages.reading(announced))
    both = compare(memory, pages.reading(announced, held), now=pages.now)
    assert [one.kind for one in both.changes] == ["meeting.held"]
    after = compare(pages.after(memory, pages.reading(announced, held), both), pages.reading(held), now=pages.now)
    assert (after.changes, after.opened, after.closed) == ((), (), ())


def called_off(meeting, state, **other):
    return replace(meeting, key=f"{meeting.key}{state}{other}", value={**meeting.value, "state": state, **other})


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_a_meeting_listed_and_called_off_side_by_side_is_one(pages, announced, state):
    listed = pages.meeting("2026-11-04", "Lisbon", "PT", OFFICIALS, announced)
    off = called_off(listed, state, place=None, announced=False)
    first, both = pages.reading(listed), pages.reading(off, listed)
    memory = pages.remember(first)
    assert [one.kind for one in compare(memory, both, now=pages.now).changes] == [f"meeting.{state}"]
    again = compare(pages.remember(first, both), pages.reading(off), now=pages.now)
    assert (again.changes, again.opened, again.closed) == ((), (), ())


@pytest.mark.parametrize("other", [{"title": "Working Group B"}, {"date": "2026-11-11"}, {"date": "2026-11"}])
def test_a_meeting_is_not_called_off_with_another_one(pages, told, other):
    group = pages.meeting("2026-11-04", "Lisbon", "PT", "Working Group A", announced=True)
    assert told(pages.reading(group), pages.reading(group, called_off(group, "cancelled", **other))) == [
        "meeting.cancelled"
    ]


def test_an_announced_meeting_is_not_one_that_was_held_long_before(pages):
    before = [pages.meeting("2026-11", "Lisbon", "PT", OFFICIALS, announced=True)]
    after = [pages.meeting("2024-11", "Lisbon", "PT", OFFICIALS)]
    assert {kind for kind, *_ in sides(pages, before, after)} == {"meeting.removed", "meeting.recorded"}


# properties


def meetings():
    return st.lists(
        st.tuples(
            st.sampled_from(["2019", "2019-05", "2019-05-03", "2019-05-09", "2020-05-03", "2026-11"]),
            st.sampled_from([("Rome", "IT"), ("Italy", "IT"), ("Tunis", "TN"), (None, None)]),
            st.sampled_from(
                [OFFICIALS, f"{OFFICIALS} held", "7th Conference", "Conference, 7th", "8th Conference", None]
            ),
            st.booleans(),
        ),
        max_size=9,
    )


@given(old=meetings(), new=meetings(), data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_gives_the_same_pairing_which_loses_and_doubles_nothing(pages, old, new, data):
    def entries(rows):
        return [pages.meeting(date, *place, title, announced) for date, place, title, announced in rows]

    before = [OpenStatement(row, one, "c") for row, one in enumerate(entries(old))]
    after = list(enumerate(entries(new)))
    found = pair("meeting", before, after)
    rows = [one.row for one, _ in (*found.kept, *found.amended)] + [one.row for one in found.gone]
    come = [index for _, (index, _) in (*found.kept, *found.amended)] + [index for index, _ in found.come]
    assert sorted(rows) == list(range(len(before)))
    assert len(set(come)) == len(come)
    shuffled = data.draw(st.permutations(after))
    again = pair("meeting", data.draw(st.permutations(before)), list(enumerate(one for _, one in shuffled)))

    def said(pairing):
        return (
            [sorted((a.row, str(b.value)) for a, (_, b) in part) for part in (pairing.kept, pairing.amended)],
            sorted(one.row for one in pairing.gone),
            sorted(str(one.value) for _, one in pairing.come),
        )

    assert said(again) == said(found)


@pytest.mark.parametrize("title", ["meeting of the group {}", "meeting {} of the group", "la " * 90 + "{}"])
def test_a_hostile_list_of_meetings_is_paired_within_a_second(pages, title):
    def many(place):
        return [
            pages.meeting("2019-05-03", place, None, title.format(chr(97 + n % 26) * (n % 9)), announced=n % 2 == 0)
            for n in range(200)
        ]

    old = [OpenStatement(row, one, "c") for row, one in enumerate(many("Rome"))]
    begin = time.process_time()
    pair("meeting", old, list(enumerate(many(None))))
    assert time.process_time() - begin < 4  # below a second on an idle core
