"""Dates: what pages write becomes EDTF, and what is no date stays none."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.values.dates import day_order, find_dates, read_date, read_timestamp, refused_dates
from monitor.extract.values.edtf import bounds
from monitor.lookups import generated

CORPUS = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))
DATES = [(table, text, edtf) for table in CORPUS["date"] for text, edtf in table["cases"]]
NONE = [(language, text) for table in CORPUS["none"] for language in table["languages"] for text in table["texts"]]
LANGUAGES = ("en", "fr", "es", "pt")
MONTHS = generated("months")
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    texts = [(table["language"], table.get("year"), text) for table, text, _ in DATES]
    assert len(texts) == len(set(texts)) >= 400
    assert all(sum(language == each for language, _, _ in texts) >= 80 for each in LANGUAGES)
    assert len(NONE) == len(set(NONE))
    assert len({text for _, text in NONE}) >= 200


@pytest.mark.parametrize(("table", "text", "edtf"), DATES, ids=[text for _, text, _ in DATES])
def test_a_date_is_read_as_edtf(table: dict[str, Any], text: str, edtf: str) -> None:
    found = read_date(text, language=table["language"], year=table.get("year"), day_first=table.get("day_first"))
    assert found is not None
    assert found.edtf == edtf
    assert not found.ambiguous
    assert bool(found.typo) == table.get("typo", False)
    assert text[found.start : found.end] == found.text
    first, last = bounds(edtf)
    assert (first or date.min, last or date.max) == (found.first, found.last)


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_no_date_is_none(language: str, text: str) -> None:
    assert read_date(text, language=language) is None
    assert find_dates(text, language=language) == ()


@pytest.mark.parametrize(
    ("language", "text"), [(table["language"], text) for table in CORPUS["not_whole"] for text in table["texts"]]
)
def test_a_date_among_other_words_is_found_but_is_not_the_whole(language: str, text: str) -> None:
    assert read_date(text, language=language) is None
    assert find_dates(text, language=language)


@pytest.mark.parametrize("case", CORPUS["prose"], ids=[case["text"] for case in CORPUS["prose"]])
def test_prose_gives_its_dates_in_order(case: dict[str, Any]) -> None:
    assert [found.edtf for found in find_dates(case["text"], language=case.get("language", "en"))] == case["dates"]


def test_a_date_that_could_be_two_is_a_year_and_says_so() -> None:
    found = read_date("12/01/2013")
    assert found is not None
    assert (found.edtf, found.ambiguous) == ("2013", True)
    assert (found.first, found.last) == (date(2013, 1, 1), date(2013, 12, 31))


def test_another_date_of_the_page_proves_which_comes_first() -> None:
    assert day_order("25/01/2013 and 12/01/2013") is True
    assert day_order("01/25/2013") is False
    assert day_order("25/01/2013 and 01/25/2013") is None
    assert day_order("12/01/2013") is None
    proved = read_date("12/01/2013", day_first=day_order("printed 25/01/2013"))
    assert proved is not None
    assert proved.edtf == "2013-01-12"
    american = read_date("12/01/2013", day_first=False)
    assert american is not None
    assert american.edtf == "2013-12-01"


def test_the_year_of_a_heading_holds_for_a_day_without_one() -> None:
    assert find_dates("12 and 13 May, Rabat") == ()
    assert [found.edtf for found in find_dates("12 and 13 May, Rabat", year=2016)] == ["2016-05-12/2016-05-13"]
    assert [found.edtf for found in find_dates("May 5: Tunis", year=2016)] == ["2016-05-05"]
    assert find_dates("29 February, Rabat", year=2019) == ()


def test_lone_years_count_only_when_asked_for() -> None:
    assert find_dates("founded in 2002 for 2011–2013") == ()
    assert [found.edtf for found in find_dates("founded in 2002 for 2011–2013", years=True)] == ["2002", "2011/2013"]
    assert read_date("2002", years=False) is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("16-01-2018 15:14", "2018-01-16T15:14"),
        ("Última atualização: 16-01-2018 15:14", "2018-01-16T15:14"),
        ("Last modified on Sunday, 16 July 2017 12:41", "2017-07-16T12:41"),
        ("Thursday, 25 June 2015 12:18", "2015-06-25T12:18"),
        ("25 June 2015 at 9:05 pm", "2015-06-25T21:05"),
        ("25 June 2015, 12:05 am", "2015-06-25T00:05"),
        ("25 juin 2015 à 9h05", "2015-06-25T09:05"),
        ("2018-01-16T15:14:00Z", "2018-01-16T15:14"),
        ("Last update: March 2020", "2020-03"),
        ("(As of October 2013)", "2013-10"),
        ("12/01/2013 10:00", "2013"),
        ("March 2020 12:00", "2020-03"),
        ("1-2 March 2020", None),
        ("1 March 2020, 2 April 2020", None),
        ("yesterday", None),
    ],
)
def test_a_timestamp_is_as_exact_as_the_page(text: str, instant: str | None) -> None:
    assert read_timestamp(text) == instant


def test_what_the_calendar_or_the_order_forbids_is_told_with_its_words() -> None:
    assert refused_dates("Rabat, 31 February 2019") == ("31 February 2019",)
    assert refused_dates("du 14 au 12 juin 2019 à Tunis", language="fr") == ("14 au 12 juin 2019",)
    assert refused_dates("Rabat, 28 February 2019; agenda 12-13") == ()


def test_a_year_in_a_name_is_no_date() -> None:
    assert find_dates("in line with the 2030 Agenda and Vision 2025", years=True) == ()
    assert [found.edtf for found in find_dates("since 2016, under the 2030 Agenda", years=True)] == ["2016"]


def test_a_misspelt_month_says_how_it_was_read() -> None:
    found = read_date("12 Febuary 2019")
    assert found is not None
    assert found.typo == "“Febuary” read as February"
    assert read_date("12 Juny 2019") is None  # June or July
    assert read_date("Augusto 2019") is None  # a name, where no day stands beside it


def test_damage_keeps_the_places_of_what_was_read() -> None:
    text = "Rabat,  12\u00a0â€“\u00a014  June\u200b 2019, Tunis"
    (found,) = find_dates(text)
    assert found.edtf == "2019-06-12/2019-06-14"
    assert text[found.end :] == ", Tunis"
    assert text[: found.start] == "Rabat,  "


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2023-03/..", date(2023, 3, 1), None),
        ("../2015-07", None, date(2015, 7, 31)),
        ("2016~", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02?", date(2016, 2, 1), date(2016, 2, 29)),
        ("2018-21", date(2018, 1, 1), date(2018, 12, 31)),  # spring in Lima is not spring in Lisbon
        ("2018-01-16T15:14", date(2018, 1, 16), date(2018, 1, 16)),
        ("2015-12/2016-01", date(2015, 12, 1), date(2016, 1, 31)),
    ],
)
def test_the_days_of_a_date_are_told(edtf: str, first: date | None, last: date | None) -> None:
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2016-13",
        "2016-02-30",
        "2016-05/2015",
        "2016/2017/2018",
        "16",
        "",
        "2018-21-03",
        "..",
        "../..",
        "2016-02-30/..",
        "2021-33",
        "/2016",
        "2016/",
        "２０１６",
        "2016T10:00",
        "2016-05-01T25:00",
    ],
)
def test_what_is_no_edtf_has_no_bounds(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|backwards|season|month|day"):
        bounds(text)


# How each language spells a day, a period within a month, and one over two months.
SPELT = {
    "en": ("{d} {m} {y}", "{d}-{e} {m} {y}", "{d} {m} {y} to {e} {n} {z}"),
    "fr": ("le {d} {m} {y}", "du {d} au {e} {m} {y}", "du {d} {m} {y} au {e} {n} {z}"),
    "es": ("{d} de {m} de {y}", "del {d} al {e} de {m} de {y}", "del {d} de {m} de {y} al {e} de {n} de {z}"),
    "pt": ("{d} de {m} de {y}", "de {d} a {e} de {m} de {y}", "de {d} de {m} de {y} a {e} de {n} de {z}"),
}
BETWEEN = {
    "en": "between {d} and {e} {m} {y}", "fr": "entre le {d} et le {e} {m} {y}",
    "es": "entre el {d} y el {e} de {m} de {y}", "pt": "entre {d} e {e} de {m} de {y}",
}  # fmt: skip


@given(DAYS, st.integers(1, 60), st.sampled_from(LANGUAGES), st.booleans())
def test_days_and_periods_are_read_back_in_every_language(day: date, length: int, language: str, short: bool) -> None:
    end = day + timedelta(days=length)
    names = MONTHS[language]["short_months" if short else "months"]
    parts = {
        "d": day.day, "m": names[day.month - 1], "y": day.year,
        "e": end.day, "n": names[end.month - 1], "z": end.year,
    }  # fmt: skip
    one, within, over = SPELT[language]
    within = within if length % 2 else BETWEEN[language]
    ranged = within if (day.year, day.month) == (end.year, end.month) else over
    for form, last in ((one, day), (ranged, end)):
        found = read_date(form.format(**parts), language=language)
        assert found is not None
        assert (found.first, found.last) == (day, last)
        assert bounds(found.edtf) == (day, last)


@given(
    st.sampled_from(
        ["{d} {m} {y}", "{m} {d}, {y}", "{d}th of {m}, {y}", "{y}-{n:02}-{d:02}", "{d}.{n}.{y}", "{d}/{m}/{y}"]
    ),
    DAYS,
)
def test_any_day_in_any_form_is_read_back(form: str, day: date) -> None:
    text = form.format(d=day.day, m=MONTHS["en"]["months"][day.month - 1], n=day.month, y=day.year)
    found = read_date(text)
    assert found is not None
    assert found.first == found.last == day


@given(DAYS, st.integers(1, 40), st.sampled_from(["-", " – ", " to ", " â€“ ", " \ufffd "]))
def test_two_days_in_order_are_a_range_and_out_of_order_none(day: date, length: int, dash: str) -> None:
    end = day + timedelta(days=length)

    def written(each: date) -> str:
        return f"{each.day} {MONTHS['en']['months'][each.month - 1]} {each.year}"

    found = read_date(written(day) + dash + written(end))
    assert found is not None
    assert (found.first, found.last) == (day, end)
    assert find_dates(written(end) + dash + written(day)) == ()


PIECES = st.sampled_from(
    [
        "12",
        "3",
        "31",
        "2019",
        "'19",
        " ",
        " ",
        "-",
        "–",
        "/",
        ".",
        ",",
        " to ",
        " and ",
        " et ",
        " de ",
        "June",
        "mai",
        "Febuary",
        "sept.",
        "May ",
        "XII",
        "first",
        " half of ",
        "Q3 ",
        "spring ",
        "since ",
        "mid-",
        "c. ",
        "FY ",
        "?",
        "\ufffd",
        "â€“",
        "\u200b",
        "º",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)), st.sampled_from(LANGUAGES))
def test_whatever_is_read_has_bounds_and_stands_in_the_text(text: str, language: str) -> None:
    whole = read_date(text, language=language)
    for found in (*find_dates(text, language=language, years=True), *((whole,) if whole else ())):
        first, last = bounds(found.edtf)
        assert (found.first, found.last) == (first or date.min, last or date.max)
        assert found.first <= found.last
        assert text[found.start : found.end] == found.text
