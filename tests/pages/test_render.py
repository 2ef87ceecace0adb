"""The generator of test pages keeps to its facts."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.pages.render import load_facts, markups, media_type, render

FACTS = load_facts()
CASES = [(name, markup) for name, facts in FACTS.items() for markup in markups(facts["layout"])]


def words(page: bytes) -> str:
    text = re.sub(r"<!--.*?-->|<script.*?</script>", " ", page.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize(("name", "markup"), CASES)
def test_the_same_seed_gives_the_same_page_and_another_seed_another(name: str, markup: str) -> None:
    facts = FACTS[name]
    pages = [render(facts, markup, seed) for seed in (0, 1, 1, 2, 3)]
    assert pages[1] == pages[2]
    assert len(set(pages)) > 1


@pytest.mark.parametrize(("name", "markup"), [case for case in CASES if not case[1].startswith("pdf-")])
@pytest.mark.parametrize("seed", [0, 5])
def test_every_title_of_the_facts_stands_on_the_page(name: str, markup: str, seed: int) -> None:
    facts = FACTS[name]
    page = words(render(facts, markup, seed))
    for mechanism in facts["mechanisms"]:
        for field in ("meetings", "documents"):
            for entry in mechanism.get(field, ()):
                assert " ".join(entry["title"].split()) in page
        for text in mechanism.get("focus", ()):
            assert text in page


def test_plain_words_come_with_seed_nought() -> None:
    page = render(FACTS["iom-5-5-dialogue"], "plain", 0).decode()
    assert page.startswith("5+5 Dialogue on Migration in the Western Mediterranean\n")
    for line in (
        "Type: Inter-regional forum on migration (Regions covered: Europe - Africa)",
        "Established: 2002",
        "Current Chair: Tunisia and Spain",
        'Past Chairs: Morocco, Mauritania, Portugal, Italy"',
        "10 Member States",
        "3 Observer Organizations",
        "- March 1-2, 2020, Marrakesh, Morocco, 8th Ministerial Conference on Migration and Development",
        "- Migration and Religion, Rabat 2005 ( EN | FR )",
    ):
        assert line in page.splitlines()


def test_the_traps_of_the_long_list_are_kept() -> None:
    names = re.findall(r"<li>([^<]+)</li>", render(FACTS["iom-tripoli-process"], "headings", 0).decode())
    assert names.count("Austria") == 2
    assert "Eriteria" in names
    assert "Somalia" not in names


def test_tabs_name_their_panes_only_in_the_strip() -> None:
    page = render(FACTS["lagoon-states-dialogue"], "tabs", 0).decode()
    strip, panes = page.split('<div class="tab-content">')
    assert ">Documents</a>" in strip
    assert "Documents" not in panes


def test_a_markup_that_a_layout_has_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="it can be html-table"):
        render(FACTS["iom-iscm-table"], "tabs", 0)


def test_a_pdf_is_a_pdf() -> None:
    assert media_type("pdf-unruled") == "application/pdf"
    assert render(FACTS["iom-iscm-table"], "pdf-unruled", 1).startswith(b"%PDF-")


def test_an_edition_differs_from_its_base_only_where_it_says() -> None:
    base, edition = FACTS["iom-tripoli-process"]["mechanisms"][0], FACTS["iom-tripoli-process-earlier"]["mechanisms"][0]
    differing = {field for field in base if base[field] != edition[field]}
    assert differing == {"members", "written"}
    assert set(edition["members"]) - set(base["members"]) == {"SO"}


def test_an_edition_leaves_out_what_it_lacks() -> None:
    def dates(name: str) -> set[str]:
        return {meeting["date"] for meeting in FACTS[name]["mechanisms"][0]["meetings"]}

    assert dates("iom-5-5-dialogue") - dates("iom-5-5-dialogue-earlier") == {"2020-03-01/2020-03-02", "2016-05"}


def test_at_least_six_pages_are_invented() -> None:
    invented = [facts for facts in FACTS.values() if facts.get("invented")]
    assert len(invented) >= 6
    assert {facts["language"] for facts in invented} == {"en", "fr", "es", "pt"}


def _agree(facts: Any, expected: Any, field: str) -> None:
    if field == "documents":
        for want in expected:
            assert any(want.items() <= {k: v for k, v in have.items() if k != "written"}.items() for have in facts)
    else:
        assert facts == expected, field


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("iom-5-5-dialogue", "000_69222cd03ea9fc7b"),
        ("iom-tripoli-process", "001_fe76727cfa66afe6"),
        ("sgmai-5-5-dialogue", "002_32e94a027f2cb755"),
        ("iom-iscm-table", "003_40709d86875e602e"),
        ("south-south-iom-ro-mena", "004_2862137b96498bb1"),
    ],
)
def test_the_facts_are_those_that_a_person_read_in_the_real_documents(shared: Path, name: str, file: str) -> None:
    expected = json.loads((shared / "expected" / f"{file}.json").read_text(encoding="utf-8"))
    facts = FACTS[name]
    assert [m["mechanism"] for m in facts["mechanisms"]] == [m["mechanism"] for m in expected["mechanisms"]]
    for have, want in zip(facts["mechanisms"], expected["mechanisms"], strict=True):
        for field in set(want) - {"name", "contacts", "iom_role_note"}:  # the telephone number is invented here
            _agree(have[field], want[field], field)
    for field, value in (expected.get("source_fields") or {}).items():
        assert facts["source_fields"][field] == value
