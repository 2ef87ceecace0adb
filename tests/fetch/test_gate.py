"""One fetch, from the URL to the answer."""

from __future__ import annotations

import asyncio
import inspect
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.fetch import Gate, agent, whole_html
from monitor.model import Answer, Validators

ETAG = '"v1"'
DATE = "Sun, 01 Mar 2020 12:00:00 GMT"


def test_a_page_comes_back_whole_with_all_that_the_archive_needs(web: Any) -> None:
    page = web.reply(
        web.html, "200 All right", "Content-Type: Text/HTML; charset=utf-8", "X-Name: caf\xe9", "x-two: 1", "X-Two: 2"
    )
    before = datetime.now(UTC)
    answer, here = web.fetched({"/page": page}, "/page")
    assert (answer.status, answer.reason, answer.verdict, answer.error) == (200, "All right", None, None)
    assert (answer.body, answer.received) == (web.html, len(web.html))
    assert answer.requested_url == answer.final_url == here.url("/page")
    assert answer.headers == (
        ("Content-Type", "Text/HTML; charset=utf-8"),
        ("X-Name", "caf\xe9"),
        ("x-two", "1"),
        ("X-Two", "2"),
        ("Content-Length", str(len(web.html))),
    )
    assert (answer.media_type, answer.address, answer.redirects, answer.moved) == ("text/html", "127.0.0.1", (), False)
    assert before <= answer.fetched_at <= datetime.now(UTC)
    assert 0 < answer.seconds < 2


def test_the_request_says_who_we_are_and_asks_for_gzip_only(web: Any) -> None:
    _, here = web.fetched({"/": web.reply()})
    headers = here.requests[-1][1]
    assert headers["User-Agent"] == "iscm-monitor/0.1 (+tests@example.org)"
    assert headers["Accept-Encoding"] == "gzip"
    assert headers["Host"] == f"127.0.0.1:{here.port}"
    assert not {name.lower() for name in headers} & {"cookie", "authorization", "referer", "if-none-match"}


def test_a_compressed_page_is_decoded_and_its_bytes_on_the_wire_are_counted(web: Any) -> None:
    body = web.html * 1000
    answer, _ = web.fetched({"/": web.gzipped(body)})
    assert (answer.body, answer.verdict) == (body, None)
    assert 0 < answer.received < len(body) / 10


@pytest.mark.parametrize(
    "scheme", ["ftp://x/", "http://u:p@127.0.0.1/", "http:\\\\127.0.0.1/", "http://127.0.0.1/\n", "", "http://[::1"]
)
def test_a_url_that_is_no_good_is_an_answer_and_no_exception(scheme: str, web: Any) -> None:
    async def main() -> Answer:
        async with web.gate() as gate:
            return await gate.fetch(scheme, source="iom")

    answer = asyncio.run(main())
    assert (answer.verdict, answer.status, answer.requested_url, answer.final_url) == ("refused", None, scheme, scheme)
    assert answer.error


def test_redirects_are_followed_one_by_one_and_told_in_order(web: Any) -> None:
    pages = {
        "/a": web.redirect("b", "301 Moved"),
        "/b": web.redirect("/c?d=%C3%A9#part", "302 Found"),
        "/c?d=%C3%A9": web.redirect("//127.0.0.1:PORT/e", "307 Temporary"),
        "/e": web.redirect("f", "308 Permanent"),
        "/f": web.reply(),
    }

    async def main() -> tuple[Answer, Any]:
        async with web.site(pages) as here, web.gate() as gate:
            pages["/c?d=%C3%A9"] = pages["/c?d=%C3%A9"].replace(b"PORT", str(here.port).encode())
            return await gate.fetch(here.url("/a")), here

    answer, here = asyncio.run(main())
    assert answer.verdict is None
    assert answer.redirects == (
        (301, here.url("/b")),
        (302, here.url("/c?d=%C3%A9")),
        (307, here.url("/e")),
        (308, here.url("/f")),
    )
    assert (answer.final_url, answer.requested_url, answer.moved) == (here.url("/f"), here.url("/a"), False)


def test_only_permanent_redirects_mean_that_a_page_moved(web: Any) -> None:
    pages = {"/a": web.redirect("/b", "301 Moved"), "/b": web.redirect("/c", "308 Permanent"), "/c": web.reply()}
    answer, here = web.fetched(pages, "/a")
    assert (answer.moved, answer.final_url) == (True, here.url("/c"))
    answer, _ = web.fetched({"/a": web.redirect("/c"), "/c": web.reply()}, "/a")
    assert not answer.moved


