"""The composed pages keep to their facts."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

import pytest

from tests.pages.composed.boxes import BOXES
from tests.pages.composed.compose import HELD_OUT, compose, facts, markups, pages
from tests.pages.composed.containers import CONTAINERS
from tests.pages.composed.days import spellings
from tests.pages.composed.sites import SITES
from tests.pages.scoring import score

FACTS = facts()


def words(body: bytes) -> str:
    text = re.sub(r"<script.*?</script>|<style.*?</style>", " ", body.decode(), flags=re.DOTALL)
    text = re.sub(r"</?(?:a|b|i|em|strong|span|u|font|label)\b[^>]*>", "", text)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_there_is_enough_to_measure_by() -> None:
    written = [name for name in FACTS if not name.startswith("row-")]
    assert len(written) >= 40
    assert len([name for name, told in FACTS.items() if told.get("invented")]) >= 14
    assert {told["language"] for told in FACTS.values()} == {"en", "fr", "es", "pt"}
    assert len(CONTAINERS) >= 25
    assert len(markups("mechanism-page")) >= 45
    assert len(SITES) >= 10
    assert len(BOXES) >= 10
    assert len(FACTS) * 8 >= 500


def test_the_same_seed_gives_the_same_page_and_another_seed_another() -> None:
    for name, markup, seed, page in islice(pages(range(1)), 0, None, 5):
        assert compose(name, markup, seed).body == page.body
        assert compose(name, markup, seed + 1).body != page.body


@pytest.mark.parametrize("seed", [0, 3, HELD_OUT])
def test_what_is_expected_stands_on_the_page(seed: int) -> None:
    """Names of meetings and documents, members by one of their names, counts and years: all of them are there."""
    for name, markup, _, page in pages(range(seed, seed + 1)):
        told = FACTS[name]
        if page.media_type == "application/pdf" or told["layout"] != "mechanism-page":
            continue
        text = words(page.body).casefold()
        mechanism = told["mechanisms"][0]
        for field in ("meetings", "documents"):
            for entry in mechanism.get(field, ()):
                assert " ".join(entry["title"].split()).casefold() in text, (name, markup, entry)
        for entry in mechanism.get("focus", ()):
            assert entry.casefold() in text, (name, markup, entry)
        for field in ("member_count", "observer_count"):
            if mechanism.get(field):
                assert re.search(rf"(?<!\d){mechanism[field]}(?!\d)", text), (name, markup, field)
        if mechanism.get("established"):
            assert mechanism["established"][:4] in text, (name, markup)
        if len(mechanism.get("members", ())) > 8:
            letters = sum(1 for code in mechanism["members"] if any(n.casefold() in text for n in _names(code, told)))
            assert letters >= len(mechanism["members"]) - 1, (name, markup)  # one may be mistyped


def _names(code: str, told: dict[str, object]) -> tuple[str, ...]:
    from random import Random

    from tests.pages.composed.voice import Voice

    written = told["mechanisms"][0].get("written", {}).get("members", ())  # type: ignore[index]  # facts are mechanisms
    return (*Voice(str(told["language"]), Random(0)).names_of(code), *written)


def test_facts_score_against_themselves() -> None:
    for name, told in FACTS.items():
        if len(told["mechanisms"]) > 1 or told["mechanisms"][0]["mechanism"]:
            assert score(told, told).f1 == 1.0, name


def test_no_two_spellings_of_two_dates_are_the_same() -> None:
    for language in ("en", "fr", "es", "pt"):
        one, two = spellings("2013-01-12", language), spellings("2013-12-01", language)
        assert not set(one) & set(two)
    assert not [form for form in spellings("2013-01-12", "en") if re.fullmatch(r"\d\d[/.-]\d\d[/.-]\d{4}", form)]


def test_a_page_is_made_quickly() -> None:
    assert sum(1 for _ in pages(range(1))) == len(FACTS)
