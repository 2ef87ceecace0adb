"""Who serves now, in a short line that also says who did: `IOM (until 2019), ICMPD (since 2020)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.phrases import pattern
from monitor.extract.values.dates import find_dates
from monitor.extract.values.organisations import find_organisations

LONGEST = 300  # characters of a line that is no sentence
PIECE = re.compile(r"(?P<parted>[;,]?)(?P<words>(?:[^;,()\[\]]|[(\[][^()\[\]]*[)\]]|[()\[\]])+)")
BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
AROUND = " .,;:()[]–—-"
TERM = re.compile(r"[(\[](?:19|20)\d\d\s*[–—-]\s*(?P<end>(?:19|20)?\d\d)?\s*[)\]]")  # `(2010-2015)`, `(2016-)`
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LETTER_OR_DIGIT = re.compile(r"\w")


@dataclass(slots=True)
class _Piece:
    """Words between two commas: whose name stands there, and whether it is over."""

    name: str
    over: bool


def serving_now(text: str) -> str | None:
    """The line without those whose time is over and without the words on time, '' when nobody is left; None when the
    line says nothing on time, or more than the words known.
    """
    if len(text) > LONGEST or not _speaks_of_time(text):
        return None
    pieces: list[_Piece] = []
    over = False  # `formerly IOM, UNHCR`: both
    for found in PIECE.finditer(text):
        words = found["words"].strip()
        over = over and found["parted"] != ";"
        if (bracket := BRACKET.search(words)) and find_organisations(bracket[1]) and _opens_over(bracket[1]):
            words = words[: bracket.start()]  # `ICMPD (formerly IOM)`
        opened = _opens_over(words)
        if opened:
            over = True
        read = _read(words, over=over)
        if read is None:
            return None
        if read.name:
            pieces.append(read)
        elif pieces and words:  # `IOM, until 2019`
            pieces[-1].over = read.over
        over = over and read.over
    return "; ".join(piece.name for piece in pieces if not piece.over)


def _speaks_of_time(text: str) -> bool:
    said = any(pattern("secretariat", key).search(text) for key in ("past_head", "past_until", "now"))
    return said or TERM.search(text) is not None


def _opens_over(words: str) -> bool:
    return pattern("secretariat", "past_head").match(words.lstrip(AROUND)) is not None


def _read(words: str, *, over: bool) -> _Piece | None:
    """A piece as name and standing; None where it says more than that."""
    bare = words.strip(AROUND)
    if (bracket := BRACKET.search(words)) and not find_organisations(bracket[1]):
        term = TERM.fullmatch(bracket.group().strip())
        if term or _opens_over(bracket[1]):
            return _Piece(words[: bracket.start()].strip(AROUND), term is None or term["end"] is not None)
    if then := pattern("secretariat", "then").match(bare):
        bare = bare[then.end() :].strip(AROUND)
    if head := pattern("secretariat", "past_head").match(bare):
        return _Piece(bare[head.end() :].strip(AROUND), True)
    if until := pattern("secretariat", "past_until").search(bare):
        return _Piece(bare[: until.start()].strip(AROUND), True)
    if now := pattern("secretariat", "now").search(bare):
        before, behind = bare[: now.start()].strip(AROUND), _undated(bare[now.end() :])
        return _Piece(before or behind, False) if not (before and LETTER_OR_DIGIT.search(behind)) else None
    return _Piece(bare, over)


def _undated(words: str) -> str:
    for hit in reversed(find_dates(words)):
        words = words[: hit.start] + words[hit.end :]
    return YEAR.sub("", words).strip(AROUND)