def test_a_redirect_in_utf8_is_understood(web: Any) -> None:
    page = web.redirect("/caf\u00e9".encode().decode("latin-1"))
    answer, here = web.fetched({"/": page, "/caf%C3%A9": web.reply()})
    assert (answer.verdict, answer.final_url) == (None, here.url("/caf%C3%A9"))


@pytest.mark.parametrize(
    ("location", "verdict"),
    [
        ("http://169.254.169.254/latest/meta-data/", "refused"),
        ("http://[::ffff:127.0.0.1]/", "refused"),
        ("http://10.0.0.1/", "refused"),
        ("http://127.0.0.1:22/", "refused"),
        ("http://user@127.0.0.1/", "refused"),
        ("\\\\127.0.0.1/", "refused"),
        ("file:///etc/passwd", "refused"),
        ("javascript:alert(1)", "refused"),
        ("http://[::1", "refused"),
        ("http://", "refused"),
        ("", "server-error"),
    ],
)
def test_a_redirect_to_where_the_gate_does_not_go_is_not_followed(location: str, verdict: str, web: Any) -> None:
    answer, here = web.fetched({"/": web.redirect(location)})
    assert (answer.verdict, here.paths) == (verdict, ["/robots.txt", "/"])
    assert answer.error


def test_a_redirect_loop_ends_after_ten(web: Any) -> None:
    answer, here = web.fetched({"/": web.redirect("/")})
    assert (answer.verdict, answer.status, len(answer.redirects), len(here.paths)) == ("server-error", 302, 10, 12)
    assert "do not come to an end" in answer.error


def test_a_cookie_lives_as_long_as_the_fetch_that_it_was_given_to(web: Any) -> None:
    pages = {"/": web.redirect("/page", "302 Found", "Set-Cookie: seen=1"), "/page": web.reply()}

    async def main() -> Any:
        async with web.site(pages) as here, web.gate() as gate:
            await gate.fetch(here.url())
            await gate.fetch(here.url("/page"))
            return here

    cookies = [headers.get("Cookie") for path, headers in asyncio.run(main()).requests if path == "/page"]
    assert cookies == ["seen=1", None]


def test_a_cookie_that_cannot_be_sent_back_is_dropped(web: Any) -> None:
    pages = {"/": web.redirect("/page", "302 Found", "Set-Cookie: \x80", "Set-Cookie: a=1"), "/page": web.reply()}
    answer, here = web.fetched(pages)
    assert (answer.verdict, here.requests[-1][1].get("Cookie")) == (None, "a=1")


def test_validators_are_sent_to_the_letter_and_a_304_is_not_modified(web: Any) -> None:
    for etag, date in ((ETAG, DATE), ("W/\"caf\xe9 'x'\"", None), (None, "1 March 2020, about noon")):
        page = web.reply(b"", "304 Not Modified", f"ETag: {ETAG}", length=-1)
        answer, here = web.fetched({"/": page}, validators=Validators(etag, date))
        headers = here.requests[-1][1]
        assert (headers.get("If-None-Match"), headers.get("If-Modified-Since")) == (etag, date)
        assert (answer.verdict, answer.status, answer.body, answer.error) == ("not-modified", 304, b"", None)
        assert "If-None-Match" not in here.requests[0][1]


def test_validators_survive_a_redirect_on_the_host_and_are_dropped_with_another(web: Any) -> None:
    async def main(host: str) -> Any:
        async with web.site({"/": web.reply()}, host=host) as there:
            pages = {"/": web.redirect(there.url("/")), "/same": web.redirect("/page"), "/page": web.reply()}
            ports = frozenset({there.port})
            async with web.site(pages) as here, web.gate(ports=ports | {80}) as gate:
                await gate.fetch(here.url("/same"), validators=Validators(ETAG, DATE))
                answer = await gate.fetch(here.url("/"), validators=Validators(ETAG, DATE))
                return answer, here.requests, there.requests

    answer, here, there = asyncio.run(main("127.0.0.2"))
    assert answer.verdict is None
    assert [path for path, headers in here if "If-None-Match" in headers] == ["/same", "/page", "/"]
    assert [path for path, _ in there] == ["/robots.txt", "/"]
    assert not any({"If-None-Match", "If-Modified-Since"} & set(headers) for _, headers in there)


