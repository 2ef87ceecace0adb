"""Dates: what pages write becomes EDTF, and what is no date stays none."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.values.dates import day_order, find_dates, read_date, read_timestamp
from monitor.extract.values.edtf import bounds

CORPUS = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))
DATES = [(table["language"], text, edtf) for table in CORPUS["date"] for text, edtf in table["cases"]]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"]
MONTHS.append("December")
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    texts = [(language, text) for language, text, _ in DATES]
    assert len(texts) == len(set(texts)) >= 120
    assert len(CORPUS["none"]["texts"]) == len(set(CORPUS["none"]["texts"])) >= 30


@pytest.mark.parametrize(("language", "text", "edtf"), DATES, ids=[text for _, text, _ in DATES])
def test_a_date_is_read_as_edtf(language: str, text: str, edtf: str) -> None:
    found = read_date(text, language=language)
    assert found is not None
    assert found.edtf == edtf
    assert not found.ambiguous
    assert text[found.start : found.end] == found.text
    assert bounds(edtf) == (found.first, found.last)


@pytest.mark.parametrize("text", CORPUS["none"]["texts"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
    assert find_dates(text) == ()


@pytest.mark.parametrize("case", CORPUS["prose"], ids=[case["text"] for case in CORPUS["prose"]])
def test_prose_gives_its_dates_in_order(case: dict[str, object]) -> None:
    assert [found.edtf for found in find_dates(str(case["text"]))] == case["dates"]


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


@pytest.mark.parametrize("text", ["2016-13", "2016-02-30", "2016-05/2015", "2016/2017/2018", "16", "", "2018-21-03"])
def test_what_is_no_edtf_has_no_bounds(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|backwards|season|month"):
        bounds(text)


@given(DAYS, st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d}th of {m}, {y}", "{y}-{n:02}-{d:02}", "{d}.{n}.{y}"]))
def test_any_day_in_any_form_is_read_back(day: date, form: str) -> None:
    text = form.format(d=day.day, m=MONTHS[day.month - 1], n=day.month, y=day.year)
    found = read_date(text)
    assert found is not None
    assert found.first == found.last == day


@given(DAYS, st.integers(1, 40), st.sampled_from(["-", " – ", " to "]))
def test_any_two_days_in_order_are_a_range_and_out_of_order_none(day: date, length: int, dash: str) -> None:
    end = day + timedelta(days=length)

    def written(each: date) -> str:
        return f"{each.day} {MONTHS[each.month - 1]} {each.year}"

    found = read_date(written(day) + dash + written(end))
    assert found is not None
    assert (found.first, found.last) == (day, end)
    assert find_dates(written(end) + dash + written(day)) == ()


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for found in find_dates(text, years=True):
        assert found.first <= found.last
        assert text[found.start : found.end] == found.text
