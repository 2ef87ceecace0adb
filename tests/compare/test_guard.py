"""The collapse guard: a redesign never becomes "44 members left"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.compare import accept, compare, correct
from monitor.compare.guard import LABEL_GONE, STANDS_EMPTY
from monitor.model import FieldOutcome, Finding, Memory
from tests.compare.conftest import BALI

CODES = [f"{a}{b}" for a in "ABCDEFGHI" for b in "ABCDEFGHIJ"][:82]


def test_somalia_may_leave_the_tripoli_process(pages):
    before = pages.members(CODES, claimed=82, listed=82)
    # one line went, another entry stands twice: as many lines as before, one value fewer
    after = pages.members(CODES[:-1], claimed=82, listed=82)
    found = compare(pages.remember(before), after, now=pages.now)
    assert [(one.kind, one.key) for one in found.changes] == [("member.left", CODES[-1])]
    assert found.held == ()


def test_fewer_lines_under_an_unchanged_claim_are_held(pages):
    before, after = pages.members(CODES, claimed=82), pages.members(CODES[:-1], claimed=82)
    found = compare(pages.remember(before), after, now=pages.now)
    assert [one.kind for one in found.changes] == ["page.reshaped"]
    assert found.closed == ()
    assert "still claims 82" in found.held[0].reason
    assert not found.held[0].by_itself


def test_fewer_lines_under_an_unchanged_claim_are_held_however_often_they_are_seen(pages):
    memory, after = pages.remember(pages.members(CODES, claimed=82)), pages.members(CODES[:-1], claimed=82)
    for run in range(100):
        found = compare(memory, after, now=pages.now + timedelta(days=run * run))
        assert (found.outcome, found.closed) == ("held", ())
        memory = pages.after(memory, after, found)


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_a_list_that_was_read_in_part_for_a_while_is_counted_against_its_last_whole_reading(pages, times):
    memory = pages.remember(pages.members(CODES, claimed=82))
    less = pages.members(CODES[:-1], claimed=82)
    partial = replace(less, fields=(replace(less.fields[0], outcome="partial"),))
    for _ in range(times):
        found = compare(memory, partial, now=pages.now)
        assert (found.changes, found.closed, found.held) == ((), (), ())
        memory = pages.after(memory, partial, found)
    found = compare(memory, less, now=pages.now)
    assert ([one.kind for one in found.changes], found.closed) == (["page.reshaped"], ())


@pytest.mark.parametrize(
    ("left", "kind"), [(0, "page.reshaped"), (1, "page.reshaped"), (40, "page.reshaped"), (79, "member.joined")]
)
def test_a_partial_list_of_fewer_lines_closes_nothing(pages, left, kind):
    """Somebody in it whom nobody knows takes nobody's place."""
    some = [pages.member(code) for code in CODES[:left]]
    odd = pages.statement("member", "x", {"kind": "state", "country": None, "name": "Atlantis"})
    fields = [FieldOutcome("bali-process", "member", "partial", 82, left + 1, left, left)]
    found = compare(
        pages.remember(pages.members(CODES, claimed=82)), pages.reading(*some, odd, fields=fields), now=pages.now
    )
    assert (found.closed, {one.kind for one in found.changes}) == ((), {kind})


def test_another_reason_to_wait_soon_after_the_first_is_told(pages):
    """The label of the list is lost and comes back; within three readings a half of the list is gone."""
    whole, half = pages.members(CODES[:12]), pages.members(CODES[:6])
    lost = pages.reading(pages.chair("AU"))
    whole, half = (replace(one, statements=(*one.statements, *lost.statements)) for one in (whole, half))
    whole, half = (replace(one, fields=(*one.fields, *lost.fields)) for one in (whole, half))
    memory, told = pages.remember(whole, whole, whole), []
    for reading in (lost, whole, lost, whole, half, whole, half, whole, lost):
        found = compare(memory, reading, now=pages.now)
        told += [part["reason"] for one in found.changes for part in one.after]
        memory = pages.after(memory, reading, found)
    gone = "its label is no longer on the page"
    assert told == [gone, "6 of 12 entries are gone at once", gone]


