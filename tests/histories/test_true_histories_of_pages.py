"""Whole histories of pages, made up by hypothesis: what comes out is what truly happened, each thing once.

A mechanism lives its life; its page tells of it in other words, orders and markups each day, behind walls, broken off,
or redesigned beyond reading for some days. 200 histories are tried here; HISTORIES=2000 tries as many (`make soak`).
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from monitor import history
from monitor.errors import Truncated
from monitor.history import ChangeRecord, StatementRecord
from monitor.model import Check, Source
from tests.histories.looks import Past
from tests.histories.voice import LANGUAGES, MARKUPS, Voice, page, paper_title
from tests.histories.world import CITIES, EVENTS, NAMES, SERIES, Meeting, News, World, joins, news

HISTORIES = int(os.environ.get("HISTORIES", "200"))
SEEDS = st.integers(0, 10_000)
HAPPENINGS = st.lists(st.tuples(st.sampled_from(EVENTS), SEEDS), min_size=1, max_size=3)
UNKNOWN = ("Fireside", "Beyond the horizon", "Zum Nachlesen")  # words that no lookup takes for a label
GOOD = ("new", "changed", "unchanged", "not-modified")
SAME = ("unchanged", "not-modified")
FACTS = ("statement", "change", "change_statement", "change_quote")
LOGGED = ("check", "run")  # what a look writes of itself
MOST_GONE = 2  # of one list in one look: more are held, which is a rule of its own
MONTH = timedelta(days=31)
SOON = timedelta(days=15)  # beyond the looks of one rule
WHOLE = 3  # readings of which one in another shape is no news
ENOUGH = 7  # members of whom more may leave at once than are believed to
HALF_A_YEAR = timedelta(days=180)
YEARS = timedelta(days=1000)  # within them a meeting that stands on another day may have been put off
WALL = b"""<html><head><title>Just a moment...</title></head><body>
<h1>Checking your browser before accessing the site</h1>
<p>Please enable cookies and complete the CAPTCHA. Ray ID: 8c1f0a</p></body></html>"""
LOST = b"""<html><head><title>Page not found</title></head><body><h1>Page not found</h1>
<p>The page you are looking for could not be found. It may have been moved or deleted.</p></body></html>"""
BAD = {
    "a wall": (WALL, 200, None),
    "a wall with its status": (WALL, 403, None),
    "a soft 404": (LOST, 200, None),
    "a server's error": (b"<h1>Bad gateway</h1>", 502, None),
    "nothing": (b"", 200, None),
    "an empty frame": (b"<html><body><div id=app></div></body></html>", 200, None),
    "no whole answer": (b"", 200, Truncated("the answer ended after 512 bytes")),
}


class Histories(RuleBasedStateMachine):
    """`world` is what is the case, `seen` what the page said when it was last read."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        source = Source("rcm", "https://site.example/rcm", "mechanism-page", ("rcm",), render="never")
        self.past = Past(self.folder, source)
        self.world = self.seen = World()
        self.observed: list[tuple[datetime, set[Any]]] = []
        self.cut = 0  # looks at a page that broke off
        self.whole = WHOLE + 1  # readings since labels were gone: a page that goes to and fro is told of once
        self.decided = False
        self.rejected: set[tuple[frozenset[str], frozenset[str]]] = set()  # who were members, and who were read

    @initialize(
        language=st.sampled_from(LANGUAGES), dress=SEEDS, tags=st.booleans(), markup=st.sampled_from([*MARKUPS])
    )
    def begins(self, language: str, dress: int, tags: bool, markup: str) -> None:
        self.voice = Voice(language, markup, 0, dress)
        self.past.site.tags = tags
        self._read(Counter())

    @rule(happenings=HAPPENINGS, seed=SEEDS)
    def things_happen(self, happenings: list[Any], seed: int) -> None:
        self._happens(happenings)
        self._speaks(seed)
        self._read(news(self.seen, self.world))

    @rule(happenings=HAPPENINGS)
    def things_happen_unseen(self, happenings: list[Any]) -> None:
        self._happens(happenings)

    @rule(seed=SEEDS, markup=st.sampled_from([*MARKUPS]))
    def the_page_is_made_anew(self, seed: int, markup: str) -> None:
        self._speaks(seed, markup)
        self._read(news(self.seen, self.world))

    @rule(days=st.sampled_from((10, 70, 500, 2000)))
    def time_passes(self, days: int) -> None:
        self.past.now += timedelta(days=days)

    @precondition(lambda self: self.cut == 0)
    @rule()
    def the_page_is_as_it_was(self) -> None:
        """Nothing is told of it, but for the meetings whose days have passed."""
        before = self.past.tables(but=LOGGED)
        self._no_meeting_is_under_way(self.seen)
        now = replace(self.seen, today=self._tomorrow)
        check, told = self._look()
        if check.verdict in SAME:
            assert Counter((one.kind, _key(one)) for one in told) == news(self.seen, now)
            assert self._waits_for_days() or self.past.tables(but=LOGGED) == before
            self.seen = now
        self._note()

    @rule(what=st.sampled_from([*BAD]), happenings=st.one_of(st.just([]), HAPPENINGS))
    def a_bad_answer_comes(self, what: str, happenings: list[Any]) -> None:
        self._happens(happenings)
        self.past.site.serve(*BAD[what])
        self._nothing_is_read()

    @precondition(lambda self: self.cut < 2)  # a page that is short for three looks is what the page is now
    @rule(share=st.floats(0.1, 0.95), seed=SEEDS)
    def half_the_page_comes(self, share: float, seed: int) -> None:
        self.cut += 1
        self._speaks(seed)
        body = page(self.world, self.voice)
        self.past.site.serve(body[: int(min(len(body), self.length) * share)])
        self._nothing_is_read()

    @rule(days=st.integers(1, 4), seed=SEEDS, happenings=st.one_of(st.just([]), HAPPENINGS))
    def the_labels_go(self, days: int, seed: int, happenings: list[Any]) -> None:
        kinds: list[str] = []
        self._happens(happenings)
        self.world = replace(self.world, name=self.seen.name)  # the title can still be read, or may be
        for day in range(days):
            self.past.site.serve(page(self.world, self._spoken(seed + day), unlabelled=1.0))
            _, told = self._look()
            kinds += [one.kind for one in told]
            self._note()
        assert kinds in ([], ["page.reshaped"])
        self.whole = 0
        self._speaks(seed)
        self._read(news(self.seen, self.world))

    @precondition(lambda self: self.world == replace(self.seen, today=self.world.today))
    @rule(days=st.integers(1, 4), seed=SEEDS, share=st.floats(0.1, 0.9), instead=st.sampled_from(UNKNOWN))
    def some_labels_go(self, days: int, seed: int, share: float, instead: str) -> None:
        self._no_day_comes_soon(seed)
        kinds: list[str] = []
        for day in range(days):
            self.past.site.serve(page(self.world, self._spoken(seed + day), unlabelled=share, instead=instead))
            _, told = self._look()
            kinds += [one.summary for one in told if one.kind != "page.reshaped"]
            self._note()
        assert kinds == []
        self.whole = 0
        self._speaks(seed)
        self._read(news(self.seen, self.world))

    @precondition(lambda self: self.whole > WHOLE)
    @rule(share=st.integers(3, 4), seed=SEEDS)
    def many_leave_at_once(self, share: int, seed: int) -> None:
        """Believed when it stayed so for three looks over two days, with the number that the page claims."""
        self._is_read_as_it_is(seed)
        stay = frozenset(sorted(self.world.members)[share:])
        if (self.world.members, stay) in self.rejected:
            return
        self.world = replace(self.world, members=stay)
        gone = self.seen.members - stay
        all_of_it = news(self.seen, self.world)
        left = Counter({("member.left", who): 1 for who in gone})
        steps = [all_of_it - left + Counter([("page.reshaped", "")]), Counter(), left]
        for day, expected in enumerate(steps):
            self._speaks(seed + day)
            self._tells(expected)
            if day < 2:
                waiting = replace(self.world, members=self.seen.members, overcount=len(stay) - len(self.seen.members))
                self.observed.append((self.past.now, _of(waiting, self.voice.language)))
        self.seen, self.whole = self.world, 0
        self._note()

    @precondition(lambda self: self.whole > WHOLE)
    @rule(days=st.integers(0, 2), seed=SEEDS)
    def a_person_believes_that_many_left(self, days: int, seed: int) -> None:
        self._is_decided(True, days, 0, seed)

    @precondition(lambda self: self.whole > WHOLE)
    @rule(days=st.integers(0, 3), returns=st.integers(0, 1), seed=SEEDS)
    def a_person_rejects_that_many_left(self, days: int, returns: int, seed: int) -> None:
        """What was rejected is told no more, however often it is read or comes back; then the page is as it was."""
        self._is_decided(False, days, returns, seed)

    def _is_decided(self, believes: bool, days: int, returns: int, seed: int) -> None:
        self._is_read_as_it_is(seed)
        before = self.world
        stay = frozenset(sorted(before.members)[MOST_GONE + 1 :])
        self.world = replace(before, members=stay)
        left = Counter({("member.left", who): 1 for who in before.members - stay})
        counted = news(before, self.world) - left
        self._speaks(seed)
        self._tells(counted + Counter({("page.reshaped", ""): int((before.members, stay) not in self.rejected)}))
        waiting = replace(before, overcount=len(stay) - len(before.members))
        seen = self.world if believes else waiting  # whoever believes it says so of the page that was seen
        self.observed.append((self.past.now, _of(seen, self.voice.language)))
        if believes:
            assert Counter((one.kind, _key(one)) for one in self.past.accept()) == left
            self.rejected.discard((before.members, stay))
        else:
            self.past.reject()
            self.rejected.add((before.members, stay))
        self.seen, self.decided = seen, True
        self._stays(days, seed)
        for _ in range(returns):
            self.world = before
            self._speaks(seed)
            self._read(news(waiting, before))
            self._stays(days, seed)
            self.world, self.seen = replace(before, members=stay), before
            self._speaks(seed)
            self._tells(counted)
            self.seen = waiting
            self._note()
        if not believes:
            self.world = before
            self._speaks(seed)
            self._read(news(waiting, before))
        self.whole = 0

    @precondition(lambda self: self.past.now.day % 3 == 0)  # it takes as long as ten looks
    @rule()
    def the_past_is_told_again(self) -> None:
        """Made anew from the archive alone it is the same, and life goes on upon it."""
        grown = self.past.facts()
        self.past.tell_again()
        assert self.past.facts() == grown

    def teardown(self) -> None:
        """Everything that was ever asked is answered as it was seen then, and nothing was told twice."""
        try:
            assert len(self.past.told) == len(set(self.past.told))
            assert history.disagreements(self.past.book) == ()
            for when, stated in self.observed:
                asked = history.statements_now(self.past.book, mechanism="rcm", at=when)
                assert _standing(asked) == stated
            if self.decided and self.past.now.day % 3 == 0:
                self.the_past_is_told_again()
        finally:
            self.past.close()
            shutil.rmtree(self.folder)

    def _is_read_as_it_is(self, seed: int) -> None:
        """The page is looked at on a day on which it claims as many members as it lists, and enough."""
        self._no_day_comes_soon(seed)
        self.world = replace(self.world, overcount=0)
        for n in range(ENOUGH - len(self.world.members)):
            self.world = joins(self.world, Random(seed + n))
        self._speaks(seed)
        self._read(news(self.seen, self.world))

    def _no_day_comes_soon(self, seed: int) -> None:
        """What is to be held within days is over, and the page says so of all that is."""
        soon = [one.last for one in self.world.meetings if one.last < self._tomorrow + SOON]
        self.past.now += max([one - self._tomorrow + timedelta(days=1) for one in soon] + [timedelta()])
        over = self._tomorrow
        held = tuple(replace(one, announced=one.announced and one.last >= over) for one in self.world.meetings)
        self.world = replace(self.world, meetings=held)
        self._speaks(seed)
        self._read(news(self.seen, self.world))

    def _no_meeting_is_under_way(self, world: World) -> None:
        """No page is looked at on a day of a meeting that it does not list as to come: what its label says of that is
        tried elsewhere.
        """
        while any(one.is_under_way(self._tomorrow) and not one.announced for one in world.meetings):
            self.past.now += timedelta(days=1)

    def _waits_for_days(self) -> bool:
        """Whether a page says something else on another day, so that the same bytes are read again."""
        return any(one.announced for one in (*self.seen.agenda, *self.world.agenda))

    @property
    def _tomorrow(self) -> date:
        """The day of the next look."""
        return (self.past.now + timedelta(days=1)).date()

    def _stays(self, days: int, seed: int) -> None:
        """Nothing happens, in other words each day."""
        self._note()
        for day in range(days):
            self._speaks(seed + 1 + day)
            self._tells(Counter())
            self._note()

    def _happens(self, happenings: list[Any]) -> None:
        """What would make more of a list go at once than is believed in one look does not happen."""
        for event, seed in happenings:
            after = event(self.world, Random(seed))
            if _is_believable(self.seen, after):
                self.world = after

    def _spoken(self, seed: int, markup: str | None = None) -> Voice:
        # whether the last of a sort is gone cannot be told where its label goes with it
        apart = not _sorts(self.seen) <= _sorts(self.world)
        return Voice(self.voice.language, markup or self.voice.markup, seed, self.voice.dress, apart)

    def _speaks(self, seed: int, markup: str | None = None) -> None:
        self._no_meeting_is_under_way(self.world)
        self.world = replace(self.world, today=self._tomorrow)
        self.voice = self._spoken(seed, markup)
        self.past.site.serve(page(self.world, self.voice))

    def _read(self, expected: News) -> None:
        if not self.past.told and self.past.site.body == b"":
            self.past.site.serve(page(self.world, self.voice))
        self._tells(expected)
        self.seen, self.cut = self.world, 0
        self._note()

    def _tells(self, expected: News) -> None:
        check, told = self._look()
        assert check.verdict in GOOD, check
        self.whole += check.verdict == "changed"
        found = Counter((one.kind, _key(one)) for one in told)
        assert found == expected, [one.summary for one in told]
        for one in told:
            self._shows(one)

    def _shows(self, told: ChangeRecord) -> None:
        """What a change says of before was the case when the page was last read, and what of after is the case now."""
        if told.field == "page":
            return
        seen, now = (_listed(_of(one, self.voice.language)) for one in (self.seen, self.world))
        assert _sides(told.field, told.before) <= seen, told.summary
        assert _sides(told.field, told.after) <= now, told.summary

    def _look(self) -> tuple[Check, list[ChangeRecord]]:
        check, told = self.past.look()
        if check.verdict in GOOD:
            self.length = len(self.past.site.body)
        return check, told

    def _nothing_is_read(self) -> None:
        facts = self.past.tables(*FACTS)
        check, told = self._look()
        assert check.verdict not in GOOD, check
        assert not told
        assert self.past.tables(*FACTS) == facts
        self._note()

    def _note(self) -> None:
        self.observed.append((self.past.now, _of(self.seen, self.voice.language)))


