"""Lines on meetings that name none, but the state in which one is: `Next meeting: cancelled`, `Reunión aplazada`."""

from __future__ import annotations

from functools import cache

from monitor.extract.label_table import label_key, qualifiers
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.phrases import pattern
from monitor.extract.sections import Line, Section
from monitor.extract.values.called_off import STATES, TAIL, State, said_off, says_off
from monitor.extract.values.places import find_places
from monitor.extract.values.topics import is_before_noun
from monitor.lookups import fold, load

LONGEST = 160  # characters of a line that is a state alone
CANCELLED = "cancelled-unnamed"  # findings
POSTPONED = "postponed-unnamed"


def state_alone(text: str) -> State | None:
    """The state of one meeting that a line tells without saying of which."""
    text = text.strip(" ()[].")
    word = said_off(text) if len(text) <= LONGEST and not any(map(str.isdigit, text)) else None
    tail = TAIL.match(text, word.end()) if word else None
    if word is None or tail is None or is_before_noun(text, word) or find_places(text):
        return None
    several = pattern("meeting", "off_many").fullmatch(word.group()) or pattern("meeting", "nouns").search(
        text, word.end()
    )
    if several or names_kind(pattern("meeting", "off_verbs").sub(" ", text[: word.start()])):
        return None
    return next((state for state in STATES if pattern("meeting", state).fullmatch(word.group())), None)


def state_in_label(section: Section) -> State | None:
    """The state that a label tells of the next meeting: `Next meeting (cancelled)`, `Next meeting cancelled`."""
    said = section.field == "meeting" and says_off(section.words)
    return state_alone(section.remark or section.words) if said else None


def remark_state(state: State, line: Line, ledger: Ledger) -> None:
    """Tells that a meeting is in a state, and that the line does not say which."""
    message = f"a meeting is {state}, and the line does not say which: “{shorten(line.text)}”"
    ledger.remark(CANCELLED if state == STATES[0] else POSTPONED, message, "meeting", line)


def names_kind(label: str) -> bool:
    """Whether words say of what kind meetings are, and not only that they are, or when: `Past meetings`."""
    words = pattern("meeting", "nouns").sub(" ", pattern("meeting", "any_one").sub(" ", label))
    return any(w.isalpha() and w not in _no_kind() for w in label_key(qualifiers().sub(" ", words)).split())


@cache
def _no_kind() -> frozenset[str]:
    """Words of a label that say when meetings were or will be, not of what kind they are: `Past meetings`."""
    table = load.table("label_words")["words"]
    groups = ("meet", "one_meeting", "meet_listed", "past", "last", "next", "around")
    return frozenset(fold(word) for group in groups for word in table[group])
