"""Names in or below a list of members of which the page says that they are none: never counted, always told."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.prose import find_members
from monitor.model import Extraction

LABELS = {"en": "Member States", "fr": "États membres", "es": "Estados miembros", "pt": "Estados-membros"}


def read_page(body: str, language: str = "en") -> Extraction:
    page = f"<html lang={language}><title>Bali Process</title><body><h1>Bali Process</h1>{body}</body></html>"
    return extract(read(page.encode(), media_type="text/html", url="https://dialogue.example/a"), "mechanism-page")


def keys(read: Extraction, field: str = "member") -> list[str]:
    return [s.key for s in read.statements if s.field == field]


def kinds(read: Extraction) -> list[str]:
    return [f.kind for f in read.findings if f.field == "member"]


DENIED = [
    ("en", "not yet a member"), ("en", "withdrew from the Process in 2011"), ("en", "membership suspended since 2020"),
    ("en", "no longer a member"), ("en", "Candidate country"), ("en", "left in 2004"),
    ("en", "former member (2002-2009)"), ("en", "expelled"),
    ("en", "to be confirmed"), ("en", "until 2019"), ("en", "has applied for membership"),
    ("fr", "n'est plus membre"), ("fr", "ancien membre"), ("fr", "s'est retirée en 2015"), ("fr", "jusqu'en 2012"),
    ("fr", "à confirmer"), ("es", "ya no es miembro"), ("es", "exmiembro"), ("es", "hasta 2018"), ("es", "suspendida"),
    ("pt", "já não é membro"), ("pt", "antigo membro"), ("pt", "saiu em 2003"), ("pt", "candidato à adesão"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "remark"), DENIED)
def test_a_remark_that_denies_membership_takes_the_name_out_and_is_told(language: str, remark: str) -> None:
    label = LABELS[language]
    flat = remark.replace("(", "").replace(")", "")
    for body in (
        f"<h2>{label}</h2><ul><li>Gabon<li>Nepal ({flat})<li>Fiji</ul>",
        f"<h2>{label}</h2><p>Gabon, Nepal ({flat}), Fiji</p>",
        f"<h2>{label}</h2><ul><li>Gabon<li>Nepal – {flat}<li>Fiji</ul>",
    ):
        found = read_page(body, language)
        assert keys(found) == (["GA", "FJ"] if "Gabon" in body else []), body
        assert "not-a-member" in kinds(found), body


BESIDE = [
    "Chair", "current chair", "tbc", "since 2008", "member since May 2008", "founding member", "2",
    "Islamic Republic of", "FYR", "SAR of China", "South Asia", "host of the Secretariat",
    "président", "pays hôte", "miembro fundador",
    "depuis 2004", "presidencia pro tempore", "membro desde 2010", "a", "ECOWAS", "Ministry of Interior",
]  # fmt: skip


@pytest.mark.parametrize("remark", BESIDE)
def test_a_remark_that_leaves_it_a_member_is_no_matter(remark: str) -> None:
    for body in (f"<ul><li>Gabon<li>Nepal ({remark})<li>Fiji</ul>", f"<p>Gabon, Nepal ({remark}), Fiji</p>"):
        found = read_page(f"<h2>Member States</h2>{body}")
        assert keys(found) == ["GA", "NP", "FJ"], body
        assert not kinds(found), body


UNKNOWN = [
    "zorked",
    "in dispute",
    "see the note of the desk",
    "à vérifier",
    "con reservas",
    "em análise",
    "observer until 2015",
]


@pytest.mark.parametrize("remark", UNKNOWN)
def test_a_remark_that_nobody_knows_is_an_unread_line_and_no_silent_member(remark: str) -> None:
    for body in (f"<ul><li>Gabon<li>Nepal ({remark})<li>Fiji</ul>", f"<p>Gabon, Nepal ({remark}), Fiji</p>"):
        found = read_page(f"<h2>Member States</h2>{body}")
        assert keys(found) == ["GA", "FJ"], body
        assert kinds(found) == ["unread-line"], body
        assert [f.outcome for f in found.fields if f.field == "member"] == ["partial"]


@pytest.mark.parametrize("remark", ["observer", "observer since 2010", "pays observateur", "observador desde 2011"])
def test_an_observer_among_the_members_is_an_observer(remark: str) -> None:
    found = read_page(f"<h2>Member States</h2><ul><li>Gabon<li>Nepal ({remark})<li>Fiji</ul>")
    assert (keys(found), keys(found, "observer"), kinds(found)) == (["GA", "FJ"], ["NP"], [])


def test_a_remark_that_repeats_the_old_name_of_the_same_state_denies_nothing() -> None:
    body = "<h2>Members</h2><p>Gabon, North Macedonia (former Yugoslav Republic of Macedonia), Fiji</p>"
    assert keys(read_page(body)) == ["GA", "MK", "FJ"]


OUTSIDE = [
    ("en", "Former members"), ("en", "Suspended members"), ("en", "Candidates"), ("en", "Past member countries"),
    ("en", "Withdrawn"), ("fr", "Anciens membres"), ("fr", "Pays membres suspendus"), ("es", "Antiguos miembros"),
    ("es", "Miembros suspendidos"), ("pt", "Antigos membros"), ("pt", "Países candidatos"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "label"), OUTSIDE)
def test_who_stands_under_a_label_of_no_members_is_told_and_not_counted(language: str, label: str) -> None:
    head = f"<h2>{LABELS[language]}</h2>"
    for body in (
        f"<ul><li>Gabon<li>Fiji</ul><h3>{label}</h3><ul><li>Nepal</ul>",
        f"<ul><li>Gabon<li>Fiji</ul><p>{label}: Nepal</p>",
        f"<p>Gabon, Fiji</p><p>{label}: Nepal</p>",
        f"<p>Gabon, Fiji</p><p>{label}:</p><ul><li>Nepal</ul>",
        f"<ul><li>Gabon<li>{label}: Nepal<li>Fiji</ul>",
    ):
        found = read_page(head + body, language)
        assert keys(found) == ["GA", "FJ"], body
        assert kinds(found) == ["not-a-member"], body
        assert [f.outcome for f in found.fields if f.field == "member"] == ["ok"], body


@pytest.mark.parametrize("label", ["Full members", "Current and former members", "Members from Africa"])
def test_a_label_of_members_tells_of_none_that_is_outside(label: str) -> None:
    found = read_page(f"<h2>Members</h2><ul><li>Gabon<li>Fiji</ul><h3>{label}</h3><ul><li>Nepal<li>Chad</ul>")
    assert "not-a-member" not in {f.kind for f in found.findings}


@pytest.mark.parametrize("remark", ["suspended", "no longer a member", "a quitté", "ya no es miembro"])
def test_an_organisation_whose_remark_denies_that_it_belongs_is_told_too(remark: str) -> None:
    found = read_page(f"<h2>Members</h2><ul><li>Gabon<li>European Union (EU)<li>ECOWAS ({remark})<li>Fiji</ul>")
    assert (keys(found), kinds(found)) == (["GA", "eu", "FJ"], ["not-a-member"])


@pytest.mark.parametrize(
    ("text", "stay"),
    [
        ("Fiji and Samoa joined the Process in 2010. Samoa withdrew in 2021.", ["FJ"]),
        ("Fiji and Samoa joined in 2010, and Samoa left again in 2021.", ["FJ"]),
        ("Integran el Foro Chile, Perú y Bolivia. Bolivia se retiró del Foro en 2021.", ["CL", "PE"]),
        ("Samoa withdrew in 2013. Fiji and Samoa joined the Process in 2020.", ["FJ", "WS"]),
        ("The Process comprises Fiji, Samoa and Tonga. Tonga withdrew from ECOWAS in 2021.", ["FJ", "TO", "WS"]),
    ],
)
def test_who_left_by_a_later_sentence_is_no_member(text: str, stay: list[str]) -> None:
    assert sorted(str(hit.country) for hit, _ in find_members(text)) == stay


@pytest.mark.parametrize(
    ("body", "language", "stay"),
    [
        ("<h2>Observers</h2><ul><li>Chile (former observer)<li>Peru</ul>", "en", ["PE"]),
        ("<h2>Observateurs</h2><ul><li>Chili (jusqu'en 2019)<li>Pérou (Lima)</ul>", "fr", ["PE"]),
        ("<h2>Observadores</h2><ul><li>Noruega (suspendida)<li>ACNUR (hasta 2019)<li>Perú</ul>", "es", ["PE"]),
        ("<h2>Observers</h2><ul><li>Norway (invited)<li>Chile (non-member)</ul>", "en", ["CL", "NO"]),
    ],
)
def test_who_observes_no_more_is_told_and_not_counted(body: str, language: str, stay: list[str]) -> None:
    found = read_page(body, language)
    assert sorted(keys(found, "observer")) == stay
    gone = [finding for finding in found.findings if finding.kind == "not-a-member"]
    assert len(gone) == body.count("<li>") - len(stay)
