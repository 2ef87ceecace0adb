"""`snapshots` and `diff`: the captures of a source, one of them in the browser, and what two say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import reading, settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.history.soundness import Row
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
        "redacted_at": capture.redacted_at.isoformat() if capture.redacted_at else None,
        "segment": capture.place.segment,
        "offset": capture.place.offset,
        "length": capture.place.length,
    }


@click.command(
    epilog=options.examples(
        "monitor snapshots iom-5-5-dialogue",
        "monitor snapshots iom-5-5-dialogue --open   # the last good version, in the browser",
        "monitor snapshots iom-5-5-dialogue --open k3j2   # that version; an id or its beginning",
    )
)
@click.argument("source")
@click.argument("version", metavar="[CAPTURE]", required=False)
@click.option(
    "--open", "in_browser", is_flag=True, help="Show a version in the browser: CAPTURE, or the last good one."
)
@click.option("--no-browser", is_flag=True, help="With --open: print the address only.")
@options.as_json
def snapshots(source: str, version: str | None, in_browser: bool, no_browser: bool, as_json: bool) -> None:
    """List the archived captures of SOURCE, oldest first, or show one of them.

    The quality, from 0 to 1, says how sure it is that the capture is a page and no wall or error; from 0.5 on it is
    read. A rendered capture is what a browser made of the page. An imported one was kept by another archive. Of a
    redacted one the bytes were taken out.

    With --open a version is served to this machine alone, at an address that nobody can guess, until Ctrl-C or until
    nobody has looked at it for ten minutes. Scripts do not run and nothing is loaded: what stands on other addresses
    (most images and styles) is missing.
    """
    if in_browser:
        _show(_chosen(source, version), no_browser=no_browser, as_json=as_json)
        return
    if version is not None or no_browser:
        raise UsageError(
            "a version is shown with --open", fix=f"monitor snapshots {source} --open {version or ''}".rstrip()
        )
    from monitor.history import captures
    from monitor.history.soundness import rows_of

    with reading(settings()) as history:
        captures(history, source)  # which says when there is no such source
        found = sorted(rows_of(history, source), key=lambda row: row.capture.fetched_at)
    if as_json:
        say.as_json([as_value(row.capture) | _imported(row) for row in found])
    elif not found:
        say.line(f"{source} has no captures yet.")
    else:
        say.table(HEADERS, [_listed(row) for row in found])


HEADERS = ("capture", "fetched (UTC)", "status", "media type", "quality", "sha256", "place")


def _listed(row: Row) -> tuple[str | say.Styled, ...]:
    capture = row.capture
    place = f"{capture.place.segment} @ {capture.place.offset}"
    if capture.redacted_at:
        place = f"redacted {capture.redacted_at:%Y-%m-%d}"
    return (
        say.Styled(capture.id, bold=True),
        f"{capture.fetched_at:%Y-%m-%d %H:%M:%S}",
        str(capture.status),
        f"{capture.media_type}, rendered" if capture.rendered else capture.media_type,
        "-" if capture.quality is None else f"{capture.quality:.2f}",
        capture.sha256[:16],
        f"{place}, imported from {row.origin}" if row.origin else place,
    )


def _imported(row: Row) -> Json:
    return {"origin": row.origin, "imported_at": row.imported_at.isoformat() if row.imported_at else None}


def _chosen(source: str, version: str | None) -> Capture:
    """The capture to show: the named one, or the last good one of the source."""
    from monitor.history import capture, captures, last_good

    with reading(settings()) as history:
        captures(history, source)  # which says when there is no such source
        if version is not None:
            found = capture(history, version)
        elif good := last_good(history, source):
            found = good.capture
        else:
            raise UsageError(f"{source} has no good capture yet", fix="name one: `monitor snapshots SOURCE` lists them")
    if found.source != source:
        raise UsageError(f"capture {found.id} is one of {found.source}, not of {source}")
    if found.redacted_at:
        raise UsageError(f"the bytes of capture {found.id} were taken out on {found.redacted_at:%Y-%m-%d}")
    return found


def _show(capture: Capture, *, no_browser: bool, as_json: bool) -> None:
    from monitor.cli.archived import archive
    from monitor.cli.shown import serve
    from monitor.web import Loopback, version_of

    version = version_of(capture, archive(settings().monitor.snapshots).of(capture))

    def tell(addresses: list[str]) -> None:
        if as_json:
            say.as_json({"url": addresses[0], "capture": as_value(capture)}, one_line=True)
        else:
            say.line(f"{capture.id}, fetched {capture.fetched_at:%Y-%m-%d %H:%M} UTC from {capture.final_url}")
            say.line(f"{addresses[0]}   (until Ctrl-C)")

    serve(Loopback(version), [""], tell, no_browser=no_browser, as_json=as_json)


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
    from monitor.cli.archived import reader
    from monitor.digest.lines import differences
    from monitor.digest.words import shortened

    first, second = _pair(source, older, newer)
    with reader(settings().monitor.snapshots) as read:
        texts = [[block.text for block in read.document(capture).blocks] for capture in (first, second)]
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
