"""A real server, nginx, which nobody configured to our liking. Skipped where it is not installed."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from monitor.fetch import Gate
from monitor.model import Answer, Validators

NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))
CHANGED = 1_583_064_000  # Sun, 01 Mar 2020 12:00:00 GMT
PAGE = b"<!doctype html><html><title>Members</title>" + b"<p>10 members</p>" * 500 + b"</html>"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")

CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; application/pdf pdf; text/plain txt; }}
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  limit_req_zone $binary_remote_addr zone=slow:1m rate=1r/m;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/www;
    location = /old {{ return 301 /page.html; }}
    location = /for-now {{ return 302 http://$http_host/page.html; }}
    location = /kept {{ return 308 /old; }}
    location = /round {{ return 302 /round; }}
    location = /inside {{ return 302 http://169.254.169.254/latest/; }}
    location = /none {{ return 204; }}
    location = /gone {{ return 410; }}
    location = /closed {{ return 403; }}
    location = /hang-up {{ return 444; }}
    location = /busy {{ limit_req zone=slow; limit_req_status 429; try_files /page.html =404; }}
    location /zipped/ {{ alias {folder}/www/; gzip on; gzip_min_length 1; gzip_proxied any; }}
    location /before/ {{ alias {folder}/www/; if_modified_since before; etag off; }}
    location /no-ranges/ {{ alias {folder}/www/; max_ranges 0; }}
    location /folder {{ }}
  }}
}}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an nginx that runs while the tests of this file do."""
    folder = tmp_path_factory.mktemp("nginx")
    www = folder / "www"
    (www / "folder").mkdir(parents=True)
    for name, content in {"page.html": PAGE, "table.pdf": PDF, "folder/index.html": PAGE}.items():
        (www / name).write_bytes(content)
        os.utime(www / name, (CHANGED, CHANGED))
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = CONFIGURATION.format(folder=folder, port=port)
    if os.geteuid() == 0:
        text = "user root;\n" + text  # it may read a folder that is the tests' own
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process, folder / "error.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise AssertionError(log.read_text("utf-8"))
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def fetched(web: Any, *urls: str, validators: Validators | None = None) -> list[Answer]:
    """The answers of one gate for these URLs, one after the other."""

    async def main() -> list[Answer]:
        gate: Gate = web.gate()
        async with gate:
            return [await gate.fetch(url, validators=validators) for url in urls]

    return asyncio.run(main())


def test_a_page_comes_whole_and_says_when_it_changed(web: Any, server: str) -> None:
    (answer,) = fetched(web, server + "/page.html")
    assert (answer.status, answer.verdict, answer.body, answer.media_type) == (200, None, PAGE, "text/html")
    assert answer.header("last-modified") == formatdate(CHANGED, usegmt=True)
    assert (answer.header("etag") or "").startswith('"')


def test_a_pdf_comes_whole_where_ranges_are_offered_and_where_not(web: Any, server: str) -> None:
    offered, refused = fetched(web, server + "/table.pdf", server + "/no-ranges/table.pdf")
    assert (offered.header("accept-ranges"), refused.header("accept-ranges")) == ("bytes", None)
    assert [(answer.status, answer.body, answer.verdict) for answer in (offered, refused)] == [(200, PDF, None)] * 2


@pytest.mark.parametrize(
    ("path", "statuses", "moved"),
    [("/old", [301], True), ("/for-now", [302], False), ("/kept", [308, 301], True), ("/folder", [301], True)],
)
def test_redirects_are_followed(path: str, statuses: list[int], moved: bool, web: Any, server: str) -> None:
    (answer,) = fetched(web, server + path)
    assert ([status for status, _ in answer.redirects], answer.moved) == (statuses, moved)
    assert (answer.body, answer.verdict) == (PAGE, None)


def test_redirects_without_end_and_into_forbidden_networks_end(web: Any, server: str) -> None:
    endless, inside = fetched(web, server + "/round", server + "/inside")
    assert (endless.verdict, len(endless.redirects)) == ("server-error", 10)
    assert (inside.verdict, "169.254.169.254" in (inside.error or "")) == ("refused", True)


def test_the_servers_own_validators_bring_a_304(web: Any, server: str) -> None:
    (first,) = fetched(web, server + "/page.html")
    etag, date = first.header("etag"), first.header("last-modified")
    for validators in (Validators(etag, date), Validators(etag), Validators(last_modified=date)):
        (again,) = fetched(web, server + "/page.html", validators=validators)
        assert (again.verdict, again.status, again.body) == ("not-modified", 304, b"")


def test_a_date_is_compared_to_the_letter(web: Any, server: str) -> None:
    """nginx answers 304 to the very date that it gave, and 200 to a later one: the time of a check would not do."""
    (later,) = fetched(
        web, server + "/page.html", validators=Validators(last_modified=formatdate(CHANGED + 1, usegmt=True))
    )
    assert (later.status, later.body) == (200, PAGE)
    (lax,) = fetched(
        web, server + "/before/page.html", validators=Validators(last_modified=formatdate(CHANGED + 1, usegmt=True))
    )
    assert lax.verdict == "not-modified"


def test_the_etag_of_a_page_that_changed_brings_the_page(web: Any, server: str) -> None:
    (answer,) = fetched(
        web, server + "/page.html", validators=Validators('"5e5ba940-1"', formatdate(CHANGED, usegmt=True))
    )
    assert (answer.status, answer.verdict, answer.body) == (200, None, PAGE)


def test_a_compressed_page_has_a_weak_etag_that_works(web: Any, server: str) -> None:
    (first,) = fetched(web, server + "/zipped/page.html")
    etag = first.header("etag") or ""
    assert (first.header("content-encoding"), first.header("transfer-encoding")) == ("gzip", "chunked")
    assert (first.body, first.received < len(PAGE) / 5, etag.startswith("W/")) == (PAGE, True, True)
    (again,) = fetched(web, server + "/zipped/page.html", validators=Validators(etag))
    assert again.verdict == "not-modified"


@pytest.mark.parametrize(
    ("path", "verdict", "status"),
    [
        ("/nowhere", "not-found", 404),
        ("/gone", "gone", 410),
        ("/closed", None, 403),
        ("/none", None, 204),
        ("/hang-up", "unreachable", None),
    ],
)
def test_what_the_server_says_is_told(
    path: str, verdict: str | None, status: int | None, web: Any, server: str
) -> None:
    (answer,) = fetched(web, server + path)
    assert (answer.verdict, answer.status) == (verdict, status)


def test_a_server_that_limits_us_is_not_pressed(web: Any, server: str) -> None:
    first, second = fetched(web, server + "/busy", server + "/busy")
    assert (first.status, second.verdict, second.status) == (200, None, 429)
    assert "429 Too Many Requests" in second.error
