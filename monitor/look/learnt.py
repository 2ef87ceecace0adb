"""What was learnt in a run of the frame of a site, brought to its pages that did not change.

They were read before anybody knew that what they say there stands on the other pages, too. So each is read again
without it: what then is no fact of its mechanism is a correction, and never news.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor import history
from monitor.errors import ArchiveError, ArchiveFull, DocumentError, HistoryError
from monitor.extract import extractor_of
from monitor.look.asking import mistake
from monitor.look.reading import House, archived
from monitor.look.recording import corrected
from monitor.look.site import site_of
from monitor.lookups import version
from monitor.model import Capture, Decision, Source
from monitor.sites import site_at


async def brought_to_all(house: House, sources: Iterable[Source], *, everywhere: bool) -> None:
    """Reads again those of the sources that are on a site of which something was learnt in this run.

    `everywhere`: whatever was learnt, for a run that was killed may have learnt something and not come so far.
    """
    for source in sources:
        capture = history.read_before(house.book, source.id)
        if capture is None or not (everywhere or site_at(capture.final_url) in house.learnt):
            continue
        if history.fetched_in(house.book, house.run, [capture]):
            continue  # it was read when all were there
        try:
            await _brought(house, source, capture)
        except (ArchiveFull, HistoryError):
            raise
        except (ArchiveError, DocumentError):
            continue  # the page cannot be had any more, or not be read: the look at it says so
        except Exception as error:  # a mistake of ours too: it stops its source alone
            mistake(source.id, error)


async def _brought(house: House, source: Source, capture: Capture) -> None:
    site = await site_of(house, capture, archived(house, capture))
    if site.frame == history.frame(house.book, source.id):
        return
    made = Decision("framed", house.now(), {"digests": sorted(site.frame)})
    history.record_frame(house.book, source.id, made, house.archive.decide(source.id, made))
    await corrected(house, source, (extractor_of(source.layout), version()), looked_at=made.at)
