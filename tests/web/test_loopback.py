"""A version is shown on loopback, to whoever knows its path, and a hostile page asks nobody for anything."""

from __future__ import annotations

import http.client
import importlib.util
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from monitor.archive import Archived
from monitor.headers import Headers
from monitor.model import Capture, Place
from monitor.web import Loopback, Version, version_of

AT = datetime(2026, 3, 1, 6, tzinfo=UTC)
pytestmark = pytest.mark.alone

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
NOT_OURS = ("set-cookie", "refresh", "link", "location", "content-location", "x-frame", "server")
HOSTILE_HEADERS = (
    ("Set-Cookie", "a=b"),
    ("Refresh", "0; url=http://evil.test/"),
    ("Link", "<http://evil.test/x>; rel=preload; as=script"),
    ("Location", "http://evil.test/"),
    ("Content-Security-Policy", "default-src *"),
    ("Content-Disposition", "inline; filename=../../x"),
)


def version(body: bytes, content_type: str | None = "text/html; charset=utf-8", headers: Headers = ()) -> Version:
    sent = (("Content-Type", content_type),) if content_type is not None else ()
    kept = Archived("https://a.test/", "https://a.test/", (), AT, 200, "OK", (*sent, *headers), body, "0" * 64)
    capture = Capture(
        "abcdefgh", "budapest", kept.requested_url, kept.target_uri, (), AT, 200, "0" * 64, "", Place("", 0, 0)
    )
    return version_of(capture, kept)


@pytest.fixture
def page() -> Iterator[Loopback]:
    with Loopback(version(b"<p>Members</p>", headers=HOSTILE_HEADERS)) as page:
        yield page


def ask(
    page: Loopback, method: str = "GET", path: str | None = None, host: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    there = urlsplit(page.url)
    connection = http.client.HTTPConnection("127.0.0.1", there.port or 0, timeout=5)
    connection.request(method, path if path is not None else there.path, headers={"Host": host or there.netloc})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_the_archived_bytes_are_shown_under_a_strict_policy_and_without_their_own_headers(page: Loopback) -> None:
    status, headers, body = ask(page)
    assert (status, body) == (200, b"<p>Members</p>")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
    assert not set(NOT_OURS) & set(headers)
    assert "content-disposition" not in headers
    assert ask(page, "HEAD") == (200, headers, b"")
    assert ask(page, host=page.url.split("/")[2].replace("127.0.0.1", "localhost"))[0] == 200


@pytest.mark.parametrize("host", ["evil.test", "evil.test:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}"])
def test_a_request_for_another_host_is_refused(page: Loopback, host: str) -> None:
    status, headers, body = ask(page, host=host.format(port=urlsplit(page.url).port))
    assert status == 421
    assert b"Members" not in body
    assert headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get"])
def test_nothing_but_get_and_head_is_answered(page: Loopback, method: str) -> None:
    status, headers, body = ask(page, method)
    assert (status, headers["allow"]) == (405, "GET, HEAD")
    assert b"Members" not in body


def test_other_paths_are_not_there(page: Loopback) -> None:
    for path in ("/", "/favicon.ico", page.path[:-1], page.path + "x", page.path + "?a", "/../" + page.path, "*"):
        assert ask(page, path=path)[0] == 404
    assert len(page.path) > 30
    with Loopback(page.version) as other:
        assert other.path != page.path


def test_it_listens_on_loopback_alone(page: Loopback) -> None:
    port = urlsplit(page.url).port
    bound = page._server.socket.getsockname()
    assert bound == ("127.0.0.1", port)


@pytest.mark.parametrize(
    "raw", [b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\xff\xfe\r\n\r\n"]
)
def test_what_is_no_request_gets_no_page(page: Loopback, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(page.url).port or 0), timeout=5) as wire:
        wire.sendall(raw)
        wire.shutdown(socket.SHUT_WR)
        got = b"".join(iter(lambda: wire.recv(4096), b""))
    assert b"Members" not in got
    assert b"200" not in got[:20]
    assert ask(page)[0] == 200


def test_waiting_ends_when_nobody_asked_for_a_while(page: Loopback) -> None:
    ask(page)
    waiting = threading.Thread(target=page.wait, args=(0.3,))
    waiting.start()
    waiting.join(5)
    assert not waiting.is_alive()


@pytest.mark.parametrize(
    ("body", "said", "charset"),
    [
        ("Türkiye".encode(), "text/html", "utf-8"),
        ("Türkiye".encode("cp1254"), "text/html; charset=windows-1254", "windows-1254"),
        (b'<meta charset="iso-8859-1"><p>' + "Côte d’Ivoire, élève, été".encode("cp1252"), "text/html", "windows-1252"),
        ("Азербайджан и Кыргызстан в рамках процесса".encode("cp1251"), "text/html; charset=cp1251", "windows-1251"),
        ("日本".encode("shift_jis"), "text/plain; charset=shift_jis", "shift_jis"),
        ("\ufeffTürkiye".encode(), "text/html; charset=iso-8859-1", "utf-8"),
    ],
)
def test_a_page_is_sent_in_the_encoding_in_which_it_was_read(body: bytes, said: str, charset: str) -> None:
    shown = version(body, said)
    assert shown.content_type == f"{said.split(';')[0]}; charset={charset}"
    assert shown.body == body


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "iso-2022-jp", "utf-7", "cp037"])
def test_an_encoding_in_which_letters_can_hide_is_sent_as_utf_8(name: str) -> None:
    text = '<meta http-equiv="refresh" content="0; url=http://evil.test/"><p>Members</p>'
    shown = version(text.encode(name), f"text/html; charset={name}")
    assert shown.content_type == "text/html; charset=utf-8"
    assert b"Members" in shown.body
    assert b"http-equiv" not in shown.body


