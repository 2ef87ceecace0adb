"""A list whose label is lost stands in the prose: its lines are no edit of the text, and sentences beside it are."""

from __future__ import annotations

import pytest

from tests.test_not_known_yet import compared, reading

AHEAD = "<h2>Next meetings</h2><ul><li>Seminar on ports, Oslo, Norway, 3 May 2041</ul>"
HELD = [
    "Workshop on seasonal workers – Rabat, Morocco, 20 September 2018",
    "4th Ministerial Conference – Rabat, Morocco, 14 and 15 May 2019",
]
AGAIN = [
    "20th September, 2018, Rabat, Morocco – Workshop on seasonal workers",
    "May 14 - 15, 2019, Rabat, Morocco – 4th Ministerial Conference",
]
SAID = "<p>The States of the process have asked for a study of what ports cost those who cross them.</p>"


def page(label: str, lines: list[str], beside: str = "") -> str:
    return (
        f"{AHEAD}<h2>{label}</h2><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul><h2>Zum Verlauf</h2>{beside}"
    )


@pytest.mark.parametrize("unknown", ["Zum Nachlesen", "Beyond the horizon", "Fireside"])
def test_lines_of_a_list_whose_label_is_lost_and_comes_back_are_no_edit(unknown: str) -> None:
    listed, lost = reading(page("Past meetings", HELD)), reading(page(unknown, AGAIN))
    for looks in ((*[listed] * 3, lost), (*[listed] * 3, lost, listed), (*[listed] * 3, lost, lost, listed)):
        assert [one.kind for one in compared(*looks).changes if one.kind == "text.edited"] == []


def test_a_sentence_beside_them_is() -> None:
    listed, lost = reading(page("Past meetings", HELD)), reading(page("Zum Nachlesen", AGAIN, SAID))
    (told,) = [one for one in compared(*[listed] * 3, lost).changes if one.kind == "text.edited"]
    assert told.after == [SAID.removeprefix("<p>").removesuffix("</p>")]


def test_a_sentence_that_names_a_meeting_is_text() -> None:
    said = "<p>The 4th Ministerial Conference asked all of its members to publish what their ports cost.</p>"
    before, after = reading(page("Past meetings", HELD)), reading(page("Past meetings", HELD, said))
    assert [one.kind for one in compared(*[before] * 3, after).changes] == ["text.edited"]
