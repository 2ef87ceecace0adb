"""The tests' own guard: no test leaves this machine."""

from __future__ import annotations

import socket

import pytest

# RFC 5737 sets this network apart for documentation.
ELSEWHERE = ("192.0.2.1", 80)


def test_a_connection_to_another_machine_is_forbidden() -> None:
    with socket.socket() as elsewhere, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        elsewhere.connect(ELSEWHERE)


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"example\.org"):
        socket.create_connection(("example.org", 80))


def test_a_reserved_name_leads_nowhere_without_a_resolver() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("nobody.invalid", 80)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
