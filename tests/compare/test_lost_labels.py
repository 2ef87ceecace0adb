"""Whatever label of the chair a page loses, and in whatever place and markup: nobody is told that the chair changed.

Each label of lookups/labels.toml is lost once, beside one of another role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.lookups import load
from monitor.model import Extraction, Memory, Source

ROLES = ("chair", "co-chair", "incoming", "past")
LANGUAGES = ("en", "fr", "es", "pt")
UNKNOWN = ("Vorsitz", "Fireside", "Nachfolge", "Zum Nachlesen")  # words that no lookup takes for a label
SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
Row = tuple[str, str]
MARKUPS: tuple[Callable[[Sequence[Row]], str], ...] = (
    lambda rows: "".join(f"<div>{label}: {who}</div>" for label, who in rows),
    lambda rows: "".join(f"<h3>{label}</h3><p>{who}</p>" for label, who in rows),
    lambda rows: "".join(f"<p><b>{label}</b> {who}</p>" for label, who in rows),
    lambda rows: "<table>" + "".join(f"<tr><td>{label}<td>{who}" for label, who in rows) + "</table>",
    lambda rows: "<ul>" + "".join(f"<li>{label}: {who}" for label, who in rows) + "</ul>",
)


def labels(role: str, language: str) -> list[str]:
    entries = (one for one in load.entries("labels", "label") if one["field"] == "chair" and "layouts" not in one)
    return [words for one in entries if one["role"] == role for words in one.get(language, ())]


def pairs(role: str) -> Iterator[tuple[str, str, str]]:
    """(language, label, label of another role), each label of the role once."""
    for language in LANGUAGES:
        others = cycle([one for other in ROLES if other != role for one in labels(other, language)])
        yield from ((language, label, next(others)) for label in labels(role, language))


def read(rows: Sequence[Row], markup: int, language: str) -> Extraction:
    body = f"<html lang={language}><title>Prague Process</title><h1>Prague Process</h1>{MARKUPS[markup](rows)}"
    return read_capture(Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


@pytest.mark.parametrize("role", ROLES)
def test_a_lost_label_is_no_change_of_the_chair_and_its_return_neither(pages, role):
    for number, (language, label, other) in enumerate(pairs(role)):
        markup, unknown = number % len(MARKUPS), UNKNOWN[number % len(UNKNOWN)]
        rows = [(label, "Armenia"), (other, "Czech Republic")][:: 1 if number % 3 else -1]
        before = read(rows, markup, language)
        assert {one.key.partition(":")[2] for one in before.statements if one.field == "chair"} == {"AM", "CZ"}, label
        memory: Memory = pages.remember(before)
        for lost in ([(unknown if words == label else words, who) for words, who in rows], [(other, "Czech Republic")]):
            after = read(lost, markup, language)
            found = compare(memory, after, now=pages.now)
            assert [one.kind for one in found.changes if one.field == "chair"] == [], (label, lost)
            back = compare(pages.after(memory, after, found), before, now=pages.now)
            assert [one.kind for one in back.changes] == [], (label, lost)


@pytest.mark.parametrize("markup", range(len(MARKUPS)))
@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Nepal (incoming Afghanistan)", "None (incoming Afghanistan)"),
        ("Nepal", "None (incoming Afghanistan)"),
        ("Nepal (incoming Afghanistan)", "None"),
    ],
)
def test_none_under_the_label_of_the_chair_says_that_it_is_vacant(pages, markup, was, now):
    before, after = (read([("Current Chair", who)], markup, "en") for who in (was, now))
    found = compare(pages.remember(before), after, now=pages.now)
    assert [one.kind for one in found.changes] == ["chair.vacant"]
