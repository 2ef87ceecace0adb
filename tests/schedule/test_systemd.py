"""What systemd hears of a daemon that is started, told to read its configuration again, and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.watched import Watched

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_hears_that_it_is_ready_alive_reloading_and_ending(
    watched: Watched, tmp_path: Path, abstract: bool
) -> None:
    name = f"@monitor-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(f"\0{name[1:]}" if abstract else name)
        heard.settimeout(30)

        def next_but_alive() -> str:
            while (words := heard.recv(4096).decode()) == "WATCHDOG=1":
                continue
            return words

        process = subprocess.Popen(
            [sys.executable, "-m", "monitor.cli", "--config", str(watched.folder / "config.toml"), "watch"],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY), "NOTIFY_SOCKET": name, "WATCHDOG_USEC": "400000"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            assert next_but_alive() == "READY=1\nSTATUS=watching 1 source"
            assert heard.recv(4096) == b"WATCHDOG=1"
            process.send_signal(signal.SIGHUP)
            assert next_but_alive().startswith("RELOADING=1\nMONOTONIC_USEC=")
            assert next_but_alive().startswith("READY=1")
            process.send_signal(signal.SIGTERM)
            assert next_but_alive() == "STOPPING=1"
            assert process.wait(timeout=30) == 0
        finally:
            process.kill()
            assert process.stderr is not None
            process.stderr.close()
