"""Which label a line states, of those under which pages give their facts. It tells content from what is around it."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.documents.clean import fold
from monitor.documents.drafts import Draft
from monitor.documents.words import MAX_LABEL, field_of
from monitor.model import Block

# Labels that frames of pages bear as well: addresses, teasers, dates of the page itself.
_AROUND = frozenset(["other", "link", "number", "name", "contact", "website", "published", "last_updated"])


def stated(draft: Draft | Block) -> str:
    """The field whose label a line states; '' where it states none. A line of links alone states nothing."""
    if only_links(draft):
        return ""
    head = label_of(draft)
    field = field_of(head)
    return "" if field in _AROUND else field


def has_value(draft: Draft | Block) -> bool:
    """Whether a line that states a label gives its value too."""
    if draft.kind == "row":
        return len(list(filter(None, draft.cells))) > 1
    return len(fold(draft.text)) > len(fold(label_of(draft)))


def unanswered(drafts: Sequence[Draft]) -> int:
    """How many labels of the content stand right above another one, a heading or the end, without a value."""
    count, open_one = 0, False
    for draft in drafts:
        if draft.landmark:
            continue
        states = draft.kind in ("heading", "term") and bool(stated(draft))
        count += open_one and (states or draft.kind == "heading")
        open_one = states and not has_value(draft)
    return count + open_one


def only_links(draft: Draft | Block) -> bool:
    """Whether all the words of a line are links."""
    links = draft.links
    if not links or draft.kind == "row":
        return False
    if len(links) == 1 and links[0].text == draft.text:
        return True
    return fold(draft.text) == "".join(fold(link.text) for link in links)


def label_of(draft: Draft | Block) -> str:
    """The words of a line that are its label, if it has one."""
    if draft.kind == "row":
        return draft.cells[0] if draft.cells else ""
    if draft.lead:
        return draft.lead
    before, colon, _ = draft.text.partition(":")
    return before if colon or draft.kind in ("heading", "term") or len(before) <= MAX_LABEL // 2 else ""
