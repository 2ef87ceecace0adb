"""A list in groups: who is absent with the name of the group waits, who is absent below a name that stands is gone, and
groups that come, go or are called otherwise over the same entries are no news.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Memory, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
Groups = Sequence[tuple[str, Sequence[str]]]


def items(name: str, of: Sequence[str]) -> str:
    return "".join(f"<{name}>{one}</{name}>" for one in of)


def row(*cells: str) -> str:
    return f"<tr>{items('td', cells)}</tr>"


def rows(of: Sequence[str]) -> str:
    return "".join(map(row, of))


def listed(of: Sequence[str]) -> str:
    return f"<ul>{items('li', of)}</ul>"


def line(of: Sequence[str]) -> str:
    return f"<p>{', '.join(of)}</p>"


Group = Callable[[str, Sequence[str]], str]
Bare = Callable[[Sequence[str]], str]


def markup(group: Group, bare: Bare, box: str = "") -> Callable[[Groups], str]:
    """Of a group with a name, of entries that stand in none, and the element around them all."""

    def render(groups: Groups) -> str:
        inside = "".join(group(name, of) if name else bare(of) for name, of in groups)
        return f"<{box}>{inside}</{box}>" if box else inside

    return render


def lis(of: Sequence[str]) -> str:
    return items("li", of)


def dds(of: Sequence[str]) -> str:
    return items("dd", of)


def tabs(groups: Groups) -> str:
    buttons = "".join(f"<button role=tab aria-controls=t{n}>{name}</button>" for n, (name, _) in enumerate(groups))
    panes = "".join(f"<div role=tabpanel id=t{n}>{listed(of)}</div>" for n, (_, of) in enumerate(groups))
    return f"<div role=tablist>{buttons}</div>{panes}" if groups[0][0] else listed(groups[0][1])


def columns(groups: Groups) -> str:
    """Groups side by side, their names over the columns of a table."""
    heads = "<tr>" + items("th", [name for name, _ in groups]) + "</tr>" if groups[0][0] else ""
    cells = zip_longest(*(of for _, of in groups), fillvalue="")
    return f"<table>{heads}{''.join(row(*one) for one in cells)}</table>"


INLINE = {  # whose names may be any
    "headings": markup(lambda name, of: f"<h3>{name}</h3>{listed(of)}", listed),
    "nested": markup(lambda name, of: f"<li>{name}{listed(of)}</li>", lis, "ul"),
    "lines": markup(lambda name, of: f"<p>{name}: {', '.join(of)}</p>", line),
    "leads": markup(lambda name, of: f"<p><b>{name}:</b> {', '.join(of)}</p>", line),
    "items": markup(lambda name, of: f"<li>{name}: {'; '.join(of)}</li>", lis, "ul"),
    "breaks": markup(lambda name, of: f"{name}<br>{'<br>'.join(of)}<br>", "<br>".join, "p"),
    "rows": markup(lambda name, of: row(name) + rows(of), rows, "table"),
    "columns": markup(lambda name, of: row(name, ", ".join(of)), rows, "table"),
    "dashes": markup(lambda name, of: f"<p>{name} – {', '.join(of)}</p>", line),
}
SET_APART = {
    "terms": markup(lambda name, of: f"<dt>{name}</dt>{dds(of)}", dds, "dl"),
    "bold": markup(lambda name, of: f"<p><strong>{name}</strong></p>{listed(of)}", listed),
    "folds": markup(lambda name, of: f"<details><summary>{name}</summary>{listed(of)}</details>", listed),
    "tabs": lambda groups: tabs(groups),
    "over columns": lambda groups: columns(groups),
    "plain": markup(lambda name, of: f"<p>{name}</p>{listed(of)}", listed),
    "colons": markup(lambda name, of: f"<div>{name}:</div>{listed(of)}", listed),
    "leads over": markup(lambda name, of: f"<div><b>{name}</b><br>{'<br>'.join(of)}</div>", line),
    "dated rows": markup(
        lambda name, of: f"<tr><th colspan=2>{name}</th></tr>{''.join(row(one, '2009') for one in of)}", rows, "table"
    ),
    "heads": markup(lambda name, of: f"<tr><th>{name}</th><td>{'<br>'.join(of)}</td></tr>", rows, "table"),
}
REGIONS = (
    (
        "Members",
        "en",
        [
            ("Central Europe", ["Austria", "Poland", "Hungary"]),
            ("Central Asia", ["Kazakhstan", "Kyrgyzstan"]),
            ("South Caucasus", ["Georgia", "Armenia"]),
        ],
        "Caucasus",
    ),
    (
        "États membres",
        "fr",
        [
            ("Afrique de l'Ouest", ["Mali", "Niger", "Sénégal"]),
            ("Europe", ["France", "Espagne"]),
            ("Maghreb", ["Maroc", "Tunisie"]),
        ],
        "Afrique du Nord",
    ),
    (
        "Miembros",
        "es",
        [
            ("América del Norte", ["México", "Canadá"]),
            ("América Central", ["Honduras", "Belice", "Panamá"]),
            ("Caribe", ["Cuba", "Haití"]),
        ],
        "El Caribe",
    ),
    (
        "Países membros",
        "pt",
        [
            ("África", ["Angola", "Cabo Verde", "Moçambique"]),
            ("América do Sul", ["Brasil", "Chile"]),
            ("Europa", ["Portugal", "Espanha"]),
        ],
        "Europa do Sul",
    ),
)
OTHERS = (
    (
        "Observers",
        "en",
        [("States", ["Ukraine", "Moldova", "Türkiye", "Serbia"]), ("Organisations", ["IOM", "UNHCR"])],
        "International organisations",
    ),
    (
        "Observadores",
        "es",
        [("Estados", ["México", "Perú", "Chile"]), ("Organismos internacionales", ["OIM", "ACNUR"])],
        "Organizaciones",
    ),
    (
        "Members",
        "en",
        [
            ("Danube group", ["Austria", "Hungary", "Croatia"]),
            ("Alpine ring", ["Italy", "Malta", "Spain"]),
            ("The Sava circle", ["Serbia", "Slovenia", "Montenegro"]),
        ],
        "Sava",
    ),
)
CASES = [
    *((render, one) for one in REGIONS for render in (INLINE | SET_APART).values()),
    *((render, one) for one in OTHERS for render in (INLINE | SET_APART).values()),
]


def read(render: Callable[[Groups], str], label: str, language: str, groups: Groups) -> Extraction:
    above = "<h1>Prague Process</h1><p>Type: Regional consultative process</p><p>Established: 2009</p>"
    body = f"<html lang={language}><title>Prague Process</title>{above}<h2>{label}</h2>{render(groups)}"
    return read_capture(Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


@pytest.fixture(params=range(len(CASES)))
def lists(request, pages):
    """A list in groups in one markup, and what is told of each further look at it."""
    render, (label, language, groups, otherwise) = CASES[request.param]

    class Lists:
        first: Groups = groups
        other_name = otherwise
        memory = Memory()

        def look(self, groups: Groups, label: str = label) -> list[str]:
            extraction = read(render, label, language, groups)
            found = compare(self.memory, extraction, now=pages.now)
            self.memory = pages.after(self.memory, extraction, found)
            return sorted(one.kind for one in found.changes)

        @property
        def understood(self) -> bool:
            """Whether the last page has no line that nobody knows, which may be who is absent."""
            return not any(one.unread for one in self.memory.fields[0])

        @property
        def standing(self) -> int:
            return sum(one.statement.field in ("member", "observer") for one in self.memory.statements)

    return Lists()


def test_a_group_that_is_lost_with_its_entries_waits_alone(lists):
    assert lists.look(lists.first) == []
    stood = lists.standing
    assert stood == sum(len(of) for _, of in lists.first)
    assert [lists.look(lists.first[:-1]) for _ in range(4)] == [["page.reshaped"], [], [], []]
    (name, of), *rest = lists.first[:-1]
    (told,) = lists.look([(name, of[:-1]), *rest])
    assert told.endswith(".left")
    assert lists.standing == stood - 1
    assert lists.look([(name, of[:-1]), *lists.first[1:]]) == []
    name, of = lists.first[-1]
    (told,) = lists.look([(lists.first[0][0], lists.first[0][1][:-1]), *lists.first[1:-1], (name, of[:-1])])
    assert told.endswith(".left")


def test_groups_that_come_and_go_over_the_same_entries_are_no_news(lists):
    flat = [("", [entry for _, of in lists.first for entry in of])]
    named = [*lists.first[:-1], (lists.other_name, lists.first[-1][1])]
    (first, many), (second, few), *rest = lists.first
    moved = [(first, many[1:]), (second, [*few, many[0]]), *rest]
    assert [lists.look(groups) for groups in (flat, lists.first, named, moved, flat, lists.first[::-1])] == [[]] * 6


def test_an_entry_that_goes_while_its_group_is_called_otherwise_is_gone(lists):
    lists.look(lists.first)
    told = lists.look([(lists.other_name, lists.first[0][1][:-1]), *lists.first[1:]])
    assert [one.rpartition(".")[2] for one in told] == (["left"] if lists.understood else [])


def test_words_before_one_name_are_no_group(pages):
    entries = ["Vienna: Austria", "Budapest: Hungary", "Prague: Czechia", "Riga: Latvia"]
    first, then = (read(INLINE["nested"], "Members", "en", [("", of)]) for of in (entries, entries[1:]))
    found = compare(pages.remember(first), then, now=pages.now)
    assert [f"{one.kind} {one.key}" for one in found.changes] == ["member.left AT"]


def test_letters_of_an_index_and_figures_are_no_groups(pages):
    first = [("A", ["Albania", "Armenia"]), ("B", ["Belarus"]), ("C", ["Croatia", "Cyprus"]), ("Y", ["Yemen"])]
    for names in ("ABCY", ("2011", "2012", "2013", "2014"), ("A–B", "C–D", "E–F", "Y")):
        groups = [(name, of) for name, (_, of) in zip(names, first, strict=True)]
        memory = pages.remember(read(INLINE["headings"], "Members", "en", groups))
        found = compare(memory, read(INLINE["headings"], "Members", "en", groups[:-1]), now=pages.now)
        assert [f"{one.kind} {one.key}" for one in found.changes] == ["member.left YE"]


def test_a_group_is_gone_where_the_number_that_the_page_gives_says_so(pages):
    groups = REGIONS[0][2]
    first, kept = (read(INLINE["headings"], f"Members ({n})", "en", groups[:m]) for n, m in ((7, 3), (5, 2)))
    found = compare(pages.remember(first), kept, now=pages.now)
    assert [f"{one.kind} {one.key}" for one in found.changes if one.field == "member"] == [
        "member.left GE",
        "member.left AM",
    ]
    as_before = read(INLINE["headings"], "Members (7)", "en", groups[:2])
    assert [one.kind for one in compare(pages.remember(first), as_before, now=pages.now).changes] == ["page.reshaped"]


@pytest.mark.parametrize("none", ["None", "none at present", "N/A"])
def test_none_below_the_name_of_a_group_says_that_who_stood_there_is_gone(pages, none):
    label, language, groups, _ = OTHERS[0]
    for render in (INLINE["headings"], INLINE["nested"]):
        first, then = (read(render, label, language, [groups[0], ("Organisations", of)]) for of in (["IOM"], [none]))
        found = compare(pages.remember(first), then, now=pages.now)
        assert [f"{one.kind} {one.key}" for one in found.changes] == ["observer.left iom"]


@pytest.mark.parametrize("between", ["{}: {}", "{} ({})"])
def test_groups_that_stand_in_one_line(pages, between):
    for label, language, groups, _ in (*REGIONS, *OTHERS):

        def one_line(some: Groups, label: str = label, language: str = language) -> Extraction:
            said = [between.format(name, ", ".join(of)) for name, of in some]
            text = ("; " if ":" in between else ", ").join(said)
            return read(lambda _: f"<p>{text}</p>", label, language, some)

        first = one_line(groups)
        assert {one.outcome for one in first.fields if one.field in ("member", "observer")} == {"ok"}, label
        lost = compare(pages.remember(first), one_line(groups[:-1]), now=pages.now)
        assert [one.kind for one in lost.changes] == ["page.reshaped"], label
        (_, of), *others = groups
        told = compare(pages.remember(first), one_line([(groups[0][0], of[1:]), *others]), now=pages.now)
        assert [one.kind.rpartition(".")[2] for one in told.changes] == ["left"], label


@pytest.mark.parametrize("apart", ["Eastern partners", "Depositary", "Vorsitz", "Guests"])
def test_names_like_those_of_groups_that_may_be_none_make_nobody_a_member_and_nobody_leave(pages, apart):
    groups = [("Central Europe", ["Austria", "Poland", "Hungary"]), ("Central Asia", ["Kazakhstan", "Kyrgyzstan"])]
    for name in ("terms", "bold", "folds", "plain", "heads"):
        render = SET_APART[name]
        before = read(render, "Members", "en", groups)
        after = read(render, "Members", "en", [*groups, (apart, ["Georgia"])])
        assert compare(pages.remember(before), after, now=pages.now).changes == (), name
        flat = read(render, "Members", "en", [("", [one for _, of in groups for one in of] + ["Georgia"])])
        told = compare(pages.remember(flat), after, now=pages.now).changes
        assert not [one for one in told if one.kind == "member.left"], name


def test_the_name_of_a_body_over_its_states_is_that_of_a_group(pages):
    groups = [("European Union", ["Austria", "Poland"]), ("South Caucasus", ["Georgia", "Armenia"])]
    for name, render in (INLINE | SET_APART).items():
        if name not in ("breaks", "rows", "columns", "plain"):  # where it stands as an entry does
            found = read(render, "Members", "en", groups)
            assert {one.key for one in found.statements if one.field == "member"} == {"AT", "PL", "GE", "AM"}, name


@pytest.mark.parametrize("apart", ["Invited", "Former members", "Candidate countries"])
@pytest.mark.parametrize("name", [*INLINE, *SET_APART, "brackets", "semicolons"])
def test_who_stands_in_a_group_of_others_is_no_member(apart, name):
    others = {
        "brackets": lambda groups: "<p>" + ", ".join(f"{head} ({', '.join(of)})" for head, of in groups) + "</p>",
        "semicolons": lambda groups: "<p>" + "; ".join(f"{head}: {', '.join(of)}" for head, of in groups) + "</p>",
    }
    render = (INLINE | SET_APART | others)[name]
    found = read(render, "Members", "en", [("Central Europe", ["Austria", "Poland"]), (apart, ["Libya", "Sudan"])])
    read_as = {one.key for one in found.statements if one.field == "member"}
    told = any("Libya" in (one.quote or "") + one.message for one in found.findings)
    whole = all(one.outcome == "ok" for one in found.fields if one.field == "member")
    assert read_as <= {"AT", "PL"} or (name in ("breaks", "rows", "columns") and not whole)
    assert told or not whole or not read_as


def test_a_group_that_a_page_in_another_language_leaves_out_waits(pages):
    english = [("States", ["Georgia", "Armenia", "Moldova"]), ("Organisations", ["IOM", "UNHCR"])]
    french = [("États", ["Géorgie", "Arménie", "Moldavie"]), ("Organisations", ["OIM", "HCR"])]
    for name, render in (INLINE | SET_APART).items():
        first = read(render, "Observers", "en", english)
        lost = compare(pages.remember(first), read(render, "Observateurs", "fr", french[:1]), now=pages.now)
        assert [one.kind for one in lost.changes] == ["page.reshaped"], name
        turned = compare(pages.remember(first), read(render, "Observateurs", "fr", french), now=pages.now)
        assert turned.changes == (), name
