"""A page that is rendered is told apart from one whose data did not come, and is read as a reader sees it."""

from __future__ import annotations

import asyncio
import importlib.util
import shutil
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from monitor.fetch import Gate, whole_html
from monitor.fetch.browser import chromium
from monitor.model import Answer

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(not any(map(shutil.which, chromium.NAMES)), reason="no Chromium is installed"),
    pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="the browser extra is not installed"),
]

HERE = (ip_network("127.0.0.1/32"), ip_network("127.0.0.3/32"))
HTML = "Content-Type: text/html; charset=utf-8"
OPEN = "Access-Control-Allow-Origin: *"
Show = Callable[..., tuple[Answer, Any]]


@pytest.fixture(scope="module", autouse=True)
def as_root_in_ci() -> Iterator[None]:
    """Chromium's sandbox does not work for root; tests run as whoever runs them, and only pages of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CI", "1")
        patch.setattr("monitor.fetch.browser.page._QUIET", 0.2)  # nothing here is slow but on purpose
        yield


@pytest.fixture(scope="module")
def running() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def gate(running: asyncio.Runner, as_root_in_ci: None) -> Iterator[Gate]:
    """One gate with one browser for all tests of this module."""
    gate = Gate(
        user_agent="iscm-monitor/0.1 (+tests@example.org)",
        timeout=5.0,
        max_bytes=16 * 1024 * 1024,
        pace=0.0,
        allow_addresses=HERE,
        ports=frozenset(range(1, 65536)),
        retries=0,
    )
    yield gate
    running.run(gate.__aexit__(None, None, None))


@pytest.fixture
def show(running: asyncio.Runner, gate: Gate, web: Any) -> Show:
    """The answer for `/` of a site, rendered, and that site. `other` are the pages of another one, at OTHER."""

    def showing(
        pages: dict[str, Any], other: dict[str, Any] | None = None, path: str = "/", **named: Any
    ) -> tuple[Answer, Any]:
        async def main() -> tuple[Answer, Any]:
            async with web.site(other or {}, host="127.0.0.3") as there:
                served = {
                    at: page.replace("OTHER", there.url("")).encode() if isinstance(page, str) else page
                    for at, page in pages.items()
                }
                served = {
                    at: web.reply(page, "200 OK", HTML) if isinstance(page, bytes) and page[:5] != b"HTTP/" else page
                    for at, page in served.items()
                }
                async with web.site(served) as here:
                    return await gate.fetch(here.url(path), render=True, **named), here

        return running.run(main())

    return showing


def script(code: str) -> str:
    return f"<!doctype html><title>Members</title><p>said</p><script>{code}</script>"


async def never(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def breaks(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 99\r\n\r\nhalf")
    await writer.drain()


# The page as it came --------------------------------------------------------------------------------------------------


def test_a_page_that_lost_its_end_is_truncated_though_the_browser_gave_it_one(show: Show) -> None:
    whole = "<!doctype html><html><body><ul><li>Hungary</li><li>Spain</li></ul></body></html>"
    good, _ = show({"/": whole})
    expected = whole_html(good.shell or b"")
    assert expected == len(whole)
    cut, _ = show({"/": whole[:50]}, expected_length=expected)
    assert cut.verdict == "truncated"
    assert cut.body == whole[:50].encode()
    again, _ = show({"/": whole}, expected_length=expected)
    assert again.verdict is None


def test_a_short_page_that_leads_on_is_not_taken_for_half_of_the_next(show: Show) -> None:
    end = "<!doctype html><html><p>10 members</p></html>"
    answer, _ = show({"/": "<script>location = '/next'</script>", "/next": end}, expected_length=len(end))
    assert answer.verdict is None
    assert b"10 members" in answer.body


# Its data -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("fetch('/busy').catch(() => 0)", "was answered 503"),
        ("fetch('/later')", "was answered 429"),
        ("fetch('/cut').then(r => r.text()).catch(() => 0)", "failed (net::ERR_CONTENT_LENGTH_MISMATCH)"),
        ("fetch('/private/data').catch(() => 0)", "does not allow '/private/data'"),
        ("fetch('/moved').catch(() => 0)", "was answered 503"),
        ("document.head.append(Object.assign(document.createElement('script'), {src: '/busy'}))", "was answered 503"),
        (
            "const x = new XMLHttpRequest(); x.open('GET', '/never'); x.timeout = 300; x.send()",
            "was given up before it came",
        ),
        ("fetch('OTHER/busy').catch(() => 0)", "was answered 503"),
        ("fetch('OTHER/silent').catch(() => 0)", "was answered 503"),
        ("fetch('OTHER/cut').then(r => r.text()).catch(() => 0)", "failed"),
        ("for (let i = 0; i < 9; i++) fetch('/none' + i).catch(() => 0)", "more than 8 things"),
    ],
)
def test_a_page_whose_data_did_not_come_is_truncated(
    show: Show, web: Any, code: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.fetch.browser.checkpoint.MOST_REQUESTS", 8)
    pages = {
        "/": script(code),
        "/busy": web.reply(b"", "503 Busy"),
        "/later": web.reply(b"", "429 Later"),
        "/cut": breaks,
        "/never": never,
        "/moved": web.redirect("/busy"),
        "/robots.txt": web.reply(b"User-agent: *\nDisallow: /private/"),
    }
    other = {
        "/busy": web.reply(b"", "503 Busy", OPEN),
        "/silent": web.reply(b"", "503 Busy"),
        "/cut": breaks,
    }
    answer, _ = show(pages, other)
    assert answer.verdict == "truncated"
    assert why in (answer.error or "")
    assert "http://127.0.0." in (answer.error or "")


@pytest.mark.parametrize(
    "code",
    [
        "fetch('/none').catch(() => 0)",
        "fetch('/flaky').then(() => fetch('/flaky'))",
        "fetch('/post', {method: 'POST'}).catch(() => 0)",
        "fetch('OTHER/private/count').catch(() => 0)",
        "fetch('OTHER/none').catch(() => 0)",
        "const c = new AbortController(); fetch('OTHER/never', c).catch(() => 0); setTimeout(() => c.abort(), 100)",
        "document.head.append(Object.assign(document.createElement('script'), {src: 'OTHER/busy'}))",
    ],
)
def test_what_the_page_never_has_does_not_make_it_truncated(show: Show, web: Any, code: str) -> None:
    other = {
        "/robots.txt": web.reply(b"User-agent: *\nDisallow: /private/"),
        "/busy": web.reply(b"", "503 Busy", OPEN),
        "/never": never,
    }
    flaky = [web.reply(b"", "503 Busy"), web.reply(b"")]
    answer, _ = show({"/": script(code), "/flaky": flaky}, other)
    assert answer.verdict is None, answer.error


def test_a_page_that_still_waits_for_its_data_is_unreachable(show: Show) -> None:
    answer, here = show({"/": script("fetch('/never')"), "/never": never})
    assert answer.verdict == "unreachable"
    assert here.url("/never") in (answer.error or "")


def test_a_page_that_still_waits_for_a_counter_of_others_is_read(show: Show) -> None:
    answer, _ = show({"/": script("fetch('OTHER/never')")}, {"/never": never})
    assert answer.verdict is None


# How it is read -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nodeType", "append", "shadowRoot", "localName", "childNodes", "textContent"])
def test_a_field_of_a_form_that_is_named_like_a_property_hides_nothing(show: Show, name: str) -> None:
    answer, _ = show({"/": f"<title>x</title><form><input name={name}><h1>Members</h1><p>Hungary</form>"})
    assert answer.verdict is None, answer.error
    assert b"<h1>Members</h1><p>Hungary</p></form>" in answer.body


@pytest.mark.parametrize("name", ["URL", "implementation", "readyState", "documentElement", "getElementsByTagName"])
def test_a_form_that_is_named_like_a_property_of_the_document_hides_nothing(show: Show, name: str) -> None:
    answer, _ = show({"/": f"<title>x</title><form name={name}></form><p>Hungary"})
    assert answer.verdict is None, answer.error
    assert b"<p>Hungary" in answer.body


def test_comments_are_no_part_of_what_is_read(show: Show) -> None:
    answer, _ = show({"/": "<!doctype html><p>Hungary<!-- built 1234567 --> chairs<!-- 1 --></p>"})
    assert b"<p>Hungary chairs</p>" in answer.body


@pytest.mark.parametrize("declared", ["text/html", "text/html; charset=iso-8859-1"])
def test_what_is_utf_8_is_read_as_such_whatever_it_is_called(show: Show, web: Any, declared: str) -> None:
    page = "<!doctype html><p>Türkiye, São Tomé".encode()
    answer, _ = show({"/": web.reply(page, "200 OK", f"Content-Type: {declared}")})
    assert "Türkiye, São Tomé" in answer.body.decode()


def test_what_is_not_utf_8_is_read_as_it_is_declared(show: Show, web: Any) -> None:
    page = "<!doctype html><p>Türkiye".encode("latin-1")
    answer, _ = show({"/": web.reply(page, "200 OK", "Content-Type: text/html; charset=iso-8859-1")})
    assert "Türkiye" in answer.body.decode()


def test_a_page_beyond_four_mebibytes_is_too_large(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.fetch.browser.page.LONGEST", 4096)
    for page in ("<p>" + "x" * 5000, script("document.body.append('x'.repeat(5000))")):
        answer, _ = show({"/": page})
        assert answer.verdict == "too-large"
        assert "longer than 4096 bytes" in (answer.error or "")


# What it asks for -----------------------------------------------------------------------------------------------------


def test_a_request_with_a_preflight_is_answered(show: Show, web: Any) -> None:
    allowed = web.reply(b"10 members", "200 OK", OPEN, "Access-Control-Allow-Headers: x-a")
    # The relay's password is asked for with the first request of a page, and a preflight cannot give it.
    code = "fetch('/none').then(() => fetch('OTHER/data', {headers: {'X-A': '1'}})).then(r => r.text())"
    code += ".then(t => document.body.append(t))"
    answer, _ = show({"/": script(code)}, {"/data": allowed})
    assert answer.verdict is None, answer.error
    assert b"10 members" in answer.body


def test_a_page_asks_twenty_other_origins_at_most(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.fetch.browser.checkpoint.MOST_ORIGINS", 0)
    code = "fetch('OTHER/data').catch(() => document.body.append('refused'))"
    answer, _ = show({"/": script(code)}, {})
    assert answer.verdict is None, answer.error
    assert b"refused</body>" in answer.body


def test_cookies_of_a_page_keep_what_chromium_takes(show: Show, web: Any) -> None:
    page = "<script>if (!document.cookie) { document.cookie = 'a=1'; document.cookie = '__Host-b=2; Secure; Path=/';"
    page += "location = '/?2' } else document.body.append(document.cookie)</script>"
    hop = web.redirect("/", "302 Found", "Set-Cookie: __Secure-c=3; Path=/", "Set-Cookie: d=4; Domain=127.0.0.1")
    code = "<!doctype html><body>" + page.replace("!document.cookie", "!document.cookie.includes('a=1')")
    answer, _ = show({"/start": hop, "/": code, "/?2": code}, path="/start")
    assert answer.verdict is None, answer.error
    assert b"a=1" in answer.body


@pytest.mark.parametrize("url", ["'/' + 'a'.repeat(70000)", r"'/\u0001%zz|^`{}[]'", "'#' + 'a'.repeat(70000)"])
def test_an_odd_address_of_a_page_s_own_making_is_no_error_of_ours(show: Show, url: str) -> None:
    answer, _ = show({"/": script(f"history.pushState(0, '', {url})")})
    assert answer.verdict in (None, "unreachable"), answer.error


def test_scripts_see_the_fragment_of_the_address_through_redirects(show: Show, web: Any) -> None:
    says = script("document.body.append('at ' + location.hash)")
    answer, here = show({"/start": web.redirect("/"), "/": says}, path="/start#members")
    assert b"at #members</body>" in answer.body
    assert answer.final_url == here.url("/")
    answer, here = show({"/": "<script>location = '/next#chair'</script>", "/next": says})
    assert b"at #chair</body>" in answer.body
    assert answer.final_url == here.url("/next")
