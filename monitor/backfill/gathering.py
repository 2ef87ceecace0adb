"""The captures of one source out of a file, put aside in a spool.

What a redirect or a revisit leads to may stand before it in the file, so that the file is read again while there is
more to look for; mostly it is read once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

from monitor.archive import Archived
from monitor.backfill import ours, responses
from monitor.backfill.dates import instant
from monitor.backfill.digests import normal
from monitor.backfill.files import Part, opened
from monitor.backfill.matching import canonical, canonical_set, without_fragment
from monitor.backfill.result import Counts, Tell
from monitor.backfill.seen import Hop, Page, pages_of_source
from monitor.backfill.spool import Slip, Spool
from monitor.backfill.warcs import Gap, Head, Read, records
from monitor.errors import DamagedRecord, FetchError, ForeignArchiveError, TooLarge
from monitor.fetch.exchange import REDIRECTS

MOST = 100_000  # captures, redirects and revisits of one source in one file
PASSES = 12  # a chain of redirects that stands in the file from its end to its beginning needs eleven
HEADERS = 256 * 1024  # bytes of HTTP headers beside a body
PAGES = ("response", "resource")

Digest = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the source's addresses as they are written, the window of time, and the bounds."""

    addresses: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    now: datetime
    max_bytes: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """URLs (canonical), and originals of revisits (record ids, payload digests), that a pass looks for."""

    urls: frozenset[str]
    ids: frozenset[str] = frozenset()
    digests: frozenset[Digest] = frozenset()


@dataclass(frozen=True, slots=True)
class Again:
    """A revisit: the page was as the record says that it names."""

    at: datetime
    url: str
    key: str
    id: str
    digest: Digest | None


def gather(path: Path, asked: Asked, spool: Spool, tell: Tell) -> tuple[tuple[Page, ...], Counts]:
    """The captures of the source in a file, oldest first, and what else was found there.

    Raises UsageError, ForeignArchiveError as `files.opened` and `warcs.records` do.
    """
    keys = canonical_set(asked.addresses)
    wanted = Wanted(keys)
    with opened(path) as parts:
        for _ in range(PASSES):
            reading = _Pass(asked, keys, wanted, spool)
            for part in parts:
                reading.read(part, tell)
            more = reading.more()
            if more == wanted:
                break
            wanted = more
    return reading.found(), reading.counts


