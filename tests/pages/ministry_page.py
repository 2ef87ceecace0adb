"""What a ministry's page says about several mechanisms: in sentences, not in lists.

The facts of each mechanism stand below its heading; the words around them change with the seed.
"""

from __future__ import annotations

from typing import Any

from tests.pages.date_phrases import phrase
from tests.pages.meeting_lines import where
from tests.pages.outline import Item, Outline, Section
from tests.pages.wording import Dice, Wording

LAUNCHED = ("{name} was launched in {year}.", "Launched in {year}, {name} is now a fixed part of the calendar.")
BROUGHT = (
    "It brings together {names}.",
    "Those who take part are {names}.",
    "It comprises {count} countries ({names}).",
)
HELD = (
    "{who} already held the {name} Presidency in {year}.",
    "{who} has held the Presidency of {name} before, in {year}.",
)
ASSUMED = (
    "{who} assumed the {name} Presidency in {year}.",
    "In {year} {who} assumed the {name} Presidency.",
    "{who} took over the Presidency of {name} in {year}.",
)
MET = (
    "The {title} took place in {place} on {date}.",
    "The {title} was held in {place}, on {date}.",
    "On {date}, the {title} took place in {place}.",
)
MET_SOMEWHERE = ("The {title} took place on {date}.", "The {title}, held on {date}, opened a new chapter.")
NUMBERED = ("{title} – {place}, {date}: ministers looked back and set new aims.", "{title} ({place}, {date})")
TO_COME = ("The {title} will take place in {place}, in {date}.", "The {title} will be held in {place} in {date}.")
ADOPTED = ("Ministers agreed on the {title}.", "It resulted in the {title}.", "Ministers adopted the {title}.")
LANGUAGES = {"fr": "french version", "pt": "only portuguese version", "en": "english version", "es": "spanish version"}


def ministry_outline(facts: dict[str, Any], seed: int) -> Outline:
    """The outline of the page; its last line says in Portuguese when it was updated."""
    dice = Dice(seed)
    words = Wording(facts["language"], dice)
    updated = (facts.get("source_fields") or {}).get("last_updated")
    figures = f"{updated[8:10]}-{updated[5:7]}-{updated[:4]} {updated[11:]}" if updated else ""
    return Outline(
        title=facts["mechanisms"][0]["name"],
        language=facts["language"],
        sections=tuple(_mechanism(mechanism, words) for mechanism in facts["mechanisms"]),
        foot=(f"Última atualização: {figures}",) if updated else (),
    )


def _mechanism(facts: dict[str, Any], words: Wording) -> Section:
    dice = words.dice
    told = _founding(facts, words) + _chairs(facts, words)
    prose = list(facts["prose"])
    # What is said of it stands before its facts, behind them, or on both sides.
    cut = dice.pick((0, len(prose), len(prose) // 2))
    paragraphs = [*prose[:cut], *told, *prose[cut:], *_meetings(facts, words)]
    documents = tuple(_document(entry, number, words) for number, entry in enumerate(facts.get("documents", ()), 1))
    return Section(facts["name"], paragraphs=tuple(paragraphs), items=documents, arrangement="lines")


def _founding(facts: dict[str, Any], words: Wording) -> list[str]:
    told = []
    if facts.get("established"):
        told.append(words.dice.pick(LAUNCHED).format(name=f"The {facts['short']}", year=facts["established"]))
    names = [words.country(code) for code in facts.get("members", ())]
    if names and not all(name in facts["name"] for name in names):
        told.append(words.dice.pick(BROUGHT).format(names=words.listed(names), count=len(names)))
    return [" ".join(told)] if told else []


def _chairs(facts: dict[str, Any], words: Wording) -> list[str]:
    told = []
    for entry in facts.get("chairs", ()):
        form = words.dice.pick(HELD if entry["role"] == "past" else ASSUMED)
        told.append(form.format(who=words.country(entry["country"]), name=facts["short"], year=entry["term"]))
    return [" ".join(told)] if told else []


def _meetings(facts: dict[str, Any], words: Wording) -> list[str]:
    told = []
    numbered = words.dice.chance(0.5)
    for meeting in facts.get("meetings", ()):
        if meeting.get("announced"):
            forms: tuple[str, ...] = TO_COME
        elif not meeting.get("place"):
            forms = MET_SOMEWHERE
        else:
            forms = NUMBERED if numbered else MET
        date, place = phrase(meeting["date"], words.language, words.dice), where(meeting, words)
        told.append(words.dice.pick(forms).format(title=meeting["title"], date=date, place=place))
    return told


def _document(entry: dict[str, Any], number: int, words: Wording) -> Item:
    sentence = words.dice.pick(ADOPTED).format(title=entry["title"]).removesuffix(".")
    marks = tuple((LANGUAGES[code], f"/docs/{number}-{code}.pdf") for code in entry.get("languages", ()))
    return Item(sentence, marks=marks)
