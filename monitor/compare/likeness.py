"""How like two entries are: the score by which an old and a new one are taken for one, and when nothing has changed.

Likeness of wordings is rapidfuzz's token-sort ratio over folded words, 0 to 100; a score of 0 means two entries. Scores
come in tiers so far apart that no number of weak pairs outweighs a strong one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from monitor.compare.identity import form_of, identity, tongues, who, wording
from monitor.compare.meetings import meetings, same_meeting
from monitor.compare.wordings import Lists, alike, repeated, restated, same_words, title
from monitor.lookups.addresses import address
from monitor.model import Json, Statement

Likeness = Callable[[Statement, Statement], float]
ALIKE = 85.0  # above it two wordings may be one entry
SAME = 90.0  # above it, and with the same numbers, the wording has not really changed
CONTACT = ("name", "title", "organisation", "address", "telephone", "email")
BY_TITLE, BY_ADDRESS = 500.0, 200.0  # tiers of documents and links


def likeness(field: str, lists: Lists = ((), ())) -> Likeness:
    """The score for entries of a field, or of the form that it has (`form_of`), within the two lists they stand in."""
    if field == "meeting":
        return meetings(lists)
    if field in ("document", "link"):
        common = repeated(lists, _marks)
        return lambda before, after: _titled(before.value, after.value, common)
    return {"chair": strangers, "contact": contacts}.get(field, others)


def only_spelt(before: Statement, after: Statement) -> bool:
    """Whether two entries that were taken for one say the same, in another spelling at most."""
    a, b = before.value, after.value
    field = form_of(after)
    if field == "meeting":
        return same_meeting(a, b)
    if field == "name":  # of one mechanism, so words put otherwise are no new name
        return isinstance(a, str) and isinstance(b, str) and restated(a, b)
    if field == "document":
        here, there = address(a.get("url")), address(b.get("url"))
        moved = here and there and here != there
        # the year may stand in a heading above it now
        dated = a.get("year") == b.get("year") or (b.get("year") is None and here and here == there)
        return not moved and bool(dated) and alike(title(a), title(b)) >= SAME
    if field == "contact":
        return _contact(a) == _contact(b)
    return (
        isinstance(a, dict)
        and isinstance(b, dict)
        and who(before) == who(after)
        and identity(before) == identity(after)
    )


def strangers(before: Statement, after: Statement) -> float:
    """For fields in which only identity counts."""
    return 0.0


def others(before: Statement, after: Statement) -> float:
    """Any other field: one value stands in another's place, a text is found again by its words, the rest by its key."""
    if not before.key and not after.key:
        return 1.0
    a, b = _words(before.value), _words(after.value)
    if bool(a) != bool(b):  # a name that nobody knew, put right: it has a code now
        a, b = _name(before.value), _name(after.value)
    if a and b:
        score = alike(a, b)
        if score >= ALIKE:
            return score
    return 100.0 if before.key and before.key == after.key else 0.0


def contacts(before: Statement, after: Statement) -> float:
    """A contact is found again by name, e-mail or telephone, else as the next in the same office."""
    a, b = _contact(before.value), _contact(after.value)
    same = {part for part in CONTACT if a[part] and a[part] == b[part]}
    if a["name"] and b["name"] and alike(a["name"], b["name"]) >= ALIKE:
        same.add("name")
    return 100.0 * len(same & {"name", "email", "telephone"}) + 10.0 * len(same) if same - {"address"} else 0.0


def _titled(a: Json, b: Json, common: frozenset[Hashable]) -> float:
    """A document or a link is found again by its title, unless the years differ, else by its address.

    Where several have one title and year, the title tells only those that are alone in their languages, or whose file
    has one name at both addresses.
    """
    here = address(a.get("url"))
    moved = BY_ADDRESS if here and here == address(b.get("url")) and here not in common else 0.0
    years = a.get("year"), b.get("year")
    if (all(years) and years[0] != years[1]) or (
        _one_of_several(a, b, common) and not (_version(a, b, common) or _one_file(a, b, common))
    ):
        return moved
    score = alike(title(a), title(b)) if title(a) and title(b) else 0.0
    there = address(b.get("url"))
    elsewhere = here and there and not moved and not _one_name(here, there)
    if elsewhere and not same_words(wording(title(a)), wording(title(b))):
        return 0.0  # `Annex B` at an address of its own is not `Annex C`
    return BY_TITLE + moved + score if score >= SAME else moved


def _one_name(here: str, there: str) -> bool:
    """Whether both addresses end in one name: of a site that moved."""
    return here.rstrip("/").rpartition("/")[2] == there.rstrip("/").rpartition("/")[2]


def _one_of_several(a: Json, b: Json, common: frozenset[Hashable]) -> bool:
    return _dated(a) in common or _dated(b) in common


def _version(a: Json, b: Json, common: frozenset[Hashable]) -> bool:
    """Whether both are in the same languages, and the only ones of their title that are."""
    return bool(tongues(a)) and tongues(a) == tongues(b) and not {_worded(a), _worded(b)} & common


def _one_file(a: Json, b: Json, common: frozenset[Hashable]) -> bool:
    """Whether both addresses end in one name, which no other document of their title has: of a site that moved."""
    return _filed(a) is not None and _filed(a) == _filed(b) and _filed(a) not in common


def _marks(entry: Statement) -> Iterator[Hashable]:
    """What tells a document or a link in its list: its address, its title with its year, these in its languages and
    with the name of its file.
    """
    if isinstance(entry.value, dict):
        value = entry.value
        yield from filter(None, (address(value.get("url")), _dated(value), _worded(value), _filed(value)))


def _dated(value: Json) -> tuple[str, int | None] | None:
    return (wording(title(value)), value.get("year")) if title(value) else None


def _worded(value: Json) -> tuple[str, int | None, str] | None:
    dated = _dated(value)
    return (*dated, " ".join(tongues(value))) if dated and tongues(value) else None


def _filed(value: Json) -> tuple[str, int | None, str, str] | None:
    dated, here = _dated(value), address(value.get("url"))
    name = here.rstrip("/").rpartition("/")[2] if here else ""
    return (*dated, "at", name) if dated and name else None


def _contact(value: Json) -> dict[str, str]:
    """The parts of a contact as they count."""
    if not isinstance(value, dict):
        return dict.fromkeys(CONTACT, "") | {"name": wording(str(value))}
    parts = {part: wording(str(value.get(part) or "")) for part in CONTACT}
    return parts | {"telephone": "".join(filter(str.isdigit, str(value.get("telephone") or "")))}


def _words(value: Json) -> str:
    """What tells an entry by its words alone: a text, or the name of somebody who has neither code nor id."""
    if isinstance(value, dict) and not (value.get("country") or value.get("id")):
        return str(value.get("name") or "")
    return value if isinstance(value, str) else ""


def _name(value: Json) -> str:
    return str(value.get("name") or "") if isinstance(value, dict) else ""
