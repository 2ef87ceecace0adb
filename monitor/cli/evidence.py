"""`evidence`: the words that bear out a change, in the archived text they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from monitor.cli import marking, options, say
from monitor.cli.archived import Reader, reader
from monitor.cli.changes import follows
from monitor.cli.marked import Opened, marked_versions
from monitor.cli.opening import reading, settings
from monitor.digest.words import shortened
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.export import Side
    from monitor.history import Evidence, StatementRecord
    from monitor.model import Json

LONGEST = 4000  # letters of quoted words; --json has all
ROOM = 200  # characters of a block shown around the quoted words
SIGNS = {"-": "red", "+": "green"}


@click.command(
    epilog=options.examples(
        "monitor evidence k3j2   # an id from `monitor changes`, or how it begins",
        "monitor evidence k3j2 --open   # the archived pages in the browser, with the words marked",
    )
)
@click.argument("change")
@click.option("--open", "in_browser", is_flag=True, help="Show the archived pages in the browser, the words marked.")
@click.option("--no-browser", is_flag=True, help="With --open: print the addresses only.")
@options.as_json
def evidence(change: str, in_browser: bool, no_browser: bool, as_json: bool) -> None:
    """Show the quoted words of CHANGE in the archived text, before and after.

    Each side names the URL, the time, the sha256 of the bytes and their place in the archive. The quote is highlighted
    on a terminal and stands in >>arrows<< elsewhere. Below it is a link that shows the words on the live page, as long
    as they stand there.

    With --open the archived pages, before and after, are served to this machine alone until Ctrl-C, as by `monitor
    snapshots --open`; of a PDF or a text its lines.
    """
    if no_browser and not in_browser:
        raise UsageError("--no-browser is said of --open", fix=f"monitor evidence {change} --open --no-browser")
    configured = settings()
    with reader(configured.monitor.snapshots) as read:
        proof, sides = proved(change, configured, read)
        if in_browser:
            _show(marked_versions(sides, read), no_browser=no_browser, as_json=as_json)
            return
    redacted = reasons(sides, configured)
    if as_json:
        say.as_json(as_value(proof, sides, redacted))
        return
    found = proof.change
    say.line(
        say.Styled(found.id, bold=True),
        f"  {found.kind}  {found.importance}  detected {found.detected_at:%Y-%m-%d %H:%M} UTC",
    )
    say.line(found.summary)
    if why := follows(found):
        say.line(why)
    if proof.shown:
        say.line("seen on  ", ", ".join(f"{source} (capture {capture})" for source, capture in proof.shown))
    for one in found.marks:
        say.line(marking.line(one))
    for side in sides:
        _print(side, redacted.get(side.capture.id))


def reasons(sides: Sequence[Side], configured: Settings) -> dict[str, str]:
    """Why captures on the sides of a change were redacted, by their ids."""
    redacted = {side.capture.id: side.capture for side in sides if side.capture.redacted_at}
    if not redacted:
        return {}
    from monitor.cli.archived import archive
    from monitor.upkeep.redact import why

    snapshots = archive(configured.monitor.snapshots)
    return {id_: why(snapshots, one.source, id_) or "the archive does not say why" for id_, one in redacted.items()}


def proved(change: str, configured: Settings, read: Reader) -> tuple[Evidence, list[Side]]:
    """What proves a change (its id, or how that begins), and the words in the archived text. UsageError without one."""
    from monitor.export import linked, sides_of
    from monitor.history import capture
    from monitor.history import evidence as proof_of
    from monitor.history.soundness import row_of

    with reading(configured) as history:
        proof = proof_of(history, change)
        captures = {
            each: capture(history, each)
            for each in {statement.opened_by for statement in (*proof.before, *proof.after)}
        }
        concerned = {*captures, *(one.id for one in (proof.before_capture, proof.after_capture) if one)}
        rows = {each: row_of(history, each) for each in concerned}
    sides = [linked(side, read.live_links) for side in sides_of(proof, captures, read.document)]
    origins = {each: row.origin for each, row in rows.items() if row and row.origin}
    return proof, [replace(side, origin=origins.get(side.capture.id, "")) for side in sides]


def _show(opened: list[Opened], *, no_browser: bool, as_json: bool) -> None:
    from monitor.cli.captures import as_value as capture_value
    from monitor.cli.shown import serve
    from monitor.web import Loopback

    def tell(addresses: list[str]) -> None:
        if as_json:
            pages = [
                {"side": one.side, "url": address, "capture": capture_value(one.capture), "marked": bool(one.anchor)}
                for one, address in zip(opened, addresses, strict=True)
            ]
            say.as_json({"pages": pages}, one_line=True)
            return
        for one, address in zip(opened, addresses, strict=True):
            say.line(say.Styled(one.side.capitalize(), bold=True), f"  {one.capture.final_url}")
            nothing = "" if one.anchor else ", no words marked"
            say.line(f"  {one.capture.id}, fetched {one.capture.fetched_at:%Y-%m-%d %H:%M} UTC{nothing}")
            say.line(f"  {address}   (until Ctrl-C)")

    first, paths = opened[0].version, [f"{one.name}#{one.anchor}".rstrip("#") for one in opened]
    others = {one.name: one.version for one in opened}
    serve(Loopback(first, others), paths, tell, no_browser=no_browser, as_json=as_json)


def _print(side: Side, why: str | None) -> None:
    capture = side.capture
    say.line()
    say.line(say.Styled(side.name.capitalize(), bold=True), f"  {capture.final_url}")
    rendered = ", rendered by a browser" if capture.rendered else ""
    when = f"{capture.fetched_at:%Y-%m-%d %H:%M:%S} UTC"
    say.line(f"  fetched  {when}, status {capture.status}{rendered}, capture {capture.id}")
    if side.origin:
        say.line(f"  imported {side.origin}: others captured it, the monitor did not")
    say.line(f"  sha256   {capture.sha256}")
    place = capture.place
    if not capture.redacted_at:
        say.line(f"  archive  {capture.source}/{place.segment}, offset {place.offset}, length {place.length}")
    for quoted in side.quotes:
        say.line()
        if quoted.at is None:
            say.line(say.Styled("  not found as the text is read now: ", "red"), shortened(quoted.words, LONGEST))
            continue
        say.line(say.Styled(f"  {quoted.locator}", "cyan"))
        for index, block in enumerate(quoted.blocks, start=quoted.first):
            quoting = index == quoted.at
            say.line("  | ", *(_highlighted(block.text, quoted.words) if quoting else [shortened(block.text, ROOM)]))
        if quoted.link:
            say.line(say.Styled(f"  on the live page: {quoted.link}", dim=True))
    if capture.redacted_at:
        say.line(f"  what was captured was taken out of the archive on request, {capture.redacted_at:%Y-%m-%d}: {why}")
    elif not side.quotes:
        say.line("  nothing is quoted on this side: what the change is about does not stand here")
        for sign, text in side.instead:
            say.line(say.Styled(f"  {sign} {shortened(text, 2 * ROOM)}", SIGNS.get(sign)))


def _highlighted(text: str, words: str) -> list[str | say.Styled]:
    before, _, after = text.partition(words)
    before = before if len(before) <= ROOM else f"… {before[-ROOM:]}"
    after = shortened(after, ROOM)
    arrows = ("", "") if say.coloured() else (">>", "<<")
    return [before, say.Styled(f"{arrows[0]}{shortened(words, LONGEST)}{arrows[1]}", "yellow", bold=True), after]


def as_value(proof: Evidence, sides: Sequence[Side], redacted: dict[str, str]) -> Json:
    """A change and its proof in the form that programs rely on (`evidence --json`)."""
    from monitor.cli import captures, changes, suppressing

    def parts(name: str) -> Json:
        return [
            {
                "capture": {**captures.as_value(side.capture), "origin": side.origin or None},
                "quotes": [
                    {
                        "quote": quoted.words,
                        "locator": quoted.locator,
                        "found": quoted.at is not None,
                        "context": [block.text for block in quoted.blocks],
                        "live_url": quoted.link or None,
                    }
                    for quoted in side.quotes
                ],
                "instead": [{"sign": sign, "text": text} for sign, text in side.instead],
            }
            for side in sides
            if side.name == name
        ]

    def statements(records: Sequence[StatementRecord]) -> Json:
        return [
            {"id": one.id, "field": one.field, "key": one.key, "value": one.value, "text": one.text} for one in records
        ]

    return {
        "change": changes.as_value(proof.change, suppressing.why(proof.change)),
        "before": {"statements": statements(proof.before), "captures": parts("before")},
        "after": {"statements": statements(proof.after), "captures": parts("after")},
        "redacted": redacted,
        "shown": [{"source": source, "capture": capture} for source, capture in proof.shown],
    }
