"""A sentence about an office in plain order: pronouns before their verbs, without adverbs and deputies."""

from __future__ import annotations

import re

from monitor.extract.prose.joints import Worded

# `is chaired, since January 2024, by Malta`: when stands between
AROUND = Worded(r"\b({is}\s+[^\W\d]+),?\s+({since!}\s+[^,;.]{4,24}?),?\s+({by})\b")
ADVERBS = Worded(r"\b({chair.to_be})\s+{chair.adverbs!}(?=\s)")
LATE_ADVERBS = Worded(r"(?<=[edéaos])\s+{chair.adverbs!}\s+(?={by}\s)")
VICE = Worded(r"(?:,\s*|\s+)(?:{and}|{with}|{while})\s+(?:[^\s,;]+\s+){1,5}{chair.vice!}(?!\w)")
# Portuguese `no dia 19`, `no Brasil` denies nothing, as the `no` of other languages does
IN_THE = Worded(r"(?-i:\b{in_the_portuguese!}\s+(?={masculine_portuguese}\b|[A-ZÀ-ÖØ-Þ][a-zà-ÿ]))")
# a verb with its pronoun behind it or within: `exerce-a`, `passá-la-á`
ENCLITIC = re.compile(r"\b([^\W\d]{4,})-(?:a|na)(?=[\s,.;]|$)")
DATIVE = re.compile(r"\b(presid\w+)-(?:lhes?|n?o)\b", re.IGNORECASE)  # `Preside-lhe a Espanha`
MESOCLITIC = re.compile(r"\b([^\W\d]+?)([áêi])-la-(á|ão)\b")

# the English verb of several is written as the office: `Australia and Indonesia (chair) it`
SEVERAL = re.compile(
    r"(\band\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*\s+(?:(?:jointly|now)\s+)?chair)(?=\s+(?:it|the)\b)"
)


def denying_nothing(sentence: str) -> str:
    """The sentence with `em` for a Portuguese `no` before what is no denial."""
    return IN_THE.sub("em ", sentence)


def pronouns_first(sentence: str) -> str:
    """`a Itália exerce-a`, `passá-la-á à Itália`: `a Itália a exerce`, `a passará à Itália`."""
    if "-" not in sentence:
        return sentence
    moved = MESOCLITIC.sub(
        lambda v: f"a {v[1]}{ {'á': 'a', 'ê': 'e', 'i': 'i'}[v[2]] }r{v[3]}", DATIVE.sub(r"\1", sentence)
    )
    return ENCLITIC.sub(r"a \1", moved)


def without_adverbs(sentence: str) -> str:
    """`est actuellement exercée par X`, `está presidido en este momento por X`: what is done stands beside by whom."""
    return LATE_ADVERBS.sub(" ", ADVERBS.sub(r"\1", AROUND.sub(r"\2, \1 \3", sentence)))


def verb_of_several(sentence: str) -> str:
    """`Australia and Indonesia chair it` in the form of one, which is no noun."""
    return SEVERAL.sub(r"\1s", sentence)


def without_vice(sentence: str) -> str:
    """`..., with Bangladesh as Vice-Chair` says nothing of the chair."""
    return VICE.sub("", sentence)
