"""Fields with several labels and lines that nobody reads, over HTTP: what is absent is gone only where nothing on the
page explains it, and the archive tells the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.upkeep.past import again, all_of
from tests.watched import MEMBERS, Watched, page

STATES = "<h2>Observers</h2><ul><li>Georgia<li>Armenia<li>Moldova</ul>"
BODIES = "<h2>Observer organisations</h2><ul><li>IOM<li>UNHCR</ul>"
LOST = "<h2>In attendance</h2><ul><li>IOM<li>UNHCR</ul>"
DEPOSITARY = "<h2>Treaty</h2><p>Depositary: Austria</p>"
FEWER = tuple(name for name in MEMBERS if name != "Austria")


@pytest.fixture
def site(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    return site


def told(site: Watched, *bodies: str) -> list[str]:
    kinds: list[str] = []
    for body in bodies:
        site.serve(body)
        kinds += [f"{kind} {key}".strip() for kind, key in site.run().changes]
    return kinds


@pytest.mark.parametrize("instead", ["", LOST])
def test_a_lost_label_of_two_waits_for_a_person_and_the_archive_tells_the_same(site: Watched, instead: str):
    assert told(site, page(extra=STATES + BODIES)) == []
    assert told(site, *[page(extra=STATES + instead)] * 5) == ["page.reshaped"]
    assert site.ask("SELECT field, reason FROM held WHERE ended_at IS NULL") == [
        ("observer", "the label of IOM and UNHCR is no longer on the page")
    ]
    assert told(site, page(extra=STATES.replace("<li>Moldova", "") + instead)) == ["observer.left MD"]
    before = all_of(site)
    again(site)
    assert all_of(site) == before
    standing = site.ask("SELECT key FROM statement WHERE field = 'observer' AND closed_by IS NULL ORDER BY key")
    assert standing == [("AM",), ("GE",), ("iom",), ("unhcr",)]


def test_a_line_that_always_stood_there_explains_no_departure(site: Watched):
    assert told(site, page(extra=DEPOSITARY), page(members=FEWER, extra=DEPOSITARY)) == ["member.left AT"]


def test_a_line_that_is_new_may_explain_an_absence_for_as_long_as_it_stands(site: Watched):
    assert told(site, page(), *[page(members=FEWER, extra=DEPOSITARY)] * 4) == ["page.reshaped"]
    before = all_of(site)
    again(site)
    assert all_of(site) == before
    assert told(site, page(members=FEWER)) == ["member.left AT"]


@pytest.mark.parametrize("instead", ["Mr João Silva, Director General", "See the page of the chairmanship", "Zanzibar"])
def test_a_label_over_words_that_nobody_understands_waits(site: Watched, instead: str):
    assert told(site, page(), *[page(chair=instead)] * 3) == ["page.reshaped"]
    assert site.ask("SELECT reason FROM held WHERE ended_at IS NULL") == [("its section was not understood",)]
    assert told(site, page()) == []


GROUPS = "<h2>Observers</h2><h3>States</h3><ul><li>Georgia<li>Armenia<li>Moldova</ul>"


@pytest.mark.parametrize(
    ("bodies", "then", "reason"),
    [
        ("<h3>Organisations</h3><ul><li>IOM<li>UNHCR</ul>", "", "the label of IOM and UNHCR is no longer on the page"),
        (
            BODIES,
            "<h2>Observer organisations</h2><p>TBC</p>",
            "the page says that it is not known yet, or does not apply",
        ),
    ],
)
def test_a_part_of_a_list_waits_while_the_rest_goes_on_and_the_archive_tells_the_same(
    site: Watched, bodies: str, then: str, reason: str
):
    fewer = GROUPS.replace("<li>Moldova", "")
    assert told(site, page(extra=GROUPS + bodies)) == []
    assert told(site, *[page(extra=GROUPS + then)] * 3) == ["page.reshaped"]
    assert site.ask("SELECT reason FROM held WHERE ended_at IS NULL") == [(reason,)]
    assert told(site, *[page(extra=fewer + then)] * 2) == ["observer.left MD"]
    before = all_of(site)
    again(site)
    assert all_of(site) == before
    assert told(site, page(extra=fewer + bodies.replace("<li>UNHCR", ""))) == ["observer.left unhcr"]
