"""`/healthz` and `/metrics` on this machine: for whoever watches the daemon."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

from monitor.config import Settings, read_toml
from monitor.config_lines import key_lines, line_of
from monitor.errors import ConfigError
from monitor.health import Health
from monitor.health.metrics import Metrics
from monitor.schedule.visits import Server


class Serving:
    """A small server in threads of its own, as a context manager. `address`: a loopback address and a port.

    Raises OSError where it cannot be listened on.
    """

    def __init__(self, address: tuple[str, int], fares: Callable[[], Health], metrics: Metrics) -> None:
        self._server = Server(address, fares, metrics)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Listening:
    """Where the configuration asks for it, and as long as it does, as a context manager."""

    def __init__(self, fares: Callable[[], Health], metrics: Metrics) -> None:
        self._fares = fares
        self._metrics = metrics
        self._open = ExitStack()
        self._at: tuple[str, int] | None = None

    def go_by(self, settings: Settings) -> None:
        """Listens at the address of this configuration alone. ConfigError where nobody can, and all stays as it was."""
        wanted = settings.watch.listen
        if wanted == self._at:
            return
        opened = ExitStack()
        if wanted is not None:
            try:
                opened.enter_context(Serving(wanted, self._fares, self._metrics))
            except OSError as error:
                raise cannot_listen(settings, error) from error
        self._open.close()
        self._open, self._at = opened, wanted

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()


def cannot_listen(settings: Settings, error: OSError) -> ConfigError:
    """What to tell where the address in the configuration cannot be listened on."""
    text, _ = read_toml(settings.file)
    is_taken = error.errno == errno.EADDRINUSE
    host, port = settings.watch.listen or ("", 0)
    why = "another program listens there" if is_taken else error.strerror or str(error)
    fix = f"Name another port, or see who has this one: ss -ltnp 'sport = :{port}'"
    return ConfigError(
        f"{host}, port {port}: {why}",
        file=str(settings.file),
        line=line_of(key_lines(text), ("watch", "listen")),
        key="watch.listen",
        fix=fix if is_taken else "Name another address of this machine.",
    )
