"""`export csv` and `export json`: a Data Package that says what it is, and gives back what the history has."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from monitor.history import open_reader
from tests.cli.house import FIRST, House, page

HOSTILE = ("=HYPERLINK(1)", "@SUM(A1)", "-2+3", "'quoted'", "Lima\x1b]0;x\x07", "\u202eamiL", 'say "no", twice')
ACTIVE = {"\x1b", "\x07", "\u202e"}
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to export into."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def hostile_house(build_house: Callable[[], House]) -> House:
    """The house, with a page that means harm to spreadsheets and terminals."""
    house = build_house()
    extra = f"<h2>Main themes</h2><ul>{''.join(f'<li>{words}</li>' for words in HOSTILE)}</ul>"
    house.run({"lakeside": page("Indonesia", "Fiji,Tonga,Samoa", extra=extra)}, at=FIRST + timedelta(days=20))
    return house


def exported(house: House, *arguments: str) -> None:
    done = house("export", *arguments)
    assert done.exit_code == 0, done.output


def descriptor(folder: Path) -> dict[str, Any]:
    value = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def typed(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every CSV table of a package, read as its descriptor says: types, missing values and the guard's apostrophe."""
    tables = {}
    for resource in descriptor(folder)["resources"]:
        text = (folder / resource["path"]).read_bytes().decode("utf-8")
        head, *body = csv.reader(io.StringIO(text, newline=""), delimiter=resource["dialect"]["delimiter"])
        fields = resource["schema"]["fields"]
        assert head == [field["name"] for field in fields]
        tables[resource["name"]] = [
            {field["name"]: read(field, cell) for field, cell in zip(fields, row, strict=True)} for row in body
        ]
    return tables


def read(field: dict[str, str], cell: str) -> Any:
    if cell == "":
        return None
    if field["description"].endswith("As JSON."):
        return json.loads(cell)
    return READ[field["type"]](cell.removeprefix("'") if field["type"] == "string" else cell)


def from_json(folder: Path) -> dict[str, list[dict[str, Any]]]:
    tables = {}
    for resource in descriptor(folder)["resources"]:
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        found = json.loads((folder / resource["path"]).read_text(encoding="utf-8"))
        tables[resource["name"]] = [
            {
                name: READ[types[name]](value) if types[name] in ("date", "datetime") and value else value
                for name, value in row.items()
            }
            for row in found
        ]
    return tables


def test_a_csv_read_back_as_its_descriptor_says_is_what_the_json_has(house: House, here: Path) -> None:
    exported(house, "csv", "-o", "c")
    exported(house, "json", "-o", "j")
    tables = typed(here / "c")
    assert tables == from_json(here / "j")
    assert {name for name, found in tables.items() if not found} == {"meetings", "documents", "none"}
    with_history = open_reader(house.folder / "history.db")
    rows = {
        row["public"]: json.loads(row["value"]) for row in with_history.query("SELECT public, value FROM statement")
    }
    with_history.close()
    assert {row["statement"]: row["value"] for row in tables["statements"]} == rows


