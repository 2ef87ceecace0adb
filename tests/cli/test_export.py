from __future__ import annotations

import hashlib
import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from monitor.archive import Archive
from monitor.model import Answer
from tests.cli.house import FIRST, House, page


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to export into."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def types(data: bytes) -> list[str]:
    return [record.rec_type for record in ArchiveIterator(io.BytesIO(data), check_digests="raise")]


def a_change(house: House, kind: str = "chair.handover") -> str:
    return str(json.loads(house("changes", "--kind", kind, "--json").stdout)[0]["id"])


def test_a_source_is_exported_under_its_name(house: House, here: Path) -> None:
    said = house("export", "warc", "lakeside")
    assert said.exit_code == 0, said.output
    data = (here / "lakeside.warc.gz").read_bytes()
    assert types(data) == ["warcinfo", "response", "response"]
    assert said.stdout.splitlines() == [
        f"lakeside.warc.gz  {len(data)} bytes, 2 captures in 3 records",
        f"sha256 {hashlib.sha256(data).hexdigest()}",
    ]


def test_without_a_source_all_are_exported(house: House, here: Path) -> None:
    told = json.loads(house("export", "warc", "--json").stdout)
    data = (here / "snapshots.warc.gz").read_bytes()
    assert told == {
        "path": "snapshots.warc.gz",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "records": 5,
        "captures": 3,
        "revisits": 0,
        "decisions": 0,
        "damaged": 0,
    }
    assert types(data) == ["warcinfo", "response", "warcinfo", "response", "response"]


def test_each_form_is_explained_with_an_example(house: House) -> None:
    for words in ([], ["warc"], ["wacz"], ["evidence"]):
        said = house("export", *words, "--help")
        assert (said.exit_code, "Examples:" in said.stdout) == (0, True)


def test_a_window_narrows(house: House, here: Path) -> None:
    told = json.loads(house("export", "wacz", "lakeside", "--since", "2026-11-05", "-o", "late.wacz", "--json").stdout)
    assert (told["path"], told["captures"]) == ("late.wacz", 1)
    pages = ZipFile(here / "late.wacz").read("pages/pages.jsonl").decode().splitlines()
    assert [json.loads(page)["ts"] for page in pages[1:]] == ["2026-11-11T06:00:00Z"]


def test_to_standard_output_goes_the_file_alone(house: House, here: Path) -> None:
    said = house("export", "warc", "lakeside", "-o", "-")
    house("export", "warc", "lakeside")
    assert said.stdout_bytes == (here / "lakeside.warc.gz").read_bytes()
    assert "2 captures" in said.stderr
    assert house("export", "warc", "lakeside", "-o", "-", "--json").exit_code == 2


def test_a_file_that_is_there_stays(house: House, here: Path) -> None:
    (here / "lakeside.warc.gz").write_bytes(b"mine")
    said = house("export", "warc", "lakeside")
    assert (said.exit_code, (here / "lakeside.warc.gz").read_bytes()) == (2, b"mine")
    assert "--force" in said.stderr
    assert house("export", "warc", "lakeside", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        (["nowhere"], 2, "knows no source nowhere"),
        (["../lakeside"], 2, "knows no source"),
        (["lakeside", "--since", "2030-01-01"], 1, "nothing to export"),
        (["--change", "nonesuch"], 2, "no change begins with"),
        (["lakeside", "--change", "aaaa"], 2, "--change names the captures itself"),
        (["lakeside", "-o", "none/a.warc.gz"], 2, "no folder none"),
    ],
)
def test_what_cannot_be_exported_is_told_and_nothing_is_written(
    asked: list[str], status: int, words: str, house: House, here: Path
) -> None:
    said = house("export", "warc", *asked)
    assert said.exit_code == status
    assert words in said.stderr
    assert list(here.iterdir()) == []


def test_what_is_damaged_is_told_and_the_rest_is_exported(own_house: House, here: Path) -> None:
    path = own_house.folder / "snapshots" / "lakeside" / "0001.warc.zst"
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    said = own_house("export", "warc", "lakeside", "--json")
    assert said.exit_code == 1
    assert "0001.warc.zst, byte" in said.stderr
    assert (json.loads(said.stdout)["captures"], json.loads(said.stdout)["damaged"]) == (1, 1)
    assert types((here / "lakeside.warc.gz").read_bytes()) == ["warcinfo", "response"]


