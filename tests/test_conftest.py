"""The tests' own guard: no test leaves this machine; and which files are read for the tests that run alone."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize(("marks", "files"), [("alone", ["test_one"]), ("not alone", ["test_other"])])
def test_for_the_tests_that_run_alone_no_other_file_is_read(
    repository: Path, tmp_path: Path, marks: str, files: list[str]
) -> None:
    """A file that would take long to collect is not opened; those without the mark run with the rest."""
    (tmp_path / "conftest.py").write_text((repository / "tests/conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = alone\n")
    (tmp_path / "test_one.py").write_text("import pytest\n\n@pytest.mark.alone\ndef test_one(): pass\n")
    (tmp_path / "test_other.py").write_text("print('read')\n\ndef test_other(): pass\n")
    command = [sys.executable, "-m", "pytest", "-v", "-s", "-p", "no:cacheprovider", "-m", marks]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert re.findall(r"::(\w+) PASSED", done.stdout) == files
    assert ("read" in done.stdout.split()) == (marks != "alone")
