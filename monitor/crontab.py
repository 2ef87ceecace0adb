"""A line of a crontab as sets of numbers, in the standard meaning (POSIX crontab, and the steps and names of cron(8)).

Sunday is 0 and 7. Where both a day of the month and a day of the week are given, either is enough; a field that begins
with `*` gives none. Knows no clock.
"""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MACROS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    least: int
    most: int
    names: tuple[str, ...] = ()


_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of the month", 1, 31),
    _Field("month", 1, 12, MONTHS),
    _Field("day of the week", 0, 7, WEEKDAYS),
)


class NoCrontab(ValueError):
    """A line that says no time, and why, in words that complete "the line ..."."""


@dataclass(frozen=True, slots=True)
class Crontab:
    """The times that a line names. `weekdays` count from Sunday = 0.

    `either`: one of `days` and `weekdays` is enough, else a day must be in both. `every_hour`: its hours begin with
    `*`: such a line goes by the time that passes, any other by what the clock shows.
    """

    line: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    months: tuple[int, ...]
    days: tuple[int, ...]
    weekdays: tuple[int, ...]
    either: bool
    every_hour: bool


def crontab(line: str) -> Crontab:
    """Reads the five fields of a line, or a name such as `@daily`. Raises NoCrontab."""
    words = _MACROS.get(line.strip().lower(), line).split()
    if len(words) != len(_FIELDS):
        raise NoCrontab(f"has {len(words)} fields, and five are needed: minute hour day month weekday")
    minutes, hours, days, months, weekdays = (_numbers(word, field) for word, field in zip(words, _FIELDS, strict=True))
    either = not words[2].startswith("*") and not words[4].startswith("*")
    if not either and max(_LONGEST_MONTHS[month - 1] for month in months) < min(days):
        raise NoCrontab("names a day that none of its months has")
    return Crontab(
        line=" ".join(line.split()),
        minutes=minutes,
        hours=hours,
        months=months,
        days=days,
        weekdays=tuple(sorted({day % 7 for day in weekdays})),
        either=either,
        every_hour=words[1].startswith("*"),
    )


def _numbers(word: str, field: _Field) -> tuple[int, ...]:
    return tuple(sorted({number for part in word.lower().split(",") for number in _range(part, field)}))


def _range(part: str, field: _Field) -> range:
    span, slash, step = part.partition("/")
    if slash and not (step.isdecimal() and step.isascii() and int(step) > 0):
        raise NoCrontab(f'has the step "/{step}" in its {field.name}, which is no number above 0')
    if span == "*":
        return range(field.least, field.most + (field.most != 7), int(step or 1))
    first, dash, last = span.partition("-")
    begin, end = _number(first, field), _number(last if dash else first, field)
    if slash and not dash:
        raise NoCrontab(f'has "{part}" in its {field.name}: a step stands behind * or a range, such as */{step}')
    if begin > end:
        raise NoCrontab(f'has "{part}" in its {field.name}, which ends before it begins')
    return range(begin, end + 1, int(step or 1))


def _number(word: str, field: _Field) -> int:
    if word in field.names:
        return field.names.index(word) + (field.least if field.names is MONTHS else 0)
    if not (word.isdecimal() and word.isascii() and field.least <= int(word) <= field.most):
        raise NoCrontab(f'has "{word}" in its {field.name}, which goes from {field.least} to {field.most}')
    return int(word)
