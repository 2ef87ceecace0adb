"""The table of findings and the code agree: each kind arises somewhere, and nothing else does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.lookups.findings import kinds

MAKERS = {"Finding": 0, "remark": 0, "sync_state": 2, "sync_found": 2, "FindingRecord": 1}  # where the kind stands


def constants(path: Path, names: dict[str, str]) -> Iterator[str]:
    """The kinds that a module gives to what makes findings, literally or by a name that stands for one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        at = MAKERS.get(called)
        if at is None:
            continue
        given = [word.value for word in node.keywords if word.arg == "kind"] or node.args[at : at + 1]
        for argument in (part for each in given for part in ast.walk(each)):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
            elif isinstance(argument, ast.Name) and argument.id in names:
                yield names[argument.id]


def named(tree: ast.Module) -> dict[str, str]:
    """Names at the top of a module that stand for a text."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found |= {target.id: node.value.value for target in node.targets if isinstance(target, ast.Name)}
    return found


@pytest.fixture(scope="module")
def made(repository: Path) -> dict[str, set[str]]:
    """Each kind that the code makes, with the modules that do."""
    found: dict[str, set[str]] = {}
    for path in sorted((repository / "monitor").rglob("*.py")):
        for kind in constants(path, named(ast.parse(path.read_text(encoding="utf-8")))):
            found.setdefault(kind, set()).add(path.name)
    return found


def test_every_kind_of_the_table_arises_in_the_code(made: dict[str, set[str]]) -> None:
    assert set(kinds()) - set(made) == set()


def test_every_kind_that_arises_is_in_the_table(made: dict[str, set[str]]) -> None:
    assert {kind: where for kind, where in made.items() if kind not in kinds()} == {}


def test_every_kind_says_what_it_means() -> None:
    for name, kind in kinds().items():
        assert len(kind.meaning.split()) >= 4, name
        assert not kind.meaning.endswith("."), name
