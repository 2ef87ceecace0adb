"""A line below who chairs that was not understood: a handover is told where it names somebody else, and else waits.

Nobody is told to sit beside the one who came only because a line was not read.
"""

from __future__ import annotations

import pytest

from monitor.extract.values.chairs import read_chairs
from monitor.model import Comparison
from tests.test_not_known_yet import compared, reading

MARKUPS = (
    "<h2>Current Chair</h2><p>{}</p><p>{}</p>",
    "<h3>Chair</h3><ul><li>{}<li>{}</ul>",
    "<dl><dt>Chair<dd>{}<dd>{}</dl>",
)
BESIDE = "a line below who chairs was not understood, and not all who did are named"


def told(before: str, *after: str, markup: str = MARKUPS[0]) -> Comparison:
    was = reading(f"<h2>Current Chair</h2><p>{before}</p>", but="chair")
    return compared(was, reading(markup.format(*after), but="chair"))


def news(found: Comparison) -> list[str]:
    return [one.summary for one in found.changes if one.field == "chair"]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    "line",
    [
        "Fiji, host of the talks", "Ghana – whatever that may be", "Georgia, by lot", "Chile, at the lake",
        "The Chair is elected for two years and is helped by the others.", "Togo (drawn by lot), Benin by the lake",
        "La présidence du processus est élue pour deux ans par les États.",
    ],
)  # fmt: skip
def test_a_line_that_names_others_or_nobody_does_not_hide_a_handover(line: str, markup: str) -> None:
    found = told("Armenia", "Georgia", line, markup=markup)
    assert news(found) == ["Chair of Bali Process: Armenia -> Georgia"]
    assert found.held == ()


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    "line",
    ["Armenia, handed over", "Armenia (host of the talks) by lot", "Host of the talks: Yerevan", "Armenien by lot",
     "It works side by side with Ruritanien, which had it for two years."],
)  # fmt: skip
def test_one_that_may_name_who_had_it_holds_the_chair(line: str, markup: str) -> None:
    found = told("Armenia", "Georgia", line, markup=markup)
    assert (news(found), [one.reason for one in found.held]) == ([], [BESIDE])
    assert found.closed == ()


@pytest.mark.parametrize(
    "said",
    [
        "Turkey, proposed", "Turkey - proposed", "Turkey – tbc", "Turkey: to be confirmed", "Turkey; proposed",
        "Turkey proposed", "Turkey, subject to confirmation", "Turkey pending confirmation", "Turquie, proposée",
        "Turquie – à confirmer", "Turquía, propuesta", "Turquía - por confirmar", "Turquia, proposta",
        "Turquia – a confirmar", "Turkey and Greece, proposed", "Turkey ?",
    ],
)  # fmt: skip
def test_who_is_not_settled_yet_is_told_without_brackets_too(said: str) -> None:
    found = read_chairs(said)
    assert (found.chairs, found.unknown) == ((), True)
    page = told("Armenia", said, "", markup="<h2>Current Chair</h2><p>{}</p>{}")
    assert (news(page), [one.reason for one in page.held]) == (
        [],
        ["the page says that it is not known yet who it is"],
    )


@pytest.mark.parametrize(
    ("said", "holders"),
    [
        ("Turkey, acting", ["TR"]), ("Turkey - ad interim", ["TR"]), ("Turkey – provisionally", ["TR"]),
        ("Turkey, elected in 2024", ["TR"]),
        ("Turquie, par intérim", ["TR"]), ("Turquía – en funciones", ["TR"]), ("Turquia, em exercício", ["TR"]),
    ],
)  # fmt: skip
def test_who_acts_chairs(said: str, holders: list[str]) -> None:
    assert [one.country for one in read_chairs(said).chairs] == holders
