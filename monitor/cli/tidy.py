"""`tidy`: old looks become numbers, and the room of what was deleted goes back to the disk. Where it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from monitor.cli import options, say, when
from monitor.cli.opening import settings
from monitor.errors import UsageError


@click.command(
    epilog=options.examples(
        "monitor tidy --dry-run",
        "monitor tidy --older-than '52 weeks'",
        "monitor tidy --compact                  # in a quiet hour: it writes the whole history anew",
    )
)
@click.option("--older-than", metavar="AGE", default="104 weeks", show_default=True, help="Only looks that old.")
@click.option("--compact", is_flag=True, help="Write the file anew, without the room of what was deleted.")
@click.option("--dry-run", is_flag=True, help="Only say what would be folded.")
@options.as_json
def tidy(older_than: str, compact: bool, dry_run: bool, as_json: bool) -> None:
    """Fold old looks to a number for each source, month and verdict.

    Of looks of one month that ended alike the first and the last stay; those between become a number, in the view
    check_by_month. What is told of sources, statements and changes is the same afterwards. The exit status is 3 while a
    run is at work, 75 where there is no room to write the file anew.
    """
    from monitor.history.folding import fold, foldable
    from monitor.history.room import compact as written_anew
    from monitor.upkeep import at_the_desk

    configured = settings()
    path = configured.monitor.history
    if not path.exists():
        raise UsageError(f"there is no history at {path} yet", fix="run `monitor check` first")
    before = when.since(older_than, now=datetime.now(UTC))
    with at_the_desk(configured) as desk:
        folded = foldable(desk.book, before=before) if dry_run else fold(desk.book, before=before)
        freed = written_anew(desk.book, path) if compact and not dry_run else None
    if as_json:
        looks = [{"source": source, "looks": number} for source, number in sorted(folded.items())]
        say.as_json({"folded": looks, "freed": freed})
        return
    _print(dict(folded), dry_run=dry_run)
    if freed is not None:
        say.line(f"The history was written anew, which freed {freed:,} bytes.")


def _print(folded: dict[str, int], *, dry_run: bool) -> None:
    from monitor.digest.words import count

    verb = "would be a number" if dry_run else "are a number now"
    for source, looks in sorted(folded.items()):
        say.line(say.Styled(source, bold=True), f": {count(looks, 'look')} {verb}")
    if not folded:
        say.line("No look is that old and between others that ended alike.")
