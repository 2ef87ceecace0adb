"""Sentences that seem to state a fact which nobody read: no guess is made of them, and they are not passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from monitor.extract.gated import holds_digit
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import masked
from monitor.extract.prose.holders import find_holders
from monitor.extract.prose.verbs import form
from monitor.extract.sections import PROSE_WORDS, Line, is_prose
from monitor.extract.values.countries import find_countries
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import find_places
from monitor.lookups import countries, fold, load, organisations
from monitor.lookups.folding import words_in
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import Block

DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FEWEST = 4  # countries in one sentence, before it is like a list of members
GROUPS = {"chair": ("chair", "cochair", "presided"), "secretariat": ("secretariat",)}  # of lookups/label_words.toml
OBSERVING = ("observing", "are_those")  # of lookups/verbs.toml
LEADING = ("led_by", "led_by_past", "led_by_incoming", "leads", "led", "will_lead")
FORMS = (*LEADING, "with_it")
# fields whose word a sentence has for nothing else, whatever more it states
OWN_WORD = ("secretariat", "observer")
FEW_WORDS = 4  # of a sentence on a page that is nothing but sentences
MOST = 2  # findings of one field; a page of nothing else tells stories


def untold(loose: Iterable[Block], ledger: Ledger) -> None:
    """Findings for the fields of which a page states nothing that was read, though a sentence has their words."""
    told = {finding.quote for finding in ledger.findings}
    wanted = {field: 0 for field in _SEEMS if not any(s.field == field for s in ledger.statements)}
    if (meetings := ledger.outcomes.get("meeting")) and not meetings.listed:
        wanted["meeting"] = 0  # sentences tell of each meeting by itself
    fewest = FEW_WORDS if ledger.reading.layout == "ministry-page" else PROSE_WORDS
    for block in loose:
        fields = [f for f, count in wanted.items() if count < MOST and _may_say(block.text, f)]
        if not fields or not is_prose(block.text, fewest):
            continue
        for sentence in sentences(block.text):
            for field in [f for f in fields if wanted[f] < MOST and _SEEMS[f](sentence)]:
                if sentence in told or (field not in OWN_WORD and any(s.quote == sentence for s in ledger.statements)):
                    continue
                wanted[field] += 1
                line = Line(sentence, sentence, block.locator, block.links, block.kind)
                message = f"a sentence may say something of {field.replace('_', ' ')}: “{shorten(sentence)}”"
                ledger.remark("unread-sentence", message, field, line)


def _chair(sentence: str) -> bool:
    if not (_says(sentence, "chair") or _leads(sentence)):
        return False
    if pattern("chair", "other_offices").search(sentence) or _sitting(sentence):
        return False
    return bool(find_countries(sentence))


def _leads(sentence: str) -> bool:
    """Somebody is at the helm, or leads the mechanism."""
    if form("chair", "with_it").search(sentence):
        return True
    led = any(form("chair", key).search(sentence) for key in LEADING) or pattern("chair", "helm").search(sentence)
    return bool(led) and (bool(find_mechanisms(sentence)) or pattern("bodies", "itself").search(sentence) is not None)


def _members(sentence: str) -> bool:
    return len({hit.country for hit in find_countries(sentence)}) >= FEWEST and not _sitting(sentence)


def _secretariat(sentence: str) -> bool:
    return _says(sentence, "secretariat") and any(found.id for found in find_organisations(sentence))


def _observers(sentence: str) -> bool:
    """Somebody observes, in the words of `prose.observers`; the sentence names who might."""
    if _sitting(sentence) or not any(form("observers", key).search(sentence) for key in OBSERVING):
        return False
    return bool(find_holders(sentence))


def _says(text: str, field: str) -> bool:
    return not _spoken(field).isdisjoint(words_in(text))


def _may_say(text: str, field: str) -> bool:
    """False where no sentence of a paragraph can seem to state the field."""
    helm = pattern("chair", "helm")
    if field == "chair" and any(one.may_be_in(text) for one in (helm, *(form("chair", key) for key in FORMS))):
        return countries.names().may_be_in(text)
    if field in GROUPS and not _says(text, field):
        return False
    if field == "observer":
        return any(form("observers", key).may_be_in(text) for key in OBSERVING)
    if field == "meeting":
        when = holds_digit(text) or pattern("meeting", "sometime").may_be_in(text)
        return when and pattern("meeting", "nouns").may_be_in(text)
    return organisations.names().may_be_in(text) if field == "secretariat" else countries.names().may_be_in(text)


@cache
def _spoken(field: str) -> frozenset[str]:
    """The words of a field's labels; a president is a person too."""
    groups = load.table("label_words")["words"]
    words = {fold(word) for group in GROUPS[field] for word in groups[group]}
    return frozenset(word for word in words if not word.startswith("president") or word == "presidency")


def _sitting(sentence: str) -> bool:
    return pattern("bodies", "sessions").search(sentence) is not None


def _meeting(sentence: str) -> bool:
    """Something was or will be held, at some time."""
    if not (DATED.search(sentence) or pattern("meeting", "sometime").search(sentence)):
        return False
    if not pattern("meeting", "nouns").search(masked(sentence)) or pattern("meeting", "often").search(sentence):
        return False
    if pattern("meeting", "cancelled").search(sentence) or any(o.id for o in find_organisations(sentence)):
        return False
    if any(form("meeting", key).search(sentence) for key in ("held", "planned", "hosted", "will_host", "gathered")):
        return True
    return bool(find_places(sentence))


_SEEMS: dict[str, Callable[[str], bool]] = {
    "chair": _chair,
    "member": _members,
    "observer": _observers,
    "secretariat": _secretariat,
    "meeting": _meeting,
}
