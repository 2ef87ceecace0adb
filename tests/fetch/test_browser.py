"""Pages that say nothing without their scripts, in a real Chromium: they are read, and nothing of them escapes."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import BrowserError
from monitor.fetch import Gate
from monitor.fetch.browser import chromium
from monitor.model import Answer

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(not any(map(shutil.which, chromium.NAMES)), reason="no Chromium is installed"),
    pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="the browser extra is not installed"),
]

HERE = (ip_network("127.0.0.1/32"),)
ANY_PORT = frozenset(range(1, 65536))
NAMES = {"site.test": "127.0.0.1", "inside.test": "127.0.0.2", "metadata.test": "169.254.169.254"}
SHELL = "<!doctype html><title>Members</title><div id=app></div><noscript>Please enable JavaScript</noscript>"
JSON = "Content-Type: application/json"
SCRIPT = "Content-Type: text/javascript"
Shown = Callable[..., tuple[Answer, Any]]


async def resolve(name: str, port: int) -> tuple[Any, ...]:
    return (ip_address(NAMES.get(name, name).strip("[]")),)


@pytest.fixture(scope="module", autouse=True)
def as_root_in_ci() -> Iterator[None]:
    """Chromium's sandbox does not work for root; tests run as whoever runs them, and only pages of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CI", "1")
        patch.setattr("monitor.fetch.browser.page._QUIET", 0.2)  # nothing here is slow but on purpose
        yield


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for the tests that share a browser."""
    with asyncio.Runner() as running:
        yield running


@pytest.fixture(scope="module")
def shared(runner: asyncio.Runner, as_root_in_ci: None) -> Iterator[Gate]:
    """A gate that may go to 127.0.0.1 alone, with one browser for all tests of this module that do not hurt it."""
    gate = Gate(
        user_agent="iscm-monitor/0.1 (+tests@example.org)",
        timeout=20.0,
        max_bytes=512 * 1024,
        pace=0.0,
        allow_addresses=HERE,
        ports=ANY_PORT,
        retries=0,
        resolve=resolve,
    )
    yield gate
    runner.run(gate.__aexit__(None, None, None))


@pytest.fixture
def shown(runner: asyncio.Runner, shared: Gate, web: Any) -> Shown:
    """The answer for the first page of a site, rendered, and the site."""

    def show(html: str, pages: dict[str, Any] | None = None, *headers: str, **named: Any) -> tuple[Answer, Any]:
        async def main() -> tuple[Answer, Any]:
            first = web.reply(html.encode(), "200 OK", "Content-Type: text/html; charset=utf-8", *headers)
            async with web.site({"/": first, **(pages or {})}) as here:
                name = named.get("host", here.host)
                return await shared.fetch(f"http://{name}:{here.port}/", render=True), here

        return runner.run(main())

    return show


def text(answer: Answer, *, whole: bool = True) -> str:
    """The page. One that did not get all that it asked for is shown, but not `whole`."""
    assert answer.verdict == (None if whole else "truncated"), answer.error
    return answer.body.decode("utf-8")


def script(code: str) -> str:
    return f"{SHELL}<script>const say = words => document.body.append(words + ';');\n{code}</script>"


def asked_for(here: Any) -> list[str]:
    """What reached the site, without robots.txt and the page itself."""
    return [path for path in here.paths if path not in ("/robots.txt", "/")]


# What is read ---------------------------------------------------------------------------------------------------------


def test_facts_that_a_script_fetches_are_read_and_the_shell_is_kept(shown: Shown, web: Any) -> None:
    pages = {
        "/app.js": web.reply(
            b"fetch('/members.json').then(r => r.json()).then(all => { app.textContent = all.join(', ') })",
            "200 OK",
            SCRIPT,
        ),
        "/members.json": web.reply('["Cabo Verde", "Türkiye"]'.encode(), "200 OK", JSON),
    }
    html = f"{SHELL}<script src=/app.js></script>"
    answer, here = shown(html, pages, 'ETag: "of-the-shell"', "Last-Modified: Mon, 02 Jan 2023 00:00:00 GMT", "X-A: b")
    assert '<div id="app">Cabo Verde, Türkiye</div>' in text(answer)
    assert "enable JavaScript" not in text(answer)
    assert answer.shell == html.encode()
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert answer.header("x-a") == "b"
    for name in ("etag", "last-modified", "content-length", "content-encoding"):
        assert answer.header(name) is None
    assert answer.status == 200
    assert answer.redirects == ()
    assert sorted(asked_for(here)) == ["/app.js", "/members.json"]
    assert here.paths.count("/") == 1  # the browser shows the bytes that the gate has
    assert answer.received > len(html) + len('["Cabo Verde"]')


def test_the_browser_is_as_honest_as_the_gate(shown: Shown, web: Any) -> None:
    answer, here = shown(script("fetch('/a').then(() => say(navigator.userAgent))"), {"/a": web.reply(b"")})
    assert "iscm-monitor/0.1 (+tests@example.org);" in text(answer)
    headers = dict(here.requests)["/a"]
    assert headers["user-agent"] == "iscm-monitor/0.1 (+tests@example.org)"
    assert "Windows" not in str(headers)
    assert "Proxy" not in str(headers).title()


def test_what_stands_in_shadow_trees_is_read_where_it_is_shown(shown: Shown) -> None:
    answer, _ = shown(
        "<x-card>hidden<b slot=chair>Tunisia</b></x-card><script>document.querySelector('x-card').attachShadow({mode:"
        "'open'}).innerHTML = '<h2>Chair</h2><slot name=chair></slot><slot name=term>2024</slot>'</script>"
    )
    assert '<x-card><h2>Chair</h2><slot name="chair"><b slot="chair">Tunisia</b></slot>' in text(answer)
    assert "2024" in text(answer)
    assert "hidden" not in text(answer)


def test_a_page_cannot_put_words_into_what_is_read_of_it(shown: Shown) -> None:
    answer, _ = shown(
        "<p>real</p><script>for (const name of ['outerHTML', 'textContent']) for (const kind of [Element, Node])"
        " Object.defineProperty(kind.prototype, name, {get() { return 'FAKE' }});"
        "JSON.stringify = () => 'FAKE'; document.implementation.createHTMLDocument = () => null;"
        "Object.defineProperty(document, 'documentElement', {value: null});"
        "Document.prototype.importNode = () => null; String.prototype.toWellFormed = () => 'FAKE'</script>"
    )
    assert "<p>real</p>" in text(answer)


def test_a_page_with_half_a_character_is_utf_8(shown: Shown) -> None:
    assert "a\ufffdb;" in text(shown(script(r"say('a\ud800b')"))[0])


def test_the_page_s_own_policy_stands(shown: Shown, web: Any) -> None:
    policy = "Content-Security-Policy: script-src 'self'"
    answer, _ = shown(script("say('inline')") + "<script src=/own.js></script>", {
        "/own.js": web.reply(b"document.body.append('own')", "200 OK", SCRIPT)}, policy)  # fmt: skip
    assert "own</body>" in text(answer)
    assert "inline;" not in text(answer)


def test_a_pdf_and_a_failure_are_handed_on_without_a_browser(web: Any) -> None:
    pdf = b"%PDF-1.7\n%%EOF\n"

    async def main() -> None:
        pages = {"/pdf": web.reply(pdf, "200 OK", "Content-Type: text/html"), "/none": web.reply(b""),
                 "/wait": web.reply(web.html, "503 Wait", "Content-Type: text/html")}  # fmt: skip
        async with web.site(pages) as here, web.gate(browser="/nowhere/chromium") as gate:
            answer = await gate.fetch(here.url("/pdf"), render=True)
            assert (answer.body, answer.shell, answer.verdict) == (pdf, None, None)
            assert (await gate.fetch(here.url("/wait"), render=True)).verdict == "server-error"
            assert (await gate.fetch(here.url("/none"), render=True)).body == b""

    asyncio.run(main())


# Where scripts lead ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "<script>location.replace('next#part')</script>",
        "<body onload=\"location = '/next'\">",
        "<meta http-equiv=refresh content='0; url=/next'>",
        "<a id=a href=/next>on</a><script>a.click()</script>",
        "<form action=/next></form><script>document.forms[0].submit()</script>",
    ],
)
def test_a_script_that_leads_on_is_followed_like_a_redirect(shown: Shown, web: Any, html: str) -> None:
    next_page = web.reply(script("say('10 members')").encode(), "200 OK", "Content-Type: text/html")
    answer, here = shown(html, {"/next": next_page, "/next?": next_page})
    assert "10 members;" in text(answer)
    assert answer.redirects == ((200, answer.final_url),)
    assert answer.final_url.rstrip("?") == here.url("/next")
    assert not answer.moved
    assert len([path for path in here.paths if path.startswith("/next")]) == 1


def test_a_script_that_leads_to_a_pdf_ends_there(shown: Shown, web: Any) -> None:
    pdf = web.reply(b"%PDF-1.7\n%%EOF\n", "200 OK", "Content-Type: application/pdf")
    answer, _ = shown("<script>location = '/table.pdf'</script>", {"/table.pdf": pdf})
    assert answer.body.startswith(b"%PDF")
    assert answer.shell is None
    assert len(answer.redirects) == 1


def test_scripts_that_lead_on_without_end_are_left(shown: Shown) -> None:
    answer, here = shown("<script>location.reload()</script>")
    assert answer.verdict == "server-error"
    assert here.paths.count("/") == 6
    assert len(answer.redirects) == 5


def test_a_page_that_reloads_until_it_sees_its_cookie_is_read(runner: asyncio.Runner, shared: Gate, web: Any) -> None:
    page = "Content-Type: text/html"
    challenge = web.reply(b"<script>document.cookie = 'seen=1'; location.reload()</script>", "200 OK", page)
    content = web.reply(script("say(document.cookie)").encode(), "200 OK", page, "Set-Cookie: b=2", "Set-Cookie: c=3")

    async def main() -> None:
        hop = web.redirect("/", "302 Found", "Set-Cookie: hop=0")
        async with web.site({"/start": hop, "/": [challenge, content]}) as here:
            answer = await shared.fetch(here.url("/start"), render=True)
            for cookie in ("hop=0", "seen=1", "b=2", "c=3"):
                assert cookie in text(answer)
            assert "seen=1" in here.requests[-1][1]["Cookie"]

    runner.run(main())


@pytest.mark.parametrize("to", ["http://127.0.0.2:{port}/", "http://[::1]:{port}/", "http://inside.test:{port}/",
                                "http://metadata.test/"])  # fmt: skip
def test_a_script_that_leads_to_a_forbidden_address_is_refused(
    runner: asyncio.Runner, shared: Gate, web: Any, to: str
) -> None:
    async def main() -> None:
        async with silent() as (ports, heard):
            leads = to.format(port=ports["::1" if "[" in to else "127.0.0.2"])
            html = f"<script>location = '{leads}'</script>".encode()
            async with web.site({"/": web.reply(html, "200 OK", "Content-Type: text/html")}) as here:
                answer = await shared.fetch(here.url(), render=True)
                assert answer.verdict == "refused"
                assert answer.redirects == ((200, leads),)
            assert heard == []

    runner.run(main())


def test_a_script_cannot_lead_out_of_the_web(shown: Shown) -> None:
    code = """const out = ['file:///etc/passwd', 'data:text/html,<p>no</p>', 'chrome://version', 'ftp://127.0.0.1/',
                           'mailto:a@example.org', 'view-source:http://127.0.0.1/', 'filesystem:http://127.0.0.1/a'];
              const next = () => { if (out.length) { try { location = out.shift() } catch {} setTimeout(next, 30) }
                                   else say('stays') }; next()"""
    answer, here = shown(script(code))
    assert "stays;" in text(answer)
    assert answer.redirects == ()
    assert asked_for(here) == []


@pytest.mark.parametrize("code", ["location = 'about:blank'", "history.back()"])
def test_a_page_that_leaves_for_nowhere_is_unreachable(shown: Shown, code: str) -> None:
    answer, _ = shown(f"<p>gone</p><script>{code}</script>")
    assert answer.verdict == "unreachable"
    assert answer.body == b""


# What does not get out ------------------------------------------------------------------------------------------------


@asynccontextmanager
async def silent() -> Any:
    """Servers that must hear nothing, over TCP and UDP: their ports by address, and what they heard all the same."""
    heard: list[tuple[str, bytes]] = []
    ports: dict[str, int] = {}
    loop = asyncio.get_running_loop()
    opened: list[Any] = []

    class Ear(asyncio.DatagramProtocol):
        def __init__(self, name: str) -> None:
            self.name = name

        def datagram_received(self, data: bytes, address: Any) -> None:
            heard.append((self.name, data))

    def listening(name: str) -> Any:
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            heard.append((name, b""))
            writer.close()

        return accept

    for host in ("127.0.0.2", "::1"):
        server = await asyncio.start_server(listening(f"tcp {host}"), host, 0)
        ports[host] = server.sockets[0].getsockname()[1]
        opened.append(server)
    for host in ("127.0.0.1", "127.0.0.2", "::1"):
        port = ports.get(host, 0)
        ear = partial(Ear, f"udp {host}")
        transport, _ = await loop.create_datagram_endpoint(ear, local_addr=(host, port))
        ports[f"udp {host}"] = transport.get_extra_info("sockname")[1]
        opened.append(transport)
    try:
        yield ports, heard
    finally:
        for one in opened:
            one.close()
        await asyncio.sleep(0.01)


ESCAPES = Path(__file__).with_name("escapes.js").read_text("utf-8")


def escapes(*others: str, datagrams: set[int] | frozenset[int] = frozenset()) -> str:
    """The script that tries all ways to reach these origins (as JavaScript), and these ports by datagrams."""
    return ESCAPES.replace("[OTHERS]", f"[{', '.join(others)}]").replace("[DATAGRAMS]", str(sorted(datagrams)))


@pytest.mark.parametrize("removed", [True, False], ids=["as it is", "with WebRTC back in the page"])
def test_nothing_of_a_page_reaches_a_forbidden_address(
    runner: asyncio.Runner, shared: Gate, web: Any, monkeypatch: pytest.MonkeyPatch, removed: bool
) -> None:
    if not removed:
        monkeypatch.setattr("monitor.fetch.browser.page._WITHOUT_DATAGRAMS", "")

    async def main() -> None:
        async with silent() as (ports, heard):
            low, six = ports["127.0.0.2"], ports["::1"]
            others = [
                f"http://127.0.0.2:{low}", f"https://127.0.0.2:{low}", f"http://inside.test:{low}", f"http://[::1]:{six}",
                f"http://localhost:{six}", f"http://[::ffff:127.0.0.2]:{low}", f"http://2130706434:{low}",
                f"http://0x7f.2:{low}", f"http://127.0.0.2.:{low}", "http://169.254.169.254", "http://metadata.test",
            ]  # fmt: skip
            datagrams = {port for name, port in ports.items() if name.startswith("udp")}
            code = escapes(*map(repr, others), datagrams=datagrams)
            page = web.reply(script(code).encode(), "200 OK", "Content-Type: text/html")
            async with web.site({"/": page}) as here:
                answer = await shared.fetch(here.url(), render=True)
                assert "fetch failed;" in text(answer, whole=False)
                assert "socket failed;" in text(answer, whole=False)
                assert removed == ("there is WebRTC;" not in text(answer, whole=False))
                assert asked_for(here) == []
            await asyncio.sleep(0.3)
            assert heard == []

    runner.run(main())


def test_a_page_asks_its_own_site_for_scripts_styles_and_data_only(shown: Shown, web: Any) -> None:
    code = escapes("location.origin") + (
        "fetch('/head', {method: 'HEAD'}); fetch('/post', {method: 'POST', body: 'x'}).catch(() => say('post failed'));"
        "fetch('/put', {method: 'PUT'}).catch(() => 0); fetch('/delete', {method: 'DELETE'}).catch(() => 0);"
        "try { new Worker('/worker') } catch {} try { new SharedWorker('/shared') } catch {}"
        "try { new Worker(URL.createObjectURL(new Blob(['fetch(\"/blob\")']))) } catch {}"
        "navigator.serviceWorker?.register('/service').catch(() => 0);"
        "document.body.insertAdjacentHTML('beforeend', '<a id=saved download href=/saved>x</a>'); saved.click();"
        "say(String(window.open('/popup'))); alert(1); confirm(1); prompt(1); print();"
        "document.head.append(Object.assign(document.createElement('style'), {textContent:"
        "'@font-face {font-family: f; src: url(/font)} body {font-family: f; background: url(/bg2)}'}))"
    )
    ok = {path: web.reply(b"") for path in ("/fetch", "/keepalive", "/xhr", "/s", "/c", "/head", "/m")}
    answer, here = shown(script(code), ok)
    assert "post failed;" in text(answer)
    assert "null;" in text(answer)
    assert set(asked_for(here)) <= set(ok)
    assert {"/fetch", "/xhr", "/s", "/c"} <= set(asked_for(here))


def test_redirects_of_what_scripts_fetch_pass_the_same_checks(runner: asyncio.Runner, shared: Gate, web: Any) -> None:
    code = """for (const path of ['/good', '/bad', '/robots', '/scheme'])
                fetch(path).then(r => r.text()).then(say, () => say(path + ' failed'))"""

    async def main() -> None:
        elsewhere = {
            "/data": web.reply(b"from the other", "200 OK", "Access-Control-Allow-Origin: *"),
            "/robots.txt": web.reply(b"User-agent: *\nDisallow: /private"),
        }
        async with silent() as (ports, heard), web.site(elsewhere) as other:
            pages = {
                "/": web.reply(script(code).encode(), "200 OK", "Content-Type: text/html"),
                "/good": web.redirect(other.url("/data")),
                "/bad": web.redirect(f"http://127.0.0.2:{ports['127.0.0.2']}/"),
                "/robots": web.redirect(other.url("/private")),
                "/scheme": web.redirect("file:///etc/passwd"),
            }
            async with web.site(pages) as here:
                body = text(await shared.fetch(here.url(), render=True), whole=False)
            assert "from the other;" in body
            for path in ("/bad", "/robots", "/scheme"):
                assert f"{path} failed;" in body
            assert other.paths == ["/robots.txt", "/data"]
            assert heard == []

    runner.run(main())


def test_a_name_that_moves_to_a_forbidden_address_while_the_page_is_open_gains_nothing(web: Any) -> None:
    heard: list[str] = []
    moved: list[str] = []

    async def moves(name: str, port: int) -> tuple[Any, ...]:
        return (ip_address("127.0.0.2" if moved else "127.0.0.1"),)

    async def page(writer: asyncio.StreamWriter) -> None:
        moved.append("from here on")
        code = "fetch('/d.json').then(reply => say('status ' + reply.status))"
        writer.write(web.reply(script(code).encode(), "200 OK", "Content-Type: text/html"))
        await writer.drain()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append("connected")
        writer.close()

    async def main() -> None:
        async with web.site({"/": page}) as here:
            bad = await asyncio.start_server(accept, "127.0.0.2", here.port)
            async with bad, web.gate(allow_addresses=HERE, resolve=moves, timeout=20.0) as gate:
                assert "status 502;" in text(
                    await gate.fetch(f"http://rebind.test:{here.port}/", render=True), whole=False
                )
            assert asked_for(here) == []
        assert heard == []

    asyncio.run(main())


def test_scripts_of_a_public_page_reach_no_network_that_is_opened_to_its_source(
    shown: Shown, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.1 plays the public address of the page, and the opened network: no test may leave this machine."""
    monkeypatch.setattr("monitor.fetch.browser.rendering.is_public", lambda address: True)
    answer, here = shown(script("fetch('/d').then(reply => say('status ' + reply.status))"), {"/d": web.reply(b"")})
    assert "status 502;" in text(answer, whole=False)
    assert asked_for(here) == []


