"""Who chairs is told truly: a chair is called one, a co-chair is called one, and nobody who came or went is unnamed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare import chairs
from monitor.compare.kinds import importance
from monitor.digest.sentences import sentence
from monitor.lookups.countries import country_name
from monitor.messages import language
from monitor.model import Json, Statement
from tests.digest.test_sentences import Change

EN, FR = language("en"), language("fr")
ROLES = ("chair", "co-chair", "incoming", "past")
CURRENT = ("chair", "co-chair")
CODES = ("MA", "ES", "US", "HU")


def seats(said: str) -> list[dict[str, Any]]:
    """`chair:MA co-chair:ES@2018/2019` as the values of entries."""
    found = []
    for one in said.split():
        role, _, rest = one.partition(":")
        code, _, term = rest.partition("@")
        found.append({"country": code, "name": code, "role": role, "term": term or None})
    return found


def change(before: Json, after: Json) -> Change:
    """The change that is told of two readings of a page that were read to their end."""
    old, new = (
        [Statement("bali-process", "chair", f"{one['role']}:{one['country']}", one, "", "", "") for one in side or []]
        for side in (before, after)
    )
    kind = chairs.turn(old, new, stated=True)
    announced = kind == "chair.handover" and chairs.as_announced(old, new) and chairs.took_it(old, new)
    sides = chairs.entries(old), chairs.entries(new)
    return Change(kind, "chair", *sides, form="announced" if announced else "sentence")


CASES = [
    (
        "chair:TR co-chair:HU",
        "chair:TR",
        "chair.handover",
        "Hungary is no longer co-chair of the Bali Process; Türkiye chairs it",
        "La Hongrie n’assure plus la coprésidence du Processus de Bali ; la Turquie en assure la présidence",
    ),
    (
        "chair:TR co-chair:HU",
        "co-chair:HU",
        "chair.handover",  # that the chair is vacant, and not that the two others have it together, is not said
        "Türkiye is no longer chair of the Bali Process; co-chair: Hungary",
        "La Turquie n’assure plus la présidence du Processus de Bali ; coprésidence : la Hongrie",
    ),
    (
        "chair:MA co-chair:ES co-chair:FR",
        "co-chair:ES co-chair:FR",
        "chair.handover",
        "Morocco is no longer chair of the Bali Process; co-chair: Spain and France",
        "Le Maroc n’assure plus la présidence du Processus de Bali ; coprésidence : l’Espagne et la France",
    ),
    (
        "chair:MA",
        "",
        "chair.vacant",
        "The chair of the Bali Process is vacant, after Morocco",
        "La présidence du Processus de Bali est vacante, après le Maroc",
    ),
    (
        "chair:MA co-chair:FR",
        "chair:MA co-chair:ES",
        "chair.handover",
        "Spain took over from France as co-chair of the Bali Process; Morocco chairs it",
        "L’Espagne a succédé à la France à la coprésidence du Processus de Bali ; le Maroc en assure la présidence",
    ),
    (
        "chair:MA",
        "chair:MA co-chair:ES co-chair:FR",
        "chair.handover",
        "Spain and France are now co-chairs of the Bali Process; Morocco chairs it",
        "L’Espagne et la France assurent désormais la coprésidence du Processus de Bali ; "
        "le Maroc en assure la présidence",
    ),
    (
        "chair:MA co-chair:FR",
        "chair:TN co-chair:FR",
        "chair.handover",
        "Tunisia took the chair of the Bali Process from Morocco; co-chair: France",
        "La Tunisie a succédé au Maroc à la présidence du Processus de Bali ; coprésidence : la France",
    ),
    (
        "chair:MA co-chair:FR",
        "chair:TN co-chair:ES",
        "chair.handover",
        "Chair of Bali Process: chair Morocco; co-chair France -> chair Tunisia; co-chair Spain",
        "Présidence du Processus de Bali : présidence : Maroc ; coprésidence : France "
        "→ présidence : Tunisie ; coprésidence : Espagne",
    ),
    (
        "chair:TR co-chair:HU",
        "chair:HU",
        "chair.handover",
        "Chair of Bali Process: chair Türkiye; co-chair Hungary -> chair Hungary",
        "Présidence du Processus de Bali : présidence : Turquie ; coprésidence : Hongrie → présidence : Hongrie",
    ),
    (
        "co-chair:AU co-chair:ID",
        "co-chair:AU co-chair:FJ",
        "chair.handover",
        "Fiji took over from Indonesia as co-chair of the Bali Process; co-chair: Australia",
        "Les Fidji ont succédé à l’Indonésie à la coprésidence du Processus de Bali ; coprésidence : l’Australie",
    ),
    (
        "co-chair:AU co-chair:ID",
        "",
        "chair.vacant",
        "Chair of Bali Process is vacant: co-chair Australia and Indonesia -> none",
        "La présidence du Processus de Bali est vacante : coprésidence : Australie et Indonésie → aucune",
    ),
    (
        "chair:MA",
        "chair:ES@2018/2019",
        "chair.handover",
        "Spain (2018 to 2019) took the chair of the Bali Process from Morocco",
        "L’Espagne (2018 – 2019) a succédé au Maroc à la présidence du Processus de Bali",
    ),
    (  # the incoming chair came to sit beside the chair, which is not as announced
        "chair:MA incoming:ES",
        "chair:MA co-chair:ES",
        "chair.handover",
        "Spain is now co-chair of the Bali Process; Morocco chairs it",
        "L’Espagne assure désormais la coprésidence du Processus de Bali ; le Maroc en assure la présidence",
    ),
]


@pytest.mark.parametrize(("before", "after", "kind", "in_english", "in_french"), CASES)
def test_a_chair_and_a_co_chair_are_told_apart(
    before: str, after: str, kind: str, in_english: str, in_french: str
) -> None:
    told = change(seats(before), seats(after))
    assert (told.kind, importance(told.kind)) == (kind, "high")
    assert sentence(told, EN) == in_english
    assert sentence(told, FR) == in_french


def test_the_history_names_the_terms_and_the_roles() -> None:
    told = change(seats("chair:MA"), seats("chair:ES@2018/2019 co-chair:FR"))
    assert told.summary == "Chair of Bali Process: chair Morocco -> chair Spain 2018/2019; co-chair France"


ENTRIES = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(ROLES), st.sampled_from([None, "2018/2019", "2026/.."])),
    max_size=4,
    unique_by=lambda one: one[0],
).map(lambda found: [{"country": code, "name": code, "role": role, "term": term} for code, role, term in found])

# words that say of those before or behind them that they took, hold or left the chair itself; in French with the name
TAKEN = {
    "en": (r"^(.*?) took the chair ", r"^(.*?) joined .* in the chair ", r"^(.*?) took over from .* in the chair "),
    "fr": (
        r"^(?:Comme annoncé, )?(.*?) (?:a|ont) (?:pris|succédé .* à) la présidence",
        r"^(?:Comme annoncé, )?(.*?) (?:a|ont) rejoint .* à la présidence",
    ),
}
GIVEN = {
    "en": (
        r"took the chair [^;]* from ([^;,]*)",
        r"^(.*?) left the chair ",
        r"took over from (.*) in the chair ",
        r"is vacant, after ([^;]*)",
        r"^(.*?) (?:is|are) no longer chairs? ",
    ),
    "fr": (
        r"(?:a|ont) succédé (.*?) à la présidence",
        r"^(?:Comme annoncé, )?(.*?) (?:a|ont) laissé la présidence",
        r"est vacante, après ([^;]*)",
        r"^(.*?) n’assure(?:nt)? plus la présidence",
    ),
}
HELD = {
    "en": (
        r"joined (.*) in the chair ",
        r"left the chair [^;]* to ([^;]*?)(?:, as announced|;|$)",
        r", beside ([^;,]*)",
        r"; ([^;]*) chairs? it",
    ),
    "fr": (
        r"rejoint (.*?) à la présidence",
        r"laissé la présidence du Processus de Bali ([^;]*)",
        r"aux côtés ([^;]*)",
        r"; ([^;]*) en assure(?:nt)? la présidence",
    ),
}


def named(words: str, code: str) -> set[str]:
    return {one for one in CODES if country_name(one, code).casefold() in words.casefold()}


def of_role(side: Json, *roles: str) -> set[str]:
    return {one["country"] for one in side or [] if one["role"] in roles}


@pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])
@given(before=ENTRIES, after=ENTRIES)
def test_nobody_takes_holds_or_leaves_the_chair_who_has_it_not(words: Any, before: Json, after: Json) -> None:
    told = change(before, after)
    if told.kind not in ("chair.handover", "chair.vacant"):
        return
    said = sentence(told, words)
    sides = of_role(before, "chair"), of_role(after, "chair")
    for table, holders in ((TAKEN, sides[1] - sides[0]), (GIVEN, sides[0] - sides[1]), (HELD, sides[0] & sides[1])):
        for pattern in table[words.code]:
            for found in re.findall(pattern, said.partition(" ; à venir")[0].partition("; incoming")[0]):
                assert named(found, words.code) <= holders, (said, pattern)
    moved = {
        who
        for who in CODES
        if {one["role"] for one in before if one["country"] == who} & set(CURRENT)
        != {one["role"] for one in after if one["country"] == who} & set(CURRENT)
    }
    assert moved <= named(said, words.code), said
    for one in after:  # a term that is over, or to come, stands beside whoever takes a seat with it
        if one["term"] and one["role"] in CURRENT and one["country"] in moved and "2018" in one["term"]:
            assert "2018" in said, said


def test_the_patterns_find_what_the_sentences_say() -> None:
    """The property is not empty: each pattern fits a sentence of those above or of test_sentences."""
    from tests.digest.test_sentences import HANDOVERS

    for words in (EN, FR):
        every = [sentence(change(seats(before), seats(after)), words) for before, after, *_ in CASES]
        every += [sentence(one, words) for one, *_ in HANDOVERS]
        for table in (TAKEN, GIVEN, HELD):
            for pattern in table[words.code]:
                assert any(re.search(pattern, one) for one in every), pattern
