"""`watch`: the same run as `check`, on schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.run import RunResult


@click.command(
    epilog=options.examples(
        "monitor watch",
        "monitor watch --json >> runs.jsonl   # one line for each run",
        "monitor watch --log json 2>> log.jsonl",
    )
)
@click.option(
    "--log",
    "log",
    type=click.Choice(["text", "json"]),
    default="text",
    help="What goes to stderr: warnings as text, or all that happens as JSON lines with run, source and capture.",
)
@options.as_json
def watch(log: str, as_json: bool) -> None:
    """Look at each source when it is due, until SIGTERM or SIGINT.

    When is said by `every`, `at` or `cron` in the configuration. The signal lets looks under way come to their end, for
    as long as `drain` says; a second one ends them. SIGHUP reads the configuration again.

    The exit status is 0 after a signal, 3 when another daemon watches the same history, 2 when nobody can listen at the
    address that the configuration names, 141 when nobody reads what it prints any more. Cron may run beside it: what
    the one looked at the other leaves alone.
    """
    from monitor.cli.logged import logging_to_stderr

    with logging_to_stderr(log):
        _watch(log, as_json=as_json)


def _watch(log: str, *, as_json: bool) -> None:
    from monitor.cli import check, logged
    from monitor.digest.words import count
    from monitor.model import Printed
    from monitor.schedule import watch as keep_watching

    configured = settings()
    printing = next((one.name for one in configured.channels if isinstance(one.to, Printed)), None)
    if as_json and printing is not None:
        raise UsageError(f"the channel {printing} prints digests, which are no JSON", fix="leave --json away")

    out, err = logged.Printing(is_read=True), logged.Printing(is_read=False)

    def told(result: RunResult) -> None:
        with out:
            if as_json:
                say.as_json(check.as_value(result), one_line=True)
            else:
                say.line(f"{result.ended_at:%Y-%m-%d %H:%M:%S} UTC  {check.summary(result, configured)}")
        if log == "json":
            logged.failures(result)
        elif not as_json:
            with err:
                check.print_failures(result, configured)

    def begins() -> None:
        with out:
            if not as_json:
                say.line(f"Watching {count(len(configured.sources), 'source')} of {configured.file} until SIGTERM.")

    keep_watching(configured, begins=begins, told=told, reload=settings)
