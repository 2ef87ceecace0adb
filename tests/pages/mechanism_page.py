"""What a mechanism's page says, from the facts of a `mechanism-page`; the seed chooses words, order and arrangement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.pages.date_phrases import phrase
from tests.pages.meeting_lines import meeting_sections
from tests.pages.outline import Arrangement, Item, Outline, Section, items
from tests.pages.wording import Dice, Wording

ARRANGEMENTS: tuple[Arrangement, ...] = ("bullets", "columns", "commas", "lines")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a page is about and how it speaks."""

    facts: dict[str, Any]  # of one mechanism
    written: dict[str, Any]
    words: Wording
    dice: Dice


def mechanism_outline(facts: dict[str, Any], seed: int) -> Outline:
    """The outline of a page about one mechanism."""
    dice = Dice(seed)
    mechanism, language = facts["mechanisms"][0], facts["language"]
    voice = Voice(mechanism, mechanism.get("written", {}), Wording(language, dice), dice)
    sections = [section for part in BODY for section in part(voice)]
    updated = (facts.get("source_fields") or {}).get("last_updated")
    return Outline(
        title=mechanism["name"],
        language=language,
        lead=tuple(dice.shuffled(_lead(voice))),
        prose=tuple(mechanism.get("prose", ())),
        sections=tuple(dice.shuffled(sections) if dice.chance(0.4) else sections),
        foot=(f"{voice.words.label('updated')}: {_instant(updated, language, dice)}",) if updated else (),
    )


def _instant(edtf: str, language: str, dice: Dice) -> str:
    """A date with or without a time; with one it is written in figures, as content management systems do."""
    day, _, time = edtf.partition("T")
    return f"{day[8:10]}-{day[5:7]}-{day[:4]} {time}" if time else phrase(day, language, dice)


def _lead(voice: Voice) -> list[Section]:
    facts, words = voice.facts, voice.words
    lead = []
    if facts.get("type"):
        lead.append(Section(words.label("type"), words.type_of(facts["type"], facts.get("regions", ()))))
    if "formal_association" in facts:
        names = [words.party(entry) for entry in facts["formal_association"]]
        lead.append(Section(words.label("association"), words.listed(names) or words.label("nothing")))
    if facts.get("established"):
        when = phrase(facts["established"], words.language, voice.dice)
        lead.append(Section(words.label("established"), when, colon=not voice.dice.chance(0.3)))
    return lead


def _focus(voice: Voice) -> list[Section]:
    texts = voice.facts.get("focus", ())
    return [Section(voice.words.label("focus"), items=items(*texts))] if texts else []


def _objectives(voice: Voice) -> list[Section]:
    texts = voice.facts.get("objectives", ())
    return [Section(voice.words.label("objectives"), paragraphs=tuple(texts))] if texts else []


def _chairs(voice: Voice) -> list[Section]:
    facts, words, dice = voice.facts, voice.words, voice.dice
    if not facts.get("chairs"):
        return []
    who: dict[str, list[str]] = {}
    for entry in facts["chairs"]:
        term = f" ({entry['term']})" if entry.get("term") else ""
        who.setdefault(entry["role"], []).append(words.party(entry) + term)
    past = voice.written.get("past_chairs") or ", ".join(who.get("past", ()))
    lines = _current(who, voice)
    if past:
        lines.append(Section(words.label("past"), past))
    nobody_now = not who.get("chair") and not who.get("co-chair")
    if dice.chance(0.4) or (nobody_now and len(lines) == 1):
        return lines
    if len(lines) == 1:
        return [Section(words.label("chairing"), lines[0].value)]
    return [Section(words.label("chairing"), parts=tuple(lines))]