def test_a_304_that_nobody_asked_for_is_an_error(web: Any) -> None:
    answer, _ = web.fetched({"/": web.reply(b"", "304 Not Modified", length=-1)})
    assert answer.verdict == "server-error"


def test_the_body_of_an_error_page_is_kept_for_the_judge(web: Any) -> None:
    answer, _ = web.fetched({"/": web.reply(b"<h1>Access denied</h1>", "403 Forbidden")})
    assert (answer.verdict, answer.status, answer.body) == (None, 403, b"<h1>Access denied</h1>")
    assert answer.error == "the server answered 403 Forbidden"


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "403 Forbidden", "429 Too Many Requests", "300 Multiple Choices"]
)
def test_no_browser_runs_the_scripts_of_a_wall(web: Any, status: str) -> None:
    wall = web.reply(b"<html><script>location = '/in'</script></html>", status, "Content-Type: text/html")

    async def main() -> Any:
        async with web.site({"/": wall}) as here, web.gate(browser="/nowhere/chromium") as gate:
            return await gate.fetch(here.url(), render=True)

    answer = asyncio.run(main())
    assert (answer.verdict, answer.status, answer.shell) == (None, int(status[:3]), None)


def test_an_empty_page_is_left_to_the_judge(web: Any) -> None:
    assert web.fetched({"/": web.reply(b"")})[0].verdict is None
    assert web.fetched({"/": web.reply(b"", "204 No Content", length=-1)})[0].verdict is None


def test_a_source_may_name_a_port_but_redirects_may_not_name_another(web: Any) -> None:
    async def main() -> Any:
        pages: dict[str, bytes] = {}
        async with web.site({"/": web.reply()}) as other, web.site(pages) as here, web.gate() as gate:
            pages["/"] = web.redirect(other.url("/"))
            return await gate.fetch(here.url("/")), other

    answer, other = asyncio.run(main())
    assert (answer.verdict, other.connections) == ("refused", 0)
    assert f"port {other.port}" in answer.error


@pytest.mark.usefixtures("public")
def test_a_public_address_never_leads_into_an_opened_network(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply()}, host="127.0.0.2") as inner:
            pages = {"/": web.redirect(inner.url("/"))}
            async with web.site(pages) as outer, web.gate(ports=frozenset({inner.port})) as gate:
                led = await gate.fetch(outer.url("/"))
                refused = inner.connections
                named = await gate.fetch(inner.url("/"))
                return led, refused, named

    led, connections, named = asyncio.run(main())
    assert (led.verdict, connections, named.verdict) == ("refused", 0, None)
    assert "127.0.0.2" in led.error
    assert "allow_addresses" not in led.error  # no advice to open what a stranger's site asks for


