"""Who observes, in sentences: `with A and B as observers`, `participan como observadores A y B`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.gated import holds_any
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import about_a_session, another_object, masked
from monitor.extract.prose.clauses import LEAD, row_at_end
from monitor.extract.prose.counted import number_of_states
from monitor.extract.prose.holders import Holder, Holders, find_holders, row_after
from monitor.extract.prose.verbs import form

STEMS = ("observ", "vot", "consultative")  # no sentence without it is about one
# between those who observe and the words that say so
LINK = re.compile(
    r"[\s,–—-]*(?:\b(?:which|who|that|qui|que)\s+)?(?:\b(?:also|both|each|only|y|en|lo|la|le|également|aussi|también|también\s+como|também|seulement)\s+)?",
    re.IGNORECASE,
)
# before those who observe, where the members end: `..., with A and B as observers`
BEFORE = re.compile(
    r"[\s,;(–—-]*(?:\b(?:(?:together\s+|along\s+)?with|and|while|whereas|plus|avec|et|tandis\s+que|alors\s+que|ainsi\s+que|con|y|mientras"
    r"(?:\s+que)?|junto\s+con|além\s+d[aeo]s?|com|e|enquanto))?\s*(?:(?:the|la|le|les|el|los|las|a|o|as|os)\s+|l['’])?$",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"(?:\s+[^\W\d]{4,})??\s+(?:of|to|at|in|with|within|auprès\s+d[eu]|d[eu]|à|au|dans|ante|en|del?|da|do|junto\s+[àao]s?|em|n[ao])\s+",
    re.IGNORECASE,
)
# behind it, before those who do the same: `attends as an observer, as does IOM`
LIKEWISE = re.compile(
    r",?\s+(?:as\s+(?:does|do|is|are|well\s+as)|just\s+like|ainsi\s+que|de\s+même\s+que|tout\s+comme|comme|al\s+igual\s+que|lo\s+mismo"
    r"\s+que|así\s+como|como\s+también|bem\s+como|assim\s+como|tal\s+como|à\s+semelhança\s+d[aeo])\s+",
    re.IGNORECASE,
)
# `..., and not of the Forum`
NOT_OURS = re.compile(
    r"\b(?:not|non|pas|no|não)\s+(?:of|to|at|in|du|de|à|au|del?|al?|en|do|da|no|na|ao|em)\b", re.IGNORECASE
)
FEWEST = 2  # States that are counted
MOST = 3  # times that one sentence may speak of observers


@dataclass(frozen=True, slots=True)
class Observing:
    """Those who observe by one sentence, and what the sentence says of everybody else."""

    who: Holders
    rest: str


def find_observers(text: str, mechanism: str | None = None) -> tuple[tuple[Holder, str], ...]:
    """The States and organisations that a text plainly says observe, each once, with its sentence."""
    found: dict[str, tuple[Holder, str]] = {}
    for sentence in sentences(text) if holds_any(text, STEMS) else ():
        for who in observing(sentence, mechanism).who:
            found.setdefault(who.who, (who, sentence))
    return tuple(found.values())


def find_observer_count(text: str, mechanism: str | None = None) -> tuple[int, str, str] | None:
    """(number, its words, sentence) of the first sentence that counts those who observe and names as many."""
    for sentence in sentences(text) if holds_any(text, STEMS) else ():
        who = observing(sentence, mechanism).who
        if len(who) < FEWEST:
            continue
        counted = sentence[: sentence.find(who[0].name)].strip(" –—-(:,")
        number = number_of_states(counted)
        if number == len(who):
            return number, counted, sentence
    return None


def observing(sentence: str, mechanism: str | None = None) -> Observing:
    """Who observes by a sentence, and the sentence without the words that say so."""
    who: list[Holder] = []
    rest = sentence
    for _ in range(MOST):
        if not holds_any(rest, STEMS) or (said := _said(rest, mechanism)) is None:
            break
        row, start, end = said
        who += row
        rest = BEFORE.sub("", rest[:start]) + " " + rest[end:]
    return Observing(tuple(who), rest)


def _said(sentence: str, mechanism: str | None) -> tuple[Holders, int, int] | None:
    """Those who observe, and where in the sentence that is said."""
    plain = _without_its_work(sentence)
    if about_a_session(plain) or pattern("membership", "unsure").search(plain):
        return None
    for form_of in ("are_those", "observing", "named"):
        for said in form("observers", form_of).finditer(sentence):
            before, after = sentence[: said.start()], sentence[said.end() :]
            if form_of == "named" and not after.lstrip().startswith(("(", ":")):
                continue
            row = _row_before(before) if form_of == "observing" else ()
            if row and not _elsewhere(after, mechanism):
                too = LIKEWISE.match(sentence, said.end())
                others = row_after(sentence, too.end()) if too else ()
                return row + others, row[0].start, others[-1].end if others else said.end()
            row = row_after(sentence, len(sentence) - len(after.lstrip(" :(")))
            if row and not pattern("bodies", "others").search(masked(before)):
                return row, said.start(), row[-1].end
    return None


def _without_its_work(sentence: str) -> str:
    """`(They follow the meetings as observers) of the Process`: whose meetings are followed is told elsewhere."""
    for said in form("observers", "observing").finditer(sentence):
        return sentence[: said.start()] + " " + sentence[said.end() :]
    return sentence


def _row_before(before: str) -> Holders:
    hits = find_holders(before)
    row = row_at_end(before, hits)
    behind = before[row[-1].end :] if row else ""
    # `Three countries (A, B and C) attend as observers`; in `A (B)` the one is the other's
    if len(row) > 1 and before[: row[0].start].rstrip().endswith("("):
        behind = behind.removeprefix(")")
    if not row or not LINK.fullmatch(behind):
        return ()
    lead = before[: row[0].start]
    # `officials of Chad as observers`: who observes is somebody else
    return (
        () if re.search(r"\b(?:of|from|de|du|des|del|do|da)\s+(?:the\s+)?$", lead) and not LEAD.fullmatch(lead) else row
    )


def _elsewhere(after: str, mechanism: str | None) -> bool:
    """Observers of another body: `have observer status at the African Union`."""
    if NOT_OURS.search(after):
        return True
    at = ELSEWHERE.match(after)
    return at is not None and (
        another_object(after[at.end() :], mechanism) or bool(pattern("bodies", "others").search(masked(after[:60])))
    )
