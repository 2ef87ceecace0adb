"""What a digest holds, before it is written in any form. Its text is raw: each renderer escapes for its own output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.model import Importance, Json

ALIKE = "site.alike"  # stands for changes of several mechanisms, see `alike`


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of a capture that bear out one side of a change."""

    capture: str  # public id
    quote: str
    locator: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a change: `note` or `confirmed`, in words ('' where there are none)."""

    kind: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """One change, with what it rests on. `parts`: the changes of single pages that it stands for, of a whole site;
    `shown`: the sources that show an edit of their site.
    """

    id: str  # public
    kind: str
    importance: Importance
    field: str
    summary: str
    before: Json
    after: Json
    source: str
    url: str
    detected_at: datetime
    mechanism: str | None = None  # None: of a page as a whole, or of several
    happened: str = ""  # between which captures, of a change that imported ones show
    proof_before: tuple[Proof, ...] = ()
    proof_after: tuple[Proof, ...] = ()
    said: tuple[Said, ...] = ()
    parts: tuple[News, ...] = ()
    shown: tuple[str, ...] = ()
    echo_of: str | None = None  # the change of another language version that it follows
    stated_by: str | None = None  # the source that is the page itself and stated it already


@dataclass(frozen=True, slots=True)
class Also:
    """A change (public id) of one mechanism that is told among the pages, by the news `told_by`, which has several."""

    id: str
    summary: str
    told_by: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The news of one mechanism; `mechanism` is None for what concerns a page as a whole, or several mechanisms alike.

    `also`: what is told of this mechanism there.
    """

    mechanism: str | None
    name: str
    news: tuple[News, ...]
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding that was opened in the window; `closed_at` when it stood no longer at the end of it."""

    source: str
    kind: str
    mechanism: str | None
    message: str
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A finding that was opened before the window and that ended in it."""

    source: str
    kind: str
    mechanism: str | None
    message: str
    opened_at: datetime
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A meeting to come, as the sources told of it at the end of the window. `when`: EDTF."""

    mechanism: str
    when: str
    place: str | None
    country: str | None
    title: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """What two sources state differently: what each says alone, in codes, ids, numbers, dates ('': nothing)."""

    mechanism: str
    field: str
    source: str
    value: str
    other_source: str
    other_value: str


@dataclass(frozen=True, slots=True)
class About:
    """What something beside the changes is about, by which a reader may not want to know it. None: it is about no
    mechanism or no field in particular; of countries that they are not known.
    """

    mechanism: str | None = None
    field: str | None = None
    countries: frozenset[str] | None = frozenset()
    importance: Importance = "high"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that fails; `since` is the first check of the present row of failures, `error` one plain sentence.

    Of one that fails again and again (see `spells`): `times` in a row, the first of them `first`.
    """

    source: str
    verdict: str
    since: datetime | None
    last_success: datetime | None
    error: str
    times: int = 1
    first: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """What was wrong with one source and is over: it was `failing`, so many `times`, and why the last time (`words`),
    or `words` names fields that were `held`.
    """

    source: str
    what: str
    times: int
    since: datetime
    ended_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Unsteady:
    """Sources that fail again and again, up to so many `times`, and are well now; most of the `watched` ones of `host`,
    or one alone ('').
    """

    host: str
    watched: int
    times: int
    since: datetime
    well_since: datetime
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A field whose new reading is held back until it proves itself or somebody accepts it."""

    source: str
    mechanism: str | None
    field: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SiteTrouble:
    """A host of whose `watched` sources most fail the same way, `since` so many do; or the monitor's own tables."""

    host: str
    verdict: str
    watched: int
    since: datetime | None
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class SiteWaiting:
    """A host on most of whose `watched` sources fields are held back, `since` they are on so many."""

    host: str
    watched: int
    since: datetime
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """A trouble of a host, or of the monitor's own tables, that ended in the window (`what`: sources were `failing`,
    fields were `held`).
    """

    host: str
    what: str
    watched: int
    since: datetime
    ended_at: datetime
    sources: tuple[str, ...]
    times: int = 1  # at most of one source


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A digest for a channel that was given up at `since`, and why; `ended`: how it was dealt with, `retried` or
    `dropped`. `digest` is None where none can be put together for the channel since then, or could until `ended_at`.
    """

    digest: int | None
    channel: str
    since: datetime
    error: str
    ended_at: datetime | None = None
    ended: str | None = None

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.channel} {self.digest or ''} {self.since.isoformat()}"


@dataclass(frozen=True, slots=True)
class Digest:
    """A window of time, told. `since` is None when it reaches back to the beginning.

    `troubles`, `waiting` and `ended` are those of single sources; what most sources of a host share is in
    `site_troubles`, `site_waiting` and `recoveries`.
    """

    since: datetime | None
    until: datetime
    chapters: tuple[Chapter, ...]
    remarks: tuple[Remark, ...]
    open_findings: int  # but for those that say what `troubles` and `site_troubles` do
    troubles: tuple[Trouble, ...]
    waiting: tuple[Waiting, ...]
    corrections: int
    checked: int  # sources that were looked at in the window
    sources: int  # sources that are watched
    last_check: datetime | None
    problems: tuple[str, ...] = ()  # mistakes in the configuration, one plain sentence each
    left_out: int = 0  # changes of the window that people said are none
    unasked: int = 0  # those that are not told since the filters of its reader do not ask for them
    disagreements: int = 0  # what two sources state differently, at the end of the window
    site_troubles: tuple[SiteTrouble, ...] = ()
    site_waiting: tuple[SiteWaiting, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    ended: tuple[Ended, ...] = ()
    unsteady: tuple[Unsteady, ...] = ()
    language: str = "en"  # in which it is told
    undelivered: tuple[Undelivered, ...] = ()  # of other channels than that which is told
    closed: tuple[Closed, ...] = ()
    disagreed: tuple[Differing, ...] = ()  # what they came to state differently in the window
    agreed: tuple[Differing, ...] = ()  # what they do not any more
    upcoming: tuple[Upcoming, ...] = ()
    days_ahead: int = 0  # behind the end of the window, of which `upcoming` tells
    mended: tuple[str, ...] = ()  # mistakes in the configuration of which its reader heard, and that stand no more
    begun: int = 0  # of what is listed while it lasts (sources that fail, fields held back, mistakes ...), what is new

    @property
    def changes(self) -> int:
        """How many changes are told: an event of a site is one, what its pages state alike one of each page."""
        return sum(len(news.parts) if news.kind == ALIKE else 1 for chapter in self.chapters for news in chapter.news)

    @property
    def alike(self) -> int:
        """How many of them are told together since most pages of a site state them alike."""
        return sum(len(news.parts) for chapter in self.chapters for news in chapter.news if news.kind == ALIKE)

    @property
    def mechanisms(self) -> int:
        """How many mechanisms they are about."""
        news = [one for chapter in self.chapters for one in chapter.news]
        parts = (part.mechanism for one in news for part in one.parts)
        chapters = (chapter.mechanism for chapter in self.chapters)
        return len({*parts, *chapters, *(one.mechanism for one in news)} - {None})

    @property
    def undelivered_now(self) -> tuple[str, ...]:
        """What others did not take and nobody dealt with yet, by what tells it from others."""
        return tuple(one.key for one in self.undelivered if one.ended_at is None)

    @property
    def failing(self) -> int:
        """How many sources fail."""
        return len(self.troubles) + sum(len(site.troubles) for site in self.site_troubles)
