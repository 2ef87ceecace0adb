"""What becomes of a chair has one name: a handover, as announced or not, a further term, or a change of its entries."""

from __future__ import annotations

from functools import partial

import pytest

from monitor.compare import compare
from monitor.model import FieldOutcome, Finding


def told_of(pages, before, after):
    (change,) = compare(pages.remember(pages.reading(*before)), pages.reading(*after), now=pages.now).changes
    return change.kind, change.summary.replace("Bali Process", "X")


@pytest.mark.parametrize(("old", "new"), [("2024", "2024/2025"), ("2024", "2025"), ("2022/2023", "2022/2025")])
def test_who_stays_for_longer_hands_nothing_over(pages, old, new):
    kind, summary = told_of(pages, [pages.chair("MA", term=old)], [pages.chair("MA", term=new)])
    assert kind == "chair.renewed"
    assert summary == f"Chair of X goes on: Morocco {old} -> Morocco {new}"


@pytest.mark.parametrize(("old", "new"), [("2024/2025", "2024"), ("2024", "2022"), ("2024", "from 2024 on")])
def test_another_term_that_is_no_longer_one_is_a_change_of_the_entry(pages, old, new):
    assert told_of(pages, [pages.chair("MA", term=old)], [pages.chair("MA", term=new)])[0] == "chair.changed"


def test_one_of_two_chairs_who_stays_for_longer(pages):
    before = [pages.chair("ES", term="2024"), pages.chair("TN", term="2024")]
    assert told_of(pages, before, [before[0], pages.chair("TN", term="2024/2026")])[0] == "chair.renewed"


def test_the_turn_of_the_incoming_chair_moves_with_a_renewal(pages):
    before = [pages.chair("MT", term="2025"), pages.chair("HU", "incoming", "2026")]
    kind, summary = told_of(pages, before, [pages.chair("MT", term="2025/2026"), pages.chair("HU", "incoming", "2027")])
    assert kind == "chair.renewed"
    assert summary.startswith("Chair of X goes on: Malta 2025 (incoming Hungary 2026) -> Malta 2025/2026")


@pytest.mark.parametrize("incoming", [("HU", "2025"), ("IT", "2027"), ("HU", None)])
def test_a_renewal_with_another_turn_of_the_incoming_chair_is_a_change_of_the_entries(pages, incoming):
    before = [pages.chair("MT", term="2025"), pages.chair("HU", "incoming", "2026")]
    who, term = incoming
    after = [pages.chair("MT", term="2025/2026"), pages.chair(who, "incoming", term)]
    assert told_of(pages, before, after)[0] == "chair.changed"


@pytest.mark.parametrize("incoming", [[], [("HU", "2026")]], ids=["nobody was", "another was"])
@pytest.mark.parametrize("past", [[], [("PT", "2023")], [("PT", "2023"), ("ES", "2022")]])
def test_who_is_to_take_over_is_the_news_though_the_list_of_past_chairs_is_another_too(pages, incoming, past):
    stands = pages.chair("MT", term="2025")
    before = [stands, pages.chair("IT", "past", "2021")]
    before += [pages.chair(code, "incoming", term) for code, term in incoming]
    after = [stands, pages.chair("FR", "incoming", "2026"), *(pages.chair(code, "past", term) for code, term in past)]
    kind, summary = told_of(pages, before, after)
    assert kind == "chair.incoming"
    assert summary.endswith("-> Malta (incoming France)")


@pytest.mark.parametrize("after", [[], [("HU", "2027")]], ids=["nobody is", "in another term"])
def test_beside_another_list_of_past_chairs_who_was_to_take_over_before_is_no_news_of_its_own(pages, after):
    stands = pages.chair("MT", term="2025")
    before = [stands, pages.chair("HU", "incoming", "2026")]
    new = [stands, pages.chair("IT", "past", "2021"), *(pages.chair(code, "incoming", term) for code, term in after)]
    assert told_of(pages, before, new)[0] == "chair.changed"


