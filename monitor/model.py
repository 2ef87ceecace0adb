"""The plain records that pass from room to room. No room's logic lives here.

Instants are timezone-aware UTC datetimes. Dates that pages state are EDTF text (ISO 8601-2). Countries are ISO 3166-1
alpha-2 codes. A `value` is JSON: str, int, bool, None, or a dict/list of these.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import Any, Literal

from monitor.declared import DeclaredField
from monitor.headers import Headers, content_type, header

# str | int | float | bool | None | list[Json] | dict[str, Json]; mypy has no recursive alias that stays readable
Json = Any

TransportVerdict = Literal[
    "not-modified", "unreachable", "refused", "server-error", "not-found", "gone", "truncated", "too-large"
]
ContentVerdict = Literal["blocked", "soft-404", "empty", "new", "changed", "unchanged"]
OwnVerdict = Literal["unjudged"]  # the look ended in a fault of ours before the page could be judged
Outcome = Literal["ok", "partial", "held", "drifted", "failed"]
FieldEnd = Literal[Outcome, "unstated"]  # `unstated`: stated no more, as a person said or newer code reads
Importance = Literal["high", "medium", "low"]
Layout = str  # one of LAYOUTS, or the name of an entry point in the group `monitor.layouts`
Render = Literal["if-empty", "browser", "never"]  # when a browser runs a page's scripts before it is read
Network = IPv4Network | IPv6Network

DecisionKind = Literal[
    "settings",  # a source joined, was renamed or is configured otherwise: what of its entry shapes a reading
    "retired",  # it left the configuration
    "followed",  # its link leads to another address: `url`, and `place` of the page with the link
    "gone",  # no page is at its address any more: `url`, `status`, `error` (what the server said, or null)
    "crowded",  # `capture` ended where `others` addresses that are watched ended
    "framed",  # from then on these `digests` of what its site repeats are no content of its pages
    "site-edited",  # `capture` shows an edit of what the pages of its `host` share: lines that `went` and `came`
    "redacted",  # a capture was taken out on request: `capture`, `sha256`, `why`
    "thinned",  # captures that differed in noise alone were taken out: `captures`
    "accepted",  # a person says that what is held of `fields` is so: `capture` that was read, `fetched_at`, `sha256`
    "rejected",  # a person says that it was read wrongly: the same, and `why`
]

LAYOUTS: tuple[Layout, ...] = ("mechanism-page", "mechanism-table", "ministry-page", "practice-page", "declared")
RENDERS: tuple[Render, ...] = ("if-empty", "browser", "never")


@dataclass(frozen=True, slots=True)
class Source:
    """One URL that is watched."""

    id: str
    url: str
    layout: Layout
    mechanisms: tuple[str, ...] = ()
    language: str | None = None
    every: float | None = None  # seconds; None = the [monitor] default
    enabled: bool = True
    follow: str | None = None  # text of the link on `url` that leads to the document itself
    family: str | None = None  # id of the source of which this one is another language version
    rank: int = 5  # 1 to 9: whom `now` picks first where sources state different things
    was: str | None = None  # the id before a rename
    render: Render = "if-empty"
    allow_addresses: tuple[Network, ...] = ()  # networks that are opened for it, though they are not public
    fields: tuple[DeclaredField, ...] = ()  # of layout `declared`


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask with next time, to the letter."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one fetch, good or not. `body` is decoded; `headers` are as received, in order.

    `verdict` is set when the transport alone decides; None means that the content must be judged.
    """

    requested_url: str
    final_url: str
    fetched_at: datetime
    seconds: float
    status: int | None = None
    reason: str = ""
    headers: Headers = ()
    body: bytes = b""
    received: int = 0  # bytes on the wire, before decoding
    redirects: tuple[tuple[int, str], ...] = ()  # (status, URL it led to), in order
    address: str | None = None  # the peer's IP address
    verdict: TransportVerdict | None = None
    error: str | None = None  # one plain sentence when there is no good answer
    moved: bool = False  # a permanent redirect (301, 308) led here
    shell: bytes | None = None  # the body as it came, where `body` is the page after a browser ran its scripts

    def header(self, name: str) -> str | None:
        """The first value of a header, by its case-insensitive name; None when it is not there."""
        return header(self.headers, name) or None

    @property
    def media_type(self) -> str:
        """`type/subtype` in lower case, '' when the server did not say."""
        return content_type(self.headers)[0]

    @property
    def sha256(self) -> str:
        """Hex digest of the decoded payload."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the archive a record stands: `snapshots/<source>/<segment>`, byte offset and length of its frame."""

    segment: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived response."""

    id: str  # public
    source: str
    requested_url: str
    final_url: str
    redirects: tuple[tuple[int, str], ...]
    fetched_at: datetime
    status: int
    sha256: str
    media_type: str
    place: Place
    rendered: bool = False  # the payload is what a browser made of the answer
    quality: float | None = None  # how sure it is, 0 to 1, that it is a page; None: not judged
    redacted_at: datetime | None = None  # since when its bytes are not in the archive any more, on request


@dataclass(frozen=True, slots=True)
class Imported:
    """Where a capture comes from that others made (a file's name, the address of an archive), and when it was had."""

    origin: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What shapes a history beside its captures, kept in the archive so that a rebuild comes to the same."""

    kind: DecisionKind
    at: datetime
    facts: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a document: its words and its absolute URL."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order.

    kind: `heading` (h1..h6 or what stands for one), `term` (a label set apart: dt, summary, the title of a tab or an
    accordion, a line that is bold as a whole), `text` (a paragraph or a line), `item` (of a list), `row` (of a table).
    `text` is clean for reading (see documents/clean.py); of a row it is its cells joined by tabs. `lead` is the part
    of the text that was emphasised at its beginning ('' if none): in `<b>Chair</b> Tunisia` it is `Chair`. `parts` are
    the pieces of a line that is nothing but elements of classes of their own, side by side: `12 May`, `Lima`; else ().
    """

    kind: Literal["heading", "term", "text", "item", "row"]
    text: str
    locator: str  # where it stands: a CSS path (`#main > ul > li:nth-child(2)`), `page 2 row 4`, `line 17`
    level: int = 0  # of a heading 1..6; of an item its depth from 1
    cells: tuple[str, ...] = ()
    cell_locators: tuple[str, ...] = ()  # of a row: one for each of `cells`; () where the row's own is all there is
    header: bool = False  # a row of column names
    lead: str = ""
    links: tuple[Link, ...] = ()
    landmark: str = ""  # `navigation`, `banner`, `contentinfo`, `complementary`, `search`, `dialog`; '' = content
    table: int = 0  # rows of one table share a number from 1; a table that goes on over a page keeps its number
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadDates:
    """When a page was changed and published, as its head says, in EDTF; None where it does not."""

    modified: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed capture."""

    media_type: str
    url: str
    title: str = ""
    language: str | None = None  # as the document declares it: two letters
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()  # what the reader could not do, in plain words; each becomes a finding
    head: HeadDates = HeadDates()
    struck: tuple[str, ...] = ()  # words that the page crosses out, line by line; no block has them

    @property
    def text(self) -> str:
        """All blocks, one a line."""
        return "\n".join(block.text for block in self.blocks)


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

    label: str  # folded, without figures
    role: str = ""  # of labels.toml: what the label says of all that stands below it
    keys: tuple[str, ...] | None = ()  # None: of a label that is alone, all of the field


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
    unread: tuple[str, ...] = ()  # lines that were not understood, where nothing else makes it `partial`


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


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """A statement that holds now, as the history keeps it. `row` is its integer key."""

    row: int
    statement: Statement
    opened_by: str  # public id of the capture
    language: str | None = None  # in which the page was then; of meetings and documents alone
    worded: dict[str, Json] = field(default_factory=dict)  # its value as the page gave it in other languages since


@dataclass(frozen=True, slots=True)
class Held:
    """A field whose new reading waits. `fingerprint` tells whether a later run read the same again."""

    mechanism: str | None
    field: str
    reason: str
    fingerprint: str
    since: datetime
    runs: int
    by_itself: bool  # may be accepted by itself after enough identical runs
    rejected: str | None = None  # why a person says that it was read wrongly: it is never accepted by itself then


@dataclass(frozen=True, slots=True)
class Memory:
    """What a comparison needs to know of a source's past."""

    capture: str | None = None  # public id of the last accepted extraction's capture; None = never read
    statements: tuple[OpenStatement, ...] = ()
    fields: tuple[tuple[FieldOutcome, ...], ...] = ()  # of the accepted extractions, newest first, three at most
    known: frozenset[tuple[str, str]] = frozenset()  # (mechanism or '', field) that ever had a baseline
    settled: tuple[FieldOutcome, ...] = ()  # the last `ok` outcome of each of them, however long ago
    held: tuple[Held, ...] = ()
    rejected: tuple[Held, ...] = ()  # readings that a person rejected, and that are held no more
    ended: tuple[Held, ...] = ()  # of each field what was held of it last, and is no more
    prose: tuple[str, ...] = ()
    source_fields: dict[str, str | None] = field(default_factory=dict)
    layout: str | None = None
    extractor: str | None = None
    lookups: str | None = None
    lines: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)  # unplaced when a field was read, masked
    framed: bool = True  # that extraction knew of its site's frame what is known now


