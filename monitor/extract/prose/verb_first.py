"""A meeting behind its verb: `En Quito, el 3 de mayo, tuvo lugar la VIII Conferencia`, `They held a session`."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.prose.meeting_names import (
    ARTICLE,
    EDGE,
    named_behind,
    subject,
)
from monitor.extract.prose.occasions import Occasion, occasions
from monitor.extract.prose.spoken import Spoken, meeting_at, of_people
from monitor.extract.prose.verbs import form
from monitor.extract.values.meetings import Meeting
from monitor.extract.values.places import find_places

IN_PLACE = re.compile(r"\b(?:in|at|en|em|à|na|no)\s+$", re.IGNORECASE)


def inverted(said: Spoken, verb: re.Match[str], *, planned: bool) -> Meeting | None:
    """`En Quito, el 3 de mayo de 2012, tuvo lugar la VIII Conferencia`, `The group held its fourth session in Oslo`:
    the meeting stands behind the verb.
    """
    before, after = said.text[: verb.start()], said.text[verb.end() :]
    active = any(form("meeting", key).fullmatch(verb.group()) for key in ("active", "will_hold"))
    if active and not of_people(before, said.mechanism):
        return None
    if not active and subject(before) is not None:
        return None
    behind = said.occasions(verb.end())
    first = next((o for o in behind if not after[: o.start].strip(EDGE)), None)  # `se celebró en Quito la VIII ...`
    start = first.end if first else 0
    rest = after[start:].lstrip(" ,")
    start = len(after) - len(rest)
    follows = next((o for o in behind if o.start >= start), None)
    article = ARTICLE.match(rest)
    if article is None or (said.language == "en" and article.group().strip().lower() == "as"):
        return None
    title = named_behind(rest, (follows.start - start) if follows else len(rest), listed=said.listed)
    ahead = occasions(before, language=said.language, day_first=said.day_first)
    when = first or follows or (ahead[-1] if ahead else None)
    if title is None or when is None:
        return None
    if not behind and when.place is None:
        title, when = _with_place(title, rest, when)
    if when is follows and when.place is None and ahead and ahead[-1].place:
        return None  # two dates
    return meeting_at(title, when, planned=planned)


def _with_place(title: str, rest: str, when: Occasion) -> tuple[str, Occasion]:
    """The place behind the name, and the name without it: `Para 3 de maio está convocada uma reunião, em Lima`."""
    places = find_places(rest)
    if len(places) != 1 or not IN_PLACE.search(rest[: places[0].start]):
        return title, when
    name = named_behind(rest, places[0].start, listed=False)
    return name or title, replace(when, place=places[0].name, country=places[0].country)
