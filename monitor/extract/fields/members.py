"""Lists of States and organisations: members and observers, with the numbers that pages claim for them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from monitor.extract.fields.counts import compare_counts, state_claims
from monitor.extract.fields.elsewhere import state_observing
from monitor.extract.fields.entries import is_column_head, is_remark, with_remark
from monitor.extract.fields.listing import Group, Listing, enter_organisation, enter_state, tell_strangers
from monitor.extract.fields.pieces import GROUP, groups_of, is_parted, read_pieces, tell_unread, without_pointers
from monitor.extract.fits import fits
from monitor.extract.label_table import label_of
from monitor.extract.labels import APART, names_a_kind
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.nothing import PARTS, none_of
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose import find_members
from monitor.extract.prose.observers import observing
from monitor.extract.sections import Line, Section, is_prose
from monitor.extract.sentinels import is_none, says_none
from monitor.extract.values.countries import find_countries, read_countries, read_country
from monitor.extract.values.organisations import find_organisations, read_organisation, read_organisations
from monitor.extract.values.terms import read_regions
from monitor.lookups import fold
from monitor.model import Outcome

# `The 21 member states are: Algeria, ...`: what comes before the list; the colon counts more than the verb
PREFACE = re.compile(
    r"[^:;,.]{0,120}?:\s*|[^:;,.]{0,120}?\b(?:are|include|includes|comprise|comprises|sont|son|são)\b:?\s*"
)
DASH = re.compile(r"[^:;,.–—]{0,60}?\s[–—-]\s+")  # `Africa – Benin, Mali`
GROUP_HEAD_WORDS = 2
# `Algeria, ... and Tunisia are the ten members of the Dialogue`
ARE_MEMBERS = re.compile(
    r"\s+(?:are|sont|son|são)\s+(?:the\s+|its\s+|les\s+|los\s+|os\s+)?(?:\w+\s+){0,3}?"
    r"(?:member|members|participating|membres|miembros|membros|états|estados|países)\b[^,;]{0,90}$",
    re.IGNORECASE,
)
LONGEST = 20_000  # characters of a line of members; 200 long names are a third of it
FOOTNOTE = re.compile(r"[*†‡]+\s*\S")
MARKS = ":–—- "
SET_APART = ("heading", "term")
NUMBERING = re.compile(r"(?:\d{1,3}|[ivxlc]+)[.)]?", re.IGNORECASE)


def read_members(sections: list[Section], ledger: Ledger) -> None:
    _read("member", sections, ledger)


def read_observers(sections: list[Section], ledger: Ledger) -> None:
    _read("observer", sections, ledger)


def tell_apart(section: Section, ledger: Ledger) -> None:
    """Under `Former members` or `Candidates` nobody is a member: each State is told with those words."""
    for line in section.lines:
        _not_counted(section.words, line, "member", ledger)


def _not_counted(words: str, line: Line, name: str, ledger: Ledger) -> None:
    hits = find_countries(line.text)
    for hit in hits:
        message = f"{hit.name} stands under “{shorten(words)}” and is not counted among the {name}s"
        ledger.remark("not-a-member", message, name, line)
    if not hits and not is_none(line.text):
        ledger.unread(name, line)


def _read(name: str, sections: list[Section], ledger: Ledger) -> None:
    claimed = state_claims(name, sections, ledger)
    found = Listing(name)
    for section in sections:
        found.group = None
        for line, below in zip_longest(section.lines, section.lines[1:]):
            said = found.placed(line)
            if below is not None and _is_over(line, below):
                _heading(said, found, ledger)
            elif (apart := _apart_above(said, found, ledger)) and not _is_group(said):
                _not_counted(apart, said, name, ledger)
            else:
                _sentences(said, section.label.role, found, ledger)
    if not found.listed and not found.none:
        for line in (line for section in sections for line in section.lines if not line.text.endswith(":")):
            if _is_group(line):  # nothing stands under it, or it is words for all: `All Member States`
                ledger.unread(name, line)
        if claimed is None and not found.whole:
            ledger.outcome(name, "partial", listed=0)
        elif claimed is not None:
            compare_counts(name, claimed, 0, 0, ledger, _label_line(sections))
            ledger.outcome(name, "partial", claimed=claimed, listed=0, parsed=0, kept=0)
        elif any(not section.label.context for section in sections):
            ledger.outcome(name, "partial", listed=0, parsed=0, kept=0)
        if found.observing and not ledger.has("observer"):
            ledger.outcome("observer", "partial")
        return
    _close_heading(found, ledger)
    ledger.duplicates(name, found.names, found.line_of)
    compare_counts(name, claimed, found.listed, len(found.keys), ledger, _label_line(sections))
    outcome: Outcome = "ok" if found.whole else "partial"
    listed = found.listed + found.led
    ledger.outcome(name, outcome, claimed=claimed, listed=listed, parsed=found.parsed, kept=len(found.keys))
    if found.observing and not ledger.has("observer"):
        ledger.outcome_beside("observer", name, len(found.observing))


def _label_line(sections: list[Section]) -> Line | None:
    section = next((s for s in sections if s.count is not None), None)
    return section.claim if section else None


def _sentences(line: Line, role: str, found: Listing, ledger: Ledger) -> None:
    """The first sentence of a paragraph may be the list; one that follows is read only where it says who belongs.

    `Seven countries of destination (Bahrain, ...) are invited as observers` names nobody who is a member.
    """
    said = sentences(line.text) if len(line.text) <= LONGEST and is_prose(line.text) else ()
    first, others = said[:1], said[1:]
    if not others or not find_countries(first[0]):
        _line(line, role, found, ledger)
        return
    _line(replace(line, text=first[0].removesuffix(".")), role, found, ledger)
    for sentence in others:
        if find_countries(sentence) or find_organisations(sentence):
            _prose(replace(line, text=sentence), role, found, ledger)


def _line(line: Line, role: str, found: Listing, ledger: Ledger) -> None:
    line = without_pointers(line, found, ledger)
    text = line.text.strip()
    part = "" if says_none(found.name, text) else none_of(found.name, text)
    if part is not None:
        found.none, found.heading = True, None
        found.none_of.add(part or (role if role in PARTS.get(found.name, ()) else ""))
        if "" in found.none_of or found.none_of.issuperset(PARTS.get(found.name, ("",))):
            ledger.say_none(found.name, line)  # a part of them (`Observer States: None`) says nothing of the others
        ledger.label(found.name, (line.under,))
        return
    if FOOTNOTE.match(text) and read_country(text) is None:
        ledger.remark("footnote", f"a note below the list: “{shorten(text)}”", found.name, line)
        return
    if pattern("seeming", "dozens").match(text) and not find_countries(text):
        ledger.unread(f"{found.name}_count", line)
        return
    if text.endswith(":"):
        found.group = Group(text, _is_apart(text, found, ledger))
        return
    if not text or NUMBERING.fullmatch(text):
        return
    if len(text) > LONGEST:
        found.whole = False
        ledger.unread(found.name, line)
        return
    if line.kind == "row" and (is_column_head(text) or is_remark(text)):
        return  # beside a name, in a column of its own
    if groups := groups_of(text):
        for head, of in groups:
            if _may_be_apart(head, found) and not _is_apart(head, found, ledger):
                found.listed, found.whole = found.listed + 1, False
                ledger.unread(found.name, replace(line, text=f"{head}: {of}"))
                continue
            _line(replace(line, text=f"{head}: {of}"), role, found, ledger)
        return
    if _states(line, found, ledger) or (role != "state" and _organisations(line, role, found, ledger)):
        return
    if _is_group(line):
        _heading(line, found, ledger)
        return
    if (noted := with_remark(text)) is not None:
        enter_state(noted, text, line, found, ledger)
        return
    for before in (PREFACE, DASH):
        behind = before.match(text)
        if behind is None or find_countries(head := behind.group()):
            continue
        rest = replace(line, text=text[behind.end() :])
        if _is_apart(head, found, ledger):
            _not_counted(head.strip(MARKS), rest, found.name, ledger)
            return
        if before is DASH and (_may_be_apart(head, found) or not _is_head(head, rest.text)):
            continue
        rest = _headed(rest, head.strip())
        if _states(rest, found, ledger) or _known(rest, role, found, ledger) or read_pieces(rest, role, found, ledger):
            return
    said = ARE_MEMBERS.search(text)
    if said and _states(replace(line, text=text[: said.start()]), found, ledger):
        return
    verb = pattern("membership", "verbs").search(text)
    if (is_prose(text) and verb) or not read_pieces(line, role, found, ledger):
        _prose(line, role, found, ledger)
        found.group = found.group if is_prose(text) else Group(text)  # what nobody knows may be the name of a group


def _heading(line: Line, found: Listing, ledger: Ledger) -> None:
    """A group's name heads the names below it; words for all of a group (`All Member States`) stand in their place."""
    found.group = Group(line.text, _is_apart(line.text, found, ledger))
    hits, rest = read_regions(line.text)
    if hits and not rest:
        return
    if pattern("membership", "collective").match(line.text.strip()):
        found.whole = False
        ledger.unread(found.name, line)
        return
    _close_heading(found, ledger)
    found.heading = line


