"""The command `monitor`: a group that knows its commands by name and imports each only when it is called.

`monitor --help` therefore costs little more than click itself. Errors of the monitor become one plain message and an
exit status here, and nowhere else: 0 done, 1 some source failed or is misconfigured, 2 wrong usage or configuration,
3 another run holds the lock, 75 try again later (EX_TEMPFAIL of sysexits.h), 141 whoever read the output is gone.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from monitor import __version__
from monitor.errors import MonitorError

NO_TEXT = re.compile("[\udc80-\udcff]")  # how Python keeps bytes of an argument that are not UTF-8 (PEP 383)
READER_GONE = 128 + signal.SIGPIPE  # how a shell tells of programs whose output nobody reads any more: `| head`

# name -> (module, the line that `monitor --help` shows); in the order in which a newcomer needs them
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "Replay dated editions of five real sources and print the digest."),
    "init": ("init", "Write a commented config.toml and a snapshots folder."),
    "sources": ("sources", "List the sources and how they fare; --check, add or test one."),
    "check": ("check", "Look at every source once and record what changed."),
    "watch": ("watch", "Check on schedule until SIGTERM."),
    "status": ("fares", "How the monitor fares as a whole, with an exit status for scripts."),
    "digest": ("digest", "Tell what changed, by mechanism, most important first."),
    "channels": ("channels", "List where digests go and what waits for them; test one, retry what it never took."),
    "changes": ("changes", "List recorded changes, newest first."),
    "show": ("show", "All that is known of a mechanism, a country or an organisation, now or at a date."),
    "history": ("history", "What was stated of a mechanism over time, value by value."),
    "membership": ("membership", "Who belongs to which mechanism, as a table of countries and mechanisms."),
    "meetings": ("meetings", "The meetings by the calendar; --upcoming are those to come."),
    "disagreement": ("disagreement", "List what two sources state differently now."),
    "search": ("search", "Find words in what was stated, what changed and the text of pages."),
    "evidence": ("evidence", "Show the quoted words of a change in the archived text."),
    "note": ("marking", "Write a note to a change."),
    "mark": ("marking", "Say that a change is confirmed or false."),
    "suppressions": ("suppressing", "List the differences that are no change, and test them."),
    "accept": ("deciding", "Say that a reading which is held is what the page states."),
    "reject": ("deciding", "Say that a reading which is held was read wrongly."),
    "reread": ("rereading", "Read archived pages again with today's code; what differs is a correction."),
    "snapshots": ("captures", "List the archived captures of a source, or --open one."),
    "diff": ("captures", "Compare the text of two captures of a source."),
    "backfill": ("backfill", "Add captures that others made: a WARC or WACZ file, or a web archive."),
    "verify": ("verify", "Read the whole archive, hold it against the history, and mend both."),
    "rebuild": ("rebuild", "Make the history anew from the archive."),
    "export": ("export", "Write captures (WARC, WACZ), the evidence of a change, or tables (CSV, JSON)."),
    "redact": ("redact", "Take captures and their words out of archive and history for good."),
    "thin": ("thin", "Take out captures that differ from their neighbours in noise only."),
    "tidy": ("tidy", "Fold old looks to numbers, and give back the room of what was deleted."),
    "lookups": ("lookups", "Suggest lines for names that are not known; check the tables of names."),
    "extract": ("extract", "Read one file as the monitor would and print its facts."),
}


@contextmanager
def quiet_when_unread() -> Iterator[None]:
    """Ends the command without a word when nobody reads its output any more. Click would end it with status 1, which
    means here that some source failed.
    """
    try:
        yield
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):  # Python writes out at its end what they still hold
            os.dup2(nowhere, stream.fileno())
        raise click.exceptions.Exit(READER_GONE) from None


class LazyGroup(click.Group):
    """A click group whose commands live in modules that are imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"monitor.cli.{module}"), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"monitor.cli.{module}.{cmd_name} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with quiet_when_unread():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with quiet_when_unread():
            return self._invoke(ctx)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MonitorError as error:
            from monitor.cli import say
            from monitor.cli.status import status_of

            say.error(error)
            ctx.exit(status_of(error))
        except UnicodeEncodeError as error:
            if not NO_TEXT.search(error.object):
                raise
            from monitor.cli import say
            from monitor.cli.status import status_of
            from monitor.errors import UsageError

            fix = "type it again on a terminal that writes UTF-8"
            wrong = UsageError("a word of the command is no text: it holds bytes that are not UTF-8", fix=fix)
            say.error(wrong)
            ctx.exit(status_of(wrong))
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our output has seen enough
                raise
            from monitor.cli import say
            from monitor.cli.status import of_system

            told, status = of_system(error)
            say.error(told)
            ctx.exit(status)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  monitor demo
  monitor check
  monitor digest --since yesterday
  monitor --config demo/config.toml changes --kind chair.handover

`monitor COMMAND --help` explains each command.""",
)
@click.option(
    "--config",
    metavar="FILE",
    help="The configuration; else MONITOR_CONFIG, else ./config.toml.",
)
@click.version_option(__version__, prog_name="monitor")
@click.pass_context
def cli(ctx: click.Context, config: str | None) -> None:
    """Watch web pages about inter-State consultation mechanisms on migration, and tell what changed.

    Every version of a page is archived, typed facts are read out of it, and each change is recorded with its evidence.
    """
    ctx.obj = config
    if os.environ.get("NO_COLOR"):  # no-color.org: any value but the empty one
        ctx.color = False


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # cron runs with LANG=C: a letter that the terminal cannot show must not end the program
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="monitor")
