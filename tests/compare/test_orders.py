"""The order of a page's entries means nothing, and nothing is invented or lost on the way."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.compare import compare
from monitor.compare.match import pair
from monitor.model import Extraction, FieldOutcome, Memory, OpenStatement, Statement

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = ("member", "chair", "meeting", "focus")
CODES = st.sampled_from(["AU", "ID", "NZ", "FJ", "PT", "ES", "TN", "MA"])
WORDS = st.sampled_from(["Forum", "5th Conference", "Expert meeting", "Senior officials", "Working group on visas"])
VALUES = {
    "member": st.fixed_dictionaries({"kind": st.just("state"), "country": CODES, "name": WORDS}),
    "chair": st.fixed_dictionaries(
        {"country": CODES, "name": WORDS, "role": st.sampled_from(["chair", "incoming", "past"]), "term": st.none()}
    ),
    "meeting": st.fixed_dictionaries(
        {
            "date": st.sampled_from(["2016-05", "2016-05-03", "2017", "2020-03-01/2020-03-02"]),
            "place": st.sampled_from(["Rabat", "Bern", None]),
            "country": st.sampled_from(["MA", "CH", None]),
            "title": WORDS,
            "announced": st.booleans(),
        }
    ),
    "focus": WORDS,
}
PAGES = st.lists(st.sampled_from(FIELDS).flatmap(lambda field: st.tuples(st.just(field), VALUES[field])), max_size=14)


def reading(entries: list[tuple[str, object]]) -> Extraction:
    statements = tuple(
        Statement("m", field, str(value), value, str(value), str(value), "b") for field, value in entries
    )
    fields = tuple(FieldOutcome("m", field, "ok") for field in FIELDS)
    return Extraction("mechanism-page", "ok", "1", "1", statements, fields)


def remembered(page: Extraction, now) -> Memory:
    opened = compare(Memory(), page, now=now).opened
    known = frozenset(("m", field) for field in FIELDS)
    rows = tuple(OpenStatement(row, one, "c") for row, one in enumerate(opened))
    return Memory("c", rows, (page.fields,), known, layout="mechanism-page")


@given(entries=PAGES, data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_new_order_is_no_change(entries, data):
    now = NOW
    shuffled = data.draw(st.permutations(entries))
    found = compare(remembered(reading(entries), now), reading(shuffled), now=now)
    assert (found.changes, found.opened, found.closed) == ((), (), ())


@given(old=PAGES, new=PAGES, data=st.data())
@settings(max_examples=80, deadline=None)
def test_changes_do_not_depend_on_the_order_and_account_for_all_that_opens_and_closes(old, new, data):
    now = NOW
    memory = remembered(reading(old), now)
    found = compare(memory, reading(new), now=now)
    again = compare(memory, reading(data.draw(st.permutations(new))), now=now)

    def told(comparison):
        return sorted((one.kind, one.key) for one in comparison.changes)

    assert told(found) == told(again)
    if not found.held:
        assert sorted(row for one in found.changes for row in one.closes) == list(found.closed)
        assert sorted(at for one in found.changes for at in one.opens) == list(range(len(found.opened)))


def test_a_hostile_list_is_compared_within_a_bound():
    def meetings(prefix):
        return [
            Statement("m", "meeting", str(n), {"date": None, "title": f"{prefix} meeting of the group"}, "", "", "")
            for n in range(1_500)
        ]

    begin = time.process_time()
    old = [OpenStatement(row, one, "c") for row, one in enumerate(meetings("la"))]
    pair("meeting", old, list(enumerate(meetings("lo"))))
    assert time.process_time() - begin < 10


MANY = 1_200


def several(field: str, form: dict[str, object], mark: str) -> list[tuple[str, object]]:
    return [
        (field, {key: mark.format(n) if key in ("name", "title") else part for key, part in form.items()})
        for n in range(MANY)
    ]


BODY = {"kind": "organisation", "id": None, "name": ""}
CHAIR = {"country": None, "name": "", "role": "chair", "term": None}
SESSION = {"date": "2019", "place": "Rome", "country": "IT", "title": "", "announced": True}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (several("member", BODY, "union {}"), several("member", BODY, "union and union {}")),
        (
            several("member", BODY, "union {}") + several("observer", BODY, "bond {}"),
            several("observer", BODY, "union {}") + several("member", BODY, "bond {}"),
        ),
        (several("meeting", SESSION, "m {}"), several("meeting", SESSION | {"date": "1066"}, "m {}")),
        (several("meeting", SESSION, "m {}"), several("meeting", SESSION | {"announced": False}, "n {}")),
        (several("chair", CHAIR, "x {}"), several("chair", CHAIR, "y {}")),
        (
            several("document", {"title": "", "year": 1, "languages": []}, "r {}"),
            several("link", {"title": "", "url": None}, "r {}"),
        ),
    ],
)
def test_hostile_lists_are_compared_within_a_bound(old, new):
    begin = time.process_time()
    compare(remembered(reading(old), NOW), reading(new), now=NOW)
    assert time.process_time() - begin < 5  # below a second on an idle core


def test_three_thousand_members_and_observers_that_stand_in_each_others_place_are_compared_in_a_moment():
    body = {"kind": "organisation", "id": None, "name": ""}

    def listed(members, observers):
        sides = ("member", members), ("observer", observers)
        return reading([(field, body | {"id": f"{mark}{n}"}) for field, mark in sides for n in range(3_000)])

    memory = remembered(listed("a", "b"), NOW)
    begin = time.process_time()
    compare(memory, listed("b", "a"), now=NOW)
    assert time.process_time() - begin < 1  # a fifth of a second on an idle core
