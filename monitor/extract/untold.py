"""Sentences that seem to state a fact which nobody read: no guess is made of them, and they are not passed over."""

from __future__ import annotations

from collections.abc import Container, Iterable

from monitor.extract import seeming
from monitor.extract.gated import holds_digit
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.verbs import form
from monitor.extract.sections import Line, is_prose
from monitor.extract.values.terms import find_type
from monitor.lookups import countries, organisations
from monitor.model import Block

# fields whose words a sentence has for nothing else, whatever more it states
OWN_WORDS = ("secretariat", "observer", "observer_count", "member_count", "established", "type", "formal_association")
SENTENCE_BY_SENTENCE = ("chair", "observer", "secretariat")  # sentences tell of each entry by itself
FEW_WORDS = 4  # of a sentence: `The Process was born recently.`
MOST = 2  # findings of one field; a page of nothing else tells stories, and the rest is counted


def untold(loose: Iterable[Block], ledger: Ledger, labelled: Container[str] = ()) -> None:
    """Findings for the fields of which a page states nothing that was read, though a sentence has their words.

    `labelled`: fields that the page gives under labels; what sentences say of these beside is no entry.
    """
    told = {finding.quote for finding in ledger.findings}
    stated = {(statement.field, statement.quote) for statement in ledger.statements}
    quoted = {quote for _, quote in stated}
    others = {field for field, _ in stated if field in SENTENCE_BY_SENTENCE}
    if ledger.mechanism is None and ledger.reading.layout == "ministry-page":
        others |= {"chair", "meeting"}  # a ministry holds many offices and goes to many meetings
    found: dict[str, list[Line]] = {field: [] for field in _wanted(ledger, labelled)}
    for block in loose:
        if not is_prose(block.text, FEW_WORDS):
            continue
        fields = [field for field in found if _may_say(block.text, field)]
        if not fields:
            continue
        for sentence in sentences(block.text):
            if sentence in told:
                continue
            line = Line(sentence, sentence, block.locator, block.links, block.kind)
            for field in fields:
                read = (field, sentence) in stated if field in OWN_WORDS else sentence in quoted
                if read or not seeming.SEEMS[field](sentence, ledger.mechanism):
                    continue
                if field not in others or seeming.plainly_of_it(sentence, ledger.mechanism):
                    found[field].append(line)
    for field, lines in found.items():
        for number, line in enumerate(lines[:MOST], start=1):
            more = f", and {len(lines) - MOST} more" if number == MOST < len(lines) else ""
            message = f"a sentence may say something of {field.replace('_', ' ')}: “{shorten(line.text)}”{more}"
            ledger.remark("unread-sentence", message, field, line)


def _wanted(ledger: Ledger, labelled: Container[str]) -> list[str]:
    stated = {statement.field for statement in ledger.statements}
    wanted = [f for f in seeming.SEEMS if f not in stated or (f in SENTENCE_BY_SENTENCE and f not in labelled)]
    meetings = ledger.outcomes.get("meeting")
    if "meeting" in stated and meetings and not meetings.listed:
        wanted.append("meeting")
    if "observer" in stated and "observer_count" in wanted:
        wanted.remove("observer_count")
    return wanted


def _may_say(text: str, field: str) -> bool:
    """False where no sentence of a paragraph can seem to state the field."""
    if field == "chair":
        helms = (pattern("chair", "helm"), *(form("chair", key) for key in seeming.HELMS))
        return seeming.says(text, "chair") or any(one.may_be_in(text) for one in helms)
    if field == "secretariat":
        return seeming.says(text, "secretariat")
    if field == "observer":
        return any(form("observers", key).may_be_in(text) for key in seeming.OBSERVING)
    if field == "meeting":
        when = holds_digit(text) or any(form("meeting", key).may_be_in(text) for key in seeming.HELD)
        when = when or pattern("meeting", "sometime").may_be_in(text)
        return when and pattern("meeting", "nouns").may_be_in(text)
    if field == "established":
        when = holds_digit(text) or pattern("seeming", "when").may_be_in(text)
        begun = (pattern("seeming", "begun"), *(form("established", key) for key in seeming.FOUNDED))
        return when and any(one.may_be_in(text) for one in begun)
    if field in ("member_count", "observer_count"):
        return seeming.may_be_counted(text, field)
    if field == "type":
        return find_type(text) is not None
    if field == "formal_association":
        return pattern("seeming", "attached").may_be_in(text) and organisations.names().may_be_in(text)
    return countries.names().may_be_in(text)
