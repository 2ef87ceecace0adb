"""`export atom`: the newest changes as a feed, a file for a web server."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from monitor.cli import named, options, outgoing, say
from monitor.cli.opening import reading, settings

NEWEST = 200


@click.command(
    epilog=options.examples(
        "monitor export atom -o changes.xml",
        "monitor export atom --mechanism bali-process --url https://www.example.org/bali.xml -o bali.xml --force",
    )
)
@options.mechanisms
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=NEWEST, help=f"{NEWEST} unless given.")
@click.option("--url", metavar="URL", help="Where the feed will be found.")
@outgoing.to_file
def atom(
    mechanisms: tuple[str, ...],
    limit: int,
    url: str | None,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the newest changes as an Atom feed (RFC 4287), one entry each.

    The id of an entry stays when the feed is written again, so that a reader shows each change once.
    """
    from monitor.deliver import problems_and_suppressed
    from monitor.digest import as_atom, latest
    from monitor.lookups import mechanisms as known

    options.check_value("web_address", url, "--url")
    ids = tuple(named.mechanism(word) for word in mechanisms)
    names = {mechanism.id: mechanism.name for mechanism in known.all()}
    configured = settings()
    _, suppressed = problems_and_suppressed(configured)
    with reading(configured) as history:
        news = latest(history, mechanisms=ids, limit=limit, suppressed=suppressed)
    made = as_atom(
        news,
        scope=" ".join(sorted(ids)) or "all",
        title=f"Changes: {', '.join(names[one] for one in ids)}" if ids else "Changes of consultation mechanisms",
        updated=max((one.detected_at for one in news), default=datetime(2026, 1, 1, tzinfo=UTC)),
        address=url,
        name_of=lambda mechanism: names.get(mechanism, mechanism),
    )
    with outgoing.output(output, "changes.xml", force=force, as_json=as_json) as (path, file):
        file.write(made)
    if as_json:
        say.as_json({"path": path, "bytes": len(made), "entries": len(news)})
    else:
        say.line(f"{path}: {len(news)} entries", err=path == outgoing.STDOUT)
