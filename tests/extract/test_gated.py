"""A pattern or a vocabulary that is not tried on a text would have found nothing in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from monitor.extract.gated import Gated
from monitor.extract.phrases import pattern
from monitor.extract.prose.chair_sentences import VERBS
from monitor.extract.prose.counts import counted_members, find_member_count
from monitor.extract.prose.office_verbs import _verbs, said_by
from monitor.extract.prose.verbs import PART, form
from monitor.extract.values.demonyms import demonyms
from monitor.lookups import Vocabulary, countries, mechanisms, organisations, table

HERE = Path(__file__).parent
CORPORA = sorted([*HERE.rglob("*.toml"), *HERE.parent.glob("lookups/*.toml"), *HERE.parent.glob("pages/facts/*.toml")])
PHRASES = [("phrases", group, key) for group, keys in table("phrases").items() for key in keys if key != "languages"]
FORMS = [
    ("verbs", group, key)
    for group, keys in table("verbs").items()
    for key, forms in keys.items()
    if any("{" in words for words in forms)
]
MOST = 500


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (key for key in value if " " in key)
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str) and " " in value:
        yield value


def _texts() -> list[str]:
    """Strings of all corpora, some in capitals, some with signs inside of words."""
    known = sorted({text for path in CORPORA for text in _strings(tomllib.loads(path.read_text(encoding="utf-8")))})
    texts = Random(5).sample(known, MOST)
    texts += [text.upper() for text in texts[::5]]
    texts += [text.replace("e", "e\u00ad", 1).replace(". ", ".") for text in texts[::7]]
    return [*texts, "The A.B.C. is chaired by U.S.A. since 2020.", "Its member_states: 12²", "İstanbul hosts ıt ſoon."]


TEXTS = _texts()


@pytest.mark.parametrize(("file", "group", "key"), [*PHRASES, *FORMS])
def test_a_pattern_finds_behind_its_gate_what_it_finds_without(file: str, group: str, key: str) -> None:
    gated = pattern(group, key) if file == "phrases" else form(group, key)
    whole = re.compile(gated.pattern, re.IGNORECASE)
    for text in TEXTS:
        found = [m.span() for m in whole.finditer(text)]
        assert [m.span() for m in gated.finditer(text)] == found, text
        for start, _ in found[:2]:
            one, other = gated.search(text, start + 1), whole.search(text, start + 1)
            assert (one and one.span()) == (other and other.span()), text
            one, other = gated.match(text, start), whole.match(text, start)
            assert (one and one.span()) == (other and other.span()), text
        one, other = gated.fullmatch(text), whole.fullmatch(text)
        assert bool(one) == bool(other), text
        assert gated.sub(" ", text) == whole.sub(" ", text)


@pytest.mark.parametrize(("file", "group", "key"), FORMS)
def test_verbs_made_of_any_of_their_parts_pass_the_gate(file: str, group: str, key: str) -> None:
    dice = Random(f"{group} {key}")
    whole = re.compile(form(group, key).pattern, re.IGNORECASE)
    for words in table(file)[group][key] * 20:
        parts = [part for part in words.split() if part[-1] not in "*?…"]
        said = " ".join(
            dice.choice(table(file)[group][named[1]]) if (named := PART.fullmatch(part)) else part for part in parts
        )
        stems = [word.split("/") for word in said.split()]
        text = " ".join(stem + dice.choice(["", *endings]) for stem, *endings in stems).upper()
        found, known = form(group, key).search(f"They {text} 2 of them."), whole.search(f"They {text} 2 of them.")
        assert found is not None, (words, text)
        assert known is not None, (words, text)
        assert found.span() == known.span(), (words, text)


@pytest.mark.parametrize("vocabulary", [countries.names(), mechanisms.vocabulary(), organisations.names(), demonyms()])
def test_a_vocabulary_finds_behind_its_gate_what_it_finds_without(
    vocabulary: Vocabulary[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [*TEXTS, *vocabulary.names]
    found = [vocabulary.find(text) for text in texts]
    assert sum(map(bool, found)) > len(vocabulary.names) / 2
    monkeypatch.setattr(Vocabulary, "may_be_in", lambda *_: True)
    assert [vocabulary.find(text) for text in texts] == found


def test_numbers_of_members_are_found_behind_their_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [find_member_count(text, None, under_label=True) for text in TEXTS]
    assert any(found)
    monkeypatch.setattr("monitor.extract.prose.counts.may_count", lambda _: True)
    monkeypatch.setattr(Gated, "_held", lambda gated, _: range(len(gated._phrases)))
    assert [find_member_count(text, None, under_label=True) for text in TEXTS] == found
    assert counted_members("The Process has 12 member States.", None, False)


@pytest.mark.parametrize("text", [text for text in TEXTS if "e" in text][:200])
def test_a_clause_is_asked_for_no_verb_of_an_office_that_it_holds_in_vain(text: str) -> None:
    said = {key for key in VERBS for verbs in _verbs(key) if verbs.search(text)}
    assert said == {key for key in VERBS if said_by(key, text)}