def test_the_incoming_chair_takes_over_as_announced(pages):
    before = [pages.chair("MA", term="2024"), pages.chair("FR", "incoming", "2025")]
    after = [pages.chair("FR", term="2025"), pages.chair("MA", "past", "2024")]
    change = told_of(pages, before, after)
    assert change == ("chair.handover", "Chair of X, as announced: Morocco 2024 (incoming France 2025) -> France 2025")


@pytest.mark.parametrize(
    "after", [[("ES", "chair")], [("FR", "chair"), ("ES", "co-chair")], [("ES", "chair"), ("FR", "incoming")]]
)
def test_a_handover_to_another_than_was_announced_says_nothing_of_it(pages, after):
    before = [pages.chair("MA"), pages.chair("FR", "incoming")]
    kind, summary = told_of(pages, before, [pages.chair(code, role) for code, role in after])
    assert kind == "chair.handover"
    assert "as announced" not in summary


@pytest.mark.parametrize(("one", "other"), [("chair", "co-chair"), ("co-chair", "chair")])
def test_a_chair_that_is_a_co_chair_now_hands_nothing_over(pages, one, other):
    assert told_of(pages, [pages.chair("AU", one)], [pages.chair("AU", other)])[0] == "chair.changed"


def test_the_same_chair_again_after_a_gap(pages):
    empty = pages.reading(fields=[pages.reading(pages.chair("MA")).fields[0]])
    memory = pages.remember(pages.reading(pages.chair("MA", term="2024")), empty)
    (again,) = compare(memory, pages.reading(pages.chair("MA", term="2026")), now=pages.now).changes
    assert (again.kind, again.before) == ("chair.handover", None)


def test_the_evidence_of_a_handover_has_all_entries_of_both_sides(pages):
    before = [pages.chair("MA"), pages.chair("FR", "incoming"), pages.chair("PT", "past")]
    after = [pages.chair("FR"), pages.chair("MA", "past"), pages.chair("PT", "past")]
    found = compare(pages.remember(pages.reading(*before)), pages.reading(*after), now=pages.now)
    (change,) = found.changes
    assert (len(change.closes), len(change.opens), len(change.stands)) == (2, 2, 1)
    assert found.closed == tuple(sorted(change.closes))


# a chair in running text, which is never a list read to its end


def in_prose(pages, *entries, findings=()):
    return pages.reading(*entries, fields=[FieldOutcome("bali-process", "chair", "partial")], findings=findings)


def test_a_handover_in_running_text_takes_the_seat(pages):
    before, after = in_prose(pages, pages.chair("MA")), in_prose(pages, pages.chair("FR"))
    memory = pages.remember(before)
    found = compare(memory, after, now=pages.now)
    assert [one.summary for one in found.changes] == ["Chair of Bali Process: Morocco -> France"]
    assert len(found.closed) == 1
    assert compare(pages.after(memory, after, found), after, now=pages.now).changes == ()


def test_who_takes_over_in_running_text_is_incoming_no_more_and_the_past_stays(pages):
    stood = pages.reading(pages.chair("MA"), pages.chair("FR", "incoming"), pages.chair("PT", "past"))
    memory = pages.remember(stood)
    after = in_prose(pages, pages.chair("FR"))
    found = compare(memory, after, now=pages.now)
    assert found.changes[0].summary == "Chair of Bali Process, as announced: Morocco (incoming France) -> France"
    left = [one.statement.key for one in pages.after(memory, after, found).statements]
    assert left == ["past:PT", "chair:FR"]


@pytest.mark.parametrize("read", [["FR"], ["ES"], ["ES", "FR"]])
def test_fewer_than_stood_take_nobodys_seat(pages, read):
    """One of three was not read, so nobody can tell whose place the other has."""
    stood = pages.reading(*(pages.chair(code) for code in ("MA", "FR", "PT")))
    found = compare(pages.remember(stood), in_prose(pages, *(pages.chair(code) for code in read)), now=pages.now)
    assert found.closed == ()