def test_half_a_list_with_lines_that_were_not_understood_waits_for_a_person(pages):
    whole = pages.members(CODES[:12])
    fields = [FieldOutcome("bali-process", "member", "partial", 8, 8, 6, 6)]
    half = pages.reading(*map(pages.member, CODES[:6]), fields=fields)
    memory = pages.remember(whole)
    for kinds in (["page.reshaped"], [], [], []):
        found = compare(memory, half, now=pages.now)
        assert ([one.kind for one in found.changes], found.opened, found.closed) == (kinds, (), ())
        assert [(one.reason, one.by_itself) for one in found.held] == [
            ("6 of 12 entries are not among the lines that were understood", False)
        ]
        memory = pages.after(memory, half, found)
    back = compare(memory, whole, now=pages.now)
    assert (back.changes, back.held) == ((), ())
    taken = accept(memory, half, accepted=frozenset({("bali-process", "member")}), now=pages.now)
    assert [one.kind for one in taken.changes] == ["member.left"] * 6
    memory = pages.after(memory, half, taken)
    again = compare(memory, half, now=pages.now)
    assert (again.changes, again.held) == ((), ())


SHAPES = st.sampled_from(["label gone", "not understood", "nothing found", "partial", "few", "under another label"])


@given(shapes=st.lists(SHAPES, min_size=1, max_size=3), hours=st.integers(1, 24 * 60))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_redesign_never_becomes_44_members_left_however_often_it_is_seen(pages, shapes, hours):
    members = [pages.member(code) for code in CODES[:44]]
    observers = [pages.member(code, field="observer") for code in ("CH", "NO", "SE", "DK")]
    memory = pages.remember(pages.reading(pages.chair("AU"), *members, *observers))
    kept = pages.chair("AU"), *observers

    def page(shape):
        lost = {"not understood": "drifted", "partial": "partial", "few": "ok"}.get(shape)
        fields = [FieldOutcome("bali-process", "member", lost, None, 4, 4)] if lost else []
        if shape == "nothing found":
            return pages.reading(outcome="drifted")
        if shape == "under another label":
            return pages.reading(pages.chair("AU"), *(pages.member(code, field="observer") for code in CODES[:44]))
        return pages.reading(*kept, *(members[:4] if shape in ("partial", "few") else ()), fields=fields)

    now = pages.now
    for run in range(100):
        reading = page(shapes[run % len(shapes)])
        now += timedelta(hours=hours)
        found = compare(memory, reading, now=now)
        assert found.closed == ()
        assert {one.kind for one in found.changes} <= {"page.reshaped"}
        memory = pages.after(memory, reading, found)
    whole = compare(memory, pages.reading(pages.chair("AU"), *members, *observers), now=now)
    assert (whole.changes, whole.held) == ((), ())


def test_the_guards_number_is_two_or_a_tenth(pages, told):
    assert told(pages.members(CODES[:10]), pages.members(CODES[:8])) == ["member.left", "member.left"]
    assert told(pages.members(CODES[:10]), pages.members(CODES[:7])) == ["page.reshaped"]
    assert set(told(pages.members(CODES), pages.members(CODES[8:]))) == {"member.left"}
    assert told(pages.members(CODES), pages.members(CODES[9:])) == ["page.reshaped"]


def test_a_lost_label_is_held_told_once_and_never_accepted_by_itself(pages):
    whole = pages.reading(pages.chair("AU"), *(pages.member(code) for code in CODES[:44]))
    memory = pages.remember(whole)
    bare, kinds, now = pages.reading(pages.chair("AU")), [], pages.now
    for _ in range(10):
        now += timedelta(days=3)
        found = compare(memory, bare, now=now)
        kinds += [one.kind for one in found.changes]
        assert (found.closed, found.outcome) == ((), "held")
        assert [(one.field, one.reason) for one in found.held] == [("member", LABEL_GONE)]
        memory = pages.after(memory, bare, found)
    assert kinds == ["page.reshaped"]
    assert memory.held[0].runs == 10
    back = compare(memory, whole, now=now)
    assert (back.held, back.changes, back.opened, back.closed) == ((), (), (), ())


