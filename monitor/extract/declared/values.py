"""Values of fields that only the user knows, by their type: a line to a typed value, by the readers of all layouts.

A country is `{country, name}`, an organisation `{id, name}`, a link `{title, url}`, money `{amount, currency, year}`, a
date EDTF. An entry that has a key of the user's choice is `{key, value}`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.declared import FieldType
from monitor.extract.declared.numbers import read_number
from monitor.extract.fields.scalars import URL, leads_to
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.sections import Line
from monitor.extract.values.countries import CountryMatch, read_countries, read_country
from monitor.extract.values.dates import find_dates
from monitor.extract.values.money import read_money
from monitor.extract.values.organisations import read_organisation, read_organisations
from monitor.lookups.countries import country_name
from monitor.model import Json

LONGEST = 20_000  # characters of one value
LONGEST_DATE = 300


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value, what tells it apart in a list, and its words. `remarks`: findings, (kind, message)."""

    key: str
    value: Json
    text: str
    remarks: tuple[tuple[str, str], ...] = ()


def _text(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    return (Value(name_key(line.text)[:200], line.text, line.text),) if line.text and len(line.text) <= LONGEST else ()


def _number(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    number = read_number(line.text, language=ledger.reading.language)
    return () if number is None else (Value(str(number), number, line.text),)


def _money(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    money = read_money(line.text, line.quote)
    return () if money is None else (Value(name_key(line.text), money.value(), line.text),)


def _date(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    if len(line.text) > LONGEST_DATE:
        return ()
    language, first = ledger.reading.language, ledger.reading.day_first
    dates = find_dates(line.text, language=language, day_first=first)
    if not dates:  # a year by itself is a date where nothing but `since` leads to it, as under the house's labels
        dates = find_dates(line.text, language=language, day_first=first, years=True)
        dates = dates if leads_to(line.text, dates) else ()
    if len(dates) != 1 or dates[0].ambiguous:
        return ()
    typo = (("typo", dates[0].typo),) if dates[0].typo else ()
    return (Value(dates[0].edtf, dates[0].edtf, dates[0].text, typo),)


def _country(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    hit = read_country(line.text, language=ledger.reading.language)
    return () if hit is None else (_named(hit),)


def _countries(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    return tuple(map(_named, read_countries(line.text, language=ledger.reading.language) or ()))


def _named(hit: CountryMatch) -> Value:
    typo = (("typo", f"“{hit.name}” read as {country_name(hit.country)} ({hit.country})"),) if hit.typo else ()
    return Value(hit.country, {"country": hit.country, "name": hit.name}, hit.name, typo)


def _organisation(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    one = read_organisation(line.text)
    group = (one,) if one.id else read_organisations(line.text)
    known = bool(group) and all(organisation.id for organisation in group)
    found = []
    for organisation in group if known else (one,):
        if not organisation.name:
            return ()
        unknown = f"“{organisation.name}” is not among the known organisations"
        remarks = () if organisation.id else (("unknown-organisation", unknown),)
        value = {"id": organisation.id, "name": organisation.name}
        found.append(Value(organisation.id or name_key(organisation.name), value, organisation.name, remarks))
    return tuple(found)


def _link(line: Line, ledger: Ledger) -> tuple[Value, ...]:
    found = [Value(link.url, {"title": link.text, "url": link.url}, link.text) for link in line.links]
    if not found and (written := URL.search(line.text)):
        url = written.group() if written.group().lower().startswith("http") else f"http://{written.group()}"
        found.append(Value(url, {"title": line.text, "url": url}, line.text))
    return tuple(found)


READERS: dict[FieldType, Callable[[Line, Ledger], tuple[Value, ...]]] = {
    "text": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "country": _country,
    "countries": _countries,
    "organisation": _organisation,
    "list": _text,
    "link": _link,
}
