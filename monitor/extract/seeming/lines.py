"""Short lines that seem to state a fact: a label with words behind it that are no value, a number that is none."""

from __future__ import annotations

from monitor.extract.labels import head
from monitor.extract.phrases import pattern
from monitor.extract.seeming.membership import counted_in, may_be_counted

LONGEST = 12  # words


def seems_line(text: str, layout: str) -> str | None:
    """The field of which the whole line seems to speak: `Year established sometime last spring`, `A dozen members`."""
    if len(text.split(None, LONGEST)) > LONGEST:
        return None
    if pattern("seeming", "when").may_be_in(text) and _label_before_when(text, layout):
        return "established"
    for field in ("member_count", "observer_count"):
        if may_be_counted(text, field) and _is_a_number(text, field):
            return field
    return None


def _label_before_when(text: str, layout: str) -> bool:
    when = pattern("seeming", "when").search(text)
    label = head(text[: when.start()], layout) if when and when.start() else None
    return label is not None and label.label.field == "established"


def _is_a_number(text: str, field: str) -> bool:
    """The words are about so many of them, and nothing else; a number in figures is a label's."""
    words = text.strip(" :.")
    return any(said.group() == words and not words[0].isdigit() for said in counted_in(words, field))
