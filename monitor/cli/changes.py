"""`changes`: the recorded changes, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from monitor.cli import marking, named, options, say, suppressing
from monitor.cli.opening import reading, settings, window
from monitor.digest.words import happened

if TYPE_CHECKING:
    from monitor.history import ChangeRecord
    from monitor.model import Json

MARKS = ("confirmed", "false", "note", "none")
IMPORTANCE = ("high", "medium", "low")
COLOURS = {"high": "red", "medium": "yellow", "low": None}


def as_value(change: ChangeRecord, suppressed: str | None = None) -> Json:
    """One change in the form that programs rely on (`changes --json`). `suppressed`: why suppressions.toml leaves it
    out, None where it does not.
    """
    return {
        "id": change.id,
        "detected_at": change.detected_at.isoformat(),
        "source": change.source,
        "mechanism": change.mechanism,
        "kind": change.kind,
        "importance": change.importance,
        "field": change.field,
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "before_capture": change.before_capture,
        "after_capture": change.after_capture,
        "summary": change.summary,
        "imported": change.imported,
        "correction": change.correction,
        "happened_after": change.happened_after and change.happened_after.isoformat(),
        "happened_before": change.happened_before and change.happened_before.isoformat(),
        "echo_of": change.echo_of,
        "stated_by": change.stated_by,
        "marks": [marking.as_value(one) for one in change.marks],
        "suppressed": suppressed,
    }


@click.command(
    epilog=options.examples(
        "monitor changes --since yesterday",
        "monitor changes --mechanism bali-process --importance high",
        "monitor changes --kind 'member.*' --json",
        "monitor changes --country Tunisia --field chair",
        "monitor changes --corrections   # what a newer version of the monitor reads otherwise",
        "monitor changes --imported   # what `monitor backfill` brought to light",
    )
)
@click.option("--source", "sources", metavar="ID", multiple=True, help="Only changes that this source told.")
@options.mechanisms
@click.option(
    "--kind", "kinds", metavar="KIND", multiple=True, help="Only this kind; chair or 'chair.*' is all its kin."
)
@click.option("--importance", type=click.Choice(IMPORTANCE), multiple=True, help="Only changes of this importance.")
@click.option("--field", "fields", metavar="FIELD", multiple=True, help="Only changes of this field, such as chair.")
@options.countries
@click.option(
    "--imported/--no-imported", default=None, help="Only changes that imported captures show, or only the others."
)
@click.option("--corrections", is_flag=True, help="The corrections of our own reading instead, which are no news.")
@click.option(
    "--marked", type=click.Choice(MARKS), multiple=True, help="Only changes of which somebody says so; none: nobody."
)
@click.option("--suppressed", is_flag=True, help="With the changes that suppressions.toml says are none.")
@options.period
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@options.as_json
def changes(
    sources: tuple[str, ...],
    mechanisms: tuple[str, ...],
    kinds: tuple[str, ...],
    importance: tuple[str, ...],
    fields: tuple[str, ...],
    countries: tuple[str, ...],
    imported: bool | None,
    corrections: bool,
    marked: tuple[str, ...],
    suppressed: bool,
    since: str | None,
    until: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List recorded changes, newest first.

    Filters of one sort widen, filters of different sorts narrow: two --source give the changes of both. --country finds
    those that are about a country: it joined, left or chairs, or a meeting is held there.
    """
    from monitor.history import changes as recorded
    from monitor.suppressions import case_of

    configured = settings()
    known = suppressing.known_suppressions()
    with reading(configured) as history:
        named.check_sources(history, configured, sources)
        named.check_kinds(history, kinds)
        named.check_fields(history, fields)
        begin, end = window(history, since, until)
        found = recorded(
            history,
            sources=sources,
            mechanisms=[named.mechanism(word) for word in mechanisms],
            kinds=kinds,
            importance=importance,
            fields=fields,
            countries=[named.country(word) for word in countries],
            since=begin,
            until=end,
            limit=None if marked or known.entries else limit,
            imported=imported,
            corrections=corrections,
        )
    for problem in known.problems:
        say.error(problem)
    listed = [one for one in found if _is_wanted(one, marked)]
    entries = {one.id: entry for one in listed if (entry := known.of(case_of(one)))}
    shown = [one for one in listed if suppressed or marked or one.id not in entries]
    if as_json:
        say.as_json([as_value(one, entries[one.id].why if one.id in entries else None) for one in shown[:limit]])
        return
    for change in shown[:limit]:
        _print(change)
        if change.id in entries:
            say.line(f"    suppressed: {entries[change.id].why}")
    if not shown:
        say.line("No corrections." if corrections else "No changes.")
    if left := len(listed) - len(shown):
        say.line(f"{left} left out, as suppressions.toml says; --suppressed lists them too.", err=True)


def follows(change: ChangeRecord) -> str:
    """Why a change of a language version is no news; '' where it is."""
    if change.echo_of:
        return f"as change {change.echo_of} of another language version told before"
    return f"as {change.stated_by}, the same page in another language, stated already" if change.stated_by else ""


def _is_wanted(change: ChangeRecord, marked: Iterable[str]) -> bool:
    kinds: list[str] = [one.kind for one in change.marks]
    return not marked or any(kind in marked for kind in kinds or ["none"])


def _print(change: ChangeRecord) -> None:
    say.line(
        say.Styled(change.id, bold=True),
        f"  {change.detected_at:%Y-%m-%d %H:%M}  {change.kind}  ",
        say.Styled(change.importance, COLOURS[change.importance]),
        f"  {change.source}",
    )
    if change.imported:
        say.line(f"    {happened(change.happened_after, change.happened_before)}, as imported captures show")
    say.line("    read otherwise now: " if change.correction else "    ", change.summary)
    if why := follows(change):
        say.line(f"    {why}")
    for one in change.marks:
        say.line(f"    {marking.line(one)}")
