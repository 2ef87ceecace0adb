"""All whom one verb tells to hold an office: those in a row beside it, and those behind of whom it is not said again.

`Mali held it in 2016 and Chad in 2018`, `Nigeria held it first, then Gabon`.
"""

from __future__ import annotations

import re

from monitor.extract.prose.holders import Holder, Holders, bounded, chair, find_holders, row_after, term_of
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.offices import CO
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import Chair
from monitor.extract.values.dates import DateMatch, find_dates

GAPPED = Worded(r"(?:\s*,\s*|\s+){and}\s+(?:(?:{to_or_by}|{with_or_in})\s+)?{the+}?$|\s*,\s*$")
# `puis le Gabon`, `y la segunda a Irlanda`: who did the same later
THEN_TOO = Worded(r"(?<=[\w,])\s*,?\s*(?:{and}\s+)?(?:{then}|{the+}{second})\s+(?:{to_or_by}\s+)?{the+}?")
AND_SO = Worded(r"\s{and},\s")  # `in 2015 and, as such, received in Lisbon on 19 May`
WORDS = re.compile(r"[^\W\d]{2}")
NEAR = 2  # words between a holder and its date


def holding_it(holders: Holders, role: str, words: str, clause: str, at: int) -> list[Chair]:
    """The holders in one role, with the term that stands behind them in the clause, from `at` on, and nearer to them
    than to another country, else before them; and those in the same role behind: `and Y from 2018 to 2022`.
    """
    if not holders:
        return []
    if CO.search(words) and role == "chair":
        role = "co-chair"
    after = clause[at:]
    mine = {hit.who for hit in holders}
    others = [hit for hit in find_holders(after) if hit.who not in mine]
    near = after[: others[0].start] if others else after
    # `The Process, established in 2009, is chaired by Malta`: since when it is there is no term
    founded = form("established", "verbs").search(clause[:at])
    term = term_of(AND_SO.split(near)[0]) or term_of(near) or (None if founded else term_of(clause[:at]))
    gapped = [
        chair(hit, role, bounded(after, date))
        for hit, date in _dated(after)
        if hit.who not in mine and GAPPED.search(after[: hit.start])
    ]
    return [chair(hit, role, term) for hit in holders] + (gapped if term else _then_too(after, role))


def _then_too(after: str, role: str) -> list[Chair]:
    """Who held it next, where it is over: `Nigeria held it first, then Gabon`."""
    joint = THEN_TOO.search(after) if role == "past" else None
    row = row_after(after, joint.end()) if joint else ()
    return [chair(hit, role, None) for hit in row if not WORDS.match(after[row[-1].end :].lstrip())]


def _dated(text: str) -> list[tuple[Holder, DateMatch]]:
    """Holders with a date straight behind them."""
    dates = find_dates(text, years=True)
    return [
        (hit, date)
        for hit in (find_holders(text) if dates else ())
        for date in dates
        if date.start >= hit.end and len(text[hit.end : date.start].split()) <= NEAR
    ]
