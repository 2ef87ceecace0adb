"""Which lines of a page are an edit of its site: what all pages share, whatever else each of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.compare.site import Event, Neighbour, SiteEdit, Version, edited, told
from monitor.documents.said import What, lines_of
from monitor.model import Block

NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
OLD, NEW = "Our body has 175 member states", "Our body has 176 member states"


def named(text: str) -> What:
    return "fact" if "Kenya" in text else ""


def page(*lines: str, around: str = "") -> Version:
    """A page of these lines; `around`: one more, in an element that is no content."""
    blocks = [Block("text", line, f"p:nth-child({at})") for at, line in enumerate(lines)]
    blocks += [Block("text", around, "footer", landmark="contentinfo")] if around else []
    return Version(lines_of(blocks, named))


def neighbour(now: Version, before: Version | None = None, *, lately: bool = True) -> Neighbour:
    """Another page; with `before` it was fetched in this run."""
    marks = [frozenset(one.mark for one in version.said) for version in (now, before) if version]
    return Neighbour(marks[0], marks[1] if before else None, fresh=before is not None, lately=lately)


def edit(
    before: Version, now: Version, others: Sequence[Neighbour], events: Sequence[Event] = ()
) -> tuple[list[str], list[str]] | None:
    """The words that went and came; None where nothing was edited."""
    edits, _ = edited(before, now, others, events, host="h", since=NOW - DAY, at=NOW)
    if not edits:
        return None
    (found,) = edits
    words = {one.mark: one.text for version in (before, now) for one in version.said}
    return [words[mark] for mark in found.went], [words[mark] for mark in found.came]


def event(before: Version, now: Version, *, shown: bool = False, at: datetime = NOW) -> Event:
    marks = [frozenset(one.mark for one in version.said) for version in (before, now)]
    return Event("first", at, marks[0] - marks[1], marks[1] - marks[0], shown)


def test_what_all_pages_say_otherwise_at_once_is_an_edit_of_the_site() -> None:
    others = [neighbour(page(NEW), page(OLD))] * 3
    assert edit(page(OLD), page(NEW), others) == ([OLD], [NEW])
    assert edit(page("x", around=OLD), page("x", around=NEW), others) == ([OLD], [NEW])
    assert edit(page("x"), page(NEW), [neighbour(page(NEW), page("x"))] * 3) == ([], [NEW])
    assert edit(page(OLD), page("x"), [neighbour(page("x"), page(OLD))] * 3) == ([OLD], [])


def test_with_fewer_pages_nothing_is_known() -> None:
    assert edit(page(OLD), page(NEW), [neighbour(page(NEW), page(OLD))] * 2) is None


def test_the_first_page_of_several_days_tells_it() -> None:
    assert edit(page(OLD), page(NEW), [neighbour(page(OLD))] * 3) == ([OLD], [NEW])
    reworded = "Our body counts 176 of all member states"
    assert edit(page(OLD), page(reworded), [neighbour(page(OLD))] * 3) == ([OLD], [reworded])


def test_what_one_page_alone_leaves_out_or_says_of_its_own_is_none() -> None:
    others = [neighbour(page(OLD))] * 3
    assert edit(page(OLD), page("Write to our desk by the quay"), others) is None
    assert edit(page(OLD), page(OLD, "Write to our desk by the quay"), others) is None


def test_lines_that_stand_in_turn_on_all_pages_are_none() -> None:
    first, second = "Story of the day: the bakers", "Story of the day: the bankers"
    others = [neighbour(page(first), page(second)), *[neighbour(page(second), page(first))] * 2]
    assert edit(page(second), page(first), [*others, neighbour(page(second))]) is None


def test_what_names_a_state_or_stands_in_a_list_is_left_to_its_page() -> None:
    old, new = "It is chaired by Kenya for now", "It is chaired for now by Kenya and others"
    assert edit(page(old), page(new), [neighbour(page(new), page(old))] * 5) is None
    items = [
        Version(lines_of([Block("item", word, "li")], named)) for word in ("Turkey of the sea", "Türkiye of it all")
    ]
    assert edit(items[0], items[1], [neighbour(items[1], items[0])] * 5) is None
    framed = [replace(one, edges=frozenset(line.key for line in one.said)) for one in items]
    assert edit(framed[0], framed[1], [neighbour(items[1], items[0])] * 5) is not None


def test_the_same_edit_on_a_later_page_is_told_already_and_there_and_back_is_not() -> None:
    there, back = (page(OLD), page(NEW)), (page(NEW), page(OLD))
    moved = [neighbour(page(NEW))] * 4
    (found,), _ = edited(*there, moved, [event(*there)], host="h", since=NOW - DAY, at=NOW)
    assert found.told == "first"
    (found,), _ = edited(*back, moved, [event(*there, shown=True)], host="h", since=NOW - DAY, at=NOW)
    assert found.told is None
    found_late, _ = edited(*there, moved, [event(*there, at=NOW - 30 * DAY)], host="h", since=NOW - DAY, at=NOW)
    assert found_late == ()  # this page was at odds with its site for long: what it says now is nothing new there


def test_what_comes_with_an_edit_that_was_told_and_is_no_part_of_it_is_told_by_itself() -> None:
    notice = "Sign up here for the letters of the desk"
    moved = [neighbour(page(NEW, notice))] * 3
    first, second = edited(
        page(OLD), page(NEW, notice), moved, [event(page(OLD), page(NEW))], host="h", since=NOW - DAY, at=NOW
    )[0]
    assert (first.told, len(first.went), len(first.came)) == ("first", 1, 1)
    assert (second.told, len(second.went), len(second.came)) == (None, 0, 1)


def test_dates_are_masked_and_a_number_that_changes_again_and_again_is_a_counter() -> None:
    first, second = "Today is 12 May 2026, at 10:45", "Today is 3 June 2026, at 9:00"
    assert edit(page(first), page(second), [neighbour(page(second), page(first))] * 4) is None
    told_before = [event(page(OLD), page(NEW), shown=True, at=NOW - number * DAY) for number in (9, 6, 3)]
    later = page("Our body has 177 member states")
    others = [neighbour(later, page(NEW))] * 4
    assert edit(page(NEW), later, others, told_before[:2]) is not None
    assert edit(page(NEW), later, others, told_before) is None
    long_ago = [replace(one, at=one.at - 400 * DAY) for one in told_before]
    assert edit(page(NEW), later, others, long_ago) is None
    now_and_then = [replace(one, at=NOW - number * 20 * DAY) for number, one in enumerate(told_before, start=1)]
    assert edit(page(NEW), later, others, now_and_then) is not None


def test_what_a_page_says_of_itself_is_no_edit_of_the_site() -> None:
    for before, after in (("Visitors 38", "Visitors 69"), ("Updated 2 hours ago", "Updated 3 hours ago")):
        assert edit(page(before), page(after), [neighbour(page(after), page(before))] * 4) is None


def test_how_long_ago_something_was_is_no_edit_of_the_site_and_a_count_beside_it_is() -> None:
    def both(old: str, new: str) -> tuple[list[str], list[str]] | None:
        return edit(page(old), page(new), [neighbour(page(new), page(old))] * 4)

    says = "Our desk with {} rooms was renewed and updated {} by the team of the quay"
    assert both(says.format(12, "three days ago"), says.format(12, "an hour ago")) is None
    assert both(says.format("1,234", "yesterday"), says.format("1,234", "3 weeks ago")) is None
    assert both(says.format(12, "three days ago"), says.format(13, "an hour ago")) is not None
    assert both(says.format("1,234", "yesterday"), says.format("5,678", "3 weeks ago")) is not None
    read = "Since it was opened our desk was viewed {} times by people of the quay"
    assert both(read.format("twelve thousand"), read.format("12,345")) is None


def test_a_page_s_own_count_is_told_from_that_of_its_site() -> None:
    sites, sites_now = "175 member states", "176 member states"
    before, now = page("18 member states", sites), page("19 member states", sites_now)
    framed = [replace(one, edges=frozenset(f"*{line.key}" for line in one.said[1:])) for one in (before, now)]
    others = [neighbour(page("12 member states", sites))] * 4
    assert edit(*framed, others) == ([sites], [sites_now])
    _, hidden = edited(*framed, others, (), host="h", since=NOW - DAY, at=NOW)
    assert hidden == {f"*{line.key}" for line in (before.said[1], now.said[1])}


def test_the_words_are_shortened_and_none_are_null() -> None:
    change = told(SiteEdit("h", ("a",), ()), ["word " * 100, *("x" for _ in range(40))], ())
    assert change.after is None
    assert (len(change.before), len(change.before[0])) == (12, 239)
    assert change.summary.startswith("Text that pages of h share: “word word")
