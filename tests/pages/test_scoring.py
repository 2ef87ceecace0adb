"""The scorer of the tests counts as the scorer of the contract does."""

from __future__ import annotations

import copy
import importlib.util
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from tests.pages.render import load_facts
from tests.pages.scoring import SCALARS, score

FACTS = load_facts()


def spoilt(facts: dict[str, Any], seed: int) -> dict[str, Any]:
    """An extraction that lost some values, swapped some and made some up."""
    random = Random(seed)
    extraction = copy.deepcopy(facts)
    for mechanism in extraction["mechanisms"]:
        for field, value in list(mechanism.items()):
            if isinstance(value, list) and len(value) > 0 and random.random() < 0.6:
                value.pop(random.randrange(len(value)))
                if value and random.random() < 0.5:
                    value.append({**value[0], "date": "1066", "title": "x"} if isinstance(value[0], dict) else "ZZ")
            elif field in SCALARS and random.random() < 0.2:
                mechanism[field] = None
    if random.random() < 0.3:
        extraction["mechanisms"].append({"mechanism": "made-up"})
    if extraction.get("source_fields"):
        extraction["source_fields"]["last_updated"] = random.choice([None, "1999"])
    return extraction


@pytest.mark.parametrize("name", FACTS)
def test_the_facts_themselves_are_a_perfect_extraction(name: str) -> None:
    result = score(FACTS[name], copy.deepcopy(FACTS[name]))
    assert result.wrong == {}
    assert result.f1 == 1.0


def test_what_is_missed_and_what_is_not_expected_is_named() -> None:
    facts = FACTS["lagoon-states-dialogue"]
    extraction = copy.deepcopy(facts)
    extraction["mechanisms"][0]["members"].remove("TG")
    extraction["mechanisms"][0]["members"].append("ML")
    extraction["mechanisms"][0]["meetings"][0]["date"] = "2017"
    wrong = score(facts, extraction).wrong
    assert (wrong["members"].missed, wrong["members"].unexpected) == (["TG"], ["ML"])
    assert [meeting["date"] for meeting in wrong["meetings"].missed] == ["2017-05-09/2017-05-11"]
    assert 0.8 < score(facts, extraction).f1 < 1.0


def test_an_invented_mechanism_may_be_nameless_and_a_virtual_meeting_placeless() -> None:
    facts = FACTS["northern-lights-consultations"]
    extraction = copy.deepcopy(facts)
    extraction["mechanisms"][0]["mechanism"] = None
    for meeting in extraction["mechanisms"][0]["meetings"]:
        meeting["place"] = None if meeting["place"] == "Online" else meeting["place"]
    assert score(facts, extraction).f1 == 1.0


def test_an_empty_extraction_misses_everything() -> None:
    assert score(FACTS["two-rivers-process"], {"mechanisms": []}).f1 == 0.0


@pytest.fixture
def contract(shared: Path) -> ModuleType:
    """The scorer of the contract."""
    spec = importlib.util.spec_from_file_location("contract_score", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [name for name, facts in FACTS.items() if not facts.get("invented")])
@pytest.mark.parametrize("seed", range(5))
def test_it_counts_as_the_contract_does(contract: ModuleType, name: str, seed: int) -> None:
    facts = FACTS[name]
    extraction = spoilt(facts, seed)
    tally, _ = contract.score(copy.deepcopy(facts), copy.deepcopy(extraction))
    ours = {
        field: [tally.hits, len(tally.missed), len(tally.unexpected)]
        for field, tally in score(facts, extraction).fields.items()
    }
    assert ours == {field: [int(count) for count in counts] for field, counts in tally.items()}