def test_beside_a_line_that_was_not_read_nobody_takes_a_seat(pages):
    missed = (Finding("unread-line", "not understood", "bali-process", "chair"),)
    found = compare(
        pages.remember(pages.reading(pages.chair("MA"))),
        in_prose(pages, pages.chair("FR"), findings=missed),
        now=pages.now,
    )
    assert found.closed == ()
    assert found.changes[0].kind == "chair.handover"


ROLES_TOLD = {
    "two chairs, of whom one is a co-chair now": (
        ["chair:AL", "chair:AT"],
        ["chair:AL", "co-chair:AT"],
        "chair AL and AT -> chair AL; co-chair AT",
    ),
    "two co-chairs": (
        ["co-chair:AL", "co-chair:AT"],
        ["chair:AL", "co-chair:AT"],
        "co-chair AL and AT -> chair AL; co-chair AT",
    ),
    "two who change places": (
        ["chair:AL", "co-chair:AT"],
        ["chair:AT", "co-chair:AL"],
        "chair AL; co-chair AT -> chair AT; co-chair AL",
    ),
    "one": (["chair:AL"], ["co-chair:AL"], "chair AL -> co-chair AL"),
    "one of three": (
        ["chair:AL", "chair:AT", "chair:HU"],
        ["chair:AL", "chair:AT", "co-chair:HU"],
        "chair AL, AT and HU -> chair AL and AT; co-chair HU",
    ),
    "with who is to come": (
        ["chair:AL", "chair:AT", "incoming:HU"],
        ["chair:AL", "co-chair:AT", "incoming:HU"],
        "chair AL and AT -> chair AL; co-chair AT",
    ),
}


@pytest.mark.parametrize("case", ROLES_TOLD)
def test_who_chairs_in_another_role_is_told_with_it(pages, case):
    before, after, words = ROLES_TOLD[case]
    readings = [
        pages.reading(*(pages.chair(code, role) for role, code in (one.split(":") for one in side)))
        for side in (before, after)
    ]
    found = compare(pages.remember(readings[0]), readings[1], now=pages.now)
    told = {"AL": "Albania", "AT": "Austria", "HU": "Hungary"}
    for code, name in told.items():
        words = words.replace(code, name)
    assert [one.summary for one in found.changes] == [f"Entries on the chair of Bali Process: {words}"]


@pytest.mark.parametrize("case", ROLES_TOLD)
def test_in_running_text_who_has_another_role_has_left_the_one_they_had(pages, case):
    sides = [[pages.chair(*reversed(one.split(":"))) for one in side] for side in ROLES_TOLD[case][:2]]
    memory, after = pages.remember(in_prose(pages, *sides[0])), in_prose(pages, *sides[1])
    found = compare(memory, after, now=pages.now)
    left = pages.after(memory, after, found)
    assert {one.statement.key for one in left.statements} == {one.key for one in sides[1]}
    assert compare(left, after, now=pages.now).changes == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["chair:AL", "co-chair:AT"], ["chair:AT", "co-chair:HU"], "chair AL; co-chair AT -> chair AT; co-chair HU"),
        (["chair:AL"], ["chair:AT", "co-chair:AL"], "chair AL -> chair AT; co-chair AL"),
        (
            ["chair:AL", "co-chair:AT", "incoming:HU"],
            ["chair:HU", "co-chair:AL"],
            "chair AL; co-chair AT; incoming HU -> chair HU; co-chair AL",
        ),
    ],
)
@pytest.mark.parametrize("outcome", ["ok", "partial"])
def test_a_handover_tells_the_roles_where_one_who_stays_has_another(pages, before, after, told, outcome):
    sides = [[pages.chair(*reversed(one.split(":"))) for one in side] for side in (before, after)]
    read = pages.reading if outcome == "ok" else partial(in_prose, pages)
    memory, now = pages.remember(read(*sides[0])), read(*sides[1])
    found = compare(memory, now, now=pages.now)
    for code, name in {"AL": "Albania", "AT": "Austria", "HU": "Hungary"}.items():
        told = told.replace(code, name)
    assert [(one.kind, one.summary.partition(": ")[2]) for one in found.changes] == [("chair.handover", told)]
    assert {one.statement.key for one in pages.after(memory, now, found).statements} == {one.key for one in sides[1]}


