"""Countries, organisations and mechanisms in the sentences of a digest: each with the article of its name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from monitor.digest.words import ENGLISH, named
from monitor.messages import NO_ARTICLE, Language, Parties, Party
from monitor.model import Json


def mechanism(id_: str | None, words: Language) -> Parties:
    """A mechanism in a sentence; None: the page."""
    if id_ is None:
        page = words.say("the-page")
        lead, _, name = page.partition(" ")
        return Parties(page, [Party(name, lead)], language=words.code)
    party = words.mechanism(id_) or _english(named(words, "mechanism", id_) or id_, words)
    return Parties(party.name, [party], language=words.code)


def _english(name: str, words: Language) -> Party:
    """`the Bali Process`, and `MIDSA`: a name of one word has no article, nor has one in another language."""
    return Party(name, "the" if " " in name and words is ENGLISH else NO_ARTICLE)


def row(entries: Iterable[Mapping[str, Json]], words: Language, told: str = "", *, dated: bool = False) -> Parties:
    """Countries and organisations. `told`: what is said where no form is asked for; `dated`: with their terms."""
    parties = [_party(entry, words, dated=dated) for entry in entries]
    return Parties(told, parties, words.term("word", "and") or "", words.code)


def _party(entry: Mapping[str, Json], words: Language, *, dated: bool) -> Party:
    from monitor.compare.summary import described

    code, term = entry.get("country"), entry.get("term") if dated else None
    if code and not entry.get("id") and named(words, "country", code):
        party = words.country(code)
    else:
        known = words.organisation(str(entry.get("id")))
        party = known or Party(described(dict(entry), partial(named, words)))
    return Party(f"{party.name} ({words.day(str(term))})", party.article) if term else party
