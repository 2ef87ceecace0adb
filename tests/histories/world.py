"""What is truly the case with an invented mechanism, what may happen to it, and what of that is news.

Written from the promises alone: nothing here looks at how pages are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

STATES = ("AL", "BA", "CI", "CZ", "DZ", "ES", "GM", "HU", "KR", "MA", "MK", "PT", "SY", "TN", "TR", "VN")
ORGANISATIONS = ("au", "ecowas", "icmpd", "ilo", "iom", "unhcr", "unodc")
SECRETARIATS = ("iom", "icmpd", "unhcr")
CITIES = (("Rabat", "MA"), ("Tunis", "TN"), ("Dakar", "SN"), ("Accra", "GH"), ("Amman", "JO"), ("Lima", "PE"))
NAMES = ("Regional Conference on Migration", "Puebla Process")
TITLES = 12  # that a voice has for meetings, and as many for documents
SERIES = range(TITLES, TITLES + 3)  # meetings that all have one title, ten days apart
TOGETHER = timedelta(days=9)  # by which all of a series are put off: the first nearly to the day of the second
SOON, LATER = 60, 1500  # days until a meeting to come
ENOUGH, FEW = 11, 4  # members at most and at least

News = Counter[tuple[str, str]]  # (kind, key): a country or an organisation, the days of an amended meeting, else ''


@dataclass(frozen=True, slots=True)
class Meeting:
    """`about`: which of the voice's titles. `days`: how many it lasts. `announced`: the page lists it as to come."""

    about: int
    day: date
    days: int
    city: int
    announced: bool = False

    @property
    def last(self) -> date:
        return self.day + timedelta(days=self.days - 1)

    @property
    def dated(self) -> str:
        """Its date as EDTF."""
        return f"{self.day}/{self.last}" if self.days > 1 else str(self.day)

    def stands(self, today: date) -> Meeting:
        """As it truly is on a day: nobody has held it before its own, wherever the page lists it."""
        return replace(self, announced=self.announced or self.day > today)

    def is_under_way(self, today: date) -> bool:
        return self.day <= today <= self.last


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: which of the voice's titles, and under which address it lies."""

    about: int
    year: int
    address: str


@dataclass(frozen=True, slots=True)
class World:
    """The mechanism on one day. `overcount`: by how many its page claims more members than there are."""

    today: date = date(2026, 3, 1)
    name: int = 0
    members: frozenset[str] = frozenset(STATES[:6])
    observers: frozenset[str] = frozenset(("PT", "iom"))
    overcount: int = 0
    chair: str = "HU"
    incoming: str | None = None
    past: tuple[str, ...] = ("MA",)
    secretariat: str = "icmpd"
    meetings: tuple[Meeting, ...] = (Meeting(0, date(2019, 5, 14), 2, 0), Meeting(1, date(2018, 9, 20), 1, 1))
    papers: tuple[Paper, ...] = (Paper(0, 2018, "/files/0.pdf"), Paper(1, 2016, "/files/1.pdf"))

    @property
    def claimed(self) -> int:
        """The number of members that the page claims."""
        return len(self.members) + self.overcount

    @property
    def agenda(self) -> tuple[Meeting, ...]:
        """The meetings as they stand on that day."""
        return tuple(one.stands(self.today) for one in self.meetings)


def joins(world: World, dice: Random) -> World:
    free = sorted(set(STATES) - world.members - world.observers)
    if len(world.members) >= ENOUGH or not free:
        return world
    return replace(world, members=world.members | {dice.choice(free)})


def leaves(world: World, dice: Random) -> World:
    if len(world.members) <= FEW:
        return world
    return replace(world, members=world.members - {dice.choice(sorted(world.members))})


def begins_to_observe(world: World, dice: Random) -> World:
    free = sorted({*STATES, *ORGANISATIONS} - world.members - world.observers)
    return replace(world, observers=world.observers | {dice.choice(free)}) if len(world.observers) < 5 else world


def observes_no_more(world: World, dice: Random) -> World:
    if len(world.observers) < 2:
        return world
    return replace(world, observers=world.observers - {dice.choice(sorted(world.observers))})


