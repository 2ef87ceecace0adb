"""What a reader may do at its worst. Called in a worker's child, so a module of its own."""

from __future__ import annotations

import os
import time

from monitor.documents import read
from monitor.errors import DocumentError
from monitor.model import Document


def read_page(body: bytes, media_type: str = "") -> Document:
    return read(body, media_type=media_type)


def add(a: int, b: int) -> int:
    return a + b


def process_id() -> int:
    return os.getpid()


def leave() -> int:
    os._exit(3)


def crash() -> int:
    os.abort()


def hang() -> int:
    while True:
        pass


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return 1


def eat() -> int:
    return len(b"x" * (1 << 34))


def refuse() -> int:
    raise DocumentError("no page", url="http://x.test/", fix="none")


def stumble() -> int:
    return int("seven")


def chatter() -> int:
    print("words on standard output")
    return 1


def lie() -> int:
    return "seven"  # type: ignore[return-value]  # the parent must notice


def unsendable() -> object:
    return object()
