"""Who the secretariat is, where a short line also says who it was; and organisations in no table with their acronym."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

HEADS = {"en": "Secretariat", "fr": "Secrétariat", "es": "Secretaría", "pt": "Secretariado"}


def under(words: str, language: str = "en") -> Extraction:
    body = f"<h1>Bali Process</h1><h2>{HEADS[language]}</h2><p>{words}</p>"
    page = f"<html lang={language}><title>Bali Process</title><body>{body}"
    return extract(read(page.encode(), media_type="text/html", url="https://dialogue.example/a"), "mechanism-page")


def told(found: Extraction, field: str = "secretariat") -> list[str]:
    return [s.key for s in found.statements if s.field == field]


NOW = [
    ("en", "UNHCR (until 2011), IOM (since 2012)", ["iom"]),
    ("en", "ICMPD (from 2019); before that IOM", ["icmpd"]),
    ("en", "Formerly UNHCR, now ICMPD", ["icmpd"]),
    ("en", "ICMPD (formerly IOM)", ["icmpd"]),
    ("en", "IOM since January 2020", ["iom"]),
    ("en", "IOM (2010-2015), ICMPD (2016-)", ["icmpd"]),
    ("en", "None; formerly IOM", []),
    ("en", "None (previously UNHCR)", []),
    ("fr", "HCR jusqu'en 2015, puis OIM depuis 2016", ["iom"]),
    ("fr", "Aucun ; auparavant OIM", []),
    ("es", "ACNUR (hasta 2012); desde 2013 OIM", ["iom"]),
    ("es", "Ninguna; anteriormente OIM", []),
    ("pt", "ACNUR (até 2012), OIM (desde 2013)", ["iom"]),
    ("pt", "Nenhum; antigamente OIM", []),
]


@pytest.mark.parametrize(("language", "words", "keys"), NOW)
def test_who_served_before_is_no_secretariat_and_stands_in_the_note(language: str, words: str, keys: list[str]) -> None:
    found = under(words, language)
    assert told(found) == keys
    assert [s.text for s in found.statements if s.field == "secretariat_note"] == [words]
    assert [f.outcome for f in found.fields if f.field == "secretariat"] == ["ok"]
    assert not [f for f in found.findings if f.field == "secretariat"]


PAST = [
    ("en", "formerly IOM"), ("en", "UNHCR until 2015"), ("en", "IOM (2004-2009)"), ("en", "previously UNHCR, IOM"),
    ("fr", "OIM (jusqu'en 2014)"), ("es", "antes OIM"), ("pt", "ACNUR (até 2019)"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words"), PAST)
def test_who_served_once_says_nothing_of_who_serves_now(language: str, words: str) -> None:
    found = under(words, language)
    assert not told(found)
    assert [f.kind for f in found.findings if f.field == "secretariat"] == ["unread-line"]
    assert [f.outcome for f in found.fields if f.field == "secretariat"] == ["partial"]


@pytest.mark.parametrize(
    ("words", "keys"),
    [("UN Women, formerly UNIFEM", ["unwomen"]), ("IOM", ["iom"]), ("IOM, Geneva; UNHCR", ["iom", "unhcr"])],
)
def test_a_former_name_and_a_place_are_no_time(words: str, keys: list[str]) -> None:
    found = under(words)
    assert told(found) == keys
    assert not told(found, "secretariat_note")


UNKNOWN = [
    ("Global Dock Office (GDO)", ["global dock office"]),
    ("Harbour Regional Centre for Mobility (HRCM), Geneva", ["harbour regional centre for mobility"]),
    ("Bureau du Port (BdP) and IOM", ["bureau du port", "iom"]),
    ("GDO (Global Dock Office)", ["global dock office"]),
]


@pytest.mark.parametrize(("words", "keys"), UNKNOWN)
def test_an_organisation_in_no_table_is_one_with_its_acronym(words: str, keys: list[str]) -> None:
    found = under(words)
    assert sorted(told(found)) == sorted(keys)
    assert [f.kind for f in found.findings if f.field == "secretariat"] == ["unknown-organisation"]


def test_two_organisations_in_no_table_stay_two() -> None:
    assert len(told(under("Global Dock Office (Harbour Centre)"))) == 2