def test_robots_txt_speaks_for_scripts_too(shown: Shown, web: Any) -> None:
    rules = web.reply(b"User-agent: *\nDisallow: /api/")
    code = "fetch('/api/members').catch(() => say('refused')); fetch('/open').then(() => say('open'))"
    answer, here = shown(script(code), {"/robots.txt": rules, "/open": web.reply(b"")})
    assert "refused;" in text(answer, whole=False)
    assert "open;" in text(answer, whole=False)
    assert asked_for(here) == ["/open"]


def test_one_host_gets_two_requests_of_a_page_at_a_time_and_200_at_most(
    runner: asyncio.Runner, shared: Gate, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy the machine is: after three seconds without a turn a request goes without one.
    monkeypatch.setattr("monitor.fetch.browser.checkpoint._PATIENCE", 60.0)
    running, most = 0, 0

    async def slow(writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.002)
        running -= 1
        writer.write(web.reply(b"", "200 OK", "Connection: close"))
        await writer.drain()

    async def main() -> None:
        page = web.reply(script("for (let i = 0; i < 260; i++) fetch('/a' + i).catch(() => 0)").encode(), "200 OK",
                         "Content-Type: text/html")  # fmt: skip
        async with web.site({"/": page, **{f"/a{i}": slow for i in range(260)}}) as here:
            text(await shared.fetch(here.url(), render=True), whole=False)
            assert 150 < len(asked_for(here)) <= 200  # what is held too long on a busy machine is given up
        assert most == 2

    runner.run(main())


def test_nothing_else_asks_a_host_while_its_page_is_shown(runner: asyncio.Runner, shared: Gate, web: Any) -> None:
    order: list[str] = []

    async def slow(writer: asyncio.StreamWriter) -> None:
        order.append("script asked")
        await asyncio.sleep(0.4)
        order.append("script answered")
        writer.write(web.reply(b"", "200 OK", "Connection: close"))
        await writer.drain()

    async def other(writer: asyncio.StreamWriter) -> None:
        order.append("another page")
        writer.write(web.reply(web.html))
        await writer.drain()

    async def main() -> None:
        page = web.reply(script("fetch('/slow')").encode(), "200 OK", "Content-Type: text/html")
        async with web.site({"/": page, "/slow": slow, "/other": other}) as here:
            showing = asyncio.create_task(shared.fetch(here.url(), render=True))
            while not order:
                await asyncio.sleep(0.01)
            text(await shared.fetch(here.url("/other")))
            assert showing.done() or order[-1] == "another page"
            text(await showing)

    runner.run(main())
    assert order == ["script asked", "script answered", "another page"]


def test_ports_of_no_source_are_closed_to_scripts(web: Any) -> None:
    async def main() -> None:
        async with web.site({}) as other:
            page = script(
                f"fetch('{other.url('/d')}').catch(() => say('failed')); fetch('/own').then(() => say('own'))"
            )
            pages = {"/": web.reply(page.encode(), "200 OK", "Content-Type: text/html"), "/own": web.reply(b"")}
            async with web.site(pages) as here, web.gate(timeout=20.0) as gate:
                body = text(await gate.fetch(here.url(), render=True), whole=False)
            assert "failed;" in body
            assert "own;" in body
            assert other.requests == []

    asyncio.run(main())


def test_certificates_are_checked_in_the_browser_too(web: Any, tmp_path: Path) -> None:
    """The gate of this test trusts the certificate and gives the page; what the page asks for Chromium does not."""
    made, _ = web.certificate(tmp_path, "localhost")
    page = script("fetch('/d').catch(() => say(location.protocol + ' failed'))")

    async def main() -> None:
        pages = {"/": web.reply(page.encode(), "200 OK", "Content-Type: text/html"), "/d": web.reply(b"")}
        async with (
            web.site(pages, tls=web.serving(made)) as here,
            web.proxy(site=here) as way,
            web.gate(timeout=20.0, tls=web.trusting(made), proxy=way.url()) as gate,
        ):
            answer = await gate.fetch(f"https://localhost:{here.port}/", render=True)
            assert "https: failed;" in text(answer, whole=False)
            assert asked_for(here) == []
            assert len(way.targets) > 1  # it came as far as the certificate

    asyncio.run(main())


def test_an_operator_s_proxy_is_the_browser_s_way_out_too(web: Any) -> None:
    async def main() -> None:
        page = script("fetch('/d').then(() => say('came'))").encode()
        pages = {"/": web.reply(page, "200 OK", "Content-Type: text/html"), "/d": web.reply(b"")}
        async with (
            web.site(pages) as here,
            web.proxy() as way,
            web.gate(timeout=20.0, proxy=way.url(), allow_addresses=HERE) as gate,
        ):
            assert "came;" in text(await gate.fetch(here.url(), render=True))
            assert set(way.targets) == {f"127.0.0.1:{here.port}"}
            assert len(way.targets) > 1

    asyncio.run(main())


def test_the_next_page_knows_nothing_of_the_last(shown: Shown) -> None:
    code = """say([document.cookie, localStorage.length, sessionStorage.length].join());
              document.cookie = 'a=1; max-age=9999'; localStorage.a = sessionStorage.a = 1;
              indexedDB.databases().then(all => { say('databases ' + all.length); indexedDB.open('a') })"""
    port = 0
    for _ in range(2):
        answer, _ = shown(script(code), port=port, host="127.0.0.1")
        assert ",0,0;" in text(answer)
        assert "databases 0;" in text(answer)


# What it may take -----------------------------------------------------------------------------------------------------

ENDLESS = {
    "a loop": "<p>x</p><script>setTimeout(() => { while (true) {} }, 100)</script>",
    "dialogs": "<script>while (true) { alert(1); confirm(1); window.open('/x') }</script>",
    "writing": "<script>while (true) document.write('<p>more</p>')</script>",
    "a script that does not come": "<script src=/never.js></script>",
    "a frame that does not come, a loop in unload": "<script>onunload = onpagehide = () => { while (true) {} };"
    "while (true) location.hash = Math.random()</script>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_without_end_ends_with_the_deadline(web: Any, name: str) -> None:
    async def never(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async def main() -> None:
        pages = {"/": web.reply(ENDLESS[name].encode(), "200 OK", "Content-Type: text/html"), "/never.js": never,
                 "/good": web.reply(script("say('good')").encode(), "200 OK", "Content-Type: text/html")}  # fmt: skip
        async with web.site(pages) as here, web.gate(timeout=1.2) as gate:
            await gate._browser._started()  # its start is excused
            start = time.monotonic()
            answer = await gate.fetch(here.url(), render=True)
            took = time.monotonic() - start
            assert answer.verdict == "unreachable"
            assert "did not come to an end within 1.2 s" in (answer.error or "")
            assert took < 1.2 + 3.0  # a second is promised where the machine does nothing else (bench/browser.py)

    asyncio.run(main())


@pytest.mark.parametrize(
    "code",
    [
        "const all = []; while (true) all.push(new Uint8Array(1e7).fill(1))",
        "new Uint8Array(new WebAssembly.Memory({initial: 32768}).buffer).fill(1)",
    ],
)
def test_a_page_that_takes_all_memory_is_too_large_and_the_next_is_read(
    runner: asyncio.Runner, shared: Gate, web: Any, shown: Shown, code: str
) -> None:
    answer, _ = shown(f"<script>{code}</script>")
    assert answer.verdict == "too-large"
    assert "MiB of memory" in (answer.error or "")
    assert "fine;" in text(shown(script("say('fine')"))[0])


def test_a_page_that_grows_beyond_the_limit_is_too_large(shown: Shown) -> None:
    grows = [
        "document.body.title = 'ü'.repeat(300_000)",
        "for (let i = 0; i < 90_000; i++) document.body.append(document.createElement('b'))",
    ]
    for code in grows:
        answer, _ = shown(f"<body><script>{code}</script>")
        assert answer.verdict == "too-large", code
        assert "max_bytes" in (answer.error or "")


def test_a_page_that_crashes_its_process_is_unreachable_and_the_next_is_read(shown: Shown) -> None:
    answer, _ = shown("<body><script>document.body.textContent = 'x'.repeat(5e8)</script>")
    assert answer.verdict in ("unreachable", "too-large")
    assert "fine;" in text(shown(script("say('fine')"))[0])


def test_an_endless_answer_to_a_script_ends_with_the_bytes_of_the_page(shown: Shown) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with suppress(ConnectionError):
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()

    answer, _ = shown(script("fetch('/endless').then(r => r.text()).then(say)"), {"/endless": endless})
    assert answer.verdict == "too-large"
    assert "fetched more than" in (answer.error or "")


def test_a_browser_that_is_killed_is_a_fault_of_ours_and_the_next_page_has_a_new_one(web: Any) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async def main() -> None:
        page = "Content-Type: text/html"
        pages = {"/": web.reply(b"<script src=/slow.js></script>", "200 OK", page), "/slow.js": slow,
                 "/good": web.reply(script("say('good')").encode(), "200 OK", page)}  # fmt: skip
        async with web.site(pages) as here, web.gate(timeout=20.0) as gate:
            driven = await gate._browser._started()
            looking = asyncio.create_task(gate.fetch(here.url(), render=True))
            while "/slow.js" not in here.paths:
                await asyncio.sleep(0.02)
            driven.processes.kill()
            with pytest.raises(BrowserError, match="ended while it showed the page"):
                await looking
            assert "good;" in text(await gate.fetch(here.url("/good"), render=True))

    asyncio.run(main())


def test_nothing_is_left_behind(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(tempfile.mkdtemp())  # of its own: other browsers of this machine leave theirs when they end
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    def left() -> set[Path]:
        return {path for kind in ("playwright*", "monitor-browser-*", "*hromium*") for path in folder.glob(kind)}

    before = left()

    async def main() -> Any:
        page = web.reply(script("say('good')").encode(), "200 OK", "Content-Type: text/html")
        async with web.site({"/": page, "/loop": web.reply(b"<script>while(1);</script>", "200 OK",
                "Content-Type: text/html")}) as here, web.gate(timeout=1.2) as gate:  # fmt: skip
            driven = await gate._browser._started()
            await gate.fetch(here.url(), render=True)
            assert driven.processes.memory() > 0
            await gate.fetch(here.url("/loop"), render=True)
            return driven.processes

    processes = asyncio.run(main())
    end = time.monotonic() + 5
    while time.monotonic() < end and (processes.memory() or left() - before):
        time.sleep(0.05)
    assert processes.memory() == 0
    assert left() - before == set()
    folder.rmdir()
    with suppress(ChildProcessError):
        assert os.waitpid(-1, os.WNOHANG)[0] == 0  # nobody waits for a child that ended


# Its connections ------------------------------------------------------------------------------------------------------


def sockets_of(processes: set[int]) -> set[str]:
    """The inodes of the sockets that processes hold."""
    inodes = set()
    for process in processes:
        with suppress(OSError):
            for handle in Path(f"/proc/{process}/fd").iterdir():
                with suppress(OSError):
                    target = str(handle.readlink())
                    inodes.add(target[8:-1] if target.startswith("socket:[") else "")
    return inodes


def connections(inodes: set[str]) -> set[tuple[str, str]]:
    """(kind, remote address:port in hex) of those sockets that go over the network."""
    found = set()
    for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes:
                found.add((kind, fields[2]))
    return found


@pytest.mark.skipif(not Path("/proc/net/tcp").is_file(), reason="connections of other processes are seen in /proc only")
def test_chromium_holds_no_socket_but_to_the_relay(runner: asyncio.Runner, shared: Gate, web: Any) -> None:
    seen: set[tuple[str, str]] = set()

    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)
        writer.write(web.reply(b"", "200 OK", "Connection: close"))
        await writer.drain()

    async def main() -> None:
        code = escapes("'http://127.0.0.2'", "'https://inside.test'", datagrams={3478})
        code += "fetch('/slow'); fetch('/slow?')"
        page = web.reply(script(code).encode(), "200 OK", "Content-Type: text/html")
        async with web.site({"/": page, "/slow": slow, "/slow?": slow}) as here:
            driven = await shared._browser._started()
            looking = asyncio.create_task(shared.fetch(here.url(), render=True))
            while not looking.done():
                family = set(driven.processes._browser(parents()))
                seen.update(connections(sockets_of(family)))
                await asyncio.sleep(0.05)
            text(await looking)

    runner.run(main())
    assert seen, "none was seen, which proves nothing"
    assert {kind for kind, _ in seen} == {"tcp"}, seen
    assert {remote.split(":")[0] for _, remote in seen} == {"0100007F"}, seen  # 127.0.0.1
    assert len({remote for _, remote in seen}) == 1, seen  # the relay


def parents() -> dict[int, int]:
    from monitor.fetch.browser.processes import _parents

    return _parents()


# Where there is none --------------------------------------------------------------------------------------------------


def rendered_without(web: Any, **options: Any) -> BrowserError:
    async def main() -> BrowserError:
        page = web.reply(web.html, "200 OK", "Content-Type: text/html")
        async with web.site({"/": page}) as here, web.gate(**options) as gate:
            assert gate.no_browser is not None
            with pytest.raises(BrowserError) as raised:
                await gate.fetch(here.url(), render=True)
            return raised.value

    return asyncio.run(main())


def test_without_a_browser_it_is_told_what_to_install(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nowhere" in rendered_without(web, browser="/nowhere/chromium").message
    monkeypatch.setenv("PATH", "/nowhere")
    assert "apt install chromium" in (rendered_without(web).fix or "")


def test_without_its_driver_it_is_told_what_to_install(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright", None)
    monkeypatch.setitem(sys.modules, "monitor.fetch.browser.driver", None)
    assert "iscm-monitor[browser]" in (rendered_without(web).fix or "")


def test_root_has_no_browser_outside_ci(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    error = rendered_without(web)
    assert error.message == "Chromium does not run as root"
    assert "user of its own" in (error.fix or "")


def test_a_program_that_is_no_browser_is_told(web: Any) -> None:
    async def main() -> None:
        async with (
            web.site({"/": web.reply(web.html, "200 OK", "Content-Type: text/html")}) as here,
            web.gate(browser="/bin/true") as gate,
        ):
            assert gate.no_browser is None
            with pytest.raises(BrowserError, match="does not start"):
                await gate.fetch(here.url(), render=True)

    asyncio.run(main())


def test_a_sandbox_is_asked_for_unless_root_runs_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert chromium.sandboxed()
    monkeypatch.delenv("CI")
    assert chromium.sandboxed()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("CI", "1")
    assert not chromium.sandboxed()


def test_the_gate_that_renders_nothing_starts_no_browser(web: Any) -> None:
    async def main() -> None:
        async with web.site({"/": web.reply(web.html)}) as here, web.gate() as gate:
            assert gate.no_browser is None
            await gate.fetch(here.url())
            assert gate._browser._driven is None

    asyncio.run(main())
