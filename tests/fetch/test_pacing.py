"""A host is asked by one request at a time, with a pause between two."""

from __future__ import annotations

import asyncio

from monitor.fetch.deadline import Deadline
from monitor.fetch.pacing import Pacing


class Time:
    """A clock that only moves when somebody sleeps or works."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.now += seconds


def test_the_pause_is_counted_from_start_to_start_and_hosts_do_not_wait_for_each_other() -> None:
    async def main() -> list[tuple[str, float, float]]:
        clock = Time()
        pacing = Pacing(5, clock=clock, sleep=clock.sleep)
        turns = []
        for host, work in (("a", 2.0), ("a", 7.0), ("b", 0.0), ("a", 0.0)):
            async with pacing.turn(host) as waited:
                turns.append((host, clock.now, waited))
                clock.now += work
        return turns

    assert asyncio.run(main()) == [("a", 100, 0), ("a", 105, 3), ("b", 112, 0), ("a", 112, 0)]


def test_a_crawl_delay_makes_us_slower_but_never_faster() -> None:
    async def main() -> list[float]:
        clock = Time()
        pacing = Pacing(5, clock=clock, sleep=clock.sleep)
        starts = []
        for wish in (0.0, 30.0, 1.0):
            async with pacing.turn("a", wish):
                starts.append(clock.now)
        return starts

    assert asyncio.run(main()) == [100, 130, 135]


def test_two_tasks_never_hold_one_host_together() -> None:
    async def main() -> int:
        pacing = Pacing(0)
        inside = most = 0

        async def visit() -> None:
            nonlocal inside, most
            async with pacing.turn("a"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1

        await asyncio.gather(*(visit() for _ in range(5)))
        return most

    assert asyncio.run(main()) == 1


def test_a_turn_is_given_back_when_the_request_fails() -> None:
    async def main() -> None:
        pacing = Pacing(0)
        for _ in range(2):
            try:
                async with pacing.turn("a"):
                    raise OSError("broken")
            except OSError:
                pass

    asyncio.run(asyncio.wait_for(main(), 1))


def test_a_deadline_counts_all_but_what_was_excused() -> None:
    clock = Time()
    deadline = Deadline(30, clock)
    clock.now += 50
    deadline.excuse(45)
    assert (deadline.remaining(), deadline.spent()) == (25, 5)
    clock.now += 100
    assert deadline.remaining() == 0


def test_what_is_waited_beyond_all_patience_counts() -> None:
    clock = Time()
    deadline = Deadline(30, clock, patience=100)
    left = []
    for _ in range(3):
        clock.now += 60
        deadline.excuse(60)
        left.append(deadline.remaining())
    assert left == [30, 10, 0]
