"""A digest of a window that is over tells what failed and was held then, not what does now."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cli.house import FIRST, House, page

DUNES = page("Lithuania", "Georgia,Moldova", title="Prague Process")
WHOLE = page("Fiji", "Fiji,Nepal,Tonga")
BARE = WHOLE.partition(b"<h2>Member")[0] + b"</main></html>"


@pytest.fixture
def past(empty_house: House) -> House:
    """Well at first; a look each ten days: `dunes` fails in the third and the fourth, `lakeside` is held in the second
    and the third; then both are well."""
    looks = [(WHOLE, DUNES), (BARE, DUNES), (BARE, 503), (WHOLE, 502), (WHOLE, DUNES)]
    for number, (lakeside, dunes) in enumerate(looks):
        empty_house.run({"lakeside": lakeside, "dunes": dunes}, at=FIRST + timedelta(days=10 * number))
    return empty_house


@pytest.mark.parametrize(
    ("until", "failing", "held"),
    [
        ("2026-11-05", [], []),
        ("2026-11-15", [], ["member", "member_count"]),
        ("2026-11-25", [("dunes", "the server said 503")], ["member", "member_count"]),
        ("2026-12-05", [("dunes", "the server said 502")], []),
        ("2026-12-15", [], []),
    ],
)
def test_what_failed_and_was_held_then_is_told(
    past: House, until: str, failing: list[tuple[str, str]], held: list[str]
) -> None:
    told = json.loads(past("digest", "--since", "2026-11-01", "--until", until, "--json").stdout)
    assert [(one["source"], one["error"]) for one in told["troubles"]] == failing
    assert [one["since"][:10] for one in told["troubles"]] == ["2026-11-21" for _ in failing]
    assert [one["field"] for one in told["waiting"]] == held
    assert told["sources"] == 2
    words = past("digest", "--since", "2026-11-01", "--until", until).stdout
    assert (f"{len(failing)} failing" in words) == bool(failing)


def test_before_the_first_look_nothing_failed_and_all_are_watched(past: House) -> None:
    told = json.loads(past("digest", "--since", "2026-10-01", "--until", "2026-10-15", "--json").stdout)
    assert (told["troubles"], told["waiting"], told["sources"], told["checked"]) == ([], [], 2, 0)
