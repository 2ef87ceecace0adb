"""The table of labels as the readers need it: which words announce which field in a layout (lookups/labels.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from monitor.errors import LookupDataError
from monitor.extract.made_labels import made_label
from monitor.extract.values.terms import find_type
from monitor.lookups import fold, load, squash
from monitor.lookups.mechanisms import find_mechanisms

LANGUAGES = ("en", "fr", "es", "pt")
LONGEST = 14  # words; a longer head is a sentence
LONGEST_HEAD = 160  # characters
HEAD = re.compile(r"[:(\[–]")  # what ends the head of a line
NUMBER = re.compile(r"\d+")
LITTLE = frozenset(
    (
        "a", "an", "the", "of", "la", "le", "les", "l", "el", "los", "las", "un", "una", "une", "uno", "o", "os", "as",
        "um", "uma", "de", "du", "des", "del", "da", "do", "dos", "das", "d",
    )
)  # fmt: skip


JOINED = re.compile(r"\s+(?:and|et|y|e|&)\s+|\s*/\s*|,\s*")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label announces: an entry of labels.toml."""

    field: str
    role: str = ""
    context: bool = False
    alone: bool = False


@lru_cache(maxsize=20_000)
def label_key(words: str) -> str:
    """The identity of a label: its folded words without articles and `of`, which pages put in or leave out at will."""
    folded = fold(words)
    kept = [word for word in folded.split() if word not in LITTLE]
    return " ".join(kept) or folded or words.strip()


@cache
def vocabulary(layout: str) -> dict[str, Label]:
    """Folded label words of a layout. Words that announce two fields in one layout are an error of the table."""
    found: dict[str, Label] = {}
    for entry in load.entries("labels", "label"):
        of = str(entry.get("field"))
        load.only(entry, ("field", "role", "layouts", "context", "alone", *LANGUAGES), "labels.toml", of=of)
        if layout not in entry.get("layouts", [layout]):
            continue
        label = Label(of, entry.get("role", ""), *(bool(entry.get(key, False)) for key in ("context", "alone")))
        for language in LANGUAGES:
            for words in load.strings(entry, language, "labels.toml", of=of):
                key = label_key(words)
                if found.setdefault(key, label) != label:
                    raise LookupDataError(f"lookups/labels.toml: {words!r} announces {found[key].field} and {of}")
    return found


@cache
def torn(layout: str) -> dict[str, Label]:
    """The same without spaces, for column heads that line breaks tore apart (`Establish ed`)."""
    return {squash(words): label for words, label in vocabulary(layout).items()}


def torn_label(words: str, layout: str) -> Label | None:
    """The label whose letters a torn head has. A torn off letter may look like an article (`Establishe d`): they are
    left out of a label only where its letters are not found with them.
    """
    known = torn(layout)
    return known.get(squash(fold(words))) or known.get(squash(label_key(words)))


@cache
def _languages(layout: str) -> dict[str, str]:
    """Label words that stand in one language alone, with that language."""
    found: dict[str, str] = {}
    for entry in load.entries("labels", "label"):
        for language in LANGUAGES if layout in entry.get("layouts", [layout]) else ():
            for words in load.strings(entry, language, "labels.toml", of=entry["field"]):
                key = label_key(words)
                found[key] = language if found.get(key, language) == language else ""
    return found


@lru_cache(maxsize=20_000)
def label_of(words: str, layout: str) -> Label | None:
    """The label that words are: as the table has them, or with words around them that say nothing about which it is
    (`Full list of members`, `Members of the Bali Process`), two of one field joined (`Reports
    and publications`), or made of known words.
    """
    known = vocabulary(layout)
    if label := known.get(label_key(words)):
        return label
    if len(words.split()) > LONGEST or not known:
        return None
    for match in reversed(find_mechanisms(words)):
        words = words[: match.start] + " " + words[match.end :]
    if label := known.get(label_key(_plain(words))):
        return label
    parts = JOINED.split(words)
    labels = [known.get(label_key(_plain(part))) for part in parts]
    if len(parts) > 1 and (label := labels[0]) and all(one and _like(one, label) for one in labels):
        return next((one for one in labels if one and not one.alone), label)
    made = made_label(words, layout)
    if made and made.field == "type" and (kind := find_type(words)) and label_key(words[: kind.start]) in known:
        return None  # a label and its value: `Type Regional consultative process`
    return Label(made.field, made.role, made.context) if made else None


def _like(one: Label, other: Label) -> bool:
    """Both announce the same, one of them perhaps only where it stands alone."""
    return replace(one, alone=False) == replace(other, alone=False)


def _plain(words: str) -> str:
    """The words of a label without those that qualify it."""
    return qualifiers().sub(" ", words).strip(" :-–")


@cache
def qualifiers() -> re.Pattern[str]:
    """Words and phrases around a label that do not make it another one."""
    phrases = sorted(load.strings(load.table("labels"), "qualifiers", "labels.toml", of="the table"), key=len)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, reversed(phrases)))})\b", re.IGNORECASE)


def language_of_label(text: str, layout: str) -> str | None:
    """The language of the label at the head of a line; None when there is none or several languages have it."""
    words = HEAD.split(text[: LONGEST_HEAD + 1], maxsplit=1)[0]
    if len(words) > LONGEST_HEAD:
        return None
    return _languages(layout).get(label_key(NUMBER.sub(" ", words))) or None


@cache
def beginnings(layout: str) -> frozenset[str]:
    """The first words of all labels, by which most lines are told to begin with none."""
    return frozenset(key.split()[0] for key in vocabulary(layout) if key.split())
