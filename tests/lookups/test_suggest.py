"""Suggestions: TOML that the tables take, whatever a page says."""

from __future__ import annotations

import tomllib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lookups import fold, load, mechanisms, organisations
from monitor.lookups.suggest import as_toml, quoted, suggest

HOSTILE = [
    'The "Quoted" Forum',
    "Back\\slash Forum \\u0041 \\",
    'Forum"\nid = "iom',
    "]]\n[[organisation]]\nid = 'x'",
    "Forum \x00\x07\x1b[31m\x7f\x85 red",
    "Forum \u202eevil\u2066\u200b\ufeff bidi",
    "Forum \u2028\u2029 lines # comment",
    "\"\"\" Forum '''",
    "Forum \U000e0041 tags",
    "Форум миграции",
]


def organisation(name: str, source: str = "a-page") -> tuple[str, str, str]:
    return source, "unknown-organisation", f"“{name}” is not among the known organisations"


@pytest.mark.parametrize("name", HOSTILE)
def test_page_text_is_one_string_and_no_more(name: str) -> None:
    text = as_toml(suggest([organisation(name)]))
    (entry,) = tomllib.loads(text)["organisation"]
    assert entry["name"] == " ".join(name.split())
    assert set(entry) == {"id", "name"}
    assert all(unicodedata.category(letter)[0] != "C" for letter in text.replace("\n", ""))


@given(st.text())
def test_any_text_survives_quoting(text: str) -> None:
    assert tomllib.loads(f"name = {quoted(text)}")["name"] == text
    assert "\n" not in quoted(text)


def test_a_lone_surrogate_which_no_toml_can_hold_is_replaced() -> None:
    assert tomllib.loads(f"name = {quoted(chr(0xD800))}")["name"] == "\ufffd"


def test_the_table_takes_what_is_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    found = suggest(
        [
            *map(organisation, HOSTILE),
            organisation("Forum of Small Lakes (FSL)"),
            ("a-page", "unknown-mechanism", "a row's mechanism is not known: “Lakes Process on Migration (LPM)”"),
        ]
    )
    suggested = tomllib.loads(as_toml(found))
    whole = load.table("organisations")
    added = {**whole, "organisation": [*whole["organisation"], *suggested["organisation"]]}
    both = load.table("mechanisms")
    tables = {
        "organisations": added,
        "mechanisms": {**both, "mechanism": [*both["mechanism"], *suggested["mechanism"]]},
    }
    monkeypatch.setattr(load, "table", lambda name: tables[name])
    caches = (organisations.organisations, organisations.names, mechanisms._by_id, mechanisms.vocabulary)
    for cached in caches:
        cached.cache_clear()
    try:
        known = organisations.names().exact("FSL")
        assert known is not None
        assert known.id == "fsl"
        assert organisations.names().exact("Forum of Small Lakes") is not None
        match = mechanisms.read_mechanism("Lakes Process on Migration")
        assert match is not None
        assert match.id == "lpm"
    finally:
        for cached in caches:
            cached.cache_clear()


def test_a_country_is_proposed_where_one_is_near_and_left_to_a_person_where_none_is() -> None:
    near, far = suggest(
        ("a-page", "unknown-country", f"“{name}” is not among the known countries")
        for name in ("Farawayland", "Republik of Moldova")
    )[::-1]
    assert (near.name, near.key) == ("Republik of Moldova", "MD")
    (entry,) = tomllib.loads(as_toml([near]))["country"]
    assert (entry["code"], entry["names"]) == ("MD", ["Republik of Moldova"])
    assert (far.key, tomllib.loads(as_toml([far]))) == ("", {})
    assert '"Farawayland"' in as_toml([far])


def test_a_label_waits_for_its_field() -> None:
    message = "no field takes what stands under “Guest States”: “Malta”, and 2 more"
    (one,) = suggest([("a-page", "stray-text", message)])
    assert (one.table, one.name) == ("labels", "Guest States")
    assert tomllib.loads(as_toml([one])) == {}


def test_one_name_is_suggested_once_with_all_its_sources() -> None:
    name = "Forum of Small Lakes"
    (one,) = suggest([organisation(name, "a"), organisation(name.upper(), "b"), organisation(name, "a")])
    assert one.sources == ("a", "b")


def test_what_is_known_by_now_what_was_cut_and_other_findings_are_left_out() -> None:
    assert (
        suggest(
            [
                organisation("UNHCR"),
                organisation("A very long name of which the finding holds the beginning …"),
                organisation("???"),
                ("a-page", "typo", "“Eriteria” read as Eritrea (ER)"),
                ("a-page", "unknown-mechanism", "the page names no mechanism that the lookups know"),
            ]
        )
        == ()
    )


def test_ids_are_free_and_can_be_names_of_folders() -> None:
    found = suggest(
        map(organisation, ("Iom Friends (IOM-X)", "IOM X", "Ünïted Fórum", "Форум", "Форум два", "x" * 150))
    )
    ids = [one.key for one in found]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(organisations.organisations())
    assert all(len(id_) <= 64 and fold(id_) and id_.isascii() and id_[0].isalnum() for id_ in ids)
