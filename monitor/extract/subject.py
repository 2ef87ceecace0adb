"""Which mechanism a page, or a part of it, is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from monitor.documents.remarks import is_remark
from monitor.extract.labels import labelled
from monitor.extract.phrases import is_counter, is_frame
from monitor.extract.prose.bodies import same_mechanism
from monitor.extract.sections import Line, is_menu_entry, is_prose, line_of
from monitor.extract.unknown_bodies import akin, begins_with, refers, stranger, without_references
from monitor.lookups import fold
from monitor.lookups.mechanisms import MechanismMatch, by_id, find_mechanisms, read_mechanism
from monitor.model import Block, Document

LONGEST_HEADING = 18  # words
SET_APART = re.compile(r"([^:.–—]{3,120}?)(\s*(?::|\s[–—-]|\.)\s+\S.*)", re.DOTALL)  # `Bali Process: ...`
MARKS = (":", "–", "—", "-", ".")
EDGE = " \t\n.:–—-"


@dataclass(frozen=True, slots=True)
class Subject:
    """A mechanism, the words that name it and the line where they stand."""

    mechanism: str
    name: str
    line: Line | None


@dataclass(frozen=True, slots=True)
class Scope:
    """The blocks that speak of one mechanism; `subject` is None for those before the first that is named, and for a
    part about a body that no lookup knows (`stranger`, by its name).
    """

    subject: Subject | None
    blocks: tuple[Block, ...]
    stranger: str | None = None


def content(document: Document) -> tuple[Block, ...]:
    """The blocks outside the page's frame, without what counts its readers and says when it was made."""
    return tuple(b for b in document.blocks if not b.landmark and not is_counter(b.text) and not _frame(b))


def _frame(block: Block) -> bool:
    """A heading may be called `Contact us`; a line of the frame, or of the page about itself, is no heading."""
    return block.kind not in ("heading", "term") and (is_frame(block.text) or is_remark(block.text))


def page_subject(document: Document, blocks: tuple[Block, ...], mechanism: str | None) -> Subject | None:
    """The mechanism of a page about one: as told, else named by the title, else the first that the content (`blocks`)
    names. None where the title has a name of its own that no lookup knows (`unknown_title`).
    """
    title = _title_block(document, blocks)
    if mechanism is not None:
        named = next((b for b in (title, *blocks[:40]) if b and _names(b.text, mechanism)), None)
        return Subject(mechanism, _name(mechanism, named, document.title), line_of(named) if named else None)
    if title is not None and (match := read_mechanism(title.text) or _only(find_mechanisms(title.text))):
        return Subject(match.id, _called(title.text, match), line_of(title))
    if document.title and (match := read_mechanism(document.title) or _only(find_mechanisms(document.title))):
        line = next((line_of(b) for b in blocks if _names(b.text, match.id)), None)
        return Subject(match.id, match.name, line)
    for block in _without_asides(blocks):
        if matches := find_mechanisms(without_references(block.text)):
            match = _longer(matches[0], blocks)
            name, _ = unknown_title(document, blocks)
            if name and not akin(name, match) and not begins_with(blocks, match.id):
                return None
            return Subject(match.id, match.name, line_of(block))
    return None


def unknown_title(document: Document, blocks: tuple[Block, ...]) -> tuple[str | None, Line | None]:
    """The name in a page's title that no lookup knows, and the line where it stands; (None, None) without one."""
    title = _title_block(document, blocks)
    if title is not None and (name := stranger(title.text)):
        return name, line_of(title)
    name = stranger(document.title) if document.title else None
    return name, None