def test_a_whole_redesign_is_one_change(pages):
    memory = pages.remember(pages.reading(pages.chair("AU"), pages.member("FJ"), pages.statement("type", "", "RCP")))
    found = compare(
        memory, pages.reading(prose=("Everything is new here and nobody can read one single fact.",)), now=pages.now
    )
    assert [one.kind for one in found.changes] == ["page.reshaped"]
    assert {part["field"] for part in found.changes[0].after} == {"chair", "member", "type"}


def test_what_is_left_of_a_page_that_lost_most_fields_waits_until_it_has_stayed_so(pages):
    whole = pages.reading(pages.chair("AU"), pages.member("FJ"), pages.statement("type", "", "RCP"))
    memory = pages.remember(whole)
    left, kinds = pages.reading(pages.statement("type", "", "IRF")), []
    for day in (0, 1, 3):
        found = compare(memory, left, now=pages.now + timedelta(days=day))
        kinds.append([one.kind for one in found.changes if one.kind != "page.reshaped"])
        memory = pages.after(memory, left, found)
    assert kinds[:2] == [[], []]
    assert kinds[2] != []
    other = pages.reading(pages.chair("AU"), pages.member("FJ"), pages.statement("type", "", "IRF"))
    assert compare(pages.remember(whole), other, now=pages.now).held == ()


def test_a_field_whose_label_came_and_went_before_is_not_held(pages):
    with_type = pages.reading(pages.chair("AU"), pages.statement("type", "", "RCP"))
    without = pages.reading(pages.chair("AU"))
    memory = pages.remember(with_type)
    memory = pages.after(memory, without, compare(memory, without, now=pages.now))
    assert memory.held
    # the field stood only in prose: there was no label that could be lost
    partial = pages.reading(
        pages.chair("AU"), pages.statement("type", "", "RCP"), fields=[FieldOutcome("bali-process", "type", "partial")]
    )
    found = compare(pages.remember(partial), without, now=pages.now)
    assert (found.held, found.changes, found.closed) == ((), (), ())


def test_a_count_is_believed_after_three_identical_runs_and_48_hours(pages):
    memory = pages.remember(pages.members(CODES, claimed=82))
    after, outcomes = pages.members(CODES[:40], claimed=40), []
    for hours in (0, 24, 47, 48):
        found = compare(memory, after, now=pages.now + timedelta(hours=hours))
        outcomes.append((found.outcome, len(found.closed)))
        memory = pages.after(memory, after, found)
    assert outcomes == [("held", 0), ("held", 0), ("held", 0), ("ok", 42)]
    assert memory.held == ()


def test_a_count_that_does_not_stay_identical_starts_anew(pages):
    memory = pages.remember(pages.members(CODES, claimed=82))
    for days, left in ((0, 40), (2, 40), (4, 39), (6, 40)):
        after = pages.members(CODES[:left], claimed=left)
        found = compare(memory, after, now=pages.now + timedelta(days=days))
        assert found.outcome == "held"
        memory = pages.after(memory, after, found)
    assert memory.held[0].runs == 1


def test_a_count_without_positive_evidence_waits_for_a_person(pages):
    memory = pages.remember(pages.members(CODES))
    after = pages.members(CODES[:40])
    for days in range(0, 30, 3):
        found = compare(memory, after, now=pages.now + timedelta(days=days))
        assert (found.outcome, found.closed) == ("held", ())
        memory = pages.after(memory, after, found)


def test_the_guard_looks_upward_too(pages, told):
    assert told(pages.members(CODES[:7]), pages.members(CODES[:21])) == ["member.joined"] * 14
    assert told(pages.members(CODES[:6]), pages.members(CODES[:21])) == ["page.reshaped"]


def test_a_handover_of_many_chairs_is_not_a_collapse(pages, told):
    before = pages.reading(*(pages.chair(code, "co-chair") for code in ("AU", "ID", "NZ")), pages.chair("FJ", "past"))
    after = pages.reading(*(pages.chair(code, "co-chair") for code in ("CH", "NO", "SE")))
    assert told(before, after) == ["chair.handover"]


