"""The forms that facts have: whether an extraction that another distribution made can stand beside our own.

The fields of the house are those of `contract.py`, each with the parts that our own layouts give it; whoever compares,
records and shows them goes by these. What is said here of a fault completes `returned an Extraction that is none: `.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from unicodedata import category

from monitor.declared import NAME, RESERVED
from monitor.extract.contract import LISTS, ONES
from monitor.extract.values.called_off import STATES
from monitor.extract.values.edtf import bounds
from monitor.lookups import mechanisms
from monitor.lookups.countries import country_codes
from monitor.lookups.findings import kinds
from monitor.model import Extraction, Json, Statement

Test = Callable[[Json], bool]

HOUSE = frozenset((*LISTS, *ONES, "objective", "mechanism"))
SOURCE_FIELDS = ("published", "last_updated", "language")
ROLES = ("chair", "co-chair", "incoming", "past")
DEEPEST = 16  # lists and records within one another
LARGEST = 2**53 - 1  # beyond it a number is not the same for every program that reads JSON (RFC 7493, 2.2)
SHOWN = 60  # signs of a wrong value


def fault(extraction: Extraction) -> str | None:
    """What is wrong with an extraction, in words; None where it could be one of ours."""
    return next(_faults(extraction), None)


def _faults(extraction: Extraction) -> Iterator[str]:
    if extraction.outcome == "held" or (extraction.outcome == "failed" and not extraction.findings):
        yield f"the outcome {extraction.outcome} " + ("is not a reader's" if extraction.findings else "has no finding")
    for name, value in extraction.source_fields.items():
        if name not in SOURCE_FIELDS or not (value is None or _of_source(name, value)):
            yield f"the field of the source {name} {_shown(value)}"
    for finding in extraction.findings:
        if finding.kind not in kinds():
            yield f"findings of unknown kinds: {finding.kind}"
        yield from _about(finding.mechanism, finding.field or "name")
        yield from _in_text(finding.message, finding.quote, finding.locator)
    for outcome in extraction.fields:
        yield from _about(outcome.mechanism, outcome.field)
        counts = (outcome.claimed, outcome.listed, outcome.parsed, outcome.kept)
        if any(count is not None and not 0 <= count <= LARGEST for count in counts):
            yield f"{outcome.field}: a count that is none"
    for statement in extraction.statements:
        yield from _about(statement.mechanism, statement.field)
        yield from _in_text(statement.key, statement.text, statement.quote, statement.locator)
        yield from _in_value(statement.field, statement.value)
        if not _fits(statement):
            yield f"{statement.field} {_shown(statement.value)}, which is not the form of its values"
    yield from _in_text(*extraction.prose)


def _about(mechanism: str | None, field: str) -> Iterator[str]:
    if mechanism is not None and not mechanisms.known(mechanism):
        yield f"there is no mechanism {_shown(mechanism)}"
    if field not in HOUSE and (NAME.fullmatch(field) is None or field in RESERVED):
        yield f"{_shown(field)} cannot be the name of a field"


def _in_text(*texts: str | None) -> Iterator[str]:
    for text in filter(None, texts):
        if not text.isprintable() and any(category(sign) in ("Cc", "Cs") for sign in text if sign not in "\t\n"):
            yield f"{_shown(text)} holds what is no sign of a text"


def _in_value(field: str, value: Json, depth: int = 0) -> Iterator[str]:
    """What no value can hold, in whatever field."""
    if isinstance(value, str):
        yield from _in_text(value)
    elif isinstance(value, int | float) and not abs(value) <= LARGEST:
        yield f"{field}: a number that cannot be kept: {_shown(value)}"
    elif isinstance(value, dict | list):
        if depth > DEEPEST:
            yield f"{field}: lists within lists, deeper than {DEEPEST}"
            return
        yield from _in_text(*value) if isinstance(value, dict) else ()
        for part in value.values() if isinstance(value, dict) else value:
            yield from _in_value(field, part, depth + 1)


def _text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _or_none(test: Test) -> Test:
    return lambda value: value is None or test(value)


def _count(value: Json) -> bool:
    return type(value) is int and value >= 0


def _amount(value: Json) -> bool:
    return type(value) in (int, float)


def _truth(value: Json) -> bool:
    return isinstance(value, bool)


def _texts(value: Json) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _counts(value: Json) -> bool:
    return isinstance(value, dict) and all(map(_count, value.values()))


@cache
def _codes() -> frozenset[str]:
    return frozenset(country_codes())


def _country(value: Json) -> bool:
    return isinstance(value, str) and value in _codes()


def _date(value: Json) -> bool:
    try:
        return isinstance(value, str) and bool(bounds(value))
    except ValueError:
        return False


def _one_of(*words: str) -> Test:
    return lambda value: value in words


_WORDS = _or_none(_text)
# part of a record -> what it may be; in a user's own field those in `_SHARED` are so, too
_PARTS: dict[str, Test] = {
    **dict.fromkeys(("id", "name", "title", "place", "date_text", "url", "currency"), _WORDS),
    **dict.fromkeys(("organisation", "address", "telephone", "email"), _WORDS),
    "country": _or_none(_country), "term": _or_none(_date), "date": _or_none(_date), "role": _one_of(*ROLES),
    "kind": _one_of("state", "organisation"),
    "announced": _truth, "state": _one_of(*STATES), "year": _or_none(_count), "languages": _texts,
    "amount": _amount,
}  # fmt: skip
_SHARED = ("id", "name", "title", "place", "url", "country", "term", "date", "year")
_WHO = ("country name", "id name")
_RECORDS: dict[str, tuple[str, ...]] = {
    "mechanism": ("id name",),
    "chair": ("country name role term", "id name role term"),
    "secretariat": _WHO,
    "formal_association": _WHO,
    "member": ("country kind name", "id kind name"),
    "observer": ("country kind name", "id kind name"),
    "meeting": ("announced country date date_text place title", "announced country date date_text place state title"),
    "document": ("languages title url year",),
    "link": ("title url",),
    "contact": ("address email name organisation telephone title",),
    "budget": ("amount currency year",),
}
_PLAIN: dict[str, Test] = {
    **dict.fromkeys(("member_count", "observer_count", "sdg"), _count),
    **dict.fromkeys(("member_count_parts", "observer_count_parts"), _counts),
    "established": _date, "location": _country, "objective": _texts,
}  # fmt: skip


def _fits(statement: Statement) -> bool:
    field, value = statement.field, statement.value
    if field in _RECORDS:
        known = isinstance(value, dict) and " ".join(sorted(value)) in _RECORDS[field]
        return known and all(_PARTS[name](part) for name, part in value.items())
    if field in HOUSE:
        return _PLAIN.get(field, _text)(value)
    return _own(value)


def _own(value: Json) -> bool:
    """A value of another field is any, but what our own records call by a name is that."""
    if isinstance(value, list):
        return all(map(_own, value))
    if isinstance(value, dict):
        return all(_own(part) and (name not in _SHARED or _PARTS[name](part)) for name, part in value.items())
    return True


def _of_source(name: str, value: str) -> bool:
    return len(value) == 2 and value.isascii() and value.islower() if name == "language" else _date(value)


def _shown(value: Json) -> str:
    words = ascii(value)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
