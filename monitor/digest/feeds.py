"""The feed of changes and the calendar of meetings, asked of the history and written: what a web server gives out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.digest.atom import as_atom
from monitor.digest.gather import latest
from monitor.digest.ical import as_calendar, name_of
from monitor.digest.records import Digest
from monitor.digest.words import ENGLISH
from monitor.messages import Language, language

if TYPE_CHECKING:
    from sqlite_utils import Database

    from monitor.history import Appointment, ChangeRecord

CHANGES, MEETINGS = "changes.xml", "meetings.ics"  # the files of all mechanisms
NEWEST = 200  # entries of a feed
RECENT = timedelta(days=2)  # beside the newest change none as young is left out: who asks each day misses nothing
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # when a feed was updated that never had news


@dataclass(frozen=True, slots=True)
class Made:
    """A file, how many entries it has, and how many have no place in it."""

    content: bytes
    entries: int
    left_out: int = 0


def feed(
    history: Database,
    *,
    mechanisms: Sequence[str] = (),
    limit: int | None = None,
    address: str | None = None,
    suppressed: Callable[[ChangeRecord], bool],
    code: str = "en",
) -> Made:
    """The newest changes as an Atom feed, of all mechanisms or of some (ids); `code`: its language. `limit`: so many at
    most; None: NEWEST, and all that are RECENT.
    """
    words = language(code)
    name_of = _names(words)
    most, recent = (NEWEST, RECENT) if limit is None else (limit, None)
    news = latest(history, mechanisms=mechanisms, limit=most, recent=recent, suppressed=suppressed, words=words)
    names = ", ".join(map(name_of, mechanisms))
    content = as_atom(
        news,
        scope=" ".join(sorted(mechanisms)) or "all",
        title=words.say("feed-of", names=names) if names else words.say("feed"),
        updated=max((one.detected_at for one in news), default=BEGINNING),
        address=address,
        name_of=name_of,
        words=words,
    )
    return Made(content, len(news))


def calendar(
    history: Database,
    *,
    mechanisms: Sequence[str] = (),
    since: date | None = None,
    address: str | None = None,
    code: str = "en",
) -> Made:
    """The meetings as a calendar, of all mechanisms or of some (ids); `since`: those held then or later; `code`: its
    language.
    """
    # not above: whoever only renders must not pay for opening databases
    from monitor.history import agenda

    return _calendar(
        agenda(history, mechanisms=mechanisms, since=since), _addresses(history), mechanisms, address, language(code)
    )


def every_file(
    history: Database,
    *,
    limit: int | None = None,
    base: str | None = None,
    suppressed: Callable[[ChangeRecord], bool],
    code: str = "en",
) -> Iterator[tuple[str, bytes]]:
    """The names and contents of all files for a web server: feed and calendar of all that is told, and of each known
    mechanism, so that its address is there before anything is told of it. `limit`: of each feed, as in `feed`; `base`:
    where the folder will be found; `code`: the language of all.
    """
    from monitor.history import agenda, at_one_moment
    from monitor.lookups import mechanisms

    def address(name: str) -> str | None:
        return f"{base.rstrip('/')}/{name}" if base else None

    with at_one_moment(history):
        meetings, urls = agenda(history), _addresses(history)
        for feed_name, calendar_name, ids in (
            (CHANGES, MEETINGS, ()),
            *((f"{one.id}.xml", f"{one.id}.ics", (one.id,)) for one in mechanisms.all()),
        ):
            place = address(feed_name)
            made = feed(history, mechanisms=ids, limit=limit, address=place, suppressed=suppressed, code=code)
            yield feed_name, made.content
            of_these = [one for one in meetings if not ids or one.meeting.mechanism in ids]
            yield calendar_name, _calendar(of_these, urls, ids, address(calendar_name), language(code)).content


def calendar_of(history: Database, digest: Digest) -> str:
    """The meetings that a digest tells of, to be sent with it; '' where there are none with a day."""
    told = [page for chapter in digest.chapters for news in chapter.news for page in (news, *news.parts)]
    about = {page.mechanism for page in told if page.field == "meeting" and page.mechanism}
    if not about:
        return ""
    from monitor.history import agenda

    found = agenda(history, mechanisms=sorted(about), changes=[page.id for page in told])
    if not any(one.days for one in found):
        return ""
    words = language(digest.language)
    return as_calendar(
        found, title=words.say("meetings-told"), urls=_addresses(history), method="PUBLISH", words=words
    ).decode("utf-8")


def _calendar(
    found: Sequence[Appointment],
    urls: Mapping[str, str],
    mechanisms: Sequence[str],
    address: str | None,
    words: Language = ENGLISH,
) -> Made:
    names = ", ".join(name_of(one, words) for one in mechanisms)
    title = words.say("meetings-of", names=names) if names else words.say("meetings")
    dated = sum(one.days is not None for one in found)
    return Made(as_calendar(found, title=title, urls=urls, address=address, words=words), dated, len(found) - dated)


def _addresses(history: Database) -> dict[str, str]:
    from monitor.history import source_health

    return {source.source: source.url for source in source_health(history)}


def _names(words: Language) -> Callable[[str], str]:
    from monitor.lookups import mechanisms

    names = {mechanism.id: mechanism.name for mechanism in mechanisms.all()}
    return lambda id_: names.get(id_, id_) if words is ENGLISH else name_of(id_, words)
