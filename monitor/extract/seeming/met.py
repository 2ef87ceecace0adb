"""Sentences that seem to say that a meeting was or will be held."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import last_words, masked
from monitor.extract.prose.verbs import form
from monitor.extract.seeming.speaking import calls_it
from monitor.extract.values.called_off import says_off
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import find_places

DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
HELD = ("held", "planned", "hosted", "will_host", "gathered")  # of lookups/verbs.toml
# `III G4 Meeting`, the name masked
NUMBERED = re.compile(r"(?:\b\d{1,3}(?:st|nd|rd|th|e|ème|[.ªº])?|\b[IVXL]+)\.?\s+#")
NOUN = 5  # words of a name straight before a verb
SOMEWHERE = re.compile(
    r"\s+(?:in|at|on|under|aboard|near|last|à|au|aux|dans|en|sous|sur|chez|près|bajo|sobre|junto|a|al|em|no|na|nos|nas|num|numa"
    r"|sob|perto|ao|à)\s+",
    re.IGNORECASE,
)


def seems_meeting(sentence: str, mechanism: str | None) -> bool:
    """Something was or will be held: at some time, or somewhere."""
    if _came_together(sentence, mechanism):
        return True
    said = masked(sentence)
    if not (pattern("meeting", "nouns").search(said) or NUMBERED.search(said)):
        return False
    if pattern("meeting", "often").search(sentence) or says_off(sentence):
        return False
    if any(found.id for found in find_organisations(sentence)):
        return False
    dated = bool(DATED.search(sentence) or pattern("meeting", "sometime").search(sentence))
    if any(form("meeting", key).search(sentence) for key in HELD):
        return dated or pattern("seeming", "when").search(sentence) is not None
    return dated and bool(find_places(sentence))


def _came_together(sentence: str, mechanism: str | None) -> bool:
    """`The Process met in a tent`: the mechanism did, somewhere or at some time."""
    for met in form("meeting", "gathered").finditer(sentence):
        after = sentence[met.end() :]
        if SOMEWHERE.match(after) and not pattern("seeming", "manner").match(after.lstrip()):
            before = sentence[: met.start()]
            if calls_it(last_words(before, NOUN), mechanism) and not pattern("meeting", "often").search(sentence):
                return True
    return False
