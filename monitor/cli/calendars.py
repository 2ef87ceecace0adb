"""`export ics`: meetings as a calendar, a file to subscribe to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import click

from monitor.cli import named, options, outgoing, say, when
from monitor.cli.opening import reading, settings
from monitor.model import DigestLanguage


@click.command(
    epilog=options.examples(
        "monitor export ics -o meetings.ics",
        "monitor export ics --mechanism 'Rabat Process' --since 2026 -o rabat.ics --force",
    )
)
@options.mechanisms
@click.option(
    "--since", metavar="WHEN", callback=options.said, help="Only what is held then or later: a day, a month, a year."
)
@click.option("--language", type=click.Choice(get_args(DigestLanguage)), default="en", help="en is the default.")
@click.option("--url", metavar="URL", help="Where the calendar will be found.")
@outgoing.to_file
def ics(
    mechanisms: tuple[str, ...],
    since: str | None,
    language: str,
    url: str | None,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the meetings as an iCalendar file (RFC 5545), one all-day event each.

    The UID of an event stays when the meeting is put off, renamed or called off; SEQUENCE grows. TENTATIVE: announced;
    CONFIRMED: listed as held; CANCELLED: called off, or put off to no day. A meeting of which only a month,
    a season or a year is told is no event; what is announced so stands in the description of the calendar.
    """
    from monitor.digest.feeds import calendar

    options.check_value("web_address", url, "--url")
    ids = tuple(named.mechanism(word) for word in mechanisms)
    begin = when.days(since, now=datetime.now(UTC))[0] if since else None
    with reading(settings()) as history:
        made = calendar(history, mechanisms=ids, since=begin, address=url, code=language)
    with outgoing.output(output, "meetings.ics", force=force, as_json=as_json) as (path, file):
        file.write(made.content)
    if as_json:
        say.as_json({"path": path, "bytes": len(made.content), "events": made.entries, "without_day": made.left_out})
    else:
        left = f", {made.left_out} without a day left out" if made.left_out else ""
        say.line(f"{path}: {made.entries} events{left}", err=path == outgoing.STDOUT)