def observer_becomes_member(world: World, dice: Random) -> World:
    states = sorted(world.observers & set(STATES))
    if not states or len(world.observers) < 2:
        return world
    who = {dice.choice(states)}
    return replace(world, members=world.members | who, observers=world.observers - who)


def member_becomes_observer(world: World, dice: Random) -> World:
    if len(world.members) <= FEW:
        return world
    who = {dice.choice(sorted(world.members))}
    return replace(world, members=world.members - who, observers=world.observers | who)


def miscounts(world: World, dice: Random) -> World:
    return replace(world, overcount=dice.choice([n for n in (0, 1, 2) if n != world.overcount]))


def chair_is_announced(world: World, dice: Random) -> World:
    others = sorted(world.members - {world.chair, world.incoming})
    return replace(world, incoming=dice.choice(others))


def announced_chair_takes_over(world: World, dice: Random) -> World:
    if world.incoming is None:
        return world
    return _chaired_by(world, world.incoming)


def chair_is_handed_over(world: World, dice: Random) -> World:
    return _chaired_by(world, dice.choice(sorted(world.members - {world.chair, world.incoming})))


def _chaired_by(world: World, who: str) -> World:
    incoming = None if world.incoming == who else world.incoming
    past = (world.chair, *(one for one in world.past if one not in (who, world.chair)))[:2]
    return replace(world, chair=who, incoming=incoming, past=past)


def meeting_is_announced(world: World, dice: Random) -> World:
    return _with_meeting(world, dice, announced=True)


def meeting_is_listed(world: World, dice: Random) -> World:
    return _with_meeting(world, dice, announced=False)


def meeting_to_come_is_listed(world: World, dice: Random) -> World:
    """Among the others, without a word of its being to come."""
    return _with_meeting(world, dice, announced=False, ahead=True)


def _with_meeting(world: World, dice: Random, *, announced: bool, ahead: bool = False) -> World:
    free = [n for n in range(TITLES) if n not in {one.about for one in world.meetings}]
    if len(world.meetings) >= 5:
        return world
    day = date(2021, dice.randint(1, 12), dice.randint(1, 26))
    if announced or ahead:
        day = world.today + timedelta(days=dice.choice((dice.randint(3, SOON), dice.randint(SOON, LATER))))
    new = Meeting(dice.choice(free), day, dice.randint(1, 3), dice.randrange(len(CITIES)), announced)
    return replace(world, meetings=(*world.meetings, new))


def meeting_is_listed_as_held(world: World, dice: Random) -> World:
    """Or only as one of all: before its day, or long after it."""
    return _altered(world, dice, lambda one: replace(one, announced=False) if one.announced else one)


def meeting_is_put_off(world: World, dice: Random) -> World:
    return _altered(world, dice, lambda one: replace(one, day=one.day + timedelta(days=dice.randint(5, 60))))


def meeting_is_moved_to_another_city(world: World, dice: Random) -> World:
    return _altered(world, dice, lambda one: replace(one, city=(one.city + dice.randint(1, 5)) % len(CITIES)))


def series_is_announced(world: World, dice: Random) -> World:
    if any(one.about in SERIES for one in world.meetings):
        return world
    first, city = date(2042, dice.randint(1, 12), dice.randint(1, 26)), dice.randrange(len(CITIES))
    new = (Meeting(about, first + timedelta(days=10 * n), 1, city, announced=True) for n, about in enumerate(SERIES))
    return replace(world, meetings=(*world.meetings, *new))


def series_is_put_off(world: World, dice: Random) -> World:
    moved = (replace(one, day=one.day + TOGETHER) if one.about in SERIES else one for one in world.meetings)
    return replace(world, meetings=tuple(moved))


def _altered(world: World, dice: Random, change: Callable[[Meeting], Meeting]) -> World:
    chosen = dice.choice([n for n, one in enumerate(world.meetings) if one.about not in SERIES])
    changed = tuple(change(one) if n == chosen else one for n, one in enumerate(world.meetings))
    return replace(world, meetings=changed)


def meeting_is_struck_off(world: World, dice: Random) -> World:
    single = [one for one in world.meetings if one.about not in SERIES]
    if len(single) < 2:
        return world
    chosen = dice.choice(single)
    if not chosen.announced and sum(not one.announced for one in single) < 2:
        return world  # a list that is empty is another matter
    return replace(world, meetings=tuple(one for one in world.meetings if one != chosen))


