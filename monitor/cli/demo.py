"""`demo`: two editions of five sources, and what changed between them."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from monitor.cli import options, say
from monitor.cli.status import SOME_FAILED

BEFORE = "Demonstration: two editions of five pages, made from facts of real ones and partly made up. No news."


@click.command(
    epilog=options.examples("monitor demo", "monitor --config demo/config.toml changes   # afterwards: play with it")
)
@options.as_json
def demo(as_json: bool) -> None:
    """Replay dated editions of five real sources from a loopback site, and print the digest.

    The runs are those of `monitor check`. What they leave in ./demo (config.toml, history.db, snapshots) can be asked
    with every other command; another `monitor demo` replaces that folder's content and nothing else.
    """
    from monitor.cli.progress import progress
    from monitor.demo.play import play
    from monitor.digest import as_text, as_value

    with progress(wanted=not as_json) as named:
        played = play(Path("demo"), progress=lambda edition: named(f"checking the {edition} editions"))
    command = f"monitor --config {shlex.quote(str(played.config))}"
    if as_json:
        say.as_json(as_value(played.digest))
    else:
        say.line(say.Styled(BEFORE, dim=True))
        say.line()
        say.lines(as_text(played.digest, command=command))
        say.line(f"The site is gone again; ask what it left behind: {command} changes")
    if any(run.failed for run in played.runs):
        click.get_current_context().exit(SOME_FAILED)
