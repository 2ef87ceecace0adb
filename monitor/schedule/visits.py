"""Who asks for `/healthz` and `/metrics` on this machine: a handful at a time, so that nobody takes from the daemon
what it needs itself, and who connects and says nothing makes room for who comes after him.
"""

from __future__ import annotations

import json
import logging
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any

from monitor.errors import HistoryError
from monitor.health import Health
from monitor.health.metrics import Metrics

VISITS = 8  # at a time, each with a thread and an open file
PATIENCE = 1.0  # seconds that the next one waits for one of them to end
_log = logging.getLogger(__name__)


class Server(socketserver.ThreadingTCPServer):
    """Answers each visit in a thread of its own. `address`: see `serving.Serving`."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 2 * VISITS

    def __init__(self, address: tuple[str, int], fares: Callable[[], Health], metrics: Metrics) -> None:
        self.fares = fares
        self.metrics = metrics
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._room = threading.Semaphore(VISITS)
        self._there: dict[Any, bool] = {}  # the visits, the oldest first, and whether it is known what they ask for
        self._lock = threading.Lock()
        super().__init__(address, Visit)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begins a visit. Where there is no room for it the oldest that asked for nothing yet ends; where all are being
        answered, it is turned away after a while.
        """
        if not self._room.acquire(blocking=False):
            self._end_a_silent_one()
            if not self._room.acquire(timeout=PATIENCE):
                self.shutdown_request(request)
                return
        with self._lock:
            self._there[request] = False
        super().process_request(request, client_address)

    def heard(self, request: Any) -> None:
        """A visit asked for something: it has its time to be answered."""
        with self._lock:
            self._there[request] = True

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            was_there = self._there.pop(request, None) is not None
        super().shutdown_request(request)
        if was_there:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """To the log, which may be one of JSON lines, and not to stderr."""
        if isinstance(sys.exception(), OSError):
            _log.debug("whoever asked is gone")
        else:
            _log.exception("whoever asked was not answered")

    def _end_a_silent_one(self) -> None:
        with self._lock:
            silent = next((visit for visit, is_heard in self._there.items() if not is_heard), None)
            if silent is not None:
                self._there[silent] = True  # it ends already
        if silent is not None:
            with suppress(OSError):  # it was just closed
                silent.shutdown(socket.SHUT_RDWR)


class Visit(BaseHTTPRequestHandler):
    server: Server
    server_version = "monitor"
    sys_version = ""
    timeout = 5  # seconds of silence

    def do_GET(self) -> None:
        self.server.heard(self.connection)
        try:
            self._answer()
        except ConnectionError:
            _log.debug("whoever asked for %s is gone", self.path)
        except Exception:  # a mistake of ours too is no health; and whoever asks must not wait for an answer
            _log.exception("%s could not be answered", self.path)
            body = json.dumps({"alive": False, "complaints": ["a mistake of the monitor: its log says where"]})
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "application/json", body.encode())

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self) -> None:
        path, _, _ = self.path.partition("?")
        if path == "/healthz":
            fares = self.server.fares()
            status = HTTPStatus.OK if fares.is_alive else HTTPStatus.SERVICE_UNAVAILABLE
            body = json.dumps({"alive": fares.is_alive, "complaints": fares.complaints}).encode()
            self._send(status, "application/json", body)
        elif path == "/metrics":
            try:
                self._send(HTTPStatus.OK, "text/plain; version=0.0.4; charset=utf-8", self.server.metrics.text())
            except HistoryError as error:
                self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", str(error).encode())
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There are /healthz and /metrics.\n")

    def _send(self, status: HTTPStatus, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *words: object) -> None:  # to our log, and only where somebody asks for it
        _log.debug(format, *words)
