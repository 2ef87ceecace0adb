"""Which meeting is which: by day and place, else by its title with a date that can be the other's correction."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from monitor.compare.identity import wording
from monitor.compare.spans import apart, span
from monitor.compare.wordings import (
    Lists,
    alike,
    extended,
    initialled,
    numbers,
    repeated,
    restated,
    same_words,
    shared,
    title,
)
from monitor.lookups import fold, table
from monitor.lookups.countries import names
from monitor.lookups.kinds import Turn
from monitor.lookups.venues import venue
from monitor.model import Json, Statement

BY_DAY, BY_TITLE = 500.0, 100.0  # tiers: no two of the lower outweigh one of the higher
LONGER = 200.0  # of one day, and one title has all words of the other: above one of the same title, below two
OTHERWISE = 10.0  # of one day under another title: only where neither is found again by its own
NEARLY = 4.0  # of another day as well: only where neither has one of its day
ALIKE = 85.0  # likeness of titles above which they may name one meeting
SAME = 95.0  # likeness at least of titles that differ in small words
SAME_DAY = 50.0  # what is at one place on one day is one meeting when its titles agree this far
PRECISE = 31  # days; a date that covers more (a year) does not show that two meetings are one
NEAR = 7  # days within which a title that was cut short is the same one
SHORT_SHIFT = 200  # days by which a corrected date may differ when the title carries no number of its own
LONG_SHIFT = 1100  # the same for a meeting that was announced, or whose title has a number (7th, II)
CANCELLED = "cancelled"
SAYING = (None, "postponed", CANCELLED)  # each state says more of a meeting than the one before
CALLED: dict[Json, Turn] = {CANCELLED: "cancelled", "postponed": "postponed"}  # by the state of a meeting
STATES = (
    "announced_remark",
    "still_to_be",
    "held_remark",
    "cancelled",
    "postponed",
)  # of [meeting] in lookups/phrases.toml


def meetings(lists: Lists) -> Callable[[Statement, Statement], float]:
    """The score of two meetings. A title that several of one list bear is a series': it tells the near ones only."""
    series = repeated(lists, lambda entry: (_named(title(entry.value)),))
    return lambda before, after: _score(before.value, after.value, series)


def news_of(before: Json, after: Json) -> Turn:
    """What has become of a meeting: called off, put off, on again, held, or put otherwise.

    One that was put off and has its new day is amended; a remark on one that was called off does not make it held, but
    a place among those that were held does.
    """
    one, other = before.get("state"), after.get("state")
    if one != other and other is not None:
        return CALLED[other]
    held = bool(before.get("announced")) > bool(after.get("announced"))
    if one is not None and not (held and other is None):
        again = other is None and (one == CANCELLED or before.get("date") == after.get("date"))
        return "resumed" if again else "changed"
    return "held" if held else "changed"


def arrival_of(new: Json) -> Turn:
    """How a meeting that was not listed comes."""
    return CALLED.get(new.get("state")) or ("announced" if new.get("announced") else "added")


def same_meeting(a: Json, b: Json) -> bool:
    """Whether two entries for one meeting say the same: a title of other words than small ones is told."""
    facts = all(a.get(part) == b.get(part) for part in ("date", "country"))
    return facts and told_alike(a, b) and place_of(a) == place_of(b) and same_words(_named(title(a)), _named(title(b)))


def is_instead(a: Json, b: Json, days: int | None) -> bool:
    """Whether one of two entries is called off, and the other not and on another day: then it is another meeting."""
    states = a.get("state"), b.get("state")
    return days != 0 and CANCELLED in states and states[0] != states[1]


def told_alike(a: Json, b: Json) -> bool:
    """Whether two entries agree on the state of a meeting; one that is called off may stand among those to come."""
    state = a.get("state")
    return bool(state == b.get("state") and (state or bool(a.get("announced")) == bool(b.get("announced"))))


def says_less(one: Json, other: Json) -> bool:
    """Whether a meeting stands twice in one list: as it was to be and as one that is called off, as announced and as
    one that has taken place, or announced in two places.
    """
    states = one.get("state"), other.get("state")
    if states[0] != states[1]:
        less = SAYING.index(states[0]) < SAYING.index(states[1])
        alone = one.get("date") == other.get("date") and _of_one_day(one, other)  # of a month others may be held
        return less and alone and same_words(_named(title(one)), _named(title(other)))
    return _both_announced_and_held(one, other) or _is_announced_again(one, other)