def _is_apart(head: str, found: Listing, ledger: Ledger) -> bool:
    """Words that leave those below them none of the list, `Invited`, `Former members`; another label, too."""
    words = head.strip(MARKS)
    label = label_of(words, ledger.reading.layout)
    if label is not None and label.field != "other":
        return label.role == APART or label.field != found.name
    return pattern("membership", "left_word" if found.name == "member" else "gone_remark").match(words) is not None


def _may_be_apart(head: str, found: Listing) -> bool:
    """`Partners`, `Guests`: those below may be members, and may be none."""
    return found.name == "member" and pattern("membership", "apart").search(head) is not None


def _apart_above(line: Line, found: Listing, ledger: Ledger) -> str:
    """The name of the group above a line, where who stands below it is none of the list."""
    if line.group:
        return line.group if _is_apart(line.group, found, ledger) else ""
    return found.group.words if found.group is not None and found.group.apart else ""


def _headed(line: Line, head: str) -> Line:
    """A line that begins with the name of a group: `Africa: Benin`, `Danube countries: Austria, Hungary`."""
    return line.within(head) if head[-1:] in MARKS and _is_head(head, line.text) else line


def _is_head(head: str, text: str) -> bool:
    """What stands before a single name may be of that one alone: `Vienna: Austria`."""
    return _is_group(Line(head.strip(MARKS), "", "")) or is_parted(text)


