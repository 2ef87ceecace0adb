"""Who chairs is read from lines and sentences as they are written; whoever does not chair the mechanism is not told."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.extract import Payload, read_capture
from monitor.extract.prose import find_chairs
from monitor.extract.values.chairs import Chair, read_chairs
from monitor.model import Extraction, Source

CORPUS = tomllib.loads((Path(__file__).parent / "chairs.toml").read_text(encoding="utf-8"))


def in_short(chairs: tuple[Chair, ...]) -> list[str]:
    return [f"{c.role}:{c.country or c.id or c.name}" + (f"@{c.term}" if c.term else "") for c in chairs]


def test_the_corpus_is_large_and_holds_what_is_no_chair() -> None:
    false = len(CORPUS["false"]["sentences"]) + len(CORPUS["unread"]["lines"])
    true = sum(len(CORPUS[part]) for part in ("line", "troika", "sentence"))
    assert true + false >= 300
    assert false >= 80


@pytest.mark.parametrize("text", CORPUS["line"])
def test_a_line_under_a_chair_label_is_read(text: str) -> None:
    assert in_short(read_chairs(text).chairs) == CORPUS["line"][text]


@pytest.mark.parametrize("text", CORPUS["unsettled"])
def test_who_may_have_an_office_is_not_named_and_that_is_told(text: str, under: object) -> None:
    assert in_short(read_chairs(text).chairs) == CORPUS["unsettled"][text]
    extraction: Extraction = under("Chair", text)  # type: ignore[operator]  # a fixture of conftest
    assert [f.kind for f in extraction.findings if f.field == "chair"] == ["not-known-yet"]
    assert outcome_of(extraction) == "partial"


@pytest.mark.parametrize(
    "text", ["Ghana (elect)", "Formerly Ghana", "Kenya (incoming)", "Ancien : Tchad", "Perú (saliente)"]
)
def test_a_label_of_the_chair_with_others_alone_says_nothing_of_who_does(text: str, under: object) -> None:
    assert outcome_of(under("Chair", text)) == "partial"  # type: ignore[operator]  # a fixture of conftest
    assert outcome_of(under("Chair", "None (incoming Jamaica)")) == "ok"  # type: ignore[operator]  # a fixture of conftest


@pytest.mark.parametrize("text", CORPUS["troika"])
def test_each_of_a_troika_has_its_own_role(text: str) -> None:
    assert in_short(read_chairs(text, "any").chairs) == CORPUS["troika"][text]


def test_a_troika_without_roles_names_nobody() -> None:
    assert read_chairs("Kuwait, Ghana and Peru", "any").chairs == ()


@pytest.mark.parametrize("text", CORPUS["unread"]["lines"])
def test_a_line_that_is_not_understood_names_nobody_and_is_told(text: str, under: object, values: object) -> None:
    extraction: Extraction = under("Chair", text)  # type: ignore[operator]  # a fixture of conftest
    assert values(extraction, "chair") == []  # type: ignore[operator]  # a fixture of conftest
    assert [f.kind for f in extraction.findings if f.field == "chair"] == ["unread-line"]
    assert next(f.outcome for f in extraction.fields if f.field == "chair") == "partial"


@pytest.mark.parametrize("text", CORPUS["entry"])
def test_a_line_that_is_half_a_sentence_is_read(text: str, under: object, values: object) -> None:
    extraction: Extraction = under("Chair", text)  # type: ignore[operator]  # a fixture of conftest
    read = values(extraction, "chair")  # type: ignore[operator]  # a fixture of conftest
    who = [f"{c['role']}:{c['country']}" + (f"@{c['term']}" if c.get("term") else "") for c in read]
    assert sorted(who) == sorted(CORPUS["entry"][text])
    assert who or [f.kind for f in extraction.findings if f.field == "chair"] == ["unread-line"]


@pytest.mark.parametrize("text", CORPUS["none"]["lines"])
def test_a_line_that_says_that_nobody_chairs_is_understood(text: str, under: object, values: object) -> None:
    extraction: Extraction = under("Chair", text)  # type: ignore[operator]  # a fixture of conftest
    assert values(extraction, "chair") == []  # type: ignore[operator]  # a fixture of conftest
    assert [f.kind for f in extraction.findings if f.field == "chair"] == []


def test_a_remark_that_is_not_understood_is_told_beside_the_name(under: object, values: object) -> None:
    extraction: Extraction = under("Chair", "Ghana (subject to a vote)")  # type: ignore[operator]  # a fixture of conftest
    assert [chair["country"] for chair in values(extraction, "chair")] == ["GH"]  # type: ignore[operator]  # a fixture of conftest
    assert [f.kind for f in extraction.findings if f.field == "chair"] == ["unread-line"]
    assert next(f.outcome for f in extraction.fields if f.field == "chair") == "partial"


@pytest.mark.parametrize("text", CORPUS["sentence"])
def test_a_plain_sentence_says_who_chairs(text: str) -> None:
    found = find_chairs(text)
    assert sorted(in_short(tuple(chair for chair, _ in found))) == sorted(CORPUS["sentence"][text])
    assert all(sentence == text for _, sentence in found)


@pytest.mark.parametrize("text", CORPUS["paragraph"])
def test_a_sentence_goes_on_about_the_office_of_the_one_before(text: str) -> None:
    found = in_short(tuple(chair for chair, _ in find_chairs(text)))
    assert sorted(found) == sorted(CORPUS["paragraph"][text])


@pytest.mark.parametrize("text", CORPUS["false"]["sentences"])
def test_a_sentence_about_something_else_names_no_chair(text: str) -> None:
    assert find_chairs(text) == ()


def test_the_year_in_a_label_is_the_term() -> None:
    assert in_short(read_chairs("Guatemala", "chair", "2019").chairs) == ["chair:GT@2019"]


def test_a_misspelt_country_is_read_and_marked() -> None:
    (chair,) = read_chairs("Tunisa").chairs
    assert (chair.country, chair.typo) == ("TN", True)


def outcome_of(page: Extraction) -> str:
    (found,) = [one.outcome for one in page.fields if one.field == "chair"]
    return found


def test_labels_that_ask_only_who_chaired_or_will_say_nothing_of_who_does(text_page: Callable[..., Extraction]) -> None:
    named = "Bali Process\nCurrent Chair: {}\nPast Chairs: Fiji\n"
    assert outcome_of(text_page(named.format("Australia"))) == "ok"
    assert outcome_of(text_page(named.format("n/a"))) == "ok"
    assert outcome_of(text_page("Bali Process\nPast Chairs: Fiji\n")) == "partial"
    assert outcome_of(text_page("Bali Process\nIncoming Chair: Fiji\n")) == "partial"


def html_page(body: str) -> Extraction:
    source = Source("a", "https://site.example/", "mechanism-page", ("bali-process",))
    return read_capture(Payload(body.encode(), "text/html", "utf-8", source.url, 200), source).extraction


LIST = "<ul><li>Albania<li>Armenia<li>Greece<li>Italy<li>Malta</ul>"


@pytest.mark.parametrize(
    "above", ["<p><b>{}:</b> Türkiye</p>", "<dl><dt>{}<dd>Türkiye</dl>", "<h3>{}</h3><p>Türkiye</p>"]
)
@pytest.mark.parametrize("label", ["Chair", "Présidence actuelle", "Presidencia"])
def test_who_chairs_is_read_above_a_list_whose_heading_is_lost(values, above, label) -> None:
    found = html_page(f"<h1>Bali Process</h1>{above.format(label)}{LIST}")
    assert [one["country"] for one in values(found, "chair")] == ["TR"]
    assert [(one.outcome, one.listed) for one in found.fields if one.field == "chair"] == [("ok", 1)]
    assert [(one.kind, one.quote) for one in found.findings if one.field in (None, "chair")][-1] == (
        "stray-text",
        "Albania",
    )


@pytest.mark.parametrize("above", ["<h3>Chair</h3>", "<p>Chair: the following</p>", "<h3>Chair</h3><p>It rotates:</p>"])
def test_a_list_of_many_below_the_label_of_the_chair_names_nobody(values, above) -> None:
    assert values(html_page(f"<h1>Bali Process</h1>{above}{LIST}"), "chair") == []


@pytest.mark.parametrize(
    "words",
    [
        "to be confirmed", "TBC", "to be decided", "Yet to be decided", "not yet known", "To be elected",
        "à confirmer", "à désigner", "non encore désignée", "pas encore connu",
        "por determinar", "por designar", "aún no designado", "por anunciar",
        "a definir", "a designar", "por definir", "ainda não designada",
    ],
)  # fmt: skip
def test_a_chair_that_is_not_known_yet_is_no_value_and_a_finding(under, values, words) -> None:
    found = under("Current Chair", words)
    assert values(found, "chair") == []
    assert [(one.outcome, one.listed) for one in found.fields if one.field == "chair"] == [("partial", 1)]
    assert [(one.kind, one.quote) for one in found.findings if one.field == "chair"] == [("not-known-yet", words)]


@pytest.mark.parametrize(("label", "line", "labels"), [("Co-Chair", "none", 1), ("Past Chairs", "Malta", 0)])
def test_labels_that_ask_who_chairs_are_counted(under, label, line, labels) -> None:
    (found,) = (one for one in under(label, line).fields if one.field == "chair")
    assert found.listed == labels