def test_a_link_of_a_page_opens_no_port_and_leads_no_deeper(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> list[Any]:
        async with web.site({"/": web.reply()}) as other, web.site({"/": web.reply()}) as here, web.gate() as gate:
            page = await gate.fetch(here.url())
            same = await gate.fetch(here.url("/"), found_on=page)
            odd = await gate.fetch(other.url(), found_on=page)
            monkeypatch.setattr("monitor.fetch.way.refusal", lambda address: None)  # the page is public, as it were
            inner = await gate.fetch(here.url("/"), found_on=page)
            return [same.verdict, odd.verdict, inner.verdict, other.connections]

    assert asyncio.run(main()) == [None, "refused", "refused", 0]


def test_our_own_waiting_is_not_counted_against_the_deadline(web: Any) -> None:
    pages = {"/": web.redirect("/a"), "/a": web.redirect("/b"), "/b": web.reply()}
    started = time.monotonic()
    answer, _ = web.fetched(pages, pace=0.3, timeout=0.8)
    assert (answer.verdict, time.monotonic() - started > 0.89) == (None, True)
    assert answer.seconds < 0.8


def test_a_busy_server_is_asked_again_when_it_wishes(web: Any) -> None:
    busy = web.reply(b"later", "503 Busy", "Retry-After: 0")
    answer, here = web.fetched({"/": [busy, busy, web.reply()]}, retries=2)
    assert (answer.verdict, here.paths) == (None, ["/robots.txt", "/", "/", "/"])
    answer, here = web.fetched({"/": web.reply(b"", "429 Slow", "Retry-After: 9999")}, retries=2)
    assert (answer.verdict, here.paths) == ("refused", ["/robots.txt", "/"])
    assert "9999" in answer.error


def test_a_broken_connection_is_tried_again(web: Any) -> None:
    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    answer, here = web.fetched({"/": [cut, web.reply()]}, retries=1)
    assert (answer.verdict, here.paths) == (None, ["/robots.txt", "/", "/"])


def test_a_connection_is_used_again(web: Any) -> None:
    async def main() -> int:
        async with web.site({"/": web.reply()}) as here, web.gate() as gate:
            for _ in range(3):
                await gate.fetch(here.url())
            return int(here.connections)

    assert asyncio.run(main()) == 1


def test_hosts_are_fetched_in_parallel_and_one_host_in_turn(web: Any) -> None:
    inside: dict[str, int] = {}
    most: dict[str, int] = {}
    together = 0

    def slow(name: str) -> Any:
        async def page(writer: asyncio.StreamWriter) -> None:
            nonlocal together
            inside[name] = inside.get(name, 0) + 1
            most[name] = max(most.get(name, 0), inside[name])
            together = max(together, sum(inside.values()))
            await asyncio.sleep(0.1)
            inside[name] -= 1
            writer.write(web.reply())

        return page

    async def main() -> list[Answer]:
        async with (
            web.site({"/": slow("a")}) as a,
            web.site({"/": slow("b")}, host="127.0.0.2") as b,
            web.gate() as gate,
        ):
            return await asyncio.gather(*(gate.fetch(here.url()) for here in (a, b, a, b)))

    assert [answer.verdict for answer in asyncio.run(main())] == [None] * 4
    assert (most, together) == ({"a": 1, "b": 1}, 2)


def test_a_programming_error_is_raised_and_not_told_as_a_verdict(web: Any) -> None:
    def broken() -> datetime:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        web.fetched({"/": web.reply()}, now=broken)


def test_a_page_that_is_cut_without_a_word_is_known_by_its_last_length(web: Any) -> None:
    """No Content-Length, no chunks: the connection's end is the body's end, wherever it comes."""
    page = b"<!doctype html><html>" + b"<p>member</p>" * 200 + b"</html>"

    async def main() -> Any:
        pages = {"/": [web.reply(page, length=-1), web.reply(page[:900], length=-1)]}
        async with web.site(pages) as here, web.gate() as gate:
            first = await gate.fetch(here.url())
            return first, await gate.fetch(here.url(), expected_length=whole_html(first.body))

    first, second = asyncio.run(main())
    assert (first.verdict, second.verdict) == (None, "truncated")


def test_the_environment_gives_no_proxy(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert web.fetched({"/": web.reply()})[0].verdict is None


def test_another_server_agrees(httpserver: HTTPServer, web: Any) -> None:
    """Werkzeug's server, which nobody wrote for us: HTTP/1.0 replies and its own handling of conditions."""

    def page(request: Request) -> Response:
        response = Response(web.html, content_type="text/html")
        response.add_etag()
        return response.make_conditional(request)

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/page").respond_with_handler(page)

    async def main() -> tuple[Answer, Answer]:
        async with web.gate() as gate:
            first = await gate.fetch(httpserver.url_for("/page"))
            again = await gate.fetch(httpserver.url_for("/page"), validators=Validators(etag=first.header("etag")))
            return first, again

    first, again = asyncio.run(main())
    assert (first.verdict, first.body, again.verdict) == (None, web.html, "not-modified")


def test_a_gate_holds_its_manners_by_default() -> None:
    defaults = {name: value.default for name, value in inspect.signature(Gate).parameters.items()}
    assert (defaults["allow_addresses"], defaults["ports"], defaults["retries"]) == ((), {80, 443}, 2)


@pytest.mark.parametrize(
    ("contact", "seen"),
    [
        ("mail@example.org", "iscm-monitor/0.1 (+mail@example.org)"),
        ("https://example.org/über uns", "iscm-monitor/0.1 (+https://example.org/%C3%BCber uns)"),
        ("a)b\r\nX: y\\", "iscm-monitor/0.1 (+a%29b%0D%0AX: y%5C)"),
        ("", "iscm-monitor/0.1"),
        (None, "iscm-monitor/0.1"),
    ],
)
def test_the_user_agent_names_the_contact_and_cannot_be_broken_by_it(contact: str | None, seen: str) -> None:
    assert agent("0.1", contact) == seen
