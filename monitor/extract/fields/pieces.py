"""A list in one line: the pieces between commas and `and`, each a State, an organisation, or what nobody knows."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.fields.entries import counts_more, may_be_a_name
from monitor.extract.fields.listing import Listing, enter_organisation, enter_state
from monitor.extract.fields.pointers import parted_from_pointers, points_elsewhere
from monitor.extract.fits import fits
from monitor.extract.labels import names_a_kind
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.sections import Line, is_prose
from monitor.extract.values.countries import CountryMatch, ended, find_countries, read_countries, read_country
from monitor.extract.values.organisations import OrganisationMatch, read_organisation, read_organisations
from monitor.lookups import fold

GROUP = re.compile(r"\b(?:states|countries|members|etats|pays|estados|paises|organizations|organisations)\b")
PARTED = re.compile(r"[;,•|\n](?![^()]*\))")
AND = re.compile(
    r"\s*(?:,|&|\b(?:and|et|y|e|as well as|together with|ainsi que|así como|bem como|assim como)\b)\s+", re.IGNORECASE
)
SENTENCES = re.compile(r":|\w{4,}\.\s")  # a piece that holds them is no list of names
THE = re.compile(r"^(?:the|la|le|les|el|los|las|o|a|os|as)\s+|^l['’]", re.IGNORECASE)
FEWEST = 2  # known pieces, before a line counts as a list
GROUPS = (  # that stand in one line: `Africa: Mali, Chad; Asia: Nepal` and `Africa (Mali, Chad), Asia (Nepal)`
    re.compile(r"(?P<head>[^\W\d][^:;()]{1,60}):\s*(?P<of>[^:;()]+)(?:;\s*|$)"),
    re.compile(r"(?P<head>[^\W\d][^:;,()]{1,60})\((?P<of>[^:()]+)\)\s*(?:(?:[;,.&]|\b(?:and|et|y|e)\b)\s*)*+"),
)
Entries = tuple[CountryMatch | OrganisationMatch, ...]


def without_pointers(line: Line, found: Listing, ledger: Ledger) -> Line:
    """The line but for what only leads elsewhere, or counts those who are not named, which is told: there the list may
    go on.
    """
    if points_elsewhere(line):
        rest, leading = "", [line.text]
    else:
        rest, leading = parted_from_pointers(line)
        pieces = [piece.strip() for piece in PARTED.split(rest)]
        more = [p for p in pieces if p and (points_elsewhere(replace(line, text=p)) or counts_more(p))]
        rest = "; ".join(piece for piece in pieces if piece not in more) if more else rest
        leading += more
    for piece in leading:
        found.whole = False
        found.led += 1
        ledger.unread(found.name, replace(line, text=piece))
    return replace(line, text=rest) if leading else line


def read_pieces(line: Line, role: str, found: Listing, ledger: Ledger) -> bool:
    """A list in one line, of States and organisations or with a piece that is not known: what is known is read, the
    rest is told. False when hardly anything in it is known.
    """
    read = [part for piece in PARTED.split(line.text) if piece.strip(" .") for part in _parts(piece.strip(), role)]
    known = sum(1 for _, entries in read if entries and (isinstance(entries[0], CountryMatch) or entries[0].id))
    group = any(not entries and GROUP.search(fold(text)) for text, entries in read)
    if known * 2 < len(read) or known < (1 if group else FEWEST):
        return False
    for text, entries in read:
        for entry in entries:
            if isinstance(entry, CountryMatch):
                enter_state(entry, entry.name, line, found, ledger)
            else:
                enter_organisation(entry, line, found, ledger)
        if not entries:
            found.listed += 1
            tell_unread(replace(line, text=text), role, found, ledger)
    return True


def groups_of(text: str) -> list[tuple[str, str]]:
    """The groups of a line that holds nothing else, each name with its entries; a single name only where it is one of a
    region, or says of what kind its entries are.
    """
    for group in GROUPS:
        found, at = [], 0
        while one := group.match(text, at):
            found.append((one["head"].strip(), one["of"].strip()))
            at = one.end()
        if found and at == len(text) and not any(find_countries(head) for head, _ in found):
            known = names_a_kind(found[0][0]) or fits("region", found[0][0])
            return found if len(found) >= FEWEST or (known and group is not GROUPS[0]) else []
    return []


def is_row(text: str) -> bool:
    """A list in one line: two of its pieces or more are known, and half of them."""
    pieces = [piece for one in PARTED.split(text.rpartition(":")[2]) for piece in AND.split(one) if piece.strip(" .")]
    known = sum(fits("observer", piece.strip(" .")) for piece in pieces)
    return FEWEST <= known >= len(pieces) / 2


def is_parted(text: str) -> bool:
    """A text with pieces between commas and `and`."""
    return PARTED.search(text) is not None or AND.search(text) is not None


def _parts(piece: str, role: str) -> list[tuple[str, Entries]]:
    """The entries of a piece between commas; where it is not understood as a whole, of what `and` joins in it."""
    piece = re.sub(r"^(?:and|et|y|e)\s+", "", piece)
    whole = _piece(piece, role)
    parts = [part for part in AND.split(piece) if part.strip(" .")]
    if (
        len(parts) > 1
        and not SENTENCES.search(piece)
        and not ended(piece)
        and not any(isinstance(entry, CountryMatch) or entry.id for entry in whole)
    ):
        read = [(part, _piece(part, role)) for part in parts]
        if any(isinstance(entry, CountryMatch) or entry.id for _, entries in read for entry in entries):
            return read
    return [(piece, whole)]


def tell_unread(line: Line, role: str, found: Listing, ledger: Ledger) -> None:
    """What stands in a list and is not understood: a name that nobody knows, or words."""
    found.whole = False
    text = line.text.strip()
    if not may_be_a_name(text) or GROUP.search(fold(text)):
        ledger.unread(found.name, line)
        return
    # among observers of any kind one word with small letters is rather a State
    states = (
        found.name == "member" or role == "state" or (role in ("", "any") and " " not in text and not text.isupper())
    )
    if states and (state := ended(text)) is not None:
        message = f"“{text}” ended on {state.until} and left {', '.join(state.successors)}: which is meant is not said"
    else:
        message = f"“{shorten(text)}” is not among the known {'countries' if states else 'organisations'}"
    ledger.missed("unknown-country" if states else "unknown-organisation", message, found.name, line)


def _piece(text: str, role: str) -> Entries:
    one = read_country(text)
    if one is not None:
        return (one,)
    if states := read_countries(text):
        return states
    if role == "state":
        return ()
    group = read_organisations(text)
    if group and all(o.id for o in group):
        return group
    unknown = read_organisation(THE.sub("", text))
    return (unknown,) if role == "organisation" and unknown.name[:1].isupper() and not is_prose(text) else ()
