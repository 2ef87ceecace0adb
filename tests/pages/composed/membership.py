"""How pages list members and observers, and how they count them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.pages.composed.parts import Part
from tests.pages.composed.voice import Voice
from tests.pages.outline import items

LISTS = (
    "bullets",
    "bullets",
    "commas",
    "semicolons",
    "lines",
    "blocks",
    "columns",
    "rows",
    "lists beside",
    "flags",
    "links",
    "numbers",
    "slashes",
)


def members(facts: dict[str, Any], subject: str, voice: Voice, told: list[str]) -> list[Part]:
    """The list with its count: in the label, on its own line, in a sentence, or no list at all."""
    count, codes = facts.get("member_count"), facts.get("members", [])
    if not codes and not count:
        return []
    it = {"it": subject, "It": subject[0].upper() + subject[1:]}
    if not codes and count is not None:
        return _count_only(count, it, voice, told)
    written = facts.get("written", {})
    names = list(written.get("members") or _names(codes, voice))
    if not written.get("members") and len(names) <= 21 and voice.chance(0.12):
        return _sentence(names, count, it, voice, told)
    if count is None:
        voice.wordings["members"] = "label"
        label = (voice.question("members") if voice.chance(0.15) else "") or voice.label("members")
        return [_list(label, names, voice)]
    form = voice.dice.choice(("in label", "in label", "first line", "own label", "sentence before"))
    voice.wordings["members"] = voice.wordings["member_count"] = f"count {form}"
    if form == "in label" or written.get("member_label"):
        label = written.get("member_label") or voice.label("counted_members", n=count)
        inner = _list(label, names, voice)
        return [inner] if voice.chance(0.7) else [Part(voice.label("members"), parts=(inner,))]
    label = (voice.question("members") if voice.chance(0.2) else "") or voice.label("members")
    inner = _list(label, names, voice)
    if form == "own label":
        return [Part(voice.label("member_count"), str(count)), inner]
    before = (
        voice.sentence("count", **it, n=count)
        if form == "sentence before"
        else str(voice.labels["counted_members"][1]).format(n=count)
    )
    if form == "sentence before" and subject.endswith("Consultations"):
        before = before.replace("Consultations has", "Consultations have")
    said = (before, inner.value) if inner.value else (before,)
    return [Part(label, paragraphs=said, items=inner.items, arrangement=inner.arrangement)]


def _count_only(count: int, it: dict[str, str], voice: Voice, told: list[str]) -> list[Part]:
    if voice.chance(0.3):
        told.append(voice.sentence("count", **it, n=count))
        voice.wordings["member_count"] = "prose"
        return []
    voice.wordings["member_count"] = "label"
    if voice.chance(0.4):
        return [Part(str(voice.labels["counted_members"][1]).format(n=count))]
    return [Part(voice.label("member_count"), str(count))]


def _sentence(names: list[str], count: int | None, it: dict[str, str], voice: Voice, told: list[str]) -> list[Part]:
    key = "members" if count is not None else "members_uncounted"
    sentence = voice.sentence(key, **it, n=count, names=voice.listed(names))
    sentence = sentence[0].upper() + sentence[1:]
    for one, many in ((" brings ", " bring "), (" has ", " have ")):
        sentence = sentence.replace(f"Consultations{one}", f"Consultations{many}")
    place = "prose" if voice.chance(0.4) else "sentence"
    voice.wordings["members"] = voice.wordings["member_count"] = place
    if place == "prose":
        told.append(sentence)
        return []
    return [Part(voice.label("members"), paragraphs=(sentence,))]


def _names(codes: Sequence[str], voice: Voice) -> list[str]:
    names = {code: voice.country(code) for code in codes}
    wrong = [code for code in codes if voice.mistyped(code)]
    if wrong and voice.chance(0.12):
        code = voice.dice.choice(wrong)
        names[code] = str(voice.mistyped(code))
        voice.wordings["typo"] = names[code]
    return sorted(names.values()) if voice.chance(0.8) else list(names.values())


def _list(label: str, names: Sequence[str], voice: Voice) -> Part:
    arrangement = voice.dice.choice(LISTS)
    if arrangement in ("commas", "semicolons", "slashes") and any("," in name or "/" in name for name in names):
        arrangement = "bullets"
    if arrangement == "commas" and len(names) > 1 and voice.chance(0.5):
        return Part(label, voice.listed(list(names)) + voice.dice.choice(("", ".")))
    return Part(label, items=items(*names), arrangement=arrangement)


def observers(facts: dict[str, Any], voice: Voice) -> list[Part]:
    """One list for each kind of observer, or one for both."""
    entries, total = facts.get("observers", ()), facts.get("observer_count")
    groups = {kind: [voice.party(e) for e in entries if e["kind"] == kind] for kind in ("state", "organisation")}
    fields = {"state": "observer_states", "organisation": "observer_organisations"}
    kinds = [kind for kind, names in groups.items() if names]
    if not kinds:
        if not total:
            return []
        voice.wordings["observer_count"] = "count without list"
        return [Part(str(voice.labels["counted_observer_organisations"][1]).format(n=total))]
    if total is None and voice.chance(0.3):
        voice.wordings["observers"] = "both kinds in one list" if len(kinds) > 1 else "label"
        return [_observer_list(voice.label("observers"), groups["state"] + groups["organisation"], voice)]
    parts = []
    for kind in kinds:
        counted = total is not None and len(kinds) == 1
        if counted:
            voice.wordings["observer_count"] = "count in label"
        label = voice.label(f"counted_{fields[kind]}", n=total) if counted else voice.label(fields[kind])
        voice.wordings["observers"] = "count in label" if counted else "label"
        if not counted and voice.chance(0.1) and (asked := voice.question(fields[kind])):
            label, voice.wordings["observers"] = asked, "question"
        parts.append(_observer_list(label, groups[kind], voice))
    return parts if voice.chance(0.6) else [Part(voice.label("observers"), parts=tuple(parts))]


def _observer_list(label: str, names: Sequence[str], voice: Voice) -> Part:
    if not any("," in name for name in names) and voice.chance(0.35):
        return Part(label, voice.listed(list(names)))
    return Part(label, items=items(*names), arrangement=voice.dice.choice(("bullets", "lines", "blocks", "numbers")))
