"""`suppressions`: the differences that are no change, as the file beside the configuration says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import reading, settings
from monitor.cli.status import SOME_FAILED

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.errors import ConfigError
    from monitor.history import ChangeRecord
    from monitor.model import Json
    from monitor.suppressions import Suppressions


@click.command(
    epilog=options.examples("monitor suppressions", "monitor suppressions --check", "monitor suppressions --json")
)
@click.option("--check", is_flag=True, help="Test every entry on its case; status 1 for any mistake.")
@options.as_json
def suppressions(check: bool, as_json: bool) -> None:
    """List the differences that are no change, as suppressions.toml beside the configuration says.

    `monitor mark CHANGE false --why WORDS --suppress` adds one. An entry with a mistake suppresses nothing.
    """
    known = known_suppressions()
    problems = [*known.problems, *(_edited(known, settings()) if check else ())]
    if as_json:
        say.as_json(
            {
                "suppressions": [
                    {
                        "change": one.change,
                        "source": one.source,
                        "mechanism": one.mechanism,
                        "field": one.field,
                        "before": one.before,
                        "after": one.after,
                        "why": one.why,
                    }
                    for one in known.entries
                ],
                "problems": [{"line": one.line, "message": one.message, "fix": one.fix} for one in problems],
            }
        )
    else:
        for problem in problems:
            say.error(problem)
        for one in () if check else known.entries:
            place = " ".join(filter(None, (one.source or "any source", one.mechanism, one.field)))
            say.line(
                say.Styled(one.change, bold=True),
                f"  {place}: {_side(one.field, one.before)} -> {_side(one.field, one.after)}",
            )
            say.line(f"    {one.why}")
        if check:
            from monitor.digest.words import count

            entries = "1 entry" if len(known.entries) == 1 else f"{len(known.entries)} entries"
            say.line(f"{entries}, {count(len(problems), 'mistake')}")
        elif not known.entries:
            say.line("Nothing is suppressed.")
    if problems:
        click.get_current_context().exit(SOME_FAILED)


def known_suppressions() -> Suppressions:
    """The entries beside the configuration of this call."""
    from monitor.suppressions import file_beside, load

    return load(file_beside(settings().file))


def why(change: ChangeRecord) -> str | None:
    """Why a change is left out, None where it is not."""
    from monitor.suppressions import case_of

    entry = known_suppressions().of(case_of(change))
    return entry.why if entry else None


def left_out(configured: Settings, changes: Sequence[str]) -> int:
    """How many of these changes are left out."""
    from monitor.history import change
    from monitor.suppressions import case_of, file_beside, load

    known = load(file_beside(configured.file))
    if not (known.entries and changes):
        return 0
    with reading(configured) as history:
        return sum(known.of(case_of(change(history, one))) is not None for one in changes)


def _edited(known: Suppressions, configured: Settings) -> list[ConfigError]:
    """A mistake for each case that is not the change as the history has it."""
    from monitor.errors import ConfigError, UsageError
    from monitor.history import change
    from monitor.suppressions import case_of, file_beside

    found: list[ConfigError] = []
    if not configured.monitor.history.exists():
        return found
    with reading(configured) as history:
        for entry, case, line in zip(known.entries, known.cases, known.lines, strict=True):
            try:
                recorded = case_of(change(history, entry.change))
            except UsageError:  # of another history, or taken out of this one: the case stands for itself
                continue
            if recorded != case:
                message = f"the case of change {entry.change} is not the change as it was recorded"
                fix = f"Copy it from `monitor evidence {entry.change} --json`."
                found.append(ConfigError(message, file=str(file_beside(configured.file)), line=line, fix=fix))
    return found


def _side(field: str, value: Json) -> str:
    from monitor.digest.words import in_words, shortened

    return "nothing" if value is None else shortened(in_words(field, value), 200)
