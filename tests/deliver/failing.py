"""A mail server and a web server that fail at a point that a test names, byte for byte, over real sockets."""

from __future__ import annotations

import re
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field

Fault = str  # what is said at a point in place of the right words, or: hang, drop, drip, slow
SLOW = 1.5  # seconds


class Ended(Exception):
    """The conversation is over."""


@dataclass
class Failing:
    """A server with one thread for each connection. `fail`: what goes wrong, by point; `taken`: what it has whole."""

    tls: ssl.SSLContext | None = None
    implicit: bool = False
    login: str | None = None  # base64 of what AUTH PLAIN has to say
    fail: dict[str, Fault] = field(default_factory=dict)
    taken: list[bytes] = field(default_factory=list)
    people: list[list[str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def at(self, step: str, connection: socket.socket) -> str | None:
        """What is said at a step in place of the right words; hangs, drips or hangs up where it is to."""
        match self.fail.get(step):
            case "hang":
                self.over.wait(120)
                raise Ended
            case "drop":
                reset(connection)
                raise Ended
            case "drip":  # a line that never ends, soon enough for every time-out of a single answer
                while not self.over.wait(0.1):
                    connection.sendall(b"2")
                raise Ended
            case "slow":
                self.over.wait(SLOW)
                return None
            case said:
                return said


def reset(connection: socket.socket) -> None:
    """Hangs up so that the other side sees a broken connection and no end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    socket.socket(fileno=connection.detach()).close()  # `close` alone waits for those who read from it


@contextmanager
def serving(server: Failing, talk: Callable[[Failing, socket.socket, ExitStack], None]) -> Iterator[Failing]:
    """The server at work on loopback."""
    listener = socket.create_server(("127.0.0.1", 0))
    server.port = listener.getsockname()[1]

    def talks(connection: socket.socket) -> None:
        with suppress(Ended, OSError, ValueError), ExitStack() as stack:
            stack.enter_context(closing(connection))
            talk(server, connection, stack)

    def accepts() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                server.connections += 1
                threading.Thread(target=talks, args=(connection,), daemon=True).start()

    threading.Thread(target=accepts, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def smtp(server: Failing, connection: socket.socket, stack: ExitStack) -> None:
    """One conversation by RFC 5321, with STARTTLS (RFC 3207) and AUTH PLAIN (RFC 4954)."""
    if server.implicit:
        connection = _over_tls(server, connection, stack)
    reader = stack.enter_context(connection.makefile("rb"))
    say(server, connection, "banner", "220 mail.example ESMTP")
    people: list[str] = []
    while line := reader.readline():
        command = line.decode("ascii", "replace").strip()
        match command.upper().split()[:1]:
            case ["EHLO"]:
                offers = ["250-mail.example", "250-AUTH PLAIN"] if server.login else ["250-mail.example"]
                offers += ["250-STARTTLS"] if server.tls and not isinstance(connection, ssl.SSLSocket) else []
                say(server, connection, "hello", "\r\n".join([*offers, "250 8BITMIME"]))
            case ["HELO"]:
                say(server, connection, "hello", "250 mail.example")
            case ["STARTTLS"]:
                say(server, connection, "starttls", "220 go on")
                if not server.fail.get("starttls"):
                    connection = _over_tls(server, connection, stack)
                    reader = stack.enter_context(connection.makefile("rb"))
            case ["AUTH"]:
                right = command.split()[-1] == server.login
                say(server, connection, "login", "235 welcome" if right else f"535 no: {command}")
            case ["MAIL"]:
                people = []
                say(server, connection, "sender", "250 OK")
            case ["RCPT"]:
                (who,) = re.findall("<(.*)>", command)
                if server.fail.get(who):
                    say(server, connection, who, "")
                    continue
                people.append(who)
                say(server, connection, "recipient", "250 OK")
            case ["DATA"]:
                say(server, connection, "data", "354 go on")
                if server.fail.get("data"):
                    continue
                if server.fail.get("body"):
                    connection.recv(10)
                    server.at("body", connection)
                content = _body(reader)
                if server.fail.get("stored", "slow") in ("slow", "drop", "hang"):
                    server.taken.append(content)
                    server.people.append(people)
                say(server, connection, "stored", "250 taken")
            case ["RSET"]:
                connection.sendall(b"250 OK\r\n")
            case ["QUIT"]:
                say(server, connection, "goodbye", "221 bye")
                return
            case _:
                connection.sendall(b"502 what\r\n")


def http(server: Failing, connection: socket.socket, stack: ExitStack) -> None:
    """One request and its answer, by RFC 9112."""
    if server.tls:
        connection = _over_tls(server, connection, stack)
    reader = stack.enter_context(connection.makefile("rb"))
    server.at("connected", connection)
    head = b""
    while (line := reader.readline()) not in (b"\r\n", b""):
        head += line
    server.at("head", connection)
    length = re.search(rb"(?i)content-length: (\d+)", head)
    assert length
    server.taken.append(reader.read(int(length[1])))
    server.heads.append(head.decode("latin-1"))
    said = server.at("body", connection)
    connection.sendall((said or "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n").encode("latin-1"))
    server.at("answer", connection)
    if not said:
        connection.sendall(b"0123456789")


def say(server: Failing, connection: socket.socket, step: str, words: str) -> None:
    """The words of a step, or what a test has put in their place."""
    connection.sendall(f"{server.at(step, connection) or words}\r\n".encode())


def _over_tls(server: Failing, connection: socket.socket, stack: ExitStack) -> ssl.SSLSocket:
    if server.fail.get("handshake"):
        connection.recv(1)  # its first words are awaited
    server.at("handshake", connection)
    assert server.tls
    over = server.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
    stack.enter_context(closing(over))
    over.do_handshake()
    return over


def _body(reader: object) -> bytes:
    lines = []
    while (line := reader.readline()) not in (b".\r\n", b""):  # type: ignore[attr-defined]
        lines.append(line[1:] if line.startswith(b".") else line)
    if line == b"":
        raise Ended
    return b"".join(lines)


def patiently(that: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it comes to pass in so many seconds."""
    end = time.monotonic() + seconds
    while not that():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