def test_many_mechanisms_delisted_at_once_are_held_with_all_their_fields(pages):
    def table(*names):
        return pages.reading(
            *(pages.statement("mechanism", name, {"id": name, "name": name}, name) for name in names),
            *(pages.statement("type", "", "RCP", name) for name in names),
        )

    names = [f"m{number}" for number in range(10)]
    found = compare(pages.remember(table(*names)), table(*names[:5], "new-one"), now=pages.now)
    assert [one.kind for one in found.changes] == ["page.reshaped"]
    assert (found.closed, found.opened) == ((), ())
    assert [one.field for one in found.held] == ["mechanism"]


def test_what_is_held_is_no_correction(pages):
    memory = pages.remember(pages.members(CODES, claimed=82), pages.members(CODES[:40], claimed=82))
    assert memory.held
    found = correct(memory, pages.members(CODES[:40], claimed=82), now=pages.now)
    assert (found.corrections, found.closed, found.held) == ((), (), memory.held)


def test_while_a_page_is_reshaped_its_prose_is_not_told(pages):
    text = "The list of members stood here and is now found in this long paragraph."
    whole = pages.reading(
        *(pages.member(code) for code in CODES[:9]), prose=("A first paragraph of prose that nobody changes at all.",)
    )
    found = compare(pages.remember(whole), pages.reading(prose=(text,)), now=pages.now)
    assert [one.kind for one in found.changes] == ["page.reshaped"]


def test_a_page_on_which_nothing_is_found_any_more_is_told_once_and_closes_nothing(pages):
    memory = pages.remember(pages.reading(pages.chair("AU"), pages.member("FJ")))
    nothing = pages.reading(outcome="drifted")
    first = compare(memory, nothing, now=pages.now)
    assert ([one.kind for one in first.changes], first.outcome, first.closed) == (["page.reshaped"], "drifted", ())
    again = compare(replace(memory, held=first.held), nothing, now=pages.now)
    assert (again.changes, [one.runs for one in again.held]) == ((), [2, 2])
    assert compare(Memory(), nothing, now=pages.now).changes == ()


def test_a_field_that_our_new_code_no_longer_finds_is_a_correction_while_the_rest_reads_as_before(pages):
    memory = pages.remember(pages.reading(pages.chair("AU"), pages.member("FJ"), pages.member("NZ")))
    moved = pages.reading(pages.chair("AU"), pages.member("FJ", field="observer"), pages.member("NZ", field="observer"))
    found = correct(memory, moved, now=pages.now)
    assert (found.changes, found.held, found.closed) == ((), (), (2, 3))
    told = {(one.kind, one.field, one.closes) for one in found.corrections if one.field == "member"}
    assert told == {("field.unstated", "member", (2, 3))}
    assert [one.outcome for one in found.fields if one.field == "member"] == ["unstated"]
    (said,) = [one.summary for one in found.corrections if one.field == "member"]
    assert (
        said
        == "Bali Process, member: found no more on the same page, which was read with 2 entries (Fiji and New Zealand)"
    )


def test_what_comes_back_after_our_code_did_not_find_it_is_a_baseline(pages):
    whole = pages.reading(pages.chair("AU"), *(pages.member(code) for code in CODES[:9]))
    memory, bare = pages.remember(whole), pages.reading(pages.chair("AU"))
    memory = pages.after(memory, bare, correct(memory, bare, now=pages.now))
    assert compare(memory, bare, now=pages.now).held == ()
    found = compare(memory, whole, now=pages.now)
    assert (found.changes, found.held, len(found.opened)) == ((), (), 9)


def test_a_reader_that_finds_most_fields_no_more_closes_nothing_and_is_looked_into(pages):
    memory = pages.remember(pages.reading(pages.chair("AU"), pages.member("FJ"), pages.statement("type", "", "RCP")))
    found = correct(memory, pages.reading(pages.chair("AU")), now=pages.now)
    assert (found.corrections, found.closed) == ((), ())
    assert [one.field for one in found.held] == ["member", "type"]


