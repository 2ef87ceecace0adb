"""`snapshots` and `diff`: the archived captures of a source, and what two of them say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import reading, settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.model import Capture, Json

LONGEST = 4000  # letters of a line of text that `diff` prints; --json has all


def as_value(capture: Capture) -> Json:
    """One capture in the form that programs rely on."""
    return {
        "id": capture.id,
        "source": capture.source,
        "requested_url": capture.requested_url,
        "final_url": capture.final_url,
        "fetched_at": capture.fetched_at.isoformat(),
        "status": capture.status,
        "media_type": capture.media_type,
        "sha256": capture.sha256,
        "rendered": capture.rendered,
        "quality": capture.quality,
        "segment": capture.place.segment,
        "offset": capture.place.offset,
        "length": capture.place.length,
    }


@click.command(epilog=options.examples("monitor snapshots iom-5-5-dialogue"))
@click.argument("source")
@options.as_json
def snapshots(source: str, as_json: bool) -> None:
    """List the archived captures of SOURCE, oldest first.

    The quality, from 0 to 1, says how sure it is that the capture is a page and no wall or error; from 0.5 on it is
    read. A rendered capture is what a browser made of the page.
    """
    from monitor.history import captures

    with reading(settings()) as history:
        found = captures(history, source)
    if as_json:
        say.as_json([as_value(capture) for capture in found])
    elif not found:
        say.line(f"{source} has no captures yet.")
    else:
        headers = ("capture", "fetched (UTC)", "status", "media type", "quality", "sha256", "place")
        say.table(
            headers,
            [
                (
                    say.Styled(capture.id, bold=True),
                    f"{capture.fetched_at:%Y-%m-%d %H:%M:%S}",
                    str(capture.status),
                    f"{capture.media_type}, rendered" if capture.rendered else capture.media_type,
                    "-" if capture.quality is None else f"{capture.quality:.2f}",
                    capture.sha256[:16],
                    f"{capture.place.segment} @ {capture.place.offset}",
                )
                for capture in found
            ],
        )


@click.command(
    epilog=options.examples(
        "monitor diff iom-5-5-dialogue",
        "monitor diff iom-5-5-dialogue k3j2 m7qa   # ids or their beginnings, from `monitor snapshots`",
    )
)
@click.argument("source")
@click.argument("older", metavar="[A]", required=False)
@click.argument("newer", metavar="[B]", required=False)
@options.as_json
def diff(source: str, older: str | None, newer: str | None, as_json: bool) -> None:
    """Compare what two captures of SOURCE say, line by line; without A and B the last two.

    This is the text as people read it, navigation included. What changed in fact is told by `monitor changes`.
    """
    from monitor.cli.archived import document_of
    from monitor.digest.lines import differences
    from monitor.digest.words import shortened

    first, second = _pair(source, older, newer)
    snapshots_folder = settings().monitor.snapshots
    texts = [[block.text for block in document_of(capture, snapshots_folder).blocks] for capture in (first, second)]
    hunks = differences(*texts)
    if as_json:
        lines = [{"sign": sign, "text": text} for hunk in hunks for sign, text in hunk]
        say.as_json({"before": as_value(first), "after": as_value(second), "lines": lines})
        return
    say.line(say.Styled(f"--- {first.id}  {first.fetched_at:%Y-%m-%d %H:%M} UTC  {first.final_url}", bold=True))
    say.line(say.Styled(f"+++ {second.id}  {second.fetched_at:%Y-%m-%d %H:%M} UTC  {second.final_url}", bold=True))
    if not hunks:
        say.line("The text is the same.")
    for hunk in hunks:
        say.line(say.Styled("@@", "cyan"))
        for sign, text in hunk:
            say.line(say.Styled(f"{sign} {shortened(text, LONGEST)}", {"-": "red", "+": "green"}.get(sign)))


def _pair(source: str, older: str | None, newer: str | None) -> tuple[Capture, Capture]:
    from monitor.history import capture, captures

    with reading(settings()) as history:
        if older is None:
            known = captures(history, source)
            if len(known) < 2:
                raise UsageError(f"{source} has fewer than two captures", fix="wait for the next check")
            return known[-2], known[-1]
        if newer is None:
            raise UsageError("one capture cannot be compared alone", fix="give two captures, or none for the last two")
        pair = capture(history, older), capture(history, newer)
    for each in pair:
        if each.source != source:
            raise UsageError(f"capture {each.id} is one of {each.source}, not of {source}")
    return pair
