"""Who acts in a clause that tells of two holders, and the two of them as chairs."""

from __future__ import annotations

from monitor.extract.prose.holders import Holders, chair, row_before, term_of
from monitor.extract.prose.joints import Worded
from monitor.extract.values.chairs import Chair
from monitor.extract.values.dates import find_dates

FAR = 5  # words between who acts and the verb: `X, president in office, succeeds Y`
GOES_ON = Worded(r"[\s,]*{goes_on}\s+(?:{goes_on_then}\s+)?")
HIMSELF = Worded(r"\s*{he}(?:\s+{had})?\s*")
REMARK = Worded(r",\s+{who}\s[^,;]*,\s*$")
WHEN = Worded(r"[\s,]*(?:(?:{in_or_from}|{of}|{the+}|{then}|{finally})\b[\s,]*)*")
IT_ALONE = Worded(r"[\s,]*{it_alone}?\s*")  # `, l'a transmise à Malte`


def _without_remark(words: str) -> str:
    """`X, which had been generous, (handed it over)`: who acts stands before the remark."""
    remark = REMARK.search(words)
    return words[: remark.start()] + " " if remark else words


def _left_out(words: str) -> bool:
    """Nothing but when it was stands before the verb: `En enero de 2026 (entregó la presidencia)`."""
    for date in reversed(find_dates(words, years=True)):
        words = words[: date.start] + words[date.end :]
    return WHEN.fullmatch(words) is not None


def doer(words: str, said: Holders) -> Holders:
    """Whom the words before a verb name, or whom the clause before did when these only go on about it."""
    goes_on = GOES_ON.fullmatch(f"{words.rstrip()} ") or IT_ALONE.fullmatch(words) or HIMSELF.fullmatch(words)
    row = row_before(words, far=FAR) or row_before(_without_remark(words), far=FAR)
    return row or (said if goes_on or _left_out(words) else ())


def pair(left: Holders, left_role: str, right: Holders, right_role: str, clause: str) -> list[Chair]:
    """Who leaves and who comes; the date is that of the one who comes."""
    term = term_of(clause)
    return [chair(h, left_role, None) for h in left] + [chair(h, right_role, term) for h in right]
