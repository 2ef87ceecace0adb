"""Groups inside a list: `Africa`, `Organisations`, `Southern shore`. One whose name does not say that those below it
belong may hold others: `Friends of the process`, `Supporting countries`.
"""

from __future__ import annotations

from functools import cache

from monitor.compare.pairing import Pairing
from monitor.extract.label_table import label_key
from monitor.extract.labels import names_a_kind, names_organisations, says_who_belongs
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.terms import read_regions, regions
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import INSIDE, FieldOutcome

LISTS = ("member", "observer")  # of their other groups all belong: `Ministerial meetings`


def strangers(outcome: FieldOutcome, pairing: Pairing, last: FieldOutcome | None) -> str | None:
    """The name of a group that came to a list with new entries and no others, and does not say that they belong."""
    if outcome.field not in LISTS or last is None or not pairing.come:
        return None
    stood, new = {one.label for one in last.under}, {entry.key for _, entry in pairing.come}
    come = (one for one in outcome.under if one.label not in stood and one.keys and new.issuperset(one.keys))
    names = (one.label.rpartition(INSIDE)[2] for one in come if INSIDE in one.label)
    states = any(isinstance(one.value, dict) and one.value.get("kind") == "state" for _, one in pairing.come)
    return next((name for name in names if not _says_who(name) or (states and names_organisations(name))), None)


def _says_who(name: str) -> bool:
    found, rest = read_regions(name)
    known = name in _regions() or (found and not rest) or find_organisations(name) or find_mechanisms(name)
    return bool(known) or names_a_kind(name) or says_who_belongs(name)


@cache
def _regions() -> frozenset[str]:
    """The regions as labels have them: without articles."""
    return frozenset(map(label_key, regions().names))
