"""What most pages of a site state otherwise at once is one telling, which leads to the change of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.digest import Chapter, Digest, News, as_json, as_markdown, as_text, telling
from monitor.digest.alike import alike, also
from monitor.digest.details import people
from monitor.digest.records import Said
from monitor.model import Importance

FIRST = datetime(2026, 3, 10, 6, tzinfo=UTC)
HOSTS = dict.fromkeys("abcd", "page.example") | {"e": "other.example"}


def changed(source: str, before: str = "IOM", seen: datetime = FIRST, importance: Importance = "high") -> News:
    mechanism = f"mechanism-{source}"
    said = f"{mechanism}, secretariat: {before} -> ICMPD"
    return News(
        *(source, "secretariat.changed", importance, "secretariat", said, before, "ICMPD", source),
        *("https://page.example/" + source, seen, mechanism),
    )


def about(*news: News) -> list[tuple[str, News]]:
    return [(one.mechanism or "", one) for one in news]


def test_what_most_pages_of_a_site_state_otherwise_at_once_is_told_once_with_the_pages_below_it() -> None:
    news = about(*map(changed, "abc"), changed("d", importance="low"), changed("e"))
    elsewhere, (mechanism, one) = alike(news, HOSTS)[::-1]
    assert elsewhere == ("mechanism-e", changed("e"))
    assert mechanism is None
    assert (one.kind, one.importance, [part.source for part in one.parts]) == ("site.alike", "high", [*"abcd"])
    assert telling.summary(one, mechanism) == (
        "4 mechanisms, secretariat: IOM -> ICMPD (4 of 4 pages of page.example:"
        " mechanism-a, mechanism-b, mechanism-c, mechanism-d)"
    )


def test_of_very_many_mechanisms_the_first_are_named_and_the_others_counted() -> None:
    names = [f"{number:02}" for number in range(19)]
    hosts = dict.fromkeys([*names, *"xy"], "page.example")
    ((_, one),) = alike(about(*map(changed, names)), hosts)
    assert one.summary.startswith("19 mechanisms, secretariat: IOM -> ICMPD (19 of 21 pages of page.example: ")
    assert one.summary.endswith("mechanism-08, mechanism-09, and 9 more)")
    text = as_text(digest(Chapter(None, "Pages", (one,))))
    assert all(f"{name} (mechanism-{name})" in text for name in names)


@pytest.mark.parametrize(
    "last",
    [
        changed("d", "UNHCR"),
        changed("d", seen=FIRST.replace(hour=9)),
        changed("e"),
        replace(changed("d"), happened="happened between 2012 and 2013"),
    ],
    ids=["other", "later", "away", "long ago"],
)
def test_what_fewer_pages_or_at_other_times_or_otherwise_state_is_told_of_each(last: News) -> None:
    news = about(*map(changed, "abc"), last)
    assert sorted(alike(news, HOSTS), key=lambda one: one[1].id) == news
    same = [("mechanism", changed(name)) for name in "abcd"]
    assert alike(same, HOSTS) == same


def test_a_page_that_follows_a_day_later_is_told_by_itself_and_the_others_together() -> None:
    hosts = HOSTS | {"e": "page.example"}
    news = about(*map(changed, "abcd"), changed("e", seen=FIRST + timedelta(days=1)))
    assert [(one.kind, len(one.parts)) for _, one in alike(news, hosts)] == [
        ("site.alike", 4),
        ("secretariat.changed", 0),
    ]


def digest(*chapters: Chapter) -> Digest:
    return Digest(
        since=FIRST,
        until=FIRST + timedelta(days=1),
        chapters=chapters,
        remarks=(),
        open_findings=0,
        troubles=(),
        waiting=(),
        corrections=0,
        checked=5,
        sources=5,
        last_check=FIRST,
    )


def test_the_heartbeat_counts_each_and_the_chapter_of_a_mechanism_says_where_it_is_told() -> None:
    ((_, one),) = alike(about(*map(changed, "abcd")), HOSTS)
    other = replace(changed("x"), id="other", source="a", mechanism="mechanism-a", summary="mechanism-a has moved")
    chapter = Chapter("mechanism-a", "Mechanism A", (other,), also([one])["mechanism-a"])
    told = digest(Chapter(None, "Pages", (one,)), chapter)
    beats = "5 changes in 4 mechanisms, 4 of them alike on most pages of a site."
    for render in (as_text, as_markdown, as_json):
        assert beats in " ".join(render(told).split())
    assert [(part.id, part.told_by) for part in chapter.also] == [("a", "a")]
    for render in (as_text, as_markdown):
        words = " ".join(render(told).replace("\\", "").split())
        assert "mechanism-a, secretariat: IOM -> ICMPD, as on most pages of the site: see Pages (change a)" in words


def test_what_somebody_said_of_one_of_them_is_said_of_that_one_alone() -> None:
    marked = replace(changed("b"), said=(Said("confirmed", "I asked", "Ana", FIRST),))
    ((_, one),) = alike(about(changed("a"), marked, *map(changed, "cd")), HOSTS)
    assert people(one) == ["of change b: confirmed by Ana, 2026-03-10 06:00 UTC: I asked"]
