"""What a run that was killed left in the archive and not in the history, taken in by the next one before it looks.

A run writes to the archive first. What is there alone is one step of one look of a source: a capture, a look that
found one again, or a decision. More than that, or older than what is known, has another origin: an import that was
broken off, files that were put back. That is no news, and the past of its source is told again (`monitor.upkeep`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

from monitor import history
from monitor.archive import Archive, Archived, Found, Revisit
from monitor.errors import ArchiveError, ArchiveFull, HistoryError
from monitor.look.asking import mistake
from monitor.look.deciding import go_by
from monitor.look.edits import edits_decided
from monitor.look.keeping import as_before
from monitor.look.reading import Desk, page
from monitor.look.recording import moved_to, recorded
from monitor.model import Capture, Check, Decision, Place, Source

BEGINNING = datetime.min.replace(tzinfo=UTC)
TAKEN_OUT = ("redacted", "thinned")
Came = tuple[datetime, str]  # when which bytes came: what makes a capture of a source


@dataclass(slots=True)
class Adopted:
    """What was taken in.

    `news`: public ids of changes; `looks`: those that found a capture again, and decisions on what is held, which are
    still to be told when the settings are known (`found_again`); `untold`: the sources whose past is to be told again.
    """

    news: list[str] = field(default_factory=list)
    looks: list[Found] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)


def adopt(desk: Desk, run: int, sources: Iterable[Source], renamed: Mapping[str, str]) -> Adopted:
    """Takes in what stands behind the known end of each segment; reads nothing where nothing does.

    `sources`: those that are configured; `renamed`: the new ids of those whose folders have them already, and the
    history not yet. Damage is told as a state of its source.
    """
    adopted, killed = Adopted(), history.was_killed(desk.book, run)
    damaged, segments = history.damaged(desk.book), history.known_segments(desk.book)
    for source in sources:
        if source.id not in segments and source.id not in renamed.values() and sizes_of(desk.archive, source.id):
            _adopt_unknown(desk, source.id, adopted)
    for name, known in segments.items():
        folder = renamed.get(name, name)
        try:
            if killed:
                desk.archive.recover(folder, desk.now())
            if name in damaged or sizes_of(desk.archive, folder) != known:
                _adopt(desk, run, name, folder, known, adopted)
        except ArchiveFull:
            raise
        except ArchiveError as error:  # a file that cannot be opened: of this source alone
            history.note_damage(
                desk.book, _name(desk, name, folder), f"the archive is damaged: {error}", now=desk.now()
            )
    return adopted


async def found_again(desk: Desk, adopted: Adopted, sources: Sequence[Source]) -> list[str]:
    """Tells the looks that were taken in, whose rows are lost with their run, and goes by what people decided. Returns
    what is news. Where that fails, the past of the source is to be told again, as what is not known yet.
    """
    by_id = {source.id: source for source in sources}
    past = Desk(book=desk.book, archive=desk.archive, worker=desk.worker, run=None, now=desk.now)
    news: list[str] = []
    for found in adopted.looks:
        source = by_id.get(found.source)
        if source is not None and source.id not in adopted.untold:
            try:
                if isinstance(found.content, Revisit):
                    news += await _found_again(past, source, found.place, found.content)
                elif isinstance(found.content, Decision):
                    news += await go_by(past, source, found.content, found.place)
            except (ArchiveFull, HistoryError):
                raise
            except Exception as error:  # a mistake of ours too: it stops its source alone
                mistake(source.id, error)
                adopted.untold.append(source.id)
            else:
                history.record_known(desk.book, source.id, sizes_of(desk.archive, source.id))
    return news


def was_crowded(desk: Desk, capture: Capture, at: datetime) -> bool:
    """Whether a run that was killed before it judged this capture found, in the look of this time, that others ended
    where it did.
    """
    decisions = (one.content for one in desk.archive.found(capture.source, _skip) if isinstance(one.content, Decision))
    return any(made.kind == "crowded" and made.at == at and made.facts["capture"] == capture.id for made in decisions)


def is_settled(desk: Desk, source: Source) -> bool:
    """Whether the history knows all that the archive has of a source, under the settings that it has now: no run was
    killed over it, and none is still to bring it up to its configuration.
    """
    known = history.known_segments(desk.book).get(source.id, {})
    unread = any(one.source == source.id for one in history.unread_captures(desk.book))
    due = history.to_be_decided(desk.book, [source], now=desk.now())
    return known == sizes_of(desk.archive, source.id) and not unread and source.id not in [name for name, _ in due]


def sizes_of(archive: Archive, source: str) -> dict[str, int]:
    """The segments of a source and how long each is."""
    return {path.name: path.stat().st_size for path in archive.segments(source)}


def _adopt(desk: Desk, run: int, name: str, folder: str, known: Mapping[str, int], adopted: Adopted) -> None:
    trouble: list[ArchiveError] = []
    desk.archive.recover(folder, desk.now())
    sizes = sizes_of(desk.archive, folder)
    trouble += [
        ArchiveError(f"the segment {segment} of {folder} is missing") for segment in known if segment not in sizes
    ]
    tails = {segment: known.get(segment, 0) for segment, size in sizes.items() if known.get(segment, 0) != size}
    was_damaged = name in history.damaged(desk.book)
    if was_damaged:  # whether it is mended, and what was behind, shows only where it is read
        tails = dict.fromkeys(sizes, 0)
    cut = any(start > sizes[segment] for segment, start in tails.items())
    behind = (desk.archive.tail(folder, segment, start, trouble.append) for segment, start in tails.items())
    missed = _rows(desk, name)
    anew = [] if cut else _unknown(desk, name, chain.from_iterable(behind), missed)
    if was_damaged and not cut:
        gone = [one.id for one in missed.values() if one.redacted_at is None]
        trouble += [ArchiveError(f"the capture {capture} of {folder} is missing") for capture in gone]
    mended = was_damaged and not trouble  # or what was wrong was a mistake of ours, and not the archive's
    untold = cut or mended or _has_another_origin(desk, name, anew, {} if was_damaged else known)
    if untold:
        adopted.untold.append(folder)
    else:
        for one in anew:
            _take_in(desk, run, name, folder, one, adopted)
        waiting = {one.place.segment for one in adopted.looks if one.source == folder}
        history.record_known(desk.book, _name(desk, name, folder), _up_to(known, sizes, waiting))
    if trouble or not untold:  # else it shows when the past is told again
        message = f"the archive is damaged: {trouble[0]}" if trouble else None
        history.note_damage(desk.book, _name(desk, name, folder), message, now=desk.now())


def _up_to(known: Mapping[str, int], sizes: Mapping[str, int], waiting: Iterable[str]) -> dict[str, int]:
    """Up to where segments are known now: those in which a look is still to be told, up to where they were. One that
    is missing stays known, so that it is missed."""
    return {**known, **{segment: size for segment, size in sizes.items() if segment not in waiting}}


def _unknown(desk: Desk, name: str, found: Iterable[Found], missed: dict[Came, Capture]) -> list[Found]:
    """What the history does not know yet; what it knows is taken out of `missed`. A segment may be read whole of which
    it knows all: a history of an earlier version has captures alone, and a segment that was written anew has another
    name.
    """
    known = _rows(desk, name)
    rows = {capture.id: capture for capture in known.values()}
    since = history.last_instant(desk.book, name) or BEGINNING
    framed_at = history.framed_at(desk.book, name)
    anew = []
    for one in found:
        if isinstance(one.content, Archived) and not one.content.role:
            came = one.content.fetched_at, one.content.sha256
            missed.pop(came, None)
            if came not in known:
                anew.append(one)
        elif not _is_known(desk, name, one, rows, since, framed_at):
            anew.append(one)
    return anew


def _rows(desk: Desk, name: str) -> dict[Came, Capture]:
    """The captures of a source by when which bytes came: an earlier version went on in a segment when a source was
    renamed, and the id does not follow from the name that stands there."""
    return {(capture.fetched_at, capture.sha256): capture for capture in history.captures(desk.book, name)}


def _is_known(
    desk: Desk,
    name: str,
    found: Found,
    rows: Mapping[str, Capture],
    since: datetime,
    framed_at: datetime | None,
) -> bool:
    match found.content:
        case Archived():
            return True  # nothing follows from the page with the link before it was decided where that leads
        case Revisit() as look:
            return look.fetched_at <= since
        case Decision(kind="redacted") as made:
            row = rows.get(made.facts["capture"])
            return row is None or row.redacted_at is not None
        case Decision(kind="framed") as made:
            return framed_at is not None and made.at <= framed_at
        case Decision(kind="accepted" | "rejected") as made:
            return history.is_decided(desk.book, name, made)
        case Decision(kind="thinned") as made:
            return not any(one["id"] in rows for one in made.facts["captures"])
        case Decision() as made:
            return made.at <= since


def _has_another_origin(desk: Desk, name: str, anew: Sequence[Found], known: Mapping[str, int]) -> bool:
    """Whether this is more, or older, than one step of a look. What stands behind the `known` end of a segment came
    later than what stands before it, whatever its time: the clock may have been set back.
    """
    captures = [one.content for one in anew if isinstance(one.content, Archived)]
    put_back = [one.content for one in anew if isinstance(one.content, Archived) and not known.get(one.place.segment)]
    decisions = [one.content for one in anew if isinstance(one.content, Decision)]
    newest = max((one.fetched_at for one in history.captures(desk.book, name)), default=BEGINNING)
    return (
        len(captures) > 1
        or any(one.imported for one in captures)
        or any(one.fetched_at <= newest for one in put_back)
        or any(made.kind in TAKEN_OUT for made in decisions)
    )


def _take_in(desk: Desk, run: int, name: str, folder: str, found: Found, adopted: Adopted) -> None:
    name = _name(desk, name, folder)
    match found.content:
        case Archived():
            answer = found.content.answer()
            history.record_capture(desk.book, answer, name, found.place, stored_as=found.source)
        case Revisit() | Decision(kind="accepted" | "rejected"):
            adopted.looks.append(Found(found.place, folder, found.content))
        case Decision(kind="settings" | "retired"):
            history.adopt_settings(desk.book, name, found.content, found.place)
        case Decision(kind="followed"):
            facts, at = found.content.facts, found.content.at
            history.record_followed(desk.book, name, facts["url"], Place(*facts["place"]), now=at, decided=found.place)
        case Decision(kind="framed"):
            history.record_frame(desk.book, name, found.content, found.place)
        case Decision(kind="gone"):
            adopted.news += history.record_gone(desk.book, run, name, found.content, found.place, now=desk.now())
        case _:
            pass  # of a crowd nothing follows before the page is judged: see `was_crowded`


def _name(desk: Desk, name: str, folder: str) -> str:
    """The id that the history has now: a decision that was taken in may have renamed the source."""
    return folder if folder in history.known_segments(desk.book) else name


async def _found_again(desk: Desk, source: Source, place: Place, look: Revisit) -> tuple[str, ...]:
    def keep(capture: Capture) -> Place:
        return place  # it is there

    capture = next((one for one in history.captures(desk.book, source.id) if one.fetched_at == look.of), None)
    good = history.last_good(desk.book, source.id)
    verdict = "not-modified" if look.status == 304 else "unchanged"
    moved = moved_to(source, look)
    told = None
    try:
        if capture is not None and good is not None and good.capture.id == capture.id:
            check = Check(source.id, verdict, desk.now(), look.status, moved_to=moved)  # type: ignore[arg-type]  # one of the two
            told = await as_before(desk, source, check, look.remarks, looked_at=look.fetched_at, keep=keep, always=True)
        elif capture is not None:
            check = Check(source.id, "new", desk.now(), look.status, moved_to=moved)
            crowded = was_crowded(desk, capture, look.fetched_at)
            reading = await page(desk, source, capture, crowded=crowded)
            at, edits = look.fetched_at, edits_decided(desk, capture, look.fetched_at)
            told = await recorded(
                desk, source, capture, reading, check, look.remarks, looked_at=at, keep=keep, edits=edits
            )
    except ArchiveFull:
        raise
    except ArchiveError:  # the capture cannot be had: the next look finds that out, and says so
        return ()
    return told.changes if told else ()


def _adopt_unknown(desk: Desk, source: str, adopted: Adopted) -> None:
    """Takes in the archive of a source that the history does not know: its first run was killed when it had decided on
    the settings, or its history was lost, and its past is to be told."""
    settled: list[Found] = []
    lost = False
    for one in desk.archive.found(source, _skip):
        match one.content:
            case Archived(role=""):
                lost = True
            case Decision(kind="settings") as made:
                settled = [one] if made.facts["id"] == source else []
            case Decision(kind="retired") if settled:
                settled.append(one)
    for one in settled:
        if isinstance(one.content, Decision):
            history.adopt_settings(desk.book, source, one.content, None if lost else one.place)
    if lost:
        adopted.untold.append(source)


def _skip(damage: ArchiveError) -> None:
    """Damage that is told elsewhere."""
