"""What a ministry's page says about several mechanisms, in sentences below a heading each."""

from __future__ import annotations

from typing import Any

from tests.pages.composed.gatherings import where
from tests.pages.composed.parts import Body, Part
from tests.pages.composed.voice import Voice
from tests.pages.outline import Item

LAUNCHED = (
    "The {short} was launched in {year}.",
    "The {short} was established in {year}.",
    "Established in {year}, the {short} meets regularly.",
    "The {short} has existed since {year}.",
    "It was created in {year}.",
)
MEMBERS = (
    "It brings together {names}.",
    "Its members are {names}.",
    "It comprises {n} countries: {names}.",
    "The participating States are {names}.",
    "{names} take part in it.",
)
CHAIR = (
    "{who} assumed the Presidency of the {short} in {year}.",
    "In {year}, {who} took over the {short} Presidency.",
    "{who} took over the chair of the {short} in {year}.",
    "{who} assumed the chairmanship of the {short} in {year}.",
)
PAST = (
    "{who} held the Presidency of the {short} in {year}.",
    "In {year} the {short} was chaired by {who}.",
    "{who} had already held the {short} Presidency in {year}.",
)
MET = (
    "The {title} took place in {place} on {date}.",
    "The {title} was held in {place} on {date}.",
    "On {date}, the {title} was held in {place}.",
    "{place} hosted the {title} on {date}.",
    "The {title} was held on {date} in {place}.",
)
MET_SOMEWHERE = ("The {title} took place on {date}.", "The {title} was held on {date}.")
TO_COME = (
    "The {title} will take place in {place} in {date}.",
    "The {title} will be held in {place} in {date}.",
    "The {title} is scheduled to take place in {place} in {date}.",
)
ADOPTED = ("It adopted the {title}", "It resulted in the {title}", "Ministers agreed on the {title}")
VERSIONS = {"fr": "French version", "pt": "only Portuguese version", "en": "English version", "es": "Spanish version"}


def ministry_body(facts: dict[str, Any], voice: Voice) -> Body:
    """One section a mechanism, in the order of the facts."""
    updated = (facts.get("source_fields") or {}).get("last_updated")
    foot: tuple[str, ...] = ()
    if updated:
        figures = f"{updated[8:10]}-{updated[5:7]}-{updated[:4]} {updated[11:]}"
        # In English the fifth of March could be the third of May.
        labels = ("Última atualização", *(("Last update", "Last updated") if int(updated[8:10]) > 12 else ()))
        foot = (f"{voice.dice.choice(labels)}: {figures}",)
    title = (
        facts["mechanisms"][0]["name"]
        if voice.chance(0.4)
        else voice.dice.choice(("International cooperation", "Multilateral dialogues", "Dialogues on migration"))
    )
    return Body(
        title=title,
        language=facts["language"],
        sections=tuple(_section(m, voice) for m in facts["mechanisms"]),
        foot=foot,
    )


def _section(facts: dict[str, Any], voice: Voice) -> Part:
    dice, short = voice.dice, facts["short"]
    told = []
    if facts.get("established"):
        told.append(dice.choice(LAUNCHED).format(short=short, year=facts["established"]))
    names = [voice.country(code) for code in facts.get("members", ())]
    if names and not all(name in facts["name"] for name in names):
        told.append(dice.choice(MEMBERS).format(names=voice.listed(names), n=len(names)))
    chairs = [
        dice.choice(PAST if c["role"] == "past" else CHAIR).format(
            who=voice.country(c["country"]), short=short, year=c["term"]
        )
        for c in facts.get("chairs", ())
    ]
    paragraphs = [" ".join(told), *facts["prose"], " ".join(chairs)]
    if voice.chance(0.4):
        paragraphs = [facts["prose"][0], " ".join([*told, *chairs]), *facts["prose"][1:]]
    met = [_meeting(meeting, voice) for meeting in facts.get("meetings", ())]
    paragraphs += [" ".join(met)] if voice.chance(0.3) else met
    documents = tuple(
        Item(
            dice.choice(ADOPTED).format(title=d["title"]),
            marks=tuple((VERSIONS[c], f"/d/{n}-{c}.pdf") for c in d.get("languages", ())),
        )
        for n, d in enumerate(facts.get("documents", ()), 1)
    )
    voice.wordings |= {
        "meetings": "prose",
        "chairs": "prose",
        "members": "prose",
        "established": "prose",
        "documents": "prose",
    }
    return Part(
        facts["name"],
        paragraphs=tuple(text for text in paragraphs if text),
        items=documents,
        arrangement=dice.choice(("lines", "bullets", "paragraphs")),
    )


def _meeting(meeting: dict[str, Any], voice: Voice) -> str:
    forms = TO_COME if meeting.get("announced") else MET if meeting.get("place") else MET_SOMEWHERE
    date = voice.date(meeting["date"])
    return str(voice.dice.choice(forms).format(title=meeting["title"], date=date, place=where(meeting, voice)))
