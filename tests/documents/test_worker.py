from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest

from monitor.documents import Inline, Worker
from monitor.errors import DocumentError, WorkerDied


@pytest.fixture
def worker(jobs: Any) -> Iterator[Worker]:
    with Worker(memory=1 << 30) as worker:
        yield worker


def test_a_document_comes_back_as_it_was_read(worker: Worker, jobs: Any) -> None:
    body = b'<title>T</title><ul><li><b>Chair</b> <a href="http://x.test/">Tunisia</a></ul><table><tr><td>1<td>2<td>3</table>'
    assert worker.call(jobs.read_page, body, timeout=20) == jobs.read_page(body)


def test_the_child_stays_warm(worker: Worker, jobs: Any) -> None:
    assert worker.call(jobs.process_id, timeout=20) == worker.call(jobs.process_id, timeout=20)


def test_named_arguments_are_passed(worker: Worker, jobs: Any) -> None:
    assert worker.call(jobs.add, 1, b=2, timeout=20) == 3


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("leave", "status 3"),
        ("crash", "signal 6"),
        ("eat", "memory"),
        ("stumble", "ValueError"),
        ("lie", "wrong answer"),
    ],
)
def test_a_worker_dies_alone_and_the_next_one_works(worker: Worker, jobs: Any, job: str, words: str) -> None:
    with pytest.raises(WorkerDied, match=words):
        worker.call(getattr(jobs, job), timeout=20)
    assert worker.call(jobs.add, 1, 2, timeout=20) == 3


def test_a_worker_that_hangs_is_ended_in_time(worker: Worker, jobs: Any) -> None:
    worker.call(jobs.add, 1, 2, timeout=20)
    start = time.monotonic()
    with pytest.raises(WorkerDied, match=r"within 0\.5 seconds"):
        worker.call(jobs.hang, timeout=0.5)
    assert time.monotonic() - start < 3
    assert worker.call(jobs.add, 1, 2, timeout=20) == 3


def test_a_first_call_that_hangs_ends_too(worker: Worker, jobs: Any) -> None:
    with pytest.raises(WorkerDied, match="within 0 seconds"):
        worker.call(jobs.hang, timeout=0)


def test_errors_of_the_monitor_come_back_with_all_they_carry(worker: Worker, jobs: Any) -> None:
    with pytest.raises(DocumentError, match="no page") as caught:
        worker.call(jobs.refuse, timeout=20)
    assert type(caught.value) is DocumentError
    assert (caught.value.url, caught.value.fix) == ("http://x.test/", "none")


def test_what_a_page_prints_does_not_reach_standard_output(
    worker: Worker, jobs: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    assert worker.call(jobs.chatter, timeout=20) == 1
    worker.close()
    assert capfd.readouterr().out == ""


def test_a_result_that_cannot_be_sent_shows_before_anything_runs(worker: Worker, jobs: Any) -> None:
    with pytest.raises(TypeError, match="cannot send"):
        worker.call(jobs.unsendable, timeout=20)


def test_the_loop_goes_on_while_a_worker_works(worker: Worker, jobs: Any) -> None:
    async def both() -> tuple[int, int]:
        ticks = 0
        task = asyncio.create_task(worker.acall(jobs.sleep, 0.3, timeout=20))
        while not task.done():
            ticks += 1
            await asyncio.sleep(0.02)
        return await task, ticks

    result, ticks = asyncio.run(both())
    assert result == 1
    assert ticks > 5


def test_calls_from_several_tasks_wait_for_one_another(worker: Worker, jobs: Any) -> None:
    async def many() -> list[int]:
        return await asyncio.gather(*(worker.acall(jobs.add, n, 1, timeout=20) for n in range(5)))

    assert asyncio.run(many()) == [1, 2, 3, 4, 5]


def test_closing_ends_a_call_in_progress(worker: Worker, jobs: Any) -> None:
    worker.call(jobs.add, 1, 2, timeout=20)

    async def close() -> None:
        task = asyncio.create_task(worker.acall(jobs.hang, timeout=20))
        await asyncio.sleep(0.2)
        worker.close()
        with pytest.raises(WorkerDied, match="signal 9"):
            await task

    start = time.monotonic()
    asyncio.run(close())
    assert time.monotonic() - start < 3


def test_a_pdf_is_read_within_the_memory_that_a_worker_has(
    worker: Worker, jobs: Any, table_pdf: Any, rows: Any
) -> None:
    body = table_pdf(rows)
    assert worker.call(jobs.read_page, body, timeout=20) == jobs.read_page(body)


def test_without_a_process_the_same_calls_work(jobs: Any) -> None:
    with Inline() as inline:
        assert inline.call(jobs.add, 1, 2, timeout=1) == 3
        assert asyncio.run(inline.acall(jobs.add, 1, b=2, timeout=1)) == 3
        with pytest.raises(DocumentError):
            inline.call(jobs.refuse, timeout=1)
