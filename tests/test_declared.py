"""Pages of layout `declared` watched over HTTP: changes with their evidence, drift, new declarations, and the past."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.upkeep.past import again, all_of
from tests.watched import Watched

FIELDS = """[source.fields]
chair = { type = "country", label = "Held by" }
desks = { type = "number", css = "#d .n" }
envelope = { type = "money", label = "Envelope" }
member = { type = "countries", column = "Coast" }
patrols = { type = "list", css = "section.run > div.leg", count = "many", key = "i" }
notice = { type = "text", css = ".alert", count = "optional" }
"""
COASTS = ("Tunisia", "Egypt", "Malta", "Cyprus", "Greece")
LEGS = (("7", "Harbour schools"), ("9", "River patrols"), ("12", "Return desks"))


def reeds(
    holder: str = "Tunisia",
    desks: str = '<b class="n">14</b>',
    coasts: tuple[str, ...] = COASTS,
    legs: tuple[tuple[str, str], ...] = LEGS,
    more: str = "",
) -> str:
    """A page in a markup of its own: a box of spans, a table, a row of boxes."""
    rows = "".join(f"<tr><td>{coast}</td><td>{2010 + at}</td></tr>" for at, coast in enumerate(coasts))
    runs = "".join(f'<div class="leg"><i>{number}</i> <span>{words}</span></div>' for number, words in legs)
    return (
        f'<!doctype html><html lang="en"><title>Reeds</title><body><div class="top"><h1>Reeds Roundtable</h1>{more}'
        f'<p><span class="k">Held by</span>: <span>{holder}</span></p><p id="d">Desks on the coast {desks}</p>'
        f"<p>Envelope – EUR 2.5 million (2026)</p><table><tr><th>Coast<th>Since</tr>{rows}</table>"
        f'<section class="run">{runs}</section></div></body></html>'
    )


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    configure(watched, FIELDS)
    watched.serve(reeds())
    watched.run()
    return watched


def configure(watched: Watched, fields: str) -> None:
    watched.configure(watched.source("reeds", layout="declared", mechanism="bali-process", more=fields))
    assert watched.settings.problems == ()


def evidence(watched: Watched) -> list[tuple[str, str, str]]:
    """Field, quote and locator of what the changes opened."""
    return watched.ask(
        "SELECT s.field, s.quote, s.locator FROM change_statement x JOIN statement s ON s.id = x.statement"
        " WHERE x.side = 'after' ORDER BY s.id"
    )


def outcomes(watched: Watched) -> dict[str, str]:
    """The outcome of each field in the last extraction."""
    rows = watched.ask(
        "SELECT f.field, f.outcome FROM extraction_field f WHERE f.extraction = (SELECT max(id) FROM extraction)"
    )
    return dict(rows)


def test_a_first_reading_is_a_baseline_of_house_fields_and_of_others(watched: Watched) -> None:
    stated = watched.ask("SELECT field, key, value FROM statement ORDER BY field, id")
    assert [(field, key) for field, key, _ in stated] == [
        ("chair", "chair:TN"),
        ("desks", ""),
        ("envelope", ""),
        *[("member", code) for code in ("TN", "EG", "MT", "CY", "GR")],
        *[("patrols", number) for number, _ in LEGS],
    ]
    assert {field: value for field, key, value in stated if not key} == {
        "desks": "14",
        "envelope": '{"amount":2500000,"currency":"EUR","year":2026}',
    }
    assert watched.ask("SELECT count(*) FROM change") == [(0,)]
    assert set(outcomes(watched).values()) == {"ok"}


def test_what_changes_is_told_with_its_words_and_place(watched: Watched) -> None:
    watched.serve(reeds("Egypt", '<b class="n">15</b>', (*COASTS, "Spain"), (*LEGS[:2], ("12", "Desks for returnees"))))
    told = watched.run()
    assert told.changes == [
        ("chair.handover", ""),
        ("desks.changed", ""),
        ("member.joined", "ES"),
        ("patrols.changed", "12"),
    ]
    assert evidence(watched) == [
        ("chair", "Held by: Egypt", "body > div > p:nth-of-type(1)"),
        ("desks", "15", "#d > b"),
        ("member", "Spain", "body > div > table > tbody > tr:nth-of-type(7) > td:nth-of-type(1)"),
        ("patrols", "12 Desks for returnees", "body > div > section > div:nth-of-type(3)"),
    ]
    summaries = dict(watched.ask("SELECT field, summary FROM change"))
    assert summaries["desks"] == "Bali Process, desks: 14 -> 15"
    assert summaries["patrols"].startswith("Bali Process, patrols: 12: Return desks -> 12: Desks")


def test_a_notice_that_may_be_missing_is_told_when_it_comes_and_when_it_goes(watched: Watched) -> None:
    watched.serve(reeds(more='<div class="alert">The desks are closed.</div>'))
    assert watched.run().changes == [("notice.added", "")]
    watched.serve(reeds())
    assert watched.run().changes == [("notice.removed", "")]


def test_what_is_not_as_declared_drifts_alone_and_closes_nothing(watched: Watched) -> None:
    watched.serve(reeds("Egypt", '<b class="n">15</b><b class="n">16</b>').replace("<th>Coast", "<th>Shore"))
    told = watched.run()
    assert told.changes == [("chair.handover", ""), ("page.reshaped", "")]
    held = outcomes(watched)
    assert (held["desks"], held["member"], held["chair"]) == ("held", "held", "ok")
    messages = [message for (message,) in watched.ask("SELECT message FROM finding WHERE kind = 'drift' ORDER BY id")]
    assert messages[0].startswith("desks: the selector “#d .n” finds 2 elements, and one is expected; name one")
    assert messages[1].startswith("member: no table has a column “Coast”, and one is expected; mend it")
    assert watched.ask("SELECT count(*) FROM statement WHERE closed_by IS NOT NULL AND field != 'chair'") == [(0,)]
    watched.serve(reeds("Egypt", '<b class="n">15</b>'))
    assert watched.run().changes == [("desks.changed", "")]


def test_another_declaration_is_a_new_baseline(watched: Watched) -> None:
    configure(watched, FIELDS.replace("#d .n", "#d"))
    watched.serve(reeds("Egypt", '<b class="n">15</b>'))
    assert watched.run().changes == []
    watched.serve(reeds("Egypt", '<b class="n">16</b>'))
    assert watched.run().changes == [("desks.changed", "")]


def test_the_same_declaration_in_another_order_is_no_other(watched: Watched) -> None:
    head, *lines = FIELDS.splitlines(keepends=True)
    configure(watched, "".join([head, *reversed(lines)]))
    watched.serve(reeds("Egypt"))
    assert watched.run().changes == [("chair.handover", "")]


def test_the_past_told_again_goes_by_the_declarations_of_its_time(watched: Watched) -> None:
    watched.serve(reeds("Egypt"))
    watched.run()
    configure(watched, FIELDS.replace("Held by", "Envelope").replace('"country"', '"organisation"'))
    watched.run()
    configure(watched, FIELDS)
    watched.serve(reeds("Malta"))
    watched.run()
    watched.serve(reeds("Malta", '<b class="n">1 400</b>'))
    watched.run()
    grown = all_of(watched)
    assert again(watched).rekeyed == 0
    assert all_of(watched) == grown
    for path in watched.folder.glob("history.db*"):
        path.unlink()
    again(watched)
    told = all_of(watched)
    assert told["statement"] == grown["statement"]
    assert told["change"] == grown["change"]


def test_a_pdf_has_no_selectors_and_says_so(watched: Watched) -> None:
    watched.serve("Held by: Egypt\n\nEnvelope: EUR 3 million (2027)\n")
    watched.server.handlers[-1].respond_with_data(
        "Held by: Egypt\n\nEnvelope: EUR 3 million\n", content_type="text/plain"
    )
    watched.run()
    messages = [message for (message,) in watched.ask("SELECT message FROM finding WHERE kind = 'drift'")]
    assert (
        "desks: a selector needs an HTML page, and this is text/plain; name the words as label or column"
        in " ".join(messages)
    )
