"""A digest by importance: the same changes in every form, in chapters by how much they matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.deliver import letter
from monitor.digest import Chapter, Digest, News, as_html, as_json, as_markdown, as_text
from monitor.digest.ordered import ordered
from tests.digest.test_renderers import HANDOVER, QUIET

CHAIR = replace(HANDOVER, mechanism="lakeside-process")
FOCUS = replace(CHAIR, id="f" * 16, kind="focus.changed", importance="low", summary="Focus of the Lakeside Process")
LATER = replace(
    HANDOVER,
    id="l" * 16,
    mechanism="dunes-forum",
    summary="Chair of the Dunes Forum: Fiji -> Samoa",
    detected_at=HANDOVER.detected_at + timedelta(hours=1),
)
MOVED = replace(HANDOVER, id="m" * 16, mechanism=None, kind="page.moved", importance="medium", summary="The page moved")
DIGEST = replace(
    QUIET,
    chapters=(
        Chapter("dunes-forum", "Dunes Forum", (LATER,)),
        Chapter("lakeside-process", "Lakeside Process", (CHAIR, FOCUS)),
        Chapter(None, "Pages", (MOVED,)),
    ),
)
Render = Callable[[Digest], str]


@pytest.mark.parametrize("render", [as_text, as_markdown, as_html, as_json])
@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("Of high importance", "Of medium importance", "Of low importance")),
        ("fr", ("De grande importance", "D’importance moyenne", "De faible importance")),
    ],
)
def test_each_form_has_the_same_changes_by_importance(render: Render, language: str, names: tuple[str, ...]) -> None:
    text = render(ordered(replace(DIGEST, language=language), "importance"))
    places = [text.index(word) for word in (names[0], LATER.id, CHAIR.id, names[1], MOVED.id, names[2], FOCUS.id)]
    assert places == sorted(places)
    assert "\nLakeside Process\n" not in text


def test_what_it_counts_and_is_called_is_the_same() -> None:
    made = ordered(DIGEST, "importance")
    assert (made.changes, made.mechanisms) == (DIGEST.changes, DIGEST.mechanisms) == (4, 2)
    assert letter(DIGEST, by="importance").subject == letter(DIGEST).subject
    assert letter(DIGEST, by="importance").text == as_text(made)


def test_by_mechanism_it_is_as_it_was_made() -> None:
    assert ordered(DIGEST, "mechanism") is DIGEST


def test_entries_of_two_mechanisms_of_one_page_are_not_told_together() -> None:
    def left(number: int, mechanism: str) -> News:
        return replace(
            CHAIR,
            id=f"{mechanism[:4]}{number:012}",
            kind="member.left",
            field="member",
            mechanism=mechanism,
            summary=f"{number} left {mechanism}",
            before={"country": "FJ", "name": f"State {number}"},
            after=None,
        )

    both = [left(number, name) for name in ("dunes-forum", "lakeside-process") for number in range(3)]
    made = ordered(replace(QUIET, chapters=(Chapter(None, "Pages", tuple(both)),)), "importance")
    text = as_text(made)
    assert all(news.summary in text for news in both)
    assert len(json.loads(as_json(made))["chapters"][0]["news"]) == 6