@pytest.mark.parametrize("charset", ["utf-8\r\nSet-Cookie: a=b", 'x"y', "", "base64", "\u0000"])
def test_a_hostile_charset_never_reaches_the_headers(charset: str) -> None:
    assert version(b"<p>Members</p>", f"text/html; charset={charset}").content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("body", "said", "sent", "ending"),
    [
        (b"%PDF-1.7 x", "application/pdf", "application/pdf", "pdf"),
        (b"%PDF-1.7 x", "text/html", "application/pdf", "pdf"),
        (b"%PDF-1.7 x", None, "application/pdf", "pdf"),
        (b"\x89PNG\r\n", "image/png", "application/octet-stream", "png"),
        (b"<svg onload=alert(1)>", "image/svg+xml", "application/octet-stream", "bin"),
        (b"<html xmlns='x'/>", "application/xhtml+xml", "application/octet-stream", "xhtml"),
        (b"\0\1\2\3", None, "application/octet-stream", "bin"),
        (b"PK\x03\x04", "../../etc/passwd", "application/octet-stream", "bin"),
    ],
)
def test_what_is_no_text_is_sent_to_be_saved_under_a_safe_name(
    body: bytes, said: str | None, sent: str, ending: str
) -> None:
    shown = version(body, said)
    assert shown == Version(body, sent, f"budapest-20260301T060000Z-abcdefgh.{ending}")
    with Loopback(shown) as page:
        _, headers, came = ask(page)
    assert came == body
    assert headers["content-disposition"] == f'attachment; filename="{shown.file_name}"'


def test_without_a_media_type_the_bytes_decide() -> None:
    assert version(b"<!doctype html><p>Members</p>", None).content_type == "text/html; charset=utf-8"
    assert version(b"10 Members", None).content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "tag",
    [
        b'<meta http-equiv="refresh" content="0;url=x">',
        b"<META\nHTTP-EQUIV = refresh content='0;url=x'>",
        b"<meta content='>' http-equiv=&#114;efresh>",
        b"<meta/http-equiv=refresh/content=0>",
        b'<meta a="b"http-equiv=refresh>',
    ],
)
def test_a_refresh_is_taken_its_name_and_nothing_else(tag: bytes) -> None:
    page = b"<p>before</p>" + tag + b"<p>behind, http-equiv</p>"
    shown = version(page).body
    assert len(shown) == len(page)
    named = page.lower().index(b"http-equiv")
    assert shown == page[:named] + b"data-equiv" + page[named + 10 :]
    assert shown.endswith(b"<p>behind, http-equiv</p>")


