"""How a page that nobody described could be watched: the layout that fits it, else the labels that it has as fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monitor.declared import DeclaredField
from monitor.extract.assemble import reading_of
from monitor.extract.declared.candidates import candidates, field_for
from monitor.extract.declared.page import LIKE, read
from monitor.extract.ledger import Ledger
from monitor.extract.subject import content, page_subject
from monitor.model import ContentVerdict, Document, Extraction, FieldEnd, Finding, Layout

MOST = 24  # fields that are proposed
FEWEST = 3  # fields under labels, before a layout fits a page
SEVERAL = 2  # mechanisms with facts of their own, before a page is one about several
SHOWN = 5  # values of a field that are shown
NAMES = frozenset(("name", "mechanism"))
OF_PRACTICES = frozenset(("location", "theme", "types", "sdg", "result", "geographic_focus"))
Reader = Callable[[Document, tuple[str, ...], str | None], Extraction]


@dataclass(frozen=True, slots=True)
class Guess:
    """A field as it would be read: the words of its first values, and how the reading ended.

    `declared` is what to write for it, on a page that no layout fits; `number` counts all its values.
    """

    name: str
    mechanism: str | None
    outcome: FieldEnd
    number: int
    words: tuple[str, ...]
    declared: DeclaredField | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """How to watch a page. `verdict` None: it is a page. `language`: as its words say; `says`: as it declares."""

    verdict: ContentVerdict | None
    title: str
    media_type: str
    layout: Layout | None = None
    mechanisms: tuple[str, ...] = ()
    language: str | None = None
    says: str | None = None
    guesses: tuple[Guess, ...] = ()
    findings: tuple[Finding, ...] = ()


def propose(
    document: Document, verdict: ContentVerdict | None, mechanism: str | None, readers: Mapping[Layout, Reader]
) -> Proposal:
    """What `readers`, those of the other layouts, make of a page; of one that none fits its labels.

    `mechanism`: whom it is about, where somebody said so.
    """
    if verdict is not None:
        return Proposal(verdict, document.title, document.media_type)
    given = (mechanism,) if mechanism else ()
    found = {layout: reader(document, given, None) for layout, reader in readers.items()}
    layout = _fitting(found)
    if layout is None:
        return _declared(document, mechanism)
    extraction = found[layout]
    named = tuple(dict.fromkeys(one.mechanism for one in extraction.statements if one.mechanism is not None))
    mechanisms = () if layout == "mechanism-table" else given or named
    return _proposal(document, layout, mechanisms, extraction, _guesses(extraction))


def _fitting(found: Mapping[Layout, Extraction]) -> Layout | None:
    """The layout that gives most; one about several mechanisms needs facts about each of them."""
    table, ministry = _facts(found["mechanism-table"]), _facts(found["ministry-page"])
    page, practice = _facts(found["mechanism-page"]), _facts(found["practice-page"])
    if _about_several(table):
        return "mechanism-table"
    fields = max((len(fields) for mechanism, fields in page.items() if mechanism is not None), default=0)
    if _about_several(ministry) and sum(map(len, ministry.values())) > fields:
        return "ministry-page"
    if max((len(fields & OF_PRACTICES) for fields in practice.values()), default=0) >= FEWEST:
        return "practice-page"
    return "mechanism-page" if fields >= FEWEST else None


def _facts(extraction: Extraction) -> dict[str | None, set[str]]:
    """The fields of each mechanism that were read, names left out."""
    found: dict[str | None, set[str]] = {}
    for one in extraction.statements:
        if one.field not in NAMES:
            found.setdefault(one.mechanism, set()).add(one.field)
    return found


def _about_several(facts: Mapping[str | None, set[str]]) -> bool:
    return sum(1 for mechanism, fields in facts.items() if mechanism and len(fields) >= SEVERAL) >= SEVERAL


def _declared(document: Document, mechanism: str | None) -> Proposal:
    said = content(document)
    subject = page_subject(document, said, mechanism)
    about = subject.mechanism if subject else None
    ledger = Ledger(about, reading_of(document, LIKE, None))
    fields: list[DeclaredField] = []
    beside = tuple(block for block in document.blocks if block.landmark == "complementary")  # a box of facts
    for candidate in (*candidates(said), *candidates(beside)):
        taken = {one.name for one in fields}
        if len(fields) < MOST and (one := field_for(candidate, document, ledger, taken)):
            fields.append(one)
    for _ in range(2):  # without those that are none, others reach further down the page
        extraction = read(document, tuple(fields), {}, about)
        fields = [one for one in fields if _says_something(one, extraction)]
    by_name = {one.name: one for one in fields}
    guesses = tuple(guess for guess in _guesses(extraction, by_name) if guess.declared)
    order = {one.name: at for at, one in enumerate(fields)}
    guesses = tuple(sorted(guesses, key=lambda guess: order[guess.name]))
    return _proposal(document, "declared", (about,) if about else (), extraction, guesses)


def _says_something(one: DeclaredField, extraction: Extraction) -> bool:
    return any(statement.field == one.name for statement in extraction.statements)


def _proposal(
    document: Document,
    layout: Layout,
    mechanisms: tuple[str, ...],
    extraction: Extraction,
    guesses: tuple[Guess, ...],
) -> Proposal:
    language = extraction.source_fields.get("language")
    return Proposal(
        None,
        document.title,
        document.media_type,
        layout,
        mechanisms,
        language,
        document.language,
        guesses,
        extraction.findings,
    )


def _guesses(extraction: Extraction, declared: Mapping[str, DeclaredField] | None = None) -> tuple[Guess, ...]:
    outcomes = {(one.mechanism, one.field): one.outcome for one in extraction.fields}
    words: dict[tuple[str | None, str], list[str]] = {}
    for one in extraction.statements:
        words.setdefault((one.mechanism, one.field), []).append(one.text)
    return tuple(
        Guess(field, mechanism, outcomes.get((mechanism, field), "partial"), len(said), tuple(said[:SHOWN]),
              (declared or {}).get(field))
        for (mechanism, field), said in words.items()
    )  # fmt: skip