def _sorts(world: World) -> set[bool]:
    """Of States, of organisations, or of both there are observers."""
    return {who.isupper() for who in world.observers}


def _key(one: ChangeRecord) -> str:
    """Whom or what a change is told of, as the news of a world have it."""
    if one.kind == "meeting.amended":
        return f"{one.before['date']} to {one.after['date']}"
    return one.key if one.field in ("member", "observer") else ""


def _is_believable(seen: World, world: World) -> bool:
    """Whether no list loses more than may go in one look, nor fewer stand there under an unchanged number, and each
    meeting can be found again.
    """
    lost = len(seen.members - world.members)
    same_claim = seen.claimed == world.claimed and len(world.members) < len(seen.members)
    gone = (
        lost,
        len(seen.observers - world.observers),
        len({one.about for one in seen.meetings} - {one.about for one in world.meetings}),
        len({one.about for one in seen.papers} - {one.about for one in world.papers}),
    )
    stood = {one.about: one for one in seen.meetings}
    both = [(stood[one.about], one) for one in world.meetings if one.about in stood]
    # On another day in another city, or years later, nobody can tell whether it is the same workshop; nor, of one that
    # was held, half a year later.
    told_apart = any(
        one.day != other.day
        and (one.city != other.city or abs(one.day - other.day) > (YEARS if one.announced else HALF_A_YEAR))
        for one, other in both
    )
    # Of meetings of one title none is found again that was put off by more than a month.
    told_apart |= any(one.about in SERIES and abs(one.day - other.day) > MONTH for one, other in both)
    # At one place and day one that is gone and one that came may be one whose title was put right.
    stands = {one.about for one in world.meetings}
    left = [one for about, one in stood.items() if about not in stands]
    told_apart |= any(_at_once(one, other) for one in left for other in world.meetings if other.about not in stood)
    return max(gone) <= MOST_GONE and not (lost and same_claim) and not told_apart