class Listener:
    """A port of loopback that counts who connects."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                wire, _ = self._socket.accept()
            except OSError:
                return
            wire.settimeout(0.5)
            try:
                self.came.append(wire.recv(200))
            except OSError:
                self.came.append(b"(a connection)")
            wire.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None or importlib.util.find_spec("playwright") is None:
        pytest.skip("no Chromium is installed, or not the extra `browser`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=os.geteuid() != 0)
        yield started
        started.close()


# One thing after the other that browsers load or open by themselves.
HOSTILE = """<!doctype html><html manifest="{x}/manifest"><head><title>Members</title>
<base href="{x}/base/">
<meta http-equiv="refresh" content="0; url={x}/refresh">
<META content="1;URL='{x}/refresh2'" a=">" HTTP-EQUIV=&#114;efresh>
<meta http-equiv="x-dns-prefetch-control" content="on">
<meta http-equiv="content-security-policy" content="default-src *">
<link rel="preconnect" href="{x}"><link rel=preconnect href="{x}" crossorigin>
<link rel="dns-prefetch" href="{x}"><link rel="prefetch" href="{x}/prefetch"><link rel="prerender" href="{x}/prerender">
<link rel="preload" as="image" href="{x}/preload"><link rel="modulepreload" href="{x}/module.js">
<link rel="stylesheet" href="{x}/style.css"><link rel="icon" href="{x}/icon.ico"><link rel="manifest" href="{x}/m.json">
<link rel="import" href="{x}/import"><link rel=next href="{x}/next">
<style>@import url("{x}/import.css"); body {{ background: url({x}/background.png); }}
@font-face {{ font-family: F; src: url({x}/font.woff2); }}
p {{ font-family: F; content: url({x}/content.png); color: #010203; }}
a {{ cursor: url({x}/cursor.png), auto; }}</style>
<script src="{x}/script.js"></script>
<script>fetch("{x}/fetch"); location = "{x}/location"; new Image().src = "{x}/i"</script>
<script type="speculationrules">{{"prefetch": [{{"source": "list", "urls": ["{x}/rules"]}}]}}</script>
</head><body onload="location='{x}/onload'" background="{x}/bg.png">
<p>Members</p><img src="{x}/image.png" srcset="{x}/image2.png 2x"><img src=x onerror="location='{x}/onerror'">
<picture><source srcset="{x}/source.png"><img></picture><input type="image" src="{x}/input.png">
<iframe src="{x}/frame"></iframe><iframe srcdoc="<img src={x}/srcdoc.png>
<meta http-equiv=refresh content='0;{x}/inner'>"></iframe>
<object data="{x}/object"></object><embed src="{x}/embed"><video src="{x}/video" poster="{x}/poster" autoplay></video>
<audio src="{x}/audio" autoplay></audio><video><track src="{x}/track" default></video>
<svg><image href="{x}/svg.png"/><use href="{x}/use.svg#a"/><script href="{x}/svg.js"></script>
<foreignObject><img src="{x}/foreign.png"></foreignObject><feImage href="{x}/fe.png"/>
<a href="{x}/a"><text>t</text></a>
<animate attributeName="href" to="{x}/animate"/></svg>
<math href="{x}/math"><mi>m</mi></math><noscript>
<meta http-equiv="refresh" content="0;{x}/noscript"><img src="{x}/ns.png"></noscript>
<form action="{x}/form" method="post" id="f"><input name="a" autofocus onfocus="f.submit()">
<button id="send">Send</button></form>
<a id="ping" href="HERE#p" ping="{x}/ping">Ping</a>
<p style="background: url('{x}/inline.png')">x</p>
<table background="{x}/table.png"><tr><td>1</td></tr></table>
<bgsound src="{x}/sound"><frameset><frame src="{x}/f"></frameset>
</body></html>"""


def test_a_hostile_page_asks_nobody_for_anything(browser: Any, listener: Listener) -> None:
    there = f"http://127.0.0.1:{listener.port}"
    with Loopback(version(b"")) as page:
        page.version = version(HOSTILE.format(x=there).replace("HERE", page.url).encode(), headers=HOSTILE_HEADERS)
        tab = browser.new_page()
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(page.url)
        tab.click("#ping", timeout=5000)
        tab.click("#send", timeout=5000)
        tab.wait_for_timeout(2500)  # beyond the second that a refresh waits
        assert tab.url.startswith(page.url)
        assert "Members" in tab.content()
        tab.close()
    sent = [url for url in asked if not url.startswith((page.url, "about:", "data:"))]
    assert listener.came == [], sent


def test_a_page_is_shown_as_it_was_with_its_own_styles_and_images(browser: Any) -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    html = f"<title>T</title><style>p {{ color: rgb(1, 2, 3) }}</style><p>Türkiye</p><img src='{dot}'>"
    with Loopback(version(html.encode("cp1254"), "text/html; charset=windows-1254")) as page:
        tab = browser.new_page()
        tab.goto(page.url)
        assert tab.inner_text("p") == "Türkiye"
        size = tab.locator("img").bounding_box()
        assert (size["width"], size["height"]) == (1, 1)
        tab.close()


def test_what_is_to_be_saved_is_a_download(browser: Any) -> None:
    with Loopback(version(b"%PDF-1.7 x", "application/pdf")) as page:
        tab = browser.new_page()
        with tab.expect_download() as download:
            tab.evaluate(f"location = {page.url!r}")
        assert download.value.suggested_filename == "budapest-20260301T060000Z-abcdefgh.pdf"
        tab.close()
