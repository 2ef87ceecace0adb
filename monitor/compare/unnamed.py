"""Which meeting a page means that says `Next meeting: cancelled` and no more: the only one that can be meant, or none.

Pure. A meeting that nobody can tell is never made up: the finding that the line left says all there is to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from monitor.compare.match import pair
from monitor.compare.recall import place
from monitor.compare.spans import span
from monitor.model import Extraction, Finding, Json, Memory, OpenStatement, Statement

UNNAMED = {"cancelled-unnamed": "cancelled", "postponed-unnamed": "postponed"}  # the state by the finding


def with_unnamed(memory: Memory, extraction: Extraction, today: date) -> Extraction:
    """The reading with the known meetings whose state it tells without naming them."""
    found = [one for one in extraction.findings if one.kind in UNNAMED]
    alone = [one for one in found if sum(other.mechanism == one.mechanism for other in found) == 1]
    meant = tuple(filter(None, (_meant(one, memory, extraction, today) for one in alone)))
    return replace(extraction, statements=(*extraction.statements, *meant)) if meant else extraction


def _meant(said: Finding, memory: Memory, extraction: Extraction, today: date) -> Statement | None:
    """The known meeting that a line is said of, as it is now."""
    at = said.mechanism or "", "meeting"
    listed = [(n, one) for n, one in enumerate(extraction.statements) if _is_meeting(one, said.mechanism)]
    stood = [one for one in memory.statements if _is_meeting(one.statement, said.mechanism)]
    gone = pair("meeting", stood, listed, extraction.source_fields.get("language")).gone
    called = [one for one in gone if one.statement.value.get("state")]
    coming = [one for one in gone if one not in called and _is_coming(one.statement.value, today)]
    if coming and _stood_already(memory, at):
        return None  # the line may be an old one
    meant = _only(coming) or (None if coming else _only(called))
    if meant is None:
        return None
    value: Json = {**meant.statement.value, "state": UNNAMED[said.kind]}
    quote = said.quote or ""
    return replace(meant.statement, value=value, text=quote, quote=quote, locator=said.locator or "")


def _is_meeting(one: Statement, mechanism: str | None) -> bool:
    return one.field == "meeting" and one.mechanism == mechanism and isinstance(one.value, dict)


def _is_coming(value: Json, today: date) -> bool:
    """Whether a page announced a meeting that nobody can have held yet."""
    days = span(value.get("date"))
    return bool(value.get("announced")) and days is not None and days[1] >= today


def _stood_already(memory: Memory, at: tuple[str, str]) -> bool:
    """Whether the last reading had lines on meetings that were not understood."""
    last = next((one for one in (memory.fields[0] if memory.fields else ()) if place(one) == at), None)
    return last is None or (last.listed or 0) > (last.parsed or 0)


def _only(some: Sequence[OpenStatement]) -> OpenStatement | None:
    return some[0] if len(some) == 1 else None
