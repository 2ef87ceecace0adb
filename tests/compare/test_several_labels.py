"""A field with several labels has a list under each: what is absent with its label waits, what is absent below a label
that stands is gone, and the list that is called otherwise goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Comparison, Extraction, Memory, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
Part = tuple[str, Sequence[str]]
STATES: Part = ("Observers", ("Georgia", "Armenia", "Ukraine", "Moldova"))
BODIES: Part = ("Observer organisations", ("IOM", "UNHCR", "Frontex"))
RUNNING: Part = ("Secretariat", ("ICMPD",))
TECHNICAL: Part = ("Technical secretariat", ("IOM",))
MARKUPS = (
    lambda parts: "".join(f"<h3>{label}</h3><ul>{items('li', of)}</ul>" for label, of in parts),
    lambda parts: "".join(f"<p>{label}: {', '.join(of)}</p>" for label, of in parts),
    lambda parts: "<table>" + "".join(f"<tr><th>{label}<td>{'<br>'.join(of)}" for label, of in parts) + "</table>",
    lambda parts: "<dl>" + "".join(f"<dt>{label}{items('dd', of)}" for label, of in parts) + "</dl>",
)  # fmt: skip


def items(name: str, of: Sequence[str]) -> str:
    return "".join(f"<{name}>{one}</{name}>" for one in of)


def read(markup: int, *parts: Part) -> Extraction:
    above = "<h1>Prague Process</h1><p>Type: Regional consultative process</p><p>Established: 2009</p>"
    body = f"<html lang=en><title>Prague Process</title>{above}{MARKUPS[markup](parts)}"
    return read_capture(Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


def without(part: Part, *gone: str) -> Part:
    return part[0], [one for one in part[1] if one not in gone]


@pytest.fixture(params=range(len(MARKUPS)))
def page(request, pages):
    """Reads the parts of a page, compares them with what is remembered, and remembers that."""

    class Page:
        memory = Memory()

        def look(self, *parts: Part) -> Comparison:
            extraction = read(request.param, *parts)
            found = compare(self.memory, extraction, now=pages.now)
            self.memory = pages.after(self.memory, extraction, found)
            return found

        def standing(self, field: str) -> set[str]:
            return {one.statement.key for one in self.memory.statements if one.statement.field == field}

    return Page()


def told(found: Comparison) -> list[str]:
    return sorted(f"{one.kind} {one.key}".strip() for one in found.changes)


def test_a_label_that_is_lost_with_its_list_waits_alone_however_often_it_is_seen(page):
    page.look(STATES, BODIES)
    assert page.standing("observer") == {"GE", "AM", "UA", "MD", "iom", "unhcr", "frontex"}
    first = page.look(without(STATES, "Moldova"))
    assert told(first) == ["observer.left MD", "page.reshaped"]
    assert [one.reason for one in first.held] == ["the label of Frontex, IOM and UNHCR is no longer on the page"]
    for _ in range(4):
        again = page.look(without(STATES, "Moldova"))
        assert (told(again), len(again.held)) == ([], 1)
    assert told(page.look(without(STATES, "Moldova", "Ukraine"))) == ["observer.left UA"]
    assert told(page.look(without(STATES, "Moldova", "Ukraine"), BODIES)) == []
    assert told(page.look(without(STATES, "Moldova", "Ukraine"), without(BODIES, "IOM"))) == ["observer.left iom"]


def test_a_list_of_one_that_stands_under_an_unknown_label_waits(page):
    page.look(STATES, ("Observer organisations", ["IOM"]))
    found = page.look(STATES, ("Bystanding bodies", ["IOM"]))
    assert told(found) == ["page.reshaped"]
    assert page.standing("observer") == {"GE", "AM", "UA", "MD", "iom"}
    assert told(page.look(STATES, ("Observer organisations", ["IOM"]))) == []


def test_a_list_that_is_called_otherwise_goes_on(page):
    page.look(STATES, BODIES)
    found = page.look(("Observer States", STATES[1]), ("Organisations with observer status", ["IOM", "UNHCR"]))
    assert told(found) == ["observer.left frontex"]
    assert told(page.look(STATES, ("Observer organisations", ["IOM"]))) == ["observer.left unhcr"]


def test_a_label_that_is_worded_anew_is_not_the_one_that_is_lost_beside_it(page):
    held = ("Meetings", ["Rome, 3 May 2021: First Conference"])
    page.look(held, ("Upcoming meetings", ["Paris, 5 July 2031: Third Conference"]))
    assert len(page.standing("meeting")) == 2
    found = page.look(("Recent meetings", held[1]))
    assert told(found) == ["page.reshaped"]
    assert len(page.standing("meeting")) == 2


def test_lists_that_become_one_lose_nothing_but_who_is_gone(page):
    page.look(STATES, BODIES)
    found = page.look(("Observers", [*STATES[1], "IOM", "UNHCR"]))
    assert told(found) == ["observer.left frontex"]
    assert told(page.look(STATES, ("Observer organisations", ["IOM", "UNHCR"]))) == []


def test_none_under_a_label_says_that_who_stood_there_is_gone(page):
    for order in (1, -1):
        page.memory = Memory()
        page.look(*(STATES, ("Observer organisations", ["IOM"]))[::order])
        found = page.look(*(STATES, ("Observer organisations", ["None"]))[::order])
        assert told(found) == ["observer.left iom"]


def test_one_of_two_secretariats_is_lost_with_its_label(page):
    page.look(RUNNING, TECHNICAL)
    assert page.standing("secretariat") == {"icmpd", "iom"}
    lost = page.look(RUNNING)
    assert told(lost) == ["page.reshaped"]
    assert page.standing("secretariat") == {"icmpd", "iom"}
    assert told(page.look(RUNNING, TECHNICAL)) == []


def test_one_secretariat_for_another_under_another_label_is_a_change(page):
    page.look(RUNNING)
    assert told(page.look(("Permanent secretariat", ["IOM"]))) == ["secretariat.changed iom"]


def test_a_line_that_was_never_understood_explains_no_absence(page):
    states = ("Members", [*STATES[1], "Albania", "Serbia", "Friends of the Process Foundation"])
    page.look(states)
    assert told(page.look(without(states, "Ukraine"))) == ["member.left UA"]
    assert told(page.look(without(states, "Ukraine"))) == []
    # a line that is new may be who is absent
    renamed = ("Members", ["Georgia", "Armenia", "Republica Moldovenească Nistru", "Albania", "Serbia", states[1][-1]])
    assert told(page.look(renamed)) == []
    assert told(page.look(renamed)) == []
    assert "MD" in page.standing("member")
    assert told(page.look(without(states, "Ukraine"))) == []
    assert told(page.look(without(states, "Ukraine", "Moldova"))) == ["member.left MD"]


@pytest.mark.parametrize("nobody", ["None", "None planned", "-"])
def test_a_list_that_is_lost_waits_as_often_beside_a_label_below_which_nothing_stands(page, nobody):
    held: Part = ("Past meetings", ("12 May 2019, Rabat, Morocco: Workshop on visas",))
    to_come: Part = ("Upcoming meetings", (nobody,))
    page.look(held, to_come)
    stood = page.standing("meeting")
    assert len(stood) == 1
    kinds = [told(page.look(to_come)) for _ in range(4)]
    assert kinds == [["page.reshaped"], [], [], []]
    assert page.standing("meeting") == stood
    assert told(page.look(held, to_come)) == []


def test_a_list_with_a_name_that_nobody_knows_goes_on_telling_who_comes_and_who_goes(page):
    odd = "Friends of the Process Foundation"
    names = ["Georgia", "Armenia", "Ukraine", "Moldova", "Albania", "Serbia", "Malta", "Italy", "Spain", "Poland"]
    page.look(("Members", [*names, odd]))
    assert told(page.look(("Members", [*names, "Latvia", odd]))) == ["member.joined LV"]
    assert told(page.look(("Members", [*names, odd]))) == ["member.left LV"]
    # who is absent when a line is new may stand there, until that line is gone
    assert told(page.look(("Members", [*names[1:], odd, "Keepers of the Gate"]))) == []
    assert told(page.look(("Members", [*names[1:], odd, "Keepers of the Gate"]))) == []
    assert told(page.look(("Members", [*names[2:], odd]))) == ["member.left AM", "member.left GE"]
    # half of the list for a line that nobody knows waits
    assert told(page.look(("Members", [*names[6:], odd, "Four others beside"]))) == ["page.reshaped"]
    assert told(page.look(("Members", [*names[3:], odd]))) == ["member.left UA"]
    assert told(page.look(("Members", [*names[4:], odd]))) == ["member.left MD"]


def test_a_label_that_comes_beside_one_that_stays_takes_no_other_ones_place(page):
    held = ("Meetings", ["Rome, 3 May 2021: First Conference"])
    page.look(held, ("Upcoming meetings", ["Paris, 5 July 2031: Third Conference"]))
    found = page.look(held, ("Workshops", ["Oslo, 4 June 2022: Workshop on visas"]))
    assert "page.reshaped" in told(found)
    assert not [one for one in told(found) if one.startswith("meeting.removed")]
    assert "2031-07-05" in {key[:10] for key in page.standing("meeting")}
