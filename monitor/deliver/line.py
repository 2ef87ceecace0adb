"""The connection of one try, which others may cut: whoever waits for it then waits no longer."""

from __future__ import annotations

import socket
from contextlib import suppress


class Line:
    """Holds a connection under a descriptor of its own, so that it stays in reach when TLS is laid over it."""

    def __init__(self) -> None:
        self._held: socket.socket | None = None
        self.is_cut = False

    def hold(self, connection: socket.socket) -> None:
        """This is the connection; one that was to be cut before it was there is cut now."""
        self._held = connection.dup()
        if self.is_cut:
            self.cut()

    def cut(self) -> None:
        """Ends the connection, from any thread."""
        self.is_cut = True
        if self._held is not None:
            with suppress(OSError):  # it has ended already
                self._held.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Lets go of it."""
        if self._held is not None:
            self._held.close()
            self._held = None
