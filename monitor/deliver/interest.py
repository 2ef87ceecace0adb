"""What a channel wants to know. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from monitor.compare.kinds import kind
from monitor.digest.records import About
from monitor.history import ChangeRecord
from monitor.model import Interest, Json, Source

RANK = {"low": 0, "medium": 1, "high": 2}


def wanted(change: ChangeRecord, interest: Interest, pages: Container[str]) -> bool:
    """Whether a change is told where `interest` decides.

    A change of a page as a whole is about no mechanism and no country: it is told of the sources that speak of those
    that are asked for (`pages`). A kind `chair` stands for all that begin with `chair.`, as everywhere.
    """
    kinds = interest.kinds
    of_page = change.mechanism is None and change.source in pages
    return (
        RANK[change.importance] >= RANK[interest.importance]
        and (of_page or not interest.mechanisms or change.mechanism in interest.mechanisms)
        and (of_page or not interest.countries or bool(_countries(change).intersection(interest.countries)))
        and (not kinds or any(change.kind == kind or change.kind.startswith(f"{kind}.") for kind in kinds))
    )


def tells(interest: Interest) -> Callable[[About], bool]:
    """Whether what is told beside the changes is wanted: by the same filters, as far as they mean something there.

    Kinds are those of changes; one stands for the field whose changes it names. What is of no mechanism or no country
    in particular is told where neither is asked for.
    """
    fields = _fields(interest.kinds)

    def wants(about: About) -> bool:
        return (
            RANK[about.importance] >= RANK[interest.importance]
            and (not interest.mechanisms or about.mechanism in interest.mechanisms)
            and (
                not interest.countries or about.countries is None or not about.countries.isdisjoint(interest.countries)
            )
            and (not interest.kinds or about.field is None or _root(about.field) in fields)
        )

    return wants


def speaks_of(source: Source, interest: Interest) -> bool:
    """Whether a source may speak of what is asked for: it is configured for one of the mechanisms, or for none."""
    return not (interest.mechanisms and source.mechanisms) or not set(interest.mechanisms).isdisjoint(source.mechanisms)


def _root(field: str) -> str:
    """What the kinds of a field's changes begin with: `count` of `member_count`."""
    return kind(field, "changed").partition(".")[0]


def _fields(kinds: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in kinds}


def _countries(change: ChangeRecord) -> set[str]:
    return {change.key, *_named(change.before), *_named(change.after)}


def _named(value: Json) -> set[str]:
    if isinstance(value, dict):
        own = {value["country"]} if isinstance(value.get("country"), str) else set()
        return own.union(*(_named(part) for part in value.values()))
    return set().union(*(_named(part) for part in value)) if isinstance(value, list) else set()
