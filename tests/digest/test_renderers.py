"""The same digest in every form: complete, in order, one width, and always the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from monitor.digest import (
    Chapter,
    Digest,
    News,
    Proof,
    Remark,
    Trouble,
    Waiting,
    as_html,
    as_json,
    as_markdown,
    as_text,
)
from monitor.digest.details import details
from monitor.digest.records import Said

Render = Callable[..., str]
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
QUIET = Digest(
    since=NOON - timedelta(days=1),
    until=NOON,
    chapters=(),
    remarks=(),
    open_findings=0,
    troubles=(),
    waiting=(),
    corrections=0,
    checked=5,
    sources=5,
    last_check=NOON - timedelta(hours=6),
)
HANDOVER = News(
    id="abcdefghijklmnop",
    kind="chair.handover",
    importance="high",
    field="chair",
    summary="Chair of the Lakeside Process: Morocco -> Tunisia",
    before=[{"country": "MA", "name": "Morocco", "role": "chair"}],
    after=[{"country": "TN", "name": "Tunisia", "role": "chair"}],
    source="lakeside",
    url="https://pages.example/lakeside",
    detected_at=NOON - timedelta(hours=6),
    proof_before=(Proof("capturebefore", "Current Chair: Morocco", "block 4"),),
    proof_after=(Proof("captureafter", "Chairing Country: Tunisia", "block 5"),),
)
FULL = replace(
    QUIET,
    chapters=(Chapter("lakeside-process", "Lakeside Process", (HANDOVER,)),),
    remarks=(Remark("lakeside", "duplicate", "lakeside-process", "Austria is listed twice"),),
    open_findings=3,
    troubles=(
        Trouble("dunes", "server-error", NOON - timedelta(days=2), NOON - timedelta(days=3), "the server said 503"),
    ),
    waiting=(Waiting("dunes", "dunes-forum", "member", "12 of 20 entries are gone at once", NOON - timedelta(days=1)),),
    corrections=2,
    problems=("config.toml:12: source.3.url: the URL has no host",),
)


def html_words(digest: Digest, **more: str) -> str:
    """What a reader of the HTML sees, with the addresses that its links lead to."""
    body = LexborHTMLParser(as_html(digest, **more)).body
    assert body is not None
    return "\n".join([body.text(), *(link.attributes["href"] or "" for link in body.css("a"))])


def test_a_window_without_changes_says_so_and_that_the_monitor_lives() -> None:
    assert "Nothing changed. 5 of 5 sources checked, last at 2026-11-21 06:00 UTC." in as_text(QUIET)


def test_a_window_without_checks_does_not_claim_that_nothing_changed() -> None:
    text = as_text(replace(QUIET, checked=0, last_check=None))
    assert "Nothing changed" not in text
    assert "Nothing was checked" in text


def test_a_failing_source_stands_in_the_heartbeat_too() -> None:
    assert "5 of 5 sources checked, 1 failing" in as_text(replace(QUIET, troubles=FULL.troubles))


@pytest.mark.parametrize("render", [as_text, as_markdown, html_words, as_json])
def test_every_form_tells_every_part(render: object) -> None:
    assert callable(render)
    text = " ".join(render(FULL).replace("\\", "").split())
    for part in (
        "Lakeside Process",
        "Morocco -> Tunisia",
        "Current Chair: Morocco",
        "Chairing Country: Tunisia",
        "captureb",
        "capturea",
        "https://pages.example/lakeside",
        "abcdefghijklmnop",
        "Austria is listed twice",
        "the server said 503",
        "12 of 20 entries are gone at once",
        "the URL has no host",
    ):
        assert part in text, part


@pytest.mark.parametrize("render", [as_text, as_markdown, as_html, as_json])
def test_the_same_digest_always_gives_the_same_text(render: object) -> None:
    assert callable(render)
    assert render(FULL) == render(replace(FULL))


def test_text_keeps_to_a_hundred_columns() -> None:
    long = replace(HANDOVER, summary="Chair of the Lakeside Process: " + "a very long name " * 20)
    text = as_text(replace(FULL, chapters=(Chapter("lakeside-process", "Lakeside Process", (long,)),)))
    assert max(map(len, text.splitlines())) <= 100


def test_before_and_after_are_told_where_neither_the_summary_nor_a_quote_says_them() -> None:
    assert "after    " not in as_text(FULL)
    silent = replace(HANDOVER, summary="The chair of the Lakeside Process changed", proof_after=())
    text = as_text(replace(FULL, chapters=(Chapter("lakeside-process", "Lakeside Process", (silent,)),)))
    assert "before   " not in text
    assert "after    Tunisia" in text


def test_the_reader_is_told_how_to_see_the_evidence_in_this_very_history() -> None:
    shown = as_text(FULL, command="monitor --config demo/config.toml")
    assert "monitor --config demo/config.toml evidence CHANGE" in shown
    assert "evidence CHANGE" not in as_text(QUIET)


def test_a_long_list_of_quotes_is_cut_and_says_so() -> None:
    many = tuple(Proof("captureafter", f"Country {number}", f"block {number}") for number in range(10))
    text = as_text(replace(FULL, chapters=(Chapter("x", "X", (replace(HANDOVER, proof_after=many),)),)))
    assert "and 7 more quotes" in text


def joined(number: int) -> News:
    return replace(
        HANDOVER,
        id=f"id{number}",
        kind="member.joined",
        field="member",
        summary=f"Country {number} joined the Lakeside Process",
        before=None,
        after={"kind": "state", "name": f"Country {number}"},
        proof_before=(),
        proof_after=(Proof("captureafter", f"Country {number}", f"block {number}"),),
    )


def of(*news: News) -> Digest:
    return replace(FULL, chapters=(Chapter("bali-process", "Bali Process", news),))


@pytest.mark.parametrize("render", [as_text, as_markdown, html_words])
def test_those_who_joined_at_once_stand_together(render: Render) -> None:
    text = " ".join(render(of(*map(joined, range(1, 5)), HANDOVER)).replace("\\", "").split())
    assert "4 joined Bali Process: Country 1; Country 2; Country 3; Country 4" in text
    assert "and 1 more quote" in text
    assert "changes id1, id2, id3, id4" in text
    assert "Country 1 joined" not in text
    assert "Morocco -> Tunisia" in text
    assert text.startswith(("What changed", "# What changed"))
    three = " ".join(render(of(*map(joined, range(1, 4)))).split())
    assert "Country 1 joined" in three
    other = replace(joined(4), source="harbour"), replace(joined(5), detected_at=NOON)
    marked = replace(joined(6), said=(Said("confirmed", "", "me", NOON),))
    apart = " ".join(render(of(*map(joined, range(1, 4)), *other, marked)).split())
    assert all(f"Country {number} joined" in apart for number in range(1, 7))


@pytest.mark.parametrize("render", [as_text, as_markdown, html_words])
def test_a_change_of_a_whole_page_is_told_in_bounded_words_and_where_the_rest_stands(render: Render) -> None:
    amended = [
        replace(HANDOVER, id=f"m{number}", kind="meeting.amended", field="meeting", summary=f"Meeting {number} amended")
        for number in range(400)
    ]
    mass = of(*map(joined, range(400)), *amended)
    text = render(mass, command="monitor --config c.toml").replace("\\", "")
    words = " ".join(text.split())
    assert render is html_words or len(text.splitlines()) < 120
    assert "400 joined Bali Process: Country 0;" in words
    assert "and 380 others" in words
    assert "Meeting 9 amended" in words
    assert "390 more changes of this kind on this page (meeting.amended)" in words
    for kind in ("member.joined", "meeting.amended"):
        assert f"monitor --config c.toml changes --source lakeside --kind {kind} --since 2026-11-21T06:00:00Z" in words
    assert "800 changes in 1 mechanism" in words
    assert len(json.loads(as_json(mass))["chapters"][0]["news"]) == 800


@pytest.mark.parametrize("render", [as_text, as_markdown, html_words])
def test_very_many_findings_of_a_source_are_counted_and_those_of_others_told(render: Render) -> None:
    many = [Remark("dunes", "typo", None, f"odd {number}") for number in range(500)]
    text = render(replace(FULL, remarks=(*many, *FULL.remarks)))
    assert "dunes: 480 more findings, all in monitor digest" in text.replace("\\", "")
    assert "odd 19" in text
    assert "odd 20 " not in text
    assert "Austria is listed twice" in text


def test_where_all_that_changed_was_left_out_it_does_not_say_that_nothing_changed() -> None:
    text = " ".join(as_text(replace(QUIET, left_out=2)).split())
    assert "No change is to be told. 2 changes left out: marked as false, or suppressed. 5 of 5 sources" in text
    assert "monitor changes --suppressed" in text
    assert "Nothing changed" not in text


@pytest.mark.parametrize("render", [as_text, as_markdown, as_html, as_json])
def test_hostile_words_of_a_page_do_nothing_in_any_form(render: object) -> None:
    assert callable(render)
    evil = "\x1b[2J\u202e<script>alert(1)</script>[x](javascript:alert(1))\n\n# owned"
    hostile = replace(
        FULL,
        chapters=(
            Chapter(
                evil,
                evil,
                (
                    replace(
                        HANDOVER,
                        summary=evil,
                        before=[{"name": evil, "role": evil}],
                        proof_after=(Proof("c", evil, evil),),
                        source=evil,
                        url=evil,
                    ),
                ),
            ),
        ),
        remarks=(Remark(evil, evil, evil, evil),),
        troubles=(Trouble(evil, evil, None, None, evil),),
        waiting=(Waiting(evil, evil, evil, evil, NOON),),
        problems=(evil,),
    )
    text = render(hostile)
    assert "\x1b" not in text
    assert "\u202e" not in text
    if render is as_html:
        page = LexborHTMLParser(text)
        assert not page.css("script, a")
        assert [len(page.css(tag)) for tag in ("h1", "style")] == [1, 1]
        assert "<script>alert(1)</script>" in html_words(hostile)
    if render is as_markdown:
        page = MarkdownIt("commonmark").render(text)
        assert "<script" not in page
        assert "<a " not in page
        assert "<h1>owned" not in page


def test_a_link_in_markdown_leads_to_the_page_and_nowhere_else() -> None:
    odd = replace(HANDOVER, url="https://pages.example/a b>)(<c")
    text = as_markdown(replace(FULL, chapters=(Chapter("x", "X", (odd,)),)))
    assert "[lakeside](<https://pages.example/a%20b%3E)(%3Cc>)" in text


def test_json_is_versioned_and_keeps_values_typed() -> None:
    value = json.loads(as_json(FULL))
    assert value["schema"] == 1
    assert value["since"] == "2026-11-20T12:00:00+00:00"
    assert value["chapters"][0]["news"][0]["after"] == [{"country": "TN", "name": "Tunisia", "role": "chair"}]


REWORDED = replace(
    HANDOVER,
    kind="meeting.amended",
    field="meeting",
    summary="Lakeside Process: a meeting is listed otherwise",
    proof_before=(Proof("capturebefore", "March 1-2, 2020, Marrakesh [Morocco]", ""),),
    proof_after=(Proof("captureafter", "March 8-9, 2020, Marrakesh [Morocco]", ""),),
)


@pytest.mark.parametrize(
    ("render", "old", "new"),
    [
        (as_text, "March *1-2*, 2020, Marrakesh [Morocco]", "March *8-9*, 2020"),
        (as_markdown, "March **1-2**, 2020, Marrakesh \\[Morocco\\]", "March **8-9**, 2020"),
        (as_html, "March <del", "8-9</ins>, 2020"),
    ],
)
def test_the_words_that_changed_are_marked(render: Render, old: str, new: str) -> None:
    text = render(of(REWORDED))
    assert old in text
    assert new in text


def test_json_has_no_marks() -> None:
    proof = json.loads(as_json(of(REWORDED)))["chapters"][0]["news"][0]["proof_after"][0]
    assert proof["quote"] == "March 8-9, 2020, Marrakesh [Morocco]"


@pytest.mark.parametrize("render", [as_text, as_markdown, html_words])
def test_prose_is_shown_around_what_changed_also_where_no_quote_says_it(render: Render) -> None:
    lead, rest = "It was founded so that States may speak. " * 20, " What they say is kept by nobody." * 20
    prose = replace(REWORDED, field="objective", proof_before=(), proof_after=())
    told = replace(prose, before=f"{lead}It meets yearly.{rest}", after=f"{lead}It meets twice a year.{rest}")
    words = " ".join(render(of(told)).replace("*", "").split())
    assert "so that States may speak. It meets yearly. What they say" in words
    assert "so that States may speak. It meets twice a year. What they say" in words
    quoted = replace(
        prose, proof_before=(Proof("c", str(told.before), ""),), proof_after=(Proof("d", str(told.after), ""),)
    )
    words = " ".join(render(of(quoted)).replace("*", "").split())
    assert "It meets yearly. What they say" in words
    assert "It meets twice a year. What they say" in words


def test_of_many_quotes_those_are_shown_that_changed() -> None:
    kept = [Proof("c", f"Meeting {number} was held in Geneva in the spring", "") for number in range(9)]
    moved = replace(REWORDED, proof_before=(*kept, Proof("c", "Meeting 9 was held in Rome", "")))
    moved = replace(moved, proof_after=(*kept, Proof("c", "Meeting 9 was held in Paris", "")))
    text = as_text(of(moved))
    assert "held in *Rome*" in text
    assert "held in *Paris*" in text
    assert text.count("and 7 more quotes") == 2


@pytest.mark.parametrize("side", ["before", "after"])
def test_who_came_or_went_is_found_in_a_long_list(side: str) -> None:
    names = [f"Country {number}" for number in range(60)]
    proof = (Proof("c", f"Members: {', '.join(names)}, Tunisia, {', '.join(names)}", ""),)
    value = {"kind": "state", "country": "TN", "name": "Tunisia"}
    one = replace(HANDOVER, field="member", before=None, after=None, proof_before=(), proof_after=())
    told = replace(one, before=value, proof_before=proof) if side == "before" else None
    told = told or replace(one, after=value, proof_after=proof)
    assert "Country 59, *Tunisia*, Country 0" in " ".join(as_text(of(told)).split())


SOME = st.sampled_from(
    ["the", "Spain,", "(Rabat)", "(2016", "2017)", "*", "**", "_x_", "`a", "“b”", "[c]", "É", "–", "x*y"]
)


@given(*[st.lists(SOME, min_size=2, max_size=9).map(" ".join)] * 2)
def test_markdown_reads_each_mark_as_one(before: str, after: str) -> None:
    quoted = replace(REWORDED, before=None, after=None)
    told = replace(quoted, proof_before=(Proof("c", before, ""),), proof_after=(Proof("d", after, ""),))
    marks = [piece.text for detail in details(told) for piece in detail.words if piece.mark]
    page = LexborHTMLParser(MarkdownIt("commonmark").render(as_markdown(of(told))))
    assert [strong.text() for strong in page.css("li li strong")] == marks
    assert f"“{after}”" in page.css("li li")[1].text()
