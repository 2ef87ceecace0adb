"""Lists under several labels: what is not understood under one of them is told and counted, whatever the others say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.extract import Payload, read_capture
from monitor.model import Extraction, FieldOutcome, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
Part = tuple[str, Sequence[str]]
EACH = {
    "lines": ("<p>{}: {}</p>", ", ", ""),
    "headings": ("<h3>{}</h3><p>{}</p>", ", ", ""),
    "lists": ("<h3>{}</h3><ul><li>{}</ul>", "<li>", ""),
    "rows": ("<tr><th>{}<td>{}", ", ", "table"),
    "terms": ("<dt>{}<dd>{}", "<dd>", "dl"),
    "leads": ("<p><b>{}</b>: {}</p>", ", ", ""),
}
LANGUAGES = (
    ("en", "Observers", "Observer organisations", "Observer States", ["Georgia", "Armenia", "IOM"], "Zanzibaria"),
    (
        "fr",
        "Observateurs",
        "Organisations observatrices",
        "États observateurs",
        ["Géorgie", "Arménie", "OIM"],
        "Zanzibarie",
    ),
    (
        "es",
        "Observadores",
        "Organizaciones observadoras",
        "Estados observadores",
        ["Georgia", "Armenia", "OIM"],
        "Zanzibaria",
    ),
    (
        "pt",
        "Observadores",
        "Organizações observadoras",
        "Estados observadores",
        ["Geórgia", "Armênia", "OIM"],
        "Zanzibária",
    ),
)


def read(markup: str, language: str, *parts: Part) -> Extraction:
    each, between, box = EACH[markup]
    said = "".join(each.format(label, between.join(of)) for label, of in parts)
    said = f"<{box}>{said}</{box}>" if box else said
    above = "<h1>Prague Process</h1><p>Type: RCP</p>"
    body = f"<html lang={language}><title>Prague Process</title>{above}{said}"
    return read_capture(Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


def observers(found: Extraction) -> tuple[FieldOutcome, set[str]]:
    (outcome,) = (one for one in found.fields if one.field == "observer")
    return outcome, {one.key for one in found.statements if one.field == "observer"}


@pytest.mark.parametrize("markup", EACH)
@pytest.mark.parametrize(("language", "general", "bodies", "states", "mixed", "odd"), LANGUAGES)
@pytest.mark.parametrize("turn", [1, -1])
def test_two_labels_that_state_the_same_are_both_read(markup, language, general, bodies, states, mixed, odd, turn):
    parts = ((general, mixed), (bodies, ["IOM", "UNHCR"]))[::turn]
    outcome, keys = observers(read(markup, language, *parts))
    assert keys == {"GE", "AM", "iom", "unhcr"}
    assert (outcome.outcome, outcome.unread) == ("ok", ())
    parts = ((general, mixed), (states, [*mixed[:2], odd]))[::turn]
    outcome, keys = observers(read(markup, language, *parts))
    assert keys == {"GE", "AM", "iom"}
    assert outcome.outcome == "partial"
    assert len(outcome.unread) == 1
    parts = ((general, mixed), (states, [odd]))[::turn]
    outcome, keys = observers(read(markup, language, *parts))
    assert (keys, outcome.outcome, len(outcome.unread)) == ({"GE", "AM", "iom"}, "partial", 1)


@pytest.mark.parametrize("markup", EACH)
@pytest.mark.parametrize("turn", [1, -1])
def test_a_body_that_nobody_knows_is_an_entry_whatever_the_other_label_states(markup, turn):
    parts = (("Observers", ["Georgia", "Armenia", "IOM"]), ("Observer organisations", ["Foo Foundation"]))[::turn]
    outcome, keys = observers(read(markup, "en", *parts))
    assert (outcome.outcome, keys) == ("ok", {"GE", "AM", "iom", "foo foundation"})
