"""`TBC` below one label of several: who is absent below it waits, and the lists below the others go on in full."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Memory, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
Part = tuple[str, Sequence[str]]
EACH = {
    "lines": ("<p>{}: {}</p>", "; ", ""),
    "headings": ("<h3>{}</h3><p>{}</p>", "</p><p>", ""),
    "lists": ("<h3>{}</h3><ul><li>{}</ul>", "<li>", ""),
    "rows": ("<tr><th>{}<td>{}", "<br>", "table"),
    "terms": ("<dt>{}<dd>{}", "<dd>", "dl"),
    "bold": ("<p><strong>{}</strong></p><ul><li>{}</ul>", "<li>", ""),
}
LANGUAGES = (
    ("en", "Observer States", "Observer organisations", ["Georgia", "Armenia", "Moldova"], "TBC"),
    ("fr", "États observateurs", "Organisations observatrices", ["Géorgie", "Arménie", "Moldavie"], "à confirmer"),
    ("es", "Estados observadores", "Organizaciones observadoras", ["Georgia", "Armenia", "Moldavia"], "por confirmar"),
    ("pt", "Estados observadores", "Organizações observadoras", ["Geórgia", "Armênia", "Moldávia"], "a confirmar"),
)


def read(markup: str, language: str, *parts: Part) -> Extraction:
    each, between, box = EACH[markup]
    said = "".join(each.format(label, between.join(of)) for label, of in parts)
    said = f"<{box}>{said}</{box}>" if box else said
    above = "<h1>Prague Process</h1><p>Type: RCP</p><p>Established: 2009</p>"
    body = f"<html lang={language}><title>Prague Process</title>{above}{said}"
    return read_capture(Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


@pytest.fixture(params=EACH)
def page(request, pages):
    """Reads the parts of a page, compares them with what is remembered, and remembers that."""

    class Page:
        memory = Memory()

        def look(self, *parts: Part, language: str = "en") -> list[str]:
            extraction = read(request.param, language, *parts)
            found = compare(self.memory, extraction, now=pages.now)
            self.memory = pages.after(self.memory, extraction, found)
            return sorted(f"{one.kind} {one.key}".strip() for one in found.changes)

        def standing(self, field: str) -> set[str]:
            return {one.statement.key for one in self.memory.statements if one.statement.field == field}

    return Page()


@pytest.mark.parametrize(("language", "states", "bodies", "names", "unknown"), LANGUAGES)
def test_who_leaves_a_label_that_stands_in_full_is_told_and_who_stood_where_it_is_open_waits(
    page, language, states, bodies, names, unknown
):
    def look(some: Sequence[str], others: Sequence[str]) -> list[str]:
        return page.look((states, some), (bodies, others), language=language)

    look(names, ["UNHCR", "IOM"])
    assert look(names, [unknown]) == ["page.reshaped"]
    assert look(names[:2], [unknown]) == ["observer.left MD"]
    assert look([*names[:2], "Malta"], [unknown]) == ["observer.joined MT"]
    assert look(names[:1], [unknown]) == ["observer.left AM", "observer.left MT"]
    assert page.standing("observer") == {"GE", "iom", "unhcr"}
    assert look(names[:1], ["UNHCR"]) == ["observer.left iom"]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_label_that_was_always_open_hides_nobody_who_leaves_another(page, turn):
    states = ("Observer States", ["Georgia", "Armenia", "Moldova"])
    unknown = ("Observer organisations", ["TBC"])
    assert page.look(*(states, unknown)[::turn]) == []
    assert page.look(*((states[0], states[1][:2]), unknown)[::turn]) == ["observer.left MD"]
    assert page.look(*((states[0], [*states[1][:2], "Malta"]), unknown)[::turn]) == ["observer.joined MT"]


def test_who_may_have_gone_to_a_label_that_comes_open_waits_until_it_says_who(page):
    page.look(("Observers", ["Georgia", "Armenia", "Malta", "IOM"]))
    bodies = "Observer organisations"
    for _ in range(3):
        assert "observer.left iom" not in page.look(("Observers", ["Georgia", "Armenia", "Malta"]), (bodies, ["TBC"]))
    assert page.standing("observer") == {"GE", "AM", "MT", "iom"}
    assert page.look(("Observers", ["Georgia", "Armenia"]), (bodies, ["TBC"])) == ["observer.left MT"]
    assert page.look(("Observers", ["Georgia", "Armenia"]), (bodies, ["UNHCR"])) == [
        "observer.joined unhcr",
        "observer.left iom",
    ]


def test_below_the_label_that_is_open_itself_everybody_waits(page):
    states = "Observer States"
    page.look((states, ["Georgia", "Armenia", "Moldova"]), ("Observer organisations", ["IOM"]))
    told = page.look((states, ["Georgia", "Armenia", "TBC"]), ("Observer organisations", ["IOM"]))
    assert "observer.left MD" not in told
    assert page.look((states, ["Georgia", "Armenia"]), ("Observer organisations", ["IOM"])) == ["observer.left MD"]


def test_a_line_that_comes_beside_and_that_nobody_knows_may_be_who_is_absent(page):
    unknown = ("Observer organisations", ["TBC"])
    page.look(("Observer States", ["Georgia", "Armenia", "Moldova"]), unknown)
    assert "observer.left MD" not in page.look(("Observer States", ["Georgia", "Armenia", "Nistru Valley"]), unknown)
    assert "MD" in page.standing("observer")


def test_half_of_a_label_that_stands_is_not_gone_at_once(page):
    states, unknown = ["Georgia", "Armenia", "Moldova", "Serbia", "Malta"], ("Observer organisations", ["TBC"])
    page.look(("Observer States", states), unknown)
    assert page.look(("Observer States", states[:2]), unknown) == ["page.reshaped"]
    assert len(page.standing("observer")) == 5


def test_the_meetings_that_were_held_go_on_beside_the_next_that_is_not_known_yet(page):
    first, second = "12 May 2019, Rabat, Morocco: Workshop on visas", "3 June 2021, Oslo, Norway: Expert meeting"
    to_come = "5 July 2031, Paris, France: Ministerial conference"
    page.look(("Past meetings", [first, second]), ("Upcoming meetings", [to_come]))
    stood = len(page.standing("meeting"))
    assert stood == 3
    assert page.look(("Past meetings", [first, second]), ("Upcoming meetings", ["TBC"])) == ["page.reshaped"]
    told = page.look(("Past meetings", [first]), ("Upcoming meetings", ["TBC"]))
    assert [one.split()[0] for one in told] == ["meeting.removed"]
    assert len(page.standing("meeting")) == 2
