"""`No observers`, `Présidence vacante`: what pages write, in four languages, where there is none of a field."""

from __future__ import annotations

from itertools import product

import pytest

from monitor.documents import read as read_document
from monitor.extract import extract
from monitor.extract.nothing import is_vacant, none_of
from monitor.extract.sentinels import says_none
from monitor.lookups import fold, table
from monitor.model import Extraction

LABELS = {
    "en": {"chair": "Chair", "secretariat": "Secretariat", "observer": "Observers", "member": "Members"},
    "fr": {"chair": "Présidence", "secretariat": "Secrétariat", "observer": "Observateurs", "member": "États membres"},
    "es": {
        "chair": "Presidencia",
        "secretariat": "Secretaría",
        "observer": "Observadores",
        "member": "Estados miembros",
    },
    "pt": {
        "chair": "Presidência",
        "secretariat": "Secretariado",
        "observer": "Observadores",
        "member": "Estados membros",
    },
}
ASSOCIATION = "Formal association with regional organization"
SAID = [
    ("en", "chair", "The position of chair is currently vacant."),
    ("en", "chair", "Vacant since March 2024"),
    ("en", "chair", "There is no chair."),
    ("en", "chair", "Position vacant"),
    ("en", "chair", "No chair at present"),
    ("en", "observer", "There are no observers."),
    ("en", "observer", "None at this stage."),
    ("en", "chair", "None currently"),
    ("en", "observer", "The Budapest Process has no observers."),
    ("fr", "observer", "Aucun à ce jour"),
    ("fr", "observer", "Le Processus de Budapest n'a pas d'observateurs."),
    ("fr", "chair", "Non pourvue"),
    ("fr", "secretariat", "Inexistant"),
    ("es", "observer", "Ninguno por el momento"),
    ("pt", "observer", "Nenhum até à data"),
    ("en", "observer", "There are currently no observers."),
    ("en", "observer", "The process has no observers"),
    ("en", "observer", "No observers to date"),
    ("en", "secretariat", "There is currently no permanent secretariat."),
    ("en", "secretariat", "It does not have any secretariat"),
    ("en", "member", "No members"),
    ("fr", "chair", "Vacante"),
    ("fr", "chair", "à pourvoir"),
    ("fr", "chair", "Poste à pourvoir"),
    ("fr", "chair", "La présidence est actuellement vacante."),
    ("fr", "chair", "Poste de président vacant"),
    ("fr", "chair", "Vacante depuis 2024"),
    ("fr", "chair", "Sans présidence"),
    ("fr", "observer", "Pas d'observateurs"),
    ("fr", "observer", "Pas d’observateur"),
    ("fr", "observer", "Aucun observateur"),
    ("fr", "observer", "Il n’y a pas d’observateurs pour le moment."),
    ("fr", "observer", "Le processus ne compte aucun observateur."),
    ("fr", "secretariat", "Sans secrétariat permanent"),
    ("fr", "secretariat", "Aucun secrétariat permanent"),
    ("fr", "member", "Aucun État membre"),
    ("es", "chair", "Vacante"),
    ("es", "chair", "Puesto vacante"),
    ("es", "chair", "La presidencia está vacante"),
    ("es", "chair", "Por cubrir"),
    ("es", "chair", "Sin presidente"),
    ("es", "observer", "Sin observadores"),
    ("es", "observer", "No hay observadores por el momento."),
    ("es", "observer", "Ningún observador"),
    ("es", "observer", "No cuenta con observadores"),
    ("es", "secretariat", "Sin secretaría"),
    ("es", "secretariat", "No existe una secretaría permanente"),
    ("es", "member", "Sin miembros"),
    ("pt", "chair", "Vaga"),
    ("pt", "chair", "Cargo vago"),
    ("pt", "chair", "Vaga desde janeiro de 2025"),
    ("pt", "chair", "Por preencher"),
    ("pt", "chair", "Não existe presidência rotativa"),
    ("pt", "observer", "Sem observadores"),
    ("pt", "observer", "Não há observadores."),
    ("pt", "observer", "Nenhum observador"),
    ("pt", "observer", "Atualmente não tem observadores"),
    ("pt", "secretariat", "Sem secretariado"),
    ("pt", "secretariat", "Não tem secretariado permanente"),
    ("pt", "member", "Não há membros"),
]


def read(body: str, language: str = "en") -> Extraction:
    html = f"<html lang={language}><title>Budapest Process</title><main><h1>Budapest Process</h1>{body}</main></html>"
    return extract(read_document(html.encode(), media_type="text/html"), "mechanism-page")


def none(found: Extraction, field: str) -> tuple[str, str]:
    return next(((one.outcome, one.none) for one in found.fields if one.field == field), ("", ""))


def told(found: Extraction, field: str) -> list[str]:
    return [one.message for one in found.findings if one.field == field or one.kind in ("unread-line", "empty-label")]


FORMS = (
    "<h2>{0}</h2><p>{1}</p>",
    "<h2>{0}</h2><ul><li>{1}</ul>",
    "<p><b>{0}:</b> {1}</p>",
    "<dl><dt>{0}<dd>{1}</dl>",
    "<table><tr><th>{0}<td>{1}</table>",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("language", "field", "words"), SAID)
