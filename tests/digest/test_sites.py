"""What is told of a site as one: never what is wrong with the monitor itself."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.digest import Trouble, sites, telling

FIRST = datetime(2026, 3, 10, 6, tzinfo=UTC)
HOSTS = dict.fromkeys("abcd", "page.example") | {"e": "other.example"}
BROKEN = "lookups/countries.toml is not TOML: Expected ']]' (at line 820, column 9)"


def test_a_broken_table_of_the_monitor_is_no_trouble_of_the_host_whose_pages_it_reads() -> None:
    troubles = [Trouble(name, "changed", FIRST, None, BROKEN) for name in "abce"]
    shared, single = sites.troubled(troubles, HOSTS)
    assert single == ()
    assert [telling.site_trouble(one) for one in shared] == [
        f"the monitor's own tables: 4 of 5 sources: unreadable since 2026-03-10 06:00 UTC: {BROKEN} (a, b, c, e)"
    ]


def test_a_site_that_failed_more_than_once_is_over_with_how_often() -> None:
    days = [FIRST.replace(day=day) for day in (11, 12, 13, 14)]
    twice = [(name, since, until) for name in "abc" for since, until in ((FIRST, days[0]), (days[1], days[2]))]
    (over,) = sites.recovered("failing", [*twice, ("d", FIRST, days[3])], [], HOSTS)
    assert telling.recovery(over) == (
        "page.example: 4 of 4 sources failed up to 2 times from 2026-03-10 06:00 UTC to 2026-03-14 06:00 UTC; over"
        " (a, b, c, d)"
    )
    (held,) = sites.recovered("held", twice, [], HOSTS)
    assert "had fields held back from" in telling.recovery(held)


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
