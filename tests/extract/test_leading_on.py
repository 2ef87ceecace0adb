"""A link in the place of a value names nobody: the list is elsewhere, or goes on there, and nobody is told gone."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.values.leading_on import leads_on
from monitor.lookups import fold, load, table
from monitor.model import Extraction
from tests.test_not_known_yet import compared, reading

POINTERS = [
    ("en", "See the full list"), ("en", "Click here"), ("en", "Learn more"), ("en", "Contact the Secretariat"),
    ("en", "Download the list of observers (PDF)"), ("en", "View all »"), ("en", "List of participating organizations"),
    ("en", "The complete list can be found here"), ("en", "For the full list, click here."),
    ("fr", "Voir la liste complète"), ("fr", "Consulter la liste des observateurs"), ("fr", "En savoir plus"),
    ("es", "Más información"), ("es", "Descargar la lista completa (PDF, 120 KB)"), ("es", "Ver más"),
    ("pt", "Saiba mais"), ("pt", "Clique aqui para ver a lista completa"), ("ru", "Полный список"),
    ("en", "About the Secretariat"), ("en", "Visit the Secretariat's website"), ("fr", "À propos du secrétariat"),
    ("en", "See annex"),
    ("ru", "Скачать список наблюдателей"), ("ar", "القائمة الكاملة"), ("ar", "انقر هنا"), ("de", "Vollständige Liste"),
]  # fmt: skip
LISTS = {
    "items": "<h2>{label}</h2><ul><li>{said}</ul>",
    "values": "<dl><dt>{label}{said}</dl>",
    "row": "<table><tr><th>{label}<td>{said}<tr><th>Location<td>Malta</table>",
    "paragraphs": "<h3>{label}</h3>{said}",
}
JOINTS = {"items": "<li>", "values": "<dd>", "row": "; ", "paragraphs": "<p>"}


def page(markup: str, label: str, *said: str, language: str = "en") -> Extraction:
    joint = JOINTS[markup]
    lead = joint if joint in ("<dd>", "<p>") else ""
    return reading(LISTS[markup].format(label=label, said=lead + joint.join(said)), language=language)


def link(words: str) -> str:
    return f'<a href="https://dialogue.example/node/77">{words}</a>'


def stated(found: Extraction, field: str) -> list[str]:
    return [one.key for one in found.statements if one.field == field]


def outcome(found: Extraction, field: str) -> list[str]:
    return [one.outcome for one in found.fields if one.field == field]


@pytest.mark.parametrize("markup", LISTS)
@pytest.mark.parametrize(("language", "words"), POINTERS)
def test_a_link_among_names_is_none_and_the_list_may_go_on_there(language: str, words: str, markup: str) -> None:
    for label, field in (("Observer organizations", "observer"), ("Observers", "observer"), ("Members", "member")):
        names = ("UNHCR", "ICMPD") if field == "observer" else ("Fiji", "Nepal")
        found = page(markup, label, *names, link(words), language=language)
        assert len(stated(found, field)) == 2, label
        assert outcome(found, field) == ["partial"] or markup == "paragraphs", label


@pytest.mark.parametrize("markup", LISTS)
@pytest.mark.parametrize(("language", "words"), POINTERS)
def test_alone_below_its_label_it_empties_nothing(language: str, words: str, markup: str) -> None:
    for label, field, was in (
        ("Observer organizations", "observer", ("UNHCR", "ICMPD")),
        ("Observer States", "observer", ("Norway",)),
        ("Secretariat", "secretariat", ("IOM",)),
        ("Formal association", "formal_association", ("African Union",)),
    ):
        before = page(markup, label, *was, language=language)
        now = page(markup, label, link(words), language=language)
        assert stated(now, field) == [], label
        found = compared(before, now)
        assert (found.closed, [one.kind for one in found.changes]) == ((), ["page.reshaped"]), label
        assert [one.field for one in found.held] == [field], label
        assert compared(before, now, before).changes == (), label


def test_who_is_absent_where_such_a_link_comes_waits_and_beside_an_old_one_is_told() -> None:
    more, was = link("See the full list"), ("UNHCR", "ICMPD", "FAO", "ILO")
    for markup in LISTS:
        before = page(markup, "Observer organizations", *was)
        found = compared(before, page(markup, "Observer organizations", *was[:3], more))
        assert (found.closed, [one.kind for one in found.changes if one.field == "observer"]) == ((), []), markup
        always = page(markup, "Observer organizations", *was, more)
        found = compared(always, page(markup, "Observer organizations", *was[:3], more))
        assert [one.summary for one in found.changes] == ["ILO is no longer an observer of Bali Process"], markup


@pytest.mark.parametrize(
    "said",
    [
        "{}, {} (<a href='https://dialogue.example/x'>see the full list</a>)", "{}, {} (full list in the annex)",
        "{}, {}. <a href='https://dialogue.example/x'>See the full list</a>", "{}; {} – <a href='https://dialogue.example/x'>more</a>",
        "{}, {} and <a href='https://dialogue.example/x'>more</a>", "{}, {}, + 12 more", "{}<br>{}<br>and 12 others",
        "{}; {}. <a href='https://dialogue.example/x'>Voir la liste complète</a>",
    ],
)  # fmt: skip
def test_what_leads_on_behind_names_in_one_line_leaves_the_names(said: str) -> None:
    for label, field, names in (
        ("Observer organizations", "observer", ("UNHCR", "ICMPD")), ("Observers", "observer", ("Norway", "ICMPD")),
        ("Members", "member", ("Fiji", "Nepal")),
    ):  # fmt: skip
        found = reading(f"<h2>{label}</h2><p>{said.format(*names)}</p>")
        assert len(stated(found, field)) == 2, label
        assert outcome(found, field) == ["partial"], label


@pytest.mark.parametrize(
    ("label", "kept", "words"),
    [
        ("Observers", True, "See the full list"), ("Observers", True, "Download the list of observers (PDF)"),
        ("Observers", False, "Full list of members"), ("Observers", False, "Learn more"),
        ("Members", True, "Voir la liste complète"), ("Members", True, "Consult the list of Member States"),
        ("Members", False, "Download the list of observers"), ("Members", False, "Contact the Secretariat"),
    ],
)  # fmt: skip
def test_a_paragraph_behind_a_list_that_leads_to_the_rest_is_of_it(label: str, kept: bool, words: str) -> None:
    body = f"<h2>{label}</h2><ul><li>Fiji<li>Nepal<li>Togo</ul><p>{link(words)}</p><p>The States meet in turn.</p>"
    field = label.lower().removesuffix("s")
    found = reading(body)
    assert stated(found, field) == ["FJ", "NP", "TG"]
    assert outcome(found, field) == ["partial" if kept else "ok"]


@pytest.mark.parametrize("words", ["Learn more", "Contact the Secretariat", "En savoir plus", "Más información"])
def test_beside_who_has_an_office_it_says_nothing(words: str) -> None:
    for markup in ("items", "values", "paragraphs"):
        for label, field, name in (
            ("Secretariat", "secretariat", "UNHCR"),
            ("Formal association", "formal_association", "ASEAN"),
        ):
            found = page(markup, label, name, link(words))
            assert (stated(found, field), outcome(found, field)) == ([name.lower()], ["ok"]), label
    chair = reading(f"<h2>Current Chair</h2><p>Peru</p><p>{link(words)}</p>", but="chair")
    assert (stated(chair, "chair"), outcome(chair, "chair")) == (["chair:PE"], ["ok"])


@pytest.mark.parametrize(
    "name",
    [
        "Zorb Foundation", "Network of Lake Towns", "ZRB", "Ruritanian Migration Bureau", "Contact Group on the Lake",
        "More in Common", "Caritas Internationalis", "Observatoire des rives",
    ],
)  # fmt: skip
def test_a_name_that_leads_to_a_page_is_still_one(name: str) -> None:
    for markup in ("items", "values"):
        found = page(markup, "Observer organizations", "UNHCR", link(name))
        assert len(stated(found, "observer")) == 2, markup
        assert outcome(found, "observer") == ["ok"], markup


def test_a_link_of_words_that_nobody_knows_and_that_are_no_name_is_none() -> None:
    for words in ("Dowiedz się więcej", "Everybody who sits at the back", "Tudj meg többet"):
        found = page("items", "Observer organizations", "UNHCR", "ICMPD", link(words))
        assert (stated(found, "observer"), outcome(found, "observer")) == (["unhcr", "icmpd"], ["partial"])


@pytest.mark.parametrize(
    "url", ["http://[here/all", "https://", "https://caf\u2100.example/x", "mailto:desk@lake.example"]
)
def test_an_address_that_is_none_ends_no_reading(url: str) -> None:
    observers = f"## Observer organizations\n\n- UNHCR\n- [Terre of lakes]({url})"
    body = f"# Bali Process\n\n{observers}\n\n## Secretariat\n\n[Zorba]({url})"
    found = extract(read(body.encode(), media_type="text/markdown"), "mechanism-page", ("bali-process",))
    assert stated(found, "observer") == ["unhcr"]
    assert stated(found, "secretariat") == []


def test_no_word_is_dead_or_stands_twice_or_is_unfolded() -> None:
    words = table("leading_on")
    groups = load.table("label_words")["words"]
    assert set(words) == {"labels", "lists", "heads", "alone", "beside", "shelves", "papers"}
    labels = {word for group in words["labels"] for word in groups[group]}
    for key in ("lists", "heads", "alone", "beside", "shelves", "papers"):
        assert [word for word in words[key] if fold(word) != word] == [], key
    taken = {*words["lists"], *words["heads"], *words["alone"], *labels}
    assert [word for word in words["beside"] if word in taken] == []
    every = [*words["shelves"], *words["papers"]]
    assert [word for word in every if every.count(word) > 1 or word in {*taken, *words["beside"]} - labels] == []
    assert set(words["heads"]).isdisjoint(words["lists"])


def test_no_known_name_is_taken_for_such_words() -> None:
    names = [
        name
        for file in ("organisation", "mechanism")
        for entry in table(f"{file}s")[file]
        for name in (entry["name"], *entry.get("names", []), *entry.get("aliases", []), *entry.get("acronyms", []))
    ]
    assert [name for name in names if leads_on(name)] == []
