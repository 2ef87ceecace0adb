"""`watch`: the same run as `check`, on schedule."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import settings

if TYPE_CHECKING:
    from monitor.run import RunResult


class _OnStderr(logging.Handler):
    """What the rooms log, through the one place that writes to the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        say.line(f"{record.levelname.lower()}: {record.getMessage()}", err=True)


@click.command(epilog=options.examples("monitor watch", "monitor watch --json >> runs.jsonl   # one line for each run"))
@options.as_json
def watch(as_json: bool) -> None:
    """Look at each source when it is due, until SIGTERM or SIGINT.

    When is said by `every`, `at` or `cron` in the configuration. The signal lets looks under way come to their end, for
    as long as `drain` says; a second one ends them. SIGHUP reads the configuration again.
    """
    from monitor.cli import check
    from monitor.schedule import watch as keep_watching

    configured = settings()

    def told(result: RunResult) -> None:
        if as_json:
            say.as_json(check.as_value(result), one_line=True)
            return
        say.line(f"{result.ended_at:%Y-%m-%d %H:%M:%S} UTC  {check.summary(result, configured)}")
        check.print_failures(result, configured)

    logging.basicConfig(level=logging.WARNING, handlers=[_OnStderr()])
    if not as_json:
        say.line(f"Watching {len(configured.sources)} sources of {configured.file} until SIGTERM.")
    keep_watching(configured, told=told, reload=settings)
