"""What the columns of a table of mechanisms hold: told by their heads, and where these are not known by their cells.

Heads may stand in several rows (`Chair` over `Now` and `Next`), may hold two labels (`Type / Region`), and may stand
anywhere from left to right. Cells alone tell only a name, a type and a region: a year or a State may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from monitor.extract.label_table import Label, torn_label
from monitor.extract.labels import YEAR, Labelled, head
from monitor.extract.sentinels import is_none
from monitor.extract.values.terms import read_regions, read_type
from monitor.lookups import fold, load
from monitor.lookups.mechanisms import MechanismMatch, find_mechanisms, read_mechanism

LAYOUT = "mechanism-table"
FEWEST = 3  # fields that must be known, before rows are taken for a table of mechanisms
BY_NAMES = 2  # the same where mechanisms stand under one of them
MOST_ROWS = 3  # of heads
MOST_ABOVE = 8  # rows before them: titles, notes
YEARS, NEAR, FAR = 4, 5, 10  # years in a column that show what they are; of chairs in office, and of foundings
SAMPLE = 40  # cells of a column that are looked at
SURE = 2  # cells of a column that show what all are, at least
TERM = "chair-term"  # stands for no field: what such a column holds is said of the chair before it
_BETWEEN = re.compile(r"\s*[/|;]\s*|\s+[–-]\s+|\s+(?:and|et|y|e|&)\s+")  # between two labels in one head
_OFFICES = re.compile(r"\s*[/|;(\[,]\s*(?:(?:and|et|y|e)\s+)?|\s+(?:and|et|y|e|&)\s+")  # the same, with a bracket
_NO_FIELDS = {TERM, "number", "other"}
_TERMS = {"since": "{}/..", "until": "../{}", "term": "{}"}  # EDTF

Columns = list[tuple[Labelled, ...]]  # of each column the labels in its head; () where it has none that is known
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of a table, the words over each, and the number of the first row below them."""

    columns: Columns
    words: list[str]
    end: int

    @property
    def fields(self) -> set[str]:
        return {found.label.field for column in self.columns for found in column} - _NO_FIELDS


def heads_of(rows: Sequence[Row]) -> Heads | None:
    """The heads at the top of a table; None where they cannot be told."""
    names = next((at for at, row in enumerate(rows) if any(map(_names_one, row))), len(rows))
    best: Heads | None = None
    for start in range(min(names, MOST_ABOVE)):
        for end in range(start + 1, min(start + MOST_ROWS, names) + 1):
            if any(sum(map(bool, row)) < 2 for row in rows[start:end]):
                break  # a title, the name of a part of the table
            found = _heads(rows, start, end)
            if found is not None and (best is None or _known(found) > _known(best)):
                best = found
    return best


def _known(heads: Heads) -> int:
    return len({(one.label.field, one.label.role, one.year) for column in heads.columns for one in column})


def repeated(row: Row) -> Columns | None:
    """The columns that a row further down names once more, or anew; None where it is a row like others."""
    if any(map(find_mechanisms, row)):  # cell by cell: the name stands in the first ones, and a row is long
        return None
    columns = [labels_of(cell) for cell in row]
    fields = {found.label.field for column in columns for found in column}
    return columns if len(fields) >= FEWEST and "name" in fields else None


def _heads(rows: Sequence[Row], start: int, end: int) -> Heads | None:
    words, columns = _by_words(rows[start:end])
    if not any(found.label.field not in (*_NO_FIELDS, "name") for column in columns for found in column):
        return None
    told = any(found.label.field == "name" for column in columns for found in column)
    columns = _by_cells(columns, rows[end:])
    columns = _with_terms(_with_numbers(columns, rows[end:]), words, rows[end:])
    heads = Heads(columns, words, end)
    if "name" not in heads.fields:
        return None
    at = next(at for at, labels in enumerate(columns) if any(found.label.field == "name" for found in labels))
    sure = told and sum(at < len(row) and _names_one(row[at]) for row in rows[end : end + SAMPLE]) >= SURE
    return heads if len(heads.fields) >= (BY_NAMES if sure else FEWEST) else None


