"""What the archive has of how sources are configured, and what a run has to write there before it goes by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.declared import as_facts, from_facts
from monitor.history.database import moment, transaction
from monitor.history.segments import know
from monitor.history.sources import as_settled, bring, retire, source_row, write_decided
from monitor.ids import canonical
from monitor.model import Decision, Json, Place, Source

RETIRED = canonical({})


def to_be_decided(
    history: Database, sources: Sequence[Source], *, now: datetime, keep: frozenset[str] = frozenset()
) -> tuple[tuple[str, Decision], ...]:
    """The decisions that the archive lacks before `sync_sources` may bring these sources, each with its source's id.

    A source that left before the archive had decisions is given them, with the times that the history knows.
    """
    known = {row["name"]: row for row in history.query("SELECT * FROM source ORDER BY id")}
    due: list[tuple[str, Decision]] = []
    for source in sources:
        was = source.was if source.was in known and source.id not in known else None
        row = known.pop(source.id, None) or known.pop(was or "", None)
        facts = settings(source)
        if row is None or row["decided"] != canonical(facts):
            due.append((source.id, Decision("settings", now, {**facts, "was": was})))
    for name, row in known.items():
        if name in keep or row["decided"] == RETIRED:
            continue
        at = now if row["retired_at"] is None else moment(row["retired_at"])
        if row["decided"] is None:
            due.append((name, Decision("settings", at, {**settings(as_settled(row)), "was": None})))
        due.append((name, Decision("retired", at, {})))
    return tuple(due)


def settings(source: Source) -> dict[str, Json]:
    """What of a source's configuration shapes its history."""
    return {
        "id": source.id,
        "url": source.url,
        "layout": source.layout,
        "mechanisms": list(source.mechanisms),
        "language": source.language,
        "family": source.family,
        "follow": source.follow,
    } | ({"fields": [as_facts(field) for field in source.fields]} if source.fields else {})


def configured(facts: dict[str, Json]) -> Source:
    """The source as a decision has it: the other way round."""
    return Source(
        facts["id"],
        facts["url"],
        facts["layout"],
        tuple(facts["mechanisms"]),
        facts["language"],
        follow=facts["follow"],
        family=facts["family"],
        was=facts.get("was"),
        fields=tuple(map(from_facts, facts.get("fields", ()))),
    )


def adopt_settings(history: Database, source: str, made: Decision, place: Place | None) -> None:
    """Goes by a decision on a source's settings that a run wrote which was killed before it did. The history may not
    know the source yet. `place`: None where that is not to be known yet, for what stands before it is not.
    """
    with transaction(history):
        if made.kind == "retired":
            retire(history, source_row(history, source), made.at)
            write_decided(history, source, made, place)
        elif source in (made.facts["id"], made.facts.get("was")):
            bring(history, configured(made.facts), made.at)
            write_decided(history, made.facts["id"], made, place)
        else:  # another id was configured in between: it is decided anew
            know(history, source_row(history, source), [place] if place else [])
