"""`export atom`: the newest changes as a feed, a file for a web server."""

from __future__ import annotations

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
    from monitor.digest.feeds import feed

    options.check_value("web_address", url, "--url")
    ids = tuple(named.mechanism(word) for word in mechanisms)
    configured = settings()
    _, suppressed = problems_and_suppressed(configured)
    with reading(configured) as history:
        made = feed(history, mechanisms=ids, limit=limit, address=url, suppressed=suppressed)
    with outgoing.output(output, "changes.xml", force=force, as_json=as_json) as (path, file):
        file.write(made.content)
    if as_json:
        say.as_json({"path": path, "bytes": len(made.content), "entries": made.entries})
    else:
        say.line(f"{path}: {made.entries} entries", err=path == outgoing.STDOUT)
