"""docs/history.md names every table and view, and each of its queries runs on the demonstration's history."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli
from monitor.demo.play import play
from monitor.ids import canonical

EMPTY = {
    "segment",
    "site_edit",
    "statement_wording",
    "site_event",
    "rekey",
    "mark",
    "marked",
    "import",
    "held",
    "outbox",
    "dead_letter",
    "standstill",
    "told",
    "disagreement",
    "change_echo",
    "family_member",
    "language_version",
    "change_stated",
    "change_doubted",
    "followed_address",
    "host",
    "check_text",
    "host_state",
}  # nothing is held, told, contradicted, followed or resting when the demonstration has just ended


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return (repository / "docs" / "history.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demonstration leaves behind, as if its first editions had been there a day earlier."""
    folder = tmp_path_factory.mktemp("documented") / "demo"
    play(folder)
    with closing(sqlite3.connect(folder / "history.db")) as book, book:
        (later,) = book.execute("SELECT max(started_at) FROM run").fetchone()
        book.execute("UPDATE capture SET fetched_at = fetched_at - ? WHERE fetched_at < ?", [DAY, later])
    return folder


@pytest.fixture(scope="module")
def history(folder: Path) -> Iterator[sqlite3.Connection]:
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


THEN = "2026-11-21T19:42:30Z"  # in the document, for an instant between the editions of the demonstration
DAY = 24 * 60 * 60 * 1_000_000  # microseconds
NOTHING_TO_COME = "meetings --upcoming"
PAIR = re.compile(r"```console\n\$ monitor ([^\n]*)\n```\n\n```sql\n(.*?)```", re.DOTALL)


def told(folder: Path, arguments: list[str]) -> list[dict[str, Any]]:
    """What a command answers, one row for each statement or change: those of several sources are taken apart."""
    done = CliRunner().invoke(cli, ["--config", str(folder / "config.toml"), *arguments, "--json"])
    assert done.exit_code == 0, done.output
    value = json.loads(done.stdout)
    if isinstance(value, dict):
        of_a_party = ("chairs", "secretariat_of", "member_of", "observer_of", "associated_with", "roles")
        lists = ("entries", "statements", "ended", *of_a_party)
        value = [row for name in lists for row in value.get(name, [])]
    rows = [{**row, **said} for row in value for said in row.get("sources", [{}])]
    return [{**row, **(row["value"] if arguments[0] == "meetings" else {})} for row in rows]


def comparable(column: str, value: Any, *, by_sql: bool = False) -> Any:
    """A value as the views show it: instants to the second, JSON as it is read."""
    if column in ("value", "before", "after"):
        return canonical(json.loads(value) if by_sql and value is not None else value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", value):
        return f"{value[:19]}Z"
    return value


def test_every_question_of_a_command_has_a_query_with_the_same_answer(
    text: str, folder: Path, history: sqlite3.Connection
) -> None:
    (later,) = history.execute("SELECT max(started_at) FROM run").fetchone()
    then = f"{datetime.fromtimestamp((later - DAY // 2) // 1_000_000, UTC):%Y-%m-%dT%H:%M:%SZ}"
    asked = PAIR.findall(text)
    assert {command.split()[0] for command, _ in asked} == {
        *("show", "history", "membership", "meetings", "changes", "search")
    }
    for command, sql in asked:
        cursor = history.execute(sql.replace(THEN, then))
        columns = [column[0] for column in cursor.description]
        by_sql = Counter(
            tuple(comparable(name, value, by_sql=True) for name, value in zip(columns, row, strict=True))
            for row in cursor
        )
        rows = told(folder, shlex.split(command.replace(THEN, then)))
        by_command = Counter(tuple(comparable(name, row[name]) for name in columns) for row in rows)
        assert by_sql == by_command, command
        assert rows or command == NOTHING_TO_COME, command


def test_what_was_promised_of_the_views_is_kept(text: str, history: sqlite3.Connection, repository: Path) -> None:
    promised = tomllib.loads((repository / "tests" / "history" / "promised.toml").read_text(encoding="utf-8"))
    for view, columns in promised["views"].items():
        real = [column[1] for column in history.execute(f'PRAGMA table_info("{view}")')]
        assert real[: len(columns)] == columns, view
    listed = re.search(r"- the views (.*?): their names", text, re.DOTALL)
    assert listed
    assert re.findall(r"`(\w+)`", listed[1]) == list(promised["views"])
    assert history.execute("PRAGMA application_id").fetchone()[0] == 1230193485
    assert "`PRAGMA application_id` is 1230193485" in text
