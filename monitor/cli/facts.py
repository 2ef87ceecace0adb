"""A mechanism or a country laid out for a terminal: field by field, each with since when and where it stands."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from monitor.cli import say
from monitor.digest.words import in_words, label

if TYPE_CHECKING:
    from monitor.history import CountryView, MechanismView, StatementRecord

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


def print_mechanism(view: MechanismView) -> None:
    """Print what the sources state, what they disagree on, and what is odd about it."""
    from monitor.cli.disagreement import in_lines
    from monitor.cli.side_by_side import print_field

    _title(f"{mechanism_name(view.mechanism)} ({view.mechanism})", view.at)
    if not (view.statements or view.ended or view.findings):
        say.line("Nothing had been observed by then." if view.at else "Nothing is known of it yet.")
    picks = {pick.field: pick for pick in view.picks}
    ordered = sorted(view.statements, key=lambda one: (order(one.field), one.source, one.since))
    for field, of_field in groupby(ordered, key=lambda one: one.field):
        say.line()
        say.line(say.Styled(label(field), "cyan"))
        print_field(picks[field], list(of_field))
    _section("Ended", [f"{in_words(one.field, one.value)}: {one.source}, dated {one.dated}" for one in view.ended])
    if view.disagreements:
        say.line()
        say.line(say.Styled("Sources disagree", "cyan"))
    for one in view.disagreements:
        for place, line in enumerate(in_lines(one)):
            paragraph(line, "  - " if place == 0 else "      ")
    _section("Findings", [f"{one.source}: {one.message} [{one.kind}]" for one in view.findings])


def print_country(view: CountryView) -> None:
    """Print what a country chairs, is a member of and observes."""
    from monitor.lookups.countries import country_name

    _title(f"{country_name(view.country)} ({view.country})", view.at)
    for title, statements in (
        ("Chairs", view.chairs),
        ("Member of", view.member_of),
        ("Observer of", view.observer_of),
    ):
        listed = list(_by_mechanism(statements))
        counted = f" {len(listed)}" if listed and title != "Chairs" else ""
        _section(f"{title}{counted}", listed or ["none that is known"])


def _by_mechanism(statements: Iterable[StatementRecord]) -> Iterator[str]:
    """One entry for each mechanism, and for each role and term in it, with all that say so."""
    said: dict[str, list[str]] = {}
    for one in statements:
        role = one.value.get("role") if one.field == "chair" else None
        roles = " ".join(filter(None, (role, one.value.get("term") if role else None)))
        name = mechanism_name(one.mechanism) + (f": {roles}" if roles else "")
        said.setdefault(name, []).append(f"since {_day(one.since)}, {one.source}, statement {one.id}")
    for name, by_whom in said.items():
        yield f"{name} ({'; '.join(by_whom)})"


def _title(name: str, at: datetime | None) -> None:
    say.line(say.Styled(name, bold=True), f", as observed until {at:%Y-%m-%d %H:%M} UTC" if at else "")


def _section(title: str, entries: Sequence[str]) -> None:
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


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
