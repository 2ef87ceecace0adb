"""Countries: every usual way to write one is read, and what only looks like one is not."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.values.countries import country_name, ended, find_countries, read_countries, read_country
from monitor.lookups.countries import country_codes

CORPUS = tomllib.loads((Path(__file__).parent / "countries.toml").read_text(encoding="utf-8"))
NAMES = [(code, text) for code, texts in CORPUS["country"].items() for text in texts]
TYPOS = [(code, text) for code, texts in CORPUS["typo"].items() for text in texts]
CODES = country_codes()
NO_ISO_CODE = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}  # reserved in CLDR


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    texts = [text for _, text in NAMES + TYPOS]
    assert len(texts) == len(set(texts)) >= 500
    assert len(CORPUS["none"]["texts"]) == len(set(CORPUS["none"]["texts"])) >= 280


@pytest.mark.parametrize(("code", "text"), NAMES, ids=[text for _, text in NAMES])
def test_a_name_of_a_country_is_read(code: str, text: str) -> None:
    found = read_country(text)
    assert found is not None
    assert (found.country, found.typo, found.historical) == (code, False, False)
    assert text[found.start : found.end] == found.name


@pytest.mark.parametrize(("code", "text"), TYPOS, ids=[text for _, text in TYPOS])
def test_a_misspelt_name_is_read_and_says_so(code: str, text: str) -> None:
    found = read_country(text)
    assert found is not None
    assert (found.country, found.typo) == (code, True)


def test_a_misspelt_name_is_tried_in_the_language_of_the_page() -> None:
    assert read_country("Allemange") is None
    found = read_country("Allemange", language="fr")
    assert found is not None
    assert (found.country, found.typo) == ("DE", True)


@pytest.mark.parametrize("text", CORPUS["historical"])
def test_a_name_that_ended_is_read_with_its_last_day(text: str) -> None:
    code, until = CORPUS["historical"][text]
    found = read_country(text)
    assert found is not None
    assert (found.country, found.historical, found.until) == (code, True, until)
    assert isinstance(until, date)


@pytest.mark.parametrize("text", CORPUS["ended"]["texts"])
def test_a_state_that_left_several_is_none_of_them(text: str) -> None:
    assert read_country(text) is None
    assert read_countries(text) is None
    state = ended(text)
    assert state is not None
    assert state.successors == ("RS", "ME")
    assert find_countries(f"ministers of Albania and {text}")[0].country == "AL"


@pytest.mark.parametrize("text", CORPUS["remark"])
def test_a_remark_in_brackets_is_kept_apart(text: str) -> None:
    code, remark = CORPUS["remark"][text]
    found = read_country(text)
    assert found is not None
    assert (found.country, found.remark) == (code, remark)


@pytest.mark.parametrize("text", CORPUS["none"]["texts"])
def test_what_is_no_country_is_none(text: str) -> None:
    assert read_country(text) is None


@pytest.mark.parametrize("text", CORPUS["list"])
def test_a_list_of_nothing_but_countries_is_read(text: str) -> None:
    found = read_countries(text)
    assert found is not None
    assert [match.country for match in found] == CORPUS["list"][text]
    assert [text[match.start : match.end] for match in found] == [match.name for match in found]


@pytest.mark.parametrize("text", CORPUS["no_list"]["texts"])
def test_a_list_with_any_other_word_is_none(text: str) -> None:
    assert read_countries(text) is None


@pytest.mark.parametrize("case", CORPUS["prose"], ids=[case["text"] for case in CORPUS["prose"]])
def test_prose_gives_its_countries_in_order(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = find_countries(text)
    assert [match.country for match in found] == case["countries"]
    assert [text[match.start : match.end] for match in found] == [match.name for match in found]


@pytest.mark.parametrize("code", CODES)
def test_the_name_shown_for_a_code_is_read_back(code: str) -> None:
    for language in ("en", "fr", "es", "pt"):
        found = read_country(country_name(code, language))
        assert found is not None
        assert (found.country, found.typo) == (code, False)


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "pt_PT", "es_MX"])
def test_the_names_of_all_249_codes_in_cldr_are_read(language: str) -> None:
    babel = pytest.importorskip("babel")
    territories = babel.Locale.parse(language).territories
    iso = {code for code in territories if len(code) == 2 and code.isalpha()} - NO_ISO_CODE
    assert len(iso - {"XK"}) == 249
    for code in iso:
        found = read_country(territories[code])
        assert found is not None, code
        assert (found.country, found.typo, found.historical) == (code, False, False)


def test_names_are_shown_as_people_know_them() -> None:
    shown = {code: country_name(code) for code in ("CD", "CG", "PS", "VA", "CV", "HK", "MM", "TR", "AG", "LC", "ZZ")}
    assert shown == {
        "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "PS": "Palestine", "VA": "Holy See",
        "CV": "Cabo Verde", "HK": "Hong Kong", "MM": "Myanmar", "TR": "Türkiye", "AG": "Antigua and Barbuda",
        "LC": "Saint Lucia", "ZZ": "ZZ",
    }  # fmt: skip
    assert country_name("GB", "fr") == "Royaume-Uni"
    assert country_name("GB", "de") == "United Kingdom"


def test_all_193_members_of_the_united_nations_and_its_observers_are_known() -> None:
    territories_and_former = 62 + 5  # of countries.json beyond the 193, PS, VA and XK; withdrawn codes
    assert len(CODES) >= 193 + 3
    assert {"PS", "VA", "XK", "CK", "NU", "HK", "MO", "AW", "TW", "EH", "BM", "KY", "CW", "SX"} <= set(CODES)
    assert len(CODES) - 196 <= territories_and_former


@given(st.permutations(["Spain", "Côte d’Ivoire", "Niger", "Nigeria", "South Sudan", "Guinea-Bissau"]))
def test_the_order_of_a_list_changes_nothing_but_the_order(names: list[str]) -> None:
    found = read_countries(", ".join(names))
    assert found is not None
    assert [match.name for match in found] == names


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_country(text)
    for match in (*find_countries(text), *(read_countries(text) or ())):
        assert match.country in CODES