def _both_announced_and_held(announced: Json, held: Json) -> bool:
    return (
        bool(announced.get("announced")) > bool(held.get("announced"))
        and _of_one_day(announced, held)
        and alike(_named(title(announced)), _named(title(held))) >= ALIKE
    )


def _is_announced_again(one: Json, other: Json) -> bool:
    """Whether two entries announce one meeting, and this is not the one to keep: that with its place, else either."""
    titles = _named(title(one)), _named(title(other))
    if not (one.get("announced") and other.get("announced") and one.get("date") == other.get("date") and all(titles)):
        return False
    rank = (not place_of(one), wording(title(one))) > (not place_of(other), wording(title(other)))
    return rank and _of_one_day(one, other) and same_words(*titles)


def _score(a: Json, b: Json, series: frozenset[object]) -> float:
    one, other = _named(title(a)), _named(title(b))
    days = apart(a.get("date"), b.get("date"))
    if is_instead(a, b, days):
        return 0.0
    same = same_words(one, other)
    titles, there = max(alike(one, other), SAME * same), _compatible(a, b)
    if _of_one_day(a, b):
        if same or not one or not other:
            return BY_DAY + titles
        if extended(one, other):
            return LONGER + titles / 2
        in_short = place_of(a) == place_of(b) != "" and initialled(one, other)
        if titles < ALIKE and (in_short or shared(one, other) >= SAME_DAY):
            return OTHERWISE + titles / 10
    if titles < ALIKE:
        near = days is not None and days <= (PRECISE if numbers(one) else NEAR)
        if not (near and there and one and other and _precise(a, b) and restated(one, other)):
            return 0.0
        return BY_TITLE if extended(one, other) else NEARLY
    numbered = bool(numbers(one))
    if not there:
        return titles if days == 0 or numbered else 0.0
    if days is None:
        return titles
    reach = _reach(a, b, numbered=numbered, serial=not one or one in series)
    return BY_TITLE + titles - 50 * (days / reach) ** 2 if days <= reach else 0.0


def _reach(a: Json, b: Json, *, numbered: bool, serial: bool) -> int:
    """Days by which the dates may differ. Squared in the score, they keep what was put off together in its order."""
    if numbered:
        return LONG_SHIFT
    if a.get("announced"):
        forward = str(b.get("date")) >= str(a.get("date"))
        return LONG_SHIFT if forward else SHORT_SHIFT
    return PRECISE if serial else SHORT_SHIFT


def _of_one_day(a: Json, b: Json) -> bool:
    return apart(a.get("date"), b.get("date")) == 0 and _compatible(a, b) and _precise(a, b)


def _precise(a: Json, b: Json) -> bool:
    covered = [span(value.get("date")) for value in (a, b)]
    return all(days and (days[1] - days[0]).days < PRECISE for days in covered)


def _compatible(one: Json, other: Json) -> bool:
    """Whether two places may be one: a country where only that is told holds its cities."""
    a, b = place_of(one), place_of(other)
    if a and b:
        return a == b
    countries = one.get("country"), other.get("country")
    return None in countries or countries[0] == countries[1]


def place_of(value: Json) -> str:
    """The folded city; '' where none or only the country is told."""
    place = venue(str(value.get("place") or ""))
    return "" if place and _code(place) == value.get("country") is not None else place


@lru_cache(maxsize=8192)
def _code(place: str) -> str | None:
    found = names().names.get(place)
    return found.code if found else None


@lru_cache(maxsize=8192)
def _named(words: str) -> str:
    """A folded title without what it says of the meeting's state at its ends: `planned`, `concluded`."""
    found = _states().sub("", wording(words))
    return found or wording(words)


@cache
def _states() -> re.Pattern[str]:
    said = table("phrases")["meeting"]
    words = sorted({fold(each) for name in STATES for each in said[name]} - {""}, key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    return re.compile(rf"^(?:(?:{either})\s+)+(?=\S)|(?<=\S)(?:\s+(?:{either}))+$")
