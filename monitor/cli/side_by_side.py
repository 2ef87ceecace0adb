"""What several sources state of one field, laid out for a terminal: who is taken first, below it the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from monitor.cli import say
from monitor.cli.facts import paragraph
from monitor.digest.words import in_words, shortened

if TYPE_CHECKING:
    from monitor.history import NoneRecord, Pick, StatementRecord

Said = tuple["NoneRecord | None", Sequence["StatementRecord"]]

LONGEST = 4000  # letters of a value; an objective has some 2000, and a hostile page a million
SHORT = 40  # letters up to which the entries of a list share a line
SORTED = ("member", "observer")
LISTED = 5  # entries from which on a list is told by what differs
ROLES = ("chair", "co-chair")  # who chairs first, then with whom, then those to come and gone, as the page has them
NOBODY = "none ("  # before those who chaired or will
AGREED = {"chair": " on who holds it now", "meeting": " on when and where"}  # what of an entry is put side by side


def print_field(pick: Pick, stated: Sequence[StatementRecord], nones: Sequence[NoneRecord] = ()) -> None:
    """Print the source that is taken first with the rule that decided, then every other one: that it says the same, or
    what it states otherwise. `nones`: the sources that say that there is none.
    """
    without = {one.source: one for one in nones}
    by_source = {source: [one for one in stated if one.source == source] for source in (pick.source, *pick.others)}
    speaking = [(without.get(source), own) for source, own in by_source.items() if own or source in without]
    if not speaking:
        return
    first, *others = speaking
    differences = [(_difference(first, own), own) for own in others]
    rule = pick.rule if pick.rule == "all agree" else f"taken first by {pick.rule}"
    if pick.rule == "all agree" and any(differing != "" for differing, _ in differences):
        rule += AGREED.get(pick.field, " but for words")
    _print_said(*first, f", {rule}" if others else "")
    for differing, said in sorted(differences, key=lambda pair: pair[0] != ""):  # who says the same comes next
        if differing is None:
            say.line("  also stated:")
            _print_said(*said)
        elif differing:
            paragraph(f"also stated: {differing}", "  ")
            _print_origin(_last(*said))
        else:
            _print_origin(_last(*said), also="the same, ")


def _print_said(none: NoneRecord | None, own: Sequence[StatementRecord], rule: str = "") -> None:
    """What one source says; of who chaired or will the words say themselves that nobody does."""
    if own:
        _print_groups(own, rule, nobody=none is not None)
    elif none:
        _print_values(["none"])
        _print_origin(none, rule=rule)


def _last(none: NoneRecord | None, own: Sequence[StatementRecord]) -> StatementRecord | NoneRecord:
    return none or own[-1]


def _print_groups(own: Sequence[StatementRecord], rule: str = "", *, nobody: bool = False) -> None:
    """What one source states, with each capture that it stands in; the rule stands with the last.

    Short entries are one list, whatever the captures: those of all but the largest share are named once more with
    theirs, and of chairs all. Long ones stand above their capture.
    """
    groups = [list(group) for _, group in groupby(own, key=lambda one: one.opened_by)]
    words = _words(own, nobody=nobody)
    if len(groups) > 1 and not _are_short(words):
        for group in groups:
            _print_bulleted(_words(group))
            _print_origin(group[0], rule=rule if group is groups[-1] else "")
        return
    _print_values(words)
    most = max(groups, key=len) if own[0].field != "chair" else None
    for group in groups:
        named = f": {'; '.join(_words(group))}" if len(groups) > 1 and group is not most else ""
        _print_origin(group[0], rule=rule if group is groups[-1] else "", named=named)


def _print_values(words: Sequence[str]) -> None:
    if _are_short(words):
        paragraph("; ".join(words) + (f" ({len(words)})" if len(words) > 1 else ""), "  ")
    elif len(words) > 1:
        _print_bulleted(words)
    else:
        paragraph(words[0], "  ")


def _print_bulleted(words: Sequence[str]) -> None:
    for word in words:
        paragraph(word, "  - ")


def _are_short(words: Sequence[str]) -> bool:
    return all(len(word) <= SHORT for word in words)


def _print_origin(one: StatementRecord | NoneRecord, *, also: str = "", rule: str = "", named: str = "") -> None:
    dated = f" (dated {one.dated})" if one.dated else ""
    where = f"{also}since {one.since:%Y-%m-%d}, {one.source}{dated}, capture {one.opened_by}{rule}"
    if named:
        paragraph(where + named, "      ", dim=True)
    else:
        say.line(say.Styled(f"      {where}", dim=True))


def _difference(one: Said, two: Said) -> str | None:
    """'' where both state the same, what differs of long lists that are typed, None where each is to be shown."""
    (none, first), (other_none, other) = one, two
    if none or other_none:
        return "" if none and other_none and not (first or other) else None
    field = first[0].field
    here, there = ({_typed(one): one for one in own} for own in (first, other))
    if here.keys() == there.keys():
        return ""
    typed = all(one.said is not None for one in (*first, *other))
    if field in ("chair", "meeting") or not typed or len(there) < LISTED or not here.keys() & there.keys():
        return None
    less = _words([one for key, one in here.items() if key not in there])
    more = _words([one for key, one in there.items() if key not in here])
    parts = (f"without {'; '.join(less)}" if less else "", f"with {'; '.join(more)}" if more else "")
    return f"the same {', '.join(filter(None, parts))} ({len(there)})"


def _typed(one: StatementRecord) -> str:
    """What two sources have to share to state the same: of a chair whom, for how long and as what, where chair and
    co-chair are one; of a meeting and of words every letter.
    """
    from monitor.compare.identity import who
    from monitor.ids import canonical
    from monitor.model import Statement

    if one.field == "chair":
        named = who(Statement(one.mechanism, one.field, one.key, one.value, one.text, one.quote, one.locator))
        role = one.value.get("role")
        return canonical([named, "chair" if role in ROLES else role, one.value.get("term")])
    return canonical(one.value) if one.said is None or one.field == "meeting" else one.said


def _words(entries: Sequence[StatementRecord], *, nobody: bool = False) -> list[str]:
    """One for each entry; the chairs of a time are one. `nobody`: the source says that there is none now; of one that
    names only who chaired or will, it is not known.
    """
    from monitor.lookups import fold

    field = entries[0].field if entries else ""
    if field == "chair":
        by_role = sorted(entries, key=_place_of_role)
        told = in_words(field, [one.value for one in by_role])
        silent = not nobody and told.startswith(NOBODY)
        return [shortened(told[len(NOBODY) : -1] if silent else told, LONGEST)]
    words = [shortened(in_words(field, one.value), LONGEST) for one in entries]
    return sorted(words, key=fold) if field in SORTED else words  # a table of several columns has no order of its own


def _place_of_role(one: StatementRecord) -> int:
    role = one.value.get("role")
    return ROLES.index(role) if role in ROLES else len(ROLES)
