"""What a capture states, as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from monitor.model.archived import Json
from monitor.model.watched import Layout

Outcome = Literal["ok", "partial", "held", "drifted", "failed"]
INSIDE = " > "  # between a label and a smaller one inside its section: `members > africa`
FieldEnd = Literal[Outcome, "unstated"]  # `unstated`: stated no more, as a person said or newer code reads


@dataclass(frozen=True, slots=True)
class Statement:
    """One typed claim by one source about one mechanism.

    `key` tells the entries of a list field apart (a country code, an organisation's id, a meeting's date and place); ''
    for a field that has one value. `text` is what the page says for it, `quote` the words around it that prove it, both
    verbatim from a block; `locator` names the block.
    """

    mechanism: str | None
    field: str
    key: str
    value: Json
    text: str
    quote: str
    locator: str

    @property
    def identity(self) -> tuple[str, str, str]:
        return (self.mechanism or "", self.field, self.key)


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on data quality or on what was not understood. `kind` is one of lookups/findings.toml."""

    kind: str
    message: str
    mechanism: str | None = None
    field: str | None = None
    quote: str | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Under:
    """A label of a field that stands on the page, and the keys of the entries below it."""

    label: str  # folded, without figures; of one inside the section of another both, with INSIDE between them
    role: str = ""  # of labels.toml: what the label says of all that stands below it
    keys: tuple[str, ...] | None = ()  # None: of a label that is alone, all of the field
    open: bool = False  # the page says that more belongs there, and not yet what


@dataclass(frozen=True, slots=True)
class FieldOutcome:
    """How the reading of one field of one mechanism ended; there is one only when the page speaks of the field.

    `ok`: the label was found and every line below it was read; `partial`: values were found, but in prose, or a line
    was not read.
    """

    mechanism: str | None
    field: str
    outcome: FieldEnd
    claimed: int | None = None  # the number the page gives for the list
    listed: int | None = None  # lines that stand there; of the chair the labels, but for those of the past, with a line
    parsed: int | None = None  # lines that were understood
    kept: int | None = None  # distinct values
    under: tuple[Under, ...] = ()  # the labels that stand
    empty: tuple[str, ...] = ()  # labels that stand with nothing below them; of the reading at hand alone
    unread: tuple[str, ...] = ()  # lines that were not understood, where nothing else makes it `partial`
    none: str = ""  # the words with which the page says that there is none now: `None`, `currently vacant`


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one capture states, as one extractor read it.

    `source_fields`: `published`, `last_updated` (EDTF, with minutes where given), `language`; never the cause of a
    change. `prose`: paragraphs of 8 words or more that no field took, outside the chrome, in order.
    """

    layout: Layout
    outcome: Outcome
    extractor: str  # version of the reading code
    lookups: str  # version (digest) of the tables
    statements: tuple[Statement, ...] = ()
    fields: tuple[FieldOutcome, ...] = ()
    findings: tuple[Finding, ...] = ()
    source_fields: dict[str, str | None] = field(default_factory=dict)
    prose: tuple[str, ...] = ()
