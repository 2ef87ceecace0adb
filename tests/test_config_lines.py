"""Every key of a TOML text is found on its line, however it is written."""

from __future__ import annotations

import json
import string
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config_lines import Path, key_lines, line_of

EVERY_FORM = '''# a comment with a [header] and a "quote
top = 1
"quoted key" = "a # that is no comment, and \\" a quote"
'literal.key' = 'c:\\folder'
dotted.key . "in three" = true

[monitor]   # comment
text = """
[source]
not = "a key"
quotes at the end: \\""""""
literal = \'\'\'
[[source]]
\'\'\'
when = 1979-05-27 07:32:00
[ monitor . inner ]
a = [ 1, # one
  "two]", [3,
  4], ]
inline = { x = 1, y.z = "}", list = [ { deep = 1 }, {} ] }

[[source]]
id = "first"
[source.extra]
note = 1
[[source.part]]
n = 1
[[source.part]]
n = 2

[[source]]
id = "second"
[[source.part]]
n = 3
'''


def paths(value: Any, path: Path = ()) -> set[Path]:
    """Every path of a parsed file."""
    found = {path} if path else set()
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found |= paths(inner, (*path, key))
    return found


# An array of tables has no line of its own, and [a.b.c] gives none to a and a.b: line_of looks around these.
def without_lines(found: set[Path], lines: dict[Path, int]) -> set[Path]:
    return {path for path in found - set(lines) if not any(longer[: len(path)] == path for longer in lines)}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("quoted key",), 3),
        (("literal.key",), 4),
        (("dotted",), 5),
        (("dotted", "key", "in three"), 5),
        (("monitor",), 7),
        (("monitor", "text"), 8),
        (("monitor", "literal"), 12),
        (("monitor", "when"), 15),
        (("monitor", "inner"), 16),
        (("monitor", "inner", "a", 1), 18),
        (("monitor", "inner", "a", 2, 1), 19),
        (("monitor", "inner", "inline", "y", "z"), 20),
        (("monitor", "inner", "inline", "list", 0, "deep"), 20),
        (("source", 0), 22),
        (("source", 0, "id"), 23),
        (("source", 0, "extra", "note"), 25),
        (("source", 0, "part", 1, "n"), 29),
        (("source", 1), 31),
        (("source", 1, "part", 0, "n"), 34),
    ],
)
def test_each_form_of_a_key_has_its_line(path: Path, line: int) -> None:
    assert key_lines(EVERY_FORM)[path] == line


def test_no_key_is_missed_and_none_is_invented() -> None:
    lines = key_lines(EVERY_FORM)
    present = paths(tomllib.loads(EVERY_FORM))
    assert set(lines) <= present
    assert not without_lines(present, lines)


def test_windows_line_ends_change_no_line() -> None:
    assert key_lines(EVERY_FORM.replace("\n", "\r\n")) == key_lines(EVERY_FORM)


def test_what_is_missing_has_the_line_of_what_is_around_it() -> None:
    lines = key_lines(EVERY_FORM)
    assert line_of(lines, ("source", 1, "layout")) == 31
    assert line_of(lines, ("nowhere",)) == 1


WORDS = st.text(string.ascii_letters + string.digits + " .#=[]{},'\"\\é\n", max_size=12)
KEYS = st.text(string.ascii_letters + " .#=[]\"'é", min_size=1, max_size=6)
VALUES = st.recursive(
    WORDS | st.integers(-9, 9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def toml(value: Any) -> str:
    """A value in TOML; JSON's strings and numbers are TOML's too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[ # comment ]\n" + ",\n".join(toml(inner) for inner in value) + "\n]"
    return json.dumps(value)


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=3))
def test_any_file_of_tables_is_walked_to_its_end(tables: list[dict[str, Any]]) -> None:
    text = "".join(
        "[[table]]\n" + "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in table.items())
        for table in tables
    )
    lines = key_lines(text)
    present = paths(tomllib.loads(text))
    assert set(lines) <= present
    assert not without_lines(present, lines)
    for index, table in enumerate(tables):
        for key in table:
            assert text.split("\n")[lines["table", index, key] - 1].startswith(f"{json.dumps(key)} = ")
