"""A section of other countries beside the list of members or observers is none of it; a group inside the list is."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

LABELS = {
    "en": ("Member States", "Observers"),
    "fr": ("États membres", "Observateurs"),
    "es": ("Estados miembros", "Observadores"),
    "pt": ("Estados-membros", "Observadores"),
}
FIELDS = ("member", "observer")
OTHERS = [
    ("en", "Donor States"), ("en", "Target countries"), ("en", "Beneficiary countries of the project"),
    ("en", "Countries covered by the regional programme"), ("en", "States that ratified the Convention"),
    ("en", "Countries that applied for observer status"), ("en", "Countries of origin"), ("en", "Pilot countries"),
    ("fr", "Pays partenaires du projet"), ("fr", "Pays donateurs"), ("fr", "États signataires de la Convention"),
    ("es", "Países beneficiarios"), ("es", "Países de tránsito"), ("pt", "Países beneficiários do programa"),
]  # fmt: skip
BESIDE = {
    "heading": "<h2>{}</h2><ul><li>Gabon<li>Fiji</ul><h2>{}</h2><ul><li>Nepal<li>Malta</ul>",
    "larger heading": "<h3>{}</h3><ul><li>Gabon<li>Fiji</ul><h2>{}</h2><ul><li>Nepal<li>Malta</ul>",
    "names in a line": "<h2>{}</h2><p>Gabon, Fiji</p><h2>{}</h2><p>Nepal, Malta</p>",
    "terms": "<dl><dt>{}<dd>Gabon<dd>Fiji<dt>{}<dd>Nepal<dd>Malta</dl>",
    "bold": "<p><b>{}</b></p><ul><li>Gabon<li>Fiji</ul><p><b>{}</b></p><ul><li>Nepal<li>Malta</ul>",
    "bold, then heading": "<p><b>{}</b></p><ul><li>Gabon<li>Fiji</ul><h3>{}</h3><ul><li>Nepal<li>Malta</ul>",
}


def read_page(body: str, language: str = "en") -> Extraction:
    page = f"<html lang={language}><title>Bali Process</title><body><h1>Bali Process</h1>{body}</body></html>"
    return extract(read(page.encode(), media_type="text/html", url="https://dialogue.example/a"), "mechanism-page")


def keys(found: Extraction, field: str) -> list[str]:
    return [s.key for s in found.statements if s.field == field]


def outcome(found: Extraction, field: str) -> list[str]:
    return [one.outcome for one in found.fields if one.field == field]


@pytest.mark.parametrize("markup", BESIDE)
@pytest.mark.parametrize(("language", "words"), OTHERS)
def test_a_section_of_other_countries_is_none_of_the_list(language: str, words: str, markup: str) -> None:
    for label, field in zip(LABELS[language], FIELDS, strict=True):
        found = read_page(BESIDE[markup].format(label, words), language)
        assert (keys(found, field), outcome(found, field)) == (["GA", "FJ"], ["ok"]), label


@pytest.mark.parametrize("words", ["Candidate countries", "Invited States", "Partner countries"])
def test_who_stands_beside_the_observers_is_none_of_them(words: str) -> None:
    for markup in BESIDE.values():
        assert keys(read_page(markup.format("Observers", words)), "observer") == ["GA", "FJ"]


ALONE = [
    ("en", "Partner countries"), ("en", "Partner States"), ("en", "Countries involved"), ("en", "Participants"),
    ("fr", "Pays partenaires"), ("fr", "Participants"), ("es", "Participantes"), ("pt", "Participantes"),
]  # fmt: skip


@pytest.mark.parametrize("markup", BESIDE)
@pytest.mark.parametrize(("language", "words"), ALONE)
def test_words_that_may_name_the_members_name_others_beside_a_list_of_them(
    language: str, words: str, markup: str
) -> None:
    members = LABELS[language][0]
    for page in (BESIDE[markup].format(members, words), BESIDE["heading"].format(words, members)):
        found = read_page(page, language)
        told = [f.message for f in found.findings if f.kind == "not-a-member"]
        beside = {"GA", "FJ", "NP", "MT"} - set(keys(found, "member"))
        assert (len(keys(found, "member")), outcome(found, "member")) == (2, ["ok"])
        assert len(told) == len(beside) == 2, "who stands there is told"


@pytest.mark.parametrize(("language", "words"), ALONE)
def test_the_same_words_alone_name_the_members(language: str, words: str) -> None:
    said = "<p>Who belongs to the process is listed below in the order in which they came to it.</p>"
    for body in ("", f"<h2>{LABELS[language][0]}</h2>", f"<h2>{LABELS[language][0]}</h2>{said}"):
        page = f"{body}<h2>{words}</h2><ul><li>Nepal<li>Malta</ul>"
        assert keys(read_page(page, language), "member") == ["NP", "MT"], body


def test_they_are_a_group_where_they_stand_in_the_list() -> None:
    lists = "<h3>Member States</h3><ul><li>Gabon<li>Fiji</ul><h3>Partner countries</h3><ul><li>Nepal<li>Malta</ul>"
    assert keys(read_page(f"<h2>Membership</h2>{lists}"), "member") == ["GA", "FJ", "NP", "MT"]
    assert keys(read_page("<h2>Members and participants</h2><ul><li>Nepal<li>Malta</ul>"), "member") == ["NP", "MT"]


GROUPS = [
    ("en", "Africa", "Asia"), ("en", "African Union Member States", "European Union Member States"),
    ("en", "States", "States and territories"), ("fr", "Afrique", "Asie"), ("es", "Estados", "Estados y territorios"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), GROUPS)
def test_a_group_inside_the_list_is_of_it(language: str, one: str, other: str) -> None:
    label = LABELS[language][0]
    for body in (
        f"<h2>{label}</h2><h3>{one}</h3><ul><li>Gabon<li>Fiji</ul><h3>{other}</h3><ul><li>Nepal</ul>",
        f"<h2>{label}</h2><h2>{one}</h2><ul><li>Gabon<li>Fiji</ul><h2>{other}</h2><ul><li>Nepal</ul>",
        f"<h2>{label}</h2><p><b>{one}</b></p><ul><li>Gabon<li>Fiji</ul><p><b>{other}</b></p><ul><li>Nepal</ul>",
    ):
        assert keys(read_page(body, language), "member") == ["GA", "FJ", "NP"], body


@pytest.mark.parametrize("words", ["European Union Member States", "Member States of the other shore"])
def test_members_beside_the_list_that_may_be_of_it_leave_it_read_in_part(words: str) -> None:
    found = read_page(BESIDE["heading"].format("Member States", words))
    assert (keys(found, "member"), outcome(found, "member")) == (["GA", "FJ"], ["partial"])
    assert any(words in finding.message for finding in found.findings)
