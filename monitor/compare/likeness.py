"""How like two entries are: the score by which an old and a new one are taken for one, and when nothing has changed.

Likeness of wordings is rapidfuzz's token-sort ratio over folded words, 0 to 100; 0 means that they are two entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz import fuzz

from monitor.compare.identity import address, form_of, identity, who, wording
from monitor.compare.spans import days_apart
from monitor.model import Json, Statement

Likeness = Callable[[Statement, Statement], float]
ALIKE = 85.0  # above it two wordings may be one entry
SAME = 90.0  # above it, and with the same numbers, the wording has not really changed
RESTATED = 70.0  # token-set likeness above which a meeting of the same day and place only has its title put otherwise
SAME_DAY = 50.0  # what is at one place on one day is one meeting when its titles agree this far
LONGEST = 300  # characters of a text that are compared
SHORT_SHIFT = 200  # days by which a corrected date may differ when the title carries no number of its own
LONG_SHIFT = 1100  # the same for a meeting that was announced, or whose title has a number (7th, II)
ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
NUMBER = re.compile(r"\b(?:(\d+)(?:st|nd|rd|th)?|([ivx]+))\b")


def likeness(field: str) -> Likeness:
    """The score for entries of a field, or of the form that it has (`form_of`)."""
    return {"meeting": meetings, "document": documents, "chair": strangers}.get(field, entries)


def only_spelt(before: Statement, after: Statement) -> bool:
    """Whether two entries that were taken for one say the same, in another spelling at most."""
    a, b = before.value, after.value
    field = form_of(after)
    if field == "meeting":
        same = all(a.get(part) == b.get(part) for part in ("date", "country"))
        told = bool(a.get("announced")) == bool(b.get("announced"))
        return same and told and _place(a) == _place(b) and _restated(_title(a), _title(b))
    if field == "name":  # of one mechanism, so words put otherwise are no new name
        return isinstance(a, str) and isinstance(b, str) and _restated(a, b)
    if field == "document":
        moved = a.get("url") and b.get("url") and address(a["url"]) != address(b["url"])
        return not moved and a.get("year") == b.get("year") and alike(_title(a), _title(b)) >= SAME
    return (
        isinstance(a, dict)
        and isinstance(b, dict)
        and who(before) == who(after)
        and identity(before) == identity(after)
    )


def alike(one: str, other: str) -> float:
    """Likeness of two wordings; 0 when they carry different numbers, for the 7th conference is not the 8th."""
    a, b = wording(one[:LONGEST]), wording(other[:LONGEST])
    return fuzz.token_sort_ratio(a, b) if numbers(a) == numbers(b) else 0.0


def numbers(folded: str) -> frozenset[str]:
    """The numbers of a folded wording: digits, ordinals in words, Roman numerals."""
    written = (digits or roman for digits, roman in NUMBER.findall(folded))
    return frozenset(written) | (ORDINALS & set(folded.split()))


def strangers(before: Statement, after: Statement) -> float:
    """For fields in which only identity counts."""
    return 0.0


def entries(before: Statement, after: Statement) -> float:
    """Any other field: one value stands in another's place, a text is found again by its words, the rest by its key."""
    if not before.key and not after.key:
        return 1.0
    a, b = _words(before.value), _words(after.value)
    if bool(a) != bool(b):  # a name that nobody knew, put right: it has a code now
        a, b = _name(before.value), _name(after.value)
    if a and b:
        score = alike(a, b)
        if score >= ALIKE:
            return score
    return 100.0 if before.key and before.key == after.key else 0.0


def meetings(before: Statement, after: Statement) -> float:
    """A meeting is found again by day and place, else by its title, with a date that can be the other's correction."""
    a, b = before.value, after.value
    titles = alike(_title(a), _title(b))
    apart = days_apart(a.get("date"), b.get("date"))
    there = _compatible(a, b)
    if apart == 0 and there and _agree_roughly(_title(a), _title(b)):
        return 200 + titles
    if titles < ALIKE:
        return 0.0
    numbered = bool(numbers(wording(_title(a))))
    if not there:
        return titles if apart == 0 or numbered else 0.0
    if apart is None:
        return titles
    reach = LONG_SHIFT if numbered or a.get("announced") else SHORT_SHIFT
    return 100 + titles - apart / reach if apart <= reach else 0.0


def documents(before: Statement, after: Statement) -> float:
    """A document is found again by its address, else by its title, unless the years differ."""
    a, b = before.value, after.value
    if a.get("url") and address(a["url"]) == address(b.get("url")):
        return 200.0
    if a.get("year") and b.get("year") and a["year"] != b["year"]:
        return 0.0
    score = alike(_title(a), _title(b))
    return score if score >= SAME else 0.0


def _words(value: Json) -> str:
    """What tells an entry by its words alone: a text, or the name of somebody who has neither code nor id."""
    if isinstance(value, dict) and not (value.get("country") or value.get("id")):
        return str(value.get("name") or "")
    return value if isinstance(value, str) else ""


def _name(value: Json) -> str:
    return str(value.get("name") or "") if isinstance(value, dict) else ""


def _restated(one: str, other: str) -> bool:
    a, b = wording(one[:LONGEST]), wording(other[:LONGEST])
    return numbers(a) == numbers(b) and (a == b or fuzz.token_set_ratio(a, b) >= RESTATED)


def _title(value: Json) -> str:
    return str(value.get("title") or "") if isinstance(value, dict) else ""


def _place(value: Json) -> str:
    return wording(str(value.get("place") or ""))


def _compatible(one: Json, other: Json) -> bool:
    a, b = _place(one), _place(other)
    if a and b:
        return a == b
    countries = one.get("country"), other.get("country")
    return None in countries or countries[0] == countries[1]


def _agree_roughly(one: str, other: str) -> bool:
    a, b = wording(one[:LONGEST]), wording(other[:LONGEST])
    return not a or not b or fuzz.token_set_ratio(a, b) >= SAME_DAY
