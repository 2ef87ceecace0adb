"""The tables themselves: no entry stands twice, none is dead, none is in the wrong form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from monitor.extract.values import countries as country_values
from monitor.extract.values import country_typos
from monitor.extract.values.countries import find_countries, read_country
from monitor.lookups import countries, fold, generated, mechanisms, organisations, table
from monitor.lookups.countries import country_codes, names, reading, single_words
from monitor.lookups.folding import words

Signature = tuple[tuple[str, str], ...]
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def twice(texts: Iterable[str], signature: Callable[[str], Signature]) -> list[str]:
    """Texts of which a vocabulary makes the same as of one before."""
    seen: set[Signature] = set()
    double = []
    for text in texts:
        if signature(text) in seen:
            double.append(text)
        seen.add(signature(text))
    return double


def named(file: str, key: str, *lists: str) -> Iterator[str]:
    for entry in table(file)[key]:
        yield entry["name"]
        for each in lists:
            yield from entry.get(each, [])


def test_no_name_of_a_mechanism_stands_twice() -> None:
    assert twice(named("mechanisms", "mechanism", "aliases", "acronyms"), mechanisms.vocabulary().signature) == []


def test_no_name_of_an_organisation_stands_twice() -> None:
    assert twice(named("organisations", "organisation", "names", "acronyms"), organisations.names().signature) == []


def test_no_name_of_a_country_repeats_the_generated_ones_or_another() -> None:
    made: set[Signature] = set()
    for entry in generated("countries").values():
        made |= {countries.names().signature(entry[language]) for language in countries.LANGUAGES}
        made |= {countries.names().signature(name) for name in entry.get("also", [])}
    for title, code in countries.titled():
        made |= {countries.names().signature(name) for name in countries._official(title, code)}
    by_hand = [name for entry in table("countries")["country"] for name in entry.get("names", [])]
    by_hand += [former["name"] for former in table("countries")["former"]]
    assert [name for name in by_hand if countries.names().signature(name) in made] == []
    assert twice(by_hand, countries.names().signature) == []


def test_every_line_on_a_country_does_something_and_codes_stand_once_in_order() -> None:
    codes = [entry["code"] for entry in table("countries")["country"]]
    assert len(codes) == len(set(codes))
    for entry in table("countries")["country"]:
        assert entry.get("names") or entry.keys() & {"display", "french"}, entry["code"]
        assert entry.get("display") != generated("countries")[entry["code"]]["en"], entry["code"]
        assert entry.get("french") != generated("countries")[entry["code"]]["fr"], entry["code"]
    leads_to = {former.get("code") for former in table("countries")["former"]} - {None}
    assert leads_to <= set(country_codes())
    successors = {code for former in table("countries")["former"] for code in former.get("successors", [])}
    assert successors <= set(country_codes())
    official = table("countries")["official"]
    for title, codes_with_it in official.items():
        assert len(codes_with_it) == len(set(codes_with_it)), title
    withdrawn = leads_to - set(generated("countries"))
    assert set(table("countries")["former_display"]) == withdrawn


def test_no_rule_of_reading_is_dead() -> None:
    rules = table("countries")["reading"]
    for name in rules["only_alone"]:
        assert names().exact(name) is not None, name
    for name in rules["not_a_country"]:
        assert find_countries(name) == (), name
        inside = [word.text for word in words(name)]
        assert any(single in names().names for single in inside) or names().find(name), name
    assert len(rules["heads"]) == len({fold(head) for head in rules["heads"]})
    assert len(rules["never_typos"]) == len(reading().never_typos)
    for word in rules["never_typos"]:
        assert fold(word) not in names().names, word


def _forget() -> None:
    country_typos._nearly.cache_clear()
    country_values._read_country.cache_clear()


@pytest.mark.parametrize("word", table("countries")["reading"]["never_typos"])
def test_each_word_that_is_no_typo_would_be_taken_for_one(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_country(word) is None
    rules = reading()
    monkeypatch.setattr(country_typos, "reading", lambda: replace(rules, never_typos=frozenset()))
    _forget()
    found = read_country(word)
    _forget()
    assert found is not None
    assert found.typo


def test_the_typo_rule_knows_english_and_one_more_language() -> None:
    assert single_words("en")["germany"] == single_words("fr")["germany"] == single_words("fr")["allemagne"] == "DE"
    assert "allemagne" not in single_words("en")


def test_no_place_by_hand_stands_twice_or_is_generated_anyway() -> None:
    sure = generated("places")["sure"]
    for country, names_there in table("places")["places"].items():
        assert country in country_codes()
        assert len({fold(name) for name in names_there}) == len(names_there), country
        for name in names_there:
            assert sure.get(fold(name)) != country, name
    by_hand = [fold(name) for names_there in table("places")["places"].values() for name in names_there]
    assert len(by_hand) == len(set(by_hand))
    known = {*sure, *generated("places")["named"], *by_hand}
    assert [name for name in table("places")["reading"]["with_country"] if fold(name) not in known] == []


def test_ids_can_be_names_of_folders_and_lead_somewhere() -> None:
    mechanisms, organisations = table("mechanisms")["mechanism"], table("organisations")["organisation"]
    for entry in [*mechanisms, *organisations]:
        assert ID.fullmatch(entry["id"]), entry["id"]
    ids = {entry["id"] for entry in organisations}
    assert {before for entry in organisations for before in entry.get("formerly", [])} <= ids


def test_no_look_alike_is_a_latin_letter_or_a_letter_without_use() -> None:
    confusables = table("confusables")
    for letter, latin in confusables["lookalikes"].items():
        assert not letter.isascii()
        assert latin.isascii()
    for one, other in confusables["spellings"].items():
        assert other not in confusables["spellings"], one
    for letter in confusables["letters"]:
        assert len(letter) == 1