def _at_once(one: Meeting, other: Meeting) -> bool:
    days = [{each.day + timedelta(days=n) for n in range(each.days)} for each in (one, other)]
    return one.city == other.city and not set.isdisjoint(*days)


def _of(world: World, language: str) -> set[Any]:
    """The facts of a world."""
    facts: set[Any] = {("name", NAMES[world.name]), ("type", "RCP"), ("established", "1996")}
    facts |= {("region", "Americas" if language == "es" else "Africa"), ("member_count", str(world.claimed))}
    facts |= {("member", who) for who in world.members} | {("observer", who) for who in world.observers}
    facts |= {("chair", "chair", world.chair)} | {("chair", "past", who) for who in world.past}
    facts |= {("chair", "incoming", world.incoming)} if world.incoming else set()
    facts |= {("secretariat", world.secretariat)}
    facts |= {("meeting", one.dated, *CITIES[one.city], one.announced) for one in world.agenda}
    facts |= {("document", paper_title(one.about, language), one.year, one.address) for one in world.papers}
    return facts


def _standing(statements: tuple[StatementRecord, ...]) -> set[Any]:
    return {_fact(one.field, one.value) for one in statements}


def _sides(field: str, value: Any) -> set[Any]:
    """The facts that stand on one side of a change."""
    if value is None:
        return set()
    return _listed({_fact(field, one) for one in (value if isinstance(value, list) else [value])})


def _listed(facts: set[Any]) -> set[Any]:
    """Facts, without which of the two lists somebody stands in: a move is told of the one, and shows both."""
    return {("listed", *one[1:]) if one[0] in ("member", "observer") else one for one in facts}


def _fact(field: str, value: Any) -> Any:
    match field:
        case "member" | "observer" | "secretariat":
            return field, value.get("country") or value["id"]
        case "chair":
            return field, value["role"], value["country"]
        case "meeting":
            return field, value["date"], value["place"], value["country"], value["announced"]
        case "document":
            return field, value["title"], value["year"], urlsplit(value["url"]).path
    return field, value if isinstance(value, str) else json.dumps(value)


TestTrueHistoriesOfPages = Histories.TestCase
TestTrueHistoriesOfPages.settings = settings(
    max_examples=HISTORIES,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[*HealthCheck],
    phases=(Phase.reuse, Phase.generate),  # to make one shorter that fails takes longer than to read it
)