@dataclass(slots=True)
class _Pass:
    """One reading of all WARCs of a file, and what it came upon."""

    asked: Asked
    keys: frozenset[str]  # of the source's own addresses
    wanted: Wanted
    spool: Spool
    counts: Counts = field(default_factory=Counts)
    pages: list[Page] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)
    revisits: list[Again] = field(default_factory=list)
    by_id: dict[str, Slip] = field(default_factory=dict)
    by_digest: dict[Digest, Slip] = field(default_factory=dict)
    spoiled: set[tuple[str, int]] = field(default_factory=set)
    is_first: bool = True  # the next record is the first of its file
    is_ours: bool = False
    together: ours.Together = field(default_factory=ours.Together)

    def read(self, part: Part, tell: Tell) -> None:
        """Read one WARC."""
        self.is_first, self.is_ours, self.together = True, False, ours.Together()
        for found in records(part, self._wants, self.asked.max_bytes + HEADERS):
            if isinstance(found, Gap):
                self.counts.damage(found.message)
                self.together = ours.Together()
                if found.member is not None:
                    self.spoiled.add((part.name, found.member))
                continue
            tell("reading", found.end, part.size)
            try:
                self._take(found, part)
            except TooLarge as error:
                self._count_large(f"{found.where}: {error}")
            except (DamagedRecord, FetchError) as error:
                if self.is_ours or canonical(found.head.target) in self.keys:
                    told = str(error)
                    self.counts.damage(told if told.startswith(found.where) else f"{found.where}: {told}")
            if max(len(self.pages), len(self.hops), len(self.revisits)) > MOST:
                raise ForeignArchiveError(
                    f"{part.name} has more than {MOST} captures of this source",
                    fix="take it in parts: --since, --until",
                )

    def more(self) -> Wanted:
        """What a pass that knows what this one found would look for."""
        lacking = [one for one in self.revisits if self._original(one) is None]
        return Wanted(
            self.wanted.urls | {hop.leads_key for hop in self.hops},
            self.wanted.ids | {one.id for one in lacking if one.id},
            self.wanted.digests | {one.digest for one in lacking if one.digest},
        )

    def found(self) -> tuple[Page, ...]:
        """The pages of the source, oldest first; what is none of its is counted."""
        pages = [page for page in self.pages if page.member not in self.spoiled]
        self.counts.damaged += len(self.pages) - len(pages)
        for one in self.revisits:
            slip = self._original(one)
            if slip is None:
                self.counts.unresolved += 1
            else:
                pages.append(Page(one.at, one.url, one.key, slip))
        theirs = list(pages_of_source(pages, self.hops, self.asked.addresses, self.keys))
        self.counts.foreign += len(pages) - len(theirs)
        used = {url for page in theirs for _, url in page.redirects}
        self.counts.other_status += sum(hop.key in self.keys and hop.leads not in used for hop in self.hops)
        return tuple(sorted(theirs, key=lambda page: page.at))

    def _wants(self, head: Head) -> bool:
        if head.kind == "warcinfo":
            self.is_first = False
            return True
        if self.is_first:
            self.is_first, self.is_ours = False, ours.is_like_ours(head)
        if self.is_ours and head.kind in ours.KINDS:
            return True
        if head.kind not in (*PAGES, "revisit"):
            return False
        digest = normal(head.fields.get("warc-payload-digest", ""))
        return (
            canonical(head.target) in self.wanted.urls
            or head.fields.get("warc-record-id", "") in self.wanted.ids
            or digest in self.wanted.digests
        )

    def _take(self, found: Read, part: Part) -> None:
        head, block = found.head, found.block
        if found.too_long and self._wants(head):
            self._count_large(f"{found.where}: it is longer than {self.asked.max_bytes} bytes")
        elif head.kind == "warcinfo":
            self.is_ours = block is not None and ours.is_ours(block)
        elif self.is_ours and head.kind in ours.KINDS:
            whole = self.together.add(head, block or b"", found.where)
            if whole is not None:
                self._take_ours(whole, found)
        elif block is None:
            is_page = head.kind in (*PAGES, "revisit") and head.target.lower().startswith(("http:", "https:"))
            self.counts.foreign += is_page
        elif head.kind == "revisit":
            self._take_revisit(found, block)
        elif head.kind == "response" or head.media_type in responses.PAGES:
            self._take_page(found, block, part)

    def _take_ours(self, whole: Archived, found: Read) -> None:
        key = canonical(whole.requested_url)
        if whole.role:
            return
        if key is None or key not in self.keys:
            self.counts.foreign += 1
            return
        if whole.truncated:
            raise DamagedRecord(f"{found.where}: not all of the page is there")
        at = instant(found.head.fields.get("warc-date", ""), self.asked.now, found.where)
        if self._is_within(at):
            slip = self.spool.put(whole.answer(), ours.remarks(whole))
            self._note(found.head, slip)
            one = Page(at, whole.target_uri, key, slip, None, whole.requested_url, whole.redirects)
            self.pages.append(one)
        else:
            self.counts.outside += 1

    def _take_page(self, found: Read, block: bytes, part: Part) -> None:
        head, url = found.head, without_fragment(found.head.target)
        key = canonical(url) or ""
        at = instant(head.fields.get("warc-date", ""), self.asked.now, found.where)
        came = responses.response(head, block, found.where)
        if self._is_no_page(came, at, url, key):
            return
        answer, proved = responses.answer(
            came, head, block, url=url, at=at, most=self.asked.max_bytes, where=found.where
        )
        slip = self.spool.put(answer)
        self._note(head, slip)
        if key in self.wanted.urls and self._is_within(at):
            self.pages.append(Page(at, url, key, slip, None if proved else (part.name, found.member)))
        else:
            self.counts.outside += key in self.keys

    def _take_revisit(self, found: Read, block: bytes) -> None:
        head, url = found.head, without_fragment(found.head.target)
        key = canonical(url) or ""
        if key not in self.wanted.urls:
            return
        at = instant(head.fields.get("warc-date", ""), self.asked.now, found.where)
        if block.startswith(b"HTTP/"):
            came = responses.response(head, block, found.where)
            if came.status != 304 and self._is_no_page(came, at, url, key):
                return
        if not self._is_within(at):
            self.counts.outside += key in self.keys
            return
        digest = normal(head.fields.get("warc-payload-digest", ""))
        self.revisits.append(Again(at, url, key, head.fields.get("warc-refers-to", ""), digest))

    def _is_no_page(self, came: responses.Response, at: datetime, url: str, key: str) -> bool:
        """Whether it is a redirect, which is noted, or another answer without a page."""
        if came.status == 200:
            return False
        leads = urljoin(url, came.location) if came.status in REDIRECTS and came.location else ""
        leads_key = canonical(leads) if leads else None
        if leads_key is not None:
            self.hops.append(Hop(at, url, key, came.status, without_fragment(leads), leads_key))
        else:
            self.counts.other_status += key in self.keys
        return True

    def _is_within(self, at: datetime) -> bool:
        since, until = self.asked.since, self.asked.until
        return (since is None or at >= since) and (until is None or at < until)

    def _note(self, head: Head, slip: Slip) -> None:
        """Note an original, for the revisits of it."""
        self.by_id[head.fields.get("warc-record-id", "")] = slip
        digest = normal(head.fields.get("warc-payload-digest", ""))
        if digest:
            self.by_digest[digest] = slip

    def _original(self, one: Again) -> Slip | None:
        by_digest = self.by_digest.get(one.digest) if one.digest else None
        return by_digest or (self.by_id.get(one.id) if one.id else None)

    def _count_large(self, sentence: str) -> None:
        self.counts.too_large += 1
        self.counts.say(sentence)
