"""The house as it is built: rooms know the rooms to their left, two places open the archive, nothing is copied."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# from left to right; `lookups` stands under extract, and the records and `errors` under all
ROOMS = ("config", "fetch", "archive", "documents", "lookups", "messages", "extract", "compare", "history", "digest")
EVERYWHERE = {"model", "ids", "headers", "declared", "crontab", "logs", "layouts", "errors", "__init__", "sites"}
TOP = (
    "suppressions",
    "due",
    "look",
    "upkeep",
    "backfill",
    "deliver",
    "health",
    "run",
    "schedule",
    "export",
    "web",
    "demo",
    "cli",
)  # above all rooms
ORDER = (*ROOMS, *TOP)
# A configuration names mechanisms, and says so when it names one that nobody knows.
KNOWN = {("config", "lookups"), ("documents", "lookups"), ("fetch", "lookups")}
OPENS_THE_ARCHIVE = {"monitor/run.py", "monitor/upkeep/desk.py", "monitor/cli/archived.py"}
SMALL = 5  # of them in small letters, before they are a sentence
PERMITTED = 8  # words: longer runs of a seed's words are somebody's sentence
TEXT = (".py", ".toml", ".html", ".txt", ".md", ".json", ".sql")


def room_of(module: str) -> str:
    part = module.split(".")[1] if "." in module else ""
    return "config" if part.startswith("config") else part


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("monitor"):
            # `from monitor import history` names the room, not the package
            yield from [f"monitor.{n.name}" for n in node.names] if node.module == "monitor" else [node.module]
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("monitor."))


def test_a_room_imports_only_from_rooms_to_its_left() -> None:
    wrong = []
    for path in sorted((ROOT / "monitor").rglob("*.py")):
        parts = path.relative_to(ROOT / "monitor").with_suffix("").parts
        own = "config" if parts[0].startswith("config") else parts[0]
        if own not in ORDER:
            continue
        for module in imports(path):
            other = room_of(module)
            if other in EVERYWHERE or other == own or other == "__version__" or (own, other) in KNOWN:
                continue
            if other not in ORDER or ORDER.index(other) > ORDER.index(own):
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_the_archive_is_opened_in_these_places_alone() -> None:
    opening = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "monitor").rglob("*.py")
        if re.search(r"\bArchive\(", path.read_text(encoding="utf-8"))
        and "class Archive" not in path.read_text(encoding="utf-8")
    }
    assert opening == OPENS_THE_ARCHIVE


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this copy of the repository is no checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def runs(text: str) -> Iterator[str]:
    """Eight words in a row, most of them small ones: of names and titles a run is made of capitals."""
    words = re.findall(r"\w+", text)
    for at in range(len(words) - PERMITTED + 1):
        run = words[at : at + PERMITTED]
        if sum(word[0].islower() for word in run) >= SMALL:
            yield " ".join(run).casefold()


def facts(shared: Path) -> str:
    """Titles, names and entries of lists: facts, which may stand in the same words."""
    kept = []
    for seed in sorted((shared / "seeds").glob("*.txt")):
        for line in seed.read_text(encoding="utf-8").splitlines():
            entry = line.strip().startswith(("-", "•")) and len(line.split()) <= 30
            if entry or "\t" in line or len(line.split()) <= 20:
                kept.append(line)
    return "\n".join([*kept, *(path.read_text(encoding="utf-8") for path in (shared / "expected").glob("*.json"))])


def test_no_sentence_of_the_real_documents_is_in_the_project(shared: Path) -> None:
    seeds = (seed.read_text(encoding="utf-8") for seed in sorted((shared / "seeds").glob("*.txt")))
    theirs = {run for seed in seeds for line in seed.splitlines() for run in runs(line)} - set(runs(facts(shared)))
    found = {
        f"{path.relative_to(ROOT)}: {run}"
        for path in tracked()
        if path.suffix in TEXT and path.is_file()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        for run in runs(re.sub(r"<[^>]*>|&nbsp;", " ", line))
        if run in theirs
    }
    assert found == set()


def test_no_telephone_number_of_the_real_documents_is_in_the_project(shared: Path) -> None:
    seeds = "\n".join(seed.read_text(encoding="utf-8") for seed in (shared / "seeds").glob("*.txt"))
    numbers = {re.sub(r"\D", "", found) for found in re.findall(r"(?:Tel|Fax)[^\d+]*([+\d][\d ]{6,})", seeds)}
    assert numbers
    for path in tracked():
        if path.suffix in TEXT and path.is_file() and path.name != "test_house.py":
            digits = re.sub(r"[ \-.]", "", path.read_text(encoding="utf-8", errors="replace"))
            assert not [number for number in numbers if number in digits], path
