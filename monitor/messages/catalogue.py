"""The tables of messages: read once each, and checked where they are read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from monitor.errors import LookupDataError
from monitor.lookups.countries import country_name
from monitor.lookups.load import generated
from monitor.messages import dates, templates
from monitor.messages.parties import LEADS, NO_ARTICLE, Number, Parties, Party
from monitor.model import DigestLanguage

LANGUAGES: tuple[str, ...] = get_args(DigestLanguage)
FOLDER = files("monitor.messages")


@cache
def table(code: str) -> Mapping[str, Any]:
    """The table of a language. LookupDataError names the file that is not TOML."""
    try:
        return tomllib.loads(FOLDER.joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise LookupDataError(f"messages/{code}.toml cannot be read: {wrong}") from wrong


@cache
def language(code: str) -> Language:
    """The words of a language, `en` or `fr`."""
    if code not in LANGUAGES:
        raise LookupDataError(f"there are no messages in {code!r}")
    return Language(code)


@dataclass(frozen=True, slots=True)
class Language:
    """What is said in one language. Nothing is read before the first word is asked for."""

    code: str

    def say(self, key: str, /, **gaps: object) -> str:
        """The message `key` of `[phrase]` with its gaps filled; ints make the words beside them agree."""
        return self.fill(self.phrase(key), **gaps)

    def phrase(self, key: str) -> str:
        """The message `key` of `[phrase]` with its gaps still open."""
        found: str = table(self.code)["phrase"][key]
        return found

    def fill(self, sentence: str, /, **gaps: object) -> str:
        """A sentence of this language with its gaps filled."""
        return sentence.format(**{name: self._gap(value) for name, value in gaps.items()})

    def sentence(self, kind: str, form: str) -> str | None:
        """The sentence of a kind of change in a form; None where the language has none of its own."""
        found: str | None = table(self.code).get("change", {}).get(kind, {}).get(form)
        return found

    def detail(self, name: str) -> str:
        """What stands before a line below a change."""
        found: str = table(self.code)["detail"][name]
        return found

    @property
    def widest_detail(self) -> int:
        """The letters of the longest of them."""
        return max(map(len, table(self.code)["detail"].values()))

    def term(self, of: str, name: str) -> str | None:
        """What a name is called that the records have: of a `verdict`, a `field`, a `word`, a `finding`."""
        found: str | None = table(self.code).get(of, {}).get(name)
        return found

    def reason(self, told: str) -> str | None:
        """Why a reading is held back, of the English words that were kept; None where they are not known."""
        for known, said in _reasons(self.code):
            if found := known.fullmatch(told):
                return said.format(**found.groupdict())
        return None

    def instant(self, moment: datetime) -> str:
        """An instant to the minute, in UTC."""
        at = moment.astimezone(UTC)
        return self.say("instant", iso=f"{at:%Y-%m-%d}", day=self.day(f"{at:%Y-%m-%d}"), clock=f"{at:%H:%M}")

    def day(self, edtf: str) -> str:
        """A date (EDTF) in words: `1–2 March 2027`, `1er-2 mars 2027`, `spring 2026`."""
        return dates.in_words(edtf, generated("months")[self.code]["months"], table(self.code)["date"])

    def country(self, code: str) -> Party:
        """A country by its code, with its article."""
        return Party(country_name(code, self.code), _articles(self.code).get(code, NO_ARTICLE))

    def mechanism(self, id_: str) -> Party | None:
        """A mechanism by its id, with its article; None where the language has no name of its own for it."""
        named = self.term("mechanism", id_)
        return _parted(named, self.code) if named else None

    def organisation(self, id_: str) -> Party | None:
        """An organisation or an organ of one by its id, with its article; None where the language has no name of its
        own for it.
        """
        if named := self.term("organisation", id_):
            return _parted(named, self.code)
        parent, _, organ = id_.rpartition("-")
        of, of_whom = self.term("organ", organ), self.organisation(parent) if parent else None
        if not of or not of_whom:
            return None
        return _parted(self.fill(of, of=f"{Parties('', [of_whom], language=self.code):of}"), self.code)

    def _gap(self, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, Number):
            return Number(value, table(self.code)["language"]["singular"])
        return value


@cache
def _reasons(code: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """The reasons in English, each with its gaps, and what they are in the language."""
    return [(templates.pattern(english), said) for english, said in table(code).get("reason", {}).items()]


@cache
def _articles(code: str) -> Mapping[str, str]:
    """Code of a country -> its article."""
    return dict(_by_article(code))


def _by_article(code: str) -> Iterator[tuple[str, str]]:
    for article, countries in table(code)["articles"].items():
        if article not in LEADS[code]["the"]:
            raise LookupDataError(f"messages/{code}.toml, [articles]: {article} is no article")
        yield from ((country, article) for country in countries)


def _parted(named: str, code: str) -> Party:
    """A name that is written with its article: `le Processus de Bali`, `l’Initiative de Mekong`."""
    if named.startswith("l’"):  # `la` before a vowel, which does not show here whether it is `le`
        return Party(named.removeprefix("l’"), "la")
    for article in LEADS[code]["the"]:
        if named.startswith(f"{article} "):
            return Party(named.removeprefix(f"{article} "), article)
    return Party(named)
