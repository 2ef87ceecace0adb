"""`export`: captures as files that other programs read, and the evidence of one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Protocol

import click

from monitor.cli import options, outgoing, say
from monitor.cli.calendars import ics
from monitor.cli.feeds import atom, feeds
from monitor.cli.opening import reading, settings, window
from monitor.cli.package import as_csv, as_json_files
from monitor.cli.status import SOME_FAILED
from monitor.errors import ArchiveError, DamagedRecord, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.archive import Archive
    from monitor.config import Settings
    from monitor.export import Chosen, Written
    from monitor.history import Database
    from monitor.model import Capture


class Write(Protocol):
    """`write_warc` or `write_wacz`."""

    def __call__(
        self,
        out: IO[bytes],
        archive: Archive,
        chosen: Sequence[Chosen],
        name: str,
        *,
        progress: Callable[[], None] | None = None,
    ) -> Written: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What `warc` and `wacz` take."""

    sources: tuple[str, ...]
    since: str | None
    until: str | None
    change: str | None
    output: str | None
    force: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes out, under which name. `redacted`: captures that would, had they not been taken out of the archive."""

    name: str
    chosen: tuple[Chosen, ...]
    redacted: tuple[Capture, ...]
    damage: tuple[DamagedRecord, ...] = ()


@click.group(
    epilog=options.examples(
        "monitor export warc iom-5-5-dialogue",
        "monitor export wacz --since '30 days' -o month.wacz",
        "monitor export evidence k3j2 -o handover.zip",
        "monitor export atom -o /var/www/feeds/changes.xml --force",
    )
)
def export() -> None:
    """Write captures, the evidence of a change, or the history as tables, for other programs.

    A file appears under its name when it is whole. One that is there already stays, unless --force is given. The same
    archive gives the same bytes.
    """


export.add_command(as_csv)
export.add_command(atom)
export.add_command(ics)
export.add_command(feeds)
export.add_command(as_json_files)


def _of_archive(command: Callable[..., None]) -> Callable[..., None]:
    change = click.option("--change", metavar="ID", help="Only the captures that this change rests on.")
    sources = click.argument("sources", nargs=-1, metavar="[SOURCE]...")
    with_options: Callable[..., None] = sources(options.period(change(outgoing.to_file(command))))
    return with_options


@export.command(
    short_help="Captures as .warc.gz, for warcio, pywb and others.",
    epilog=options.examples(
        "monitor export warc iom-5-5-dialogue",
        "monitor export warc --since 2026-11-01 --until 2026-11-30 -o november.warc.gz",
        "monitor export warc --change k3j2 -o - | warcio index -",
    ),
)
@_of_archive
def warc(**asked: Any) -> None:
    """Write what the archive holds of each SOURCE as .warc.gz; without SOURCE, of all.

    The records are those of the archive, with their digests; warcio, pywb and others read them. A page that a browser
    rendered stands at urn:rendered: and its URL. Exit status 1: there was nothing to write, or something in the archive
    is damaged and was left out.
    """
    from monitor.export import write_warc

    _export(Asked(**asked), ".warc.gz", write_warc)


@export.command(
    short_help="Captures as .wacz: one file that ReplayWeb.page opens.",
    epilog=options.examples(
        "monitor export wacz iom-5-5-dialogue",
        "monitor export wacz --since '30 days' -o month.wacz",
    ),
)
@_of_archive
def wacz(**asked: Any) -> None:
    """Write what the archive holds of each SOURCE as .wacz; without SOURCE, of all.

    That is the same WARC with an index, a list of its pages and hashes, in one file that ReplayWeb.page and others open
    as it is. Exit status as of `export warc`.
    """
    from monitor.export import write_wacz

    _export(Asked(**asked), ".wacz", write_wacz)


@export.command(
    short_help="What proves a change, as a .zip that anybody can check.",
    epilog=options.examples("monitor export evidence k3j2 -o handover.zip"),
)
@click.argument("change")
@outgoing.to_file
def evidence(change: str, output: str | None, force: bool, as_json: bool) -> None:
    """Write all that proves CHANGE as a .zip that can be checked without this program.

    It holds the captures (WARC, and each body), the quoted words, the change in JSON, citations in BibTeX and CSL-JSON,
    the sha256 of every file, and a README that says how to verify them.
    """
    from monitor.cli.archived import archive, reader
    from monitor.cli.evidence import as_value, proved, reasons
    from monitor.export import pack

    configured = settings()
    with reader(configured.monitor.snapshots) as read:
        proof, sides = proved(change, configured, read)
        told = as_value(proof, sides, reasons(sides, configured))
        with outgoing.output(output, f"{proof.change.id}.zip", force=force, as_json=as_json) as (path, out):
            packed = pack(out, archive(configured.monitor.snapshots), proof, sides, told, read.document)
    _tell_redacted(packed.left_out)
    outgoing.summary(path, packed.written, as_json=as_json)


def _export(asked: Asked, suffix: str, write: Write) -> None:
    from monitor.cli.archived import archive as opened

    configured = settings()
    archive = opened(configured.monitor.snapshots)
    if asked.change and (asked.sources or asked.since or asked.until):
        raise UsageError("--change names the captures itself", fix="leave SOURCE, --since and --until away")
    selected = (_of_change if asked.change else _of_window)(asked, configured, archive)
    _tell_redacted(selected.redacted)
    for each in selected.damage:
        say.error(each)
    if not selected.chosen:
        raise ArchiveError("there is nothing to export: the archive holds no such capture in this time")
    with (
        outgoing.output(asked.output, f"{selected.name}{suffix}", force=asked.force, as_json=asked.as_json) as (
            path,
            out,
        ),
        outgoing.progress(len(selected.chosen)) as progress,
    ):
        written = write(out, archive, selected.chosen, selected.name, progress=progress)
    outgoing.summary(path, written, as_json=asked.as_json, damaged=len(selected.damage))
    if selected.damage:
        say.line("What is damaged in the archive is not in the export.", err=True)
        click.get_current_context().exit(SOME_FAILED)


def _of_change(asked: Asked, configured: Settings, archive: Archive) -> Selection:
    from monitor.export import of_captures
    from monitor.history import capture
    from monitor.history import evidence as proof_of

    with reading(configured) as history:
        proof = proof_of(history, asked.change or "")
        every = {capture(history, one.opened_by) for one in (*proof.before, *proof.after)}
    every |= {one for one in (proof.before_capture, proof.after_capture) if one}
    chosen = of_captures(archive, (one for one in every if not one.redacted_at))
    return Selection(proof.change.id, chosen, tuple(one for one in every if one.redacted_at))


def _of_window(asked: Asked, configured: Settings, archive: Archive) -> Selection:
    from monitor.export import choose

    with reading(configured) as history:
        since, until = window(history, asked.since, asked.until)
        folders = {path.parent.name for path in archive.folder.glob("*/*.warc.zst")}
        sources = sorted(set(asked.sources) or folders)
        redacted = tuple(one for source in sources for one in _redacted(history, source, folders, since, until))
    damage: list[DamagedRecord] = []
    chosen = choose(archive, sources, since=since, until=until, damaged=damage.append)
    return Selection(sources[0] if len(sources) == 1 else "snapshots", chosen, redacted, tuple(damage))


def _redacted(
    history: Database, source: str, folders: set[str], since: datetime | None, until: datetime | None
) -> list[Capture]:
    """Captures in the window whose bytes are gone. UsageError for a source that neither history nor archive knows."""
    from monitor.history import captures

    try:
        known = captures(history, source)
    except UsageError:
        if source in folders:  # the history will know it again after a rebuild
            return []
        raise
    return [
        one
        for one in known
        if one.redacted_at and (not since or one.fetched_at >= since) and (not until or one.fetched_at < until)
    ]


def _tell_redacted(captures: Sequence[Capture]) -> None:
    for one in captures:
        when = f"{one.redacted_at:%Y-%m-%d}"
        told = f"capture {one.id} of {one.source} is not in the export: it was taken out on request, {when}"
        say.line(say.Styled("note: ", bold=True), told, err=True)
