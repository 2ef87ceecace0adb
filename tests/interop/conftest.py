"""Servers that others wrote, for the tests of this folder. They live in environments of their own, since their pins
clash with ours, and run as other processes; `make test-interop` makes the environments and names them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

COLLECTION = "kept"
PATIENCE = 60.0  # seconds until a server is up; pywb needs three where the machine has time

PLAIN = urllib.request.OpenerDirector()  # no proxy, no redirect, a status of 404 is an answer like others
PLAIN.add_handler(urllib.request.HTTPHandler())


@dataclass(frozen=True)
class Reply:
    """What pywb answered: the headers as they came, in Latin-1, and the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True)
class Pywb:
    """A pywb that runs with one collection."""

    folder: Path  # where it keeps `collections/`
    root: str  # http://127.0.0.1:PORT

    @property
    def url(self) -> str:
        """The collection: `url/cdx`, `url/timemap/link/...`, `url/<14 digits>id_/...`."""
        return f"{self.root}/{COLLECTION}"

    def get(self, path: str) -> Reply:
        """What stands at a path of the collection. Redirects are not followed."""
        with PLAIN.open(f"{self.url}/{path}", timeout=30) as reply:
            return Reply(reply.status, tuple(reply.getheaders()), reply.read())

    def raw(self, at: datetime, url: str) -> Reply:
        """The capture of a URL that is nearest to a time, as it was archived."""
        return self.get(f"{at:%Y%m%d%H%M%S}id_/{url}")

    def cdx(self, url: str) -> list[dict[str, Any]]:
        """All captures of a URL, oldest first."""
        return [json.loads(line) for line in self.get(f"cdx?output=json&url={quote(url, safe='')}").body.splitlines()]

    def index(self) -> str:
        """The CDXJ that pywb made of the files itself."""
        return (self.folder / "collections" / COLLECTION / "indexes" / "index.cdxj").read_text()


Start = Callable[[Sequence[Path]], AbstractContextManager[Pywb]]


@pytest.fixture(scope="module")
def httpbin() -> Iterator[str]:
    """The address of a httpbin that runs while the tests of a file do. HTTPBIN_PYTHON: the interpreter of its own."""
    port = free_port()
    command = [os.environ["HTTPBIN_PYTHON"], "-m", "httpbin.core", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process, lambda: "httpbin does not start: is HTTPBIN_PYTHON the interpreter of its own?")
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


@pytest.fixture(scope="session")
def pywb_programs() -> Path:
    """The folder with the programs of pywb's environment: `wayback`, `wb-manager`, `wacz`, `cdxj-indexer`, `warcio`."""
    return Path(os.environ["PYWB_PROGRAMS"])


@pytest.fixture(scope="module")
def pywb(pywb_programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Starts a pywb on loopback: `with pywb([file]) as server: ...`. Its collection is of the given files: .warc.gz, of
    which it makes an index, or .wacz, of which it takes the one that is there.
    """

    @contextmanager
    def start(files: Sequence[Path]) -> Iterator[Pywb]:
        folder = tmp_path_factory.mktemp("pywb")
        try:
            managed(pywb_programs, folder, "init", COLLECTION)
            for file in files:
                unpacked = ["--unpack-wacz"] if file.suffix == ".wacz" else []
                managed(pywb_programs, folder, "add", *unpacked, COLLECTION, str(file))
            with running(pywb_programs, folder) as server:
                yield server
        finally:
            shutil.rmtree(folder)

    return start


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONWARNINGS": "ignore"}


def managed(programs: Path, folder: Path, *words: str) -> None:
    """One call of wb-manager."""
    done = subprocess.run(
        [programs / "wb-manager", *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, f"wb-manager {' '.join(words)}: {done.stdout}{done.stderr}"


@contextmanager
def running(programs: Path, folder: Path) -> Iterator[Pywb]:
    port = free_port()
    log = folder / "log.txt"
    command = [programs / "wayback", "-b", "127.0.0.1", "-p", str(port)]
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=folder, env=environment(), stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            wait_for(port, process, lambda: f"pywb does not start: {log.read_text()}")
            yield Pywb(folder, f"http://127.0.0.1:{port}")
        finally:
            stop(process)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], why: Callable[[], str]) -> None:
    """Until something listens at the port; an AssertionError says why when nothing comes to."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(why())


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server; one that does not want to within five seconds is killed."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
