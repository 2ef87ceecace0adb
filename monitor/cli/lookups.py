"""`lookups`: what the tables of names lack, and whether they are sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import reading, settings
from monitor.cli.status import SOME_FAILED
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.lookups.suggest import Suggestion
    from monitor.model import Json


@click.group(epilog=options.examples("monitor lookups suggest", "monitor lookups check"))
def lookups() -> None:
    """Work on the tables of names: countries, organisations, mechanisms, labels."""


@lookups.command(
    epilog=options.examples(
        "monitor lookups suggest",
        "monitor lookups suggest iom-g4 iom-iscm-table",
        "monitor lookups suggest --json",
    )
)
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@options.as_json
def suggest(sources: tuple[str, ...], as_json: bool) -> None:
    """Print lines for the lookups for every unknown name in the findings that stand now.

    The lines are TOML. Words of a page are escaped; what you must decide yourself, such as which country a name is,
    stands commented out. Read each entry before you paste it into its table, and run `monitor lookups check`.
    """
    from monitor.lookups.suggest import as_toml
    from monitor.lookups.suggest import suggest as suggestions

    found = suggestions(_findings(sources))
    if as_json:
        say.as_json([_value(each) for each in found])
    elif found:
        say.lines(as_toml(found))
    else:
        say.line("Every name in the findings that stand now is known.")


def _findings(sources: tuple[str, ...]) -> list[tuple[str, str, str]]:
    from monitor.history import findings

    configured = settings()
    unknown = [name for name in sources if name not in {source.id for source in configured.sources}]
    if unknown:
        raise UsageError(f"there is no source {unknown[0]!r}", fix="`monitor sources` lists them")
    if not configured.monitor.history.exists():
        return []  # nothing was checked yet
    with reading(configured) as history:
        standing = findings(history, open_only=True)
    return [(each.source, each.kind, each.message) for each in standing if not sources or each.source in sources]


def _value(one: Suggestion) -> Json:
    return {
        "table": one.table,
        "name": one.name,
        "key": one.key or None,
        "sources": list(one.sources),
        "toml": "\n".join(one.lines),
    }


@lookups.command(epilog=options.examples("monitor lookups check", "monitor lookups check --json"))
@options.as_json
def check(as_json: bool) -> None:
    """Check the tables: nothing stands twice, and every name leads to its entry. Status 1 when something is wrong."""
    from monitor.lookups.soundness import problems

    found = problems()
    if as_json:
        say.as_json({"problems": list(found)})
    elif not found:
        say.line("The tables are sound.")
    else:
        for each in found:
            say.line(each)
    if found:
        click.get_current_context().exit(SOME_FAILED)
