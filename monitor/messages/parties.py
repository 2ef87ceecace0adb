"""What stands in the gaps of messages: numbers and names, which make the words beside them agree.

`{number:change|changes}` is the word that fits the number. Of names `{who:a|ont}` is the word that fits how many they
are, `{who:the}` gives each its article, `{who:of}` and `{who:to}` its preposition too, `{who:The}` begins a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

FORMS = ("the", "of", "to")
NO_ARTICLE, ELIDED = "none", "elided"
MUTE = "mute"  # no article, and an h that is not heard: d’Haïti
# What leads a name, by language, form and the article of the name. One that has no article has the preposition alone.
LEADS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "en": {
        "the": {"the": "the ", NO_ARTICLE: ""},
        "of": {"the": "of the ", NO_ARTICLE: "of "},
        "to": {"the": "to the ", NO_ARTICLE: "to "},
    },
    "fr": {
        "the": {"le": "le ", "la": "la ", "les": "les ", ELIDED: "l’", NO_ARTICLE: "", MUTE: ""},
        "of": {"le": "du ", "la": "de la ", "les": "des ", ELIDED: "de l’", NO_ARTICLE: "de ", MUTE: "d’"},
        "to": {"le": "au ", "la": "à la ", "les": "aux ", ELIDED: "à l’", NO_ARTICLE: "à ", MUTE: "à "},
    },
}
PLURAL = ("les",)  # articles of names that are plural in themselves
_VOWELS = "aeiouâàéèêîôœ"  # an h is heard: le Honduras, la Hongrie


class Number(int):
    """A number in a message. `singular`: the numbers with which the language has the singular."""

    singular: Collection[int]

    def __new__(cls, value: int, singular: Collection[int]) -> Number:
        """An int that knows what agrees with it."""
        made = super().__new__(cls, value)
        made.singular = singular
        return made

    def __format__(self, form: str) -> str:
        """The number, or of `one|more` the word that fits."""
        one, _, more = form.partition("|")
        return (one if self in self.singular else more) if form else str(int(self))


@dataclass(frozen=True, slots=True)
class Party:
    """A name and its article, as `LEADS` knows them."""

    name: str
    article: str = NO_ARTICLE


@dataclass(frozen=True, slots=True)
class Parties:
    """Names in a row. `text`: what is said where no form is asked for; `joint`: the word before the last one."""

    text: str
    parties: Sequence[Party] = ()
    joint: str = "and"
    language: str = "en"

    def __str__(self) -> str:
        return self.text

    def __format__(self, form: str) -> str:
        """The text, the names with their articles, or of `one|more` the word that fits how many they are."""
        if "|" in form:
            one, _, more = form.partition("|")
            return more if self.are_several else one
        if not form or not self.parties:
            told = self.text
        else:
            told = row([_led(party, form.lower(), self.language) for party in self.parties], self.joint)
        return told[:1].upper() + told[1:] if form[:1].isupper() else told

    @property
    def are_several(self) -> bool:
        """Whether the words beside them stand in the plural."""
        return len(self.parties) > 1 or any(party.article in PLURAL for party in self.parties)


def row(words: Sequence[str], joint: str) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _led(party: Party, form: str, language: str) -> str:
    """A name with what leads it: in French `l’` before a vowel, and `d’` where it has no article."""
    begins_with_vowel = language == "fr" and party.name[:1].casefold() in _VOWELS
    elided = begins_with_vowel and party.article in ("le", "la")
    lead = LEADS[language][form][ELIDED if elided else party.article]
    return f"d’{party.name}" if begins_with_vowel and lead == "de " else f"{lead}{party.name}"
