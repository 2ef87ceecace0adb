"""Sentences that seem to state a fact which nobody read: no guess is made of them, and they are not passed over."""

from __future__ import annotations

from collections.abc import Container, Iterable

from monitor.extract.ledger import Ledger, shorten
from monitor.extract.phrases import endless, sentences
from monitor.extract.sections import Line, is_prose, line_of
from monitor.extract.seeming import SEEMS
from monitor.extract.seeming.hints import fields_in
from monitor.extract.seeming.lines import seems_line
from monitor.extract.seeming.speaking import plainly_of_it
from monitor.extract.seeming.unknown_holders import chaired_by_a_stranger
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
    told = {(finding.field, finding.quote) for finding in ledger.findings}
    stated = {(statement.field, statement.quote) for statement in ledger.statements}
    quoted = {quote for _, quote in stated}
    others = {field for field, _ in stated if field in SENTENCE_BY_SENTENCE}
    if ledger.mechanism is None and ledger.reading.layout == "ministry-page":
        others |= {"chair", "meeting"}  # a ministry holds many offices and goes to many meetings
    found: dict[str, list[Line]] = {field: [] for field in _wanted(ledger, labelled)}
    wanted = tuple(found)
    for block in loose:
        if (field := seems_line(block.text, ledger.reading.layout)) in found:
            found[field].append(line_of(block))
            continue
        fields = fields_in(block.text, wanted)
        if not fields or not is_prose(block.text, FEW_WORDS):
            continue
        tell_endless(block, ledger)
        for sentence in sentences(block.text):
            if (None, sentence) in told:
                continue
            line = Line(sentence, sentence, block.locator, block.links, block.kind)
            for field in fields:
                own = field in OWN_WORDS or (field == "chair" and chaired_by_a_stranger(sentence))
                read = (field, sentence) in stated if own else sentence in quoted
                if read or (field, sentence) in told or not SEEMS[field](sentence, ledger.mechanism):
                    continue
                if field not in others or plainly_of_it(sentence, ledger.mechanism):
                    found[field].append(line)
    for field, lines in found.items():
        for number, line in enumerate(lines[:MOST], start=1):
            more = f", and {len(lines) - MOST} more" if number == MOST < len(lines) else ""
            message = f"a sentence may say something of {field.replace('_', ' ')}: “{shorten(line.text)}”{more}"
            ledger.remark("unread-sentence", message, field, line)


def tell_endless(block: Block, ledger: Ledger) -> None:
    """A sentence that goes on for pages is not read, and is told once."""
    for sentence in endless(block.text):
        beginning = shorten(sentence)
        line = Line(beginning, beginning.removesuffix(" …"), block.locator, block.links, block.kind)
        ledger.remark(
            "unread-sentence", f"a sentence of {len(sentence)} characters is not read: “{beginning}”", None, line
        )


def _wanted(ledger: Ledger, labelled: Container[str]) -> list[str]:
    stated = {statement.field for statement in ledger.statements}
    wanted = [f for f in SEEMS if f not in stated or (f in SENTENCE_BY_SENTENCE and f not in labelled)]
    meetings = ledger.outcomes.get("meeting")
    if "meeting" in stated and meetings and not meetings.listed:
        wanted.append("meeting")
    if "observer" in stated and "observer_count" in wanted:
        wanted.remove("observer_count")
    return wanted
