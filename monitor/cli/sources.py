"""`sources`: what is watched and how it fares."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

import click

from monitor.cli import one_source, options, say
from monitor.cli.held import sentence
from monitor.cli.opening import reading, settings
from monitor.cli.status import SOME_FAILED, USAGE
from monitor.sites import site_at

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.digest import SiteTrouble
    from monitor.errors import ConfigError
    from monitor.history import HeldRecord, SourceHealth
    from monitor.model import Json


# name -> (module, the line that `monitor sources --help` shows)
COMMANDS = {
    "add": ("adding", "Look at a page and propose an entry for it."),
    "test": ("trial", "Show what would be read from a source's page."),
}


class SourcesGroup(click.Group):
    """`sources` alone lists them, `sources ID` tells of one, `add` and `test` are commands of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return tell
        command = getattr(import_module(f"monitor.cli.{COMMANDS[cmd_name][0]}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        return tell.name, tell, args

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command()
@click.argument("source")
@click.option("--check", "only_check", is_flag=True)
@options.as_json
def tell(source: str, only_check: bool, as_json: bool) -> None:
    """All that is known of one source."""
    only_check, as_json = only_check or options.asked_above("only_check"), as_json or options.asked_above("as_json")
    one_source.tell(source, only_check=only_check, as_json=as_json)


@click.group(
    cls=SourcesGroup,
    invoke_without_command=True,
    subcommand_metavar="[SOURCE | COMMAND [ARGS]...]",
    epilog=options.examples(
        "monitor sources",
        "monitor sources iom-iscm-table   # with its addresses, and since when it had them",
        "monitor sources --check",
        "monitor sources --json",
        "monitor sources add https://www.example.org/lakeside-dialogue",
        "monitor sources test iom-iscm-table",
    ),
)
@click.option("--check", "only_check", is_flag=True, help="Only check the configuration; status 2 for any mistake.")
@options.as_json
@click.pass_context
def sources(ctx: click.Context, only_check: bool, as_json: bool) -> None:
    """List the sources and how they fare: last check, verdict, last success, since when they fail. Where most sources
    of one host fail the same way, a line below says so.

    With SOURCE all that is known of this one. With a mistake in one source the others are listed, and the exit status
    is 1.
    """
    if ctx.invoked_subcommand is None:
        _list(only_check=only_check, as_json=as_json)


def _list(*, only_check: bool, as_json: bool) -> None:
    from monitor.config import ConfigErrors
    from monitor.digest import telling
    from monitor.digest.words import count

    try:
        configured = settings()
    except ConfigErrors as error:
        if as_json:  # whoever reads JSON finds every mistake in the same place, also those that end it all
            say.as_json({"file": error.file, "sources": [], "problems": list(map(_problem, (error, *error.others)))})
        raise
    health = {} if only_check else _health(configured)
    held = {} if only_check else _held(configured)
    if as_json:
        say.as_json(
            {
                "file": str(configured.file),
                "sources": [
                    one_source.as_value(each, health.get(each.id), held.get(each.id, ())) for each in configured.sources
                ],
                "sites": [_site(site) for site in _sites(configured, health)],
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
            for site in _sites(configured, health):
                say.line(say.Styled(telling.site_trouble(site), "red"))
            for each in (one for source in configured.sources for one in held.get(source.id, ())):
                say.line(say.Styled(sentence(each), "yellow" if each.waits else None))
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


def _held(configured: Settings) -> dict[str, list[HeldRecord]]:
    """What is held back, by source."""
    from monitor.history import held

    found: dict[str, list[HeldRecord]] = {}
    if configured.monitor.history.exists():
        with reading(configured) as history:
            for one in held(history):
                found.setdefault(one.source, []).append(one)
    return found


def _sites(configured: Settings, health: dict[str, SourceHealth]) -> tuple[SiteTrouble, ...]:
    """The sites most of whose sources fail the same way."""
    from monitor.digest import sites

    known = [health[source.id] for source in configured.sources if source.enabled and source.id in health]
    return sites.troubled(sites.failing(known), {one.source: site_at(one.url) for one in known})[0]


def _site(site: SiteTrouble) -> Json:
    return {
        "host": site.host,
        "verdict": site.verdict,
        "watched": site.watched,
        "since": site.since and site.since.isoformat(),
        "sources": [one.source for one in site.troubles],
    }


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
