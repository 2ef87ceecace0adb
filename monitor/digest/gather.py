"""Ask the history for a window and arrange the answers as a digest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from monitor.digest.build import FAILING, build, news_of
from monitor.digest.differing import about
from monitor.digest.records import About, Digest, News, Undelivered
from monitor.digest.upcoming import DAYS_AHEAD, INSTANT
from monitor.digest.words import ENGLISH
from monitor.messages import Language
from monitor.model import Importance

if TYPE_CHECKING:
    from sqlite_utils import Database

    from monitor.history import ChangeRecord, FindingRecord, Heard, Meeting


def gather(
    history: Database,
    *,
    since: datetime | None,
    until: datetime,
    watched: Iterable[str],
    problems: Iterable[str] = (),
    imported: bool = False,
    suppressed: Callable[[ChangeRecord], bool] = lambda change: False,
    picked: Iterable[ChangeRecord] | None = None,
    asked: Callable[[ChangeRecord], bool] = lambda change: True,
    language: str = "en",
    channel: str | None = None,
    tells: Callable[[About], bool] = lambda about: True,
    heard: Heard | None = None,
) -> Digest:
    """The digest of [since, until) from a history that is open for reading.

    `watched`: ids of the sources that are configured and enabled; what troubles others is not told. `problems`:
    mistakes in the configuration, a sentence each. `imported`: with the changes that imported captures show, which
    are no news otherwise. `suppressed`: whether a change is known to be none; it is left out, as one is that somebody
    marked as false, and counted. `picked`: the changes to tell, in the place of those that were detected in the window.
    `asked`: whether its reader asks for a change; those that he does not ask for are counted. `language`: that in which
    it is told, one of `monitor.messages.LANGUAGES`. `tells`: whether what is told beside the
    changes (findings, meetings to come, what is held back) is to be told of what it is about. `heard`: what its reader
    heard before, where the window ends now.
    """
    # here, not above: whoever only escapes or renders must not pay for opening databases
    from monitor.digest.windows import AsHeard, ByTime
    from monitor.history import changes, evidence, meetings
    from monitor.lookups import mechanisms
    from monitor.messages import language as words_of

    words = words_of(language)
    names = {one.id: known.name if (known := words.mechanism(one.id)) else one.name for one in mechanisms.all()}
    ids = set(watched)
    of_window = partial(changes, history, since=since, until=until)
    every = [
        *(of_window(imported=False) if picked is None else picked),
        *(of_window(imported=True) if imported else ()),
    ]
    changed = [one for one in every if not (one.is_false or suppressed(one))]
    told = [one for one in changed if asked(one)]
    window: AsHeard | ByTime = ByTime(history, since, until)
    if heard is not None:
        window = AsHeard(history, since, until, heard)
    health = [one for one in window.health() if one.source in ids]
    waited = [
        one for one in window.waited() if one.source in ids and tells(About(one.mechanism, one.field, countries=None))
    ]
    today = (until - INSTANT).date()
    near = meetings(history, since=today, until=today + timedelta(days=DAYS_AHEAD), at=until - INSTANT)

    before, after = window.differing()

    def wanted(found: Iterable[FindingRecord]) -> list[FindingRecord]:
        return [one for one in found if tells(About(one.mechanism, one.field, importance=_loudness(one.kind)))]

    digest = build(
        since=since,
        until=until,
        evidence=[evidence(history, change) for change in told],
        findings=wanted(window.findings()),
        failures=window.failures(),
        open_findings=sum(one.kind != FAILING for one in wanted(window.stood())),
        health=health,
        looks={one.source: one.last_check for one in health if one.last_check},
        held=[one for one in waited if window.waits(one)],
        released=[one for one in waited if one.ended_at],
        corrections=len(changes(history, since=since, until=until, corrections=True)),
        name_of=lambda mechanism: names.get(mechanism, mechanism),
        problems=problems,
        heard=heard,
        left_out=sum(map(asked, every)) - len(told),
        unasked=len(changed) - len(told),
        disagreements=[one for one in after if tells(about(one))],
        disagreed_before=[one for one in before if tells(about(one))] if since else (),
        language=language,
        upcoming=[one for one in near if tells(About(one.mechanism, "meeting", _countries(one)))],
    )
    known_lost = heard.undelivered if heard is not None else None
    lost = tuple(_undelivered(history, channel, since, until, known_lost))
    new = sum(_is_new(one, since, known_lost) for one in lost if one.ended_at is None)
    return replace(digest, undelivered=lost, begun=digest.begun + new)


def _undelivered(
    history: Database, channel: str | None, since: datetime | None, until: datetime, known: Collection[str] | None
) -> Iterator[Undelivered]:
    """What other channels did not take, as it stood at `until`; what is over where its end is in the window, or where
    the reader heard of it as of what stands (`known`).
    """
    from monitor.history import dead_letters, standstills

    begin, end = (since, until) if known is None else (None, None)
    letters = dead_letters(history, since=begin, until=end)
    halts = standstills(history, since=begin, until=end)
    every: list[tuple[int | None, str, datetime, str, datetime | None, str | None]] = [
        *((one.number, one.channel, one.opened_at, one.error, one.closed_at, one.ended) for one in letters),
        *((None, one.channel, one.opened_at, one.error, one.closed_at, None) for one in halts),
    ]
    for number, whose, opened_at, error, closed_at, how in every:
        over = closed_at is not None and (known is not None or closed_at < until)
        lost = Undelivered(number, whose, opened_at, error, *((closed_at, how) if over else (None, None)))
        if whose != channel and (known is None or not over or lost.key in known or _is_in(closed_at, since, until)):
            yield lost


def _is_in(at: datetime | None, since: datetime | None, until: datetime) -> bool:
    return at is not None and (since is None or at >= since) and at < until


def _is_new(one: Undelivered, since: datetime | None, known: Collection[str] | None) -> bool:
    return (since is None or one.since >= since) if known is None else one.key not in known


def latest(
    history: Database,
    *,
    mechanisms: Iterable[str] = (),
    limit: int,
    recent: timedelta | None = None,
    suppressed: Callable[[ChangeRecord], bool],
    words: Language = ENGLISH,
) -> list[News]:
    """The newest changes that are news, the newest first; those that people say are none are left out. `recent`: those
    that are no older than that beside the newest of all are told also beyond the limit.
    """
    from monitor.history import changes, evidence, source_health

    urls = {source.source: source.url for source in source_health(history)}
    ids = tuple(mechanisms)
    found = changes(history, mechanisms=ids, imported=False, limit=limit)
    if recent and len(found) == limit and found[-1].detected_at >= (since := found[0].detected_at - recent):
        found = changes(history, mechanisms=ids, imported=False, since=since)
    told = [one for one in found if not (one.is_false or suppressed(one))]
    return [news_of(evidence(history, one), urls, words)[1] for one in told]


def _loudness(kind: str) -> Importance:
    """How much findings of a kind matter."""
    from monitor.lookups.findings import kinds

    known = kinds().get(kind)
    return known.importance if known else "medium"


def _countries(meeting: Meeting) -> frozenset[str]:
    return frozenset([meeting.country] if meeting.country else [])
