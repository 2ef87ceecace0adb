"""The second wall: a page that is none and that the judge takes for one changes no fact all the same.

Every page that is none (documents/verdicts/) is read past the judge as the next edition of a good page, in every
layout, and compared with it. What the comparison may do is hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.compare import compare
from monitor.documents import judge, read
from monitor.extract import extract
from monitor.model import Comparison, Document, Extraction, FieldOutcome, Layout, Memory, OpenStatement
from tests.pages.render import load_facts, media_type, render
from tests.watched import Watched, page

HERE = Path(__file__).parent / "documents"
WALLS = sorted(file for file in HERE.glob("verdicts/*/*") if not file.parent.name.startswith("good"))
PASSING = sorted(HERE.glob("passing/*"))
START = datetime(2026, 11, 1, 6, tzinfo=UTC)
# (facts, markup, mechanisms of the source)
GOOD_PAGES = {
    "many members": ("iom-tripoli-process", "headings", ("tripoli-process",)),
    "of a ministry": ("sgmai-5-5-dialogue", "soup", ()),
    "with a web site": ("amber-road-process", "accordion", ("bali-process",)),
    "in Portuguese": ("dialogo-das-ilhas", "definitions", ("bali-process",)),
    "in Spanish": ("conferencia-de-los-volcanes", "label-table", ("bali-process",)),
    "in French": ("dialogue-portes-du-desert", "bold-lines", ("bali-process",)),
    "table": ("iom-iscm-table", "html-table", ()),
    "practice": ("south-south-iom-ro-mena", "headings", ()),
}
# Walls that state something under a label of ours (`URL: ...`, an empty section `Documents`, `Type: ...`), and the
# field that they reach when they are forced past the judge and stay as they are for three looks and 48 hours. No other
# wall reaches any, and none does so at once.
LABELLED = {
    "fortigate": "website",
    "fortiguard": "website",
    "fortinet-attack-id-pt": "website",
    "google-sorry": "website",
    "sucuri": "website",
    "drupal-empty-node-chrome-fr": "document",
    "fr-accordion-closed": "document",
    "no-documents-in-this-folder": "document",
    "sharepoint-empty-zones-es": "document",
    "stacktrace-tomcat": "types",
    "tomcat": "types",
    "paywall-with-its-newspaper": "name",
}

Baseline = tuple[Extraction, Layout, tuple[str, ...]]


@cache
def baseline(name: str) -> Baseline:
    facts_name, markup, mechanisms = GOOD_PAGES[name]
    facts = load_facts()[facts_name]
    document = read(render(facts, markup, seed=0), media_type=media_type(markup), url="https://www.example.org/p")
    layout: Layout = facts["layout"]
    reading = extract(document, layout, mechanisms)
    assert reading.statements
    return reading, layout, mechanisms


def document_of(file: Path) -> Document:
    kind = "text/plain" if file.suffix == ".txt" else "text/html"
    return read(file.read_bytes(), media_type=kind, url="https://www.example.org/p")


def remembered(reading: Extraction) -> Memory:
    """What the history holds after three runs that read the same."""
    first = compare(Memory(), reading, now=START)
    return Memory(
        capture="c",
        statements=tuple(OpenStatement(row, one, "c") for row, one in enumerate(first.opened, 1)),
        fields=(first.fields,) * 3,
        known=frozenset(
            ("" if one.field == "mechanism" else one.mechanism or "", one.field)
            for one in first.fields
            if one.outcome == "ok"
        ),
        prose=reading.prose,
        source_fields=reading.source_fields,
        layout=reading.layout,
        extractor=reading.extractor,
        lookups=reading.lookups,
    )


def _place(one: FieldOutcome) -> tuple[str, str]:
    return ("" if one.field == "mechanism" else one.mechanism or "", one.field)


def looks(before: Baseline, after: Extraction) -> Iterator[Comparison]:
    """What three looks at a page tell, three days apart; two more only where something waits to be believed."""
    memory = remembered(before[0])
    for number in range(1, 4):
        found = compare(memory, after, now=START + timedelta(days=3 * number))
        yield found
        if found.outcome != "held":
            return
        memory = replace(memory, fields=(found.fields, *memory.fields)[:3], held=found.held)


@pytest.mark.parametrize("file", [*WALLS, *PASSING], ids=lambda file: file.stem)
def test_a_wall_that_is_read_as_a_page_changes_no_fact(file: Path) -> None:
    document = document_of(file)
    readings: dict[tuple[Layout, tuple[str, ...]], Extraction] = {}
    reached: set[str] = set()
    for name in GOOD_PAGES:
        before = baseline(name)
        _, layout, mechanisms = before
        if (layout, mechanisms) not in readings:
            readings[layout, mechanisms] = extract(document, layout, mechanisms)
        for number, found in enumerate(looks(before, readings[layout, mechanisms]), 1):
            assert found.outcome in ("held", "drifted"), name
            fields = {change.field for change in found.changes if change.kind != "page.reshaped"}
            fields |= {statement.field for statement in found.opened}
            assert not fields or number == 3, (name, fields)
            assert fields or not found.closed, name
            reached |= fields
    assert reached <= {LABELLED.get(file.stem)}


def test_no_wall_is_let_off_that_is_not_there_or_reaches_who_chairs_belongs_and_met() -> None:
    assert set(LABELLED) <= {file.stem for file in (*WALLS, *PASSING)}
    assert set(LABELLED.values()) == {"website", "document", "types", "name"}


@pytest.mark.parametrize("file", PASSING, ids=lambda file: file.stem)
def test_a_wall_that_the_judge_lets_pass_tells_and_closes_nothing_in_real_runs(
    file: Path, tmp_path: Path, httpserver: HTTPServer
) -> None:
    assert judge(document_of(file), body=file.read_bytes()) is None, "known to pass no more: move it to verdicts/"
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    stood = watched.facts()["statement"]
    assert stood
    watched.serve(file.read_bytes())
    told = [change for _ in range(4) for change in watched.run(hours=30).changes]
    assert {kind for kind, _ in told} <= {"page.reshaped"}
    assert watched.facts()["statement"] == stood
    watched.serve(page())
    assert not watched.run().changes
    assert watched.facts()["statement"] == stood
