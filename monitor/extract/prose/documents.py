"""Documents that sentences name: by the place of their adoption, `the Lisbon Declaration (french version)`, or by what
was done with them, `it adopted the Call for Action`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.phrases import pattern, sentences
from monitor.extract.values.places import find_places
from monitor.extract.values.titles import Titled, read_languages

# the words of a name: with capitals, in quotation marks, joined by small words
FEWEST = 2  # words of a name
ADOPTED = re.compile(
    r"\s+(?:in\s+)?(?:(?:the|its|their|a|an|la|le|les|el|los|las|un|une|una|o|os|as|um|uma)\s+|l['’])?"
    r"(?P<name>(?:[“«\"][^”»\"]{3,120}[”»\"]|[A-ZÀ-Þ\d][\w'’-]*)"
    r"(?:\s+(?:(?:of|for|on|and|to|the|in|with|de|du|des|la|le|les|pour|sur|et|del|los|las|para|por|sobre|y|da|do|das|dos|e)\s+){0,3}"
    r"(?:[“«\"][^”»\"]{3,120}[”»\"]|[A-ZÀ-Þ\d][\w'’-]*))*)"
)
REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
QUOTES = '“”«»"'


def find_documents(text: str) -> tuple[tuple[Titled, str], ...]:
    """The documents of a paragraph, each once with its sentence; the mention that gives the languages counts."""
    found: dict[str, tuple[Titled, str]] = {}
    nouns, adopted = pattern("document", "nouns"), pattern("document", "adopted")
    for sentence in sentences(text) if nouns.may_be_in(text) or adopted.may_be_in(text) else ():
        for noun in nouns.finditer(sentence):
            if not noun.group()[0].isupper():
                continue
            placed = _placed(sentence, noun)
            if placed is None:
                continue
            _enter(*placed, sentence, found)
        for verb in adopted.finditer(sentence):
            what = ADOPTED.match(sentence, verb.end())
            if what and (name := _name(what["name"])) and not any(name in known for known in found):
                _enter(name, what.end(), sentence, found)
    return tuple(found.values())


def _enter(name: str, end: int, sentence: str, found: dict[str, tuple[Titled, str]]) -> None:
    """Takes a document in, with the languages in the bracket behind it."""
    remark = REMARK.match(sentence, end)
    languages = read_languages(remark[1]) if remark else ()
    known = found.get(name)
    if known is None or (languages and not known[0].languages):
        found[name] = (Titled(name, None, None, languages), sentence)


def _name(words: str) -> str | None:
    """The name of what was adopted, where a word in it says that it is a document; one such word alone names none."""
    bracket = words.find(" (")
    name = (words[:bracket] if bracket > 0 else words).strip()
    noun = pattern("document", "adopted_nouns").search(name)
    if noun is None or not (noun.group()[0].isupper() or name[0] in QUOTES) or len(name.split()) < FEWEST:
        return None
    return name.strip(QUOTES) if name.count(name[0]) == 1 and name[0] in QUOTES and name[-1] in QUOTES else name


def _placed(sentence: str, noun: re.Match[str]) -> tuple[str, int] | None:
    """`Lisbon Declaration` when a known place stands right before the noun, `Declaration of Lisbon` when behind
    `of`; and where the name ends.
    """
    words = re.search(r"((?:[A-ZÀ-Þ][\w'’-]+\s+){1,3})$", sentence[: noun.start()])
    if words:
        for size in range(len(words[1].split()), 0, -1):
            place = " ".join(words[1].split()[-size:])
            if place.split()[0] != "The" and any(p.start == 0 and p.end == len(place) for p in find_places(place)):
                return f"{place} {noun.group()}", noun.end()
    behind = re.match(r"\s+(of|de|do|da)\s+([A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)?)", sentence[noun.end() :])
    if behind and any(p.start == 0 for p in find_places(behind[2])):
        return f"{noun.group()} {behind[1]} {behind[2]}", noun.end() + behind.end()
    return None


def with_links(document: Titled, links: tuple[tuple[str, str], ...]) -> Titled:
    """The document with the address of the link that carries its title."""
    url = next((url for text, url in links if document.title.lower() in text.lower()), None)
    return replace(document, url=url)
