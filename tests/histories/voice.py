"""A world as a page of HTML tells it: in one of four languages, in any markup, order, spelling and form of dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.histories.world import CITIES, NAMES, SERIES, World
from tests.pages import markups as html
from tests.pages.chrome import dressed
from tests.pages.mechanism_page import mechanism_outline
from tests.pages.outline import Item, Outline, Section, items
from tests.pages.wording import Dice, Wording

MARKUPS = {
    "headings": html.headings,
    "accordion": html.accordion,
    "definitions": html.definitions,
    "table": html.label_table,
    "bold lines": html.bold_lines,
    "tabs": html.tabs,
    "soup": html.soup,
}
MEETINGS = {
    "en": (
        "{n}th Ministerial Conference",
        "Workshop on seasonal workers",
        "Expert meeting on readmission",
        "Training course for border guards",
        "Round table on remittances",
        "Study visit on visas",
        "Seminar on statistics",
        "Consultation with the diaspora",
    ),
    "fr": (
        "{n}e Conférence ministérielle",
        "Atelier sur les travailleurs saisonniers",
        "Réunion d'experts sur la réadmission",
        "Formation des gardes-frontières",
        "Table ronde sur les transferts de fonds",
        "Visite d'étude sur les visas",
        "Séminaire sur les statistiques",
        "Consultation de la diaspora",
    ),
    "es": (
        "{n}.ª Conferencia Ministerial",
        "Taller sobre trabajadores temporales",
        "Reunión de expertos sobre readmisión",
        "Curso de formación para guardias de fronteras",
        "Mesa redonda sobre remesas",
        "Visita de estudio sobre visados",
        "Seminario sobre estadísticas",
        "Consulta con la diáspora",
    ),
    "pt": (
        "{n}.ª Conferência Ministerial",
        "Oficina sobre trabalhadores sazonais",
        "Reunião de peritos sobre readmissão",
        "Formação para guardas de fronteira",
        "Mesa redonda sobre remessas",
        "Visita de estudo sobre vistos",
        "Seminário sobre estatísticas",
        "Consulta com a diáspora",
    ),
}
SERIES_TITLE = {
    "en": "Meeting of the contact points",
    "fr": "Réunion des points de contact",
    "es": "Reunión de los puntos de contacto",
    "pt": "Reunião dos pontos de contacto",
}
PAPERS = {
    "en": ("Charter of the coast", "Guide to seasonal permits", "Handbook on readmission", "Report on visas"),
    "fr": ("Charte de la côte", "Guide des permis saisonniers", "Manuel de la réadmission", "Rapport sur les visas"),
    "es": ("Carta de la costa", "Guía de permisos", "Manual de readmisión", "Informe sobre visados"),
    "pt": ("Carta da costa", "Guia de autorizações", "Manual de readmissão", "Relatório sobre vistos"),
}
LANGUAGES = tuple(MEETINGS)
ORGANISATIONS = {
    "au": "African Union",
    "ecowas": "ECOWAS",
    "icmpd": "ICMPD",
    "ilo": "ILO",
    "iom": "IOM",
    "unhcr": "UNHCR",
    "unodc": "UNODC",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a page speaks on one day. Seed 0: the plainest words, in their natural order. `dress`: of its site. `apart`:
    States and organisations among the observers have a label each.
    """

    language: str = "en"
    markup: str = "headings"
    seed: int = 0
    dress: int = 0
    apart: bool = False


def page(world: World, voice: Voice, *, unlabelled: float = 0.0, instead: str = "") -> bytes:
    """The page of that day. `unlabelled`: of this share of its parts (0 to 1) the labels are gone, or say something
    else (`instead`), and what stood below them is there.
    """
    dice = Dice(voice.seed)
    outline = _outline(world, voice, dice)
    if unlabelled:
        lead = tuple(one for one in outline.lead if not _lost(unlabelled, dice))
        bare = tuple(_called(one, instead) if _lost(unlabelled, dice) else one for one in outline.sections)
        outline = replace(outline, lead=lead, sections=bare)
    body = MARKUPS[voice.markup](outline, dice)
    return dressed(body, outline.title, voice.language, Dice(voice.dress)).encode()


