"""What is said of dates that a label promised: one that was not understood, and a month that was misspelt."""

from __future__ import annotations

from monitor.extract.ledger import Ledger, shorten
from monitor.extract.sections import Line
from monitor.extract.values.dates import DateMatch, find_dates, refused_dates


def unread_date(name: str, line: Line, ledger: Ledger) -> None:
    """A line that should say when, and of which no date was read."""
    words = f"no date understood under {name.replace('_', ' ')}: “{shorten(line.text)}”"
    ledger.remark("unparsed-date", words, name, line)


def impossible_dates(name: str, line: Line, ledger: Ledger) -> bool:
    """A finding for each date of the line that cannot be (`31 June 2019`, `14–12 May 2019`); False: there is none."""
    refused = refused_dates(line.text, language=ledger.reading.language, day_first=ledger.reading.day_first)
    for words in refused:
        ledger.remark("unparsed-date", f"“{words}” is in no calendar or runs backwards", name, line)
    return bool(refused)


def misspelt(name: str, dates: tuple[DateMatch, ...], line: Line, ledger: Ledger) -> None:
    """A finding for each month that was read in spite of wrong letters."""
    for each in dates:
        if each.typo:
            ledger.remark("typo", each.typo, name, line)


def misspelt_within(name: str, line: Line, ledger: Ledger) -> None:
    """The same for all dates of a line or sentence of which something with a date was read."""
    reading = ledger.reading
    dates = find_dates(line.text, language=reading.language, day_first=reading.day_first)
    misspelt(name, dates, line, ledger)
