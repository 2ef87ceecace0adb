"""Labels: every word of the table is found, alone and with what pages put around it; sentences are no labels."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from monitor.documents import read
from monitor.errors import LookupDataError
from monitor.extract import extract
from monitor.extract.label_table import LANGUAGES, label_key, vocabulary
from monitor.extract.labels import glued, head, labelled
from monitor.extract.page import READERS
from monitor.lookups import fold, load
from monitor.model import LAYOUTS

PHRASES = tomllib.loads((Path(__file__).parent / "label_phrases.toml").read_text(encoding="utf-8"))["label"]
ENTRIES: list[dict[str, Any]] = list(load.entries("labels", "label"))
WITHOUT_READER = {"other", "last_updated", "published", "number", "name"}
WORDS = [
    (entry["field"], entry.get("role", ""), layout, words)
    for entry in ENTRIES
    for layout in entry.get("layouts", LAYOUTS[:1])
    for language in LANGUAGES
    for words in entry.get(language, ())
]


@pytest.mark.parametrize(("field", "role", "layout", "words"), WORDS)
def test_every_label_is_found_in_every_language(field: str, role: str, layout: str, words: str) -> None:
    for text in (words, f"{words}:", words.upper(), f"{words} :"):
        found = labelled(text, layout)
        assert found is not None, text
        assert (found.label.field, found.label.role, found.value) == (field, role, "")


def test_every_field_of_a_label_has_a_reader_and_every_reader_a_label() -> None:
    fields = {entry["field"] for entry in ENTRIES}
    assert fields - WITHOUT_READER == set(READERS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_words_announce_two_fields_in_a_layout(layout: str) -> None:
    assert vocabulary(layout)


def test_no_words_stand_twice_in_one_language_of_an_entry() -> None:
    for entry in ENTRIES:
        for language in LANGUAGES:
            twice = [w for w, count in Counter(map(str.lower, entry.get(language, ()))).items() if count > 1]
            assert not twice, (entry["field"], language)


def test_two_fields_for_one_label_are_an_error_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"label": [{"field": "chair", "en": ["Lead"]}, {"field": "member", "en": ["The lead"]}]}
    monkeypatch.setattr(load, "table", lambda name: table)
    vocabulary.cache_clear()
    try:
        with pytest.raises(LookupDataError, match="announces chair and member"):
            vocabulary("mechanism-page")
    finally:
        monkeypatch.undo()
        vocabulary.cache_clear()


@pytest.mark.parametrize(
    ("text", "field", "count", "remark", "year", "value"),
    [
        ("10 Members", "member", 10, "", None, ""),
        ("Member States (15 States)", "member", 15, "15 States", None, ""),
        ("Members: 12", "member", 12, "", None, ""),
        ("2019 Chair:  Guatemala", "chair", None, "", "2019", "Guatemala"),
        ("Chair (2021-2022): Chile", "chair", None, "2021-2022", "2021/2022", "Chile"),
        ("Upcoming Chair – Kenya", "chair", None, "", None, "Kenya"),
        ("Members of the Bali Process", "member", None, "", None, ""),
        ("Full list of participating countries", "member", None, "", None, ""),
        ("Reports and publications", "document", None, "", None, ""),
        ("Locations in the Arab States: Egypt", "location", None, "", None, "Egypt"),
        ("Conferencias realizadas", "meeting", None, "", None, ""),
        ("Region of the world: Africa", "region", None, "", None, "Africa"),
    ],
)
def test_what_stands_around_a_label_is_set_aside(
    text: str, field: str, count: int | None, remark: str, year: str | None, value: str
) -> None:
    found = labelled(text, "practice-page" if field == "location" else "mechanism-page")
    assert found is not None
    assert (found.label.field, found.count, found.remark, found.year, found.value) == (
        field,
        count,
        remark,
        year,
        value,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Members of the working group on visas",
        "The chair opened the meeting and thanked the members for coming.",
        "Observation of borders",
        "The 175 member states have offices in 171 countries",
        "Documents that travellers carry",
        "Recent",
        "List",
        "",
        "Bali Process",
    ],
)
def test_what_only_holds_a_label_is_none(text: str) -> None:
    assert labelled(text, "mechanism-page") is None


def test_a_label_and_its_value_may_run_together() -> None:
    assert [(g.label.field, g.value) for g in glued("Established2002", "mechanism-page")] == [("established", "2002")]


def test_little_words_do_not_make_another_label() -> None:
    assert label_key("Role of the IOM") == label_key("Role of IOM")


@pytest.mark.parametrize(("announces", "words"), [(field, words) for field in PHRASES for words in PHRASES[field]])
def test_a_label_in_other_words_announces_its_field(announces: str, words: str) -> None:
    found = labelled(words, "mechanism-page")
    field, _, role = announces.partition(":")
    assert (found.label.field if found and found.label.field != "other" else "") == field
    if found and role:
        assert found.label.role == role


def test_every_group_of_label_words_is_used_and_no_word_stands_twice_in_one() -> None:
    table = load.table("label_words")
    used = {name for entry in table["label"] for key in ("needs", "may") for name in entry.get(key, ())}
    assert set(table["words"]) - used - set(table["around"]) == {"belong_around"}  # of `says_who_belongs` alone
    for name, words in table["words"].items():
        assert [word for word, count in Counter(words).items() if count > 1] == [], name
        assert all(fold(word) == word for word in words), name


@pytest.mark.parametrize(
    "text", ["Total number of members: 7", "Number of participating States – 7", "Nombre de membres : 7"]
)
def test_a_number_behind_the_label_of_a_count_is_read(text: str) -> None:
    page = (
        f"<h1>Budapest Process</h1><p>{text}</p><p>Secretariat: ICMPD</p><p>At present there are 9 Member States.</p>"
    )
    found = extract(read(page.encode(), media_type="text/html"), "mechanism-page")
    assert [s.value for s in found.statements if s.field == "member_count"] == [7]
    assert [f.outcome for f in found.fields if f.field == "secretariat"] == ["ok"]


@pytest.mark.parametrize(
    ("body", "field", "texts"),
    [
        ("<p>Who chairs the process? Malta</p>", "chair", ["Malta"]),
        ("<p>¿Quién preside el foro? Chile</p>", "chair", ["Chile"]),
        ("<p>When was it founded? 1993</p>", "established", ["1993"]),
        ("<h2>Secretariat</h2><p>PIDC Secretariat</p>", "secretariat", ["PIDC Secretariat"]),
        ("<dl><dt>Support Unit<dd>GFMD Support Unit</dl>", "secretariat", ["GFMD Support Unit"]),
    ],
)
def test_questions_with_their_answer_and_names_with_the_words_of_a_label(
    body: str, field: str, texts: list[str]
) -> None:
    found = extract(read(f"<h1>Budapest Process</h1>{body}".encode(), media_type="text/html"), "mechanism-page")
    assert [s.text for s in found.statements if s.field == field] == texts


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Meetings</h2><dl><dt>Ninth summit</dt><dd>Geneva, Switzerland<br>23 May 2019<br>Chair: France</dd></dl>",
        "<h2>Previous meetings</h2><ul><li>Ninth summit<br>Lima, Peru, 4 May 2018<br>Chair: Peru</li></ul>",
        "<h3>Conferences</h3><p>Ninth conference, Sofia, Bulgaria, 5 May 2017<br>Presidency: Bulgaria</p>",
    ],
)
def test_who_chaired_one_meeting_does_not_chair_the_mechanism(body: str) -> None:
    found = extract(read(f"<h1>Prague Process</h1>{body}".encode(), media_type="text/html"), "mechanism-page")
    assert [s for s in found.statements if s.field == "chair"] == []


def test_who_chairs_on_a_page_of_lines_that_breaks_part_is_read_behind_meetings() -> None:
    body = "<p>Meetings:<br>Sofia, Bulgaria, 5 May 2017<br>Chair: Malta<br>Secretariat: ICMPD</p>"
    found = extract(read(f"<h1>Prague Process</h1>{body}".encode(), media_type="text/html"), "mechanism-page")
    assert [s.text for s in found.statements if s.field == "chair"] == ["Malta"]


@pytest.mark.parametrize("between", [" ........ ", "…………", " ____ ", "......"])
def test_dots_lead_from_a_label_to_its_value(between: str) -> None:
    text = f"Prague Process\n\nEstablished{between}2009\nChair{between}Poland\n"
    found = extract(read(text.encode(), media_type="text/plain"), "mechanism-page")
    assert [(s.field, s.value) for s in found.statements if s.field == "established"] == [("established", "2009")]
    assert [s.value["country"] for s in found.statements if s.field == "chair"] == ["PL"]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("Chairmanship until 2025", "../2025"),
        ("Presidência até 2026", "../2026"),
        ("Presidencia desde 2024", "2024/.."),
        ("Présidence depuis 2023", "2023/.."),
        ("2019 Chair", "2019"),
    ],
)
def test_a_label_says_from_when_or_until_when(words: str, term: str) -> None:
    said = head(words, "mechanism-page")
    assert said is not None
    assert (said.label.field, said.year) == ("chair", term)
