"""Declared fields on pages of odd markup: found by label, selector or column, and refused where they are otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.declared import DeclaredField as Field
from monitor.errors import UsageError
from monitor.extract import Payload, as_json, extract, read_capture
from monitor.extract.declared.numbers import read_number
from monitor.model import Document, Extraction, Json, Source


def read(markup: str, *fields: Field, language: str | None = "en", media_type: str = "text/html") -> Extraction:
    source = Source("odd", "https://pages.example/a/", "declared", ("midsa",), language, fields=fields)
    body = markup.encode()
    found = read_capture(Payload(body, media_type, "utf-8", "https://pages.example/a/", 200), source)
    assert found.extraction is not None
    return found.extraction


def page(inner: str) -> str:
    words = "The roundtable brings together the desks of the coast, which meet in the harbour of one of them. " * 3
    return f"<!doctype html><title>Odd</title><body><h1>Odd page</h1><p>{words}</p>{inner}"


def values(extraction: Extraction, field: str) -> list[Json]:
    return [statement.value for statement in extraction.statements if statement.field == field]


def outcome(extraction: Extraction, field: str) -> str:
    return next(one.outcome for one in extraction.fields if one.field == field)


def told(extraction: Extraction, kind: str) -> list[str]:
    return [finding.message for finding in extraction.findings if finding.kind == kind]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Desk officers: 40</p>",
        "<h3>Desk officers</h3><p>40</p>",
        "<dl><dt>Desk officers<dd>40</dl>",
        "<table><tr><td>Desk officers<td>40<tr><td>Rooms<td>3<tr><td>Ships<td>1</table>",
        "<div><span class=a>Desk officers</span><span class=b>40</span></div>",
        "<b>Desk officers</b><br>40<br><b>Rooms</b><br>3",
        "<details><summary>Desk officers</summary>40</details>",
        "<ul><li>Rooms – 3<li>Desk officers – 40</ul>",
        "<aside><p>Desk officers: 40</p></aside>",
        "<p>DESK&nbsp;OFFICERS : 40</p>",
    ],
)
def test_a_label_is_found_whatever_the_markup(markup: str) -> None:
    extraction = read(page(markup), Field("desks", "number", label="Desk officers"))
    assert values(extraction, "desks") == [40]
    assert extraction.outcome == "ok"
    assert extraction.layout == "declared"


@pytest.mark.parametrize(
    ("markup", "found"),
    [("<p>Rooms: 3</p>", "in no place"), ("<p>Desks: 3</p><p>Desks: 4</p>", "in 2 places")],
)
def test_a_label_in_no_place_or_in_two_is_drift(markup: str, found: str) -> None:
    extraction = read(page(markup), Field("desks", "number", label="Desks"), Field("title", "text", css="h1"))
    assert outcome(extraction, "desks") == "drifted"
    assert values(extraction, "desks") == []
    assert values(extraction, "title") == ["Odd page"]
    assert told(extraction, "drift")[0].startswith(f"desks: the label “Desks” stands {found}, and one is expected; ")


def test_a_value_that_is_none_of_its_type_is_told_with_its_words() -> None:
    markup = "<p>Desks: several</p><p>Opened: soon after the war</p><p>Land: Atlantis</p><p>Cost: 3 or 4</p>"
    fields = Field("desks", "number", label="Desks"), Field("opened", "date", label="Opened")
    extraction = read(
        page(markup), *fields, Field("land", "country", label="Land"), Field("cost", "money", label="Cost")
    )
    assert extraction.statements == ()
    assert {one.outcome for one in extraction.fields} == {"partial"}
    assert sorted(told(extraction, "unread-line")) == [
        "not understood under cost: “3 or 4”",
        "not understood under desks: “several”",
        "not understood under land: “Atlantis”",
    ]
    assert told(extraction, "unparsed-date") == ["no date understood under opened: “soon after the war”"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("31 June 2019", "unparsed-date"),
        ("14–12 May 2002", "unparsed-date"),
        ("XX/2002", "unparsed-date"),
        ("once", "unparsed-date"),
    ],
)
def test_a_date_of_the_users_own_is_refused_as_those_of_the_house_are(words: str, kind: str) -> None:
    field = Field("opened", "date", label="Opened")
    extraction = read(page(f"<p>Opened: {words}</p>"), field)
    assert [(one.kind, one.field, one.quote) for one in extraction.findings if one.field == "opened"] == [
        (kind, "opened", f"Opened: {words}")
    ]
    entries = read(page(f"<p>Opened: 3 May 2001</p><p>Opened: {words}</p>"), replace(field, count="many"))
    assert values(entries, "opened") == ["2001-05-03"]
    assert [(one.kind, one.quote) for one in entries.findings] == [(kind, f"Opened: {words}")]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2002", "2002"),
        ("since 2002", "2002"),
        ("Opened by the ministers in Geneva on 3 May 2001", "2001-05-03"),
        ("May 2001 (with interruptions)", "2001-05"),
    ],
)
def test_a_date_of_the_users_own_may_stand_among_words(words: str, date: str) -> None:
    extraction = read(page(f"<p>Opened: {words}</p>"), Field("opened", "date", label="Opened"))
    assert [str(value)[:10] for value in values(extraction, "opened")] == [date]


def test_a_misspelt_month_of_the_users_own_is_read_and_told() -> None:
    extraction = read(page("<p>Opened: 12 Febuary 2019</p>"), Field("opened", "date", label="Opened"))
    assert values(extraction, "opened") == ["2019-02-12"]
    assert told(extraction, "typo") == ["“Febuary” read as February"]


def test_a_place_too_many_is_shown() -> None:
    extraction = read(page("<p>Desks: 3</p><p>Desks: 4</p>"), Field("desks", "number", label="Desks"))
    (drift,) = [one for one in extraction.findings if one.kind == "drift"]
    assert drift.quote == "Desks: 4"
    assert drift.locator


def test_each_type_gives_a_typed_value_with_quote_and_locator() -> None:
    markup = (
        "<p>Rooms: 1,250</p><p>Cost: EUR 3 million</p><p>Opened: 3 May 2019</p><p>Land: Malta</p>"
        "<p>Lands: Malta and Spain</p>"
        "<p>Host: International Organization for Migration (IOM)</p><p>Portal: <a href='/p'>here</a></p><p>Say: so</p>"
        "<h3>Talks</h3><ul><li>First talks on ports, Tunis, 3 May 2019</ul>"
        "<h3>Papers</h3><ul><li><a href='/x.pdf'>Paper on ports (2018)</a></ul>"
    )
    types = {
        "rooms": "number", "cost": "money", "opened": "date", "land": "country", "lands": "countries",
        "host": "organisation", "portal": "link", "say": "text", "talks": "meetings", "papers": "documents",
    }  # fmt: skip
    fields = [Field(name, type_, label=name.title()) for name, type_ in types.items()]  # type: ignore[arg-type]  # checked
    extraction = read(page(markup), *fields)
    assert extraction.outcome == "ok"
    declared = as_json(extraction)["mechanisms"][0]["declared"]
    assert declared == {
        "rooms": 1250,
        "cost": {"amount": 3_000_000, "currency": "EUR", "year": None},
        "opened": "2019-05-03",
        "land": {"country": "MT", "name": "Malta"},
        "lands": [{"country": "MT", "name": "Malta"}, {"country": "ES", "name": "Spain"}],
        "host": {"id": "iom", "name": "International Organization for Migration (IOM)"},
        "portal": {"title": "here", "url": "https://pages.example/p"},
        "say": "so",
        "talks": [
            {
                "date": "2019-05-03", "date_text": "3 May 2019", "place": "Tunis", "country": "TN",
                "title": "First talks on ports", "announced": False,
            }
        ],
        "papers": [
            {"title": "Paper on ports", "year": 2018, "url": "https://pages.example/x.pdf", "languages": []}
        ],
    }  # fmt: skip
    assert all(statement.quote and statement.locator for statement in extraction.statements)
    proof = as_json(extraction, evidence=True)["mechanisms"][0]["evidence"]
    assert proof["declared.rooms"]["quote"] == "Rooms: 1,250"


def test_a_column_is_found_by_its_head_and_keyed_by_another() -> None:
    rows = "<tr><td>2019<td>Malta<td>4</tr><tr><td>2020<td>Spain<td>6</tr>"
    table = f"<table><tr><td>Year<td>Held by<td>Desks</tr>{rows}</table>"
    extraction = read(
        page(table), Field("desks", "number", column="Desks", key="Year"), Field("land", "list", column="Held by")
    )
    assert values(extraction, "desks") == [{"key": "2019", "value": 4}, {"key": "2020", "value": 6}]
    assert values(extraction, "land") == ["Malta", "Spain"]
    assert extraction.statements[0].locator.endswith("tr:nth-of-type(2) > td:nth-of-type(3)")
    twice = read(page(table + table), Field("desks", "number", column="Desks"))
    assert told(twice, "drift") == [
        "desks: 2 tables have a column “Desks”, and one is expected; name one of them more closely, or write"
        ' count = "many" where each is an entry'
    ]


def test_an_entry_without_its_key_is_not_read() -> None:
    markup = "<ul><li><b>1</b> Ports</li><li>Rivers</li></ul>"
    extraction = read(page(markup), Field("legs", "list", css="li", count="many", key="b"))
    assert values(extraction, "legs") == [{"key": "1", "value": "Ports"}]
    assert outcome(extraction, "legs") == "partial"
    assert told(extraction, "unread-line") == ["legs: the key “b” (selector) finds nothing for “Rivers”"]


def test_an_entry_that_stands_twice_and_a_wrong_count_are_told() -> None:
    markup = "<h2>Ports (4)</h2><ul><li>Tunis<li>Tunis<li>Sfax</ul>"
    extraction = read(page(markup), Field("ports", "list", label="Ports"))
    assert values(extraction, "ports") == ["Tunis", "Sfax"]
    assert told(extraction, "duplicate") == ["Tunis is listed twice"]
    assert told(extraction, "count-mismatch") == ["ports: claimed 4, 3 listed, 2 distinct"]


def test_a_list_ends_where_the_next_part_begins() -> None:
    markup = (
        "<h2>Ports</h2><ul><li>Tunis<li>Sfax</ul><p>Rivers: three</p><ul><li>Nile</ul>"
        "<h2>Roads</h2><p>None of them is paved.</p><table><tr><th>Coast<th>Since<tr><td>Malta<td>2001</table>"
    )
    extraction = read(page(markup), Field("ports", "list", label="Ports"), Field("roads", "text", label="Roads"))
    assert values(extraction, "ports") == ["Tunis", "Sfax"]
    assert values(extraction, "roads") == ["None of them is paved."]


@pytest.mark.parametrize(
    "markup",
    [
        "<dl><dt>Mandate<dd><p>To talk.<p>To act.</dl><p>Elsewhere: nothing.",
        "<div><h4>Mandate</h4><p>To talk.<p>To act.</div><p>Elsewhere: nothing.",
        "<div id=m><h4>Mandate</h4><p>To talk.<p id=x>To act.</div><p>Elsewhere: nothing.",
        "<section><div><b>Mandate</b></div><div>To talk.<br>To act.</div></section><h3>Elsewhere</h3>",
    ],
)
def test_a_text_ends_with_the_element_that_it_stands_in(markup: str) -> None:
    extraction = read(page(markup), Field("mandate", "text", label="Mandate"))
    assert values(extraction, "mandate") == ["To talk.\nTo act."]


def test_a_label_with_nothing_under_it_is_told() -> None:
    extraction = read(page("<h2>Ports</h2><h2>Roads</h2><p>Two.</p>"), Field("ports", "list", label="Ports"))
    assert outcome(extraction, "ports") == "partial"
    assert told(extraction, "empty-label") == ["ports: no words stand under “Ports”"]


def test_what_may_be_absent_and_is_is_read() -> None:
    extraction = read(page(""), Field("alert", "text", css=".alert", count="optional"))
    assert (extraction.outcome, extraction.statements, extraction.findings) == ("ok", (), ())


def test_a_plain_text_is_read_by_its_labels() -> None:
    text = "ODD PAGE\n\nDesks: 40\n\nHeld by\nMalta\n\nPorts\n- Tunis\n- Sfax\n"
    fields = Field("desks", "number", label="Desks"), Field("chair", "country", label="Held by")
    extraction = read(text, *fields, Field("ports", "list", label="Ports"), media_type="text/plain")
    assert values(extraction, "desks") == [40]
    assert values(extraction, "chair") == [{"country": "MT", "name": "Malta", "role": "chair", "term": None}]
    assert values(extraction, "ports") == ["Tunis", "Sfax"]


def test_a_declared_page_has_no_reader_without_its_source() -> None:
    with pytest.raises(UsageError, match="by the fields of its source"):
        extract(Document("text/html", ""), "declared")


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("40", "en", 40),
        ("about 40 people", "en", 40),
        ("1 250", "fr", 1250),
        ("1\u202f250,5", "fr", 1250.5),
        ("1,250", "en", 1250),
        ("1.250", "es", 1250),
        ("1,250", "fr", 1.25),
        ("1.250", "en", 1.25),
        ("12,345,678", "fr", 12345678),
        ("1.234,56", "en", 1234.56),
        ("1'250", "en", 1250),
        ("12.5 %", "en", 12.5),
        ("\u22123", "en", -3),
        ("0", "en", 0),
        ("1.2.3", "en", None),
        ("3 or 4", "en", None),
        ("12 May", "en", 12),
        ("none", "en", None),
        ("12,34,567", "en", None),
        ("A4", "en", None),
        ("4x4", "en", None),
        ("2019-20", "en", None),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text: str, language: str, number: float | None) -> None:
    assert read_number(text, language=language) == number


@pytest.mark.parametrize("words", ["TBC", "To be announced", "à confirmer", "уточняется", "سيعلن عنه لاحقا"])
def test_what_is_not_known_yet_is_no_value_and_no_none(words: str) -> None:
    fields = Field("desks", "number", label="Desk officers"), Field("ports", "list", label="Ports")
    listed = f"<h3>Ports</h3><ul><li>Beira<li>{words}</ul>"
    extraction = read(page(f"<dl><dt>Desk officers<dd>{words}</dl>{listed}"), *fields)
    assert (values(extraction, "desks"), values(extraction, "ports")) == ([], ["Beira"])
    assert [(one.field, one.outcome, one.listed) for one in extraction.fields if one.field in ("desks", "ports")] == [
        ("desks", "partial", 0), ("ports", "partial", 1),
    ]  # fmt: skip
    assert told(extraction, "not-known-yet") == [
        f"not known yet under desks: “{words}”", f"not known yet under ports: “{words}”",
    ]  # fmt: skip