def test_there_is_none_in_the_words_of_pages(language: str, field: str, words: str, form: str) -> None:
    found = read(form.format(LABELS[language][field], words), language)
    outcome, said = none(found, field)
    assert outcome == "ok"
    assert said
    assert said in words or words in said  # the label may begin the sentence, or stand before it
    assert not [one for one in found.statements if one.field == field]
    assert told(found, field) == []


@pytest.mark.parametrize(
    "words",
    [
        "Aucune association formelle",
        "Sin asociación formal",
        "Sem associação formal",
        "No formal affiliation",
        "Not part of any regional organization",
    ],
)
def test_there_is_no_formal_association(words: str) -> None:
    assert none(read(f"<h2>{ASSOCIATION}</h2><p>{words}</p>"), "formal_association") == ("ok", words)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("observer", "No observers from Asia attended"),
        ("observer", "No other observers"),
        ("observer", "No permanent observers"),
        ("observer", "There are no observer States; IOM attends."),
        ("observer", "None of the States is an observer"),
        ("observer", "Sin observadores de Asia"),
        ("member", "No members have ratified it"),
        ("member", "None of the States is a member"),
        ("chair", "Vaga, Maria"),
        ("chair", "Not vacant"),
        ("chair", "Maria Vaga"),
        ("chair", "The chair of the working group is vacant"),
        ("secretariat", "Vaga Foundation"),
    ],
)
def test_what_says_something_else_is_no_none(field: str, words: str) -> None:
    assert not says_none(field, words)
    assert none(read(f"<h2>{LABELS['en'][field]}</h2><p>{words}</p>"), field)[1] == ""


@pytest.mark.parametrize(
    ("label", "field"),
    [("Observer Organizations", "observer"), ("Observer States", "observer"), ("Co-Chair", "chair")],
)
def test_a_label_of_a_part_does_not_speak_for_the_whole(label: str, field: str) -> None:
    assert none(read(f"<h2>{label}</h2><p>None</p>"), field) == ("ok", "")


def test_all_parts_together_are_the_whole() -> None:
    both = "<h2>Observer States</h2><p>None</p><h2>Observer Organizations</h2><p>No observer organizations</p>"
    assert none(read(both), "observer")[0] == "ok"
    assert none(read(both), "observer")[1] != ""
    assert none(read("<h2>Observers</h2><p>There are no observer States.</p>"), "observer") == ("ok", "")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("chair", "There is no chair at present; Hungary acts as interim chair."),
        ("chair", "Vacant until the election of Hungary"),
        ("chair", "Vacant; Hungary from 1 January 2027"),
        ("chair", "No permanent chair. Hungary chaired the last meeting."),
        ("secretariat", "No permanent secretariat; IOM provides secretariat support"),
        ("secretariat", "No permanent secretariat. IOM provides secretariat services."),
        ("secretariat", "No permanent secretariat (IOM)"),
        ("secretariat", "No official secretariat, but IOM acts as secretariat"),
        ("formal_association", "No formal association with the African Union"),
    ],
)
def test_who_is_named_behind_is_told_and_there_is_no_none(field: str, words: str) -> None:
    label = LABELS["en"].get(field, ASSOCIATION)
    found = read(f"<h2>{label}</h2><p>{words}</p>")
    assert none(found, field) == ("partial", "")
    assert any(words in one.message for one in found.findings)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("secretariat", "No official secretariat, but IOM helps when it is asked to."),
        ("secretariat", "No official secretariat. When asked, IOM gives support."),
        ("formal_association", "No formal association, but close links with the African Union"),
        ("chair", "The Budapest Process has no chair."),
    ],
)
def test_who_only_helps_has_no_office(field: str, words: str) -> None:
    label = LABELS["en"].get(field, ASSOCIATION)
    assert none(read(f"<h2>{label}</h2><p>{words}</p>"), field) == ("ok", words)


def test_who_comes_after_a_vacancy_is_stated_beside_it() -> None:
    found = read("<h2>Chair</h2><p>Vacant (incoming: Hungary)</p>")
    assert [one.key for one in found.statements if one.field == "chair"] == ["incoming:HU"]
    assert none(found, "chair") == ("ok", "Vacant (incoming: Hungary)")


def test_no_words_for_nothing_are_dead_or_stand_twice() -> None:
    nothing = table("sentinels")["nothing"]
    groups = {name: words for name, words in nothing.items() if name != "field"} | nothing["field"]
    for name, words in groups.items():
        folded = [fold(one) or one for one in words]
        assert len(folded) == len(set(folded)), name
    say = {
        "who": "{} has no chair",
        "no": "{} chair",
        "article": "no hay {} chair",
        "kind": "no {} chair",
        "now": "no chair {}",
        "be": "chair {} vacant",
        "since": "vacant {} 2024",
        "of": "post {} chair vacant",
        "the": "{} chair vacant",
        "seat": "{} vacant",
        "vacant": "chair {}",
    }
    assert set(say) == set(nothing) - {"field"}
    for name, form in say.items():
        for words in nothing[name]:
            said = form.format(words)
            assert none_of("chair", said) == "" or is_vacant("chair", said), said
    for field, words in product(("member", "observer", "secretariat", "chair", "formal_association"), ("no", "sin")):
        assert all(none_of(field, f"{words} {one}") == "" for one in nothing["field"][field])
    for part in ("state", "organisation"):
        assert all(none_of("observer", f"no {one}") == part for one in nothing["field"][f"observer_{part}"])
