"""Who is named more than once below one label, each time with another term: `2026: Georgia`, `2024: Georgia`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.extract.ledger import Ledger
from monitor.extract.sections import Line
from monitor.extract.values.chairs import Chair
from monitor.extract.values.edtf import OPEN, bounds

NIGHT = timedelta(days=1)


def with_earlier_term(chair: Chair, key: str, line: Line, ledger: Ledger) -> tuple[Chair, ...]:
    """What is to be stated where a seat stands in the ledger with a term already: of two terms the earlier one as past,
    and two of which one follows the other as one.
    """
    stands = ledger.stated("chair", key)
    known = stands.value.get("term") if stands else None
    if stands is None or not known or not chair.term or known == chair.term:
        return (chair,)
    early, late = sorted((known, chair.term), key=_rank)
    joined = _joined(early, late)
    if late != known or joined:
        value = {**stands.value, "term": joined or late}
        ledger.restate("chair", key, value, chair.text, line)
    return () if joined else (replace(chair, role="past", term=early),)


def _rank(term: str) -> tuple[int, int]:
    first, last = bounds(term)
    return (last.toordinal() if last else 10**7), (first.toordinal() if first else 0)


def _joined(early: str, late: str) -> str | None:
    """The term of two that meet."""
    end, start = bounds(early)[1], bounds(late)[0]
    if end is None or start is None or start > end + NIGHT:
        return None
    first, last = early.partition("/")[0], late.rpartition("/")[2]
    return f"{first}/{last}" if OPEN not in (first, last) or first != last else None