def title(about: int, language: str) -> str:
    """The title of a meeting: some have a name, those of a series one for all, the others are numbered conferences."""
    if about in SERIES:
        return SERIES_TITLE[language]
    titles: Sequence[str] = MEETINGS[language]
    return titles[about] if 0 < about < len(titles) else titles[0].format(n=about + 4)


def paper_title(about: int, language: str) -> str:
    """The title of a document."""
    number, kind = divmod(about, len(PAPERS[language]))
    return f"{PAPERS[language][kind]} {'ABC'[number]}"


def _outline(world: World, voice: Voice, dice: Dice) -> Outline:
    outline = mechanism_outline(_facts(world, voice), voice.seed)
    words = Wording(voice.language, dice)
    sections = [*outline.sections]
    to_come = () if any(one.announced for one in world.meetings) else (_none_to_come(words),)
    for section in (_observers(world, words, voice.apart), _papers(world, words), *to_come):
        sections.insert(dice.pick((len(sections), 0, len(sections) // 2)), section)
    return replace(outline, sections=tuple(sections))


def _facts(world: World, voice: Voice) -> dict[str, Any]:
    dice, language = Dice(voice.seed), voice.language
    words = Wording(language, dice)
    chairs = [{"country": world.chair, "role": "chair"}]
    chairs += [{"country": world.incoming, "role": "incoming"}] if world.incoming else []
    chairs += [{"country": who, "role": "past"} for who in world.past]
    meetings = [
        {
            "date": one.dated,
            "place": CITIES[one.city][0],
            "country": CITIES[one.city][1],
            "title": title(one.about, language),
            "announced": one.announced,
        }
        for one in dice.shuffled(world.meetings)
    ]
    mechanism = {
        "name": NAMES[world.name],
        "type": "RCP",
        "regions": ["Americas" if language == "es" else "Africa"],
        "established": "1996",
        "chairs": chairs,
        "secretariat": [_party(world.secretariat)],
        "member_count": world.claimed,
        "members": sorted(world.members),
        "written": {"members": dice.shuffled([words.country(code) for code in sorted(world.members)])},
        "meetings": meetings,
    }
    return {"language": language, "mechanisms": [mechanism]}


NOBODY = {"en": "None", "fr": "Aucune", "es": "Ninguno", "pt": "Nenhum"}


def _observers(world: World, words: Wording, apart: bool) -> Section:
    """One list, or one of States and one of organisations, in which nobody is counted."""
    dice = words.dice
    states = [words.party(_party(who)) for who in dice.shuffled(sorted(world.observers)) if who.isupper()]
    others = [words.party(_party(who)) for who in dice.shuffled(sorted(world.observers)) if not who.isupper()]
    arranged = dice.pick(("bullets", "lines"))
    if dice.chance(0.5) and not apart:
        return Section(words.plain_label("observers"), items=items(*states, *others), arrangement=arranged)
    named = (("observer_states", states), ("observer_organisations", others))
    nobody = [NOBODY[words.language]]  # a label that is gone with the last who stood below it would wait for a person
    parts = [
        Section(words.plain_label(label), items=items(*(of or nobody)), arrangement=arranged) for label, of in named
    ]
    return Section(words.label("observers"), parts=tuple(parts))


def _none_to_come(words: Wording) -> Section:
    return Section(words.label("upcoming"), items=items(NOBODY[words.language]), arrangement="lines")


def _papers(world: World, words: Wording) -> Section:
    entries = []
    for one in words.dice.shuffled(world.papers):
        name = paper_title(one.about, words.language)
        entries.append(Item(f"{name} ({one.year})", linked=name, url=one.address))
    return Section(words.label("documents"), items=tuple(entries))


def _party(who: str) -> dict[str, str]:
    if who.isupper():
        return {"kind": "state", "country": who}
    return {"kind": "organisation", "id": who, "name": ORGANISATIONS[who]}


def _lost(share: float, dice: Dice) -> bool:
    return share >= 1 or dice.chance(share)


def _called(section: Section, label: str) -> Section:
    beside = (section.value,) if section.value else ()
    parts = tuple(_called(one, label) for one in section.parts)
    paragraphs = (*section.paragraphs, *beside)
    return replace(section, label=label, value="", paragraphs=paragraphs, parts=parts)
