"""What the running text of a page states, written into a ledger for the fields that no label gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from monitor.extract import prose
from monitor.extract.fields import chairs, documents, elsewhere, listing, meetings
from monitor.extract.fields.dated import misspelt_within
from monitor.extract.ledger import Ledger
from monitor.extract.own_meetings import goes_on, is_about, may_be_own
from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import masked, names_the_mechanism, office_elsewhere
from monitor.extract.sections import Line
from monitor.extract.seeming.unknown_holders import beside_those_who_chair, chaired_by_a_stranger
from monitor.extract.values.chairs import Chair
from monitor.extract.values.countries import CountryMatch
from monitor.extract.values.meetings import Meeting
from monitor.model import Block

# A ministry's page is prose. A mechanism's own page has labels; beside them it may tell other stories too.
EVERYTHING = frozenset(
    (
        "chair", "meeting", "member", "member_count", "observer", "established", "document", "secretariat", "type",
        "formal_association",
    )
)  # fmt: skip
ON_A_PAGE = EVERYTHING - {"document"}
# the roles of a chair that sentences may tell beside labels: who was, where they name the one in office; who is in
# office, where they name only who was or will be
HOLDING = frozenset(("chair", "co-chair"))
PAST = frozenset(("past",))
TOLD = {"ministry-page": EVERYTHING, "mechanism-page": ON_A_PAGE}


def read_running_text(blocks: tuple[Block, ...], ledger: Ledger, heading: str | None = None) -> None:
    """Facts in sentences, each field `partial`: what sentences do not say is not gone.

    `heading`: that of a part about a mechanism, which may name its parties.
    """
    read = set(ledger.outcomes)
    listed = any(statement.field == "meeting" for statement in ledger.statements)
    if "meeting" in read and not listed and ledger.outcomes["meeting"].outcome == "partial":
        read.discard("meeting")  # the agenda of a site's frame: none of its lines is one of the mechanism's
    fields = set(TOLD.get(ledger.reading.layout, ())) - read
    roles = _unlabelled_roles(ledger)
    if heading and "member" in fields:
        line = Line(heading, heading, blocks[0].locator if blocks else "")
        for hit in prose.members_between(heading):
            _member(hit, line, ledger)
            listing.tell_strangers("member", line, ledger)
        fields -= {"member"} if ledger.has("member") else set()
    unnamed: list[tuple[Meeting, Line]] = []
    above = ""
    for block in blocks:
        above = block.text if block.kind in ("heading", "term") else above
        # entries of lists are teasers as often as they are facts
        if ledger.reading.layout == "ministry-page" or block.kind == "text":
            share = prose.share_of(block.text, ledger.mechanism)
            for text in share.texts:
                own_block = replace(block, text=text) if share.shared else block
                _paragraph(own_block, fields, roles, ledger)
                if "meeting" in fields:
                    unnamed += _meetings(own_block, above, ledger)
                elif listed and not share.shared:
                    _further_meetings(own_block, above, ledger)
            for sentence, own in share.shared:
                _unbound(block, sentence, own, ledger)
    stated = frozenset(statement.field for statement in ledger.statements)
    paragraphs = tuple(block.text for block in blocks if block.kind == "text") if unnamed else ()
    if unnamed and is_about(ledger.mechanism, paragraphs, stated):
        for meeting, line in unnamed:
            _meeting(meeting, line, ledger)


def _unlabelled_roles(ledger: Ledger) -> frozenset[str]:
    """Which roles of a chair sentences may tell, though labels name some."""
    roles = {one.value["role"] for one in ledger.statements if one.field == "chair" and isinstance(one.value, dict)}
    if not roles or ledger.reading.layout != "mechanism-page":
        return frozenset()
    if not roles & HOLDING:
        return HOLDING
    return PAST if "chair" in roles and "past" not in roles else frozenset()


def _is_stated(chair: Chair, ledger: Ledger) -> bool:
    """A label names the same holder, and no time tells the two apart."""
    who = chair.country or chair.id
    told = (one.value for one in ledger.statements if one.field == "chair" and isinstance(one.value, dict))
    return chair.term is None and any(who in (value.get("country"), value.get("id")) for value in told)


def _unbound(block: Block, sentence: str, own: str, ledger: Ledger) -> None:
    """A sentence about two mechanisms states something that could not be told apart: a finding, and nobody's fact."""
    for field, find in _FINDERS:
        if find(sentence, ledger.mechanism) and not (own and find(own, ledger.mechanism)):
            line = Line(sentence, sentence, block.locator, block.links, block.kind)
            message = "a sentence speaks of two mechanisms, and whose this is cannot be told"
            ledger.remark("unread-line", message, field, line)
            return


_FINDERS: tuple[tuple[str, Callable[[str, str | None], object]], ...] = (
    ("chair", prose.find_chairs),
    ("member", lambda text, _: prose.find_members(text)),
    ("established", prose.find_established),
    ("type", prose.find_kind),
    ("secretariat", prose.find_secretariats),
    ("meeting", lambda text, _: prose.find_meetings(text)),
)


def _member(hit: CountryMatch, line: Line, ledger: Ledger) -> None:
    value = {"kind": "state", "country": hit.country, "name": hit.name}
    ledger.state("member", hit.country, value, hit.name, line)
    ledger.outcome("member", "partial")