@dataclass(frozen=True, slots=True)
class Change:
    """A typed difference between two successive accepted extractions of one source.

    `before` and `after` are JSON values (None: was not there). `closes` are rows of open statements, `opens` are
    indexes into the comparison's `opened`.
    Of entries that stay as they are, `stands` are the rows that the before side rests on too, and `quotes` the words
    for them, with their locators, in the later capture.
    """

    kind: str
    mechanism: str | None
    field: str
    key: str
    before: Json
    after: Json
    importance: Importance
    summary: str
    closes: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    stands: tuple[int, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one extraction means for the history: what opens, what closes, what is told and what is held."""

    outcome: Outcome
    fields: tuple[FieldOutcome, ...] = ()  # after the guard
    opened: tuple[Statement, ...] = ()
    closed: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    corrections: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    held: tuple[Held, ...] = ()
    worded: tuple[tuple[int, Json], ...] = ()  # rows that stay open -> their values in the language of the page now
    same_prose: bool = False  # that of the memory, but for the order, counters and dates


@dataclass(frozen=True, slots=True)
class Check:
    """One look at one source within a run, as it ended."""

    source: str
    verdict: TransportVerdict | ContentVerdict | OwnVerdict
    checked_at: datetime
    status: int | None = None
    received: int = 0
    seconds: float = 0.0
    error: str | None = None
    moved_to: str | None = None
    capture: str | None = None
    outcome: Outcome | None = None
    changes: int = 0
    quality: float | None = None  # how sure it is, 0 to 1, that what came is a page; None where none was judged
