"""Who became a member and who left, in sentences: `Tonga joined in 2011`, `Belarus withdrew from it in 2020`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import about_a_session, another_object, masked, speaks_of_the_mechanism
from monitor.extract.prose.clauses import JOIN, LEAD, row_before
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.verbs import form
from monitor.extract.values.countries import CountryMatch, find_countries
from monitor.extract.values.dates import find_dates

CLAUSE = re.compile(r"[;:(),]")
OWNED = Worded(r"\b(?:{of_english}|{of_several})\s+(?:{the_english}\s+)?$|\b{of_simple}\s+$")
TO = Worded(r"\s*{to_or_from}\s+")
WHEN = Worded(r"\s*(?:{once_more}\b\s*)?(?:,?\s*{in_or_since}\s+)?(?:{early}\s+)*")
WHEN_ELSE = Worded(r"\s+{in_or_on}\s+")
ARTICLE = Worded(r"\b(?:{the+}|{the_many+})$")
UNSURE_BE = Worded(r"\b{was_english!}\s+(?={joined_english!})")
LONGEST = 12  # words between the verb and the end of its clause
NEAR = 1  # words between who joined and the verb: `also`


def find_joined(sentence: str, mechanism: str | None = None) -> tuple[CountryMatch, ...]:
    """The countries that a sentence says joined the mechanism, and did not leave it by the same sentence."""
    if not (found := _who(sentence, "joined", mechanism) or _behind(sentence, mechanism)):
        return ()
    for verb in form("membership", "followed").finditer(sentence):
        found += [hit for hit in row_before(sentence[: verb.start()], 0) if hit.start > found[0].start]
    gone = {hit.country for hit in _who(sentence, "left", mechanism)}
    unique = {hit.country: hit for hit in found if hit.country not in gone}
    return tuple(unique.values())


def _behind(sentence: str, mechanism: str | None) -> list[CountryMatch]:
    """`It was joined by Chad in 2019`, `En 2019 se sumó al foro Chile`: who joined stands behind the verb."""
    for verb in form("membership", "joined_by").finditer(sentence):
        if speaks_of_the_mechanism(sentence[: verb.start()], mechanism) and not _sitting(sentence):
            return _row_after(sentence, verb.end(), None)
    for verb in form("membership", "joined").finditer(sentence):
        before = sentence[: verb.start()]
        dates = find_dates(before, years=True)
        opening = before[dates[-1].end :] if dates and WHEN.fullmatch(before[: dates[0].start]) else before
        if not opening.strip(" ,") and find_dates(sentence, years=True) and not _sitting(sentence):
            return _row_after(sentence, verb.end(), mechanism or "")
    return []


def _row_after(sentence: str, start: int, mechanism: str | None) -> list[CountryMatch]:
    """The countries in a row behind a verb; `mechanism`, if it is not None, may stand between: `se sumó al foro`."""
    hits = [hit for hit in find_countries(sentence) if hit.start >= start]
    if not hits:
        return []
    between = sentence[start : hits[0].start]
    named = mechanism is not None and speaks_of_the_mechanism(between, mechanism or None)
    if not LEAD.fullmatch(between) and not named:
        return []
    row = [hits[0]]
    for hit in hits[1:]:
        if not JOIN.fullmatch(sentence[row[-1].end : hit.start]):
            break
        row.append(hit)
    # `En 2004 ingresó España en la OTAN`: what was joined may stand behind them
    return row if named or _of_the_mechanism(sentence[row[-1].end :], mechanism or None) else []


def _sitting(sentence: str) -> bool:
    return about_a_session(sentence) or pattern("membership", "unsure").search(UNSURE_BE.sub(" ", sentence)) is not None


def find_left(text: str, mechanism: str | None = None) -> tuple[tuple[CountryMatch, str], ...]:
    """The countries that a text says left the mechanism, each with its sentence."""
    if not form("membership", "left").may_be_in(text):
        return ()
    return tuple((hit, sentence) for sentence in sentences(text) for hit in _who(sentence, "left", mechanism))


def _who(sentence: str, what: str, mechanism: str | None) -> list[CountryMatch]:
    found: list[CountryMatch] = []
    for verb in form("membership", what).finditer(sentence):
        before = sentence[: verb.start()]
        row = row_before(before, NEAR)
        if (
            not row
            or OWNED.search(before[: row[0].start])
            or pattern("membership", "unsure").search(before[row[-1].end :])
        ):
            continue
        after = sentence[verb.end() :]
        if _of_the_mechanism(after, mechanism) and not pattern("bodies", "others").search(
            masked(before[: row[0].start])
        ):
            found += (*row, *_and_others(sentence, verb.end()))
    return found


def _of_the_mechanism(after: str, mechanism: str | None) -> bool:
    """What was joined: nothing that is named before the date or the end of the clause, or the mechanism."""
    clause = CLAUSE.split(after)[0]
    dates = find_dates(clause, years=True)
    said = clause[: dates[0].start] if dates else clause
    if WHEN.fullmatch(said) or not said.strip(" ."):
        return bool(dates) or not said.strip(" .")
    if len(said.split()) > LONGEST or find_countries(said):
        return False
    to = TO.match(said)
    if another_object(said[to.end() :] if to else said, mechanism):
        return False
    return speaks_of_the_mechanism(said, mechanism)


def _and_others(sentence: str, start: int) -> tuple[CountryMatch, ...]:
    """`A joined in 1995 and B in 2018`: the verb is not said again."""
    dates = find_dates(sentence[start:], years=True)
    hits = [hit for hit in find_countries(sentence) if hit.start >= start]
    found: list[CountryMatch] = []
    for hit in hits:
        ends = [start + date.end for date in dates if start + date.end <= hit.start]
        when = WHEN_ELSE.match(sentence, hit.end)
        if not ends or not when or not JOIN.fullmatch(ARTICLE.sub("", sentence[ends[-1] : hit.start])):
            break
        if not any(start + date.start in range(hit.end, when.end() + 1) for date in dates):
            break
        found.append(hit)
    return tuple(found)