def test_a_field_that_was_not_read_to_its_end_is_not_closed_by_new_code_that_does_not_find_it(pages):
    first = pages.reading(pages.chair("AU"), *(pages.member(code) for code in CODES[:9]))
    part = [FieldOutcome(BALI, "member", "partial")]
    second = pages.reading(pages.chair("AU"), *(pages.member(code) for code in CODES[:8]), fields=part)
    found = correct(pages.remember(first, second), pages.reading(pages.chair("AU")), now=pages.now)
    assert (found.corrections, found.closed, found.held) == ((), (), ())


def test_a_page_that_goes_to_and_fro_between_two_shapes_is_told_of_once(pages):
    whole = pages.reading(pages.chair("AU"), *(pages.member(code) for code in CODES[:9]))
    bare, memory, kinds = pages.reading(pages.chair("AU")), Memory(), []
    for number in range(9):
        page = bare if number % 2 else whole
        found = compare(memory, page, now=pages.now + timedelta(days=number))
        kinds += [one.kind for one in found.changes]
        assert found.closed == ()
        memory = pages.after(memory, page, found)
    assert kinds == ["page.reshaped"]


def test_a_member_that_left_while_its_list_was_held_is_told_when_the_list_is_back(pages):
    memory = pages.remember(pages.members(CODES[:28]), pages.members(CODES[:4]))
    assert memory.held
    found = compare(memory, pages.members(CODES[:27]), now=pages.now)
    assert [(one.kind, one.key) for one in found.changes] == [("member.left", CODES[27])]
    assert found.held == ()


@pytest.mark.parametrize(
    ("many", "named", "stays"),
    [(60, True, True), (60, False, False), (36, True, False)],
    ids=["a number that can hardly be", "the first number that the page names", "a number that may be"],
)
def test_a_grown_list_is_not_proven_by_a_number_that_can_hardly_be(pages, many, named, stays):
    def page(codes, claimed):
        count = [pages.statement("member_count", "", claimed)] if claimed else []
        listed = FieldOutcome("bali-process", "member", "ok", claimed, len(codes), len(codes), len(codes))
        return pages.reading(pages.chair("AU"), *count, *(pages.member(code) for code in codes), fields=[listed])

    memory, grown = pages.remember(page(CODES[:12], 12 if named else None)), page(CODES[:many], many)
    for hours in (0, 24, 48, 72):
        found = compare(memory, grown, now=pages.now + timedelta(hours=hours))
        memory = pages.after(memory, grown, found)
    assert ("member" in {one.field for one in memory.held}) == stays
    assert (sum(one.statement.field == "member" for one in memory.statements) == 12) == stays


def test_a_grown_list_whose_number_a_person_accepted_ends_by_itself(pages):
    def page(codes):
        count = pages.statement("member_count", "", len(codes))
        listed = FieldOutcome("bali-process", "member", "ok", len(codes), len(codes), len(codes), len(codes))
        return pages.reading(count, *(pages.member(code) for code in codes), fields=[listed])

    memory, grown = pages.remember(page(CODES[:12])), page(CODES[:60])
    memory = pages.after(memory, grown, compare(memory, grown, now=pages.now))
    assert {one.field for one in memory.held} == {"member", "member_count"}
    taken = accept(memory, grown, accepted=frozenset({("bali-process", "member_count")}), now=pages.now)
    memory = pages.after(memory, grown, taken)
    for hours in (24, 48, 72):
        found = compare(memory, grown, now=pages.now + timedelta(hours=hours))
        memory = pages.after(memory, grown, found)
    assert memory.held == ()


def test_a_label_that_stands_alone_is_not_said_to_be_gone(pages):
    whole = pages.reading(pages.chair("AU"), pages.meeting("2016-05-03", "Rome", "IT", "Second meeting"))
    alone = Finding("empty-label", "“Meetings” has nothing under it", "bali-process", "meeting")
    found = compare(pages.remember(whole), pages.reading(pages.chair("AU"), findings=(alone,)), now=pages.now)
    assert [(one.field, one.reason) for one in found.held] == [("meeting", STANDS_EMPTY)]