def test_the_descriptor_is_a_data_package_whose_keys_hold(hostile_house: House, here: Path) -> None:
    exported(hostile_house, "csv", "-o", "c")
    package, tables = descriptor(here / "c"), typed(here / "c")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert {source["title"] for source in package["sources"]} == {"lakeside", "dunes"}
    assert package["created"] == "2026-11-21T06:00:00Z"
    for resource in package["resources"]:
        data = (here / "c" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        assert resource["type"] == "table"
        rows = tables[resource["name"]]
        for key in resource["schema"].get("primaryKey", []):
            values = [row[key] for row in rows]
            assert len(set(values)) == len(values)
            assert None not in values
        for key in resource["schema"].get("foreignKeys", []):
            ((field,), (there,)) = key["fields"], key["reference"]["fields"]
            known = {row[there] for row in tables[key["reference"]["resource"]]}
            assert {row[field] for row in rows} - {None} <= known


def test_no_cell_is_a_formula_and_none_turns_a_terminal_round(hostile_house: House, here: Path) -> None:
    exported(hostile_house, "csv", "-o", "c")
    text = (here / "c" / "statements.csv").read_bytes().decode("utf-8")
    cells = {cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not ACTIVE & set(text)
    assert {"'=HYPERLINK(1)", "'@SUM(A1)"} <= cells
    exported(hostile_house, "json", "-o", "j")
    assert not ACTIVE & set((here / "j" / "statements.json").read_text(encoding="utf-8"))
    quotes, again = (
        {row["quote"] for row in read(here / of)["statements"]} for of, read in (("j", from_json), ("c", typed))
    )
    assert set(HOSTILE) - quotes == {words for words in HOSTILE if ACTIVE & set(words)}  # the reader shows what acts
    assert again == quotes


def test_the_same_history_gives_the_same_bytes_in_a_folder_and_in_a_zip(house: House, here: Path) -> None:
    for form in ("csv", "json"):
        exported(house, form, "-o", f"{form}-1.zip")
        exported(house, form, "-o", f"{form}-2.zip")
        exported(house, form, "-o", form)
        assert (here / f"{form}-1.zip").read_bytes() == (here / f"{form}-2.zip").read_bytes()
        with ZipFile(here / f"{form}-1.zip") as packed:
            inside = {name: packed.read(name) for name in packed.namelist()}
        assert inside == {path.name: path.read_bytes() for path in (here / form).iterdir()}
        assert "datapackage.json" in inside


def test_at_a_date_it_is_what_it_was_when_nothing_later_had_been_seen(own_house: House, here: Path) -> None:
    exported(own_house, "csv", "--at", "2026-11-15", "-o", "before")
    own_house.run({"lakeside": page("Australia", "Fiji")}, at=FIRST + timedelta(days=20))
    exported(own_house, "csv", "--at", "2026-11-15", "-o", "after")
    exported(own_house, "csv", "-o", "now")

    def files(name: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (here / name).iterdir()}

    assert files("after") == files("before")
    assert files("now") != files("before")


def test_before_the_first_look_there_is_nothing_to_write(house: House, here: Path) -> None:
    for form in ("csv", "json"):
        told = house("export", form, "--at", "2020", "-o", f"{form}.zip")
        assert told.exit_code == 1
        assert "nothing had been observed by then" in told.stderr
    assert not list(here.glob("*.zip"))


def test_what_is_there_stays_unless_it_is_an_export_that_is_to_be_replaced(house: House, here: Path) -> None:
    exported(house, "csv", "-o", "c")
    assert house("export", "csv", "-o", "c").exit_code == 2
    exported(house, "json", "-o", "c", "--force")
    assert sorted(path.suffix for path in (here / "c").iterdir()) == [".json"] * 13
    (here / "c" / "notes.txt").write_text("mine")
    refused = house("export", "csv", "-o", "c", "--force")
    assert refused.exit_code == 2
    assert "notes.txt" in refused.stderr
    assert (here / "c" / "notes.txt").read_text() == "mine"
    (here / "empty").mkdir()
    exported(house, "csv", "-o", "empty")
    (here / "file").write_text("mine")
    assert house("export", "csv", "-o", "file", "--force").exit_code == 2
    assert house("export", "csv", "-o", "no/where").exit_code == 2
    for odd in (".", "..", "/", "c/.."):
        refused = house("export", "csv", "-o", odd, "--force")
        assert refused.exit_code == 2, odd
        assert "fix: give" in refused.stderr
    assert not [path for path in here.iterdir() if path.name.startswith(".")]


def test_it_says_what_it_wrote(house: House, here: Path) -> None:
    done = house("export", "csv", "--json")
    assert done.exit_code == 0, done.output
    value = json.loads(done.stdout)
    assert value["path"] == "history-csv.zip"
    rows = {one["name"]: one["rows"] for one in value["files"]}
    assert (rows["sources.csv"], rows["mechanisms.csv"]) == (2, 2)
    assert "history-csv.zip  13 files" in house("export", "csv", "--force").stdout
    piped = house("export", "csv", "-o", "-")
    assert ZipFile(io.BytesIO(piped.stdout_bytes)).namelist()[0] == "mechanisms.csv"
