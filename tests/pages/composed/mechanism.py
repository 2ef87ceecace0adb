"""What a page about one mechanism says: each field as a label, a question, a sentence below a label, or prose."""

from __future__ import annotations

from typing import Any

from tests.pages.composed.chairs import chairs
from tests.pages.composed.gatherings import documents, meetings
from tests.pages.composed.membership import members, observers
from tests.pages.composed.parts import Body, Part
from tests.pages.composed.saying import labelled
from tests.pages.composed.voice import Voice

BETWEEN = {
    "en": ("Regions covered", "Region covered", "regions covered", "Region"),
    "fr": ("Régions couvertes", "régions couvertes", "Région"),
    "es": ("Regiones", "regiones", "Región"),
    "pt": ("Regiões", "regiões", "Região"),
}


def mechanism_body(facts: dict[str, Any], voice: Voice) -> Body:
    """The content of the page, in an order of its own."""
    mechanism = facts["mechanisms"][0]
    subject = (
        facts.get("subject")
        or {"en": "the Process", "fr": "le Processus", "es": "el Proceso", "pt": "o Processo"}[voice.language]
    )
    told: list[str] = []  # sentences of the introduction
    box = [part for field in (_type, _established, _association) for part in field(mechanism, subject, voice, told)]
    voice.dice.shuffle(box)
    groups = [
        [part for part in box if not part.short],
        chairs(mechanism, subject, voice, told, plural=bool(facts.get("plural"))),
        _secretariat(mechanism, subject, voice, told),
        members(mechanism, subject, voice, told),
        observers(mechanism, voice),
        _focus(mechanism, voice),
        meetings(mechanism, voice),
        documents(mechanism, voice),
        _website(mechanism, voice),
    ]
    if voice.chance(0.5):
        voice.dice.shuffle(groups)
    lone = [group for group in groups if len(group) == 1 and group[0].short]
    moved = [group[0] for group in lone if voice.chance(0.5)]
    sections = tuple(part for group in groups for part in group if not any(part is gone for gone in moved))
    prose = [*mechanism.get("prose", ())]
    intro = [*prose, " ".join(told)] if voice.chance(0.5) else [" ".join(told), *prose]
    return Body(
        title=mechanism["name"],
        language=voice.language,
        facts=(*(part for part in box if part.short), *moved),
        box_title=voice.label("fact_table") if voice.chance(0.3) else "",
        intro=tuple(filter(None, intro)),
        sections=sections,
        foot=_foot(facts, voice),
    )


def _foot(facts: dict[str, Any], voice: Voice) -> tuple[str, ...]:
    updated = (facts.get("source_fields") or {}).get("last_updated")
    if not updated:
        return ()
    day, _, time = updated.partition("T")
    written = f"{day[8:10]}-{day[5:7]}-{day[:4]} {time}" if time else voice.date(day)
    voice.wordings["source.last_updated"] = "foot"
    label = voice.label("updated")
    colon = " " if label.endswith((" on", " le", " el", " em")) else voice.dice.choice((": ", ": ", " : ", " "))
    return (f"{label}{colon}{written}",)


def _type(facts: dict[str, Any], subject: str, voice: Voice, told: list[str]) -> list[Part]:
    if not facts.get("type"):
        return []
    words = str(voice.dice.choice(voice.values["types"][facts["type"]]))
    regions = [str(voice.dice.choice(voice.values["regions"][region])) for region in facts.get("regions", ())]
    if not regions:
        return labelled("type", words, voice)
    names = (
        voice.dice.choice((" - ", " – ", ", ", "/", " and "))
        if voice.language == "en"
        else voice.dice.choice((" - ", ", "))
    )
    between = BETWEEN[voice.language]
    word = voice.dice.choice(between[::2] if len(regions) > 1 else between[-1:])
    joined = voice.listed(regions) if names == " and " else names.join(regions)
    if voice.chance(0.5):
        voice.wordings["regions"] = "in brackets"
        return labelled("type", f"{words} ({word}{' :' if voice.language == 'fr' else ':'} {joined})", voice)
    voice.wordings["regions"] = "own label"
    return [*labelled("type", words, voice), Part(word[0].upper() + word[1:], joined)]


def _established(facts: dict[str, Any], subject: str, voice: Voice, told: list[str]) -> list[Part]:
    when = facts.get("established")
    if not when:
        return []
    if voice.chance(0.3):
        date = voice.date(when)
        sentence = voice.sentence("established", it=subject, It=subject[0].upper() + subject[1:], date=date)
        sentence = _plural(sentence)
        if len(when) == 10:
            sentence = sentence.replace(f"in {date}", f"on {date}")
        if voice.chance(0.5):
            told.append(sentence)
            voice.wordings["established"] = "prose"
            return []
        voice.wordings["established"] = "sentence"
        return [Part(voice.label("established"), paragraphs=(sentence,))]
    return labelled("established", voice.date(when), voice)


def _plural(sentence: str) -> str:
    for one, many in ((" was ", " were "), (" has ", " have "), (" is ", " are ")):
        sentence = sentence.replace(f"Consultations{one}", f"Consultations{many}")
    return sentence


def _association(facts: dict[str, Any], subject: str, voice: Voice, told: list[str]) -> list[Part]:
    if "formal_association" not in facts:
        return []
    names = [voice.organisation(entry) for entry in facts["formal_association"]]
    return labelled("association", voice.listed(names) or voice.value("nothing"), voice, field="formal_association")


def _secretariat(facts: dict[str, Any], subject: str, voice: Voice, told: list[str]) -> list[Part]:
    if "secretariat" not in facts:
        return []
    if written := facts.get("written", {}).get("secretariat"):
        voice.wordings["secretariat"] = "none in a sentence"
        return [Part(voice.label("secretariat") if voice.chance(0.7) else "", paragraphs=(written,))]
    entries = facts["secretariat"]
    names = [voice.party(entry) for entry in entries]
    if not names:
        voice.wordings["secretariat"] = "none"
        return [Part(voice.label("secretariat"), voice.value("nothing"))]
    if voice.chance(0.35):
        sentence = voice.sentence("secretariat", names=voice.listed(names))
        sentence = sentence[0].upper() + sentence[1:]
        if len(names) > 1:
            sentence = sentence.replace(" serves as ", " serve as ").replace(" acts as ", " act as ")
        where = voice.dice.random()
        if where < 0.4:
            told.append(sentence)
            voice.wordings["secretariat"] = "prose"
            return []
        voice.wordings["secretariat"] = "sentence" if where < 0.8 else "unlabelled paragraph"
        return [Part(voice.label("secretariat") if where < 0.8 else "", paragraphs=(sentence,))]
    return labelled("secretariat", voice.listed(names), voice)


def _focus(facts: dict[str, Any], voice: Voice) -> list[Part]:
    texts = facts.get("focus", ())
    if not texts:
        return []
    arrangement = voice.dice.choice(("bullets", "bullets", "lines", "numbers", "semicolons", "blocks"))
    if arrangement == "semicolons" and any(";" in text for text in texts):
        arrangement = "bullets"
    return labelled("focus", texts, voice, arrangement=arrangement)


def _website(facts: dict[str, Any], voice: Voice) -> list[Part]:
    if address := facts.get("website"):
        shown = address if voice.chance(0.8) else address.split("//")[1]
        voice.wordings["website"] = "address" if shown == address else "address without scheme"
        return [Part(voice.label("website"), shown, url=address)]
    if written := facts.get("written", {}).get("website"):
        voice.wordings["website"] = "none in a sentence"
        return [Part(voice.label("website"), written)]
    return []
