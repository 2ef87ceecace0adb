"""What changed in prose of several paragraphs is shown in every form, also where the quotes have only the first one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.digest import Digest, as_html, as_markdown, as_text, gather
from monitor.digest.atom import as_atom
from monitor.digest.records import Proof
from monitor.model import Json
from tests.digest.test_renderers import REWORDED, Render, html_words, of
from tests.watched import Watched, page

LEAD = "To provide a regular forum in which the States of the region exchange views on migration policy and practice"
REST = "The process brings ministries of interior and of foreign affairs together, which meet twice a year in a capital"
OPEN, SHUT = "Participation is voluntary and open to all States", "Participation is mandatory and closed to new States"
FORMS = [as_text, as_markdown, html_words]


def amended(before: Json, after: Json, quotes: tuple[str, str] = (LEAD, LEAD), field: str = "objective") -> Digest:
    old, new = ((Proof(side, words, ""),) for side, words in zip(("capture1", "capture2"), quotes, strict=True))
    told = replace(REWORDED, kind=f"{field}.changed", field=field, before=before, after=after, summary="It changed")
    return of(replace(told, proof_before=old, proof_after=new))


def words(render: Render, digest: Digest) -> str:
    return " ".join(render(digest).replace("\\", "").split())


@pytest.mark.parametrize("place", [1, 2])
@pytest.mark.parametrize("render", FORMS)
def test_a_later_paragraph_is_shown_with_what_changed_in_it(render: Render, place: int) -> None:
    before, after = ([*[LEAD, REST][:place], said, *[LEAD, REST][place:]] for said in (OPEN, SHUT))
    told = words(render, amended(before, after)).replace("*", "")
    assert OPEN in told
    assert SHUT in told
    assert "capture1" not in told, "the same words on both sides show nothing"


def test_it_is_marked() -> None:
    digest = amended([LEAD, REST, OPEN], [LEAD, REST, SHUT])
    assert "Participation is *voluntary" in words(as_text, digest)
    assert "Participation is **mandatory" in words(as_markdown, digest)
    assert "<ins" in as_html(digest)


@pytest.mark.parametrize("render", FORMS)
@pytest.mark.parametrize("short", [False, True])
def test_a_paragraph_that_comes_is_shown_and_none_as_gone(render: Render, short: bool) -> None:
    listed = ["Dialogue", "Return"] if short else [LEAD, REST]
    told = words(render, amended(listed, [*listed, OPEN], quotes=(listed[0], listed[0])))
    assert OPEN in told.replace("*", "")
    assert told.replace("*", "").count(OPEN) == 1
    told = words(render, amended([*listed, OPEN], listed, quotes=(listed[0], listed[0])))
    assert told.replace("*", "").count(OPEN) == 1


def test_where_the_first_paragraph_changed_with_another_both_are_shown() -> None:
    first = LEAD.replace("regular", "yearly")
    told = words(as_text, amended([LEAD, REST, OPEN], [first, REST, SHUT], quotes=(LEAD, first)))
    for part in ("*regular*", "*yearly*", "*voluntary", "*mandatory"):
        assert part in told


def test_quotes_that_hold_what_changed_are_enough() -> None:
    first = LEAD.replace("regular", "yearly")
    told = words(as_text, amended([LEAD, REST], [first, REST], quotes=(LEAD, first)))
    assert "it said" in told
    assert "before" not in told
    typed = amended("2013", "2014", ("Established in 2013", "Established in 2014"), field="established")
    assert "before" not in words(as_text, typed)


def test_where_both_quotes_are_the_same_the_values_are_shown() -> None:
    told = words(as_text, amended("Forum of the two seas", "Forum of the three seas", ("Forum", "Forum"), "name"))
    assert "Forum of the *two* seas" in told
    assert "Forum of the *three* seas" in told


REWRITTEN = (" ".join(f"{word}{number}" for number in range(400)) for word in ("old", "new"))
TOO_LONG = " ".join(f"word{number}" for number in range(4000))


@pytest.mark.parametrize("render", FORMS)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([f"{LEAD} {REST}", LEAD, REST, LEAD, next(REWRITTEN)], [f"{LEAD} {REST}", LEAD, REST, LEAD, next(REWRITTEN)]),
        ([TOO_LONG, "old0", TOO_LONG], [TOO_LONG, "new0", TOO_LONG]),
    ],
    ids=["nearly all of it changed", "too long to be compared"],
)
def test_what_is_too_much_to_be_marked_is_shown_from_where_it_differs(
    render: Render, before: list[str], after: list[str]
) -> None:
    for digest in (
        amended(before, after, quotes=(before[0], before[0])),
        amended(" ".join(before), " ".join(after), (" ".join(before), " ".join(after)), "name"),
    ):
        told = words(render, digest)
        assert "old0" in told
        assert "new0" in told


def test_a_page_that_changes_so_is_told_so(tmp_path: Path, httpserver: HTTPServer) -> None:
    house = Watched(tmp_path, httpserver)
    for last in (OPEN, SHUT):
        listed = "".join(f"<p>{each}</p>" for each in (LEAD, REST, last))
        house.serve(page("Spain", extra=f"<h2>Objectives</h2>{listed}"))
        ran = house.run()
    assert ran.changes == [("objective.changed", "")]
    with closing(history.open_reader(house.settings.monitor.history)) as book:
        digest = gather(book, since=house.now, until=house.now.replace(hour=23), watched=["budapest"])
        (kept,) = history.changes(book, since=house.now)
    (told,) = digest.chapters[0].news
    for said in (told.summary, kept.summary):
        before, _, after = said.partition(" -> ")
        assert "voluntary and open" in before
        assert "mandatory and closed" in after
    text = words(as_text, digest)
    assert "Participation is *voluntary" in text
    assert "Participation is *mandatory" in text
    feed = unescape(as_atom([told], scope="all", title="Feed", updated=house.now).decode("utf-8"))
    content = feed.partition("<content")[2]
    assert OPEN in content
    assert SHUT in content
