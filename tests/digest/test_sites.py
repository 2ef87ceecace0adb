"""What is told of a site as one: never what is wrong with the monitor itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.digest import News, Trouble, sites, telling
from monitor.model import Importance

FIRST = datetime(2026, 3, 10, 6, tzinfo=UTC)
HOSTS = dict.fromkeys("abcd", "page.example") | {"e": "other.example"}
BROKEN = "lookups/countries.toml is not TOML: Expected ']]' (at line 820, column 9)"


def test_a_broken_table_of_the_monitor_is_no_trouble_of_the_host_whose_pages_it_reads() -> None:
    troubles = [Trouble(name, "changed", FIRST, None, BROKEN) for name in "abce"]
    shared, single = sites.troubled(troubles, HOSTS)
    assert single == ()
    assert [telling.site_trouble(one) for one in shared] == [
        f"the monitor's own tables: 4 of 5 sources unreadable since 2026-03-10 06:00 UTC: {BROKEN} (a, b, c, e)"
    ]


def test_what_fails_on_the_host_beside_it_is_the_hosts() -> None:
    refused = [Trouble(name, "refused", FIRST, None, "HTTP 403") for name in "abc"]
    shared, single = sites.troubled([*refused, Trouble("d", "new", FIRST, None, BROKEN)], HOSTS)
    assert [(one.host, one.watched) for one in shared] == [("page.example", 4)]
    assert [one.source for one in single] == ["d"]


def test_a_table_that_is_mended_is_over_and_no_host_is_named() -> None:
    later = FIRST.replace(day=12)
    ours = [(name, FIRST, later) for name in "abcde"]
    (over,) = sites.recovered("failing", [], [], HOSTS, ours)
    assert telling.recovery(over) == (
        "the monitor's own tables: 5 of 5 sources failed from 2026-03-10 06:00 UTC to 2026-03-12 06:00 UTC; over"
        " (a, b, c, d, e)"
    )
    assert sites.recovered("failing", [], [sites.OURS], HOSTS, ours) == ()
    assert sites.recovered("failing", [], [], HOSTS, ours[:2]) == ()
    (host,) = sites.recovered("failing", ours[:4], [sites.OURS], HOSTS)
    assert host.host == "page.example"


def changed(source: str, before: str = "IOM", seen: datetime = FIRST, importance: Importance = "high") -> News:
    said = f"{source}, secretariat: {before} -> ICMPD"
    return News(source, "secretariat.changed", importance, "secretariat", said, before, "ICMPD", source, "", seen)


def test_what_most_pages_of_a_site_state_otherwise_at_once_is_told_once_with_the_pages_below_it() -> None:
    news = [(f"mechanism-{name}", changed(name)) for name in "abc"]
    news += [("mechanism-d", changed("d", importance="low")), ("mechanism-e", changed("e"))]
    elsewhere, (about, one) = sites.alike(news, HOSTS)[::-1]
    assert elsewhere == ("mechanism-e", changed("e"))
    assert about is None
    assert (one.kind, one.importance, [part.source for part in one.parts]) == ("site.alike", "high", [*"abcd"])
    assert telling.summary(one, about) == ("4 of 4 pages of page.example changed alike. a, secretariat: IOM -> ICMPD")


@pytest.mark.parametrize(
    "last",
    [changed("d", "UNHCR"), changed("d", seen=FIRST.replace(hour=9)), changed("e")],
    ids=["other", "later", "away"],
)
def test_what_fewer_pages_or_at_other_times_or_otherwise_state_is_told_of_each(last: News) -> None:
    news = [(f"mechanism-{one.source}", one) for one in (*map(changed, "abc"), last)]
    assert sorted(sites.alike(news, HOSTS), key=lambda one: one[1].id) == news
    same = [("mechanism", changed(name)) for name in "abcd"]
    assert sites.alike(same, HOSTS) == same
