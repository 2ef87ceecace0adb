"""How pages say who chairs, who will and who did."""

from __future__ import annotations

from typing import Any

from tests.pages.composed.parts import Part
from tests.pages.composed.voice import Voice

Entry = dict[str, Any]


def chairs(facts: Entry, subject: str, voice: Voice, told: list[str], *, plural: bool = False) -> list[Part]:
    """The parts about chairs; sentences go to `told`. Nothing where the facts do not speak of chairs."""
    if "chairs" not in facts:
        return []
    if not facts["chairs"]:
        return _nobody(facts, voice)
    by_role = {
        role: [c for c in facts["chairs"] if c["role"] == role] for role in ("chair", "co-chair", "incoming", "past")
    }
    if (
        len(by_role["chair"]) == 1
        and by_role["incoming"]
        and by_role["past"]
        and not by_role["co-chair"]
        and voice.chance(0.12)
    ):
        return _troika(by_role, voice)
    if voice.chance(0.3) and (sentences := _sentences(by_role, subject, voice, plural=plural)):
        return _placed(sentences, voice, told)
    lines = [*_current(by_role, voice), *_past(facts, by_role, voice)]
    if len(lines) == 1 or voice.chance(0.5):
        return lines
    return [Part(voice.label("chairing"), parts=tuple(lines))]


def _nobody(facts: Entry, voice: Voice) -> list[Part]:
    written = facts.get("written", {}).get("chair")
    voice.wordings["chairs"] = "none in a sentence" if written else "none"
    if written:
        return [Part(voice.label("chair"), paragraphs=(written,))]
    return [Part(voice.label("chair"), voice.value("no_chair"))]


def _placed(sentences: list[str], voice: Voice, told: list[str]) -> list[Part]:
    if voice.chance(0.45):
        told += sentences
        voice.wordings["chairs"] = "prose"
        return []
    voice.wordings["chairs"] = "sentence"
    asked = voice.question("chair") if voice.chance(0.3) else ""
    return [Part(asked or voice.label("chairing"), paragraphs=(" ".join(sentences),))]


def _named(entry: Entry, voice: Voice) -> str:
    """The holder, with the term as pages put it."""
    name = voice.party(entry, office=True)
    if not entry.get("term"):
        return name
    term = voice.date(entry["term"])
    return voice.dice.choice(
        (f"{name} ({term})", f"{name} ({term})", f"{name}, {term}", f"{name} – {term}", f"{term}: {name}")
    )


def _bracketed(entry: Entry, voice: Voice) -> str:
    name = voice.party(entry, office=True)
    return f"{name} ({voice.date(entry['term'])})" if entry.get("term") else name


def _current(by_role: dict[str, list[Entry]], voice: Voice) -> list[Part]:
    now, beside, to_come = by_role["chair"], by_role["co-chair"], by_role["incoming"]
    english = voice.language == "en"
    voice.wordings["chairs"] = "label"
    label = (voice.question("chair") if voice.chance(0.12) else "") or voice.label("chair")
    names = [_bracketed(entry, voice) for entry in now]
    if len(now) == 1 and not beside:
        names = [_named(now[0], voice)]
    if english and len(now) == len(beside) == 1 and voice.chance(0.5):
        voice.wordings["chairs"] = "both in one line"
        a, b = names[0], voice.party(beside[0])
        return [
            Part(
                label,
                voice.dice.choice((f"{a} {b} co-chair", f"{a} (Chair) and {b} (Co-Chair)", f"{a}; co-chair: {b}")),
            ),
            *_incoming(to_come, voice),
        ]
    if english and len(to_come) == 1 and len(now) <= 1 and not beside and voice.chance(0.35):
        voice.wordings["chairs"] = "incoming in brackets"
        next_one = voice.party(to_come[0])
        if not now:
            return [Part(label, f"None (incoming {next_one})")]
        if not to_come[0].get("term") and not now[0].get("term"):
            a = voice.party(now[0])
            return [
                Part(
                    label,
                    voice.dice.choice(
                        (f"{a} (incoming {next_one})", f"{a} and {next_one} (incoming)", f"{a} (incoming: {next_one})")
                    ),
                )
            ]
    lines = []
    if now and len(now) == 1 and now[0].get("term") and english and voice.chance(0.2):
        voice.wordings["chairs"] = "year in the label"
        term, who = voice.date(now[0]["term"]), voice.party(now[0])
        lines.append(Part(voice.dice.choice((f"{term} Chair", f"Chair ({term})", f"Chair {term}")), who))
    elif now:
        joint = voice.dice.choice((" and ", " & ", ", ", " / ", " and ")) if english else f" {voice.sentences['and']} "
        lines.append(Part(label, joint.join(names)))
    if beside:
        lines.append(
            Part(
                voice.label("co_chairs" if len(beside) > 1 else "co_chair"),
                voice.listed([voice.party(c) for c in beside]),
            )
        )
    return lines + _incoming(to_come, voice)


