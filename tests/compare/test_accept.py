"""What a person accepts is told of the fields that he names, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.compare import accept, compare
from monitor.model import FieldOutcome

BALI, PRAGUE = "bali-process", "prague-process"
CODES = [f"{a}{b}" for a in "ABCDE" for b in "ABCDEFGHIJ"][:44]
MEMBERS = frozenset({(BALI, "member")})


def listed(pages, *mechanisms):
    """A table's list of mechanisms, each with twelve members."""
    entries = []
    for one in mechanisms:
        entries.append(pages.statement("mechanism", one, {"id": one}, one))
        entries += [replace(pages.member(code), mechanism=one) for code in CODES[:12]]
    return pages.reading(*entries, layout="mechanism-table")


def test_a_redesign_that_is_seen_100_times_in_a_year_is_told_once_and_ends_in_one_change(pages):
    whole = pages.reading(pages.chair("AU"), *(pages.member(code) for code in CODES))
    memory, bare, kinds, now = pages.remember(whole), pages.reading(pages.chair("AU")), [], pages.now
    for _ in range(100):
        now += timedelta(days=365 / 100)
        found = compare(memory, bare, now=now)
        kinds += [one.kind for one in found.changes]
        memory = pages.after(memory, bare, found)
    assert kinds == ["page.reshaped"]
    assert len(memory.statements) == 45
    found = accept(memory, bare, accepted=MEMBERS, now=now)
    assert [(one.kind, one.field, one.mechanism, len(one.before)) for one in found.changes] == [
        ("field.unstated", "member", BALI, 44)
    ]
    assert (len(found.closed), found.held, found.outcome) == (44, (), "ok")
    memory = pages.after(memory, bare, found)
    again = compare(memory, bare, now=now + timedelta(days=1))
    assert (again.changes, again.held, again.closed) == ((), (), ())


def test_of_two_mechanisms_of_a_page_the_one_that_is_named_is_told(pages):
    both, memory = frozenset({(BALI, "member"), (PRAGUE, "member")}), pages.remember(listed(pages, BALI, PRAGUE))
    few = listed(pages, BALI, PRAGUE)
    few = replace(few, statements=tuple(one for one in few.statements if one.key not in CODES[:6]))
    memory = pages.after(memory, few, compare(memory, few, now=pages.now))
    assert {(one.mechanism, one.field) for one in memory.held} == both
    found = accept(memory, few, accepted=frozenset({(PRAGUE, "member")}), now=pages.now)
    assert {(one.kind, one.mechanism) for one in found.changes} == {("member.left", PRAGUE)}
    assert [(one.mechanism, one.runs) for one in found.held] == [(BALI, 1)]
    assert found.outcome == "held"


def test_mechanisms_that_are_listed_no_more_take_their_entries_with_them(pages):
    names = [BALI, PRAGUE, "budapest-process", "puebla-process"]
    memory, one = pages.remember(listed(pages, *names)), listed(pages, BALI)
    found = compare(memory, one, now=pages.now)
    assert [change.kind for change in found.changes] == ["page.reshaped"]
    memory = pages.after(memory, one, found)
    waiting = frozenset(("" if held.field == "mechanism" else held.mechanism, held.field) for held in memory.held)
    assert ("", "mechanism") in waiting
    found = accept(memory, one, accepted=waiting, now=pages.now)
    assert [change.kind for change in found.changes] == ["mechanism.delisted"] * 3
    assert (len(found.closed), found.held) == (3 * 13, ())


def test_a_list_of_mechanisms_that_is_gone_whole_is_one_change(pages):
    memory, none = (
        pages.remember(listed(pages, BALI, PRAGUE)),
        pages.reading(outcome="drifted", layout="mechanism-table"),
    )
    found = compare(memory, none, now=pages.now)
    memory = replace(memory, held=found.held)
    accepted = frozenset((held.mechanism or "", held.field) for held in found.held)
    found = accept(memory, none, accepted=accepted, now=pages.now)
    assert [(one.kind, one.field, len(one.before)) for one in found.changes] == [("field.unstated", "mechanism", 2)]
    assert (len(found.closed), found.held, found.outcome) == (26, (), "partial")


@pytest.mark.parametrize("outcome", ["drifted", "failed"])
def test_a_section_that_is_not_understood_is_stated_no_more_once_a_person_says_so(pages, outcome):
    memory = pages.remember(pages.reading(pages.chair("AU"), *(pages.member(code) for code in CODES)))
    unread = pages.reading(pages.chair("AU"), fields=[FieldOutcome(BALI, "member", outcome)])
    memory = pages.after(memory, unread, compare(memory, unread, now=pages.now))
    found = accept(memory, unread, accepted=MEMBERS, now=pages.now)
    assert [one.kind for one in found.changes] == ["field.unstated"]
    memory = pages.after(memory, unread, found)
    again = compare(memory, unread, now=pages.now)
    assert (again.changes, again.held) == ((), ())


def test_a_reading_that_was_rejected_is_not_believed_and_not_told_until_it_is_another(pages):
    memory = pages.remember(pages.members(CODES, claimed=44))
    few, kinds = pages.members(CODES[:20], claimed=20), []
    for day in range(9):
        found = compare(memory, few, now=pages.now + timedelta(days=day))
        kinds += [one.kind for one in found.changes]
        held = [replace(one, rejected="half a page") for one in found.held] if day == 0 else found.held
        memory = replace(pages.after(memory, few, found), held=tuple(held))
    assert kinds == ["page.reshaped"]
    assert (memory.held[0].rejected, memory.held[0].runs) == ("half a page", 9)
    other = compare(memory, pages.members(CODES[:19], claimed=19), now=pages.now + timedelta(days=10))
    assert [one.kind for one in other.changes] == ["page.reshaped"]
    assert (other.held[0].rejected, other.held[0].runs) == (None, 1)


@pytest.mark.parametrize("whole", [1, 3, 9])
def test_a_reading_that_was_rejected_comes_back_without_a_word_however_long_the_page_was_whole(pages, whole):
    good, few = pages.members(CODES, claimed=44), pages.members(CODES[:20], claimed=20)
    memory = pages.remember(good)
    found = compare(memory, few, now=pages.now)
    memory = pages.after(memory, few, found)
    rejected = tuple(replace(one, rejected="half a page") for one in found.held)
    memory = replace(memory, held=rejected)
    kinds = []
    for day, reading in enumerate([*[good] * whole, few, good, few, few], 1):
        found = compare(memory, reading, now=pages.now + timedelta(days=day))
        kinds += [one.kind for one in found.changes]
        memory = replace(pages.after(memory, reading, found), rejected=() if found.held else rejected)
    assert kinds == []
    assert [one.rejected for one in memory.held] == ["half a page"]
