"""An edit of what a site repeats, as the archive keeps it and as it is told."""

from __future__ import annotations

from datetime import datetime

from monitor import history
from monitor.compare import site
from monitor.compare.site import SiteEdit
from monitor.errors import ArchiveError, DocumentError
from monitor.extract import read_words
from monitor.look.reading import READING, Desk, archived
from monitor.model import Capture, Change, Decision, Memory


def decision_of(edit: SiteEdit, capture: Capture, at: datetime) -> Decision:
    """What a capture shows, as the archive keeps it: digests, no words."""
    facts = {"host": edit.host, "went": list(edit.went), "came": list(edit.came), "told": edit.told}
    return Decision("site-edited", at, {"capture": capture.id, **facts})


def edit_of(made: Decision) -> SiteEdit:
    """An edit as a decision has it: the other way round."""
    facts = made.facts
    return SiteEdit(facts["host"], tuple(facts["went"]), tuple(facts["came"]), facts["told"])


def edits_decided(desk: Desk, capture: Capture, at: datetime) -> tuple[SiteEdit, ...]:
    """What a run that was killed before it recorded this capture found, in the look of this time, that it shows."""
    found = (one.content for one in desk.archive.found(capture.source, _skip) if isinstance(one.content, Decision))
    made = (one for one in found if one.kind == "site-edited" and one.at == at)
    return tuple(edit_of(one) for one in made if one.facts["capture"] == capture.id)


async def changes_of(desk: Desk, memory: Memory, capture: Capture, edit: SiteEdit) -> tuple[Change, ...]:
    """The change that tells of an edit, in this page's words before and now; none when another source told it."""
    if edit.told is not None or memory.capture is None:
        return ()
    sides = (history.capture(desk.book, memory.capture), edit.went), (capture, edit.came)
    return (site.told(edit, *[await _words(desk, side, marks) for side, marks in sides]),)


async def _words(desk: Desk, capture: Capture, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The words of lines of a capture; () where it cannot be read any more."""
    try:
        return await desk.worker.acall(read_words, archived(desk, capture), marks, timeout=READING)
    except (ArchiveError, DocumentError):
        return ()


def _skip(damage: ArchiveError) -> None:
    """Damage that is told elsewhere."""
