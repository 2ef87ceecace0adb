"""What a line of the log is about, and a log of JSON lines that say so: with run, source and capture."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

ABOUT: ContextVar[dict[str, str | int]] = ContextVar("ABOUT", default={})  # noqa: B039  # it is never written to


@contextmanager
def about(**names: str | int | None) -> Iterator[None]:
    """What is logged within is about these (`run`, `source`, `capture`), beside what it is about already."""
    token = ABOUT.set(ABOUT.get() | {name: value for name, value in names.items() if value is not None})
    try:
        yield
    finally:
        ABOUT.reset(token)


class JsonLines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `logger`, `message`, what it is about, and `error` with its trace."""

    def format(self, record: logging.LogRecord) -> str:
        value: dict[str, str | int] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **ABOUT.get(),
        }
        if record.exc_info:
            value["error"] = self.formatException(record.exc_info)
        # ASCII but DEL, which is no control of JSON: nothing in it acts on a terminal, whatever a page said
        return json.dumps(value).replace("\x7f", "\\u007f")
