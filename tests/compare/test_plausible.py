"""Values that can hardly be are held with their reason: never a change, never believed by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.compare import accept, compare, correct
from monitor.model import Memory

BALI = "bali-process"
SOLID = ("FJ", "ID")


def page(pages, *statements):
    return pages.reading(pages.chair("AU"), *(pages.member(code) for code in SOLID), *statements)


def count(pages, number, field="member_count"):
    return pages.statement(field, "", number)


def established(pages, year):
    return pages.statement("established", "", year)


HELD = pytest.mark.parametrize(
    ("field", "before", "after", "reason"),
    [
        ("member_count", 12, 200, "200, where 12 stood"),
        ("observer_count", 12, 4400, "4400 is more than 300"),
        ("member_count", 299, 4400, "4400 is more than 300"),
        ("member_count", 12, -3, "-3 is less than none"),
        ("member_count_parts", {"AU": 53, "EU": 28}, {"AU": 5300, "EU": 28}, "5300 is more than 300"),
        ("established", "2002", "1066", "1066 is before 1900"),
        ("established", "2002", "2969", "2969 is more than 20 years ahead"),
        ("established", "2002", "2022", "2022 is after the last meeting, 2019-05-03"),
    ],
)


@HELD
def test_a_single_value_is_held_with_its_reason_and_is_never_believed(pages, field, before, after, reason):
    meeting = pages.meeting("2019-05-03", "Rome", "IT", "Forum")
    memory = pages.remember(page(pages, meeting, pages.statement(field, "", before)))
    odd, kinds = page(pages, meeting, pages.statement(field, "", after)), []
    for day in range(0, 60, 3):
        found = compare(memory, odd, now=pages.now + timedelta(days=day))
        kinds += [one.kind for one in found.changes]
        assert (found.opened, found.closed, [one.field for one in found.held]) == ((), (), [field])
        assert reason in found.held[0].reason
        memory = pages.after(memory, odd, found)
    assert kinds == ["page.implausible"]
    accepted = compare_accepted(pages, memory, odd, field)
    assert [one.after for one in accepted.changes] == [after]
    memory = pages.after(memory, odd, accepted)
    again = compare(memory, odd, now=pages.now)
    assert (again.changes, again.held) == ((), ())


def compare_accepted(pages, memory, odd, field):
    return accept(memory, odd, accepted=frozenset({(BALI, field)}), now=pages.now)


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("member_count", 12, 21),
        ("member_count", 12, 0),
        ("member_count", None, 193),
        ("member_count", 70, 193),
        ("established", "2002", "1985"),
        ("established", "2002", "2019"),
        ("member_count_parts", {"AU": 53}, {"AU": 55}),
    ],
)
def test_what_may_be_is_told(pages, told, field, before, after):
    meeting = pages.meeting("2019-05-03", "Rome", "IT", "Forum")
    stood = [pages.statement(field, "", before)] if before is not None else [pages.statement(field, "", 190)]
    assert len(told(page(pages, meeting, *stood), page(pages, meeting, pages.statement(field, "", after)))) == 1


ODD = pytest.mark.parametrize(
    "odd",
    [
        lambda pages: pages.meeting("1066-10-14", "Hastings", "GB", "Forum"),
        lambda pages: pages.meeting("2969", "Rome", "IT", "Forum", True),
        lambda pages: pages.meeting("2020-05-09/2020-05-03", "Rome", "IT", "Workshop"),
        lambda pages: pages.document("Report", 1066),
        lambda pages: pages.document("Report", 20166),
        lambda pages: pages.chair("ES", "incoming", "2025/2020"),
        lambda pages: pages.chair("ES", "incoming", "2969"),
    ],
)


@ODD
def test_an_entry_that_can_hardly_be_waits_and_the_rest_of_its_list_goes_on(pages, odd):
    entry = odd(pages)
    stood = [pages.meeting("2019-05-03", "Rome", "IT", "Expert meeting"), pages.document("Study", 2015)]
    fresh = {
        "meeting": pages.meeting("2020-06-01", "Bern", "CH", "Summit"),
        "document": pages.document("Handbook", 2019),
        "chair": pages.chair("PT", "past", "2020"),
    }[entry.field]
    memory = pages.remember(page(pages, *stood))
    found = compare(memory, page(pages, *stood, entry, fresh), now=pages.now)
    kinds = [one.kind for one in found.changes]
    assert len(kinds) == 2
    assert kinds[-1] == "page.implausible"
    assert [one.key for one in found.opened] == [fresh.key]
    assert [(one.field, one.by_itself) for one in found.held] == [(entry.field, False)]
    memory = pages.after(memory, page(pages, *stood, entry, fresh), found)
    for _ in range(5):
        again = compare(memory, page(pages, *stood, entry, fresh), now=pages.now + timedelta(days=30))
        assert (again.changes, again.opened, again.closed) == ((), (), ())
        memory = pages.after(memory, page(pages, *stood, entry, fresh), again)
    mended = compare(memory, page(pages, *stood, fresh), now=pages.now)
    assert (mended.changes, mended.held) == ((), ())


def test_a_date_that_became_impossible_removes_no_meeting(pages):
    stood = [pages.meeting("2019-05-03", "Rome", "IT", "Forum"), pages.meeting("2020-05-03", "Bern", "CH", "Summit")]
    odd = [pages.meeting("2109-05-03", "Rome", "IT", "Forum"), stood[1]]
    found = compare(pages.remember(page(pages, *stood)), page(pages, *odd), now=pages.now)
    assert ([one.kind for one in found.changes], found.closed) == (["page.implausible"], ())


def test_a_baseline_leaves_out_what_can_hardly_be_and_says_so(pages):
    first = page(
        pages, count(pages, 4400), pages.meeting("1066", "Hastings", "GB", "Forum"), established(pages, "1985")
    )
    found = compare(Memory(), first, now=pages.now)
    assert found.changes == ()
    assert {one.field for one in found.opened} == {"chair", "member", "established"}
    assert [one.field for one in found.held] == ["meeting", "member_count"]
    again = compare(pages.after(Memory(), first, found), first, now=pages.now)
    assert (again.changes, again.opened, [one.runs for one in again.held]) == ((), (), [2, 2])


def test_what_stood_before_goes_on_standing(pages):
    """It was believed once, by a person or by an older version."""
    odd = page(pages, pages.meeting("1066", "Hastings", "GB", "Forum"))
    memory = pages.remember(page(pages))
    opened = accept(memory, odd, accepted=frozenset({(BALI, "meeting")}), now=pages.now)
    memory = pages.after(memory, odd, opened)
    more = page(pages, pages.meeting("1066", "Hastings", "GB", "Forum"), pages.meeting("2020", "Bern", "CH", "Summit"))
    assert compare(memory, more, now=pages.now).held == ()


def test_what_new_code_reads_and_can_hardly_be_is_no_correction(pages):
    memory = pages.remember(page(pages, established(pages, "2002")))
    found = correct(memory, page(pages, established(pages, "1066")), now=pages.now)
    assert (found.corrections, found.closed, [one.field for one in found.held]) == ((), (), ["established"])


def test_prose_is_told_beside_an_entry_that_waits(pages):
    text = ("The forum brings together senior officials who talk about labour mobility and return.",)
    new = ("The forum brings together many ministers who talk about nothing but border management.",)
    memory = pages.remember(pages.reading(pages.chair("AU"), prose=text))
    odd = pages.reading(pages.chair("AU"), pages.meeting("1066", "Hastings", "GB", "Forum"), prose=new)
    found = compare(memory, odd, now=pages.now)
    assert [one.kind for one in found.changes] == ["page.implausible", "text.edited"]
    again = compare(pages.after(memory, odd, found), odd, now=pages.now)
    assert again.changes == ()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (lambda p, year: p.meeting(f"{year}-06-04", "Vienna", "AT", "Senior Officials Meeting"), "is before 1945"),
        (lambda p, year: p.meeting(f"{year}-06-04/{year}-06-05", None, None, "Forum"), "is before 1945"),
        (lambda p, year: p.document("Plan of action", year, "https://example.org/plan.pdf"), "1926, where 2026 stood"),
        (lambda p, year: p.chair("MT", term=str(year)), "1926 is before 1945"),
    ],
)
def test_a_century_that_is_mistyped_waits_and_what_stood_stays(pages, entry, reason):
    other = pages.meeting("2024-06-04", "Rome", "IT", "First Forum"), pages.document("Charter", 1951), pages.chair("FR")
    memory = pages.remember(pages.reading(*other, entry(pages, 2026)))
    odd = pages.reading(*other, entry(pages, 1926))
    found = compare(memory, odd, now=pages.now)
    assert ([one.kind for one in found.changes], found.closed) == (["page.implausible"], ())
    assert reason in found.held[0].reason
    back = compare(pages.after(memory, odd, found), pages.reading(*other, entry(pages, 2026)), now=pages.now)
    assert (back.changes, back.held) == ((), ())


def test_what_is_truly_old_is_believed(pages, told):
    first = pages.reading(pages.meeting("1951-12-05", "Brussels", "BE", "Founding conference"), pages.chair("BE"))
    old = pages.document("Slavery Convention", 1926), pages.document("Convention on refugees", 1951)
    assert told(pages.reading(*old[1:]), pages.reading(*old)) == ["document.published"]
    later = pages.meeting("1952-05-03", "Geneva", "CH", "Second session")
    assert told(first, pages.reading(*first.statements, later)) == ["meeting.recorded"]
    assert told(pages.reading(established(pages, "1952")), pages.reading(established(pages, "1951"))) == [
        "established.changed"
    ]


def test_a_chair_with_a_term_that_can_hardly_be_leaves_nobody_chair_and_past_at_once(pages):
    before = pages.reading(pages.chair("MT", term="2025"), pages.chair("IT", "incoming", "2026"))
    after = pages.reading(pages.chair("IT", term="2062"), pages.chair("MT", "past", "2025"))
    found = compare(pages.remember(before), after, now=pages.now)
    assert ([one.kind for one in found.changes], found.opened, found.closed) == (["page.implausible"], (), ())
    assert [one.field for one in found.held] == ["chair"]
