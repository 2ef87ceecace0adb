"""A host that fails again and again is left alone until a time that is told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.errors import AddressRefused, DeadlinePassed, FetchError, Resting, Truncated, Unreachable
from monitor.fetch import HostState, rests
from monitor.fetch.circuit import FAILURES, FIRST_REST, LONGEST_REST, Circuit
from monitor.fetch.deadline import Deadline
from monitor.fetch.exchange import Reply
from monitor.fetch.hosts import Hosts

HERE = "https://example.org"
START = datetime(2020, 3, 1, 12, tzinfo=UTC)
OK = Reply(200, (), START)
BROKEN = Reply(500, (), START)


class Host:
    """A circuit with a clock that the test sets, and a host that says what the test wants."""

    def __init__(self, *known: HostState) -> None:
        self.now = START
        self.hosts = Hosts(lambda: self.now, known)
        self.circuit = Circuit(lambda: self.now, self.hosts)
        self.asked = 0

    def says(self, result: Reply | FetchError, *, used: float = 0.0, origin: str = HERE) -> str:
        """How a request with `used` of its 30 s behind it ends: `ok`, or the name of the error."""

        async def ask() -> Reply:
            self.asked += 1
            if isinstance(result, FetchError):
                raise result
            return replace(result, arrived=self.now)

        deadline = Deadline(30 - used, lambda: 0.0)
        deadline.seconds = 30
        try:
            asyncio.run(self.circuit.through(origin, ask, deadline))
        except FetchError as error:
            return type(error).__name__
        return "ok"

    def fails(self, times: int, result: Reply | FetchError = BROKEN) -> None:
        for _ in range(times):
            self.says(result)

    @property
    def state(self) -> HostState:
        (state,) = self.hosts.states()
        return state


@pytest.mark.parametrize(
    "failure", [Unreachable("no connection"), DeadlinePassed("too slow"), BROKEN, Reply(503, (), START)]
)
def test_five_failures_in_a_row_open_the_circuit_and_nothing_is_sent_before_its_time(failure: Any) -> None:
    host = Host()
    host.fails(FAILURES - 1, failure)
    assert (host.asked, host.state.failures, host.state.until) == (4, 4, None)
    host.fails(1, failure)
    assert host.state.until == START + FIRST_REST
    assert (host.says(OK), host.asked) == ("Resting", 5)
    host.now += FIRST_REST
    assert (host.says(OK), host.asked, host.hosts.states()) == ("ok", 6, ())


def test_the_message_says_until_when_and_why() -> None:
    host = Host()
    host.fails(FAILURES)
    with pytest.raises(Resting, match=r"until 2020-03-01 12:10:00 UTC: it failed 5 times .* answered 500") as caught:
        asyncio.run(host.circuit.through(HERE, asyncio.Event().wait, Deadline(30)))  # type: ignore[arg-type] # not asked
    assert caught.value.fix


def test_one_success_between_failures_keeps_it_closed() -> None:
    host = Host()
    for _ in range(3):
        host.fails(FAILURES - 1)
        assert host.says(OK) == "ok"
    assert host.hosts.states() == ()


@pytest.mark.parametrize(
    "answer",
    [
        Reply(404, (), START),
        Reply(403, (), START),
        Reply(429, (), START),
        Reply(200, (), START, error=Truncated("cut")),
    ],
)
def test_an_answer_that_is_not_to_our_liking_is_no_failure_of_the_host(answer: Reply) -> None:
    host = Host()
    host.fails(FAILURES + 1, answer)
    assert (host.asked, host.hosts.states()) == (FAILURES + 1, ())


def test_an_address_that_we_refuse_neither_opens_nor_closes() -> None:
    host = Host()
    host.fails(2)
    host.fails(FAILURES, AddressRefused("10.0.0.1"))
    assert host.state.failures == 2


def test_a_body_that_comes_too_slowly_counts_and_a_slow_site_before_it_is_not_its_fault() -> None:
    slow = Reply(200, (), START, error=DeadlinePassed("too slow"))
    host = Host()
    assert [host.says(slow, used=20), host.says(Unreachable("late"), used=20)] == ["ok", "Unreachable"]
    assert host.hosts.states() == ()
    host.says(slow, used=10)
    assert host.state.failures == 1


def test_a_probe_that_fails_opens_for_twice_as_long_up_to_a_day() -> None:
    host = Host()
    host.fails(FAILURES)
    pauses = []
    for _ in range(10):
        assert host.state.until is not None
        pauses.append(host.state.until - host.now)
        host.now = host.state.until
        host.fails(1)
    assert pauses[:3] == [FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST]
    assert pauses[-1] == LONGEST_REST
    assert host.asked == FAILURES + 10


def test_one_probe_at_a_time_goes_out() -> None:
    host = Host(HostState(HERE, FAILURES, START, "down"))

    async def main() -> list[object]:
        gone, back = asyncio.Event(), asyncio.Event()

        async def ask() -> Reply:
            host.asked += 1
            gone.set()
            await back.wait()
            return OK

        probe = asyncio.create_task(host.circuit.through(HERE, ask, Deadline(30)))
        await gone.wait()
        with pytest.raises(Resting, match="while one request tries it"):
            await asyncio.wait_for(host.circuit.through(HERE, ask, Deadline(30)), 1)
        back.set()
        return [(await probe).status, (await host.circuit.through(HERE, ask, Deadline(30))).status, host.asked]

    assert asyncio.run(main()) == [200, 200, 2]


def test_a_probe_that_is_cancelled_makes_room_for_the_next() -> None:
    host = Host(HostState(HERE, FAILURES, START, "down"))

    async def main() -> None:
        probe = asyncio.create_task(host.circuit.through(HERE, asyncio.Event().wait, Deadline(30)))  # type: ignore[arg-type] # never ends
        await asyncio.sleep(0)
        probe.cancel()
        await asyncio.gather(probe, return_exceptions=True)

    asyncio.run(main())
    assert host.says(OK) == "ok"


@pytest.mark.parametrize(
    ("status", "wish", "rest"),
    [
        (429, "3600", timedelta(hours=1)),
        (503, "Sun, 01 Mar 2020 12:30:00 GMT", timedelta(minutes=30)),
        (429, "999999999", LONGEST_REST),
    ],
)
def test_a_host_that_asks_to_come_back_later_is_left_alone_as_long(status: int, wish: str, rest: timedelta) -> None:
    host = Host()
    host.says(Reply(status, (("Retry-After", wish),), START))
    assert host.state.until == START + rest
    assert (host.says(OK), host.asked) == ("Resting", 1)
    host.now += rest
    assert (host.says(OK), host.hosts.states()) == ("ok", ())


@pytest.mark.parametrize(("status", "wish"), [(200, "3600"), (404, "3600"), (429, "soon"), (429, "0"), (503, "-5")])
def test_a_wish_that_is_none_opens_nothing(status: int, wish: str) -> None:
    host = Host()
    host.says(Reply(status, (("Retry-After", wish),), START))
    assert all(state.until is None for state in host.hosts.states())


def test_hosts_ports_and_schemes_rest_each_for_itself() -> None:
    host = Host()
    host.fails(FAILURES)
    for other in ("http://example.org", "https://example.org:8443", "https://www.example.org"):
        assert host.says(OK, origin=other) == "ok"
    assert host.says(OK) == "Resting"


def test_a_clock_that_was_set_back_closes_no_host_for_years() -> None:
    host = Host(HostState(HERE, FAILURES, START + timedelta(days=900), "down"))
    assert host.says(OK) == "ok"


def test_a_gate_asks_no_further_and_hands_on_what_it_knows(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply(b"", "500 Broken"), "/good": web.reply()}) as here:
            async with web.gate() as gate:
                verdicts = [(await gate.fetch(here.url())).verdict for _ in range(FAILURES)]
                last = await gate.fetch(here.url("/good"))
            asked = len(here.paths)
            async with web.gate(hosts=gate.hosts) as later:
                kept = await later.fetch(here.url("/good"))
            async with web.gate(hosts=gate.hosts, now=lambda: datetime.now(UTC) + FIRST_REST) as after:
                probed = await after.fetch(here.url("/good"))
                return verdicts, last, asked, kept, probed, here, after.hosts

    verdicts, last, asked, kept, probed, here, hosts = asyncio.run(main())
    assert verdicts == ["server-error"] * FAILURES
    assert (last.verdict, last.status, asked) == ("unreachable", None, 1 + FAILURES)
    assert "is left alone until" in last.error
    assert (kept.verdict, probed.verdict) == ("unreachable", None)
    assert [(host.failures, host.until, host.reason) for host in hosts] == [(0, None, "")]
    assert here.paths[asked:] == ["/good"]  # neither was robots.txt asked for again: it was read within the day


def test_a_rest_that_a_host_asked_for_is_told_as_such_and_ends(web: Any) -> None:
    async def main() -> Any:
        later = datetime.now(UTC)
        async with (
            web.site({"/": web.reply(b"", "429 Slow", "Retry-After: 60"), "/good": web.reply()}) as here,
            web.gate(now=lambda: later) as gate,
        ):
            first, resting = await gate.fetch(here.url()), await gate.fetch(here.url("/good"))
            later += timedelta(seconds=61)
            return first, resting, await gate.fetch(here.url("/good"))

    first, resting, good = asyncio.run(main())
    assert (first.verdict, resting.verdict, good.verdict) == ("refused", "unreachable", None)
    assert "asked for that time (Retry-After)" in resting.error


@pytest.mark.parametrize(
    ("ahead", "is_told"),
    [
        (None, False),
        (timedelta(0), False),
        (timedelta(seconds=-1), False),
        (timedelta(seconds=1), True),
        (LONGEST_REST, True),
        (LONGEST_REST + timedelta(seconds=1), False),  # the clock was set back since
    ],
)
def test_a_host_rests_as_long_as_the_gate_leaves_it_alone(ahead: timedelta | None, is_told: bool) -> None:
    until = None if ahead is None else START + ahead
    state = HostState(HERE, FAILURES, until, "down")
    assert rests(state, START) == (until if is_told else None)
    assert Host(state).says(OK) == ("Resting" if is_told else "ok")


def test_a_rest_is_not_remembered_as_a_robots_txt_that_could_not_be_had(web: Any) -> None:
    async def main() -> Any:
        now = datetime.now(UTC)
        async with web.site({"/": web.reply()}) as here:
            known = HostState(here.url(""), FAILURES, now + timedelta(seconds=60), "down")
            async with web.gate(hosts=[known], now=lambda: now) as gate:
                first = await gate.fetch(here.url())
                now += timedelta(seconds=60)
                return first.verdict, (await gate.fetch(here.url())).verdict, here.paths

    assert asyncio.run(main()) == ("unreachable", None, ["/robots.txt", "/"])
