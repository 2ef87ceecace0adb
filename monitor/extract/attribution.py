"""Which mechanism a sentence of a page about several is about, where the heading above it does not say so.

A sentence that names one mechanism is about that one; one that names none goes on about the one before it in its
paragraph. Where several are named, or a part about one has strayed to another, nobody's facts are read: no guess.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.labels import labelled
from monitor.extract.phrases import sentences
from monitor.extract.prose.bodies import same_mechanism
from monitor.extract.sections import is_prose
from monitor.extract.values.organisations import find_organisations
from monitor.lookups.mechanisms import find_mechanisms, vocabulary
from monitor.lookups.organisations import names
from monitor.model import Block

# `A meeting was held ...` brings in something new, `The last meeting was held ...` goes on
NEW = re.compile(r"(?:an?|une?|una|uma?)\s", re.IGNORECASE)
FEW_WORDS = 4  # of a sentence: `The Process began in 2006.`
NOBODY = ""  # the owner of sentences whose facts cannot be assigned

Owned = tuple[str | None, Block]


def owned(block: Block, subject: str | None) -> tuple[Owned, ...]:
    """The pieces of a block, each with the mechanism it is about; `subject` is that of the part the block stands in
    (None: of none). A block that is no paragraph, or that strays nowhere, stays whole.
    """
    text = block.text
    if (
        block.kind != "text"
        or not is_prose(text, FEW_WORDS)
        or not _may_stray(text, subject)
        or labelled(text, "ministry-page", block.lead)
    ):
        return ((subject, block),)
    owner: str | None = subject
    runs: list[tuple[str | None, int, int]] = []
    at = 0
    for sentence in sentences(text):
        start = text.find(sentence, at)
        at = start + len(sentence)
        owner = _owner(sentence, owner, subject)
        if runs and runs[-1][0] == owner:
            runs[-1] = (owner, runs[-1][1], at)
        else:
            runs.append((owner, start, at))
    if all(run[0] == subject for run in runs):
        return ((subject, block),)
    return tuple((owner, replace(block, text=text[start:end])) for owner, start, end in runs)


def _may_stray(text: str, subject: str | None) -> bool:
    """False where no sentence can name a mechanism, nor, in a part about none, somebody else."""
    if vocabulary().may_be_in(text):
        return True
    return subject is None and (names().may_be_in(text) or any(NEW.match(sentence) for sentence in sentences(text)))


def _owner(sentence: str, before: str | None, subject: str | None) -> str | None:
    named = list(dict.fromkeys(match.id for match in find_mechanisms(sentence)))
    if subject is not None and any(same_mechanism(subject, each) for each in named):
        return subject
    if not named and subject is None and (NEW.match(sentence) or any(o.id for o in find_organisations(sentence))):
        return NOBODY
    if not named:
        return before if subject is None or before == subject else NOBODY
    return named[0] if len(named) == 1 else NOBODY
