"""Tabs whose titles and panes name each other by nothing: a row of titles, then as many panes, in the same order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from monitor.documents.clean import fold
from monitor.documents.drafts import Draft
from monitor.documents.steps import Step
from monitor.documents.words import field_of, label_fields

MIN_KNOWN = 2  # titles that are labels of facts
MAX_TITLES = 12
MAX_TITLE = 40  # characters
CLIMBED = 3  # elements around a row that hold nothing else
_COUNT = re.compile(r"\s*\(\d[^()]*\)$")
_PANES = frozenset(["div", "section", "article", "li", "dd"])  # and elements of the page's own making
_LISTS = frozenset(["ul", "ol", "menu"])


@dataclass(frozen=True, slots=True)
class _Row:
    """Titles with the element that holds them; they are the drafts from `start` to `end`."""

    element: Step
    titles: tuple[Draft, ...]
    start: int
    end: int


def strips_opened(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """The drafts with each title of such a row in front of its pane; `words`: what each says, folded.

    A row is left as it stands where the numbers do not agree, where fewer than half of its titles are labels of facts,
    or where a pane has the label of another.
    """
    fields = label_fields()
    known = [at for at, text in enumerate(words) if text in fields]
    known += [at for at, draft in enumerate(drafts) if draft.parts and fold(draft.parts[0]) in fields]
    found: list[Draft] = []
    done = 0
    for at in sorted(known):
        if at >= done and (row := _row(drafts, at)) is not None and (panes := _panes(drafts, row)):
            found += [*drafts[done : row.start], *_opened(row, panes)]
            done = panes[-1][-1][0] + 1
    return [*found, *drafts[done:]] if done else drafts


def _row(drafts: list[Draft], at: int) -> _Row | None:
    """The row of titles that a draft is among."""
    draft = drafts[at]
    if draft.step is None or not _may_be_title(draft):
        return None
    if draft.parts:
        titles = tuple([Draft("term", part, landmark=draft.landmark, step=draft.step) for part in draft.parts])
        return _checked(_Row(draft.step, titles, at, at + 1))
    element: Step | None = draft.step.above
    for _ in range(CLIMBED):
        if element is None:
            return None
        start, end = at, at + 1
        while start and end - start <= MAX_TITLES and _stands_in(drafts[start - 1], element):
            start -= 1
        while end < len(drafts) and end - start <= MAX_TITLES and _stands_in(drafts[end], element):
            end += 1
        if end - start > 1:
            return _checked(_Row(element, tuple(drafts[start:end]), start, end))
        element = element.above
    return None


def _checked(row: _Row) -> _Row | None:
    titles = row.titles
    if len(titles) != sum(row.element.counts.values()) or not 1 < len(titles) <= MAX_TITLES:
        return None
    inner = {id(_child(draft.step, row.element)) for draft in titles}
    if len(inner) != (len(titles) if row.end - row.start > 1 else 1) or not all(map(_may_be_title, titles)):
        return None
    fields = label_fields()
    known = sum(fold(_COUNT.sub("", title.text)) in fields for title in titles)
    return row if known >= MIN_KNOWN and known * 2 >= len(titles) else None


def _may_be_title(draft: Draft) -> bool:
    if draft.links or draft.landmark or draft.kind in ("row", "heading"):
        return False
    return len(draft.text) <= MAX_TITLE * (len(draft.parts) or 1) and draft.text[-1:] not in ".:;,"


def _stands_in(draft: Draft, element: Step) -> bool:
    return draft.step is not None and draft.step.within(element)


def _child(step: Step | None, element: Step) -> Step | None:
    """The child of `element` that holds `step`; None where that is not within one."""
    while step is not None and step.above is not element:
        step = step.above
    return step


_Pane = list[tuple[int, Draft]]  # drafts, each with its number


def _panes(drafts: list[Draft], row: _Row) -> list[_Pane]:
    """What stands in the panes, in the order of their titles; [] where it is not clear which they are."""
    if row.end >= len(drafts):
        return []
    around = row.element.above
    for _ in range(CLIMBED):
        if around is None or _stands_in(drafts[row.end], around):
            break
        around = around.above
    first = _child(drafts[row.end].step, around) if around is not None else None
    if around is None or first is None:
        return []
    count = len(row.titles)
    panes = _siblings(drafts, row.end, around, first, count)
    if len(panes) != count:
        panes = []
        if around.counts.get(first.tag) == first.at:  # nothing alike follows: it may hold the panes
            panes = _held(drafts, row.end, first, count)
    return panes if panes and _fit(row.titles, panes) else []


def _siblings(drafts: list[Draft], start: int, around: Step, first: Step, count: int) -> list[_Pane]:
    """The panes from `first` on that stand one behind the other in `around`; [] where they are more than `count`."""
    panes: list[_Pane] = []
    if not _is_pane(first):
        return panes
    last: Step | None = None
    for at in range(start, len(drafts)):
        child = _child(drafts[at].step, around)
        if child is None or child.tag != first.tag:
            break
        if child is not last:
            if last is not None and child.at != last.at + 1:
                return []
            if len(panes) > count:
                return []
            panes.append([])
            last = child
        panes[-1].append((at, drafts[at]))
    return panes


def _held(drafts: list[Draft], start: int, holder: Step, count: int) -> list[_Pane]:
    """The panes that one element behind the titles holds."""
    end = start
    while end < len(drafts) and _stands_in(drafts[end], holder):
        end += 1
    inside = list(enumerate(drafts[start:end], start))
    element = holder
    while sum(element.counts.values()) == 1:
        inner = _child(inside[0][1].step, element)
        if inner is None or inner.tag in _LISTS:
            return []
        element = inner
    if sum(element.counts.values()) != count or len(element.counts) != 1:
        return []
    panes: list[_Pane] = [[] for _ in range(count)]
    for at, draft in inside:
        child = _child(draft.step, element)
        if child is None or not _is_pane(child):
            return []
        panes[child.at - 1].append((at, draft))
    plain = all(len(pane) == 1 and pane[0][1].kind == "item" for pane in panes)
    return [] if plain or not all(panes) else panes  # a list of single lines has nothing to do with the titles


def _is_pane(step: Step) -> bool:
    return step.tag in _PANES or "-" in step.tag


def _fit(titles: tuple[Draft, ...], panes: list[_Pane]) -> bool:
    """Whether no pane begins with a label of another field than its title has."""
    fields = label_fields()
    for title, pane in zip(titles, panes, strict=True):
        field, own = field_of(title.text), fields.get(fold(pane[0][1].text), "")
        if own and field not in ("", "other", own):
            return False
    again = Counter(fold(title.text) for title in titles)
    return max(again.values()) == 1


def _opened(row: _Row, panes: list[_Pane]) -> list[Draft]:
    found: list[Draft] = []
    for title, pane in zip(row.titles, panes, strict=True):
        if fold(pane[0][1].text) != fold(title.text):
            found.append(Draft("term", title.text, landmark=title.landmark, hidden=title.hidden, step=title.step))
        found += [draft for _, draft in pane]
    return found
