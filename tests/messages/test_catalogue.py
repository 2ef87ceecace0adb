"""The messages: none is missing in a language, none is dead, none stands twice, and the gaps are the same in each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest

from monitor.compare import guard
from monitor.compare.kinds import table as kinds
from monitor.errors import LookupDataError
from monitor.extract.values.organisations import find_organisations
from monitor.lookups import findings, mechanisms, organisations
from monitor.lookups.load import generated
from monitor.messages import LANGUAGES, NO_ARTICLE, language
from monitor.messages.catalogue import table
from monitor.messages.parties import FORMS, LEADS
from monitor.model import Importance
from monitor.model.archived import TransportVerdict
from monitor.model.compared import GOOD, ContentVerdict, OwnVerdict

ROOT = Path(__file__).resolve().parents[2]
SAME = ("phrase", "detail", "word", "date", "verdict", "trouble")  # tables that both languages have, entry for entry
OTHERS = [code for code in LANGUAGES if code != "en"]
OF_INSTANTS = {"iso": "day"}  # English keeps ISO 8601 in instants, as commands take it
# of a handover and a vacancy, made from who came, who went and who stayed
GAPS_OF_CHAIRS = {"mechanism", "came", "went", "stayed"}


def gaps(sentence: str) -> set[str]:
    return {OF_INSTANTS.get(name, name) for _, name, _, _ in Formatter().parse(sentence) if name}


def forms(sentence: str) -> Iterator[str]:
    yield from (form for _, name, form, _ in Formatter().parse(sentence) if name and form)


def sentences(value: Any) -> Iterator[str]:
    """All strings of a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from sentences(each)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", SAME)
def test_every_language_has_the_same_messages_with_the_same_gaps(code: str, name: str) -> None:
    english, other = table("en")[name], table(code)[name]
    assert english.keys() == other.keys()
    assert {key: gaps(english[key]) for key in english} == {key: gaps(other[key]) for key in other}


@pytest.mark.parametrize("code", OTHERS)
def test_every_kind_of_change_has_each_of_its_forms(code: str) -> None:
    wanted = {
        (kind, form): gaps(sentence)
        for kind, entry in kinds().kinds.items()
        for form, sentence in entry.items()
        if form != "importance"
    }
    wanted |= {
        (kind, form): gaps(told) for kind, entry in table("en")["change"].items() for form, told in entry.items()
    }
    known = {(kind, form): gaps(told) for kind, entry in table(code)["change"].items() for form, told in entry.items()}
    assert wanted.keys() == known.keys()
    for where, names in wanted.items():
        assert known[where] == names, where


def test_english_repeats_no_sentence_that_the_history_keeps() -> None:
    ours = {(kind, form) for kind, entry in table("en")["change"].items() for form in entry}
    assert not ours & {(kind, form) for kind, entry in kinds().kinds.items() for form in entry}
    assert all(gaps(told) <= GAPS_OF_CHAIRS for entry in table("en")["change"].values() for told in entry.values())


@pytest.mark.parametrize("code", OTHERS)
def test_what_the_records_call_by_a_name_has_a_name_in_every_language(code: str) -> None:
    assert table(code)["mechanism"].keys() == {one.id for one in mechanisms.all()}
    named = {one.id for one in organisations.organisations().values() if one.part_of is None}
    assert table(code)["organisation"].keys() == named
    assert table(code)["organ"].keys() == organisations.ORGANS.keys()
    assert table(code)["field"].keys() == kinds().fields.keys()
    assert table(code)["finding"].keys() == findings.kinds().keys()
    assert table(code)["importance"].keys() == set(get_args(Importance))
    reasons = {value for name, value in vars(guard).items() if name.isupper() and isinstance(value, str)}
    assert table(code)["reason"].keys() == reasons
    assert all(gaps(told) == gaps(english) for english, told in table(code)["reason"].items())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_country_has_one_article_at_most(code: str) -> None:
    listed = [country for countries in table(code)["articles"].values() for country in countries]
    assert len(listed) == len(set(listed))
    assert set(listed) <= generated("countries").keys()
    if code == "fr":  # where a country without an article is said to have none, so that a new one is not forgotten
        assert set(listed) == generated("countries").keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_gap_asks_for_a_form_that_there_is(code: str) -> None:
    for sentence in sentences(table(code)):
        for form in forms(sentence):
            assert form.lower() in FORMS or form.count("|") == 1, sentence


def test_no_phrase_is_dead() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "monitor").rglob("*.py"))
    named = set(re.findall(r"""["']([a-z][a-z-]*)["']""", code))
    for name in ("phrase", "detail"):
        assert not table("en")[name].keys() - named, name


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_table_holds_no_other_tables(code: str) -> None:
    known = {"language", "phrase", "detail", "word", "change", "date", "articles", "verdict", "trouble"}
    own = (
        {"mechanism", "organisation", "organ", "field", "finding", "reason", "mark", "importance"}
        if code == "fr"
        else set()
    )
    assert table(code).keys() == known | own
    assert table(code)["articles"].keys() <= LEADS[code]["the"].keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_stands_twice(code: str) -> None:
    """TOML refuses a key that stands twice; this finds phrases that say the same."""
    said = list(table(code)["phrase"].values())
    assert [one for one in said if said.count(one) > 1] == []


def test_a_language_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupDataError, match="de"):
        language("de")


@pytest.mark.parametrize("code", LANGUAGES)
def test_verdicts_have_a_name(code: str) -> None:
    bad = {name for verdict in (TransportVerdict, ContentVerdict, OwnVerdict) for name in get_args(verdict)} - GOOD
    assert table(code)["verdict"].keys() == bad | {"unreadable", "unknown"}


@pytest.mark.parametrize("code", OTHERS)
def test_what_an_organisation_is_called_is_no_name_of_another(code: str) -> None:
    for id_ in organisations.organisations():
        party = language(code).organisation(id_)
        assert party is not None
        found = find_organisations(party.name)
        assert {one.id for one in found if (one.start, one.end) == (0, len(party.name))} <= {id_}


@pytest.mark.parametrize("code", OTHERS)
def test_organisations_have_an_article_but_those_whose_names_are_marks(code: str) -> None:
    bare = {one.id for one in organisations.organisations().values() if _article(code, one.id) == NO_ARTICLE}
    assert bare == {"frontex", "europol", "eurojust", "interpol", "unwomen", "un-habitat"}


def _article(code: str, id_: str) -> str | None:
    party = language(code).organisation(id_)
    return party.article if party else None


def test_the_tables_are_as_people_edit_them() -> None:
    for code in LANGUAGES:
        text = (ROOT / "monitor" / "messages" / f"{code}.toml").read_text(encoding="utf-8")
        assert tomllib.loads(text)
        assert "'" not in re.sub(r"#.*", "", text), "a typographic apostrophe (’) stands in words"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_for_how_much_a_change_matters_fit_their_column(code: str) -> None:
    words = [*table(code).get("importance", {"": "medium"}).values(), table(code)["phrase"]["also-lead"]]
    assert max(map(len, words)) <= len("medium")
