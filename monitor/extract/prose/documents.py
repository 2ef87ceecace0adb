"""Documents that sentences call by the place where they were adopted: `the Lisbon Declaration (french version)`."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.phrases import pattern, sentences
from monitor.extract.values.places import find_places
from monitor.extract.values.titles import Titled, read_languages


def find_documents(text: str) -> tuple[tuple[Titled, str], ...]:
    """The documents of a paragraph, each once with its sentence; the mention that gives the languages counts."""
    found: dict[str, tuple[Titled, str]] = {}
    for sentence in sentences(text):
        for noun in pattern("document", "nouns").finditer(sentence):
            if not noun.group()[0].isupper():
                continue
            name = _placed(sentence, noun)
            if name is None:
                continue
            remark = re.match(r"\s*\(([^()]*)\)", sentence[noun.end() :])
            languages = read_languages(remark[1]) if remark else ()
            known = found.get(name)
            if known is None or (languages and not known[0].languages):
                found[name] = (Titled(name, None, None, languages), sentence)
    return tuple(found.values())


def _placed(sentence: str, noun: re.Match[str]) -> str | None:
    """`Lisbon Declaration` when a known place stands right before the noun, `Declaration of Lisbon` when behind
    `of`.
    """
    words = re.search(r"((?:[A-ZÀ-Þ][\w'’-]+\s+){1,3})$", sentence[: noun.start()])
    if words:
        for size in range(len(words[1].split()), 0, -1):
            place = " ".join(words[1].split()[-size:])
            if place.split()[0] != "The" and any(p.start == 0 and p.end == len(place) for p in find_places(place)):
                return f"{place} {noun.group()}"
    behind = re.match(r"\s+(of|de|do|da)\s+([A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)?)", sentence[noun.end() :])
    if behind and any(p.start == 0 for p in find_places(behind[2])):
        return f"{noun.group()} {behind[1]} {behind[2]}"
    return None


def with_links(document: Titled, links: tuple[tuple[str, str], ...]) -> Titled:
    """The document with the address of the link that carries its title."""
    url = next((url for text, url in links if document.title.lower() in text.lower()), None)
    return replace(document, url=url)
