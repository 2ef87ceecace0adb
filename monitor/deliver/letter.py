"""A digest in every form in which a channel may want it, and back from the outbox as it was put there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from monitor.digest import Digest, as_html, as_json, as_markdown, as_text
from monitor.digest.escape import terminal
from monitor.digest.words import count
from monitor.model import Json

LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Letter:
    """What is told, made once: each try sends the same. `subject` is one line; `json` is JSON text.

    `html` is '' in letters that were put out before there was such a form.
    """

    subject: str
    text: str
    markdown: str
    json: str
    html: str = ""

    def dumped(self) -> str:
        """As it stands in the outbox."""
        return json.dumps(asdict(self), ensure_ascii=False)


def letter(digest: Digest, *, command: str = "monitor") -> Letter:
    """A digest as it goes out. `command` is how the reader calls the monitor."""
    return Letter(
        _subject(digest),
        as_text(digest, command=command),
        as_markdown(digest, command=command),
        as_json(digest),
        as_html(digest, command=command),
    )


def loaded(payload: str) -> Letter:
    """A letter out of the outbox."""
    value: Json = json.loads(payload)
    return Letter(**value)


def _subject(digest: Digest) -> str:
    """How much is told, and of whom."""
    names = [chapter.name for chapter in digest.chapters if chapter.mechanism]
    about = f": {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}" if names else ""
    said = f"{count(digest.changes, 'change')}{about}" if digest.changes else "Nothing changed"
    line = terminal(f"{said} ({digest.until:%Y-%m-%d})")
    return line if len(line) <= LONGEST_SUBJECT else f"{line[:LONGEST_SUBJECT]}..."
