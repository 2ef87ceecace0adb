"""Lines of meetings are read in whatever order their parts stand; what is no meeting is told as unread."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from monitor.extract.values.meetings import read_meeting

CORPUS = tomllib.loads((Path(__file__).parent / "meetings.toml").read_text(encoding="utf-8"))
LANGUAGES = {
    "Réunion": "fr",
    "Conférence": "fr",
    "Conferencia": "es",
    "reunião": "pt",
    "Reunião": "pt",
    "Prochaine": "fr",
}


def language_of(line: str) -> str:
    return next((language for word, language in LANGUAGES.items() if re.search(rf"\b{word}\b", line)), "en")


def test_the_corpus_is_large() -> None:
    assert len(CORPUS["line"]) >= 50


@pytest.mark.parametrize("line", CORPUS["line"])
def test_a_line_is_read_to_date_place_country_and_title(line, under, values) -> None:
    if language_of(line) == "en":
        (meeting,) = values(under("Recent Meetings", line), "meeting")
    else:
        meeting = read_meeting(line, language=language_of(line)).value()
    assert [meeting["date"], meeting["place"] or "", meeting["country"] or "", meeting["title"]] == CORPUS["line"][line]
    assert not meeting["announced"]


@pytest.mark.parametrize("line", CORPUS["announced"]["lines"])
def test_a_line_says_itself_that_the_meeting_is_to_come(line) -> None:
    meeting = read_meeting(line, language=language_of(line))
    assert meeting is not None
    assert (meeting.date, meeting.country, meeting.announced) == ("2030-05-03", "CH", True)


@pytest.mark.parametrize("line", CORPUS["none"]["lines"])
def test_what_is_no_meeting_is_told_with_its_words(line, under, values) -> None:
    extraction = under("Meetings", line)
    assert values(extraction, "meeting") == []
    assert [(f.kind, f.quote) for f in extraction.findings if f.field == "meeting"] == [("unread-line", line)]
