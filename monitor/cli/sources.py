"""`sources`: what is watched and how it fares."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import one_source, options, say
from monitor.cli.opening import reading, settings
from monitor.cli.status import SOME_FAILED, USAGE

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.errors import ConfigError
    from monitor.history import SourceHealth
    from monitor.model import Json


@click.command(
    epilog=options.examples(
        "monitor sources",
        "monitor sources iom-iscm-table   # with its addresses, and since when it had them",
        "monitor sources --check",
        "monitor sources --json",
    )
)
@click.argument("source", required=False)
@click.option("--check", "only_check", is_flag=True, help="Only check the configuration; status 2 for any mistake.")
@options.as_json
def sources(source: str | None, only_check: bool, as_json: bool) -> None:
    """List the sources and how they fare: last check, verdict, last success, since when they fail.

    With SOURCE all that is known of this one. With a mistake in one source the others are listed, and the exit status
    is 1.
    """
    from monitor.config import ConfigErrors
    from monitor.digest.words import count

    if source is not None:
        one_source.tell(source, only_check=only_check, as_json=as_json)
        return

    try:
        configured = settings()
    except ConfigErrors as error:
        if as_json:  # whoever reads JSON finds every mistake in the same place, also those that end it all
            say.as_json({"file": error.file, "sources": [], "problems": list(map(_problem, (error, *error.others)))})
        raise
    health = {} if only_check else _health(configured)
    if as_json:
        say.as_json(
            {
                "file": str(configured.file),
                "sources": [one_source.as_value(each, health.get(each.id)) for each in configured.sources],
                "problems": list(map(_problem, configured.problems)),
            }
        )
    else:
        for problem in configured.problems:
            say.error(problem)
        if only_check:
            counted = count(len(configured.sources), "source"), count(len(configured.problems), "mistake")
            say.line(f"{configured.file}: {', '.join(counted)}")
        else:
            _print(configured, health)
    if configured.problems:
        click.get_current_context().exit(USAGE if only_check else SOME_FAILED)


def _problem(problem: ConfigError) -> Json:
    return {
        "source": problem.source,
        "line": problem.line,
        "key": problem.key,
        "message": problem.message,
        "fix": problem.fix,
    }


def _health(configured: Settings) -> dict[str, SourceHealth]:
    from monitor.history import source_health

    if not configured.monitor.history.exists():
        return {}  # nothing was checked yet, and the list is of use all the same
    with reading(configured) as history:
        return {one.source: one for one in source_health(history)}


def _print(configured: Settings, health: dict[str, SourceHealth]) -> None:
    headers = ("source", "layout", "mechanisms", "last check (UTC)", "verdict", "last success", "failing since")
    rows = []
    for source in configured.sources:
        one = health.get(source.id)
        verdict = (one.last_verdict if one else None) or ("not checked" if source.enabled else "disabled")
        failing = one.failing_since if one else None
        rows.append(
            (
                say.Styled(source.id, bold=True),
                source.layout,
                ", ".join(source.mechanisms) or "-",
                _minute(one.last_check if one else None),
                say.Styled(verdict, "red" if failing else None),
                _minute(one.last_success if one else None),
                _minute(failing),
            )
        )
    say.table(headers, rows)


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"
