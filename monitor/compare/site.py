"""What changed of the lines that the pages of one host share: one event of the site, whichever page shows it first.

Pure. A line is the site's when four pages at least have it. It went when most of the pages that were looked at lack it
now, or when another that no page said before took its place; and one came when so many have it that did not before.
Lines among the content are left to their pages when they state a fact (see `documents.said`), and what a page says of
itself (`documents.remarks`) is no edit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from monitor.compare.identity import Scope
from monitor.compare.names import english
from monitor.compare.turns import change
from monitor.documents.passing import lasting
from monitor.documents.remarks import is_remark
from monitor.documents.said import ANYWHERE, NUMBER, Said, form_of
from monitor.model import Change

SITE: Scope = ("", "site")
MIN_OTHERS = 3  # pages beside one's own, as for a frame
NEAR = 60.0  # likeness (0 to 100) above which a line took the place of another
LAGS = timedelta(days=14)  # that the same edit may take to reach all pages of a site
COUNTER, COUNTED_IN = 3, timedelta(days=30)  # edits of a line's number in so many days: a counter from then on
LONGEST, MOST = 240, 12  # characters of a line and lines a side that are kept in a change


@dataclass(frozen=True, slots=True)
class SiteEdit:
    """What a capture shows of an edit of the lines that the pages of its host share: marks of the lines that went and
    that came (see `documents.said`). `told`: the public id of the change that another source told it with; None: this
    one tells it.
    """

    host: str
    went: tuple[str, ...]
    came: tuple[str, ...]
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """The lines of one page at one time. `edges`: what a frame holds of those at its edges."""

    said: tuple[Said, ...]
    edges: frozenset[str] = frozenset()

    def is_of_the_site(self, line: Said, told: Collection[str]) -> bool:
        """Whether a line may be the site's where it stands, or was `told` to be on another page."""
        if line.mark in told and (line.free or line.counts):
            return True
        return line.around or line.plain or line.key in self.edges or f"{ANYWHERE}{line.key}" in self.edges

    def kept_as(self, line: Said) -> str:
        """What a frame is to hold of a line that is the site's."""
        return line.key if line.key in self.edges else f"{ANYWHERE}{line.key}"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another page of the host: marks of its lines now and in the capture before. `fresh`: it was fetched in this run;
    `lately`: it was looked at in it.
    """

    now: frozenset[str]
    before: frozenset[str] | None
    fresh: bool
    lately: bool

    @property
    def prior(self) -> frozenset[str]:
        """Its lines before this run."""
        return (self.before or frozenset()) if self.fresh else self.now


@dataclass(frozen=True, slots=True)
class Event:
    """An edit of the site that was told. `shown`: by this page too."""

    told: str  # public id of the change
    at: datetime
    went: frozenset[str]
    came: frozenset[str]
    shown: bool


def edited(
    before: Version,
    now: Version,
    others: Sequence[Neighbour],
    events: Sequence[Event],
    *,
    host: str,
    since: datetime,
    at: datetime,
    took: Sequence[tuple[str, str]] = (),
) -> tuple[tuple[SiteEdit, ...], frozenset[str]]:
    """What a page shows of edits of its site; and what its frame is to hold of these lines.

    `events`: all, oldest first; one that this page did not show yet is the same edit, unless it is older than what the
    page said before (`since`) by more than a site takes to bring it to all pages. `at`: the time of the look.
    `took`: keys of lines that are known to have taken the place of others.
    """
    stood, stands = ({one.mark: one for one in side.said} for side in (before, now))
    own = {mark for mark in stood.keys() ^ stands.keys() if is_remark((stood.get(mark) or stands[mark]).text)}
    own |= _passed(stood, stands)
    stood, stands = ({mark: one for mark, one in side.items() if mark not in own} for side in (stood, stands))
    same = [one for one in events if not one.shown and one.at >= since - LAGS]
    told_gone, told_new = _marks(one.went for one in same), _marks(one.came for one in same)
    gone = {mark: line for mark, line in stood.items() if mark not in stands and before.is_of_the_site(line, told_gone)}
    new = {mark: line for mark, line in stands.items() if mark not in stood and now.is_of_the_site(line, told_new)}
    if not gone and not new:
        return (), frozenset()
    lately = min(since - LAGS, at - COUNTED_IN)
    undone = [
        one for one in events if one.shown and one.at >= lately and one.came & gone.keys() and one.went & new.keys()
    ]
    known = told_gone | _marks(one.came for one in undone)
    shared = {mark for mark in gone if _is_shared(mark, others)} | (gone.keys() & known)
    stepped_in = {
        mark: line for mark, line in stands.items() if mark not in stood and (mark in new or line.free or line.counts)
    }
    known_places = _taken(took, [gone[mark] for mark in shared], stepped_in.values())
    left = [gone[mark] for mark in shared if mark not in known_places]
    places = known_places | _places(left, [one for one in stepped_in.values() if one.mark not in known_places.values()])
    went = {mark for mark in shared if mark in known or not _stays(mark, others) or _begins(places.get(mark), others)}
    came = {mark for mark in new if _came(mark, others)} | {places[mark] for mark in went if mark in places}
    came |= new.keys() & told_new
    hidden = frozenset(
        side.kept_as(line)
        for side, lines, marks in ((before, gone, went), (now, stepped_in, came))
        for line in (lines[mark] for mark in marks)
        if not line.around
    )
    counters = _counters(went, came, events)
    went, came = ({mark for mark in marks if form_of(mark) not in counters} for marks in (went, came))
    return tuple(_split(host, went, came, places, same)), hidden


def _marks(sides: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sides)


def _split(
    host: str, went: set[str], came: set[str], places: Mapping[str, str], events: Sequence[Event]
) -> Iterator[SiteEdit]:
    """The part of an edit that each event told before, with the lines that took each other's place there; what is left
    is told now.
    """
    for event in events:
        gone = went & event.went
        new = (came & event.came) | {places[mark] for mark in gone if places.get(mark) in came}
        gone |= {mark for mark in went if places.get(mark) in new}
        if gone or new:
            yield SiteEdit(host, tuple(sorted(gone)), tuple(sorted(new)), event.told)
            went, came = went - gone, came - new
    if went or came:
        yield SiteEdit(host, tuple(sorted(went)), tuple(sorted(came)))


def told(edit: SiteEdit, before: Sequence[str], after: Sequence[str]) -> Change:
    """The change of an edit, in the words of the page that shows it first."""
    return change("site.edited", SITE, _kept(before), _kept(after), english, key=edit.host)


def _kept(words: Sequence[str]) -> list[str] | None:
    kept = [one if len(one) <= LONGEST else one[:LONGEST].rpartition(" ")[0] or one[:LONGEST] for one in words[:MOST]]
    return kept or None


def _is_shared(mark: str, others: Sequence[Neighbour]) -> bool:
    """Whether so many pages say a line or said it before that it is the site's, this page among them."""
    return sum(mark in one.now or (one.before is not None and mark in one.before) for one in others) >= MIN_OTHERS


