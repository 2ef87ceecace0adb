"""What a practice page says, from the facts of a `practice-page`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.pages.outline import Outline, Section, items
from tests.pages.wording import Dice, Wording

GOALS = {
    1: "No Poverty",
    5: "Gender Equality",
    8: "Decent Work and Economic Growth",
    10: "Reduced Inequalities",
    16: "Peace, Justice and Strong Institutions",
    17: "Partnerships for the Goals",
}
GUARD = "This email address is being protected from spambots. You need JavaScript enabled to view it."


def practice_outline(facts: dict[str, Any], seed: int) -> Outline:
    """The outline of a page about one practice, with its view counter and its hidden e-mail address."""
    dice = Dice(seed)
    mechanism, source = facts["mechanisms"][0], facts.get("source_fields", {})
    written = mechanism.get("written", {})
    words = Wording(facts["language"], dice)
    names = [words.country(code) for code in mechanism["locations"]]
    values = {
        "Location(s)": ", ".join(names),
        "Type(s)": ", ".join(mechanism["types"]),
        "Theme(s)": ", ".join(mechanism["themes"]),
        "SDG(s)": ", ".join(f"{number}. {GOALS[number]}" for number in mechanism["sdgs"]),
    }
    fields = [Section(label, value) for label, value in values.items()]
    fields += _again(values, mechanism["geographic_focus"]) if dice.chance(0.5) else []
    sections = [
        Section("Geographic focus", written.get("geographic_focus") or mechanism["geographic_focus"]),
        Section("Thematic focus areas of the mechanism", paragraphs=tuple(mechanism["prose"])),
        Section("Steps/stages in practical application of the mechanism", paragraphs=tuple(mechanism["steps"])),
        Section("Results to date", items=items(*mechanism["results"]), arrangement="numbers"),
        Section("Most Recent Annual Budget (USD)", written["budget"]),
        Section("Focal Point and Contact", items=items(*_contact(mechanism, written)), arrangement="lines"),
    ]
    return Outline(
        title=mechanism["name"],
        language=facts["language"],
        lead=(*_published(source), *fields),
        sections=tuple(sections),
        foot=(_last_line(source, dice), "Login to post comments"),
    )


def _again(values: dict[str, str], region: str) -> list[Section]:
    """The same facts once more, as the site repeats them for the region of the page."""
    return [Section(f"{label.replace('(s)', 's')} in the {region}", value) for label, value in values.items()]


def _published(source: dict[str, Any]) -> list[Section]:
    instant = source.get("published")
    return [Section(f"{_day(instant)} Written by", "", colon=False)] if instant else []


def _last_line(source: dict[str, Any], dice: Dice) -> str:
    modified = source.get("last_updated")
    counter = f"Read {dice.pick((5933, 1202, 77, 10412))} times"
    return f"{counter} Last modified on {_day(modified)}" if modified else counter


def _day(edtf: str) -> str:
    when = datetime.fromisoformat(edtf)
    return f"{when:%A}, {when.day} {when:%B} {when.year} {when:%H:%M}"


def _contact(mechanism: dict[str, Any], written: dict[str, Any]) -> list[str]:
    return [*written["contact"], f"Tel: {mechanism['contacts'][0]['telephone']}", f"Email: {GUARD}"]
