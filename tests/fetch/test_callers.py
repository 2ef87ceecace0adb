"""One gate: only these modules open connections. It reads the code, so a second way out fails the suite."""

from __future__ import annotations

import ast
from pathlib import Path

MONITOR = Path(__file__).resolve().parents[2] / "monitor"

WAYS_OUT = frozenset(
    [
        "httpx2",
        "httpx",
        "httpcore2",
        "httpcore",
        "urllib.request",
        "http.client",
        "socket",
        "ssl",
        "requests",
        "aiohttp",
        "urllib3",
        "niquests",
        "pycurl",
        "ftplib",
        "telnetlib",
        "smtplib",
        "poplib",
        "imaplib",
        "xmlrpc.client",
        "asyncio.streams",
        "anyio",
        "trio",
        "websockets",
        "apprise",
        "playwright",
    ]
)
CALLS_OUT = frozenset(
    {
        "start_server",
        "create_server",
        "open_connection",
        "open_unix_connection",
        "create_connection",
        "create_datagram_endpoint",
    }
)
CALLS_OUT |= {"urlopen", "urlretrieve", "sock_connect", "connect_tcp", "getaddrinfo", "gethostbyname"}

ALLOWED = {
    "fetch/http.py": {"httpx2", "httpcore2", "ssl"},
    "fetch/dial.py": {"httpcore2", "socket", "ssl", "getaddrinfo", "connect_tcp"},
    "fetch/failures.py": {"httpcore2", "ssl"},  # their errors
    "fetch/proxy.py": {"httpcore2", "ssl"},
    "fetch/browser/relay.py": {"start_server"},  # on loopback, for the browser; it dials through the gate
    "fetch/browser/driver.py": {"playwright"},
    "fetch/browser/page.py": {"playwright"},
    "fetch/browser/checkpoint.py": {"playwright"},
    "fetch/gate.py": {"ssl", "connect_tcp"},  # the type of a context that is handed on
    "deliver/line.py": {"socket"},  # cuts the connection to it
    "deliver/mail.py": {"smtplib", "ssl"},  # the mail server that the configuration names
    "notifying.py": {"apprise", "socket", "getaddrinfo"},  # a process that may dial what its fence lets through
    "schedule/visits.py": {"socket"},  # the family of the address that the configuration says to listen at
    "schedule/systemd.py": {"socket"},  # a socket of this machine, which systemd names
}


def ways_out(path: Path) -> set[str]:
    """What a module imports or calls that leads onto the network."""
    found: set[str] = set()
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call):
            called = node.func
            name = (
                called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
            )
            found |= {name} & CALLS_OUT
        found |= {way for way in WAYS_OUT for name in names if name == way or name.startswith(way + ".")}
    return found - {"socket"} if asks_only_who_we_are(tree) else found


def asks_only_who_we_are(tree: ast.Module) -> bool:
    """Whether a module takes from `socket` nothing but the name of this machine, which is no connection."""
    wholesale = any(isinstance(node, ast.ImportFrom) and node.module == "socket" for node in ast.walk(tree))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket"
    }
    return used == {"gethostname"} and not wholesale


def test_only_the_gate_goes_out() -> None:
    callers = {path.relative_to(MONITOR).as_posix(): ways_out(path) for path in MONITOR.rglob("*.py")}
    assert {name: ways for name, ways in callers.items() if ways} == ALLOWED


def test_the_check_sees_each_form_of_a_way_out(tmp_path: Path) -> None:
    for text in (
        "import httpx2 as h",
        "from urllib import request",
        "import urllib.request as r",
        "from socket import *",
    ):
        module = tmp_path / "module.py"
        module.write_text(text)
        assert ways_out(module), text
    module.write_text("async def f(loop):\n    await loop.create_connection(None)\n")
    assert ways_out(module) == {"create_connection"}
    module.write_text("import socket\nsocket.gethostname()\nsocket.socket()\n")
    assert ways_out(module) == {"socket"}
    module.write_text("from http import HTTPStatus\nimport urllib.parse, http.server, socket\nsocket.gethostname()\n")
    assert ways_out(module) == set()


def test_the_library_is_handed_on_only_within_the_room() -> None:
    users = {
        path.relative_to(MONITOR).parts[0]
        for path in MONITOR.rglob("*.py")
        if "fetch.http import" in path.read_text("utf-8") or "fetch import http" in path.read_text("utf-8")
    }
    assert users == {"fetch"}
