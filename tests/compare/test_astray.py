"""The name between two mechanisms' parts of a page is lost, moves or is another: nobody's facts are told of another.

Pages are read, so that the tests go by what a page shows; then it is told what is true all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Comparison, Extraction, Memory, Source

HEADS = {"prague": "Prague Process", "bali": "Bali Process", "almaty": "Almaty Process"}
Words = tuple[str, str, str]  # the labels of the chair, of members and of meetings
LABELS: dict[str, Words] = {
    "en": ("Chair", "Members", "Meetings"),
    "fr": ("Présidence", "Membres", "Réunions"),
    "es": ("Presidencia", "Miembros", "Reuniones"),
    "pt": ("Presidência", "Membros", "Reuniões"),
}
FACTS = {
    "prague": ("Georgia", ("Austria", "Kosovo", "Malta", "Ucrania"), ("12/05/2019, Viena", "14/06/2021, Tbilisi")),
    "bali": ("Indonesia", ("Australia", "India", "Nepal", "Malta"), ("03/03/2020, Bali", "09/10/2022, Yakarta")),
    "almaty": ("Kazakhstan", ("Uzbekistan", "Mongolia"), ("05/05/2018, Almaty",)),
}
LOST = (
    "",
    "<img src=logo.png>",
    "<h2></h2>",
    "<h2><img src=logo.png></h2>",
    "<hr>",
    "<p>What we do in Asia</p>",
    "<p><b>Asia</b></p>",
    "<h3>Sobre Asia</h3>",
    '<div class="head" style="background-image:url(logo.png)"></div>',
)


def lines(facts: tuple[str, Sequence[str], Sequence[str]], words: Words) -> str:
    chair, members, meetings = facts
    return f"<p>{words[0]}: {chair}</p><p>{words[1]}</p>{listed(members)}<p>{words[2]}</p>{listed(meetings)}"


def headed(facts: tuple[str, Sequence[str], Sequence[str]], words: Words) -> str:
    chair, members, meetings = facts
    first = f"<h3>{words[0]}</h3><p>{chair}</p><h3>{words[1]}</h3><p>{', '.join(members)}</p>"
    return f"{first}<h3>{words[2]}</h3>{listed(meetings)}"


def listed(entries: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{entry}" for entry in entries) + "</ul>"


def page(*parts: str, language: str = "en", layout: str = "ministry-page") -> Extraction:
    body = f"<html lang={language}><title>Migration</title><main><h1>Migration</h1>{''.join(parts)}</main>"
    source = Source("a", "https://site.example/", layout, ())
    return read_capture(Payload(body.encode(), "text/html", "utf-8", source.url, 200), source).extraction


def head(name: str) -> str:
    return f"<h2>{HEADS.get(name, name)}</h2>"


def told(found: Comparison) -> list[str]:
    return [f"{one.kind} {one.key}".strip() for one in found.changes if one.kind != "page.reshaped"]


def seen(pages, first: Extraction, *others: Extraction) -> tuple[Memory, list[Comparison]]:
    """What each of the others brought, one after another, behind three looks at the first."""
    memory = pages.remember(first, first, first)
    found = []
    for extraction in others:
        found.append(compare(memory, extraction, now=pages.now))
        memory = pages.after(memory, extraction, found[-1])
    return memory, found


def waiting(found: Comparison) -> dict[tuple[str | None, str], str]:
    return {(one.mechanism, one.field): one.reason for one in found.held}


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("body", [lines, headed])
@pytest.mark.parametrize("instead", LOST)
def test_what_stands_below_a_lost_name_is_no_news_of_the_part_above(pages, instead, body, language):
    one, other = (body(FACTS[name], LABELS[language]) for name in ("prague", "bali"))
    whole = page(head("prague"), one, head("bali"), other, language=language)
    lost = page(head("prague"), one, instead, other, language=language)
    memory, found = seen(pages, whole, lost, lost, lost, whole)
    assert [told(each) for each in found] == [[]] * 4
    assert [sum(each.kind == "page.reshaped" for each in one.changes) for one in found] == [1, 0, 0, 0]
    assert len(memory.statements) == len(whole.statements)
    held = waiting(found[0])
    assert {field for mechanism, field in held if mechanism == "bali-process"} == {"chair", "member", "meeting"}
    reasons = {reason for (mechanism, _), reason in held.items() if mechanism == "prague-process"}
    assert reasons <= {"what stood for Bali Process stands here now", "its section was not understood"}


PICTURED = (
    '<img alt="Bali Process">',
    '<p><img src=b.png alt="Logo of the Bali Process"></p>',
    '<div class=logo><a href="/bali"><img alt="Bali Process logo"></a></div>',
    '<figure><img alt="Processus de Bali"></figure>',
    '<h2><a href="/bali"><img alt="Proceso de Bali"></a></h2>',
    '<h2><img title="Processo de Bali"></h2>',
    '<svg role=img aria-label="Bali Process"></svg>',
    '<div><p><img alt="Logo du Processus de Bali"></p></div>',
)


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("body", [lines, headed])
@pytest.mark.parametrize("picture", PICTURED)
def test_a_picture_that_names_a_mechanism_is_the_title_of_what_follows(pages, picture, body, language):
    one, other = (body(FACTS[name], LABELS[language]) for name in ("prague", "bali"))
    whole = page(head("prague"), one, head("bali"), other, language=language)
    _, found = seen(pages, whole, page(head("prague"), one, picture, other, language=language), whole)
    assert [told(each) for each in found] == [[], []]
    assert not found[0].held


def test_a_picture_beside_what_names_its_mechanism_or_another_is_none():
    prague, bali = (head(name) + lines(FACTS[name], LABELS["en"]) for name in ("prague", "bali"))
    plain = page(prague, bali).statements
    beside = [
        each.replace("</h2>", f'</h2><img alt="{name}">')
        for each, name in ((prague, "Prague Process"), (bali, "Bali Process"))
    ]
    for shown in (
        page(*beside),
        page(prague, '<img alt="Prague Process">', bali),
        page(prague, '<img alt="Almaty Process"><img alt="Budapest Process">', bali),
        page(prague, '<h3>Partners</h3><img alt="Almaty Process">', bali),
        page(prague, '<p><img alt="Ministers of the Almaty Process in Astana"></p>', bali),
        page(prague, bali, '<p><img alt="Almaty Process"></p>'),
    ):
        assert {(one.mechanism, one.field, one.key) for one in shown.statements} == {
            (one.mechanism, one.field, one.key) for one in plain
        }


@pytest.mark.parametrize("body", [lines, headed])
def test_a_name_that_moves_is_no_news_of_either(pages, body):
    one, other, third = (body(FACTS[name], LABELS["en"]) for name in ("prague", "bali", "almaty"))
    prague, bali, almaty = map(head, ("prague", "bali", "almaty"))
    whole = page(prague, one, bali, other)
    for moved in (
        page(bali, one, prague, other),  # changed over
        page(bali, prague, one, other),
        page(bali, one, other),
        page(prague, one, other, bali),
        page(prague, bali, one, other),
    ):
        memory, found = seen(pages, whole, moved, moved, whole)
        assert [told(each) for each in found] == [[]] * 3
        assert len(memory.statements) == len(whole.statements)
    for another in (page(prague, one, almaty, other), page(prague, one, bali, almaty, other)):
        _, found = seen(pages, whole, another, another)
        assert [told(each) for each in found] == [["mechanism.listed almaty-process"], []]
        assert {("almaty-process", "chair"), ("almaty-process", "member")} <= waiting(found[0]).keys()
    three = page(prague, one, bali, other, almaty, third)
    round_about = page(bali, one, almaty, other, prague, third)
    _, found = seen(pages, three, round_about, three)
    assert [told(each) for each in found] == [[], []]


def test_parts_in_another_order_and_a_third_between_them_are_told_as_they_are(pages):
    one, other, third = (lines(FACTS[name], LABELS["en"]) for name in ("prague", "bali", "almaty"))
    prague, bali, almaty = map(head, ("prague", "bali", "almaty"))
    whole = page(prague, one, bali, other)
    _, found = seen(pages, whole, page(bali, other, prague, one), page(prague, one, almaty, third, bali, other))
    assert [told(each) for each in found] == [[], ["mechanism.listed almaty-process"]]
    assert not found[1].held


def test_what_is_true_of_several_mechanisms_at_once_is_told(pages):
    prague, bali = head("prague"), head("bali")
    whole = page(prague, lines(FACTS["prague"], LABELS["en"]), bali, lines(FACTS["bali"], LABELS["en"]))
    chair, members, meetings = FACTS["bali"]
    more = (FACTS["prague"][0], (*FACTS["prague"][1], "Nepal"), FACTS["prague"][2])
    fewer = (chair, [name for name in members if name != "Nepal"], meetings)
    both = page(prague, lines(more, LABELS["en"]), bali, lines(fewer, LABELS["en"]))
    alone = page(prague, lines(more, LABELS["en"]))
    handed = ("Indonesia", *FACTS["prague"][1:]), ("Australia", *FACTS["bali"][1:])
    chairs = page(prague, lines(handed[0], LABELS["en"]), bali, lines(handed[1], LABELS["en"]))
    for now, news in (
        (both, ["member.left NP", "member.joined NP"]),
        (alone, ["member.joined NP"]),
        (chairs, ["chair.handover", "chair.handover"]),
    ):
        _, found = seen(pages, whole, now)
        assert told(found[0]) == news


def test_a_single_fact_that_stands_for_another_mechanism_waits(pages):
    parts = [head("prague"), "<p>Chair: Georgia</p>", head("bali"), "<p>Chair: Indonesia</p>"]
    whole = page(*parts)
    lost = page(*parts[:2], *parts[3:])
    over = page(*(parts[at] for at in (0, 3, 2, 1)))
    for now in (lost, over):
        _, found = seen(pages, whole, now, now, whole)
        assert [told(each) for each in found] == [[]] * 3


def test_who_chairs_one_for_certain_chaired_another_whose_label_was_lost_long_before(pages):
    parts = [head("prague"), "<p>Chair: Georgia</p>", head("bali"), "<p>Chair: Indonesia</p>"]
    later = page(parts[0], "<p>Chair: Indonesia</p>")
    _, found = seen(pages, page(*parts), page(*parts[:2]), later)
    assert [told(each) for each in found] == [[], ["chair.handover"]]


COLUMNS: dict[str, tuple[str, ...]] = {
    "en": ("Mechanism", "Type", "Chair", "Members", "Secretariat"),
    "fr": ("Nom du mécanisme", "Type", "Présidence", "États membres", "Secrétariat"),
    "es": ("Nombre del mecanismo", "Tipo", "Presidencia", "Países miembros", "Secretaría"),
    "pt": ("Nome do mecanismo", "Tipo", "Presidência", "Países membros", "Secretariado"),
}
ROWS = {
    "Prague Process": ("RCP", "Georgia", "Austria, Kosovo, Malta, Ucrania", "ICMPD"),
    "Bali Process": ("IRF", "Indonesia", "Australia, India, Nepal, Malta", "IOM"),
    "Almaty Process": ("RCP", "Mongolia", "Uzbekistan, Mongolia", "UNHCR"),
}
NAMELESS = ("", "-", "&nbsp;", "<img src=logo.png>", "<img src=logo.png alt='Logo'>", "Our work in Asia", "”")


def table(*rows: Sequence[str], language: str, only: Sequence[int] = range(5)) -> Extraction:
    heads = "".join(f"<th>{COLUMNS[language][at]}" for at in only)
    lines = "".join("<tr>" + "".join(cell if cell[:3] == "<td" else f"<td>{cell}" for cell in row) for row in rows)
    return page(f"<table><tr>{heads}{lines}</table>", language=language, layout="mechanism-table")


def rows(only: Sequence[int] = range(5)) -> list[list[str]]:
    return [[(name, *cells)[at] for at in only] for name, cells in ROWS.items()]


@pytest.mark.parametrize(
    ("language", "only"),
    [("en", (0, 1, 2, 3, 4)), ("fr", (0, 2, 3)), ("es", (0, 2, 3, 4)), ("pt", (2, 1, 0, 3))],
)
@pytest.mark.parametrize("name", NAMELESS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_row_without_its_name_is_no_news_of_another(pages, name, at, only, language):
    whole, lost = rows(only), rows(only)
    lost[at][only.index(0)] = name
    first, then = (table(*each, language=language, only=only) for each in (whole, lost))
    memory, found = seen(pages, first, then, then, first)
    assert [told(each) for each in found] == [[]] * 3
    assert len(memory.statements) == len(first.statements)


@pytest.mark.parametrize("only", [(0, 1, 2, 3, 4), (0, 2, 3)])
def test_a_name_over_two_rows_or_over_another_row_is_no_news(pages, only):
    first = rows(only)
    spanning = [["<td rowspan=2>Prague Process", *first[0][1:]], first[1][1:], first[2]]
    twice = [first[0], ["Prague Process", *first[1][1:]], first[2]]
    over = [[first[1][0], *first[0][1:]], [first[0][0], *first[1][1:]], first[2]]
    round_about = [[first[at - 1][0], *first[at][1:]] for at in range(3)]
    for changed in (spanning, twice, over, round_about):
        whole, then = (table(*each, language="en", only=only) for each in (first, changed))
        _, found = seen(pages, whole, then, then, whole)
        assert [told(each) for each in found] == [[]] * 3


@pytest.mark.parametrize("picture", PICTURED)
def test_a_picture_in_the_cell_of_the_name_is_the_name(pages, picture):
    whole, pictured = rows(), rows()
    pictured[1][0] = picture
    first, then = (table(*each, language="en") for each in (whole, pictured))
    _, found = seen(pages, first, then, first)
    assert [told(each) for each in found] == [[], []]
    assert not found[0].held


def test_a_row_that_is_gone_is_told_and_one_in_another_place_is_none(pages):
    first = rows()
    whole, gone, turned = (table(*each, language="en") for each in (first, first[::2], first[::-1]))
    _, found = seen(pages, whole, turned, gone)
    assert [told(each) for each in found] == [[], ["mechanism.delisted bali-process"]]
