"""`sources add`: a page looked at once, and how it could be watched, as an entry to paste or to write."""

from __future__ import annotations

import asyncio
import re
import tomllib
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import click

from monitor.cli import options, say
from monitor.cli.opening import how_called, known_hosts, settings
from monitor.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.extract import Guess, Proposal
    from monitor.look import Tried
    from monitor.model import Json, Source

# Parts of a host's name that say nothing of whose it is.
_COMMON = frozenset(("www", "com", "org", "net", "int", "gov", "gob", "gouv", "go", "co", "ac", "edu", "info", "eu"))
_TRIED = "the page was fetched and read; nothing of it was kept"


@click.command(
    epilog=options.examples(
        "monitor sources add https://www.example.org/lakeside-dialogue",
        "monitor sources add https://www.example.org/lakeside-dialogue --id lakeside --write",
        "monitor sources add https://www.example.org/members --mechanism bali-process",
        "monitor sources add https://www.example.org/members >> config.toml",
    )
)
@click.argument("url")
@click.option("--id", "name", metavar="ID", help="The id of the new source; else it is made of the address.")
@click.option("--mechanism", metavar="ID", help="Whom the page is about; else the name in its title decides.")
@click.option("--write", is_flag=True, help="Append the entry to the configuration.")
@options.as_json
def add(url: str, name: str | None, mechanism: str | None, write: bool, as_json: bool) -> None:
    """Fetch URL once, and propose an entry for the configuration.

    Says which layout fits the page, whom it is about and what would be read. Of a page that no layout fits the labels
    are proposed as declared fields. Nothing is archived; without --write nothing is written either.
    """
    as_json = as_json or options.asked_above("as_json")
    options.check_value("web_address", url, called="URL:")
    options.check_value("identifier", name, called="--id")
    configured = settings()
    taken = _refuse_known(configured, url, name)
    _refuse_anonymous(configured, url)
    if mechanism is not None:
        from monitor.lookups import mechanisms

        mechanisms.by_id(mechanism)
    tried = _tried(configured, url, mechanism)
    source = _source(tried.reading, url, name or _id(url, taken))
    text = _entry(source, tried)
    if write:
        from monitor.config_writing import append

        append(configured.file, text)
    if as_json:
        say.as_json(_value(tried, source, text, written=write))
        return
    say.lines(text)
    if write:
        say.line(f"Written to {configured.file}. Next:", err=True)
        say.line(f"  {how_called()} sources test {source.id}", err=True)


def _refuse_known(configured: Settings, url: str, name: str | None) -> set[str]:
    """The ids that are taken, those of misconfigured sources too. UsageError when the address or the id is."""
    from monitor.lookups.addresses import address

    with configured.file.open("rb") as file:
        tables = tomllib.load(file).get("source", [])
    tables = [table for table in tables if isinstance(table, dict)]
    taken = {str(table.get("id", "")).strip() for table in tables}
    for table in tables:
        if address(str(table.get("url", "")).strip()) == address(url):
            fix = f"`monitor sources test {table.get('id')}` shows what is read there"
            raise UsageError(f"{url} is watched already by the source {table.get('id')}", fix=fix)
    if name in taken:
        raise UsageError(f"the id {name} is taken", fix="name another one with --id")
    return taken


def _refuse_anonymous(configured: Settings, url: str) -> None:
    from monitor.config_values import is_loopback

    if not configured.monitor.contact and not is_loopback(url):
        fix = f'write your mail or web address into [monitor] of {configured.file}: contact = "..."'
        raise UsageError("nobody is asked without a contact: the page's keeper wants to know whom to ask", fix=fix)


def _tried(configured: Settings, url: str, mechanism: str | None) -> Tried[Proposal]:
    """The page's proposal. DocumentError when it is no page, or nothing on it looks like a fact."""
    from monitor.documents import Worker
    from monitor.extract import propose_source
    from monitor.look import try_out
    from monitor.model import Source

    probe = Source("new", url, "declared")
    with Worker() as worker:
        looked = try_out(configured, probe, worker, propose_source, mechanism, hosts=known_hosts(configured))
        tried = asyncio.run(looked)
    verdict = tried.reading.verdict
    if verdict is not None:
        fix = "look at it in a browser; `render` in docs/configuration.md is for pages that need one"
        raise DocumentError(f"what came is no page to watch: {verdict}", url=url, fix=fix)
    if tried.reading.layout == "declared" and not tried.reading.guesses:
        fix = "declare its fields by hand, as docs/declared.md says"
        raise DocumentError("no layout fits the page, and no label was recognised on it", url=url, fix=fix)
    return tried


def _source(proposal: Proposal, url: str, name: str) -> Source:
    from monitor.model import Source

    fields = tuple(guess.declared for guess in proposal.guesses if guess.declared is not None)
    said = proposal.language if proposal.language != proposal.says else None
    return Source(name, url, proposal.layout or "declared", proposal.mechanisms, said, fields=fields)


def _id(url: str, taken: set[str]) -> str:
    """An id from host and path: `iom-bali-process` of https://www.iom.int/bali-process."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    labels = [label for label in host.split(".")[:-1] if label not in _COMMON]
    site = host if host.replace(".", "").isdigit() else (labels[-1] if labels else host)
    last = next((part for part in reversed(parts.path.split("/")) if part), "")
    words = f"{site} {re.sub(r'[.][a-z]{2,5}$', '', unquote(last).lower())}".lower()
    plain = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60].strip("-") or "page"
    names = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in names if each not in taken)


def _entry(source: Source, tried: Tried[Proposal]) -> str:
    from monitor.config_writing import entry

    proposal = tried.reading
    above = [f"{proposal.title or 'a page without a title'}: {_TRIED}"]
    if not source.mechanisms and source.layout != "mechanism-table":
        above.append('No mechanism that the lookups know is named; add mechanism = "..." if it is about one.')
    if source.language is None and proposal.language:
        above.append(f'Its language is "{proposal.language}", as it says itself.')
    if not source.fields:
        above += ["What would be read:", *(f"  {_told(guess, len(source.mechanisms))}" for guess in proposal.guesses)]
    below = [(guess.name, [_told(guess, 1)]) for guess in proposal.guesses if guess.declared is not None]
    return entry(source, above, below)


def _told(guess: Guess, mechanisms: int) -> str:
    of = f" of {guess.mechanism}" if guess.mechanism and mechanisms != 1 else ""
    more = f" and {guess.number - len(guess.words)} more" if guess.number > len(guess.words) else ""
    return f"{guess.name.replace('_', ' ')}{of}, {guess.outcome}: {' | '.join(guess.words)}{more}"


def _value(tried: Tried[Proposal], source: Source, text: str, *, written: bool) -> Json:
    from monitor.declared import as_facts

    proposal = tried.reading
    return {
        "id": source.id,
        "url": source.url,
        "final_url": tried.answer.final_url,
        "title": proposal.title,
        "media_type": proposal.media_type,
        "layout": source.layout,
        "mechanisms": list(source.mechanisms),
        "language": proposal.language,
        "declared_language": proposal.says,
        "fields": [
            {
                "name": guess.name,
                "mechanism": guess.mechanism,
                "outcome": guess.outcome,
                "values": guess.number,
                "words": list(guess.words),
                "declared": as_facts(guess.declared) if guess.declared else None,
            }
            for guess in proposal.guesses
        ],
        "findings": [{"kind": one.kind, "field": one.field, "message": one.message} for one in proposal.findings],
        "toml": text,
        "written": written,
    }