def test_a_pack_passes_the_check_that_its_readme_names(house: House, here: Path) -> None:
    change = a_change(house)
    told = json.loads(house("export", "evidence", change[:6], "-o", "pack.zip", "--json").stdout)
    assert (told["path"], told["captures"], told["records"]) == ("pack.zip", 2, 3)
    with ZipFile(here / "pack.zip") as pack:
        pack.extractall(here / "pack")
        names = pack.namelist()
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=here / "pack", capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    assert len(checked.stdout.splitlines()) == len(names) - 1
    readme = (here / "pack" / "README.txt").read_text()
    assert all(name.split("/")[0] in readme for name in names)
    assert "sha256sum -c SHA256SUMS" in readme
    assert types((here / "pack" / "captures.warc.gz").read_bytes()) == ["warcinfo", "response", "response"]
    evidence = json.loads(house("evidence", change, "--json").stdout)
    assert json.loads((here / "pack" / "change.json").read_text()) == evidence
    for side in ("before", "after"):
        for part in evidence[side]["captures"]:
            capture = part["capture"]
            body = (here / "pack" / "captures" / f"{capture['id']}.html").read_bytes()
            assert hashlib.sha256(body).hexdigest() == capture["sha256"]
            quotes = (here / "pack" / "quotes.txt").read_text()
            assert all(quote["quote"] in quotes and quote["locator"] in quotes for quote in part["quotes"])
            assert f"capture-{capture['id']}" in (here / "pack" / "citation.bib").read_text()


def test_the_same_change_gives_the_same_pack(house: House, here: Path) -> None:
    change = a_change(house)
    digests = {
        json.loads(house("export", "evidence", change, "-o", f"{name}.zip", "--json").stdout)["sha256"]
        for name in ("one", "two")
    }
    assert len(digests) == 1


def test_the_captures_of_a_change_alone_can_be_had(house: House, here: Path) -> None:
    change = a_change(house)
    assert json.loads(house("export", "warc", "--change", change, "--json").stdout)["captures"] == 2
    assert types((here / f"{change}.warc.gz").read_bytes()) == ["warcinfo", "response", "response"]


def redact(house: House, capture: str) -> None:
    said = house("redact", capture, "--why", "somebody asked", "--yes")
    assert said.exit_code == 0, said.output


def test_a_capture_that_was_redacted_is_left_out_with_a_word(own_house: House, here: Path) -> None:
    change = a_change(own_house)
    before = json.loads(own_house("changes", "--json").stdout)[0]["before_capture"]
    redact(own_house, before)
    said = own_house("export", "evidence", change, "-o", "pack.zip")
    assert said.exit_code == 0, said.output
    assert f"capture {before} of lakeside is not in the export: it was taken out on request, " in said.stderr
    with ZipFile(here / "pack.zip") as pack:
        names = pack.namelist()
        assert not [name for name in names if before in name]
        assert "it was taken out of the archive on request, " in pack.read("README.txt").decode()
        assert "it was taken out of the archive on request, " in pack.read("quotes.txt").decode()
        assert types(pack.read("captures.warc.gz")) == ["warcinfo", "response"]
        assert json.loads(pack.read("change.json"))["redacted"] == {before: "somebody asked"}
    said = own_house("export", "warc", "--change", change, "--json")
    assert (json.loads(said.stdout)["captures"], before in said.stderr) == (1, True)
    assert "taken out of the archive on request" in own_house("evidence", change).stdout
    assert before in own_house("export", "warc", "lakeside", "-o", "all.warc.gz").stderr


def test_a_change_of_which_nothing_is_left_gives_no_pack(own_house: House, here: Path) -> None:
    for each in json.loads(own_house("snapshots", "lakeside", "--json").stdout):
        redact(own_house, each["id"])
    said = own_house("export", "evidence", a_change(own_house))
    assert (said.exit_code, list(here.iterdir())) == (1, [])
    assert "nothing is left" in said.stderr


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_another_monitor_imports_the_same_captures(form: str, own_house: House, empty_house: House, here: Path) -> None:
    url = "https://pages.example/lakeside"
    made = page("Nepal", "Fiji,Tonga,Samoa")
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Town", "Zürich"))
    at = FIRST + timedelta(days=20)
    answer = Answer(url, url, at, 0.1, status=200, headers=headers, body=made, shell=b"<script>make()</script>")
    ours, theirs = (Archive(one.folder / "snapshots") for one in (own_house, empty_house))
    ours.append("lakeside", answer)
    assert own_house("export", form, "lakeside", "-o", f"lakeside.{form}").exit_code == 0
    said = empty_house("backfill", "lakeside", "--from", f"lakeside.{form}")
    assert said.exit_code == 0, said.output
    kept, again = ([replace(one, imported=None) for _, one in each.walk("lakeside")] for each in (ours, theirs))
    assert again == kept
    assert len(kept) == 3
    assert kept[2].rendered
