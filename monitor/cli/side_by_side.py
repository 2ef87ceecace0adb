"""What several sources state of one field, laid out for a terminal: who is taken first, below it the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from monitor.cli import say
from monitor.cli.facts import paragraph
from monitor.digest.words import in_words, shortened

if TYPE_CHECKING:
    from monitor.history import Pick, StatementRecord

LONGEST = 4000  # letters of a value; an objective has some 2000, and a hostile page a million
SHORT = 40  # letters up to which the entries of a list share a line
SORTED = ("member", "observer")
LISTED = 5  # entries from which on a list is told by what differs


def print_field(pick: Pick, stated: Sequence[StatementRecord]) -> None:
    """Print the source that is taken first with the rule that decided, then every other one: that it says the same, or
    what it states otherwise.
    """
    by_source = {source: [one for one in stated if one.source == source] for source in (pick.source, *pick.others)}
    speaking = [own for own in by_source.values() if own]
    if not speaking:
        return
    first, *others = speaking
    rule = f", {pick.rule if pick.rule == 'all agree' else f'taken first by {pick.rule}'}" if others else ""
    _print_groups(first, rule)
    differences = [(_difference(first, own), own) for own in others]
    for differing, own in sorted(differences, key=lambda pair: pair[0] != ""):  # who says the same comes next
        if differing is None:
            say.line("  also stated:")
            _print_groups(own)
        elif differing:
            paragraph(f"also stated: {differing}", "  ")
            _print_origin(own[-1])
        else:
            _print_origin(own[-1], also="the same, ")


def _print_groups(own: Sequence[StatementRecord], rule: str = "") -> None:
    """What one source states, capture by capture; the rule stands with the last."""
    groups = [list(group) for _, group in groupby(own, key=lambda one: one.opened_by)]
    for group in groups:
        _print_values(group)
        _print_origin(group[0], rule=rule if group is groups[-1] else "")


def _print_values(group: Sequence[StatementRecord]) -> None:
    field = group[0].field
    words = _words([[one.value for one in group]] if field == "chair" else [one.value for one in group], field)
    counted = f" ({len(words)})" if len(words) > 1 else ""
    if all(len(word) <= SHORT for word in words):
        paragraph("; ".join(words) + counted, "  ")
    else:
        for word in words:
            paragraph(word, "  - " if len(words) > 1 else "  ")


def _print_origin(one: StatementRecord, *, also: str = "", rule: str = "") -> None:
    dated = f" (dated {one.dated})" if one.dated else ""
    where = f"      {also}since {one.since:%Y-%m-%d}, {one.source}{dated}, capture {one.opened_by}{rule}"
    say.line(say.Styled(where, dim=True))


def _difference(first: Sequence[StatementRecord], other: Sequence[StatementRecord]) -> str | None:
    """'' where both state the same, what differs of long lists that are typed, None where each is to be shown."""
    field = first[0].field
    here, there = ({_typed(one): one.value for one in own} for own in (first, other))
    if here.keys() == there.keys():
        return ""
    typed = all(one.said is not None for one in (*first, *other))
    if field in ("chair", "meeting") or not typed or len(there) < LISTED or not here.keys() & there.keys():
        return None
    less = _words([value for key, value in here.items() if key not in there], field)
    more = _words([value for key, value in there.items() if key not in here], field)
    parts = (f"without {'; '.join(less)}" if less else "", f"with {'; '.join(more)}" if more else "")
    return f"the same {', '.join(filter(None, parts))} ({len(there)})"


def _typed(one: StatementRecord) -> str:
    """What two sources have to share to state the same: of chairs with role and term, of words every letter."""
    from monitor.model import canonical

    return canonical(one.value) if one.said is None or one.field in ("chair", "meeting") else one.said


def _words(values: Sequence[object], field: str) -> list[str]:
    from monitor.lookups import fold

    words = [shortened(in_words(field, value), LONGEST) for value in values]
    return sorted(words, key=fold) if field in SORTED else words  # a table of several columns has no order of its own
