"""A number is the same however it is written, and another number is another meeting or document in any language."""

from __future__ import annotations

from itertools import combinations

import pytest

from monitor.compare.ordinals import counted
from monitor.compare.wordings import alike, numbers, same_words
from monitor.lookups import fold, load

SAME = (
    ("4th Ministerial Conference", "Fourth Ministerial Conference", "IV Ministerial Conference"),
    ("Twelfth Senior Officials' Meeting", "12th Senior Officials' Meeting", "XII Senior Officials' Meeting"),
    ("Quatrième Conférence ministérielle", "4e Conférence ministérielle", "4ème Conférence ministérielle"),
    ("Séptima Conferencia Ministerial", "7.ª Conferencia Ministerial", "VII Conferencia Ministerial"),
    ("Décima segunda Reunião", "12.ª Reunião", "XII Reunião", "12ª Reunião"),
    ("Twenty-first Session", "21st Session", "XXI Session"),
    ("Première réunion", "1re réunion", "1ère réunion"),
)


@pytest.mark.parametrize(("one", "other"), [pair for each in SAME for pair in combinations(each, 2)])
def test_a_number_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert counted(fold(one)) == counted(fold(other))
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twelfth Senior Officials' Meeting", "Thirteenth Senior Officials' Meeting"),
        ("Séptima Conferencia Ministerial sobre Migración", "Octava Conferencia Ministerial sobre Migración"),
        ("Onzième réunion des hauts responsables", "Douzième réunion des hauts responsables"),
        ("Décima terceira reunião de altos funcionários", "Décima quarta reunião de altos funcionários"),
        ("XIV Conferencia Regional", "XV Conferencia Regional"),
    ],
)
def test_another_number_is_another_meeting(one: str, other: str) -> None:
    assert alike(one, other) == 0.0
    assert numbers(fold(one)) != numbers(fold(other))


@pytest.mark.parametrize("words", ["Reunião de segunda-feira", "Mix of policies", "Group 3 on visas", "Vivid memories"])
def test_what_is_no_number_stays(words: str) -> None:
    assert counted(fold(words)) == fold(words)


def test_no_word_stands_for_two_numbers() -> None:
    table = load.table("ordinals")["ordinals"]
    words = [fold(word) for every in table.values() for word in every]
    assert len(words) == len(set(words))
    assert list(table) == [str(number) for number in range(1, 31)]