def _without_asides(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks but those under a heading for other stories (`Related practices`, `See also`), up to the next heading
    of its rank, and the list under a line like that: what these are about the page is not.
    """
    level = 0
    listed = False
    for block in blocks:
        if block.kind == "heading" and (not level or block.level <= level):
            said = labelled(block.text, "mechanism-page")
            level = block.level if refers(block.text) or (said and said.label.role == "aside") else 0
        listed = (listed and block.kind == "item") or (block.kind != "heading" and refers(block.text))
        if not (level or listed):
            yield block


def _title_block(document: Document, blocks: tuple[Block, ...]) -> Block | None:
    """The first heading of the first level, or that the document's title repeats; else the first that names a
    mechanism.
    """
    headings = [b for b in blocks if b.kind == "heading"]
    title = next((b for b in headings if b.level == 1 or fold(b.text) == fold(document.title)), None)
    return title or next((b for b in headings if find_mechanisms(b.text)), None)


def _called(text: str, match: MechanismMatch) -> str:
    """The name in a heading: the whole heading, unless it says more, as in `About the Bali Process`."""
    named = find_mechanisms(text)
    whole = bool(named) and named[0].start == 0 and named[-1].end == len(text) and len({m.id for m in named}) == 1
    return text if whole or read_mechanism(text) else match.name


def _only(matches: tuple[MechanismMatch, ...]) -> MechanismMatch | None:
    return matches[0] if len({m.id for m in matches}) == 1 else None


def _names(text: str, mechanism: str) -> bool:
    return any(m.id == mechanism for m in find_mechanisms(text))


def _name(mechanism: str, named: Block | None, title: str) -> str:
    """What the page calls it where it stands as a title does, in whatever markup; else as the lookups do."""
    if named is not None and named.kind == "heading":
        return named.text
    if named is not None and (named.kind == "term" or fold(named.text) == fold(title)):
        match = read_mechanism(named.text)
        if match is not None and match.id == mechanism:
            return named.text
    return by_id(mechanism).name


def _longer(match: MechanismMatch, blocks: tuple[Block, ...]) -> MechanismMatch:
    """A short name stands for the longer one that begins with it, where the page spells that out too.

    `The 5+5 Dialogue was launched ...` on a page that goes on `the 5+5 Dialogue on Migration in the Western
    Mediterranean`.
    """
    short = fold(match.name)
    for block in blocks:
        for other in find_mechanisms(block.text):
            if other.id != match.id and fold(other.name).startswith(short + " "):
                return other
    return match


def heading_subject(block: Block) -> Subject | None:
    """The mechanism that a heading, or a line that stands like one, opens a part about."""
    text = block.text
    if block.kind not in ("heading", "term") and (
        block.kind != "text" or text.rstrip()[-1:] in tuple(".:;,!?") or is_prose(text)
    ):
        return None
    if len(text.split()) > LONGEST_HEADING:
        return None
    whole = read_mechanism(text)
    matches = (whole,) if whole else find_mechanisms(text)
    if not matches:
        return None
    if block.kind == "text" and (whole is None or whole.typo) and re.search(r"\d{4}", text):
        return None  # a line with a year is an entry of a list, such as one of the mechanism's meetings
    return Subject(matches[0].id, text, line_of(block))


def _opened(block: Block, strangers: bool) -> tuple[Block, ...]:
    """A paragraph or an entry that begins with a mechanism's name set apart, by its type or by a colon, as the name and
    the rest; whole behind the name where it is the subject of the first sentence. So with a name that no lookup knows,
    where the part before was opened like that too (`strangers`).
    """
    if block.kind not in ("text", "item") or len(block.text) <= len(block.lead) or is_menu_entry(block):
        return (block,)
    apart = SET_APART.match(block.text)
    for words, rest in ((block.lead, block.text[len(block.lead) :]), apart.groups() if apart else ("", "")):
        name = words.strip(EDGE)
        known = read_mechanism(name) if name and len(name.split()) <= LONGEST_HEADING else None
        if (known is None or known.typo) and not (strangers and stranger(name)):
            continue
        title = replace(block, kind="term", text=name, lead="", links=(), parts=())
        said = rest.lstrip(EDGE).rstrip()
        goes_on = rest.lstrip()[:1] in (",", "(") or said[:1].islower()
        set_off = rest.lstrip()[:1] in MARKS or words.rstrip()[-1:] in MARKS
        whole = replace(block, lead="") if goes_on and not set_off else replace(block, text=said, lead="", parts=())
        return (title, whole) if said else (title,)
    return (block,)


def scopes(content: Iterable[Block]) -> tuple[Scope, ...]:
    """Cuts a page about several mechanisms at the headings that name them, and at the names set apart at the head of a
    paragraph or an entry.

    A heading of the same or a higher level that names none ends the part, and so does the name of a body that no lookup
    knows, where it is set apart as the names of the parts are; a part that an entry of a list opened ends with the
    list, and the part that the list stands in goes on.
    """
    found: list[Scope] = []
    subject: Subject | None = None
    unknown: str | None = None
    level = 0
    blocks: list[Block] = []
    outer: tuple[Subject | None, int, list[Block]] | None = None  # the part around a list that opened parts
    for whole in content:
        inside = whole.kind == "item"
        part = subject is not None or unknown is not None
        pieces = _opened(whole, strangers=part and not level)
        if outer and not inside:
            found.append(Scope(subject, tuple(blocks), unknown))
            subject, level, blocks, unknown = outer[0], outer[1], outer[2][:1] if outer[0] else [], None
            outer = None
            part = subject is not None
        for block in pieces:
            opened = heading_subject(block)
            heads = block.kind == "heading"
            ends = opened is None and heads and subject is not None and 0 < block.level <= level
            name = (
                _unknown(block)
                if opened is None and part and (not level if not heads else block.level <= level)
                else None
            )
            if opened or ends or name:
                found.append(Scope(subject, tuple(blocks), unknown))
                outer = (outer or (subject, level, blocks)) if inside else None
                subject, blocks, unknown = opened, [], name
                level = block.level if heads else 0
            blocks.append(block)
    found.append(Scope(subject, tuple(blocks), unknown))
    return tuple(scope for scope in found if scope.blocks)


def _unknown(block: Block) -> str | None:
    """The name of a body that no lookup knows, which a heading, or a line that stands like one, is."""
    return stranger(block.text) if block.kind in ("heading", "term", "text") else None


def without_others(blocks: tuple[Block, ...], mechanism: str | None) -> tuple[tuple[Block, ...], tuple[Subject, ...]]:
    """The blocks of a page about one mechanism without the parts under headings that name another one, and lines that
    refer to one; and those others: `Related processes` with facts of their own.
    """
    kept: list[Block] = []
    others: list[Subject] = []
    level = 0  # of the heading of another mechanism's part, 0 outside of one
    for block in blocks:
        if block.kind == "heading":
            named = read_mechanism(block.text) or read_mechanism(block.text.rpartition(":")[2])  # `Read also: MIDSA`
            if level and block.level <= level:
                level = 0
            if named and mechanism and block.level > 1 and not same_mechanism(named.id, mechanism):
                level = level or block.level
                others.append(Subject(named.id, block.text, line_of(block)))
        if not level and not _refers_to_another(block, mechanism):
            kept.append(block)
    return tuple(kept), tuple(others)


def _refers_to_another(block: Block, mechanism: str | None) -> bool:
    """A line such as `See also the Bali Process (45 members)` on another's page, where it is no label of links."""
    if (
        block.kind not in ("text", "item")
        or not refers(block.text)
        or labelled(block.text, "mechanism-page", block.lead)
    ):
        return False
    named = find_mechanisms(block.text)
    return bool(named) and (mechanism is None or not any(same_mechanism(m.id, mechanism) for m in named))
