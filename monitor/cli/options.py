"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from monitor.errors import UsageError

Command = Callable[..., Any]

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of text for people.")


def said(_: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A time that is given is not empty: what a script left empty would be answered as of now."""
    if value is not None and not value.strip():
        raise UsageError(f"{param.opts[0]} is empty", fix="give a time, or leave the option away")
    return value


at = click.option(
    "--at",
    metavar="DATE",
    callback=said,
    help="As it was observed at the end of that day, month or year, or at that instant.",
)

PERIOD_HELP = (
    "a date (2026-11-01, 2026-11, 2026), an instant (2026-11-01T06:00Z), an age (3 days), today, yesterday or last"
)


def period(command: Command) -> Command:
    """`--since` and `--until`."""
    since = click.option(
        "--since", metavar="WHEN", callback=said, help=f"Only from then on: {PERIOD_HELP} (the last digest told)."
    )
    until = click.option(
        "--until", metavar="WHEN", callback=said, help="Only until then; a day, a month or a year counts whole."
    )
    return since(until(command))


def asked_above(name: str) -> bool:
    """Whether a flag was given to the group of this command: `monitor sources --json test lakeside`."""
    above = click.get_current_context().parent
    return bool(above and above.params.get(name))


def check_value(name: str, word: str | None, called: str | None = None) -> None:
    """UsageError when the configuration would not take the value of an option that it has as a key, too.

    `called`: how the command calls it, where that is not the option of that name.
    """
    if not word:
        return
    from pydantic_core import PydanticCustomError

    from monitor import config_values

    try:
        getattr(config_values, name)(word)
    except PydanticCustomError as mistake:
        raise UsageError(
            f"{called or f'--{name}'} {mistake.message()}", fix=(mistake.context or {}).get("fix")
        ) from mistake


def examples(*lines: str) -> str:
    """An epilog with one example a line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def mechanisms(command: Command) -> Command:
    """`--mechanism`, as often as one likes."""
    text = "Only of this mechanism, by id or name."
    return click.option("--mechanism", "mechanisms", metavar="MECHANISM", multiple=True, help=text)(command)


def countries(command: Command) -> Command:
    """`--country`, as often as one likes."""
    text = "Only of this country, by code or name."
    return click.option("--country", "countries", metavar="COUNTRY", multiple=True, help=text)(command)
