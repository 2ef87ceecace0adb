"""Since when the mechanism is there, in sentences: `launched in 1983`, `France launched the 5+5 Dialogue in 1983`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import first_words, names_the_mechanism, speaks_of_the_mechanism
from monitor.extract.values.dates import DateMatch, find_dates

YEAR = re.compile(r"(?:19|20)\d\d")
FAR = 12  # words between the verb and the year
IN = re.compile(
    r"(?:^|\b(?:in|on|en|em|since|back to|of|de|le|el)\s+(?:early\s+|late\s+)?"
    r"(?:the\s+year\s+|el\s+año\s+|o\s+ano\s+|l['’]année\s+|ano\s+)?)$",
    re.IGNORECASE,
)


def find_established(text: str, mechanism: str | None = None) -> tuple[str, str, str] | None:
    """(EDTF, words, sentence) of the first sentence that says when the mechanism was launched."""
    if not YEAR.search(text):
        return None
    for sentence in sentences(text):
        for verb in pattern("established", "verbs").finditer(sentence):
            date = _date(sentence, verb)
            if date and _about(sentence, verb, mechanism):
                return date.edtf, date.text, sentence
    return None


def _date(sentence: str, verb: re.Match[str]) -> DateMatch | None:
    """The first date behind the verb, straight or behind `in`, before the next comma that opens a clause."""
    after = sentence[verb.end() :]
    dates = find_dates(after, years=True)
    if not dates or dates[0].ambiguous:
        return None
    between = after[: dates[0].start]
    if len(between.split()) > FAR or re.search(r"[;:.(]|\b(?:and|which|et|que|e|y)\b", between):
        return None
    return dates[0] if not between.strip() or IN.search(between) else None


def _about(sentence: str, verb: re.Match[str], mechanism: str | None) -> bool:
    before, after = sentence[: verb.start()], sentence[verb.end() :]
    if pattern("established", "unsure").search(before[-40:]):
        return False
    if re.match(r"(?:since|depuis|desde)\b", verb.group(), re.IGNORECASE):  # `Since its inception in 2002, the Process`
        return speaks_of_the_mechanism(re.split(r"\b(?:has|have|is|was|a|ha)\b", after)[0], mechanism)
    if speaks_of_the_mechanism(before, mechanism):
        return True
    if not before.strip():  # `Launched in 2006, the Dialogue ...`
        # `Criado em 2002, reúne ...`: Romance verbs need no subject
        bare = re.search(r"\d{4},\s*(?=\w)", after)
        goes_on = bare is not None and pattern("membership", "verbs").match(after, bare.end()) is not None
        return goes_on or speaks_of_the_mechanism(after, mechanism)
    return names_the_mechanism(first_words(after), mechanism) and not verb.group().lower().startswith(("was", "were"))
