"""The same facts are read alike from every markup that the page generator has."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from tests.pages.render import load_facts, markups, media_type, render
from tests.pages.scoring import score

FACTS = load_facts()
PAGES = [(name, markup) for name, facts in FACTS.items() for markup in markups(facts["layout"])]


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(("name", "markup"), PAGES, ids=[f"{name}-{markup}" for name, markup in PAGES])
def test_facts_survive_the_markup(name: str, markup: str, seed: int) -> None:
    facts = FACTS[name]
    document = read(render(facts, markup, seed), media_type=media_type(markup))
    result = score(facts, as_json(extract(document, facts["layout"])))
    assert result.f1 == 1.0, result.wrong
