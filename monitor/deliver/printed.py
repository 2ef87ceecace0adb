"""Digests on standard output: for cron, which mails what a command prints."""

from __future__ import annotations

import sys

from monitor.deliver.letter import Letter
from monitor.errors import NotDelivered


def write(letter: Letter) -> None:
    """Prints a digest as text, whole. Raises NotDelivered where nobody reads it."""
    try:
        encoding = sys.stdout.encoding or "utf-8"
        words = f"{letter.text.rstrip()}\n\n"
        sys.stdout.write(words.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except OSError as error:
        raise NotDelivered(f"standard output: {error.strerror}", fix="see where it leads") from error
