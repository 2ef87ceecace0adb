"""What every test shares: the project's shared material, where it is there, and a network that ends at this machine."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# The same examples each time where a change is judged, new ones each time where people work. Steady is also: however
# busy the machine is, whatever ran before, and whichever of our modules a worker has loaded (hypothesis tries what
# stands in them).
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
settings.register_profile(
    "steady", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(PROFILE)
if PROFILE == "steady":
    vars(providers)["is_local_module_file"] = lambda path: False

# Programs that a script puts in the background ignore Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
LOCAL_NAMES = frozenset({"", "localhost", "localhost.localdomain"})
NAMES_THAT_LEAD_NOWHERE = (".invalid", ".test")  # RFC 2606; answered here, so that no resolver is asked


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """For `-m alone`, the few files with such tests are all that is read: to collect the others takes longer than to
    run them.
    """
    if config.option.markexpr != "alone" or not collection_path.name.startswith("test_"):
        return None
    return True if b"mark.alone" not in collection_path.read_bytes() else None


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """`../shared` beside the repository: seeds, expectations and the score program, which are no part of it."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not beside this copy of the repository")
    return SHARED


class NetworkForbidden(RuntimeError):
    """A test tried to leave this machine. Not an OSError, lest the code under test takes it for a network failure."""


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def is_local(name: str) -> bool:
    """Whether a host's name or address is this machine."""
    return name.lower() in LOCAL_NAMES or (
        is_address(name) and ipaddress.ip_address(name.partition("%")[0]).is_loopback
    )


@pytest.fixture(scope="session", autouse=True)
def loopback_only() -> Iterator[None]:
    """Connections and look-ups of names end at loopback: a test that needs more has a mistake."""
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex"):
            patch.setattr(socket.socket, method, guarded_connect(getattr(socket.socket, method)))
        patch.setattr(socket, "getaddrinfo", guarded_lookup(socket.getaddrinfo))
        yield


def guarded_connect(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(str(address[0])):
            raise NetworkForbidden(f"a test wants to connect to {address[0]!r}")
        return original(self, address)

    return connect


def guarded_lookup(original: Any) -> Any:
    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        name = host.decode("ascii") if isinstance(host, bytes) else str(host or "")
        if name.endswith(NAMES_THAT_LEAD_NOWHERE):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if not is_local(name) and not is_address(name):
            raise NetworkForbidden(f"a test wants to look up {name!r}")
        return original(host, *rest, **named)

    return getaddrinfo
