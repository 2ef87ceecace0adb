"""What moves from one list of a mechanism to another is one change, with both sides as its evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.compare import compare
from monitor.model import FieldOutcome

BALI = "bali-process"
MEMBERS = ("AL", "AU", "BD", "FJ", "ID", "NZ", "PT", "ES", "TN", "MA", "MY", "TH")
OBSERVERS = ("CH", "NO", "SE", "DK")
CODES = [f"{a}{b}" for a in "ABCDEFGHI" for b in "ABCDEFGHIJ"]


def page(pages, members, observers, *, member="ok", observer="ok", claimed=None, **more):
    """Lists of members and observers. `member`, `observer`: how each was read; None: its label is not on the page."""
    entries = [pages.member(code) for code in members] if member else []
    entries += [pages.member(code, field="observer") for code in observers] if observer else []
    lists = (("member", member, members), ("observer", observer, observers))
    fields = [FieldOutcome(BALI, name, end, claimed, len(of), len(of)) for name, end, of in lists if end]
    return pages.reading(pages.chair("AU"), *entries, fields=fields, **more)


def told(found):
    return [(one.kind, one.key) for one in found.changes]


def whole(pages):
    return page(pages, MEMBERS, OBSERVERS)


def test_an_observer_that_became_a_member_is_one_change(pages):
    memory = pages.remember(whole(pages))
    found = compare(memory, page(pages, (*MEMBERS, "CH"), OBSERVERS[1:]), now=pages.now)
    (change,) = found.changes
    assert (change.kind, change.field, change.key, change.importance) == ("member.joined", "member", "CH", "high")
    assert (change.before["country"], change.after["country"]) == ("CH", "CH")
    assert change.summary == "Switzerland joined Bali Process, until now an observer"
    assert change.closes == found.closed
    row = next(one for one in memory.statements if one.row == change.closes[0])
    assert row.statement.field == "observer"
    assert [found.opened[index].field for index in change.opens] == ["member"]


def test_a_member_that_became_an_observer_is_one_change(pages):
    found = compare(pages.remember(whole(pages)), page(pages, MEMBERS[1:], (*OBSERVERS, "AL")), now=pages.now)
    (change,) = found.changes
    assert (change.kind, change.field, change.key) == ("member.left", "member", "AL")
    assert change.summary == "Albania is no longer a member of Bali Process, but an observer"
    assert (len(change.closes), [found.opened[index].field for index in change.opens]) == (1, ["observer"])


def test_those_who_only_come_and_go_are_told_as_before(pages):
    found = compare(pages.remember(whole(pages)), page(pages, (*MEMBERS, "SG"), OBSERVERS[1:]), now=pages.now)
    assert told(found) == [("member.joined", "SG"), ("observer.left", "CH")]
    assert [one.before for one in found.changes if one.kind == "member.joined"] == [None]


def test_most_observers_may_become_members_at_once(pages):
    """Three of four are gone from their list, but of all sixteen they are few, and they stand on the page."""
    many = page(pages, CODES[:40], OBSERVERS)
    found = compare(pages.remember(many), page(pages, (*CODES[:40], *OBSERVERS[1:]), OBSERVERS[:1]), now=pages.now)
    assert [kind for kind, _ in told(found)] == ["member.joined"] * 3
    assert found.held == ()


def test_lists_whose_headings_were_exchanged_are_held(pages):
    found = compare(pages.remember(whole(pages)), page(pages, OBSERVERS, MEMBERS), now=pages.now)
    assert [one.kind for one in found.changes] == ["page.reshaped"]
    assert [one.field for one in found.held] == ["member", "observer"]
    assert (found.closed, found.opened) == ((), ())


def test_observers_that_stand_under_members_since_their_label_is_gone_did_not_join(pages):
    memory = pages.remember(whole(pages))
    merged, kinds = page(pages, (*MEMBERS, *OBSERVERS), (), observer=None), []
    for day in range(0, 30, 3):
        found = compare(memory, merged, now=pages.now + timedelta(days=day))
        kinds += [one.kind for one in found.changes]
        assert (found.closed, found.opened, [one.field for one in found.held]) == ((), (), ["member", "observer"])
        memory = pages.after(memory, merged, found)
    assert kinds == ["page.reshaped"]
    back = compare(memory, whole(pages), now=pages.now)
    assert (back.changes, back.held) == ((), ())


def test_members_that_stand_in_a_list_of_observers_that_is_held_did_not_leave(pages):
    """Two members are too few to be in doubt by themselves, the many observers are not."""
    many = (*OBSERVERS, *CODES[:30], *MEMBERS[:2])
    found = compare(pages.remember(whole(pages)), page(pages, MEMBERS[2:], many), now=pages.now)
    assert [one.kind for one in found.changes] == ["page.reshaped"]
    assert (found.closed, [one.field for one in found.held]) == ((), ["member", "observer"])


def test_one_who_joins_while_the_other_list_is_held_is_told(pages):
    found = compare(pages.remember(whole(pages)), page(pages, (*MEMBERS, "SG"), (), observer=None), now=pages.now)
    assert sorted(told(found)) == [("member.joined", "SG"), ("page.reshaped", "")]
    assert [one.field for one in found.held] == ["observer"]


@pytest.mark.parametrize("lost", ["member", "observer"])
def test_what_waits_for_the_other_list_is_told_as_one_change_when_that_is_read_again(pages, lost):
    memory = pages.remember(whole(pages))
    after = (*MEMBERS, "CH"), OBSERVERS[1:]
    half = page(pages, *after, **{lost: None})
    found = compare(memory, half, now=pages.now)
    assert (found.closed, found.opened) == ((), ()) if lost == "observer" else found.closed != ()
    memory = pages.after(memory, half, found)
    again = compare(memory, page(pages, *after), now=pages.now)
    first = [one.kind for one in found.changes if one.kind != "page.reshaped"]
    # the observers lack it in full; that the members have it is seen later, and told then
    expected = (["observer.left"], ["member.joined"]) if lost == "member" else ([], ["member.joined"])
    assert (first, [one.kind for one in again.changes]) == expected


def test_a_member_that_a_partial_list_of_observers_still_may_have_is_told_once_and_closes_nothing(pages):
    memory = pages.remember(whole(pages))
    partial = page(pages, (*MEMBERS, "CH"), OBSERVERS[1:], observer="partial")
    found = compare(memory, partial, now=pages.now)
    (change,) = found.changes
    assert (change.kind, change.before["country"], found.closed, len(change.stands)) == ("member.joined", "CH", (), 1)
    later = compare(pages.after(memory, partial, found), page(pages, (*MEMBERS, "CH"), OBSERVERS[1:]), now=pages.now)
    (change,) = later.changes
    assert change.summary == "Switzerland is no longer an observer of Bali Process, but a member"
    assert (len(change.closes), len(change.quotes)) == (1, 1)


def test_a_member_that_a_partial_list_lacks_has_not_left_for_the_observers(pages):
    partial = page(pages, MEMBERS[1:], (*OBSERVERS, "AL"), member="partial")
    found = compare(pages.remember(whole(pages)), partial, now=pages.now)
    assert (told(found), found.closed) == ([("observer.joined", "AL")], ())


def test_one_who_stands_in_both_lists_joined_and_left_nothing(pages):
    memory = pages.remember(whole(pages))
    both = page(pages, (*MEMBERS, "CH"), OBSERVERS)
    found = compare(memory, both, now=pages.now)
    assert [(one.kind, one.before) for one in found.changes] == [("member.joined", None)]
    again = compare(pages.after(memory, both, found), both, now=pages.now)
    assert again.changes == ()


def test_a_member_found_in_a_list_of_observers_that_is_new_to_the_page_moved_there(pages):
    before = page(pages, MEMBERS, (), observer=None)
    found = compare(pages.remember(before), page(pages, MEMBERS[1:], ("AL", "CH")), now=pages.now)
    assert told(found) == [("member.left", "AL")]
    assert found.changes[0].summary.endswith("but an observer")
    assert len(found.opened) == 2


def test_an_observer_found_in_a_list_of_members_that_is_new_to_the_page_is_not_told_to_have_joined(pages):
    before = page(pages, (), OBSERVERS, member=None)
    found = compare(pages.remember(before), page(pages, (*MEMBERS, "CH"), OBSERVERS[1:]), now=pages.now)
    assert told(found) == [("observer.left", "CH")]
    assert found.changes[0].summary.endswith("but a member")


@pytest.mark.parametrize("moved", [False, True])
def test_a_document_that_stood_among_the_links_is_not_published_anew(pages, moved):
    link = pages.statement("link", "a", {"title": "Tunis Declaration", "url": "https://a.example/1.pdf"})
    other = pages.statement("link", "b", {"title": "Observatory", "url": "https://b.example"})
    document = pages.document("Tunis Declaration", 2002, f"https://a.example/{'new' if moved else '1'}.pdf")
    listed = pages.document("Handbook", 2010)
    one, two = pages.reading(link, other, listed), pages.reading(other, document, listed)
    there = compare(pages.remember(one), two, now=pages.now)
    back = compare(pages.remember(two), one, now=pages.now)
    assert [change.kind for change in (*there.changes, *back.changes)] == ["document.changed"] * 2
    for found in (there, back):
        (change,) = found.changes
        assert (change.closes, change.opens) == (found.closed, (0,))


def test_a_meeting_that_moves_between_two_fields_is_one_change(pages):
    meeting = pages.meeting("2019-05-03", "Rome", "IT", "Expert meeting")
    other = pages.meeting("2020-05-03", "Bern", "CH", "Forum")
    event = pages.statement("events", "x", meeting.value)
    more = pages.statement("events", "y", other.value | {"title": "Workshop"})
    one, two = pages.reading(meeting, other, more), pages.reading(other, more, event)
    there = compare(pages.remember(one), two, now=pages.now)
    back = compare(pages.remember(two), one, now=pages.now)
    assert [change.kind for change in (*there.changes, *back.changes)] == ["meeting.amended"] * 2


def test_moves_of_one_mechanism_are_none_of_another(pages):
    def rows(mechanism, members, observers):
        value = {"kind": "state", "name": "x"}
        return [
            *(pages.statement("member", code, value | {"country": code}, mechanism) for code in members),
            *(pages.statement("observer", code, value | {"country": code}, mechanism) for code in observers),
        ]

    before = pages.reading(*rows("midsa", ["ZA", "NA"], ["CH", "NO"]), *rows("midwa", ["GH", "NG"], ["CH", "NO"]))
    after = pages.reading(*rows("midsa", ["ZA", "NA"], ["NO"]), *rows("midwa", ["GH", "NG", "CH"], ["CH", "NO"]))
    found = compare(pages.remember(before), after, now=pages.now)
    assert sorted((one.mechanism, one.kind) for one in found.changes) == [
        ("midsa", "observer.left"),
        ("midwa", "member.joined"),
    ]
    assert [one.before for one in found.changes if one.kind == "member.joined"] == [None]
