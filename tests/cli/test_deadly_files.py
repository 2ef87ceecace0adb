"""A file or a capture that kills its reader ends the command in plain words, and nothing else."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from monitor import documents
from monitor.cli import archived, facts_of
from monitor.model import Document, Extraction
from tests.cli.house import House


def killed_facts(
    body: bytes, media_type: str, layout: str, mechanisms: tuple[str, ...], language: str | None
) -> Extraction:
    """Ends as by a fault in a C library."""
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError("a signal that cannot be caught")


def eating(body: bytes, *, media_type: str = "", url: str = "", charset: str | None = None) -> Document:
    """Asks for more memory than a reader may have."""
    bytes(1 << 36)
    raise AssertionError("there is not so much memory")


def hanging(body: bytes, *, media_type: str = "", url: str = "", charset: str | None = None) -> Document:
    """Goes on for ever."""
    while True:
        pass


def test_a_file_that_kills_its_reader_is_named(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "deadly.html"
    file.write_text("<p>x</p>")
    monkeypatch.setattr(facts_of, "facts_of", killed_facts)
    said = house("extract", str(file), "--as", "mechanism-page")
    assert said.exit_code == 1
    assert "error: the reading process was ended by signal 11" in said.stderr
    assert "deadly.html" in said.stderr
    assert "Traceback" not in said.output


@pytest.mark.parametrize("command", ["evidence", "diff", "export"])
@pytest.mark.parametrize(
    ("killer", "words"), [(eating, "more memory than a page may"), (hanging, "not read within 2 seconds")]
)
def test_a_capture_that_kills_its_reader_ends_the_command_and_says_how_to_see_it(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, killer: object, words: str
) -> None:
    change = house("changes", "--kind", "chair.handover").output.split()[0]
    monkeypatch.setattr(documents, "read", killer)
    monkeypatch.setattr(archived, "READING", 2.0)
    arguments = {
        "evidence": ["evidence", change],
        "diff": ["diff", "lakeside"],
        "export": ["export", "evidence", change, "-o", str(tmp_path / "pack.zip")],
    }[command]
    said = house(*arguments)
    assert said.exit_code == 1, said.output
    assert words in said.stderr
    assert "source lakeside" in said.stderr
    assert "monitor snapshots lakeside --open" in said.stderr
    assert not (tmp_path / "pack.zip").exists()


def test_the_bytes_of_a_page_are_parsed_in_no_process_of_a_command(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("parsed in the process of the command")

    file = tmp_path / "page.html"
    file.write_text("<h1>Bali Process</h1><h2>Established</h2><p>2002</p>")
    change = house("changes", "--kind", "chair.handover").output.split()[0]
    for name in ("documents.html.LexborHTMLParser", "export.page_words.LexborHTMLParser"):
        monkeypatch.setattr(f"monitor.{name}", refuse)
    for arguments in (
        ["evidence", change],
        ["diff", "lakeside"],
        ["extract", str(file), "--as", "mechanism-page"],
        ["export", "evidence", change, "-o", str(tmp_path / "pack.zip")],
    ):
        said = house(*arguments)
        assert said.exit_code == 0, said.output
