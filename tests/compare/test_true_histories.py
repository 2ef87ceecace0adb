"""Whatever truly happens is told, each thing once, and nothing else: whole histories, made up by hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.compare import compare
from monitor.model import Memory

SPELLINGS = {
    "AL": ("Albania", "Republic of Albania", "Albanie"),
    "CI": ("Côte d'Ivoire", "Ivory Coast", "CÔTE D’IVOIRE"),
    "ER": ("Eritrea", "Eriteria", "Érythrée"),
    "TR": ("Turkey", "Türkiye", "Turquie"),
    "ES": ("Spain", "Espagne", "España"),
    "TN": ("Tunisia", "Tunisie", "Tunisia "),
    "MA": ("Morocco", "Maroc", "Marocco"),
    "FR": ("France", "FRANCE", "French Republic"),
}
CITIES = (("Rome", "IT"), ("Tunis", "TN"), ("Lisbon", "PT"))


@dataclass
class World:
    """What is the case, and the changes that its last day must be told with."""

    members: set[str] = field(default_factory=lambda: set(list(SPELLINGS)[:5]))
    chair: str = "ES"
    meetings: dict[int, tuple[str, int]] = field(default_factory=lambda: {1: ("2019-05-10", 0)})
    news: list[tuple[str, str]] = field(default_factory=list)

    def day(self, data: st.DataObject) -> None:
        self.news = []
        outside = sorted(set(SPELLINGS) - self.members)
        for code in data.draw(st.lists(st.sampled_from(outside), unique=True, max_size=2)) if outside else ():
            self.members.add(code)
            self.news.append(("member.joined", code))
        stays = {code for kind, code in self.news}
        leaving = sorted(self.members - stays)
        for code in data.draw(st.lists(st.sampled_from(leaving), unique=True, max_size=2)) if leaving else ():
            if len(self.members) > 1:  # a list that is empty is another matter
                self.members.remove(code)
                self.news.append(("member.left", code))
        chair = data.draw(st.sampled_from(sorted(SPELLINGS)))
        if chair != self.chair:
            self.chair = chair
            self.news.append(("chair.handover", ""))
        if data.draw(st.booleans()):
            number = max(self.meetings) + 1
            self.meetings[number] = (f"20{18 + number:02}-0{1 + number % 9}-1{number % 9}", number % 3)
            self.news.append(("meeting.recorded", ""))
        elif data.draw(st.booleans()):
            number = max(self.meetings)
            day, city = self.meetings[number]
            self.meetings[number] = (f"{day[:-2]}2{(int(day[-1]) + 1) % 9}", city)
            self.news.append(("meeting.amended", ""))

    def page(self, pages: Any, data: st.DataObject) -> Any:
        """The page on that day: in any order, in any spelling."""

        def spelt(code: str) -> str:
            return data.draw(st.sampled_from(SPELLINGS[code]))

        stated = [pages.member(code, spelt(code)) for code in sorted(self.members)]
        stated.append(pages.chair(self.chair, name=spelt(self.chair)))
        for number, (day, city) in self.meetings.items():
            place, country = CITIES[city]
            title = data.draw(st.sampled_from((f"{number}. ministerial meeting", f"{number}.  Ministerial Meeting")))
            stated.append(pages.meeting(day, place, country, title))
        return pages.reading(*data.draw(st.permutations(stated)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_true_changes_and_no_others_are_told(pages, data: st.DataObject) -> None:
    world, memory = World(), Memory()
    for number in range(data.draw(st.integers(2, 6))):
        if number:
            world.day(data)
        page = world.page(pages, data)
        found = compare(memory, page, now=pages.now + timedelta(days=number))
        told = [(one.kind, one.key if one.field == "member" else "") for one in found.changes]
        assert sorted(told) == sorted(world.news)
        assert found.held == ()
        memory = pages.after(memory, page, found)
        standing = {one.statement.value["country"] for one in memory.statements if one.statement.field == "member"}
        assert standing == world.members
        again = compare(memory, world.page(pages, data), now=pages.now)
        assert (again.changes, again.opened, again.closed) == ((), (), ())
