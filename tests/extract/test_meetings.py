"""Lines of meetings are read in whatever order their parts stand; what is no meeting is told as unread."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

CORPUS = tomllib.loads((Path(__file__).parent / "meetings.toml").read_text(encoding="utf-8"))
LANGUAGES = {
    "es": r"conferencia|reunión|próxima|ginebra|plazo|taller|informe|mesa",
    "fr": r"réunion|conférence|genève|communiqué|séance|bulletin",
    "pt": r"reunião|conferência|seminário|maio|relatório",
}


def language_of(line: str) -> str:
    lowered = line.lower()
    return next((language for language, words in LANGUAGES.items() if re.search(rf"\b(?:{words})\b", lowered)), "en")


def test_the_corpus_is_large() -> None:
    assert len(CORPUS["line"]) >= 130
    assert len(CORPUS["none"]["lines"]) >= 40


@pytest.mark.parametrize("line", CORPUS["line"])
def test_a_line_is_read_to_date_place_country_and_title(line, under, values) -> None:
    (meeting,) = values(under("Recent Meetings", line, language=language_of(line)), "meeting")
    assert [meeting["date"], meeting["place"] or "", meeting["country"] or "", meeting["title"]] == CORPUS["line"][line]
    assert not meeting["announced"]


@pytest.mark.parametrize("line", CORPUS["announced"]["lines"])
def test_a_line_says_itself_that_the_meeting_is_to_come(line, under, values) -> None:
    (meeting,) = values(under("Meetings", line, language=language_of(line)), "meeting")
    assert (meeting["date"], meeting["country"], meeting["announced"]) == ("2030-05-03", "CH", True)


@pytest.mark.parametrize("line", CORPUS["none"]["lines"])
def test_what_is_no_meeting_is_told_with_its_words(line, under, values) -> None:
    extraction = under("Meetings", line, language=language_of(line))
    assert values(extraction, "meeting") == []
    told = [(f.kind, f.quote) for f in extraction.findings if f.field == "meeting"]
    # a line that says when the page was changed belongs to the page
    assert told in ([("unread-line", line)], [("empty-label", "Meetings")])
