"""`thin`: retention, off unless it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say, when
from monitor.cli.opening import how_called, settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.config import Settings
    from monitor.model import Json
    from monitor.upkeep.thin import Thinned


@click.command(
    epilog=options.examples(
        "monitor thin --older-than '26 weeks' --dry-run",
        "monitor thin iom-5-5-dialogue --older-than '90 days'",
    )
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--older-than", metavar="AGE", help="As '90 days'; else `thin_after` of [archive], which is never.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@options.as_json
def thin(sources: tuple[str, ...], older_than: str | None, dry_run: bool, as_json: bool) -> None:
    """Take captures out of the archive that differ from their neighbours in noise only.

    Of captures in a row of which the very same was read, and whose text is the same but for figures and dates, the
    first and the last three stay, and each one that a statement, a change or a finding rests on. What is told of the
    past is the same afterwards, ids included. The exit status is 3 while a run is at work.
    """
    from monitor.upkeep import at_the_desk
    from monitor.upkeep.thin import foreseen, superfluous, unfinished
    from monitor.upkeep.thin import thin as taken_out

    configured = settings()
    before = _before(configured, older_than)
    if before is None:
        say.as_json([]) if as_json else say.line(
            'Nothing is thinned out: thin_after in [archive] is "never". Give --older-than, as in '
            f"{how_called()} thin --older-than '26 weeks' --dry-run"
        )
        return
    if not configured.monitor.history.exists():
        raise UsageError(f"there is no history at {configured.monitor.history} yet", fix="run `monitor check` first")
    done: list[Thinned] = []
    with at_the_desk(configured) as desk:
        for source in _chosen(desk.archive.sources(), sources):
            found = superfluous(desk, source, before=before)
            if dry_run:
                done.append(foreseen(source, found))
            elif found or unfinished(desk, source):
                done.append(taken_out(desk, source, found))
    done = [one for one in done if one.captures]
    if as_json:
        say.as_json([_as_value(one) for one in done])
    else:
        _print(done, dry_run=dry_run)


def _before(configured: Settings, older_than: str | None) -> datetime | None:
    """What came before that may go; None when nothing may."""
    now = datetime.now(UTC)
    if older_than:
        return when.since(older_than, now=now)
    after = configured.archive.thin_after
    return None if after is None else now - timedelta(seconds=after)


def _chosen(there: Sequence[str], sources: Sequence[str]) -> Sequence[str]:
    for source in sources:
        if source not in there:
            raise UsageError(f"the archive has no source {source}", fix=f"it has: {', '.join(there) or 'none'}")
    return sources or there


def _print(done: Sequence[Thinned], *, dry_run: bool) -> None:
    from monitor.digest.words import count

    if not done:
        say.line("No capture differs from its neighbours in noise only.")
        return
    verb = "would go, which frees about" if dry_run else "went, which freed"
    for one in done:
        say.line(
            say.Styled(one.source, bold=True), f": {count(len(one.captures), 'capture')} {verb} {one.bytes:,} bytes"
        )
    if len(done) > 1:
        captures, size = sum(len(one.captures) for one in done), sum(one.bytes for one in done)
        say.line(f"Together: {count(captures, 'capture')}, {size:,} bytes")


def _as_value(one: Thinned) -> Json:
    """What was thinned out of one source, in the form that programs rely on."""
    return {"source": one.source, "captures": list(one.captures), "bytes": one.bytes}
