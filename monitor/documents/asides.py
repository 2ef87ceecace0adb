"""What stands beside the content by the name of its class, or in an `aside`, and is content all the same.

A class that says `footer`, `related` or `popup` is a word of whoever built the site. Facts are content wherever they
stand; links, forms and notices of the site are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from monitor.documents.drafts import Draft
from monitor.documents.stated import has_value, only_links, stated
from monitor.documents.words import BY_CLASS

# Fields that the frame of a page does not give: one of them makes a box of facts.
_TELLING = frozenset(
    ["member", "member_count", "observer", "chair", "secretariat", "established", "formal_association"]
)
_REAL = frozenset(["nav", "footer", "dialog", "search"])  # elements that say themselves what they are
MIN_FACTS = 2  # that make a box of facts where none of them is telling


def facts_kept(drafts: list[Draft]) -> list[Draft]:
    """The same drafts; those are content again whose landmark rests on a class, and which give the page's facts.

    Where there is nothing but a title elsewhere, a part with a label and a value is content. Beside prose it is so with
    a telling fact or several; beside labels, with such as the content does not state. Changes the drafts.
    """
    if any(_may_be_content(draft) for draft in drafts if draft.landmark):
        content = [draft for draft in drafts if not draft.landmark and not _is_title(draft)]
        own = {field for draft in content if (field := stated(draft))}
        for landmark, group in groupby(drafts, key=lambda draft: _may_be_content(draft) and draft.landmark):
            if landmark:
                part = list(group)
                if _is_content(part, own, alone=all(map(only_links, content))):
                    for draft in part:
                        draft.landmark = ""
    for draft in drafts:
        if draft.landmark:
            draft.landmark = draft.landmark.removeprefix(BY_CLASS)
    return drafts


def _is_title(draft: Draft) -> bool:
    return draft.kind == "heading" and draft.level == 1


def _may_be_content(draft: Draft) -> bool:
    """Whether a draft stands in a part of the page whose landmark is somebody's word."""
    if draft.landmark != "complementary" and not draft.landmark.startswith(BY_CLASS):
        return False
    step = draft.step
    while step is not None:
        if step.tag in _REAL:
            return False
        step = step.above
    return True


def _is_content(part: Sequence[Draft], own: set[str], *, alone: bool) -> bool:
    """Whether a part gives the page's facts. `own`: the fields whose labels the content states.

    `alone`: the content is a title, or links.
    """
    facts = _facts(part, linked=not own)
    if alone:
        return bool(facts)
    if not facts.isdisjoint(own) or (own and part[0].landmark == f"{BY_CLASS}search"):
        return False
    return len(facts) >= MIN_FACTS or not facts.isdisjoint(_TELLING)


def _facts(part: Sequence[Draft], *, linked: bool) -> set[str]:
    """The fields to which a part gives a value, in the same line or, below what is set as a label, in the next.

    `linked`: the value of a telling field may be a link alone.
    """
    facts = set()
    for draft, after in zip(part, [*part[1:], None], strict=True):
        if not (field := stated(draft)):
            continue
        announces = draft.kind in ("heading", "term") or draft.text.endswith((":", "：")) or bool(draft.lead)
        follows = announces and after is not None and after.kind != "heading" and not stated(after)
        if follows and after is not None and only_links(after):
            follows = linked and field in _TELLING
        if follows or has_value(draft):
            facts.add(field)
    return facts
