"""How one page speaks: its language, its names for fields and countries, all chosen by its dice."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from babel import Locale

from tests.pages.composed.days import said

HERE = Path(__file__).parent
LOCALES = {"en": "en", "fr": "fr", "es": "es", "pt": "pt_PT"}
MASCULINE = ("Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize", "Suriname")
NO_ARTICLE = ("Madagascar", "Malte", "Chypre", "Cuba", "Maurice", "Djibouti")


@cache
def table(name: str) -> dict[str, Any]:
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _english() -> dict[str, Any]:
    with (HERE.parent / "names.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words(language: str, *, held_out: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Labels and sentences; those of the held-out pages are others wherever there are any."""
    labels, sentences = table("labels")[language], table("sentences")[language]
    if not held_out:
        return labels, sentences
    held = table("held")[language]
    asked = {**labels["ask"], **held["ask"]}
    return {**labels, **held["labels"], "ask": asked}, {**sentences, **held["sentences"]}


class Voice:
    """One page's way of speaking. `wordings` collects how each field was said."""

    def __init__(self, language: str, dice: Random, *, held_out: bool = False) -> None:
        self.language = language
        self.dice = dice
        # Every second held-out page has words that are used nowhere else.
        self.labels, self.sentences = words(language, held_out=held_out and dice.random() < 0.5)
        self.values: dict[str, Any] = table("values")[language]
        self.wordings: dict[str, str] = {}
        self.said: dict[str, str] = {}  # the words chosen, by the name of the label or the sentence
        self.varied = dice.random() < 0.35
        self.date_form = dice.random()
        self._locale = Locale.parse(LOCALES[language])

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def label(self, field: str, **values: object) -> str:
        """A name of a field; in a third of the cases the plainest."""
        names = self.labels[field]
        self.said[field] = str(names[0] if self.chance(0.3) else self.dice.choice(names)).format(**values)
        return self.said[field]

    def question(self, field: str) -> str:
        """A question that serves as a label; '' where nobody would ask."""
        asked = self.labels["ask"].get(field)
        self.said[field] = str(self.dice.choice(asked)) if asked else ""
        return self.said[field]

    def has(self, sentence: str) -> bool:
        return sentence in self.sentences

    def sentence(self, name: str, **values: object) -> str:
        form = str(self.dice.choice(self.sentences[name]))
        self.said[f"{name} sentence"] = form
        return form.format(**values)

    def value(self, name: str) -> str:
        return str(self.dice.choice(self.values[name]))

    def date(self, edtf: str, *, plain: bool = True) -> str:
        return said(edtf, self.language, self.dice, plain=plain)

    def names_of(self, code: str) -> tuple[str, ...]:
        """The usual names of a country, the plainest first."""
        usual = table("names")[self.language].get("usual", {}).get(code)
        if usual is None and self.language == "en":
            usual = _english()["countries"].get(code)
        return tuple(usual or (str(self._locale.territories[code]).replace(" & ", " and "),))

    def country(self, code: str) -> str:
        """A usual name of a country; on some pages not always the plainest."""
        usual = self.names_of(code)
        return self.dice.choice(usual) if self.varied else usual[0]

    def state(self, code: str) -> str:
        """A country as the holder of an office: sometimes with its official name or its article."""
        official = table("names")[self.language].get("official", {}).get(code)
        return str(official) if official and self.chance(0.12) else self.country(code)

    def mistyped(self, code: str) -> str | None:
        found = table("names")[self.language].get("mistyped", {}).get(code)
        return str(found) if found else None

    def organisation(self, entry: dict[str, Any]) -> str:
        known = _english()["organisations"].get(entry.get("id")) if self.language == "en" else None
        return str(self.dice.choice(known) if known else entry["name"])

    def party(self, entry: dict[str, Any], *, office: bool = False) -> str:
        """A country or an organisation, whichever the entry is."""
        if entry.get("country"):
            return self.state(entry["country"]) if office else self.country(entry["country"])
        return self.organisation(entry)

    def with_article(self, name: str) -> str:
        """A country after `par` in French; elsewhere as it is."""
        if self.language != "fr" or name in NO_ARTICLE:
            return name
        if name[0] in "AEÉIOUYÎ":
            return f"l’{name}"
        if name.endswith("s") and name not in ("Honduras", "Laos", "Maldives"):
            return f"les {name}"
        return f"la {name}" if name.endswith("e") and name not in MASCULINE else f"le {name}"

    def listed(self, names: Sequence[str], *, comma: bool = False) -> str:
        """`A, B and C`."""
        last = f"{',' if comma and len(names) > 2 else ''} {self.sentences['and']} "
        return ", ".join(names[:-1]) + last + names[-1] if len(names) > 1 else "".join(names)
