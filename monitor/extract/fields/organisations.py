"""Fields that name organisations: formal association, secretariat (with its note), IOM's roles."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from monitor.extract.fields.elsewhere import own_lines, state_secretariat
from monitor.extract.fields.named import is_body, is_lone_name, is_named
from monitor.extract.fields.pointers import points_elsewhere
from monitor.extract.fields.scalars import lines
from monitor.extract.fields.secretariat_asides import apart, but_for_persons, is_person, speaks_of_people
from monitor.extract.fields.serving import serving_now
from monitor.extract.gated import holds_any
from monitor.extract.labels import labelled
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.phrases import pattern
from monitor.extract.prose import find_secretariats
from monitor.extract.prose.holders import Holder
from monitor.extract.prose.secretariats import STEMS
from monitor.extract.sections import Line, Section, is_prose
from monitor.extract.sentinels import behind_none, is_none, is_not_known_yet, says_none
from monitor.extract.values.countries import find_countries, read_country
from monitor.extract.values.leading_on import leads_on
from monitor.extract.values.organisations import (
    OrganisationMatch,
    find_organisations,
    read_organisation,
    read_organisations,
)
from monitor.extract.values.places import country_of
from monitor.extract.values.terms import read_roles

SECRETARIAT_OF = re.compile(
    r"\s*(?:the\s+|le\s+|la\s+|o\s+)?(?:secretariat|secrétariat|secretaría|secretariado)\s+(?:of|du|de|del|do|da)\s+"
    r"(?:the\s+|la\s+|l['’])?",
    re.IGNORECASE,
)


GOVERNMENT = re.compile(
    r"^(?:the\s+|le\s+|el\s+|o\s+)?(?:government|gouvernement|gobierno|governo)\s+(?:of|du|de|del|do|da|des)\s+(?:the\s+|la\s+|l['’])?",
    re.IGNORECASE,
)

CONCEDED = re.compile(r"\s*,?\s*(?:but|although|though|mais|pero|aunque|mas|embora)\b", re.IGNORECASE)


def _known(text: str) -> tuple[OrganisationMatch, ...]:
    """The organisations of a text; a place beside one is where it sits: `GFMD Support Unit, Geneva`."""
    one = read_organisation(text)
    if one.id:
        return (one,)
    if (of := SECRETARIAT_OF.match(text)) and (whose := read_organisation(text[of.end() :])).id:
        return (whose,)
    found = tuple(o for o in read_organisations(text) if o.id or not leads_on(o.name))
    return tuple(
        o
        for o in found
        if o.id or len(found) == 1 or not (_is_seat(o.name) or _is_generic(o.name) or _is_office(o.name))
    )


def _says_who(behind: str) -> bool:
    """Whether words behind `no secretariat` name a State or an organisation that may have the office all the same;
    `but IOM helps when it is asked to` concedes that it has not.
    """
    named = bool(find_countries(behind)) or any(organisation.id for organisation in find_organisations(behind))
    return named and (CONCEDED.match(behind) is None or holds_any(behind, STEMS))


def _is_seat(name: str) -> bool:
    """Where it sits: `IOM, Cairo`, `ILO, Beirut office`."""
    return country_of(pattern("organisation", "generic").sub("", name).strip(" -,;:()")) is not None


def _is_office(name: str) -> bool:
    """Where in an organisation the work is done: `IOM, Regional Office in Pretoria`."""
    return pattern("organisation", "office").match(name) is not None


def _is_generic(name: str) -> bool:
    """Words beside a name that name nobody: `Joint IOM-UNHCR Secretariat`."""
    return not pattern("organisation", "generic").sub("", name).strip(" -,;:()")


def _state(name: str, organisations: tuple[OrganisationMatch, ...], line: Line, ledger: Ledger) -> bool:
    """Writes the organisations down; False when a piece is not even a name, which is told as unread."""
    whole = True
    for organisation in organisations:
        named = is_named(organisation.name) or is_lone_name(organisation.name, line.links)
        if organisation.id is None and not named:
            ledger.unread(name, line)
            whole = False
            continue
        value = {"id": organisation.id, "name": organisation.name}
        ledger.state(name, organisation.id or name_key(organisation.name), value, organisation.name, line)
        if organisation.id is None:
            _tell_unknown(name, organisation, line, ledger)
    return whole


def _tell_unknown(name: str, organisation: OrganisationMatch, line: Line, ledger: Ledger) -> None:
    message = f"“{organisation.name}” is not among the known organisations"
    ledger.remark("unknown-organisation", message, name, line)


def _without_pointers(name: str, every: list[Line], ledger: Ledger) -> tuple[list[Line], bool]:
    """The lines but for those that only lead elsewhere, and whether others are left: one of these alone says nothing of
    who it is.
    """
    stated = [line for line in every if not points_elsewhere(line)]
    if every and not stated:
        ledger.unread(name, every[0])
    return stated, bool(stated) or not every


def read_formal_association(sections: list[Section], ledger: Ledger) -> None:
    count = 0
    stated, whole = _without_pointers("formal_association", lines(sections), ledger)
    for line in own_lines("formal_association", stated, ledger):
        behind = behind_none("formal_association", line.text)
        if says_none("formal_association", line.text) or (behind and not _says_who(behind[0])):
            ledger.say_none("formal_association", line)
            continue
        if behind:  # `No formal association with the African Union`: of others it says nothing
            whole = False
            ledger.unread("formal_association", line)
            continue
        if is_prose(line.text):
            whole = False
            ledger.unread("formal_association", line)
            continue
        found = _known(_bare(line.text, pattern("organisation", "attached").match(line.text)))
        count += len(found)
        whole &= _state("formal_association", found, line, ledger)
    if lines(sections):
        ledger.outcome("formal_association", "ok" if whole else "partial", listed=count, parsed=count)


def _name_alone(text: str, layout: str) -> str:
    """The words without a second label (`Permanent Secretariat: ...`) and without what leads to the name alone."""
    second = labelled(text, layout)
    if second and second.value and second.label.field == "secretariat":
        text = second.value
    return _bare(text, pattern("secretariat", "given_by").match(text))


def _without_helpers(text: str) -> str:
    """A name without those who help it: `ICMPD, with the support of IOM`; a sentence stays whole."""
    helpers = pattern("secretariat", "helped_by").search(text) or pattern("secretariat", "paid_by").search(text)
    if helpers is None or is_prose(text):
        return text
    alone = re.sub(r"^(?:(?:the|la|le|el|o|a)\s+|l['’]\s*)", "", text[: helpers.start()].rstrip(" ,;("))
    named = read_country(alone) or any(organisation.id for organisation in read_organisations(alone))
    return alone if named else text


def _former_name(text: str) -> bool:
    """`IOM, formerly ICEM`: one organisation with the name that it bore, and no words on time."""
    return "(" not in text and ";" not in text and read_organisation(text).id is not None


def _bare(text: str, led: re.Match[str] | None) -> str:
    """The text without the words that lead to a name, and its article."""
    return re.sub(r"^(?:the|la|le|l['’]|el|o|a)\s*", "", text[led.end() :].strip()) if led else text


def _offices(line: Line) -> list[Line]:
    """One line for each office that a line names: `Technical: IOM. Executive: Government of Chile.`"""
    heads = list(_kinds().finditer(line.text))
    if not heads or line.text[: heads[0].start()].strip():
        return [line]
    ends = [*(head.start() for head in heads[1:]), len(line.text)]
    pieces = (line.text[head.end() : end].strip(" .;,|/") for head, end in zip(heads, ends, strict=True))
    return [replace(line, text=piece) for piece in pieces if piece]


@cache
def _kinds() -> re.Pattern[str]:
    """Words of a kind of secretariat before a colon, at the beginning or behind a stop."""
    kind = pattern("secretariat", "kinds").pattern
    return re.compile(
        rf"(?:^|(?<=[.;,|/]))\s*{kind}(?:\s+(?:secret\w+|support|appui|apoyo|apoio))?\s*:\s*", re.IGNORECASE
    )


def _is_link(line: Line, within: str = "") -> bool:
    """Nothing but a link (to an address with `within` in it), whose words no organisation bears: an entry of a menu."""
    linked = any(link.text == line.text and within in link.url for link in line.links)
    return linked and not any(organisation.id for organisation in read_organisations(line.text))


def read_secretariat(sections: list[Section], ledger: Ledger) -> None:
    """Who the secretariat is. A paragraph about it is kept as its note; from it only a plain statement is read."""
    count = 0
    every = lines(sections)
    stated = [line for line in every if not _is_link(line, "#")]  # one that leads to another place of the page
    if every and (not stated or (len(every) > 1 and all(map(_is_link, every)))):
        ledger.unread("secretariat", every[0])  # a menu under the word: nothing is said of who it is
        return
    stated, whole = _without_pointers("secretariat", stated, ledger)
    stated, others = apart(stated, ledger.reading.layout)
    doubtful: list[tuple[tuple[OrganisationMatch, ...], Line]] = []
    for line in others:
        ledger.unread("secretariat", line)
    said = (piece for line in stated for piece in _offices(line))
    for line in own_lines("secretariat", said, ledger):
        whole_text = _name_alone(line.text, ledger.reading.layout)
        now = None if is_prose(whole_text) or _former_name(whole_text) else serving_now(whole_text)
        text = _without_helpers(whole_text if now is None else now)
        if text != whole_text:
            ledger.state("secretariat_note", "", whole_text, whole_text, line)
        if not text:  # who served is said, and not who serves
            whole = False
            ledger.unread("secretariat", line)
            continue
        if says_none("secretariat", text) and len(text.split()) <= 4:
            ledger.say_none("secretariat", line)
            continue
        if behind := behind_none("secretariat", text):
            ledger.state("secretariat_note", "", text, text, line)
            if _says_who(behind[0]) or find_secretariats(behind[1], ledger.mechanism):
                whole = False  # `No permanent secretariat; IOM provides secretariat support`
                ledger.unread("secretariat", line)
            else:
                ledger.say_none("secretariat", line)
            continue
        if is_not_known_yet(text):  # an office of several: `Technical: IOM. Executive: to be named`
            whole = False
            ledger.unknown("secretariat", line)
            continue
        country = read_country(GOVERNMENT.sub("", text))
        if country is not None and not country.typo:
            count += 1
            state_secretariat(Holder(country.name, 0, 0, country.country), text, line, ledger)
            continue
        found = () if is_prose(text) else _known(text)
        if found and all(o.id for o in found) and not is_person(text):
            count += len(found)
            whole &= _state("secretariat", found, line, ledger)
            continue
        served = find_secretariats(text, ledger.mechanism)
        if served:
            count += len(served)
            for who, _ in served:
                state_secretariat(who, who.name, line, ledger)
            ledger.state("secretariat_note", "", text, text, line)
        elif is_prose(text) or len(text.split()) > 12:
            whole = False
            ledger.state("secretariat_note", "", text, text, line)
            ledger.unread("secretariat", line)
        elif any(o.id or is_body(o.name) for o in found) and ":" not in text and not is_person(text):
            named = but_for_persons(found, text)
            count += len(named)
            whole &= _state("secretariat", named, line, ledger)
            for one in (one for one in found if one not in named):
                _tell_unknown("secretariat", one, line, ledger)
        else:
            doubtful.append((but_for_persons(found, text), line))
    known = [one for one in doubtful if any(organisation.id for organisation in one[0])]
    lone = known or ([] if speaks_of_people(every) else doubtful)  # a short name that is not known is still its name
    for found, line in doubtful:
        if count or lone != [(found, line)]:
            ledger.unread("secretariat", line)
            whole = False
    if not count and len(lone) == 1:
        count = len(lone[0][0])
        whole &= _state("secretariat", *lone[0], ledger)
    whole &= bool(count) or not others
    if lines(sections):
        ledger.outcome("secretariat", "ok" if whole else "partial", listed=count, parsed=count)
    if whole or any(s.field == "secretariat_note" for s in ledger.statements):  # no words are left: there is no note
        ledger.outcome("secretariat_note", "ok")


def read_iom_role(sections: list[Section], ledger: Ledger) -> None:
    whole, count = True, 0
    for line in lines(sections):
        if is_none(line.text):
            continue
        hits, rest = read_roles(line.text)
        if rest or not hits:
            whole = False
            ledger.unread("iom_role", line)
        for hit in hits:
            count += 1
            ledger.state("iom_role", hit.value, hit.value, line.text[hit.start : hit.end], line)
    if lines(sections):
        ledger.outcome("iom_role", "ok" if whole else "partial", listed=count)
