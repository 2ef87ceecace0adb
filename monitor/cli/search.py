"""`search`: words in what was stated, in what changed and in the text of pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import click

from monitor.cli import named, options, say, values, when
from monitor.cli.opening import reading, settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.history import Found
    from monitor.history.search import What
    from monitor.model import Json

WHATS = ("statement", "change", "page")


@click.command(
    epilog=options.examples(
        "monitor search marrakesh",
        "monitor search 'migra*' --mechanism bali-process --in statement",
        "monitor search '\"action plan\"' --in page",
        "monitor search evora 2008 --json",
    )
)
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "among", type=click.Choice(WHATS), multiple=True, help="Only statements, changes or pages.")
@options.mechanisms
@click.option("--source", "sources", metavar="ID", multiple=True, help="Only what this source says.")
@options.at
@click.option("--limit", type=click.IntRange(min=1), metavar="N", default=20, help="At most so many; 20 without it.")
@options.as_json
def search(
    words: tuple[str, ...],
    among: tuple[str, ...],
    mechanisms: tuple[str, ...],
    sources: tuple[str, ...],
    at: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find WORDS, all of them: in statements of now and of the past, in changes, and in the text of each source's last
    good page that no field took.

    Accents and capitals do not count. A word that ends with * is a beginning; what stands in double quotes is found as
    it stands. Of scripts without blanks between words (Chinese, Japanese, Thai) a word is a whole run of letters; give
    its beginning and a *. `--at` asks for what had been observed by then.
    """
    from monitor.history import search as found_in

    if not any(letter.isalnum() for word in words for letter in word):
        raise UsageError("there is no word to look for", fix="give one word or more: `search readmission`")
    moment = when.until(at, now=datetime.now(UTC)) if at else None
    configured = settings()
    with reading(configured) as history:
        named.check_sources(history, configured, sources)
        wanted = [named.mechanism(word) for word in mechanisms]
        found = found_in(
            history,
            " ".join(words),
            among=cast("tuple[What, ...]", among),
            mechanisms=wanted,
            sources=sources,
            at=moment,
            limit=limit + 1,
        )
    if as_json:
        say.as_json([_value(one) for one in found[:limit]])
        return
    for one in found[:limit]:
        _print(one)
    if not found:
        say.line("Nothing says so.")
    elif len(found) > limit:
        say.line(f"There is more: the best {limit} are shown, --limit shows others.", err=True)


def _print(one: Found) -> None:
    from monitor.cli.facts import mechanism_name
    from monitor.digest.words import label

    until = f" until {one.until:%Y-%m-%d}" if one.until else ""
    about = {
        "statement": f"{label(one.field or '')} of {mechanism_name(one.mechanism)}",
        "change": one.kind or "",
        "page": "text of the page",
    }[one.what]
    since = "" if one.what == "change" else "since "
    left = f", which is not watched since {one.watched_until:%Y-%m-%d}" if one.watched_until else ""
    say.line(say.Styled(about, "cyan"), f"  {since}{one.since:%Y-%m-%d}{until}, {one.source}{left}")
    say.line("    ", *_styled(one.snippet))
    proof = f"evidence {one.id}" if one.what == "change" else f"capture {one.capture}"
    say.line(say.Styled(f"    {proof}", dim=True))


def _styled(snippet: str) -> Iterator[str | say.Styled]:
    """The snippet with what was found in bold."""
    from monitor.history.search import BEGIN, END

    before, *others = snippet.split(BEGIN)
    yield before
    for other in others:
        hit, _, behind = other.partition(END)
        yield say.Styled(hit, bold=True)
        yield behind


def _value(one: Found) -> Json:
    from monitor.history import plain

    return {
        "what": one.what,
        "id": one.id,
        "source": one.source,
        "mechanism": one.mechanism,
        "field": one.field,
        "kind": one.kind,
        "snippet": plain(one.snippet),
        "capture": one.capture,
        "since": one.since.isoformat(),
        "until": values.instant(one.until),
        "watched_until": values.instant(one.watched_until),
    }
