"""`note` and `mark`: what people say of changes."""

from __future__ import annotations

import getpass
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import click

from monitor.cli import options, say
from monitor.cli.opening import how_called, reading, settings
from monitor.cli.suppressing import known_suppressions
from monitor.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.history import ChangeRecord, Mark
    from monitor.model import Json

LONGEST = 2000  # letters of a note

by = click.option("--by", metavar="NAME", help="Who says so; the name of your account is the default.")


def as_value(mark: Mark) -> Json:
    """A mark in the form that programs rely on."""
    return {"kind": mark.kind, "words": mark.words, "by": mark.by, "at": mark.at.isoformat()}


def line(mark: Mark) -> str:
    """A mark in one sentence."""
    said = {"note": "note", "confirmed": "confirmed", "false": "marked as false"}[mark.kind]
    return f"{said} by {mark.by}, {mark.at:%Y-%m-%d %H:%M} UTC{f': {mark.words}' if mark.words else ''}"


@click.command(
    epilog=options.examples(
        "monitor note k3j2 'the ministry says that this takes effect in March'",
        "monitor note k3j2   # what was said of it",
    )
)
@click.argument("change")
@click.argument("words", nargs=-1)
@by
@options.as_json
def note(change: str, words: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Write a note to CHANGE (an id from `monitor changes`, or how it begins). Without WORDS: what was said of it.

    Notes stand below their change in `changes`, `evidence` and digests. They are kept in the history, not in the
    archive: a backup of the history keeps them, and so does `monitor rebuild`.
    """
    from monitor.history import add_note, open_history
    from monitor.history import change as change_of

    said, configured = _words(" ".join(words)), settings()
    if words and not said:
        raise UsageError("a note needs words", fix="without any, what was said of the change is printed")
    with reading(configured) as history:
        found = change_of(history, change)
    if said:
        who = _by(by)
        with closing(open_history(configured.monitor.history)) as history:
            add_note(history, found.id, said, by=who, now=datetime.now(UTC))
            found = change_of(history, found.id)
    _tell(found, as_json=as_json)


@click.command(
    epilog=options.examples(
        "monitor mark k3j2 confirmed",
        "monitor mark k3j2 false --why 'the page names the same office in other words'",
        "monitor mark k3j2 false --why 'the same office' --suppress   # and never tell it again",
        "monitor mark k3j2 none   # take it back",
    )
)
@click.argument("change")
@click.argument("judgement", type=click.Choice(["confirmed", "false", "none"]))
@click.option("--why", metavar="WORDS", help="The reason; needed where a change is marked as false.")
@click.option("--suppress", is_flag=True, help="Also write to suppressions.toml that this difference is no change.")
@by
@options.as_json
def mark(
    change: str,
    judgement: Literal["confirmed", "false", "none"],
    why: str | None,
    suppress: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Say that CHANGE is confirmed or false; `none` takes that back.

    What is marked as false stays in the history, with the mark, and is left out of digests from then on. With
    --suppress the same difference of this source, there or back, is left out also when it comes again:
    suppressions.toml beside the configuration gets an entry that you may edit, and this change as its test case.
    """
    from monitor.history import change as change_of
    from monitor.history import judge, open_history, take_back
    from monitor.suppressions import case_of

    said = _words(why or "")
    if judgement == "false" and not said:
        raise UsageError("a change is marked as false for a reason", fix=f"monitor mark {change} false --why '...'")
    if suppress and judgement != "false":
        raise UsageError("--suppress is said of a change that is false")
    configured, who, now = settings(), _by(by), datetime.now(UTC)
    with reading(configured) as history:
        found = change_of(history, change)
    with closing(open_history(configured.monitor.history)) as history:
        if judgement == "none":
            if not take_back(history, found.id, now=now):
                raise UsageError(
                    f"nobody has judged change {found.id}", fix=f"`monitor note {found.id}` prints its notes"
                )
        else:
            if suppress:
                _suppress(configured.file, found, said, f"marked by {who}, {now:%Y-%m-%d}")
            judge(history, found.id, judgement, said, by=who, now=now)
        found = change_of(history, found.id)
    _tell(found, as_json=as_json)
    entry = None if judgement == "false" else known_suppressions().of(case_of(found))
    if entry is not None:
        say.line(f"suppressions.toml goes on to leave it out: remove the entry of change {entry.change}.", err=True)


def _suppress(configuration: Path, change: ChangeRecord, why: str, remark: str) -> None:
    from monitor.compare import Suppression
    from monitor.suppressions import add, case_of, file_beside, load

    file = file_beside(configuration)
    case = case_of(change)
    if load(file).of(case) is not None:
        raise UsageError(f"the difference of change {change.id} is suppressed already", fix="leave --suppress away")
    sides = change.before, change.after
    add(file, Suppression(change.id, change.field, *sides, why, change.source, change.mechanism), case, remark)
    say.line(f"Written to {file}. `{how_called()} suppressions` lists what is suppressed.", err=True)


def _words(said: str) -> str:
    words = " ".join(said.split())
    if len(words) > LONGEST:
        raise UsageError(f"a note has at most {LONGEST} letters, this has {len(words)}", fix="keep it short")
    return words


def _by(name: str | None) -> str:
    if name and name.strip():
        return " ".join(name.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:  # an account without a name, as in containers: OSError from Python 3.13 on
        raise UsageError("nobody knows the name of your account", fix="say who you are: --by NAME") from error


def _tell(change: ChangeRecord, *, as_json: bool) -> None:
    if as_json:
        say.as_json({"change": change.id, "marks": [as_value(one) for one in change.marks]})
        return
    say.line(say.Styled(change.id, bold=True), f"  {change.summary}")
    for one in change.marks:
        say.line(f"    {line(one)}")
    if not change.marks:
        say.line("    Nothing is said of it.")
