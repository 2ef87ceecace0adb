"""A history where nothing can be written can be asked, and a disk without room is told with its path."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor import history as past
from monitor.errors import ArchiveFull, HistoryError

NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another account reaches, too."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def told(action: Callable[[], object]) -> str:
    """What it answers, in a process of an account that may not write (root may always), or how it is refused."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        answer = "a mistake"
        try:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            answer = str(action())
        except (HistoryError, ArchiveFull) as error:
            answer = f"{type(error).__name__}: {error} | {error.fix}"
        finally:
            os.write(writer, answer.encode())
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        return pipe.read()


def asked(path: Path) -> Callable[[], object]:
    def ask() -> object:
        book = past.open_reader(path)
        return [one.value["country"] for one in past.statements_now(book, field="chair")], list(
            past.search(book, "chair")
        )

    return ask


def grown(folder: Path, write: Any) -> Path:
    path = folder / "history.db"
    diary = write.Diary(path, write.PAGE)
    diary.read(write.reading(write.chair("AU")))
    diary.read(write.reading(write.chair("ID")))
    diary.history.close()
    return path


def sealed(folder: Path) -> None:
    for one in folder.iterdir():
        one.chmod(0o444)
    folder.chmod(0o555)


@pytest.mark.parametrize("log", ["none", "empty"])
def test_a_history_in_a_folder_that_cannot_be_written_to_can_be_asked(folder: Path, write: Any, log: str) -> None:
    path = grown(folder, write)
    if log == "empty":
        path.with_name("history.db-wal").touch()
    with_all = str(asked(path)())
    sealed(folder)
    before = sorted(one.name for one in folder.iterdir())
    assert told(asked(path)) == with_all
    assert "ID" in with_all
    assert sorted(one.name for one in folder.iterdir()) == before


def test_what_stands_in_the_log_of_a_program_that_was_killed_is_read_or_refused_but_never_left_out(
    folder: Path, write: Any
) -> None:
    grown(folder, write)
    child = os.fork()
    if not child:
        book = past.open_history(folder / "history.db")
        with past.transaction(book):
            book.execute("UPDATE statement SET value = json_set(value, '$.country', 'NZ')")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    alone = folder / "alone"
    alone.mkdir()
    for name in ("history.db", "history.db-wal"):
        shutil.copy(folder / name, alone / name)
    sealed(alone)
    refused = told(asked(alone / "history.db"))
    assert refused.startswith(f"HistoryError: {alone}/history.db-wal is not brought in")
    assert "copy history.db and history.db-wal to a folder" in refused
    alone.chmod(0o755)
    (folder / "history.db").chmod(0o444)
    folder.chmod(0o555)
    for one in folder.glob("history.db*"):
        one.chmod(0o444)
    assert "NZ" in told(asked(folder / "history.db"))


def test_where_nothing_can_be_written_no_run_begins_and_it_says_what_can_be_done(folder: Path, write: Any) -> None:
    path = grown(folder, write)
    sealed(folder)
    refused = told(lambda: past.run_lock(path, now=write.START).__enter__())
    assert refused.startswith(f"HistoryError: {path}.lock cannot be written: Permission denied")
    assert "`monitor show`" in refused


def test_a_full_disk_is_told_with_the_path_and_what_to_do(folder: Path, write: Any) -> None:
    """A limit on the size of files stands for the full disk."""
    path = grown(folder, write)
    folder.chmod(0o777)
    for one in folder.iterdir():
        one.chmod(0o666)

    def limited(room: int, action: Callable[[], object]) -> Callable[[], object]:
        def act() -> object:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            return action()

        return act

    def written() -> None:
        book = past.open_history(path)
        with past.transaction(book):
            book.execute("UPDATE statement SET text = ?", ["x" * 4_000_000])

    fix = f"make room in {folder}, then run again"
    assert told(limited(0, lambda: past.run_lock(path, now=write.START).__enter__())) == (
        f"ArchiveFull: no room is left for the lock of the history, {path}.lock | {fix}"
    )
    assert (
        told(limited(path.stat().st_size + 100_000, written))
        == f"ArchiveFull: no room is left for the history, {path} | {fix}"
    )
