"""Loading: a mistake in a table is told with its file and entry; the version follows the bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.errors import LookupDataError
from monitor.lookups import Vocabulary, countries, load, mechanisms, organisations, places, version

CACHES = (
    mechanisms.never_typos,
    load.table, load.generated, load.version, mechanisms._by_id, mechanisms.vocabulary, organisations.organisations,
    organisations.names, organisations.connectors, countries._cldr, countries.names,
    countries.reading, countries.single_words, countries._displays, countries._same,
    countries.territory_of, places.cities, places.prepositions,
)  # fmt: skip


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the tables that a test may spoil."""
    folder = tmp_path / "lookups"
    shutil.copytree(Path(str(load.FOLDER)), folder)
    monkeypatch.setattr(load, "FOLDER", folder)
    for cached in CACHES:
        cached.cache_clear()
    yield folder
    for cached in CACHES:
        cached.cache_clear()


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n" + text + "\n", encoding="utf-8")


def read_all() -> None:
    mechanisms.find_mechanisms("x")
    organisations.names()
    countries.names()


def test_the_version_follows_every_table(tables: Path) -> None:
    before = version()
    load.version.cache_clear()
    assert version() == before
    add(tables / "places.toml", "# a remark")
    load.version.cache_clear()
    assert version() != before
    assert len(before) == 12


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("mechanisms", '[[mechanism]]\nid = "rcm"\nname = "Another"\nshort = "A"', "rcm stands twice"),
        ("mechanisms", '[[mechanism]]\nid = "x"\nname = "Budapest Process"\nshort = "B"', "Budapest Process"),
        ("mechanisms", '[[mechanism]]\nid = "x"\nname = "X"\nalias = ["Y"]', "x: nobody reads alias"),
        ("mechanisms", '[[mechanism]]\nid = "x"\nname = "X"\ntype = "RCC"', "x: `type`"),
        ("mechanisms", '[[mechanism]]\nid = "x"', "x: `name`"),
        ("mechanisms", '[[mechanism]]\nid = "x"\nname = "X"\nshort = "X"\naliases = "Y"', "x: `aliases`"),
        ("mechanisms", '[[mechanism]]\nid = "x"\nname = "+-"\nshort = "X"\naliases = ["-"]', "'-' has no letters"),
        ("mechanisms", "[[mechanism]", "mechanisms.toml is not TOML"),
        ("organisations", '[[organisation]]\nid = "iom"\nname = "Another"', "iom stands twice"),
        ("organisations", '[[organisation]]\nid = "x"\nname = "X"\nkind = "club"', "x: `kind`"),
        ("organisations", '[[organisation]]\nid = "x"\nname = "X"\norgans = ["bureau"]', "x: `organs`"),
        ("countries", '[[country]]\ncode = "QQ"\nnames = ["X"]\nwhy = "x"', "QQ is no code"),
        ("countries", '[[country]]\ncode = "FR"\nnames = ["Spain"]\nwhy = "x"', "'Spain' stands for"),
        ("countries", '[[country]]\ncode = "FR"\nnames = ["X"]', "FR: `why`"),
        ("countries", '[[former]]\nname = "X"\ncode = "FR"\nwhy = "x"', "X: `until`"),
    ],
)
def test_a_mistake_in_a_table_is_told(tables: Path, file: str, text: str, words: str) -> None:
    path = tables / f"{file}.toml"
    content = path.read_text(encoding="utf-8")
    path.write_text(text + "\n\n" + content, encoding="utf-8")  # before the tables that end the file
    with pytest.raises(LookupDataError) as told:
        read_all()
    assert words in str(told.value)
    assert f"lookups/{file}.toml" in str(told.value)


def test_a_table_that_is_not_there_is_told(tables: Path) -> None:
    with pytest.raises(LookupDataError, match=r"lookups/nothing\.toml is not there"):
        load.table("nothing")
    with pytest.raises(LookupDataError, match=r"lookups/nothing\.json is not there") as told:
        load.generated("nothing")
    assert told.value.fix is not None
    (tables / "places.json").write_text("{", encoding="utf-8")
    with pytest.raises(LookupDataError, match=r"places\.json is not JSON"):
        load.generated("places")
    (tables / "kinds.toml").write_text("kind = 1", encoding="utf-8")
    with pytest.raises(LookupDataError, match="must be written as"):
        list(load.entries("kinds", "kind"))


def test_a_vocabulary_refuses_one_name_for_two_things() -> None:
    assert Vocabulary([("A b", 1), ("a-B", 1)], file="x.toml").exact("A B") == 1
    with pytest.raises(LookupDataError, match=r"x\.toml"):
        Vocabulary([("A b", 1), ("a-B", 2)], file="x.toml")


def test_a_vocabulary_finds_the_longest_whole_words() -> None:
    names = Vocabulary(
        [("Congo", "cg"), ("Democratic Republic of the Congo", "cd"), ("Iran (Islamic Republic of)", "ir")], file="x"
    )
    text = "Congolese of the Democratic Republic of the Congo and Congo, Iran (Islamic Republic of)"
    assert [hit.value for hit in names.find(text)] == ["cd", "cg", "ir"]
    assert text[names.find(text)[-1].start :] == "Iran (Islamic Republic of)"
    assert [hit.value for hit in names.find(text, lambda value, _: value != "cd")] == ["cg", "cg", "ir"]
    assert names.find("Republic of the, Congo Democratic")[0].value == "cg"
