"""httpbin, which others wrote to test clients with: `make test-interop` runs this file.

It lives in an environment of its own, as another process (conftest.py). The file's name keeps it out of `make test`.
"""

from __future__ import annotations

import asyncio
import json
import time
from ipaddress import ip_network
from typing import Any

import pytest

from monitor.fetch import Gate
from monitor.model import Answer, Validators

AGENT = "iscm-monitor/0.1 (+tests@example.org)"


def fetched(url: str, validators: Validators | None = None, **options: Any) -> Answer:
    """What the gate makes of one URL, without waiting for a turn."""

    async def main() -> Answer:
        named = {"user_agent": AGENT, "timeout": 10.0, "max_bytes": 1024 * 1024, "pace": 0.0, "retries": 0, **options}
        async with Gate(allow_addresses=(ip_network("127.0.0.0/8"),), **named) as gate:
            return await gate.fetch(url, validators=validators)

    return asyncio.run(main())


def told(answer: Answer) -> Any:
    """What httpbin says of the request, in JSON."""
    assert answer.verdict is None, answer.error
    return json.loads(answer.body)


def test_the_request_names_us_and_nothing_else(httpbin: str) -> None:
    headers = told(fetched(f"{httpbin}/headers"))["headers"]
    assert headers["User-Agent"] == AGENT
    assert headers["Accept-Encoding"] == "gzip"
    assert set(headers) == {"User-Agent", "Accept", "Accept-Encoding", "Host"}


@pytest.mark.parametrize("kind", ["redirect", "relative-redirect", "absolute-redirect"])
def test_redirects_of_each_kind_are_followed(kind: str, httpbin: str) -> None:
    answer = fetched(f"{httpbin}/{kind}/5")
    assert told(answer)["url"] == f"{httpbin}/get"
    assert ([status for status, _ in answer.redirects], answer.moved) == ([302] * 5, False)


@pytest.mark.parametrize(("status", "moved"), [(301, True), (302, False), (303, False), (307, False), (308, True)])
def test_only_permanent_redirects_mean_that_a_page_moved(status: int, moved: bool, httpbin: str) -> None:
    answer = fetched(f"{httpbin}/redirect-to?url=/get&status_code={status}")
    assert (answer.verdict, answer.moved, answer.redirects) == (None, moved, ((status, f"{httpbin}/get"),))


def test_an_eleventh_redirect_is_not_followed(httpbin: str) -> None:
    assert fetched(f"{httpbin}/redirect/10").verdict is None
    assert fetched(f"{httpbin}/redirect/11").verdict == "server-error"


@pytest.mark.parametrize(
    "there", ["http://169.254.169.254/", "http://[::1]/", "http://10.0.0.1/", "ftp://127.0.0.1/", "//user@127.0.0.1/"]
)
def test_redirects_to_where_the_gate_does_not_go_are_refused(there: str, httpbin: str) -> None:
    assert fetched(f"{httpbin}/redirect-to?url={there}").verdict == "refused"


def test_a_cookie_lives_within_one_fetch(httpbin: str) -> None:
    assert told(fetched(f"{httpbin}/cookies/set?seen=1"))["cookies"] == {"seen": "1"}
    assert told(fetched(f"{httpbin}/cookies"))["cookies"] == {}


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_compressed_bodies_are_decoded(coding: str, httpbin: str) -> None:
    answer = fetched(f"{httpbin}/{coding}")
    assert told(answer)["gzipped" if coding == "gzip" else "deflated"] is True
    assert answer.header("content-encoding") == coding


def test_a_coding_that_was_not_asked_for_is_an_error_of_the_server(httpbin: str) -> None:
    assert fetched(f"{httpbin}/brotli").verdict == "server-error"


def test_pages_in_other_letters_come_byte_for_byte(httpbin: str) -> None:
    answer = fetched(f"{httpbin}/encoding/utf8")
    assert "∮ E⋅da = Q" in answer.body.decode("utf-8")


@pytest.mark.parametrize(
    ("sent", "verdict"), [("v1", "not-modified"), ('"v1"', "not-modified"), ('W/"v1"', "not-modified"), ('"v2"', None)]
)
def test_an_etag_brings_a_304_when_it_is_the_pages_own(sent: str, verdict: str | None, httpbin: str) -> None:
    assert fetched(f"{httpbin}/etag/v1", Validators(etag=sent)).verdict == verdict


def test_a_page_that_is_fresh_is_not_sent_again(httpbin: str) -> None:
    first = fetched(f"{httpbin}/cache")
    etag, date = first.header("etag"), first.header("last-modified")
    assert (first.verdict, bool(etag), bool(date)) == (None, True, True)
    assert fetched(f"{httpbin}/cache", Validators(etag, date)).verdict == "not-modified"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, None),
        (204, None),
        (206, "truncated"),
        (304, "server-error"),
        (400, "refused"),
        (401, "refused"),
        (403, "refused"),
        (404, "not-found"),
        (410, "gone"),
        (418, None),
        (429, "refused"),
        (451, "refused"),
        (500, "server-error"),
        (502, "server-error"),
        (503, "server-error"),
        (504, "server-error"),
    ],
)
def test_each_status_has_its_verdict(status: int, verdict: str | None, httpbin: str) -> None:
    answer = fetched(f"{httpbin}/status/{status}")
    assert (answer.status, answer.verdict) == (status, verdict)


def test_robots_txt_is_obeyed(httpbin: str) -> None:
    answer = fetched(f"{httpbin}/deny")
    assert (answer.verdict, answer.status) == ("refused", None)
    assert "robots.txt" in (answer.error or "")


def test_chunks_and_slow_bodies_come_whole_within_the_deadline(httpbin: str) -> None:
    assert len(fetched(f"{httpbin}/stream-bytes/50000?chunk_size=700&seed=1").body) == 50_000
    assert len(fetched(f"{httpbin}/drip?duration=1&numbytes=20&delay=0").body) == 20
    started = time.monotonic()
    assert fetched(f"{httpbin}/drip?duration=8&numbytes=20&delay=0", timeout=1.0).verdict == "unreachable"
    assert fetched(f"{httpbin}/delay/8", timeout=1.0).verdict == "unreachable"
    assert time.monotonic() - started < 4


def test_a_body_beyond_the_cap_is_too_large(httpbin: str) -> None:
    assert fetched(f"{httpbin}/bytes/5000", max_bytes=5000).verdict is None
    assert fetched(f"{httpbin}/bytes/5001", max_bytes=5000).verdict == "too-large"
    assert fetched(f"{httpbin}/stream-bytes/5001", max_bytes=5000).verdict == "too-large"


def test_a_page_behind_a_password_is_refused_and_none_is_sent(httpbin: str) -> None:
    assert fetched(f"{httpbin}/basic-auth/a/b").verdict == "refused"
    assert fetched(f"{httpbin.replace('//', '//a:b@')}/basic-auth/a/b").verdict == "refused"