def test_a_role_beside_the_one_that_stays_closes_nothing_in_running_text(pages):
    before = [pages.chair("AL"), pages.chair("AT", "co-chair")]
    found = compare(pages.remember(in_prose(pages, *before)), in_prose(pages, before[1]), now=pages.now)
    assert (found.closed, found.changes) == ((), ())


# a term that is stated later than its chair


def after_all(pages, *readings):
    """The memory behind some readings, and what each of them told."""
    memory, told = pages.remember(readings[0]), []
    for reading in readings[1:]:
        found = compare(memory, reading, now=pages.now)
        told.append([one.summary.partition(": ")[2] for one in found.changes])
        memory = pages.after(memory, reading, found)
    return memory, told


def terms(memory):
    return [one.statement.value["term"] for one in memory.statements]


@pytest.mark.parametrize("role", ["chair", "co-chair", "incoming"])
@pytest.mark.parametrize("outcome", ["ok", "partial"])
def test_a_term_that_was_not_stated_at_first_is_learnt_without_a_word(pages, role, outcome):
    read = pages.reading if outcome == "ok" else partial(in_prose, pages)
    bare, stated = read(pages.chair("TR", role)), read(pages.chair("TR", role, "2022/2025"))
    memory, told = after_all(pages, bare, stated)
    assert (terms(memory), told) == (["2022/2025"], [[]])


def test_a_term_that_one_look_leaves_out_does_not_come_and_go(pages):
    bare, stated = pages.reading(pages.chair("TR")), pages.reading(pages.chair("TR", term="2022/2025"))
    memory = after_all(pages, bare, stated)[0]
    for reading in (bare, stated, bare, bare, stated):
        found = compare(memory, reading, now=pages.now)
        assert (found.closed, found.opened, found.changes) == ((), (), ())
        memory = pages.after(memory, reading, found)
    assert terms(memory) == ["2022/2025"]


@pytest.mark.parametrize("between", [[], [None]], ids=["at once", "behind a look without one"])
def test_a_renewal_of_a_term_that_was_learnt_is_told(pages, between):
    looks = [None, "2022/2025", *between, "2026/2027"]
    memory, told = after_all(pages, *(pages.reading(pages.chair("TR", term=term)) for term in looks))
    assert told[-1] == ["Türkiye 2022/2025 -> Türkiye 2026/2027"]
    assert not any(told[:-1])
    assert terms(memory) == ["2026/2027"]


def test_who_comes_with_a_term_that_is_learnt_is_one_change_with_both_as_evidence(pages):
    before = pages.reading(pages.chair("TR"))
    after = pages.reading(pages.chair("TR", term="2022/2025"), pages.chair("HU", "incoming", "2026"))
    found = compare(pages.remember(before), after, now=pages.now)
    (change,) = found.changes
    assert (change.closes, sorted(change.opens), change.stands, change.quotes) == (found.closed, [0, 1], (), ())
    assert [one.key for one in found.opened] == ["chair:TR", "incoming:HU"]


def test_of_two_chairs_the_one_of_whom_a_term_is_stated_learns_it(pages):
    before = pages.reading(pages.chair("TR"), pages.chair("HU", "co-chair", "2024"))
    after = pages.reading(pages.chair("TR", term="2022/2025"), pages.chair("HU", "co-chair"))
    memory, told = after_all(pages, before, after)
    assert (sorted(terms(memory)), told) == (["2022/2025", "2024"], [[]])