def _current(who: dict[str, list[str]], voice: Voice) -> list[Section]:
    """The lines about who chairs now and next: each on its own, or in one line with a remark in brackets."""
    words, dice = voice.words, voice.dice
    now, beside, next_ones = (words.listed(who.get(role, [])) for role in ("chair", "co-chair", "incoming"))
    english = words.language == "en"
    if english and beside and dice.chance(0.4):
        now, beside = f"{now} {beside} co-chair", ""
    if english and next_ones and "(" not in now + next_ones and dice.chance(0.4):
        now, next_ones = f"{now} (incoming {next_ones})" if now else words.nobody_but(next_ones), ""
    named = (("chair", now), ("co_chair", beside), ("incoming", next_ones))
    return [Section(words.label(field), value) for field, value in named if value]


def _secretariat(voice: Voice) -> list[Section]:
    words = voice.words
    if sentence := voice.written.get("secretariat"):
        label = words.label("secretariat") if voice.dice.chance(0.5) else ""
        return [Section(label, paragraphs=(sentence,))]
    names = [words.party(entry) for entry in voice.facts.get("secretariat", ())]
    if not names:
        return [Section(words.label("secretariat"), words.label("nothing"))] if "secretariat" in voice.facts else []
    if len(names) > 1 and voice.dice.chance(0.3):
        return [Section(words.label("secretariat"), items=items(*names))]
    return [Section(words.label("secretariat"), words.listed(names))]


def _members(voice: Voice) -> list[Section]:
    facts, words, dice = voice.facts, voice.words, voice.dice
    if "members" not in facts and not facts.get("member_count"):
        return []
    names = voice.written.get("members") or sorted(words.country(code) for code in facts.get("members", ()))
    counted = voice.written.get("member_label") or words.label("counted_members", facts.get("member_count"))
    arrangement = dice.pick(ARRANGEMENTS)
    inner = Section(counted, items=items(*names), arrangement=arrangement)
    return [inner] if dice.chance(0.5) else [Section(words.label("members"), parts=(inner,))]


def _observers(voice: Voice) -> list[Section]:
    facts, words = voice.facts, voice.words
    groups: dict[str, list[str]] = {"state": [], "organisation": []}
    for entry in facts.get("observers", ()):
        groups[entry["kind"]].append(words.party(entry))
    # The contract has one number of observers: it is printed where there is one kind, or where none is listed.
    total = facts.get("observer_count")
    parts = []
    for kind, field in (("state", "observer_states"), ("organisation", "observer_organisations")):
        if groups[kind]:
            count = len(groups[kind])
            label = (
                words.label(f"counted_{field}" if total else field, count) if count > 1 else words.plain_label(field)
            )
            parts.append(Section(label, items=items(*groups[kind])))
    if total and not parts:
        parts.append(Section(words.label("counted_observer_organisations", total)))
    if not parts or voice.dice.chance(0.4):
        return parts
    return [Section(words.label("observers"), parts=tuple(parts))]


def _meetings(voice: Voice) -> list[Section]:
    return meeting_sections(voice.facts.get("meetings", ()), voice.words)


def _documents(voice: Voice) -> list[Section]:
    texts = tuple(_document(entry, number, voice) for number, entry in enumerate(voice.facts.get("documents", ()), 1))
    return [Section(voice.words.label("documents"), items=texts)] if texts else []


def _document(entry: dict[str, Any], number: int, voice: Voice) -> Item:
    title = entry.get("written") or entry["title"]
    text = title if entry.get("written") or not entry.get("year") else f"{title} ({entry['year']})"
    languages = entry.get("languages", ())
    if languages and voice.words.language == "en":
        return Item(text, marks=tuple((code.upper(), f"/files/{number}-{code}.pdf") for code in languages))
    return Item(text, linked=title, url=f"/files/{number}.pdf") if voice.dice.chance(0.7) else Item(text)


def _website(voice: Voice) -> list[Section]:
    address = voice.facts.get("website")
    if address:
        return [Section(voice.words.label("website"), address, url=address)]
    return [Section(voice.words.label("website"), sentence)] if (sentence := voice.written.get("website")) else []


BODY: tuple[Callable[[Voice], list[Section]], ...] = (
    _focus,
    _objectives,
    _chairs,
    _secretariat,
    _members,
    _observers,
    _meetings,
    _documents,
    _website,
)
