"""lookups/joints.toml: each list is named by a pattern, each name is a list, and no two lists are the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.extract.prose.joints import NAMED, Worded
from monitor.lookups import table

PROSE = Path(__file__).resolve().parents[2] / "monitor" / "extract"
TEXTS = (
    "Having chaired it until 2021, Chad handed it to Togo, which has held it since.",
    "La présidence, assurée par le Bénin depuis lors, l'a été ensuite par le Niger ; désormais c'est au tour du Mali.",
    "L’Équateur l’exerça d’abord, puis l'Uruguay ; le premier dès 2019, la seconde jusqu'en 2021.",
    "La presidencia la ejerció Chile; desde entonces la ejerce Perú, a quien se la entregó en 2022.",
    "A presidência, que o Brasil exerce agora, passou no dia 3 de maio ao Paraguai, com o Gabão como vice-presidente.",
)


def patterns() -> Iterator[str]:
    """What the modules give to `Worded`."""
    for path in sorted(PROSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Worded":
                (pattern,) = node.args
                yield ast.literal_eval(pattern)


PATTERNS = sorted(set(patterns()))


def test_every_list_is_named_by_a_pattern_and_every_name_is_a_list() -> None:
    named = [found for pattern in PATTERNS for found in NAMED.finditer(pattern)]
    assert {found["key"] for found in named if not found["group"]} == set(table("joints"))
    assert all(found["key"] in table("phrases")[found["group"]] for found in named if found["group"])


def test_no_list_stands_twice() -> None:
    lists = [frozenset(words) for words in table("joints").values()]
    assert [words for words in set(lists) if lists.count(words) > 1] == []


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_of_words_finds_behind_its_gate_what_it_finds_without(pattern: str) -> None:
    gated = Worded(pattern)
    needed = [found for found in NAMED.finditer(pattern) if found["mark"] == "!"]
    assert gated.may_be_in("") != bool(needed)
    for text in (*TEXTS, *(text.upper() for text in TEXTS)):
        assert [m.span() for m in gated.finditer(text)] == [m.span() for m in gated.compiled.finditer(text)], text


@pytest.mark.parametrize("pattern", [pattern for pattern in PATTERNS if "!}" in pattern])
def test_each_word_that_a_pattern_needs_passes_its_gate(pattern: str) -> None:
    lists = [found["key"] for found in NAMED.finditer(pattern) if found["mark"] == "!" and not found["group"]]
    gated = Worded(pattern)
    for words in zip(*(table("joints")[key] for key in lists), strict=False):
        assert gated.may_be_in(f"so {' and '.join(word.split('/')[0] for word in words)} it was, since then")