def _incoming(entries: list[Entry], voice: Voice) -> list[Part]:
    if not entries:
        return []
    return [Part(voice.label("incoming"), voice.listed([_bracketed(entry, voice) for entry in entries]))]


def _past(facts: Entry, by_role: dict[str, list[Entry]], voice: Voice) -> list[Part]:
    if written := facts.get("written", {}).get("past_chairs"):
        return [Part(voice.label("past"), written)]
    past = by_role["past"]
    if not past:
        return []
    if len(past) > 1 and voice.chance(0.35):
        from tests.pages.outline import items

        form = voice.dice.choice((0, 1, 2, 3))
        names = []
        for entry in past:
            name, term = voice.party(entry), entry.get("term") and voice.date(entry["term"])
            names.append(
                name
                if not term
                else (f"{name} ({term})", f"{term}: {name}", f"{term} – {name}", f"{name}, {term}")[form]
            )
        return [
            Part(
                voice.label("past"), items=items(*names), arrangement=voice.dice.choice(("bullets", "lines", "blocks"))
            )
        ]
    return [Part(voice.label("past"), voice.dice.choice((", ", "; ")).join(_bracketed(entry, voice) for entry in past))]


def _troika(by_role: dict[str, list[Entry]], voice: Voice) -> list[Part]:
    """Past, present and future chair in one line; other past chairs on a line of their own."""
    words = {
        "en": ("past", "present", "future"),
        "fr": ("passée", "actuelle", "future"),
        "es": ("anterior", "actual", "próxima"),
        "pt": ("anterior", "atual", "próxima"),
    }
    before, now, after = words[voice.language]
    latest, *older = by_role["past"]
    if any(entry.get("term") for role in by_role.values() for entry in role):
        lines = tuple(
            Part(voice.label(label), _bracketed(entry, voice))
            for label, entry in (("chair", by_role["chair"][0]), ("incoming", by_role["incoming"][0]), ("past", latest))
        )
        voice.wordings["chairs"] = "troika of lines"
        rest = (
            (Part(voice.label("past"), ", ".join(_bracketed(entry, voice) for entry in (latest, *older))),)
            if older
            else lines[2:]
        )
        return [Part(voice.label("troika"), parts=(*lines[:2], *rest))]
    voice.wordings["chairs"] = "troika in one line"
    named = [voice.party(entry) for entry in (latest, by_role["chair"][0], by_role["incoming"][0])]
    line = f"{named[0]} ({before}), {named[1]} ({now}), {named[2]} ({after})"
    more = [Part(voice.label("past"), ", ".join(voice.party(entry) for entry in older))] if older else []
    return [Part(voice.label("troika"), line), *more]


def _sentences(by_role: dict[str, list[Entry]], subject: str, voice: Voice, *, plural: bool) -> list[str]:
    """Running text that says all of it; [] where there is no natural sentence for these chairs."""
    now, beside, to_come, past = by_role["chair"], by_role["co-chair"], by_role["incoming"], by_role["past"]
    it = {"it": subject, "It": subject[0].upper() + subject[1:]}
    said = []
    if len(now) == 1 and not beside:
        name = "chair_since" if now[0].get("term") else "chair"
        who = voice.party(now[0])
        said.append(
            voice.sentence(name, **it, who=_article(who, voice), by=voice.with_article(who), term=now[0].get("term"))
        )
    elif not now and len(beside) == 2 and voice.has("chairs"):
        said.append(voice.sentence("chairs", **it, who=voice.party(beside[0]), other=voice.party(beside[1])))
    else:
        return []
    if any("/" in (entry.get("term") or "") for entry in (*now, *to_come)):
        return []
    for entry in to_come:
        who = voice.party(entry)
        name = "incoming" if entry.get("term") else "incoming_bare"
        said.append(
            voice.sentence(name, **it, who=_article(who, voice), by=voice.with_article(who), term=entry.get("term"))
        )
    if past:
        names = [_bracketed(entry, voice) for entry in past]
        by = [voice.with_article(name) for name in names]
        said.append(
            voice.sentence(
                "past",
                **it,
                names=voice.listed(names),
                bynames=voice.listed([f"par {name}" for name in by]).removeprefix("par "),
            )
        )
    said = [sentence[0].upper() + sentence[1:] for sentence in said]
    return [_many(sentence) for sentence in said] if plural else said


def _article(name: str, voice: Voice) -> str:
    english = voice.language == "en" and name in (
        "Netherlands",
        "United Arab Emirates",
        "United Kingdom",
        "Philippines",
        "Marshall Islands",
    )
    return f"the {name}" if english else name


def _many(sentence: str) -> str:
    for one, many in ((" is ", " are "), (" has ", " have ")):
        sentence = sentence.replace(f"Consultations{one}", f"Consultations{many}")
    return sentence
