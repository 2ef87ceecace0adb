"""A declared field that is none of the house's: one value, or a list of entries, under its own name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.declared import DeclaredField
from monitor.extract.declared.places import Place
from monitor.extract.declared.values import READERS, Value
from monitor.extract.fields.dated import impossible_dates, unread_date
from monitor.extract.ledger import Ledger, name_key, shorten
from monitor.extract.sections import Line
from monitor.extract.sentinels import is_none, is_not_known_yet
from monitor.model import Link, Outcome

SEVERAL = frozenset(("countries", "list"))  # types of which one place holds several entries
TOLD = 20  # lines that are told when none of them is the one value
EDGE = " \t.,;:–—-|"
Entry = tuple[Line, str | None]  # the words of one entry, and its key where the user names one


def is_list(one: DeclaredField) -> bool:
    """Whether the field has entries, each with a key, rather than one value."""
    return one.type in SEVERAL or one.count == "many" or one.column is not None


def read_own(one: DeclaredField, places: Sequence[Place], ledger: Ledger) -> None:
    """Reads what stands at the places of a field into the ledger."""
    if is_list(one):
        _read_list(one, places, ledger)
    else:
        _read_value(one, places, ledger)


def _read_value(one: DeclaredField, places: Sequence[Place], ledger: Ledger) -> None:
    """One value: all the words where it is a text, else the one line that is a value of the type."""
    lines = [line for place in places for line in place.lines if line.text.strip()]
    if places and not lines:
        _empty(one, places, ledger)
        return
    unknown = [line for line in lines if is_not_known_yet(line.text)]
    said = [line for line in lines if line not in unknown and not is_none(line.text)]
    if one.type == "text" and said:
        whole = "\n".join(line.text for line in said)
        found = [(value, said[0]) for value in READERS["text"](replace(said[0], text=whole), ledger)]
    else:
        found = [(value, line) for line in said for value in READERS[one.type](line, ledger)]
    if len(found) == 1:
        value, line = found[0]
        _state(one, "", value, line, ledger)
    elif said:
        for line in said[:TOLD]:
            _unread(one, line, ledger)
    for line in () if said else unknown:  # beside a value they are a remark on it
        ledger.unknown(one.name, line)
    understood = len(found) == 1 or not (said or unknown)
    listed = len(lines) if said or not unknown else 0
    ledger.outcome(one.name, "ok" if understood else "partial", listed=listed, parsed=int(understood and bool(said)))


def _read_list(one: DeclaredField, places: Sequence[Place], ledger: Ledger) -> None:
    entries = [entry for place in places for entry in _entries(one, place)]
    if places and not entries:
        _empty(one, places, ledger)
        return
    whole, parsed, unknown, names, line_of = True, 0, 0, list[str](), dict[str, Line]()
    kept: set[str] = set()
    for line, key in entries:
        if is_none(line.text):
            continue
        if is_not_known_yet(line.text):
            whole, unknown = False, unknown + 1
            ledger.unknown(one.name, line)
            continue
        found = READERS[one.type](line, ledger)
        if not found or (key is not None and (not key or len(found) > 1)):
            whole = False
            if found and not key:
                _keyless(one, line, ledger)
            else:
                _unread(one, line, ledger)
            continue
        parsed += 1
        for value in found:
            if key is not None:
                value = replace(value, key=name_key(key)[:200], value={"key": key, "value": value.value})
            names.append(key or value.text)
            line_of[key or value.text] = line
            kept.add(value.key)
            _state(one, value.key, value, line, ledger)
    ledger.duplicates(one.name, names, line_of)
    claimed = next((place.count for place in places if place.count is not None), None)
    if claimed is not None and claimed != len(names):
        message = f"{one.name.replace('_', ' ')}: claimed {claimed}, {len(names)} listed, {len(kept)} distinct"
        ledger.remark("count-mismatch", message, one.name, _label(places[0]))
    outcome: Outcome = "ok" if whole else "partial"
    ledger.outcome(one.name, outcome, claimed=claimed, listed=len(entries) - unknown, parsed=parsed, kept=len(kept))


def _keyless(one: DeclaredField, line: Line, ledger: Ledger) -> None:
    """An entry that was understood, in which nothing stands where its key should."""
    kind = "selector" if one.css is not None else "column"
    message = f"{one.name.replace('_', ' ')}: the key “{one.key}” ({kind}) finds nothing for “{shorten(line.text)}”"
    ledger.remark("unread-line", message, one.name, line)


def _unread(one: DeclaredField, line: Line, ledger: Ledger) -> None:
    if one.type != "date":
        ledger.unread(one.name, line)
    elif not impossible_dates(one.name, line, ledger):
        unread_date(one.name, line, ledger)


def _entries(one: DeclaredField, place: Place) -> list[Entry]:
    """The entries of a place: an element of several is one, else each line is, but for words that lead into a list."""
    lines = [line for line in place.lines if line.text.strip()]
    if place.kind == "element" and one.count == "many":
        key = place.keys[0] if place.keys else None
        words = _without(key, " ".join(line.text for line in lines))
        return [(Line(words, place.quote, place.locator, _links(lines), "item"), key)] if lines else []
    if place.keys:
        return list(zip(place.lines, place.keys, strict=False))
    items = [line for line in lines if line.kind in ("item", "row")]
    kept = items or [line for line in lines if line.kind not in ("heading", "term")] or lines
    return [(line, None) for line in kept if not (line.text.endswith(":") and line.kind != "item")]


def _without(key: str | None, text: str) -> str:
    """The words of an entry without its key at one end, unless nothing else stands there."""
    if key and text.startswith(key):
        text = text[len(key) :].lstrip(EDGE) or text
    elif key and text.endswith(key):
        text = text[: -len(key)].rstrip(EDGE) or text
    return text


def _links(lines: Sequence[Line]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys(link for line in lines for link in line.links))


def _state(one: DeclaredField, key: str, value: Value, line: Line, ledger: Ledger) -> None:
    ledger.state(one.name, key, value.value, value.text, line)
    for kind, message in value.remarks:
        ledger.remark(kind, message, one.name, line)


def _empty(one: DeclaredField, places: Sequence[Place], ledger: Ledger) -> None:
    where = f"under “{shorten(places[0].words)}”" if places[0].words else "in what the selector finds"
    ledger.remark("empty-label", f"{one.name.replace('_', ' ')}: no words stand {where}", one.name, _label(places[0]))
    ledger.outcome(one.name, "partial", listed=0, parsed=0)


def _label(place: Place) -> Line:
    return Line(place.words, place.quote, place.locator)