def _stays(mark: str, others: Sequence[Neighbour]) -> bool:
    """Whether most of the pages that were looked at in this run still say a line."""
    lately = [one for one in others if one.lately]
    return 2 * sum(mark in one.now for one in lately) > len(lately)


def _begins(mark: str | None, others: Sequence[Neighbour]) -> bool:
    """Whether a line that took the place of another is new to the whole site, and not one of several in turn."""
    return mark is not None and not any(mark in one.prior for one in others)


def _came(mark: str, others: Sequence[Neighbour]) -> bool:
    """Whether so many pages say a line now, this one among them, and so many did not before."""
    return sum(mark in one.now for one in others) >= MIN_OTHERS >= sum(mark in one.prior for one in others)


def _places(gone: Sequence[Said], new: Sequence[Said]) -> dict[str, str]:
    """Marks of lines that went, each with that of a new line like it: its numbers are others, or some of its words."""
    left, found = list(new), {}
    for alike in (_same_form, _near):
        for line in sorted((one for one in gone if one.mark not in found), key=lambda one: one.mark):
            other = _like(line, left, alike)
            if other:
                left.remove(other)
                found[line.mark] = other.mark
    return found


def _taken(took: Sequence[tuple[str, str]], gone: Iterable[Said], new: Iterable[Said]) -> dict[str, str]:
    """The same by keys: marks of lines that went, each with that of the line that took its place."""
    by_key, keys = {one.key: one.mark for one in new}, dict(took)
    return {one.mark: by_key[keys[one.key]] for one in gone if keys.get(one.key) in by_key}


def _passed(stood: Mapping[str, Said], stands: Mapping[str, Said]) -> set[str]:
    """Marks of lines of which all that differs is how long ago something was, or how often it was read."""
    gone, new = (
        {mark: lasting(line.text) for mark, line in one.items() if mark not in other}
        for one, other in ((stood, stands), (stands, stood))
    )
    both = frozenset(gone.values()) & frozenset(new.values())
    return {mark for mark, form in (*gone.items(), *new.items()) if form in both}


def _same_form(line: Said, other: Said) -> bool:
    return line.form == other.form


def _like(line: Said, others: Collection[Said], alike: Callable[[Said, Said], bool]) -> Said | None:
    """The line that took the place of another; of several counts the one that is least far off."""
    found = [one for one in others if (one.around, one.counts) == (line.around, line.counts) and alike(line, one)]
    return min(found, key=lambda one: _apart(line, one)) if found else None


def _apart(line: Said, other: Said) -> int:
    """How far the first numbers of two lines are apart; 0 where they have none."""
    first = [NUMBER.search(one.text) for one in (line, other)]
    return abs(int(first[0].group()) - int(first[1].group())) if first[0] and first[1] else 0


def _near(line: Said, other: Said) -> bool:
    return not line.counts and fuzz.ratio(line.text.casefold(), other.text.casefold(), score_cutoff=NEAR) > 0


def _counters(went: set[str], came: set[str], events: Sequence[Event]) -> set[str]:
    """The forms of lines whose numbers alone changed so often, once, that they are counters from then on."""
    forms = {form_of(mark) for mark in went} & {form_of(mark) for mark in came}
    numbers = [(one.at, {form_of(mark) for mark in one.went} & {form_of(mark) for mark in one.came}) for one in events]
    times = {form: sorted(at for at, edited_then in numbers if form in edited_then) for form in forms}
    return {form for form, ats in times.items() if _is_often(ats)}


def _is_often(times: Sequence[datetime]) -> bool:
    runs = zip(times, times[COUNTER - 1 :], strict=False)
    return any(last - first <= COUNTED_IN for first, last in runs)