def _by_words(rows: Sequence[Row]) -> tuple[list[str], Columns]:
    """The words over each column, and what they announce."""
    above: list[str] = []
    columns: Columns = []
    for number, row in enumerate(rows):
        if number == 0:
            above = list(row)
            columns = [labels_of(cell) for cell in row]
            continue
        groups = _spread(above, row)
        columns = [_under(group, cell) for group, cell in zip_longest(groups, row, fillvalue="")]
        above = [cell or group for group, cell in zip_longest(groups, row, fillvalue="")]
    return above, columns


def _spread(above: Sequence[str], row: Row) -> list[str]:
    """Names of groups over each of their columns: a cell over several columns has its words in the first."""
    groups: list[str] = []
    for number, cell in enumerate(row):
        group = above[number] if number < len(above) else ""
        before = above[number - 1] if 0 < number <= len(above) else ""
        own = not group and cell and number and (groups[-1] != before or row[number - 1])
        groups.append(groups[-1] if own and groups[-1] else group)
    return groups


def _under(group: str, cell: str) -> tuple[Labelled, ...]:
    """What a head under the name of a group announces: `Next` under `Chair`, `Name` under `Secretariat`."""
    if not group or not cell or fold(group) == fold(cell):
        return labels_of(cell or group)
    whole, own = labels_of(group), labels_of(cell)
    if (kind := is_term(cell)) and any(found.label.field == "chair" for found in whole):
        return (_term(kind, cell),)
    for both in (f"{group} {cell}", f"{cell} {group}"):
        if found := labels_of(both[:1].upper() + both[1:].lower()):
            return found
    return whole if fold(cell) in _words("plain") and whole else own


def labels_of(cell: str) -> tuple[Labelled, ...]:
    """The labels of a column head: one, or two with a stroke or `and` between them."""
    if not cell.strip():
        return ()
    if offices := _two_offices(cell):
        return offices
    if found := _column(cell):
        return (found,)
    both = [_column(part) for part in _BETWEEN.split(" ".join(cell.split()))] if cell else []
    labels = tuple(found for found in both if found)
    return labels if len(labels) == len(both) == 2 and len({found.label.field for found in labels}) == 2 else ()


def _two_offices(cell: str) -> tuple[Labelled, ...]:
    """The labels of a head that names who chairs and who is next: `Chair (next chair)`, `Presidencia y próxima`."""
    parts = [part.strip(" )") for part in _OFFICES.split(" ".join(cell.split()), maxsplit=1)]
    if len(parts) != 2 or not all(parts):
        return ()
    first = _column(parts[0])
    if first is None or first.label != Label("chair", "chair"):
        return ()
    for words in (parts[1], f"{parts[0]} {parts[1].lower()}"):
        second = _column(words[:1].upper() + words[1:])
        if second and second.label.field == "chair" and second.label.role in ("incoming", "past", "co-chair"):
            return (first, second)
    return ()


def _column(cell: str) -> Labelled | None:
    """The label of a column head, also when line breaks tore its words."""
    words = " ".join(cell.split())
    if words.isupper() and len(words) > 5:
        words = words.capitalize()
    if found := head(words, LAYOUT):
        return found
    label = torn_label(words, LAYOUT)
    return Labelled(label, words, "") if label else None


