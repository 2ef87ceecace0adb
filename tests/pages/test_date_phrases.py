"""Dates are written as pages write them, and never so that they would mean another date."""

from __future__ import annotations

from tests.pages.date_phrases import phrases


def test_a_day_is_written_in_figures_only_where_it_cannot_be_a_month() -> None:
    assert "25/01/2013" in phrases("2013-01-25", "en")
    assert not [form for form in phrases("2013-01-12", "en") if "/" in form or "." in form]


def test_only_two_days_in_a_row_are_joined_by_and() -> None:
    assert "22 and 23 November 2006" in phrases("2006-11-22/2006-11-23", "en")
    assert not [form for form in phrases("2017-05-09/2017-05-11", "en") if " and " in form]
    assert "22 y 23 de noviembre de 2006" in phrases("2006-11-22/2006-11-23", "es")
    assert phrases("2006-11-22/2006-11-25", "fr") == ("22-25 novembre 2006",)


def test_the_first_of_a_month_is_premier_in_french() -> None:
    assert phrases("2018-03-01/2018-03-02", "fr")[0] == "1er et 2 mars 2018"


def test_months_and_years_stay_what_they_are() -> None:
    assert (phrases("2016-05", "en"), phrases("2004-03", "es"), phrases("2018", "en")) == (
        ("May 2016",),
        ("marzo de 2004",),
        ("2018",),
    )


def test_an_interval_over_two_months_names_both() -> None:
    assert phrases("2016-11-29/2016-12-01", "en")[0] == "29 November – 1 December 2016"
