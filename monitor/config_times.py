"""The forms of times in config.toml: crontab lines, times of day, time zones. Like the readers of config_values.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from monitor.config_values import closest, kind_of, mistake, text
from monitor.crontab import Crontab, NoCrontab, crontab

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_MOST = 48  # times of a day


def cron(value: Any) -> Crontab:
    """A line such as `"30 6 * * mon-fri"`."""
    line = text(value)
    try:
        return crontab(line)
    except NoCrontab as error:
        fix = 'Write it as in a crontab: cron = "30 6 * * mon-fri".'
        raise mistake('"{line}" is no line of a crontab: it {why}', fix, line=line, why=error) from error


def times_of_day(value: Any) -> tuple[time, ...]:
    """`"06:00"`, or a list of such times; in order, each once."""
    given = value if isinstance(value, list) else [value]
    if not given or len(given) > _MOST:
        raise mistake(f"must be a time of day, or a list of up to {_MOST}", 'Write at = "06:00", or remove the line.')
    return tuple(sorted({_time_of_day(each) for each in given}))


def _time_of_day(value: Any) -> time:
    fix = 'Write hours and minutes of a clock of 24 hours, in quotes: at = "06:00".'
    if isinstance(value, time) and not (value.second or value.microsecond):
        return value  # TOML has times of day of its own
    if not isinstance(value, str):
        raise mistake(f"must be a time of day, not {kind_of(value)}", fix)
    match = _CLOCK.fullmatch(value.strip())
    if match is None:
        raise mistake('"{value}" is no time of day', fix, value=value)
    return time(int(match[1]), int(match[2]))


def zone(value: Any) -> str:
    """The name of a time zone such as `"Europe/Lisbon"`, in the letters of the IANA database."""
    word = text(value)
    known = zones()
    if word.casefold() in known:
        return known[word.casefold()]
    cities = {name.rpartition("/")[2].replace("_", " "): name for name in known.values() if "/" in name}
    near = closest(word, known.values()) or cities.get(closest(word, cities) or "")
    fix = f'Did you mean "{near}"?' if near else 'Write a region and a city, such as "Europe/Lisbon", or "UTC".'
    raise mistake('there is no time zone "{word}"', fix, word=word)


@cache
def zones() -> Mapping[str, str]:
    """The names of the IANA database by what they are in small letters; read once, for it is a walk over its files."""
    return {name.casefold(): name for name in available_timezones()}
