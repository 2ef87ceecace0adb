"""Since when the mechanism is there, in sentences: `launched in 1983`, `France launched the 5+5 Dialogue in 1983`."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.gated import holds_digit
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import (
    first_words,
    masked,
    names_the_mechanism,
    opens_with_another,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.verbs import form
from monitor.extract.values.dates import DateMatch, find_dates

YEAR = re.compile(r"(?:19|20)\d\d")
BY = re.compile(r"\s+(?:by|in|at|on|from|as|since|under|during|par|à|au|en|por|em|no|na|lors|durante|pelo|pela)\b")
IN = re.compile(
    r"(?:^|\b(?:in|on|en|em|since|back to|of|de|le|el)\s+)(?:early\s+|late\s+)?(?:(?:the|la|le|el|o|a)\s+|l['’])?"
    r"(?:(?:year|año|année|ano)\s+)?$",
    re.IGNORECASE,
)
# `In Budapest, in (1993), the Process was launched`, `C'est à Niamey, en (2004), que le Dialogue a vu le jour`
OPENING = re.compile(
    r"(?:(?:c['’]est|it\s+was|fue|foi|es|é)\s+)?(?:(?:in|at|à|au|en|em|no|na)\s+[^\W\d][^,.;:]{1,40},\s+)?"
    + IN.pattern,
    re.IGNORECASE,
)
# words about somebody else that a subject carries: `The Dialogue, whose secretariat is provided by IOM, was ...`
# `was launched (there at the first Conference, which met in Prague on) 27 April 2009`
SITTING = re.compile(
    r"\s*(?:there\s|here\s|allí\s|ali\s)?\s*(?:at|during|in|lors|à|en|durante|na|no)\b(?P<what>[^,;:.(]{3,80}),"
    r"\s*(?:which|that|qui|que|held|tenue|celebrada|realizada)\s(?!will\b|is\b|sera\b|será\b)[^,;:.(]{0,60}",
    re.IGNORECASE,
)
ASIDE = re.compile(r",\s*(?:whose|which|dont|cuy[oa]s?|cuj[oa]s?)\s[^,;]{1,120},", re.IGNORECASE)
CLAUSE = re.compile(r"[;(]")
PRONOUN = re.compile(r"(?:it|they|il|elle|ils|elles|él|ella|ele|ela)\s", re.IGNORECASE)
FAR = 12  # words between the verb and the year
KIND = 8  # words of what a mechanism is called at the head of a sentence
PLACE = re.compile(r"^\s+(?:in|at|en|à|em|no|na)\s+[A-ZÀ-Þ][^,;.:]{1,40}")  # `creado en 2008 (en Cuenca, Ecuador)`
WITH_SO_MANY = re.compile(r",\s+(?:with|avec|con|com)\s+(?:\d{1,3}|[^\W\d]+)\s+\w", re.IGNORECASE)
POSTPONED = re.compile(r"\s+(?:el|la|los|las|o|a|os|as|le|les)\s|\s+l['’]")  # `Nació en 1960 la Academia ...`


def find_established(
    text: str, mechanism: str | None = None, *, under_label: bool = False
) -> tuple[str, str, str] | None:
    """(EDTF, words, sentence) of the first sentence that says when the mechanism was launched.

    `under_label`: the text stands under a label for it, so that it need not name the mechanism.
    """
    if not holds_digit(text) or not YEAR.search(text):
        return None
    other = False  # `It` goes on about another body
    implied = True  # a Romance verb without a subject goes on about the mechanism, until another body is named
    for sentence in sentences(text):
        told = YEAR.search(sentence) and not (other and PRONOUN.match(sentence))
        if told and (date := _dated(sentence, mechanism, implied, under_label)):
            return date.edtf, date.text, sentence
        implied = implied and not _another(sentence)
        other = opens_with_another(sentence, mechanism) or (other and PRONOUN.match(sentence) is not None)
    return None


def _dated(sentence: str, mechanism: str | None, implied: bool, under_label: bool) -> DateMatch | None:
    for verb in form("established", "own").finditer(sentence):
        date = _date(sentence, verb)
        if date and not _another(sentence[: verb.start()]) and (implied or mechanism):
            return date
    for verb in form("established", "owned").finditer(sentence):
        date = _date(sentence, verb)
        if date and speaks_of_the_mechanism(sentence[: verb.end()], mechanism):
            return date
    conceived: DateMatch | None = None
    for verb in form("established", "verbs").finditer(sentence):
        date = _date(sentence, verb, mechanism) or _date_before(sentence, verb)
        if date and conceived and not _another(sentence[: verb.start()]):
            return date  # `Conceived in 2006 and launched in 2008`
        if date and _about(sentence, verb, date, mechanism, implied, under_label):
            if not form("established", "idea").search(verb.group()):
                return date
            conceived = conceived or date
    return conceived


def _another(words: str) -> bool:
    return bool(pattern("bodies", "others").search(masked(words)))


def _date(sentence: str, verb: re.Match[str], mechanism: str | None = None) -> DateMatch | None:
    """The first date behind the verb, straight or behind `in`, before the next comma that opens a clause."""
    after = sentence[verb.end() :]
    dates = find_dates(after, years=True)
    if not dates or dates[0].ambiguous:
        return None
    between = after[: dates[0].start]
    # `States set up a forum in 1990`: what was founded stands behind an active verb
    active = form("established", "active").fullmatch(verb.group()) and sentence[: verb.start()].strip(" ,")
    if active and between.strip() and not (BY.match(between) or names_the_mechanism(between, mechanism)):
        return None
    sitting = SITTING.fullmatch(between)
    if sitting and _at_a_sitting(sitting["what"]):
        return _year_of(dates[0])
    if len(between.split()) > FAR or re.search(
        r"[;:.(]|\b(?:and|which|that|who|when|where|et|que|qui|où|e|y|cuando|donde|quando|onde)\b", between
    ):
        return None
    if between.strip() and not IN.search(between.lstrip()):
        return None
    # `was launched at the first Conference, on 27 April 2009`: the day is that of the sitting
    return _year_of(dates[0]) if _at_a_sitting(between) else dates[0]


def _at_a_sitting(between: str) -> bool:
    words = masked(between)
    return bool(pattern("bodies", "sessions").search(words) or pattern("meeting", "nouns").search(words))


def _year_of(date: DateMatch) -> DateMatch:
    return replace(date, edtf=date.edtf[:4]) if YEAR.match(date.edtf) else date


def _date_before(sentence: str, verb: re.Match[str]) -> DateMatch | None:
    """The date that opens a sentence which ends in the verb: `In 2004 the Process was established.`"""
    if sentence[verb.end() :].strip(" ."):
        return None
    dates = find_dates(sentence[: verb.start()], years=True)
    opens = len(dates) == 1 and not dates[0].ambiguous and OPENING.fullmatch(sentence[: dates[0].start])
    return dates[0] if opens else None


def _about(
    sentence: str, verb: re.Match[str], date: DateMatch, mechanism: str | None, implied: bool, under_label: bool
) -> bool:
    before, after = ASIDE.sub(" ", sentence[: verb.start()]), sentence[verb.end() :]
    if pattern("established", "unsure").search(before[-40:]):
        return False
    clause = CLAUSE.split(before)[-1].strip()
    # `The African Union has 55 members; it was created in 2002`
    if PRONOUN.fullmatch(f"{clause} ") and opens_with_another(sentence, mechanism):
        return False
    if re.match(r"(?:since|depuis|desde)\b", verb.group(), re.IGNORECASE):  # `Since its inception in 2002, the Process`
        behind = re.split(r"\b(?:has|have|is|was|a|ha)\b", after)[0]
        return speaks_of_the_mechanism(behind, mechanism) or speaks_of_the_mechanism(before, mechanism)
    if (speaks_of_the_mechanism(before, mechanism) and not opens_with_another(clause, mechanism)) or (
        under_label and not _another(before)
    ):
        return True
    rest = after[date.end :]
    if not before.strip():  # `Launched in 2006, the Dialogue ...`
        if opens_with_another(rest, mechanism):
            return False
        # `Arrancó en 2000 y ...`, `Criado em 2002, reúne ...`: Romance verbs need no subject
        if implied and form("established", "alone").fullmatch(verb.group()) and not POSTPONED.match(rest):
            return True
        return (
            _goes_on(rest)
            or (implied and not rest.strip(" ."))
            or speaks_of_the_mechanism(CLAUSE.split(after)[0], mechanism)
        )
    if _is_what_it_is(before) and form("established", "active").match(verb.group()):
        # `Espacio de concertación creado en 2008, el Diálogo ...`
        rest = PLACE.sub("", rest)
        goes_on = WITH_SO_MANY.match(rest) is not None or (
            rest.startswith(",") and speaks_of_the_mechanism(first_words(rest[1:]), mechanism)
        )
        return implied and (_goes_on(rest) or not rest.strip(" .") or goes_on)
    return names_the_mechanism(first_words(after), mechanism) and not verb.group().lower().startswith(("was", "were"))


def _goes_on(rest: str) -> bool:
    """Behind the date the sentence says at once who belongs."""
    bare = re.match(r",\s*(?=\w)", rest)
    return bare is not None and pattern("membership", "verbs").match(rest, bare.end()) is not None


def _is_what_it_is(before: str) -> bool:
    """The sentence begins with what a mechanism is, and nothing else stands before the verb."""
    kind = pattern("established", "kinds").search(before)
    return kind is not None and len(before.split()) <= KIND and not re.search(r"[,;:]", before) and not _another(before)
