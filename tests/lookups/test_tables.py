"""The tables themselves: no entry stands twice, none is dead, none is in the wrong form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from monitor.extract.values.countries import find_countries, read_country
from monitor.lookups import fold, generated, table
from monitor.lookups.countries import country_codes, names, reading, single_words
from monitor.lookups.folding import words

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def signature(name: str) -> tuple[tuple[str, str], ...]:
    """What a vocabulary makes of a name: two names of one signature do the work of one."""
    parts = words(name)
    parts = parts[1:] if len(parts) > 1 and parts[0].text == "the" else parts
    return tuple((word.text, word.gap if index else "") for index, word in enumerate(parts))


def twice(texts: Iterator[str]) -> list[str]:
    seen: set[tuple[tuple[str, str], ...]] = set()
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
    assert twice(named("mechanisms", "mechanism", "aliases", "acronyms")) == []


def test_no_name_of_an_organisation_stands_twice() -> None:
    assert twice(named("organisations", "organisation", "names", "acronyms")) == []


def test_no_name_of_a_country_repeats_the_generated_ones_or_another() -> None:
    def all_names() -> Iterator[str]:
        generated_names: set[str] = set()
        for entry in generated("countries").values():
            generated_names |= {entry[language] for language in ("en", "fr", "es", "pt")} | set(entry.get("also", []))
        seen: set[tuple[tuple[str, str], ...]] = set()
        for name in sorted(generated_names):
            if signature(name) not in seen:
                seen.add(signature(name))
                yield name
        for country in table("countries")["country"]:
            yield from country.get("names", [])
        for former in table("countries")["former"]:
            yield former["name"]

    assert twice(all_names()) == []


def test_every_line_on_a_country_does_something_and_codes_stand_once_in_order() -> None:
    codes = [entry["code"] for entry in table("countries")["country"]]
    assert len(codes) == len(set(codes))
    for entry in table("countries")["country"]:
        assert entry.get("names") or "display" in entry, entry["code"]
        assert entry.get("display") != generated("countries")[entry["code"]]["en"], entry["code"]
    assert {former["code"] for former in table("countries")["former"]} <= set(country_codes())
    official = table("countries")["official"]
    for title, codes_with_it in official.items():
        assert len(codes_with_it) == len(set(codes_with_it)), title
    withdrawn = {former["code"] for former in table("countries")["former"]} - set(generated("countries"))
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


@pytest.mark.parametrize("word", table("countries")["reading"]["never_typos"])
def test_each_word_that_is_no_typo_would_be_taken_for_one(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_country(word) is None
    from monitor.extract.values import countries as module

    rules = reading()
    monkeypatch.setattr(module, "reading", lambda: type(rules)(rules.only_alone, rules.heads, frozenset()))
    found = read_country(word)
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
