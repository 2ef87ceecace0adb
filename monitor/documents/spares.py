"""What pictures and choices say: flags with the name of a State, headings drawn as pictures, the logo of a mechanism
above what is said of it, lists to choose from.

It counts where the page says nothing else in its place: a picture beside words, or above a caption, goes with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from monitor.documents.clean import fold
from monitor.documents.drafts import Draft
from monitor.documents.stated import has_value, stated
from monitor.documents.words import field_of, picture_words
from monitor.lookups import countries, organisations
from monitor.lookups.mechanisms import find_mechanisms

_SEVERAL = frozenset(["member", "observer", "location"])  # fields of which pictures and choices give the entries
_ONE = frozenset(["chair", "secretariat"])  # and those of which one picture gives the value
MAX_ENTRIES = 100  # a longer list is one to choose from
_WORD = re.compile(r"[^\W_]+")


def name_shown(text: str) -> str:
    """The State or organisation that the words of a picture name, and nothing else: `Flag of Kenya`; '' for others."""
    for names in (countries.names(), organisations.names()):
        if names.exact(text):
            return text
        hits = names.find(text)
        if len(hits) == 1 and _is_bare(text, hits[0].start, hits[0].end):
            return text[hits[0].start : hits[0].end]
    return ""


def mechanism_shown(text: str) -> tuple[str, str]:
    """The id and the name of the mechanism that the words of a picture name, and nothing else: `Logo of the Bali
    Process`; '' twice for others.
    """
    hits = find_mechanisms(text)
    alone = len(hits) == 1 and _is_bare(text, hits[0].start, hits[0].end)
    return (hits[0].id, hits[0].name) if alone else ("", "")


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether what stands around a name in the words of a picture says no more than that it is one."""
    return all(word in picture_words() for word in _WORD.findall(f"{text[:start]} {text[end:]}".casefold()))


def spares_settled(drafts: list[Draft]) -> list[Draft]:
    """The drafts with those that pictures and choices made only where nothing else is said."""
    drafts = list(_titles_settled(_logos_settled(drafts)))
    kept: list[Draft] = []
    label: Draft | None = None
    for opens, group in groupby(drafts, key=lambda draft: not draft.spare and _opens(draft)):
        part = list(group)
        if opens:
            label = part[-1]
            kept += part
        else:
            kept += _section(label, part) if any(draft.spare for draft in part) else part
    return kept


def in_cells(rows: list[list[list[Draft]]]) -> list[Draft] | None:
    """Settles what pictures say in the cells of a table, given by rows; a table of nothing else gives its drafts in
    order, as no table.
    """
    every = [draft for row in rows for cell in row for draft in cell]
    if all(draft.spare for draft in every):
        return every
    for row in rows:
        said = fold(" ".join(draft.text for cell in row for draft in cell if not draft.spare))
        for cell in row:
            alone = all(draft.spare for draft in cell)
            for draft in list(cell):
                if not draft.spare:
                    continue
                name = draft.text if field_of(draft.text) else name_shown(draft.text) or mechanism_shown(draft.text)[1]
                if alone and name and fold(name) not in said:
                    draft.text, draft.spare = name, False
                else:
                    cell.remove(draft)
    return None


def _opens(draft: Draft) -> bool:
    return draft.kind in ("heading", "term") or (draft.kind != "row" and bool(stated(draft)))


def _logos_settled(drafts: list[Draft]) -> list[Draft]:
    """A picture that names a mechanism is the title of what follows, where a label does, no title stands above it, and
    the page names that one in no title and in no other picture. One of several in a row is no title.
    """
    logos = [mechanism_shown(draft.text)[0] if draft.spare and not draft.landmark else "" for draft in drafts]
    if not any(logos):
        return drafts
    titles = [draft for draft in drafts if not draft.spare and not draft.landmark]
    named = {found.id for one in titles if one.kind in ("heading", "term") for found in find_mechanisms(one.text)}
    for number, (draft, id_) in enumerate(zip(drafts, logos, strict=True)):
        if not id_ or id_ in named or logos.count(id_) > 1:
            continue
        above, below = (drafts[at] if 0 <= at < len(drafts) else None for at in (number - 1, number + 1))
        if below is None or below.spare or below.landmark or not stated(below) or not _is_apart(above):
            continue
        draft.kind, draft.text, draft.spare, draft.level = "term", mechanism_shown(draft.text)[1], False, 0
    return drafts


def _is_apart(above: Draft | None) -> bool:
    """Whether the line above a picture leaves it to what follows: it is no title but the page's, and no picture."""
    return above is None or not (above.spare or above.kind == "term" or (above.kind == "heading" and above.level > 1))


def _titles_settled(drafts: list[Draft]) -> Iterator[Draft]:
    """A picture that is a label is one where neither the line before it nor the one behind it is of the same field."""
    shown = [number for number, draft in enumerate(drafts) if not draft.spare]
    at = 0
    for number, draft in enumerate(drafts):
        while at < len(shown) and shown[at] <= number:
            at += 1
        if draft.spare and draft.kind == "term":
            beside = [drafts[shown[one]] for one in (at - 1, at) if 0 <= one < len(shown)]
            if draft.landmark or any(field_of(one.text) == field_of(draft.text) for one in beside):
                continue
            draft.spare = False
        yield draft


def _section(label: Draft | None, part: list[Draft]) -> list[Draft]:
    """What stands below a label, with its spare drafts or without them."""
    shown = [draft for draft in part if not draft.spare]
    spares = [draft for draft in part if draft.spare]
    field = stated(label) if label is not None and not has_value(label) and not label.landmark else ""
    most = MAX_ENTRIES if field in _SEVERAL else int(field in _ONE)
    if len(spares) > most or any(draft.kind in ("item", "row") for draft in shown):
        return shown
    said = fold(" ".join(draft.text for draft in shown))
    named: list[Draft] = []
    for draft in spares:
        name = name_shown(draft.text)
        if name and fold(name) in said:
            return shown  # a picture goes with its caption
        if name and not draft.landmark:
            draft.text, draft.spare = name, False
            named.append(draft)
    if len(named) * 2 <= len(spares) or (shown and (field in _ONE or len(named) == 1)):
        return shown  # most name nothing, or one goes with words that may say the same
    if not shown:  # a few that nobody knows are entries too
        for draft in spares:
            draft.spare = False
    return [draft for draft in part if not draft.spare]
