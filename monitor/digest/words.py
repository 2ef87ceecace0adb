"""Values in words: what a typed value of a statement is called when people read it."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial

from monitor.messages import Language, language
from monitor.model import Json

ENGLISH = language("en")

_CAME = frozenset({"new", "changed", "unchanged", "not-modified"})
_ENDED = re.compile(r"the look ended in (\S+)")  # as the history says it of such a look


def failure(verdict: str, error: str | None, words: Language = ENGLISH) -> tuple[str, str]:
    """How a source fails, in a word and in a sentence ('' when there is none).

    An error stays in the words in which it was kept.
    """
    name = fails_as(verdict)
    return words.term("verdict", name) or name, error or words.term("trouble", verdict) or ""


def fails_as(verdict: str) -> str:
    """The verdict of a source that fails; `unreadable` where its page came and could not be read."""
    return "unreadable" if verdict in _CAME else verdict


def reason(message: str, words: Language = ENGLISH) -> str:
    """Why a source failed, out of the words that were kept: as `failure` says it where they name a verdict alone."""
    ended = _ENDED.match(message)
    known = (words.term("trouble", ended[1]) or words.term("verdict", ended[1])) if ended else None
    return known or message


def happened(after: datetime | None, before: datetime | None, words: Language = ENGLISH) -> str:
    """Between which two captures a change happened, in words."""
    if before is None:
        return words.say("happened-unknown")
    if after is None:
        return words.say("happened-before", before=words.instant(before))
    return words.say("happened-between", after=words.instant(after), before=words.instant(before))


def instant(moment: datetime) -> str:
    """An instant to the minute, in UTC: `2026-11-21 06:00 UTC`."""
    return ENGLISH.instant(moment)


def label(field: str, words: Language = ENGLISH) -> str:
    """The name of a field for a reader: `member_count` is `member count`."""
    return words.term("field", field) or field.replace("_", " ")


def named(words: Language, what: str, id_: str) -> str | None:
    """The names of things in a language, as `monitor.compare.names.Names` has it."""
    # not above: comparing loads rapidfuzz, and most commands need no words
    from monitor.compare.names import english
    from monitor.lookups.organisations import organisation_name

    match what:
        case "language":
            return words.code
        case "organisation" | "party" if body := words.organisation(id_) or words.mechanism(id_):
            return body.name
        case "organisation":
            return organisation_name(id_)
        case "country" if english(what, id_):
            return words.country(id_).name
        case "mechanism" if known := words.mechanism(id_):
            return known.name
        case "word":
            return words.term("word", id_)
        case "label":
            return words.term("field", id_)
        case "reason":
            return words.reason(id_)
        case "date" if words is not ENGLISH:  # in English as the history tells them
            return words.day(id_)
    return english(what, id_)


def in_words(field: str, value: Json, words: Language = ENGLISH) -> str:
    """A value of a field as the summaries of changes say it; `none` for an empty list or nothing at all.

    The text of a page (`text`) is its paragraphs, apart.
    """
    from monitor.compare.summary import BEGUN, begun, chairs, described

    names = partial(named, words)
    if field == "chair":
        told = chairs(value, names, full=True)
        # one past chair alone is `past Morocco`, not `none (past Morocco)`: the others stand in statements of their own
        nobody = f"{words.term('word', 'nobody')} ("
        return told[len(nobody) : -1] if isinstance(value, dict) and told.startswith(nobody) else told
    if field == "text" and isinstance(value, list):
        return " / ".join(map(str, value))
    if field == "iom_role":
        return str(value).replace("-", " ")
    if field == BEGUN:
        return begun(value, names)
    return described(value, names)


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