def _meetings(block: Block, above: str, ledger: Ledger) -> list[tuple[Meeting, Line]]:
    """States the meetings of a paragraph; gives back those that are the mechanism's if the page is about it."""
    reading = ledger.reading
    unnamed: list[tuple[Meeting, Line]] = []
    found = prose.find_meetings(
        block.text, language=reading.language, day_first=reading.day_first, mechanism=ledger.mechanism
    )
    for meeting, sentence in found:
        line = Line(sentence, sentence, block.locator, block.links, block.kind)
        # on a page with labels only what is called a meeting of the mechanism is one
        own = names_the_mechanism(sentence, ledger.mechanism) and pattern("bodies", "sessions").search(masked(sentence))
        if own or (reading.layout == "ministry-page" and not _of_another_office(sentence, ledger.mechanism)):
            _meeting(meeting, line, ledger)
        elif may_be_own(meeting.title, sentence, block.text, above, ledger.mechanism):
            unnamed.append((meeting, line))
    return unnamed


def _of_another_office(sentence: str, mechanism: str | None) -> bool:
    """`During the Presidency of the Council of the EU the Ministry hosted a seminar`: none of the mechanism's."""
    if names_the_mechanism(sentence, mechanism):
        return False
    offices = pattern("chair", "nouns").finditer(sentence)
    return any(office_elsewhere(sentence, one.start(), one.end(), mechanism) for one in offices)


def _further_meetings(block: Block, above: str, ledger: Ledger) -> None:
    """States the meetings of a paragraph that go on with the numbers of those that the page lists."""
    stated = [one.value for one in ledger.statements if one.field == "meeting" and isinstance(one.value, dict)]
    titles = frozenset(str(value["title"]) for value in stated)
    reading = ledger.reading
    for meeting, sentence in prose.find_meetings(
        block.text, language=reading.language, day_first=reading.day_first, mechanism=ledger.mechanism
    ):
        known = any(str(value["date"])[:7] == meeting.date[:7] for value in stated)
        if known or not meeting.place or not goes_on(meeting.title, titles):
            continue
        if may_be_own(meeting.title, sentence, block.text, above, ledger.mechanism):
            line = Line(sentence, sentence, block.locator, block.links, block.kind)
            meetings.state_meeting(meeting, line, ledger)
            misspelt_within("meeting", line, ledger)


def _meeting(meeting: Meeting, line: Line, ledger: Ledger) -> None:
    meetings.state_meeting(meeting, line, ledger)
    misspelt_within("meeting", line, ledger)
    ledger.outcome("meeting", "partial")


def _paragraph(block: Block, fields: set[str], roles: frozenset[str], ledger: Ledger) -> None:
    def line(quote: str) -> Line:
        return Line(quote, quote, block.locator, block.links, block.kind)

    mechanism = ledger.mechanism
    if "chair" in fields or roles:
        for chair, sentence in prose.find_chairs(block.text, mechanism):
            if "chair" not in fields and (chair.role not in roles or _is_stated(chair, ledger)):
                continue
            if chair.text not in sentence and chaired_by_a_stranger(sentence):
                continue  # who chairs is not whom the sentence before named
            for name in beside_those_who_chair(sentence):
                message = f"“{name}” is not among the known countries"
                ledger.remark("unknown-country", message, "chair", line(sentence))
            if listing.tell_strangers("chair", line(sentence), ledger):
                chair = replace(chair, term=None)  # the year may be that of the one whom nobody knows
            chairs.state_chairs((chair,), line(sentence), ledger)
            if chair.role not in PAST or "chair" in fields:  # who chaired says nothing of whom the labels name
                ledger.outcome("chair", "partial")
    if "member" in fields:
        for hit, sentence in prose.find_members(block.text, mechanism):
            _member(hit, line(sentence), ledger)
            listing.tell_strangers("member", line(sentence), ledger)
        for hit, sentence in prose.find_left(block.text, mechanism):
            message = f"{hit.name} left, a sentence says, and is not counted"
            ledger.remark("not-a-member", message, "member", line(sentence))
    if "observer" in fields:
        elsewhere.state_observing(block.text, line, ledger)
    if "member_count" in fields and not ledger.has("member_count"):
        count = prose.find_member_count(block.text, mechanism)
        if count:
            ledger.state("member_count", "", count[0], count[1], line(count[2]))
            ledger.outcome("member_count", "partial")
    if "established" in fields and not ledger.has("established"):
        elsewhere.state_founding(block.text, line, ledger)
    if "type" in fields and not ledger.has("type") and (kind := prose.find_kind(block.text, mechanism)):
        ledger.state("type", "", kind[0], kind[1], line(kind[2]))
        ledger.outcome("type", "partial")
    if "secretariat" in fields:
        elsewhere.state_serving(block.text, line, ledger)
    if "formal_association" in fields and not ledger.has("formal_association"):
        elsewhere.state_association(block.text, line, ledger)
    if "document" in fields:
        links = tuple((link.text, link.url) for link in block.links)
        for document, sentence in prose.find_documents(block.text):
            documents.state_document(prose.with_links(document, links), line(sentence), ledger)
            ledger.outcome("document", "partial")