def _close_heading(found: Listing, ledger: Ledger) -> None:
    """A group under whose name nothing was listed is told."""
    if found.heading is not None:
        found.whole = False
        ledger.unread(found.name, found.heading)
        found.heading = None


def _is_over(line: Line, below: Line) -> bool:
    """A name that is set apart over an entry, or an item over a deeper one: that of a group. So is an organisation over
    a State: `European Union` over `Austria`.
    """
    apart = line.kind in SET_APART and below.kind not in SET_APART
    if not (apart or (line.kind == "item" and below.level > line.level)) or find_countries(line.text):
        return False
    return fits("member" if fits("observer", line.text) else "observer", below.text) and not is_none(line.text)


def _is_group(line: Line) -> bool:
    """A heading within the list: `Africa`, `African Union Member States`."""
    hits, rest = read_regions(line.text)
    if (hits and not rest) or names_a_kind(line.text):
        return True
    if find_countries(line.text) or is_prose(line.text) or re.search(r"[,;]|:\s*\S|\s[–—-]\s", line.text):
        return False
    if pattern("membership", "groups").match(line.text) and len(line.text.split()) <= GROUP_HEAD_WORDS:
        return True
    if line.kind == "heading":  # a smaller one than the list's own, or the list would have ended
        return True
    return (line.kind == "term" or len(line.text.split()) > 1) and bool(GROUP.search(fold(line.text)))


def _states(line: Line, found: Listing, ledger: Ledger) -> bool:
    """The whole line is one country, or nothing but countries."""
    one = read_country(line.text, language=ledger.reading.language)
    many = (one,) if one else read_countries(line.text, language=ledger.reading.language) or ()
    for hit in many:
        enter_state(hit, line.text if one else hit.name, line, found, ledger)
    return bool(many)


def _organisations(line: Line, role: str, found: Listing, ledger: Ledger) -> bool:
    """The whole line is one organisation, or nothing but known ones; under `Observer Organizations` also an unknown
    one.
    """
    one = read_organisation(line.text)
    group = (one,) if one.id else read_organisations(line.text)
    if not group or any(o.id is None for o in group):
        separated = re.search(r"[;,]", line.text)
        if role != "organisation" or is_prose(line.text) or line.kind in ("heading", "term") or separated:
            return False
        group = (one,)
    for index, organisation in enumerate(group):
        # `Economic Commission for ... (ECLAC/CEPAL)` names one body three times
        again = any(o.id == organisation.id for o in group[:index])
        if not (again and line.text[: organisation.start].rstrip().endswith(("(", "/"))):
            enter_organisation(organisation, line, found, ledger)
    return True


def _known(line: Line, role: str, found: Listing, ledger: Ledger) -> bool:
    """The whole line is a known organisation, where one may stand."""
    return role != "state" and read_organisation(line.text).id is not None and _organisations(line, role, found, ledger)


def _prose(line: Line, role: str, found: Listing, ledger: Ledger) -> None:
    """A sentence that lists the members: read when it says so; the list may not be whole, so nothing closes by it."""
    found.whole = False
    if found.name == "member" and state_observing(line.text, lambda _: line, ledger):
        rest = observing(line.text, ledger.mechanism).rest
        if not find_countries(rest):
            return
        line = replace(line, text=rest)
    hits = find_members(line.text, ledger.mechanism, under_label=True) if found.name == "member" else ()
    if not hits:
        found.listed += 0 if is_prose(line.text) else 1
        tell_unread(line, role, found, ledger)
    for hit, _ in hits:
        enter_state(hit, hit.name, line, found, ledger)
    if hits:
        tell_strangers(found.name, line, ledger)
