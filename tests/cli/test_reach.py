"""That a source is silent says nothing where nobody looked at it: before its first look, and since it is out."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import config, history
from tests.cli.house import CONFIG, FIRST, House, page

MEETINGS = "<h2>Meetings</h2><ul><li>Senior Officials Meeting, Rome, Italy, 3 May 2031</li></ul>"
LEFT = FIRST + timedelta(days=3)
BACK = FIRST + timedelta(days=6)
WATCHED = "lakeside: watched until 2026-11-04 06:00 UTC"
FIRST_LOOK = "lakeside: the first look was at 2026-11-01 06:00 UTC"
QUESTIONS = (
    ("show", "bali-process"),
    ("show", "Fiji"),
    ("membership",),
    ("membership", "--mechanism", "bali-process"),
    ("meetings", "--upcoming"),
    ("meetings", "--mechanism", "bali-process"),
)


def sources(house: House, *ids: str, days: int) -> None:
    """What is configured from that day on."""
    parts = CONFIG.split("[[source]]")
    head, entries = parts[0], [one for one in parts[1:] if any(f'id = "{id_}"' in one for id_ in ids)]
    house.file.write_text("[[source]]".join([head, *entries]), encoding="utf-8")
    book = history.open_history(house.folder / "history.db")
    history.sync_sources(book, config.load(house.file).sources, now=FIRST + timedelta(days=days))
    book.close()


@pytest.fixture
def left(tmp_path: Path) -> House:
    """One of two sources left the configuration on the third day."""
    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")
    house.run(
        {
            "lakeside": page("Australia", "Fiji,Tonga", extra=MEETINGS),
            "dunes": page("Turkey", "Albania,Armenia", title="Prague Process"),
        },
        at=FIRST,
    )
    sources(house, "dunes", days=3)
    return house


def asked(house: House, *words: str) -> str:
    shown = house(*words)
    assert shown.exit_code == 0, shown.output
    return shown.stdout


@pytest.mark.parametrize("question", QUESTIONS)
def test_until_when_it_was_watched_is_said_of_what_is_not_any_more(left: House, question: tuple[str, ...]) -> None:
    told = asked(left, *question)
    assert told.count(WATCHED) == 1
    assert "Not watched any more" in told
    assert "dunes:" not in told
    assert "Nothing is known" not in told
    assert WATCHED not in asked(left, *question, "--at", "2026-11-02")


@pytest.mark.parametrize("question", QUESTIONS)
def test_before_the_first_look_nothing_had_been_observed(left: House, question: tuple[str, ...]) -> None:
    told = asked(left, *question, "--at", "2026-10")
    assert FIRST_LOOK in told
    assert "Not watched then" in told


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_days_between_are_told_where_it_came_back(left: House, question: tuple[str, ...]) -> None:
    sources(left, "lakeside", "dunes", days=6)
    gap = "lakeside: not watched from 2026-11-04 06:00 UTC to 2026-11-07 06:00 UTC"
    assert gap in asked(left, *question, "--at", "2026-11-05")
    assert "lakeside: " not in asked(left, *question)
    assert "lakeside: " not in asked(left, *question, "--at", "2026-11-08")


def test_a_mechanism_without_a_source_that_is_watched_says_so(left: House) -> None:
    assert asked(left, "show", "bali-process").splitlines()[1] == "No source that spoke of it is watched any more."
    told = asked(left, "show", "bali-process", "--at", "2026-11-08").splitlines()
    assert told[1] == "No source that spoke of it was watched then."
    told = asked(left, "membership", "--mechanism", "bali-process").splitlines()
    assert told[0] == "No source that spoke of it is watched any more."
    assert (
        asked(left, "show", "bali-process", "--at", "2026-10").splitlines()[1] == "Nothing had been observed by then."
    )
    assert FIRST_LOOK in asked(left, "history", "bali-process", "--until", "2026-10")
    assert WATCHED in asked(left, "history", "bali-process", "--since", "2026-11-20")


def test_programs_are_told_too(left: House) -> None:
    expected = [{"source": "lakeside", "first_look": FIRST.isoformat(), "until": LEFT.isoformat(), "again": None}]
    for what in ("bali-process", "Fiji"):
        assert json.loads(asked(left, "show", what, "--json"))["unwatched"] == expected
        assert json.loads(asked(left, "show", what, "--json", "--at", "2026-11-02"))["unwatched"] == []
    sources(left, "lakeside", "dunes", days=6)
    (gap,) = json.loads(asked(left, "show", "Fiji", "--json", "--at", "2026-11-05"))["unwatched"]
    assert (gap["until"], gap["again"]) == (LEFT.isoformat(), BACK.isoformat())
    (early,) = json.loads(asked(left, "show", "Fiji", "--json", "--at", "2026-10"))["unwatched"]
    assert (early["first_look"], early["until"]) == (FIRST.isoformat(), None)


def test_lists_for_programs_stay_lists_and_people_are_told_beside_them(left: House) -> None:
    for question in (("membership", "--mechanism", "bali-process"), ("meetings", "--upcoming")):
        shown = left(*question, "--json")
        value: Any = json.loads(shown.stdout)
        assert value == []
        assert WATCHED in shown.stderr


def test_no_column_of_a_past_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")
    house.run({"lakeside": page("Australia", "Fiji,Tonga")}, at=FIRST)
    house.run({"lakeside": page("Indonesia (2026)", "Fiji,Tonga")}, at=FIRST + timedelta(days=1))
    told = asked(house, "history", "bali-process")
    of_members, of_chairs = (told[told.index(f"{field}  ") :].split("\n\n")[0] for field in ("member", "chair"))
    assert "stated" not in of_members
    rows = [line.split("  ") for line in of_chairs.splitlines()]
    assert [[cell.strip() for cell in row if cell][2] for row in rows] == ["stated", "-", "2026"]
