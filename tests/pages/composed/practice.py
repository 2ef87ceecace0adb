"""What a page about one practice says."""

from __future__ import annotations

from typing import Any

from tests.pages.composed.parts import Body, Part
from tests.pages.composed.voice import Voice
from tests.pages.outline import items
from tests.pages.practice_page import GOALS, GUARD, _day

LABELS = {
    "locations": ("Location(s)", "Location", "Country", "Countries", "Locations"),
    "types": ("Type(s)", "Type", "Type of practice"),
    "themes": ("Theme(s)", "Themes", "Thematic areas"),
    "sdgs": ("SDG(s)", "SDGs", "Sustainable Development Goals", "Related SDGs"),
    "geographic_focus": ("Geographic focus", "Geographical focus", "Geographic coverage"),
    "results": ("Results to date", "Results", "Results achieved", "Main results"),
    "budget": ("Most Recent Annual Budget (USD)", "Annual budget (USD)", "Budget (USD)"),
    "contact": ("Focal Point and Contact", "Contact", "Contact details", "Focal point"),
}


def practice_body(facts: dict[str, Any], voice: Voice) -> Body:
    """Short fields first, then what was done, results, budget and contact."""
    mechanism, source, dice = facts["mechanisms"][0], facts.get("source_fields", {}), voice.dice
    written = mechanism.get("written", {})
    label = {field: dice.choice(options) for field, options in LABELS.items()}
    goals = dice.choice(("{n}. {name}", "SDG {n}: {name}", "SDG {n} – {name}", "Goal {n}: {name}"))
    box = [
        Part(label["locations"], ", ".join(voice.country(code) for code in mechanism["locations"])),
        Part(label["types"], ", ".join(mechanism["types"])),
        Part(label["themes"], ", ".join(mechanism["themes"])),
        Part(label["sdgs"], "; ".join(goals.format(n=n, name=GOALS[n]) for n in mechanism["sdgs"])),
    ]
    dice.shuffle(box)
    contact = (*written["contact"], f"Tel: {mechanism['contacts'][0]['telephone']}", f"Email: {GUARD}")
    sections = [
        Part(label["geographic_focus"], written.get("geographic_focus") or mechanism["geographic_focus"]),
        Part("Thematic focus areas of the mechanism", paragraphs=tuple(mechanism["prose"])),
        Part("Steps/stages in practical application of the mechanism", paragraphs=tuple(mechanism["steps"])),
        Part(
            label["results"],
            items=items(*mechanism["results"]),
            arrangement=dice.choice(("numbers", "bullets", "lines")),
        ),
        Part(label["budget"], written["budget"]),
        Part(label["contact"], items=items(*contact), arrangement="lines"),
    ]
    foot = tuple(
        f"{word} {_day(source[field])}"
        for word, field in (("Published on", "published"), ("Last modified on", "last_updated"))
        if source.get(field)
    )
    return Body(
        title=mechanism["name"], language=facts["language"], facts=tuple(box), sections=tuple(sections), foot=foot
    )
