"""Absent is not removed: where a label between two lists is lost, nobody left and nobody joined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare import accept, compare, correct
from monitor.compare.chairs import ROLES
from monitor.model import FieldOutcome, Finding, Under

BALI = "bali-process"


def test_who_stood_under_a_label_that_is_gone_and_stands_in_another_list_now_has_not_joined_it(pages):
    members = [pages.member(code) for code in ("FJ", "NZ", "TO")]
    before = pages.reading(*members, pages.member("AU", field="observer"))
    found = compare(pages.remember(before), pages.reading(*members, pages.member("AU")), now=pages.now)
    assert [one.kind for one in found.changes] == ["page.reshaped"]
    assert (found.opened, found.closed, [one.field for one in found.held]) == ((), (), ["member", "observer"])
    assert not any(one.by_itself for one in found.held)
    back = compare(pages.after(pages.remember(before), before, found), before, now=pages.now)
    assert (back.changes, back.held) == ((), ())


def test_a_chair_whose_line_is_lost_has_not_become_an_observer(pages):
    observers = [pages.member(code, field="observer") for code in ("FJ", "NZ")]
    before = pages.reading(pages.chair("AU"), pages.chair("ID", "past"), *observers)
    partial = [FieldOutcome(BALI, "chair", "partial")]
    after = pages.reading(pages.chair("ID", "past"), *observers, pages.member("AU", field="observer"), fields=partial)
    found = compare(pages.remember(before), after, now=pages.now)
    assert [one.kind for one in found.changes] == ["page.reshaped"]
    assert (found.opened, found.closed, [one.field for one in found.held]) == ((), (), ["chair", "observer"])


def test_who_joins_another_list_while_all_labels_stand_has_joined_it(pages, told):
    before = pages.reading(pages.chair("AU"), pages.member("FJ"), pages.member("NZ", field="observer"))
    after = pages.reading(pages.chair("FJ"), *map(pages.member, ("FJ", "AU")), pages.member("NZ", field="observer"))
    assert told(before, after) == ["chair.handover", "member.joined"]


@pytest.mark.parametrize("role", ["chair", "incoming"])
def test_who_chaired_did_so_though_the_page_lists_no_past_chairs_any_more(pages, role):
    before = pages.reading(pages.chair("AU"), pages.chair("ID", "past"))
    after = pages.reading(pages.chair("AU"), *([pages.chair("FJ", role)] if role == "incoming" else []))
    found = compare(pages.remember(before), after, now=pages.now)
    assert [one.kind for one in found.changes] == (["chair.incoming"] if role == "incoming" else [])
    assert found.closed == ()


def test_of_several_past_chairs_one_may_be_struck_off(pages, told):
    before = pages.reading(pages.chair("AU"), pages.chair("ID", "past"), pages.chair("FJ", "past"))
    assert told(before, pages.reading(pages.chair("AU"), pages.chair("ID", "past"))) == ["chair.changed"]


def test_what_took_place_did_so_though_the_page_lists_only_what_is_to_come(pages, told):
    past = pages.meeting("2019-05-03", "Bern", "CH", "Forum on visas")
    coming = pages.meeting("2030-05-03", "Rabat", "MA", "Workshop on seasonal work", announced=True)
    found = compare(pages.remember(pages.reading(past, coming)), pages.reading(coming), now=pages.now)
    assert (found.changes, found.closed) == ((), ())
    other = pages.meeting("2020-06-04", "Lima", "PE", "Round table on remittances")
    assert told(pages.reading(past, coming), pages.reading(other, coming)) == ["meeting.removed", "meeting.recorded"]


def test_an_empty_list_of_chairs_is_believed(pages, told):
    before = pages.reading(pages.chair("AU"), pages.chair("ID", "past"))
    nobody = pages.reading(fields=[FieldOutcome(BALI, "chair", "ok")])
    assert told(before, nobody) == ["chair.vacant"]


def test_what_comes_to_a_list_that_is_read_less_surely_since_another_label_is_gone_waits(pages):
    secretariat = pages.statement("secretariat", "iom", {"id": "iom", "name": "IOM"})
    document = pages.document("Charter of the coast", 2018)
    before = pages.reading(pages.chair("AU"), pages.member("FJ"), secretariat, document)
    stray = pages.statement("secretariat", "charter", {"id": None, "name": "Charter of the coast"})
    partial = [FieldOutcome(BALI, "secretariat", "partial")]
    after = pages.reading(pages.chair("AU"), pages.member("FJ"), secretariat, stray, fields=partial)
    memory = pages.remember(before)
    for _ in range(5):
        found = compare(memory, after, now=pages.now)
        assert (found.opened, [one.field for one in found.held]) == ((), ["document", "secretariat"])
        memory = pages.after(memory, after, found)
    # with all labels in their places it is what the page says
    labelled = pages.reading(pages.chair("AU"), pages.member("FJ"), secretariat, stray, document, fields=partial)
    assert [one.kind for one in compare(pages.remember(before), labelled, now=pages.now).changes] == [
        "secretariat.added"
    ]


def without_a_chair(pages, *entries):
    return pages.reading(*entries, fields=[FieldOutcome(BALI, "chair", "partial")])


@pytest.mark.parametrize("rest", [[("FJ", "incoming")], [("ID", "incoming")], [("AU", "past"), ("FJ", "incoming")]])
def test_where_nobody_is_named_any_more_who_chairs_now_the_chair_waits(pages, rest):
    """The label of the current chair is lost, or says `to be confirmed`; the others are read as before."""
    before = pages.reading(pages.chair("AU"), pages.chair("FJ", "incoming"))
    after = without_a_chair(pages, *(pages.chair(code, role) for code, role in rest))
    memory = pages.remember(before)
    for kinds in (["page.reshaped"], [], [], []):
        found = compare(memory, after, now=pages.now)
        assert ([one.kind for one in found.changes], found.opened, found.closed) == (kinds, (), ())
        assert [(one.field, one.reason, one.by_itself) for one in found.held] == [
            ("chair", "who chairs now is not named any more", False)
        ]
        memory = pages.after(memory, after, found)
    back = compare(memory, before, now=pages.now)
    assert (back.changes, back.held) == ((), ())


def test_who_chairs_no_more_by_a_persons_word_is_stated_no_more_and_no_vacancy_is_told(pages):
    memory = pages.remember(pages.reading(pages.chair("AU"), pages.chair("FJ", "incoming")))
    after = without_a_chair(pages, pages.chair("ID", "incoming"))
    memory = pages.after(memory, after, compare(memory, after, now=pages.now))
    found = accept(memory, after, accepted=frozenset({(BALI, "chair")}), now=pages.now)
    assert [(one.kind, one.summary) for one in found.changes] == [
        (
            "chair.changed",
            "Entries on the chair of Bali Process: Australia (incoming Fiji) -> none (incoming Indonesia)",
        )
    ]
    memory = pages.after(memory, after, found)
    assert [one.statement.key for one in memory.statements] == ["incoming:ID"]
    again = compare(memory, after, now=pages.now)
    assert (again.changes, again.held) == ((), ())


def test_a_line_about_the_chair_that_was_not_understood_is_a_finding_and_holds_nothing(pages):
    missed = (Finding("unread-line", "not understood", BALI, "chair"),)
    before = pages.reading(pages.chair("AU"), pages.chair("FJ", "incoming"))
    partial = [FieldOutcome(BALI, "chair", "partial")]
    after = pages.reading(pages.chair("FJ", "incoming"), fields=partial, findings=missed)
    found = compare(pages.remember(before), after, now=pages.now)
    assert (found.changes, found.held) == ((), ())


# several labels of the chair, one of which is lost


def labels(pages, *entries, labels, outcome="ok", findings=(), nobody=("chair", "co-chair", "incoming")):
    """`labels`: how many stand, but for those of the past; one for each role, or one for all that names the others in
    brackets; where there are more than roles, the first of `nobody` names none.
    """
    below = {role: tuple(one.key for one in entries if one.value["role"] == role) for role in ROLES}
    named = [role for role in ROLES[:3] if below[role]]
    if len(named) > labels:
        below = {"chair": tuple(key for role in named for key in below[role]), "past": below["past"]}
        named = ["chair"]
    named += [role for role in nobody if role not in named][: labels - len(named)]
    under = tuple(Under(role, role, below[role]) for role in (*named, *(["past"] if below["past"] else [])))
    ended = FieldOutcome(BALI, "chair", outcome, listed=labels, under=under)
    return pages.reading(*entries, fields=[ended], findings=findings)


def stray(line):
    return (Finding("stray-text", "no field takes it", BALI, None, line),)


def waits_till_it_is_back(pages, before, after, reason):
    memory = pages.remember(before)
    for kinds in (["page.reshaped"], [], [], []):
        found = compare(memory, after, now=pages.now)
        assert ([one.kind for one in found.changes], found.opened, found.closed) == (kinds, (), ())
        assert [(one.field, one.reason, one.by_itself) for one in found.held] == [("chair", reason, False)]
        memory = pages.after(memory, after, found)
    back = compare(memory, before, now=pages.now)
    assert (back.changes, back.held) == ((), ())


@pytest.mark.parametrize("line", ["Vize: Czechia", "Vize : République tchèque", "Vize: CZECH REPUBLIC (2024)"])
@pytest.mark.parametrize("role", ["co-chair", "incoming"])
def test_who_is_named_by_a_line_that_no_field_takes_has_not_left_the_chair(pages, role, line):
    before = pages.reading(pages.chair("AM"), pages.chair("CZ", role))
    after = pages.reading(pages.chair("AM"), findings=stray(line))
    waits_till_it_is_back(pages, before, after, "a line that no field takes names Czechia now")


def test_a_line_that_no_field_takes_says_nothing_of_a_seat_that_another_has(pages, told):
    after = pages.reading(pages.chair("GE"), findings=stray("Ehemals: Armenia"))
    assert told(pages.reading(pages.chair("AM")), after) == ["chair.handover"]


def test_an_organisation_on_a_line_that_no_field_takes_runs_the_secretariat_still(pages):
    iom, icmpd = (pages.statement("secretariat", one, {"id": one, "name": one.upper()}) for one in ("iom", "icmpd"))
    after = pages.reading(iom, findings=stray("Fireside: ICMPD"))
    found = compare(pages.remember(pages.reading(iom, icmpd)), after, now=pages.now)
    assert ([one.kind for one in found.changes], found.closed) == (["page.reshaped"], ())


@pytest.mark.parametrize(("left", "whom"), [(("AM", "chair"), "Czechia"), (("CZ", "co-chair"), "Armenia")])
def test_a_label_of_the_chair_that_is_gone_with_its_country_hands_nothing_over(pages, left, whom):
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), labels=2)
    after = labels(pages, pages.chair(*left), labels=1)
    waits_till_it_is_back(pages, before, after, f"the label of {whom} is no longer on the page")


@pytest.mark.parametrize(
    ("after", "told", "stand"),
    [
        ([("CZ", "co-chair"), ("MT", "incoming")], "chair.incoming", {"chair:AM", "co-chair:CZ", "incoming:MT"}),
        ([("GE", "co-chair")], "chair.handover", {"chair:AM", "co-chair:GE"}),
    ],
)
def test_who_chaired_below_a_label_that_is_gone_waits_alone(pages, after, told, stand):
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), labels=2)
    reading = labels(pages, *(pages.chair(*one) for one in after), labels=len(after))
    memory, reason = pages.remember(before), "the label of Armenia is no longer on the page"
    for kinds in ([told, "page.reshaped"], [], []):
        found = compare(memory, reading, now=pages.now)
        assert [one.kind for one in found.changes] == kinds
        assert [(one.reason, one.by_itself) for one in found.held] == [(reason, False)]
        memory = pages.after(memory, reading, found)
        assert {one.statement.key for one in memory.statements} == stand


@pytest.mark.parametrize(("place", "many"), [("block 1", 1), ("block 2", 2)])
def test_an_incoming_chair_that_came_hides_nobody_who_chairs_no_more(pages, told, place, many):
    """`Chair: Armenia and Czechia`, then `Chair: Armenia (incoming Malta)`, or with a label of its own."""
    before = labels(pages, pages.chair("AM"), pages.chair("CZ"), labels=1)
    incoming = replace(pages.chair("MT", "incoming"), locator=place)
    assert told(before, labels(pages, pages.chair("AM"), incoming, labels=many)) == ["chair.handover"]


@pytest.mark.parametrize("past", [[], ["MT"], ["MT", "AM"]])
@pytest.mark.parametrize("over", ["GE", "CZ"])
def test_where_another_has_the_chair_the_handover_is_told_and_who_went_with_a_label_waits(pages, past, over):
    """`Chair: Georgia` alone, of Armenia and a co-chair Czechia; where Czechia has the chair, nobody waits."""
    was = [pages.chair(one, "past") for one in past[:1]]
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), *was, labels=2)
    after = labels(pages, pages.chair(over), *(pages.chair(one, "past") for one in past), labels=1)
    memory = pages.remember(before)
    found = compare(memory, after, now=pages.now)
    stands, waits = {"GE": ("Georgia; co-chair Czechia", ["co-chair:CZ"]), "CZ": ("Czechia", [])}[over]
    assert found.changes[0].summary == f"Chair of Bali Process: chair Armenia; co-chair Czechia -> chair {stands}"
    memory = pages.after(memory, after, found)
    keys = {f"chair:{over}", *waits, *(f"past:{one}" for one in past)}
    assert {one.statement.key for one in memory.statements} == keys
    again = compare(memory, after, now=pages.now)
    assert (again.changes, len(again.held)) == ((), len(waits))


def test_who_was_announced_takes_over_though_the_co_chairs_label_goes_too(pages):
    entries = pages.chair("AM"), pages.chair("AT", "co-chair"), pages.chair("GE", "incoming")
    memory = pages.remember(labels(pages, *entries, labels=3))
    found = compare(memory, labels(pages, pages.chair("GE"), labels=1), now=pages.now)
    old, new = "chair Armenia; co-chair Austria; incoming Georgia", "chair Georgia; co-chair Austria"
    assert found.changes[0].summary == f"Chair of Bali Process, as announced: {old} -> {new}"
    assert [one.reason for one in found.held] == ["the label of Austria is no longer on the page"]
    assert len(found.closed) == 2


def test_of_two_who_chair_together_one_gives_way_and_the_other_is_on_no_label(pages, told):
    before = labels(pages, pages.chair("AM", "co-chair"), pages.chair("CZ", "co-chair"), labels=2)
    assert told(before, labels(pages, pages.chair("GE", "co-chair"), labels=1)) == ["chair.handover"]


def test_a_handover_is_told_while_the_co_chair_stands_on_a_line_that_no_field_takes(pages):
    """Who gave way is gone; who is named still waits, and can be accepted as gone."""
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), labels=2)
    after = labels(pages, pages.chair("GE"), labels=1, findings=stray("Vize: Czechia"))
    memory, reason = pages.remember(before), "the label of Czechia is no longer on the page"
    for kinds in (["chair.handover", "page.reshaped"], [], [], []):
        found = compare(memory, after, now=pages.now)
        assert [one.kind for one in found.changes] == kinds
        assert [(one.field, one.reason, one.by_itself) for one in found.held] == [("chair", reason, False)]
        if kinds:
            sides = "chair Armenia; co-chair Czechia -> chair Georgia; co-chair Czechia"
            assert found.changes[0].summary == f"Chair of Bali Process: {sides}"
        memory = pages.after(memory, after, found)
        assert {one.statement.key for one in memory.statements} == {"chair:GE", "co-chair:CZ"}
    taken = accept(memory, after, accepted=frozenset({(BALI, "chair")}), now=pages.now)
    left = "chair Georgia; co-chair Czechia -> chair Georgia"
    assert [one.summary for one in taken.changes] == [f"Chair of Bali Process: {left}"]
    back = labels(pages, pages.chair("GE"), pages.chair("CZ", "co-chair"), labels=2)
    mended = compare(memory, back, now=pages.now)
    assert (mended.changes, mended.held) == ((), ())


def test_a_co_chair_below_the_chairs_label_has_not_taken_over_from_whom_another_line_names(pages):
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), labels=2)
    after = labels(pages, pages.chair("CZ"), labels=1, findings=stray("Vorsitz: Armenia"))
    waits_till_it_is_back(pages, before, after, "a line that no field takes names Armenia now")


def test_that_a_lost_label_is_a_chair_less_is_told_by_a_persons_word(pages):
    memory = pages.remember(labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), labels=2))
    after = labels(pages, pages.chair("AM"), labels=1)
    memory = pages.after(memory, after, compare(memory, after, now=pages.now))
    found = accept(memory, after, accepted=frozenset({(BALI, "chair")}), now=pages.now)
    left = "chair Armenia; co-chair Czechia -> chair Armenia"
    assert [one.summary for one in found.changes] == [f"Chair of Bali Process: {left}"]
    again = compare(pages.after(memory, after, found), after, now=pages.now)
    assert (again.changes, again.held) == ((), ())


@pytest.mark.parametrize(
    ("after", "many", "kind"),
    [
        ([("AM", "chair")], 2, "chair.handover"),  # `Co-Chair: none`
        ([("AM", "chair"), ("CZ", "past")], 1, "chair.handover"),
        ([("GE", "chair"), ("PL", "co-chair")], 2, "chair.handover"),
        ([("GE", "chair"), ("CZ", "co-chair")], 2, "chair.handover"),
        ([("GE", "chair"), ("CZ", "chair")], 1, "chair.handover"),
        ([("AM", "chair"), ("CZ", "chair")], 1, "chair.changed"),
    ],
)
def test_what_the_page_says_of_the_chair_is_told_at_once(pages, told, after, many, kind):
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), labels=2)
    assert told(before, labels(pages, *(pages.chair(*one) for one in after), labels=many)) == [kind]


@pytest.mark.parametrize("after", [[("CZ", "chair")], [("GE", "chair")], [("CZ", "chair"), ("AM", "past")]])
def test_a_handover_takes_the_label_of_the_incoming_chair_with_it(pages, told, after):
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "incoming"), labels=2)
    assert told(before, labels(pages, *(pages.chair(*one) for one in after), labels=1)) == ["chair.handover"]


@pytest.mark.parametrize("many", [1, 2])
def test_who_was_to_take_over_is_replaced_by_who_is_now(pages, told, many):
    """`Incoming chair: Czechia`, then `Chair: Armenia (incoming Georgia)`, or with a label of its own."""
    before = labels(pages, pages.chair("AM"), pages.chair("CZ", "incoming"), labels=2)
    after = labels(pages, pages.chair("AM"), pages.chair("GE", "incoming"), labels=many)
    assert told(before, after) == ["chair.incoming"]


@pytest.mark.parametrize("role", ["incoming", "past"])
def test_who_stands_beside_the_chair_since_a_label_is_lost_has_not_taken_over(pages, role):
    before = pages.reading(pages.chair("AM"), pages.chair("CZ", role))
    after = pages.reading(pages.chair("AM"), pages.chair("CZ"))
    waits_till_it_is_back(
        pages, before, after, "1 of its new entries stood under a label that is no longer on the page"
    )


@pytest.mark.parametrize("kind", ["not-known-yet", "unread-line"])
@pytest.mark.parametrize("co", [[], ["PL"]])
def test_what_is_not_known_of_the_incoming_chair_says_nothing_of_the_chair(pages, kind, co):
    """`Current Chair: Georgia`, who was to take over, and `Incoming Chair: to be decided`."""
    said = (Finding(kind, "the page says so", BALI, "chair", "to be decided"),)
    beside = [pages.chair(one, "co-chair") for one in co]
    before = labels(pages, pages.chair("AM"), *beside, pages.chair("GE", "incoming"), labels=2 + len(co))
    after = labels(pages, pages.chair("GE"), *beside, labels=2 + len(co), outcome="partial", findings=said)
    memory = pages.remember(before)
    found = compare(memory, after, now=pages.now)
    told = "Chair of Bali Process, as announced: Armenia (incoming Georgia) -> Georgia"
    if co:
        old, new = "chair Armenia; co-chair Poland; incoming Georgia", "chair Georgia; co-chair Poland"
        told = f"Chair of Bali Process, as announced: {old} -> {new}"
    assert ([one.summary for one in found.changes], found.held) == ([told], ())
    memory = pages.after(memory, after, found)
    assert {one.statement.key for one in memory.statements} == {"chair:GE", *(f"co-chair:{one}" for one in co)}
    again = compare(memory, after, now=pages.now)
    assert (again.changes, again.held) == ((), ())


@pytest.mark.parametrize(
    ("role", "after", "told"),
    [
        ("incoming", ("AT", "chair"), "Armenia (incoming Czechia) -> Austria (incoming Czechia)"),
        ("co-chair", ("GE", "chair"), "chair Armenia; co-chair Czechia -> chair Georgia; co-chair Czechia"),
        ("co-chair", ("GE", "co-chair"), "chair Armenia; co-chair Czechia -> chair Armenia; co-chair Georgia"),
    ],
)
def test_a_line_below_a_label_of_its_own_that_was_not_understood_keeps_no_seat_of_others(pages, role, after, told):
    """`Current Chair: Georgia`, and `Co-Chair: under consultation`."""
    said = (Finding("unread-line", "not understood", BALI, "chair", "under consultation"),)
    memory = pages.remember(labels(pages, pages.chair("AM"), pages.chair("CZ", role), labels=2))
    of = {"outcome": "partial", "findings": said, "nobody": ("chair", role)}
    reading = labels(pages, pages.chair(*after), labels=2, **of)
    found = compare(memory, reading, now=pages.now)
    assert [one.summary.partition(": ")[2] for one in found.changes] == [told]
    below = labels(pages, pages.chair(*after), labels=1, outcome="partial", findings=said)
    assert compare(memory, below, now=pages.now).closed == ()


@pytest.mark.parametrize("kind", ["not-known-yet", "unread-line"])
def test_who_is_a_past_chair_now_chairs_no_more_whatever_is_not_known_of_the_next(pages, kind):
    said = (Finding(kind, "the page says so", BALI, "chair", "to be seen"),)
    before = labels(pages, pages.chair("AM"), pages.chair("MT", "past"), labels=1)
    past = [pages.chair(one, "past") for one in ("MT", "AM")]
    after = labels(pages, *past, labels=1, outcome="partial", findings=said)
    waits_till_it_is_back(pages, before, after, "who chairs now is not named any more")


@pytest.mark.parametrize("over", ["GE", "CZ"])
def test_a_handover_is_told_while_the_co_chair_is_not_known_yet(pages, over):
    """Who sat beside the chair stands till somebody is named, unless the one has the chair now."""
    said = (Finding("not-known-yet", "the page says so", BALI, "chair", "tbc"),)
    memory = pages.remember(labels(pages, pages.chair("AM"), pages.chair("CZ", "co-chair"), labels=2))
    after = labels(pages, pages.chair(over), labels=2, outcome="partial", findings=said)
    found = compare(memory, after, now=pages.now)
    stays = {"GE": "Georgia; co-chair Czechia", "CZ": "Czechia"}[over]
    assert found.changes[0].summary == f"Chair of Bali Process: chair Armenia; co-chair Czechia -> chair {stays}"
    memory = pages.after(memory, after, found)
    again = compare(memory, after, now=pages.now)
    assert (again.changes, [one.reason for one in again.held]) == ((), [one.reason for one in found.held])
    known = labels(pages, pages.chair(over), pages.chair("PL", "co-chair"), labels=2)
    told = compare(memory, known, now=pages.now)
    assert [one.summary.rpartition(" -> ")[2] for one in told.changes] == [
        f"chair {'Georgia' if over == 'GE' else 'Czechia'}; co-chair Poland"
    ]


def test_a_chair_that_is_not_known_yet_waits(pages):
    said = (Finding("not-known-yet", "the page says so", BALI, "chair", "to be confirmed"),)
    before = labels(pages, pages.chair("AM"), labels=1)
    after = labels(pages, labels=1, outcome="partial", findings=said)
    waits_till_it_is_back(pages, before, after, "the page says that it is not known yet who it is")


def test_a_secretariat_that_is_not_known_yet_is_not_removed(pages):
    """It waits with the page's words, ends when the page names it again, and another is told."""
    iom, icmpd = (pages.statement("secretariat", one, {"id": one, "name": one.upper()}) for one in ("iom", "icmpd"))
    said = (Finding("not-known-yet", "the page says so", BALI, "secretariat", "TBC"),)
    tbc = pages.reading(fields=[FieldOutcome(BALI, "secretariat", "partial", listed=0)], findings=said)
    memory = pages.remember(pages.reading(iom))
    found = compare(memory, tbc, now=pages.now)
    assert ([one.kind for one in found.changes], found.closed) == (["page.reshaped"], ())
    assert [one.reason for one in found.held] == ["the page says that it is not known yet who it is"]
    memory = pages.after(memory, tbc, found)
    assert compare(memory, pages.reading(iom), now=pages.now).changes == ()
    told = compare(memory, pages.reading(icmpd), now=pages.now)
    assert [one.summary for one in told.changes] == ["Bali Process, secretariat: IOM -> ICMPD"]


def test_words_that_older_code_took_for_a_value_are_corrected_away(pages):
    words = replace(pages.statement("focus", "tbc", "TBC"), quote="TBC")
    other = replace(pages.statement("focus", "borders", "Borders"), quote="Borders")
    said = (Finding("not-known-yet", "the page says so", BALI, "focus", "TBC"),)
    read = [FieldOutcome(BALI, "focus", "partial", listed=0)]
    found = correct(pages.remember(pages.reading(words)), pages.reading(fields=read, findings=said), now=pages.now)
    assert ([one.kind for one in found.corrections], found.closed) == (["focus.removed"], (1,))
    found = correct(pages.remember(pages.reading(other)), pages.reading(fields=read, findings=said), now=pages.now)
    assert (found.corrections, found.closed) == ((), ())
