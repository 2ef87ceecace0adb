"""The browser as a process, in a real Chromium: nothing of it runs past the checks, and it leaves nothing behind."""

from __future__ import annotations

import asyncio
import importlib.util
import shutil
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from monitor.fetch.browser import chromium
from monitor.model import Answer

pytestmark = [
    pytest.mark.skipif(not any(map(shutil.which, chromium.NAMES)), reason="no Chromium is installed"),
    pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="the browser extra is not installed"),
]

HERE = (ip_network("127.0.0.1/32"),)
HTML = "Content-Type: text/html; charset=utf-8"
ESCAPES = Path(__file__).with_name("escapes.js").read_text("utf-8").replace("[DATAGRAMS]", "[]")
SAY = "const say = words => document.body.append(words + ';');"


@pytest.fixture(scope="module", autouse=True)
def as_root_in_ci() -> Iterator[None]:
    """Chromium's sandbox does not work for root; tests run as whoever runs them, and only pages of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CI", "1")
        patch.setattr("monitor.fetch.browser.page._QUIET", 0.2)
        yield


async def resolve(name: str, port: int) -> tuple[Any, ...]:
    return (ip_address("127.0.0.1"),)


# Parts of a page ------------------------------------------------------------------------------------------------------


def framed(web: Any, folder: Path) -> tuple[Answer, Any]:
    """The answer of a page over TLS, whose tunnels the relay does not look into, that tries all kinds of frames."""
    path, _ = web.certificate(folder, "site.test")

    async def main() -> tuple[Answer, Any]:
        code = SAY + ESCAPES.replace("[OTHERS]", "[location.origin]")
        page = web.reply(f"<!doctype html><body>A<script>{code}</script>".encode(), "200 OK", HTML)
        async with (
            web.site({"/": page}, tls=web.serving(path)) as here,
            web.gate(tls=web.trusting(path), resolve=resolve, timeout=10.0) as gate,
        ):
            answer = await gate.fetch(f"https://site.test:{here.port}/", render=True)
            await asyncio.sleep(0.3)
            return answer, here

    return asyncio.run(main())


def switches_without(feature: str) -> tuple[str, ...]:
    return (*(switch.replace(f",{feature}", "") for switch in chromium.SWITCHES), "--ignore-certificate-errors")


def test_frames_within_a_page_pass_the_checkpoint(web: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "SWITCHES", switches_without("nothing"))
    answer, here = framed(web, tmp_path)
    assert answer.verdict is None, answer.error
    assert b"framed;" in answer.body, "no frame ran, which proves nothing"
    assert "/fetch" in here.paths
    assert [path for path in here.paths if path.startswith("/framed")] == []


def test_a_part_with_a_process_of_its_own_ends_the_page(
    web: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "SWITCHES", switches_without("IsolateSandboxedIframes"))
    answer, _ = framed(web, tmp_path)
    assert answer.verdict == "unreachable"
    assert "cannot be looked at" in (answer.error or "")
