"""Values in words: what a typed value of a statement is called when people read it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from monitor.model import Json

_NO_CHAIR = "none ("  # how `chairs` begins when nobody holds the chair now


_CAME = frozenset({"new", "changed", "unchanged", "not-modified"})
_TROUBLES = {  # verdicts that come without an error of their own: what the page was found to be
    "blocked": "the site shows a block page in place of its page",
    "soft-404": "the page says that it does not exist",
    "empty": "the page holds no words",
}
_ENDED = re.compile(r"the look ended in (\S+)")  # as the history says it of such a look


def failure(verdict: str, error: str | None) -> tuple[str, str]:
    """How a source fails, in a word and in a sentence ('' when there is none).

    A page that came and could not be read has the verdict of one that came; it is `unreadable` to people.
    """
    return ("unreadable" if verdict in _CAME else verdict), error or _TROUBLES.get(verdict, "")


def reason(message: str) -> str:
    """Why a source failed, out of the words that were kept: as `failure` says it where they name a verdict alone."""
    ended = _ENDED.match(message)
    return _TROUBLES.get(ended[1], message) if ended else message


def happened(after: datetime | None, before: datetime | None) -> str:
    """Between which two captures a change happened, in words."""
    if after is None or before is None:
        return f"happened before {instant(before)}" if before else "no capture says when it happened"
    return f"happened between {after.astimezone(UTC):%Y-%m-%d %H:%M} and {instant(before)}"


def instant(moment: datetime) -> str:
    """An instant to the minute, in UTC: `2026-11-21 06:00 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def label(field: str) -> str:
    """The name of a field for a reader: `member_count` is `member count`."""
    return field.replace("_", " ")


def in_words(field: str, value: Json) -> str:
    """A value of a field as the summaries of changes say it; `none` for an empty list or nothing at all.

    The text of a page (`text`) is its paragraphs, apart.
    """
    from monitor.compare.names import english  # not above: comparing loads rapidfuzz, and most commands need no words
    from monitor.compare.summary import BEGUN, begun, chairs, described

    if field == "chair":
        words = chairs(value, english, full=True)
        # one past chair alone is `past Morocco`, not `none (past Morocco)`: the others stand in statements of their own
        return words[len(_NO_CHAIR) : -1] if isinstance(value, dict) and words.startswith(_NO_CHAIR) else words
    if field == "text" and isinstance(value, list):
        return " / ".join(map(str, value))
    if field == "iom_role":
        return str(value).replace("-", " ")
    if field == BEGUN:
        return begun(value, english)
    return described(value, english)


def in_full(field: str, value: Json) -> str:
    """`in_words`, with what those leave out that a page says of a link or a document: its address, its languages."""
    words = in_words(field, value)
    if not isinstance(value, dict):
        return words
    languages, url = value.get("languages"), value.get("url")
    words += f" [{', '.join(languages)}]" if isinstance(languages, list) and languages else ""
    return f"{words} <{url}>" if isinstance(url, str) and url and url != words else words


def shortened(text: str, length: int = 160) -> str:
    """The beginning of a text, cut at a word, with an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …"


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 change`, `2 changes`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
