"""`export atom`: the newest changes as a feed; `export feeds`: all feeds and calendars, for a web server."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from monitor.cli import named, options, outgoing, say
from monitor.cli.opening import reading, settings
from monitor.digest.feeds import NEWEST, RECENT
from monitor.digest.words import count
from monitor.model import DigestLanguage

in_language = click.option(
    "--language", type=click.Choice(get_args(DigestLanguage)), default="en", help="en is the default."
)
to_a_limit = click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    help=f"So many changes at most. Unless given: {NEWEST}, and all of the {RECENT.days} days before the newest.",
)


@click.command(
    epilog=options.examples(
        "monitor export atom -o changes.xml",
        "monitor export atom --mechanism bali-process --url https://www.example.org/bali.xml -o bali.xml --force",
    )
)
@options.mechanisms
@to_a_limit
@in_language
@click.option("--url", metavar="URL", help="Where the feed will be found.")
@outgoing.to_file
def atom(
    mechanisms: tuple[str, ...],
    limit: int | None,
    language: str,
    url: str | None,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the newest changes as an Atom feed (RFC 4287), one entry each.

    The id of an entry stays when the feed is written again, so that a reader shows each change once. A feed in another
    language is a feed of its own.
    """
    from monitor.deliver import problems_and_suppressed
    from monitor.digest.feeds import feed

    options.check_value("web_address", url, "--url")
    ids = tuple(named.mechanism(word) for word in mechanisms)
    configured = settings()
    _, suppressed = problems_and_suppressed(configured)
    with reading(configured) as history:
        made = feed(history, mechanisms=ids, limit=limit, address=url, suppressed=suppressed, code=language)
    with outgoing.output(output, "changes.xml", force=force, as_json=as_json) as (path, file):
        file.write(made.content)
    if as_json:
        say.as_json({"path": path, "bytes": len(made.content), "entries": made.entries})
    else:
        say.line(f"{path}: {made.entries} entries", err=path == outgoing.STDOUT)


@click.command(
    epilog=options.examples(
        "monitor export feeds /var/www/feeds --url https://www.example.org/feeds",
        "monitor export feeds /var/www/flux --language fr --url https://www.example.org/flux",
        "monitor check --due --quiet; monitor export feeds /var/www/feeds --quiet   # for cron",
    )
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@to_a_limit
@in_language
@click.option("--url", metavar="URL", help="Where the folder will be found.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing where all goes well.")
@options.as_json
def feeds(folder: Path, limit: int | None, language: str, url: str | None, quiet: bool, as_json: bool) -> None:
    """Write all feeds and calendars into FOLDER, for a web server.

    changes.xml and meetings.ics have all mechanisms; bali-process.xml and bali-process.ics, and so on, one each. A file
    that has not changed is not touched, and one that has is replaced at once, so that no reader gets a half.
    """
    from monitor.deliver import problems_and_suppressed
    from monitor.digest.feeds import every_file
    from monitor.export import refreshed

    options.check_value("web_address", url, "--url")
    configured = settings()
    _, suppressed = problems_and_suppressed(configured)
    with reading(configured) as history:
        made = dict(every_file(history, limit=limit, base=url, suppressed=suppressed, code=language))
    folder.mkdir(parents=True, exist_ok=True)
    written = [name for name, content in made.items() if refreshed(folder / name, content)]
    if as_json:
        say.as_json({"folder": str(folder), "files": len(made), "written": written})
    elif not quiet:
        say.line(f"{folder}: {count(len(made), 'file')}, {len(written)} written, the others as they were")
