"""Sentences about the secretariat, the founding and observers: in running text, or below another label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from monitor.extract.fields.listing import tell_strangers
from monitor.extract.ledger import Ledger
from monitor.extract.phrases import sentences
from monitor.extract.prose import (
    find_association,
    find_chairs,
    find_established,
    find_members,
    find_observer_count,
    find_observers,
    find_secretariats,
)
from monitor.extract.prose.holders import Holder
from monitor.extract.sections import Line


def state_secretariat(who: Holder, text: str, line: Line, ledger: Ledger) -> None:
    """A secretariat: an organisation, or a country."""
    value = {"country": who.country, "name": who.name} if who.country else {"id": who.id, "name": who.name}
    ledger.state("secretariat", who.who, value, text, line)


def state_serving(text: str, line: Callable[[str], Line], ledger: Ledger) -> bool:
    """Secretariats that running text names, with the sentences as their notes; whether there are any."""
    found = find_secretariats(text, ledger.mechanism)
    for who, sentence in found:
        state_secretariat(who, who.name, line(sentence), ledger)
        ledger.state("secretariat_note", "", sentence, sentence, line(sentence))
        ledger.outcome("secretariat", "partial")
        ledger.outcome("secretariat_note", "ok")
    return bool(found)


def state_observing(text: str, line: Callable[[str], Line], ledger: Ledger) -> bool:
    """Who observes, as running text says, with their number where it counts them; whether it does."""
    found = find_observers(text, ledger.mechanism)
    for who, sentence in found:
        entry = {"kind": "state", "country": who.country} if who.country else {"kind": "organisation", "id": who.id}
        ledger.state("observer", who.who, {**entry, "name": who.name}, who.name, line(sentence))
        ledger.outcome("observer", "partial")
    for sentence in dict.fromkeys(sentence for _, sentence in found):
        tell_strangers("observer", line(sentence), ledger)
    count = find_observer_count(text, ledger.mechanism) if found and not ledger.has("observer_count") else None
    if count:
        ledger.state("observer_count", "", count[0], count[1], line(count[2]))
        ledger.outcome("observer_count", "partial")
    return bool(found)


def state_association(text: str, line: Callable[[str], Line], ledger: Ledger) -> None:
    """The organisation that running text says the mechanism belongs to."""
    if found := find_association(text, ledger.mechanism):
        whom, sentence = found
        value = {"id": whom.id, "name": whom.name}
        ledger.state("formal_association", whom.id or "", value, whom.name, line(sentence))
        ledger.outcome("formal_association", "partial")


def state_founding(text: str, line: Callable[[str], Line], ledger: Ledger) -> bool:
    """Since when running text says that the mechanism is there; whether it does."""
    since = find_established(text, ledger.mechanism)
    if since and not ledger.has("established"):
        ledger.state("established", "", since[0], since[1], line(since[2]))
        ledger.outcome("established", "partial")
    return since is not None


_OF_A_FIELD: dict[str, Callable[[str, str | None], object]] = {
    "chair": find_chairs,
    "member": find_members,
    "observer": find_observers,
}


def own_lines(field: str, lines: Iterable[Line], ledger: Ledger) -> Iterator[Line]:
    """The lines below a label for `field`. A sentence about the secretariat or the founding often has no label of its
    own and stands below that of something else: it states that instead, and the sentences beside it are the field's.
    """
    for line in lines:
        whole = _whole(line)
        told: set[str] = set()
        if line.kind == "text":
            if field != "secretariat" and state_serving(line.text, whole, ledger):
                told |= {sentence for _, sentence in find_secretariats(line.text, ledger.mechanism)}
            if field != "established" and not told and state_founding(line.text, whole, ledger):
                told |= {found[2] for found in (find_established(line.text, ledger.mechanism),) if found}
        rest = " ".join(sentence for sentence in sentences(line.text) if sentence not in told) if told else line.text
        if not told or (field in _OF_A_FIELD and _OF_A_FIELD[field](rest, ledger.mechanism)):
            yield replace(line, text=rest) if told else line


def _whole(line: Line) -> Callable[[str], Line]:
    return lambda sentence: line
