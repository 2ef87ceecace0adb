"""docs/history.md names every table and view, and each of its queries runs on the demonstration's history."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.demo.play import play

EMPTY = {
    "segment",
    "site_edit",
    "site_event",
    "rekey",
    "mark",
    "marked",
    "import",
    "held",
    "outbox",
    "disagreement",
    "change_echo",
    "family_member",
    "followed_address",
    "host",
    "check_text",
    "host_state",
}  # nothing is held, told, contradicted, followed or resting when the demonstration has just ended


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return (repository / "docs" / "history.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("documented") / "demo"
    play(folder)
    connection = sqlite3.connect(f"file:{folder}/history.db?mode=ro", uri=True)
    yield connection
    connection.close()


def sections(text: str) -> dict[str, str]:
    """What stands below each heading of the third level, by the name in it."""
    parts = re.split(r"^#{2,3} (.*)\n", text, flags=re.MULTILINE)
    return {name.strip("`"): body for name, body in zip(parts[1::2], parts[2::2], strict=True) if name.startswith("`")}


def test_every_table_and_view_is_documented(text: str, history: sqlite3.Connection) -> None:
    names = {
        name
        for (name,) in history.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        if not name.startswith(("sqlite_", "fulltext_"))
    }
    assert set(sections(text)) == names


def test_the_columns_of_every_view_are_documented(text: str, history: sqlite3.Connection) -> None:
    views = [name for (name,) in history.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    for view in views:
        listed = re.search(r"^Columns: (.*)\.$", sections(text)[view], re.MULTILINE)
        assert listed, view
        real = [column[1] for column in history.execute(f'PRAGMA table_info("{view}")')]
        assert re.findall(r"`(\w+)`", listed[1]) == real, view


def test_every_section_has_a_query_that_answers(text: str, history: sqlite3.Connection) -> None:
    for name, body in sections(text).items():
        queries = re.findall(r"```sql\n(.*?)```", body, flags=re.DOTALL)
        assert queries, name
        for query in queries:
            assert re.search(rf'(?:FROM|JOIN) "?{name}"?\b', query), f"{name} is not asked: {query}"
            rows = history.execute(query).fetchall()
            assert rows or name in EMPTY, query