def paper_is_published(world: World, dice: Random) -> World:
    free = [n for n in range(TITLES) if n not in {one.about for one in world.papers}]
    if len(world.papers) >= 5:
        return world
    about = dice.choice(free)
    return replace(world, papers=(*world.papers, Paper(about, 2020 + about % 4, f"/files/{about}.pdf")))


def paper_gets_a_new_address(world: World, dice: Random) -> World:
    chosen = dice.randrange(len(world.papers))
    moved = (replace(one, address=f"/new{dice.randint(1, 99)}{one.address}") for one in world.papers)
    return replace(world, papers=tuple(new if n == chosen else world.papers[n] for n, new in enumerate(moved)))


def paper_is_withdrawn(world: World, dice: Random) -> World:
    if len(world.papers) < 2:
        return world
    chosen = dice.choice(world.papers)
    return replace(world, papers=tuple(one for one in world.papers if one != chosen))


def secretariat_changes(world: World, dice: Random) -> World:
    return replace(world, secretariat=dice.choice([one for one in SECRETARIATS if one != world.secretariat]))


def is_renamed(world: World, dice: Random) -> World:
    return replace(world, name=1 - world.name)


EVENTS: tuple[Callable[[World, Random], World], ...] = (
    joins,
    leaves,
    begins_to_observe,
    observes_no_more,
    observer_becomes_member,
    member_becomes_observer,
    miscounts,
    chair_is_announced,
    announced_chair_takes_over,
    chair_is_handed_over,
    meeting_is_announced,
    meeting_is_listed,
    meeting_to_come_is_listed,
    meeting_is_listed_as_held,
    meeting_is_put_off,
    meeting_is_moved_to_another_city,
    meeting_is_struck_off,
    series_is_announced,
    series_is_put_off,
    paper_is_published,
    paper_gets_a_new_address,
    paper_is_withdrawn,
    secretariat_changes,
    is_renamed,
)


def news(before: World, after: World) -> News:
    """What is told of the way from one day to another: each thing once."""
    told: News = Counter()
    for who in before.members | after.members | before.observers | after.observers:
        was, now = _standing(before, who), _standing(after, who)
        if was != now:  # a move is one change: of the greater of the two lists
            field = "member" if "member" in (was, now) else "observer"
            told[f"{field}.joined" if now == field else f"{field}.left", who] += 1
    told.update(("count.changed", "") for _ in range(before.claimed != after.claimed))
    told.update((kind, "") for kind in _of_the_chair(before, after))
    told.update(_of_meetings(before, after))
    told.update((kind, "") for kind in _of_papers(before, after))
    told.update(("secretariat.changed", "") for _ in range(before.secretariat != after.secretariat))
    told.update(("name.changed", "") for _ in range(before.name != after.name))
    return told


def _standing(world: World, who: str) -> str:
    return "member" if who in world.members else "observer" if who in world.observers else ""


def _of_the_chair(before: World, after: World) -> list[str]:
    if before.chair != after.chair:
        return ["chair.handover"]
    if before.incoming != after.incoming:
        return ["chair.incoming"]
    return ["chair.changed"] if before.past != after.past else []


def _of_meetings(before: World, after: World) -> list[tuple[str, str]]:
    old, new = ({one.about: one for one in world.agenda} for world in (before, after))
    told = [("meeting.removed", "") for about in old.keys() - new.keys()]
    come = [new[about].announced for about in new.keys() - old.keys()]
    told += [("meeting.announced" if announced else "meeting.recorded", "") for announced in come]
    both = [(old[about], new[about]) for about in old.keys() & new.keys() if old[about] != new[about]]
    return told + [
        ("meeting.held", "")
        if one.announced and not other.announced
        else ("meeting.amended", f"{one.dated} to {other.dated}")
        for one, other in both
    ]


def _of_papers(before: World, after: World) -> list[str]:
    old, new = ({one.about: one for one in world.papers} for world in (before, after))
    told = ["document.removed" for about in old.keys() - new.keys()]
    told += ["document.published" for about in new.keys() - old.keys()]
    return told + ["document.changed" for about in old.keys() & new.keys() if old[about] != new[about]]
