"""The records that questions about the history are answered with.

Instants are aware UTC datetimes, ids of captures, statements and changes are the public ones, JSON values are decoded.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from monitor.model import Capture, Importance, Json, Outcome

Judgement = Literal["confirmed", "false"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person says of a change. `words`: the note, or why it is judged so ('' where nothing was said)."""

    kind: Literal["note", "confirmed", "false"]
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change as it was recorded. `correction`: it came from our own code or lookups and is not news.

    It happened between `happened_after` and `happened_before`, when its captures were fetched (None: no capture shows
    that side). `imported`: a capture shows it that was imported, or read late; it is no news either. `echo_of`: the
    change of another language version of the page that it follows; `stated_by`: the source that is the page itself and
    stated already what it comes to, without ever having told it. Its importance is low then.
    """

    id: str
    detected_at: datetime
    source: str
    mechanism: str | None
    kind: str
    importance: Importance
    field: str
    key: str
    before: Json
    after: Json
    before_capture: str | None
    after_capture: str | None
    summary: str
    correction: bool = False
    imported: bool = False
    happened_after: datetime | None = None
    happened_before: datetime | None = None
    echo_of: str | None = None
    stated_by: str | None = None
    marks: tuple[Mark, ...] = ()  # the judgement first

    @property
    def is_false(self) -> bool:
        """Whether somebody judged that it is none."""
        return any(one.kind == "false" for one in self.marks)


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One statement with the interval in which it was observed to hold.

    `since` is the fetch time of the capture that opened it, `until` that of the capture that closed it (None: open).
    `last_seen` is derived: the last good look at the source while it held. `dated` is the source's own date (EDTF).
    `first_day` and `last_day` are those of its own date or term (None: it has none, or that end is unknown or open).
    `said` is what it says in no language (None: it has words), `rank` that of its source, 1 to 9.
    """

    id: str
    source: str
    mechanism: str | None
    field: str
    key: str
    value: Json
    text: str
    quote: str
    locator: str
    opened_by: str
    since: datetime
    closed_by: str | None
    until: datetime | None
    last_seen: datetime | None
    dated: str | None
    first_day: date | None = None
    last_day: date | None = None
    said: str | None = None
    rank: int = 5


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A remark on data quality and when it stood (`closed_at` None: it still stands)."""

    source: str
    kind: str
    message: str
    mechanism: str | None
    field: str | None
    quote: str | None
    locator: str | None
    opened_at: datetime
    closed_at: datetime | None
    opened_turn: int | None = dataclasses.field(default=None, compare=False, repr=False)  # see `heard`
    closed_turn: int | None = dataclasses.field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A field whose new reading is held (`ended_at` None: it still is), and what a person decided on it.

    decision: `accepted`, or `rejected` (it was read wrongly: `why`); None: nobody did, it waits.
    """

    source: str
    mechanism: str | None
    field: str
    reason: str
    since: datetime
    runs: int
    by_itself: bool
    ended_at: datetime | None
    decision: Literal["accepted", "rejected"] | None = None
    why: str | None = None
    decided_at: datetime | None = None
    began_turn: int | None = dataclasses.field(default=None, compare=False, repr=False)  # see `heard`
    ended_turn: int | None = dataclasses.field(default=None, compare=False, repr=False)

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided."""
        return self.ended_at is None and self.decision is None

    def waited(self, until: datetime) -> bool:
        """Whether it was still to be decided at a time."""
        over = (self.ended_at, self.decided_at)
        return self.since < until and all(at is None or at >= until for at in over)


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source fares. `last_success`: the last look that ended in a page that could be judged good."""

    source: str
    url: str
    layout: str
    retired: bool
    last_check: datetime | None
    last_verdict: str | None
    last_error: str | None
    last_success: datetime | None
    failing_since: datetime | None
    outcome: Outcome | None  # of the last extraction
    captures: int
    open_statements: int
    held: int
    dated: str | None  # the source's own date, EDTF


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """An address of a source and when it was watched (`until` None: it is).

    kind: `configured` in config.toml, or `followed`, by a link on the page that is configured.
    """

    url: str
    kind: Literal["configured", "followed"]
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One look at one source, readable."""

    run: int
    source: str
    verdict: str
    checked_at: datetime
    status: int | None
    received: int
    seconds: float
    error: str | None
    moved_to: str | None
    capture: str | None
    outcome: Outcome | None
    changes: int


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One pass over the sources. `ended_at` None: it runs, or it was killed."""

    id: int
    started_at: datetime
    ended_at: datetime | None
    checks: int
    failed: int
    changes: int


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Proof of life: how many sources were looked at well in the last run that ended, and when."""

    run: int | None
    at: datetime | None
    checked: int
    good: int
    sources: int  # that are configured


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a change: the statements it closed and opened, and the captures they stand in. `shown`: of an edit of
    a site the sources that show it, each with its capture.
    """

    change: ChangeRecord
    before: tuple[StatementRecord, ...]
    after: tuple[StatementRecord, ...]
    before_capture: Capture | None
    after_capture: Capture | None
    after_quotes: tuple[tuple[str, str], ...] = ()  # (words, locator) in the later capture, of entries that stay
    shown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a source was watched at an instant. `first`: when the first of its pages that was read came; `until`:
    since when it was out of the configuration then, `again`: when it came back, None where it did not.
    """

    source: str
    first: datetime
    watched: bool
    until: datetime | None = None
    again: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoneRecord:
    """That one source says that there is none of a field, for as long as it was observed to and the source was watched.

    `text`: the words that say so; the others as those of a statement and of its stretch in the timeline. `began_with`
    and `ended_with`: ids of changes, None where none tells of it; of several the last that began it and the first that
    ended it.
    """

    source: str
    mechanism: str
    field: str
    text: str
    opened_by: str
    since: datetime
    closed_by: str | None
    until: datetime | None
    watched_since: datetime | None
    watched_until: datetime | None
    began_with: str | None
    ended_with: str | None
    dated: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class MechanismView:
    """All that holds for a mechanism at an instant (`at` None: now), as observed; most recent source first."""

    mechanism: str
    at: datetime | None
    statements: tuple[StatementRecord, ...]
    ended: tuple[StatementRecord, ...]  # chairs whose term ended before the source's own date
    findings: tuple[FindingRecord, ...]
    disagreements: tuple[Disagreement, ...]
    picks: tuple[Pick, ...] = ()  # one for each field
    reach: tuple[Reach, ...] = ()  # of each source that ever spoke of it
    nones: tuple[NoneRecord, ...] = ()  # what a source says that there is none of


@dataclass(frozen=True, slots=True)
class Contrary:
    """A source that names others in a place of a mechanism, and not the one that is asked for.

    `role`: of a chair `chair` (co-chairs too) or `incoming`, else None; `names`: what it states of that place, empty
    where it says that there is none.
    """

    mechanism: str
    field: str
    role: str | None
    source: str
    names: tuple[StatementRecord, ...]


@dataclass(frozen=True, slots=True)
class PartyView:
    """What a country (ISO 3166-1 alpha-2) or an organisation (its id) is in, at an instant (`at` None: now)."""

    who: str
    at: datetime | None
    chairs: tuple[StatementRecord, ...]  # chair and co-chair, and incoming; the role is in the value
    secretariat_of: tuple[StatementRecord, ...]
    member_of: tuple[StatementRecord, ...]
    observer_of: tuple[StatementRecord, ...]
    associated_with: tuple[StatementRecord, ...]  # what says that a mechanism is formally associated with it
    roles: tuple[StatementRecord, ...]  # other roles, of the organisation that a field is about: the IOM
    contrary: tuple[Contrary, ...] = ()
    reach: tuple[Reach, ...] = ()  # of each source that ever spoke of it


Rule = Literal["only source", "all agree", "rank", "stated date", "observed date", "name"]


@dataclass(frozen=True, slots=True)
class Pick:
    """The source whose statements of a field are taken first, and the rule that decided; `others` in their order."""

    field: str
    source: str
    rule: Rule
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that state different things now: what each says alone, its own date and since when it says so.

    `value` and `other_value` have codes, ids, numbers, dates or regions ('': it says nothing that the other one does
    not). `family`: the source of which both are language versions (None: they are not); `lags`: the one of them that
    is behind (None: that cannot be told).
    """

    mechanism: str
    field: str
    source: str
    value: str
    dated: str | None
    other_source: str
    other_value: str
    other_dated: str | None
    since: datetime
    other_since: datetime
    family: str | None = None
    lags: str | None = None

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Where two sources differ, whatever each says."""
        return self.mechanism, self.field, self.source, self.other_source
