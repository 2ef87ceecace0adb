from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import UsageError
from monitor.export import appearing


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with appearing(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_nothing_stays_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    def broken() -> None:
        with appearing(tmp_path / "a.zip") as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"old")
    with pytest.raises(UsageError, match="is there already"), appearing(path):
        pass
    with pytest.raises(RuntimeError), appearing(path, force=True):
        raise RuntimeError
    assert path.read_bytes() == b"old"
    with appearing(path, force=True) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


def test_one_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with pytest.raises(UsageError), appearing(path):
        path.write_bytes(b"theirs")
    assert path.read_bytes() == b"theirs"
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_a_place_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"), appearing(tmp_path / "none" / "a.zip"):
        pass
    with pytest.raises(UsageError, match="is a folder"), appearing(tmp_path):
        pass
