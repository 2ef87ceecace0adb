"""A mechanism laid out for a terminal: field by field, each with since when and where it stands."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.cli import say
from monitor.cli.held import print_beside
from monitor.cli.reach import print_reach, silence
from monitor.digest.words import in_words, label

if TYPE_CHECKING:
    from monitor.history import HeldRecord, MechanismView, StatementRecord

WIDTH = 100
ORDER = (  # of the fields, as in the contract of `extract`; the others follow by name
    "name",
    "type",
    "region",
    "established",
    "formal_association",
    "chair",
    "secretariat",
    "secretariat_note",
    "iom_role",
    "member_count",
    "member",
    "observer_count",
    "observer",
    "focus",
    "objective",
    "meeting",
    "document",
    "link",
    "website",
)


def mechanism_name(mechanism: str | None) -> str:
    """The name of a mechanism's id, the id itself when the lookups do not know it."""
    from monitor.lookups import mechanisms

    return mechanisms.by_id(mechanism).name if mechanism and mechanisms.known(mechanism) else mechanism or "unknown"


def order(field: str) -> tuple[int, str]:
    """What to sort by, so that fields come in the usual order."""
    return (ORDER.index(field) if field in ORDER else len(ORDER)), field


def print_mechanism(view: MechanismView, waits: Sequence[HeldRecord] = ()) -> None:
    """Print what the sources state, what they disagree on, what is odd about it, and what of it is held."""
    from monitor.cli.disagreement import in_lines
    from monitor.cli.side_by_side import print_field

    title(f"{mechanism_name(view.mechanism)} ({view.mechanism})", view.at)
    if not (view.statements or view.nones or view.ended or view.findings):
        otherwise = "Nothing of it was observed then." if view.at else "No source states anything of it any more."
        say.line(silence(view.reach, view.at, otherwise=otherwise))
    picks = {pick.field: pick for pick in view.picks}
    of_field: dict[str, list[StatementRecord]] = {one.field: [] for one in view.nones}
    for one in sorted(view.statements, key=lambda one: (one.source, one.since)):
        of_field.setdefault(one.field, []).append(one)
    for field in sorted(of_field, key=order):
        say.line()
        say.line(say.Styled(label(field), "cyan"))
        print_field(picks[field], of_field[field], [none for none in view.nones if none.field == field])
    section("Ended", [f"{in_words(one.field, one.value)}: {one.source}, dated {one.dated}" for one in view.ended])
    if view.disagreements:
        say.line()
        say.line(say.Styled("Sources disagree", "cyan"))
    for differing in view.disagreements:
        for place, line in enumerate(in_lines(differing)):
            paragraph(line, "  - " if place == 0 else "      ")
    section("Findings", [f"{one.source}: {one.message} [{one.kind}]" for one in view.findings])
    print_beside(waits, view.at)
    print_reach(view.reach, view.at)


def title(name: str, at: datetime | None) -> None:
    """Print what is shown, and of which time."""
    say.line(say.Styled(name, bold=True), f", as observed until {at:%Y-%m-%d %H:%M} UTC" if at else "")


def section(title: str, entries: Sequence[str]) -> None:
    """Print entries below a title; nothing where there are none."""
    if entries:
        say.line()
        say.line(say.Styled(title, "cyan"))
        for entry in entries:
            paragraph(entry, "  - ")


def paragraph(text: str, first: str, *, width: int = WIDTH, dim: bool = False) -> None:
    """Print a text in lines of this width; the first is led by `first`, the others stand as far in, or four letters."""
    wrapped = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=" " * (len(first) or 4),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for each in wrapped:
        say.line(say.Styled(each, dim=dim))