def _by_cells(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns, with those whose heads are not known told by what stands in them, and a name where names stand."""
    found = list(columns)
    held = [[row[at] for row in rows if at < len(row) and row[at]][:SAMPLE] for at in range(len(found))]
    for field, test in _CELLS.items():
        known = [at for at, labels in enumerate(found) if any(label.label.field == field for label in labels)]
        if known and (field != "name" or any(map(test, held[known[0]]))):
            continue
        fitting = [at for at, labels in enumerate(found) if (not labels or field == "name") and _all(test, held[at])]
        if len(fitting) == 1:
            for at in known:
                found[at] = ()
            found[fitting[0]] = (Labelled(Label(field), "", ""),)
    return found


def _with_numbers(columns: Columns, rows: Sequence[Row]) -> Columns:
    """Marks a first column in which the rows are counted, whatever its head."""
    numbers = [row[0].rstrip(".)") for row in rows if row and row[0] and any(row[1:])]
    if columns and not columns[0] and len(numbers) > 1 and numbers == [str(at + 1) for at in range(len(numbers))]:
        return [(Labelled(Label("number"), "", ""),), *columns[1:]]
    return columns


def _all(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    """Whether nearly all cells pass that say something."""
    said = [cell for cell in cells if not is_none(cell)]
    passing = sum(map(test, said))
    return (
        passing >= SURE and passing * 2 > len(said) if test is _names_one else passing >= SURE and passing == len(said)
    )


def named(words: str) -> MechanismMatch | None:
    """The mechanism that the cell of a name names: as read_mechanism tells it, or by the acronym in brackets behind a
    long name that the lookups do not have.
    """
    if match := read_mechanism(words):
        return match
    found = find_mechanisms(words)
    if len(found) != 1 or words[: found[0].start].rstrip()[-1:] not in ("(", "["):
        return None
    said = set(fold(words[: found[0].start]).split())
    return found[0] if said & _words("kinds") and not said & _words("smaller") else None


def _names_one(cell: str) -> bool:
    return named(cell) is not None


def _is_type(cell: str) -> bool:
    return read_type(cell) is not None


def _is_region(cell: str) -> bool:
    hits, rest = read_regions(cell)
    return bool(hits) and not rest


_CELLS: dict[str, Callable[[str], bool]] = {"name": _names_one, "type": _is_type, "region": _is_region}


def _with_terms(columns: Columns, words: Sequence[str], rows: Sequence[Row]) -> Columns:
    """Marks the columns that say when the chair in the column before them holds the office.

    `Since` may be the year of the mechanism itself: it is the chair's where another column is known to be that, or
    where its years lie near each other; the mechanism's where half of them lie far back; else nobody's.
    """
    found = list(columns)
    for at in range(1, len(found)):
        kind = is_term(words[at]) if at < len(words) else ""
        beside = any(one.label.field in ("chair", TERM) for one in found[at - 1])
        if not kind or not beside or any(one.label.field == TERM for one in found[at]):
            continue
        others = [one for number, column in enumerate(found) if number != at for one in column]
        years = sorted(int(year[1]) for row in rows if at < len(row) and (year := YEAR.search(row[at])))
        founded = any(one.label.field == "established" for one in others)
        if founded or (len(years) >= YEARS and years[-1] - years[0] <= NEAR):
            found[at] = (_term(kind, words[at]),)
        elif len(years) >= YEARS and years[-1] - years[len(years) // 2] >= FAR and kind != "until":
            found[at] = (Labelled(Label("established"), words[at], ""),)
        else:
            found[at] = ()
    return found


def _term(kind: str, words: str) -> Labelled:
    return Labelled(Label(TERM, _TERMS[kind]), words, "")


def is_term(words: str) -> str:
    """Which words for a chair's term a head is: `since`, `until` or `term`; '' for none."""
    said = fold(words)
    return next((kind for kind in _TERMS if said in _words(kind)), "")


def is_plain(words: str) -> bool:
    """Whether a head only says that names stand in its column: `Country`."""
    return fold(words) in _words("plain")


def is_number(words: str) -> bool:
    """Whether a head announces nothing but the number of a row."""
    found = _column(words)
    return found is not None and found.label.field == "number"


def is_total(cell: str) -> bool:
    """Whether a row that begins so adds up those above it."""
    return fold(cell).rstrip(": ") in _words("totals")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, load.strings(load.table("column_heads"), name, "column_heads.toml", of="the table")))
