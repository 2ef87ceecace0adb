"""The only place that writes to the terminal: every word passes `digest.escape` first, colours are added after it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import click

from monitor.digest import escape
from monitor.errors import MonitorError
from monitor.model import Json


class Styled(NamedTuple):
    """Words with a look. Off a terminal, and with NO_COLOR, only the words are left."""

    text: str
    colour: str | None = None
    bold: bool = False
    dim: bool = False


def coloured() -> bool:
    """Whether colours reach the reader: a terminal, and no NO_COLOR."""
    return click.get_current_context().color is not False and sys.stdout.isatty()


def _render(part: str | Styled) -> str:
    if isinstance(part, Styled) and (part.colour or part.bold or part.dim):
        return click.style(escape.terminal(part.text), fg=part.colour, bold=part.bold or None, dim=part.dim or None)
    return escape.terminal(part.text if isinstance(part, Styled) else part)


def line(*parts: str | Styled, err: bool = False) -> None:
    """Print one line, whatever the parts hold."""
    click.echo("".join(map(_render, parts)), err=err)


def lines(text: str) -> None:
    """Print a text of several lines that a renderer has laid out."""
    for each in text.rstrip("\n").split("\n"):
        line(each)


def confirm(question: str) -> None:
    """Ask whether to go on; click's Abort where the answer is no."""
    click.confirm(_render(question), abort=True, err=True)


def as_json(value: Json, *, one_line: bool = False) -> None:
    """Print a value as JSON; on one line where more will follow."""
    unicode = sys.stdout.encoding.lower().startswith("utf")
    click.echo(escape.json_text(value, indent=None if one_line else 2, ascii_only=not unicode))


def table(headers: Sequence[str], rows: Iterable[Sequence[str | Styled]]) -> None:
    """Print columns, left-aligned; the last one is as long as it likes."""
    body = [[cell if isinstance(cell, Styled) else Styled(cell) for cell in row] for row in rows]
    head = [Styled(header, bold=True) for header in headers]
    shown = [head, *body]
    widths = [max(len(escape.terminal(row[column].text)) for row in shown) for column in range(len(headers))]
    for row in shown:
        padded: list[str | Styled] = []
        for cell, width in zip(row[:-1], widths, strict=False):
            padded += [cell, " " * (width - len(escape.terminal(cell.text)) + 2)]
        line(*padded, row[-1])


def table_width(headers: Sequence[str], rows: Iterable[Sequence[str | Styled]]) -> int:
    """How many letters wide `table` would be."""
    cells = [headers, *([cell.text if isinstance(cell, Styled) else cell for cell in row] for row in rows)]
    return sum(max(len(escape.terminal(row[column])) for row in cells) + 2 for column in range(len(headers))) - 2


def room(otherwise: int) -> int:
    """How many letters fit into a line of the terminal; `otherwise` where there is none and COLUMNS says nothing."""
    return shutil.get_terminal_size((otherwise, 24)).columns


def error(problem: MonitorError) -> None:
    """Print what went wrong, to what, and how to mend it, on stderr."""
    others: tuple[MonitorError, ...] = getattr(problem, "others", ())
    for each in (problem, *others):
        line(Styled("error: ", "red", bold=True), each.described, err=True)
        if each.fix:
            line(f"  fix: {each.fix}", err=True)


def warning(problem: MonitorError) -> None:
    """Print what is amiss though the command goes on, on stderr."""
    line(Styled("warning: ", "yellow", bold=True), problem.described, err=True)
    if problem.fix:
        line(f"  fix: {problem.fix}", err=True)
