"""What stands below the label of a secretariat and is not who it is: its people, who pays for it, its other offices,
who served before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.extract.fields.contacts import EMAIL, NUMBER, TELEPHONE
from monitor.extract.fields.named import is_body
from monitor.extract.fits import fits
from monitor.extract.labels import labelled
from monitor.extract.phrases import pattern
from monitor.extract.sections import Line, is_prose
from monitor.extract.values.organisations import OrganisationMatch, read_organisations

BESIDE = ("paid_by", "places", "past_head", "past_label")  # (of phrases.toml) heads of what is never who serves
JOINED = re.compile(r"\b(?:and|et|y|e)\b|[&/+;]", re.IGNORECASE)
PEOPLE = ("secretariat", "people"), ("contact", "offices")


def apart(lines: Iterable[Line], layout: str) -> tuple[list[Line], list[Line]]:
    """The lines that may say who the secretariat is, and the others: with such a head (`Director: ...`, `Funded by
    ...`), with the office of a person, or below a head that stands alone.
    """
    own: list[Line] = []
    others: list[Line] = []
    below = False
    for line in lines:
        head, colon, value = line.text.partition(":")
        if not (colon or line.kind in ("item", "row")) and is_prose(line.text):
            own.append(line)
            continue
        aside = _is_head(head, alone=not value.strip()) and not _serves(head, value)
        aside = aside or (is_person(line.text) and not _named(line.text))
        if aside and not value.strip() and colon:
            below = True
        elif (found := labelled(line.text, layout)) and found.label.field == "secretariat" and not aside:
            below = False
        (others if aside or below else own).append(line)
    return own, others


def speaks_of_people(lines: Iterable[Line]) -> bool:
    """Whether lines hold an address or an office of a person: a name beside them may be a person's."""
    return any(
        EMAIL.search(line.text) or TELEPHONE.search(line.text) or NUMBER.fullmatch(line.text) or is_person(line.text)
        for line in lines
    )


def _is_head(words: str, *, alone: bool) -> bool:
    """Words that head something beside; alone on a line they are all there is (`Donors`), or begin it (`Funded by`)."""
    said = words.strip(" .–—-")
    keys = [("secretariat", key) for key in BESIDE] + list(PEOPLE)
    if alone:
        return any(pattern(*key).fullmatch(said) for key in keys) or bool(pattern("secretariat", "paid_by").match(said))
    return any(pattern(*key).search(said) for key in keys)


def _serves(head: str, value: str) -> bool:
    """`Coordinator: IOM`: an office of which a known organisation, or a State, has all."""
    if any(pattern("secretariat", key).search(head) for key in BESIDE):
        return False
    return fits("secretariat", value.strip(" ."))


def is_person(text: str) -> bool:
    """`Ana Lee, Head of Secretariat`, `Ana Lee, Director, IOM`: the office of a person."""
    return pattern("contact", "offices").search(text) is not None


def _named(text: str) -> bool:
    return any(organisation.id for organisation in read_organisations(text))


def but_for_persons(found: tuple[OrganisationMatch, ...], text: str) -> tuple[OrganisationMatch, ...]:
    """The organisations of a line but for what may be a person beside a known one: `Ana Lee, ICMPD`. `IOM and the Coral
    Trust` are both.
    """
    if JOINED.search(text) or not any(one.id for one in found):
        return found
    return tuple(one for one in found if one.id or is_body(one.name))
