"""Labels of a page that nobody described yet, each with a name and the type of what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.declared import HOUSE_TYPES, RESERVED, SINGLE, DeclaredField, FieldType
from monitor.extract.declared.places import PARTED, Place, columns, labels
from monitor.extract.declared.values import READERS
from monitor.extract.label_table import label_of
from monitor.extract.labels import head
from monitor.extract.ledger import Ledger
from monitor.extract.sections import Line, is_menu_entry, is_prose
from monitor.extract.values.dates import read_date
from monitor.extract.values.money import CURRENCY
from monitor.extract.values.organisations import read_organisations
from monitor.lookups import fold
from monitor.model import Block, Document

LONGEST, MOST_WORDS = 60, 8  # of a label: characters and words
SHORT = 8  # words of a line that is a number, or a date, or an amount


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a label or the head of a column; `key` is the head of the column that tells rows apart."""

    words: str
    is_column: bool = False
    key: str | None = None


def candidates(blocks: tuple[Block, ...]) -> Iterator[Candidate]:
    """What looks like a label, in reading order, once each."""
    seen: set[str] = set()
    headed = {block.table for block in blocks if block.header}
    for at, block in enumerate(blocks):
        if block.kind == "row" and not block.header and block.table in headed:
            continue  # its cells are values
        for candidate in _of_block(block, blocks[at + 1] if at + 1 < len(blocks) else None):
            folded = fold(candidate.words)
            if folded and folded not in seen and _is_label(candidate.words):
                seen.add(folded)
                yield candidate


def field_for(candidate: Candidate, document: Document, ledger: Ledger, taken: set[str]) -> DeclaredField | None:
    """The field that a candidate could be; None when nothing stands under it. `taken`: names of other fields."""
    probe = DeclaredField("probe", "list", label=candidate.words)
    if candidate.is_column:
        probe = DeclaredField("probe", "list", column=candidate.words)
        places = columns(probe, document.blocks)
    else:
        places = labels(probe, document.blocks, frozenset())
    lines = places[0].lines if len(places) == 1 else []
    if not lines:
        return None
    house = _house(candidate.words, ledger)
    if house and house not in taken and not (candidate.is_column and house in SINGLE):
        return _field(house, _fitting(house, lines, ledger), candidate, None)
    type_ = _type(lines, places[0], ledger)
    key = candidate.key if type_ not in ("countries", "meetings", "documents") else None
    return _field(_name(candidate.words, taken), type_, candidate, key)


def _field(name: str, type_: FieldType, candidate: Candidate, key: str | None) -> DeclaredField:
    if candidate.is_column:
        return DeclaredField(name, type_, column=candidate.words, key=key)
    return DeclaredField(name, type_, label=candidate.words)


def _of_block(block: Block, following: Block | None) -> Iterator[Candidate]:
    if block.kind == "row":
        cells = [cell.strip() for cell in block.cells]
        filled = [cell for cell in cells if cell]
        if block.header:
            key = next(iter(filled), None)
            for cell in filled:
                yield Candidate(" ".join(cell.split()), True, key if cell != key else None)
        elif len(cells) == 2 and len(filled) == 2:
            yield Candidate(cells[0].strip(" :"))
        return
    if is_menu_entry(block):
        return
    if block.kind == "heading" and block.level == 1:  # the title of the page
        return
    if block.kind in ("heading", "term") and following is not None and following.kind not in ("heading", "term"):
        yield Candidate(block.text.strip(" :"))
    elif block.lead and len(block.lead) < len(block.text):
        yield Candidate(block.lead.strip(" :"))
    elif (mark := PARTED.search(block.text[: LONGEST + 3])) and ":" in mark.group() + "：":
        yield Candidate(block.text[: mark.start()].strip())


def _is_label(words: str) -> bool:
    plain = len(words) <= LONGEST and len(words.split()) <= MOST_WORDS and words.isprintable() and not is_prose(words)
    return plain and sum(map(str.isalpha, words)) >= 3 and not words.endswith((".", "!", "?", ",", ";"))


def _house(words: str, ledger: Ledger) -> str | None:
    found = head(words, ledger.reading.layout)
    label = found.label if found else label_of(words, ledger.reading.layout)
    return label.field if label and label.field in HOUSE_TYPES and label.role in ("", "chair") else None


def _fitting(house: str, lines: list[Line], ledger: Ledger) -> FieldType:
    """The type that a field of the house would be declared with."""
    types = HOUSE_TYPES[house]
    if house in ("chair", "secretariat"):
        return next((each for each in types if each in READERS and READERS[each](lines[0], ledger)), types[0])
    return types[0]


def _type(lines: list[Line], place: Place, ledger: Ledger) -> FieldType:
    """What the lines under a label are, told by the readers of values; text where none fits."""
    if len(lines) > 1:
        return _type_of_list(lines, ledger)
    line, language = lines[0], ledger.reading.language
    short = len(line.text.split()) <= SHORT
    if read_date(line.text, language=language, day_first=ledger.reading.day_first):
        return "date"
    if short and CURRENCY.search(line.text) and READERS["money"](line, ledger):
        return "money"
    if READERS["country"](line, ledger):
        return "country"
    if READERS["countries"](line, ledger):
        return "countries"
    group = read_organisations(line.text)
    if group and all(each.id for each in group):
        return "organisation"
    if len(line.links) == 1 and line.links[0].text == line.text:
        return "link"
    if short and re.search(r"\d", line.text) and READERS["number"](line, ledger):
        return "number"
    return "list" if line.kind in ("item", "row") and place.kind != "item" else "text"


def _type_of_list(lines: list[Line], ledger: Ledger) -> FieldType:
    if all(READERS["countries"](line, ledger) for line in lines):
        return "countries"
    if all(line.kind == "row" for line in lines):
        types = {_type([line], Place("", "", ""), ledger) for line in lines}
        only = next(iter(types)) if len(types) == 1 else "list"
        return "list" if only == "text" else only
    return "list" if lines[0].kind in ("item", "row") else "text"


def _name(words: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")
    plain = re.sub(r"^[0-9_]+", "", plain)[:36].strip("_") or "field"
    if plain in RESERVED or plain in HOUSE_TYPES:
        plain = f"{plain}_stated"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name
