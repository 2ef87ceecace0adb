"""`evidence`: the words that bear out a change, in the archived text they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import reading, settings

if TYPE_CHECKING:
    from monitor.history.answers import Evidence, StatementRecord
    from monitor.model import Block, Capture, Json

CONTEXT = 2  # blocks before and after


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a change and where they stand in the archived text (`at` None: they were not found there)."""

    words: str
    locator: str
    at: int | None
    blocks: tuple[Block, ...]  # the context; the quoted one is among them
    first: int = 0  # index in the document of the first block of the context


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: a capture, and the quotes that stand in it."""

    name: str
    capture: Capture
    quotes: tuple[Quoted, ...]


@click.command(epilog=options.examples("monitor evidence k3j2   # an id from `monitor changes`, or how it begins"))
@click.argument("change")
@options.as_json
def evidence(change: str, as_json: bool) -> None:
    """Show the quoted words of CHANGE in the archived text, before and after.

    Each side names the URL, the time, the sha256 of the bytes and their place in the archive. The quote is highlighted
    on a terminal and stands in >>arrows<< elsewhere.
    """
    from monitor.history import capture
    from monitor.history import evidence as proof_of

    configured = settings()
    with reading(configured) as history:
        proof = proof_of(history, change)
        captures = {
            each: capture(history, each)
            for each in {statement.opened_by for statement in (*proof.before, *proof.after)}
        }
    sides = _sides(proof, captures, configured.monitor.snapshots)
    if as_json:
        say.as_json(_as_value(proof, sides))
        return
    found = proof.change
    say.line(
        say.Styled(found.id, bold=True),
        f"  {found.kind}  {found.importance}  detected {found.detected_at:%Y-%m-%d %H:%M} UTC",
    )
    say.line(found.summary)
    for side in sides:
        _print(side)


def _sides(proof: Evidence, captures: dict[str, Capture], snapshots: Path) -> list[Side]:
    """Both sides, each with one part for every capture that its statements stand in."""
    sides = []
    for name, statements, own, value in (
        ("before", proof.before, proof.before_capture, proof.change.before),
        ("after", proof.after, proof.after_capture, proof.change.after),
    ):
        wanted: dict[str, list[tuple[str, str]]] = {own.id: []} if own else {}
        for statement in statements:
            wanted.setdefault(statement.opened_by, []).append((statement.quote, statement.locator))
        if own and not statements:
            wanted[own.id] = [(words, "") for words in _plain_words(value)]
        known = captures | ({own.id: own} if own else {})
        sides += [Side(name, known[each], _found(quotes, known[each], snapshots)) for each, quotes in wanted.items()]
    return sides


def _plain_words(value: Json) -> list[str]:
    """The words of a change that no statement bears out, such as reworded prose."""
    values = value if isinstance(value, list) else [value]
    return [words for words in values if isinstance(words, str) and words]


def _found(quotes: Sequence[tuple[str, str]], capture: Capture, snapshots: Path) -> tuple[Quoted, ...]:
    from monitor.cli.archived import document_of

    if not quotes:
        return ()
    blocks = document_of(capture, snapshots).blocks
    return tuple(_locate(words, locator, blocks) for words, locator in dict.fromkeys(quotes))


def _locate(words: str, locator: str, blocks: Sequence[Block]) -> Quoted:
    """The named block if the words stand there, else the first one that holds them."""
    holding = [index for index, block in enumerate(blocks) if words in block.text]
    at = next((index for index in holding if blocks[index].locator == locator), holding[0] if holding else None)
    if at is None:
        return Quoted(words, locator, None, ())
    first = max(0, at - CONTEXT)
    return Quoted(words, blocks[at].locator, at, tuple(blocks[first : at + CONTEXT + 1]), first)


def _print(side: Side) -> None:
    capture = side.capture
    say.line()
    say.line(say.Styled(side.name.capitalize(), bold=True), f"  {capture.final_url}")
    say.line(f"  fetched  {capture.fetched_at:%Y-%m-%d %H:%M:%S} UTC, status {capture.status}, capture {capture.id}")
    say.line(f"  sha256   {capture.sha256}")
    place = capture.place
    say.line(f"  archive  {capture.source}/{place.segment}, offset {place.offset}, length {place.length}")
    for quoted in side.quotes:
        say.line()
        if quoted.at is None:
            say.line(say.Styled("  not found as the text is read now: ", "red"), quoted.words)
            continue
        say.line(say.Styled(f"  {quoted.locator}", "cyan"))
        for index, block in enumerate(quoted.blocks, start=quoted.first):
            say.line("  | ", *(_highlighted(block.text, quoted.words) if index == quoted.at else [block.text]))
    if not side.quotes:
        say.line("  nothing is quoted on this side: the change rests on what does not stand here")


def _highlighted(text: str, words: str) -> list[str | say.Styled]:
    before, _, after = text.partition(words)
    arrows = ("", "") if say.coloured() else (">>", "<<")
    return [before, say.Styled(f"{arrows[0]}{words}{arrows[1]}", "yellow", bold=True), after]


def _as_value(proof: Evidence, sides: Sequence[Side]) -> Json:
    from monitor.cli import captures, changes

    def parts(name: str) -> Json:
        return [
            {
                "capture": captures.as_value(side.capture),
                "quotes": [
                    {
                        "quote": quoted.words,
                        "locator": quoted.locator,
                        "found": quoted.at is not None,
                        "context": [block.text for block in quoted.blocks],
                    }
                    for quoted in side.quotes
                ],
            }
            for side in sides
            if side.name == name
        ]

    def statements(records: Sequence[StatementRecord]) -> Json:
        return [
            {"id": one.id, "field": one.field, "key": one.key, "value": one.value, "text": one.text} for one in records
        ]

    return {
        "change": changes.as_value(proof.change),
        "before": {"statements": statements(proof.before), "captures": parts("before")},
        "after": {"statements": statements(proof.after), "captures": parts("after")},
    }
