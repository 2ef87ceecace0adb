"""Which link of a page leads to the newest edition of a document whose address changes with each upload."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from monitor.extract.values.dates import find_dates
from monitor.lookups import fold
from monitor.model import Finding, Link

WEB = ("http://", "https://")
# `/2023-06/table.pdf`, `/2020/03/table.pdf`: how content systems date uploads
IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_](0[1-9]|1[0-2])(?!\d)")
YEAR_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Followed:
    """The link to follow, None when none has the words; a tie is a finding."""

    link: Link | None
    findings: tuple[Finding, ...] = ()


def choose(links: Sequence[Link], words: str) -> Followed:
    """The link whose text holds the words; of several the newest by the date in its text or path, else the first.

    What leads to no web page (`mailto:`, `javascript:`) is no link to follow.
    """
    wanted = fold(words)
    worded = (link for link in reversed(links) if wanted in fold(link.text))
    candidates = tuple({link.url: link for link in worded if link.url.lower().startswith(WEB)}.values())[::-1]
    if not candidates:
        return Followed(None)
    dated = {link.url: _dated(link) for link in candidates}
    newest = max((day for day in dated.values() if day), default=None)
    best = [link for link in candidates if dated[link.url] == newest] if newest else list(candidates)
    if len(best) == 1:
        return Followed(best[0])
    others = ", ".join(link.url for link in best[1:])
    message = f"{len(best)} links “{words}” could be followed; {best[0].url} was taken, not {others}"
    return Followed(best[0], (Finding("tie", message, quote=best[0].text),))


def _dated(link: Link) -> date | None:
    days = [match.last for match in find_dates(link.text, years=True)]
    path = unquote(link.url.split("://", 1)[-1])
    days += [date(int(m[1]), int(m[2]), 1) for m in IN_PATH.finditer(path)]
    if not days:
        days = [date(int(m[1]), 1, 1) for m in YEAR_IN_PATH.finditer(path)]
    return max(days, default=None)
