"""What a line calls not settled yet is neither title nor place of its meeting; all else that it says is read."""

from __future__ import annotations

from time import monotonic

import pytest

from monitor.extract.values.meetings import read_meeting, read_place_and_date
from monitor.extract.values.unsettled import without_unsettled

FIFTH = "Fifth Conference"
WITH_PLACE = (
    "Fifth Conference, Lisbon, Portugal, 7 May 2031 (tbc)",
    "Fifth Conference (tbc), Lisbon, Portugal, 7 May 2031",
    "Fifth Conference, Lisbon, Portugal, 7 May 2031, tbc",
    "Fifth Conference, Lisbon, Portugal (tbc), 7 May 2031",
    "Fifth Conference, Lisbon (TBC), 7 May 2031",
    "Fifth Conference, Lisbon TBC, 7 May 2031",
    "Fifth Conference, Lisbon, Portugal, 7 May 2031 (date to be confirmed)",
    "Fifth Conference (Lisbon, tbc), 7 May 2031",
    "7 May 2031 (tentative), Lisbon, Portugal: Fifth Conference",
    "7 May 2031 (date tbc), Lisbon, Portugal: Fifth Conference",
    "7 May 2031 (tbc): Fifth Conference, Lisbon, Portugal",
    "7 May 2031 tbc: Fifth Conference, Lisbon, Portugal",
    "Fifth Conference - 7 May 2031 - Lisbon, Portugal (to be confirmed)",
    "Tentative: 7 May 2031, Lisbon: Fifth Conference",
    "(Tentative) Fifth Conference, Lisbon, Portugal, 7 May 2031",
    "[TBC] Fifth Conference, Lisbon, Portugal, 7 May 2031",
)
WITHOUT = (
    "Fifth Conference, 7 May 2031 (venue TBC)",
    "Fifth Conference, 7 May 2031, venue TBC",
    "Fifth Conference, venue to be confirmed, 7 May 2031",
    "Fifth Conference, TBC, 7 May 2031",
    "7 May 2031, TBC: Fifth Conference",
    "7 May 2031: Fifth Conference (venue to be announced)",
    "7 May 2031 – Fifth Conference – place tbd",
    "Fifth Conference, 7 May 2031 (date and venue to be confirmed)",
)
ELSEWHERE = {
    ("fr", "Cinquième Conférence, 7 mai 2031 (lieu à confirmer)"): ("Cinquième Conférence", None),
    ("fr", "Cinquième Conférence, lieu à déterminer, 7 mai 2031"): ("Cinquième Conférence", None),
    ("fr", "7 mai 2031, Lisbonne (à confirmer) : Cinquième Conférence"): ("Cinquième Conférence", "Lisbonne"),
    ("fr", "Cinquième Conférence (provisoire), Lisbonne, Portugal, 7 mai 2031"): ("Cinquième Conférence", "Lisbonne"),
    ("es", "Quinta Conferencia, sede por definir, 7 de mayo de 2031"): ("Quinta Conferencia", None),
    ("es", "7 de mayo de 2031 (fecha por confirmar), Lisboa, Portugal: Quinta Conferencia"): (
        "Quinta Conferencia",
        "Lisboa",
    ),
    ("pt", "Quinta Conferência, local a definir, 7 de maio de 2031"): ("Quinta Conferência", None),
    ("pt", "7 de maio de 2031 (data a confirmar), Lisboa, Portugal: Quinta Conferência"): (
        "Quinta Conferência",
        "Lisboa",
    ),
}
CASES = (
    *(("en", line, FIFTH, "Lisbon") for line in WITH_PLACE),
    *(("en", line, FIFTH, None) for line in WITHOUT),
    *((language, line, *told) for (language, line), told in ELSEWHERE.items()),
)


@pytest.mark.parametrize(("language", "line", "title", "place"), CASES)
def test_what_is_not_settled_is_no_part_of_a_meeting(language: str, line: str, title: str, place: str | None) -> None:
    found = read_meeting(line, language=language)
    assert found is not None
    assert (found.date, found.title, found.place, found.announced) == ("2031-05-07", title, place, True)


@pytest.mark.parametrize(
    "line",
    [
        "TBC, Lisbon, Portugal, 7 May 2031",
        "7 May 2031, Lisbon, Portugal: title to be confirmed",
        "7 May 2031, Lisbon, Portugal – title to be announced",
        "Date to be confirmed, Lisbon, Portugal, 7 May 2031",
        "7 mai 2031, Lisbonne, Portugal : titre à confirmer",
        "7 de mayo de 2031, Lisboa, Portugal: por confirmar",
        "Título a definir, Lisboa, Portugal, 7 de maio de 2031",
    ],
)
def test_a_title_that_is_not_known_yet_is_none(line: str) -> None:
    language = "fr" if "mai " in line else "es" if "mayo" in line else "pt" if "maio" in line else "en"
    assert read_meeting(line, language=language) is None
    found = read_place_and_date(line, language=language)
    assert found is not None
    assert (found.date, found.title, found.country, found.announced) == ("2031-05-07", "", "PT", True)


@pytest.mark.parametrize(
    "line",
    [
        "4 May 2019, Vienna, Austria: Workshop on the status to be confirmed of refugees",
        "4 May 2019, Vienna, Austria: Workshop on pending cases, soon and later",
        "4 May 2019, Vienna, Austria: Next steps: Forum on work in progress",
        "4 May 2019, Vienna, Austria: Third Conference (documents to follow)",
        "Third Conference (TBCA), Vienna, Austria, 4 May 2019",
    ],
)
def test_other_words_stay(line: str) -> None:
    assert without_unsettled(line) == (line, False)


def test_what_follows_of_a_meeting_that_was_held_announces_none() -> None:
    found = read_meeting("4 May 2019, Vienna, Austria: Third Conference (details to follow)")
    assert found is not None
    assert (found.title, found.announced) == ("Third Conference", False)


@pytest.mark.parametrize("piece", ["tbc, ", "a: ", "(", " ", "TBC ", "x (tbc "])
def test_a_hostile_line_costs_little(piece: str) -> None:
    began = monotonic()
    without_unsettled(piece * 4000)
    assert monotonic() - began < 5
