"""The browser as a process, in a real Chromium: nothing of it runs past the checks, and it leaves nothing behind."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import BrowserError
from monitor.fetch.browser import chromium
from monitor.fetch.browser.home import Home, sweep
from monitor.model import Answer

pytestmark = [
    pytest.mark.alone,
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


# Its start and its end ------------------------------------------------------------------------------------------------


def program(folder: Path, text: str) -> str:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def running(word: str) -> list[str]:
    """The processes, of whatever kind, that have this word among their arguments."""
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    return [line.decode("utf-8", "replace") for line in lines if word.encode() in line]


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path is short enough for a browser to keep a socket below it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    "text",
    [
        "exit 0",
        "sleep 86399 & sleep 86399",
        "while :; do echo 'DevTools listening on ws://127.0.0.1:1/x' >&2; done",
        "trap '' TERM INT; exec 2>&-; while :; do sleep 1; done",
    ],
    ids=["ends", "sleeps", "talks for ever", "is deaf"],
)
def test_a_program_that_is_no_browser_is_started_once_and_ended(
    web: Any, tmp_path: Path, short: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("monitor.fetch.browser.driver._START", 2.0)
    monkeypatch.setattr(tempfile, "tempdir", str(short))
    name = program(tmp_path, f"echo >> {tmp_path}/started; {text}")

    async def main() -> list[BrowserError]:
        errors = []
        async with web.site({"/": web.reply(web.html, "200 OK", HTML)}) as here, web.gate(browser=name) as gate:
            for _ in range(3):
                with pytest.raises(BrowserError) as raised:
                    await gate.fetch(here.url(), render=True)
                errors.append(raised.value)
            assert gate.no_browser is not None
        return errors

    begin = time.monotonic()
    errors = asyncio.run(main())
    assert time.monotonic() - begin < 15
    for error in errors:
        assert error.message.startswith(f"{name} does not start")
        assert error.fix == "is that a Chromium? name another as `browser` in [fetch]"
    assert (tmp_path / "started").read_text() == "\n"
    assert list(short.iterdir()) == []
    for word in (name, "sleep\0" + "86399"):
        assert running(word) == []


def test_nothing_of_our_environment_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from monitor.fetch.browser.driver import Driven
    from monitor.fetch.browser.processes import _parents

    monkeypatch.setenv("MONITOR_PASSWORD", "secret-of-ours")
    monkeypatch.setenv("HTTPS_PROXY", "http://secret-of-ours@127.0.0.1:1")
    monkeypatch.setenv("PLAYWRIGHT_DISABLE_FORCED_CHROMIUM_PROXIED_LOOPBACK", "secret-of-ours")

    async def main() -> None:
        driven = await Driven.started(None, "monitor")
        try:
            parents = _parents()
            driver = driven.processes._driver(parents)
            family = [*driver, *driven.processes._browser(parents)]
            assert len(driver) == 1
            assert len(family) > 2
            assert os.environ["MONITOR_PASSWORD"] == "secret-of-ours"
            for process in family:
                with suppress(OSError):
                    assert b"secret-of-ours" not in Path(f"/proc/{process}/environ").read_bytes()
        finally:
            await driven.aclose()

    asyncio.run(main())


def test_folders_of_runs_that_were_killed_are_taken_away_and_no_others(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(short))
    held = Home()
    try:
        made = {name: short / name for name in ("monitor-browser-old", "monitor-browser-new", "another", "outside")}
        for path in made.values():
            (path / "within").mkdir(parents=True)
        (short / "monitor-browser-link").symlink_to(made["outside"])
        (short / "monitor-browser-file").write_text("")
        for path in (*made.values(), held.path):
            if path != made["monitor-browser-new"]:
                os.utime(path, (0, 0))
        sweep()
        assert not made["monitor-browser-old"].exists()
        for name in ("monitor-browser-new", "another", "outside"):
            assert (made[name] / "within").is_dir()
        assert held.path.is_dir()
    finally:
        held.remove()
    assert not held.path.exists()


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="other processes are seen in /proc only")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
def test_a_run_that_is_stopped_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        "import asyncio, pathlib\nfrom monitor.fetch.browser.driver import Driven\n"
        "async def main():\n    driven = await Driven.started(None, 'monitor')\n    try:\n"
        f"        pathlib.Path({str(tmp_path / 'home')!r}).write_text(str(driven._home.path))\n"
        "        await asyncio.sleep(60)\n    finally:\n        await driven.aclose()\nasyncio.run(main())\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        cwd=Path(__file__).resolve().parents[2],
        text=True,
    )
    assert run.stderr is not None
    with run, run.stderr:
        ready = tmp_path / "home"
        until(lambda: ready.exists() and ready.read_text() != "")
        home = ready.read_text()
        assert running(home)
        if number == signal.SIGINT:
            os.killpg(run.pid, number)  # as a terminal does: to the driver too
        else:
            os.kill(run.pid, number)
        said = run.stderr.read()
    until(lambda: not running(home))
    assert "never retrieved" not in said
    if number == signal.SIGINT:
        assert not Path(home).exists()
    shutil.rmtree(home, ignore_errors=True)


def until(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_folder_for_temporary_files_with_a_long_path_is_not_used(tmp_path: Path, monkeypatch: Any) -> None:
    """Chromium makes a socket below, and ends by itself where the path of that is too long."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("t" * 40)))
    home = Home()
    try:
        assert len(str(home.path)) < 60
    finally:
        home.remove()
    assert not home.path.exists()
