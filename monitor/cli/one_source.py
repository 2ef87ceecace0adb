"""What is known of one source: how it fares, the addresses it had, and whether its host is left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor.cli import say
from monitor.cli.held import as_value as held_value
from monitor.cli.held import sentence
from monitor.cli.opening import reading, settings, source_named
from monitor.declared import as_facts
from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from monitor.history import FindingRecord, HeldRecord, SourceAddress, SourceHealth
    from monitor.model import Json, Source


def as_value(source: Source, health: SourceHealth | None, held: Sequence[HeldRecord] = ()) -> Json:
    """A source, how it fares and what is held of it, in the form that programs rely on."""
    return {
        "id": source.id,
        "url": source.url,
        "layout": source.layout,
        "mechanisms": list(source.mechanisms),
        "language": source.language,
        "enabled": source.enabled,
        "render": source.render,
        "fields": [as_facts(field) for field in source.fields],
        "last_check": _iso(health.last_check) if health else None,
        "verdict": health.last_verdict if health else None,
        "error": health.last_error if health else None,
        "last_success": _iso(health.last_success) if health else None,
        "failing_since": _iso(health.failing_since) if health else None,
        "outcome": health.outcome if health else None,
        "captures": health.captures if health else 0,
        "held": list(map(held_value, held)),
    }


def tell(name: str, *, only_check: bool, as_json: bool) -> None:
    """Print one source of the configuration. UsageError for a name that is none."""
    if only_check:
        raise UsageError("--check looks at the whole configuration", fix="leave out the source")
    configured = settings()
    found = source_named(configured, name)
    health: SourceHealth | None = None
    addresses: tuple[SourceAddress, ...] = ()
    rest: datetime | None = None
    held: tuple[HeldRecord, ...] = ()
    over: FindingRecord | None = None
    if configured.monitor.history.exists():
        with reading(configured) as history:
            health, addresses, rest, held = _known(history, found)
            over = _over(history, found)
    if as_json:
        known = {**as_value(found, health, held), "addresses": list(map(_address, addresses))}
        say.as_json({**known, "left_alone_until": _iso(rest), "last_trouble": _trouble(over) if over else None})
        return
    say.line(say.Styled(found.id, bold=True), "" if found.enabled else "  (disabled)")
    rows = [("layout", found.layout), ("mechanisms", ", ".join(found.mechanisms) or "-"), ("render", found.render)]
    if health is not None and health.last_check is not None:
        rows += [("last check", _minute(health.last_check)), ("verdict", health.last_verdict or "-")]
        rows += [("trouble", health.last_error)] if health.last_error else []
        rows += [("was failing", _was(over))] if over else []
        rows += [("last success", _minute(health.last_success)), ("captures", str(health.captures))]
    if rest is not None:
        rows.append(("left alone", f"until {_minute(rest)}, since its host failed often or asked for it"))
    rows += [("held" if one.waits else "rejected", sentence(one).removeprefix(f"{found.id}: ")) for one in held]
    for label, value in rows:
        say.line(f"  {label:<13} {value}")
    if not addresses:
        say.line(f"  {'address':<13} {found.url}")
    for each in addresses:
        until = f"until {_minute(each.until)}" if each.until else ""
        say.line(f"  {_LABELS[each.kind]:<13} {each.url}")
        say.line(f"  {'':<13} since {_minute(each.since)} {until}".rstrip())


_LABELS = {"configured": "address", "followed": "leads to"}


def _known(
    history: Database, source: Source
) -> tuple[SourceHealth | None, tuple[SourceAddress, ...], datetime | None, tuple[HeldRecord, ...]]:
    from monitor.fetch import rests
    from monitor.history import addresses, held, hosts, source_health

    health = next((one for one in source_health(history) if one.source == source.id), None)
    parts = urlsplit(source.url)
    here = (host for host in hosts(history) if host.origin == f"{parts.scheme}://{parts.netloc}".lower())
    until = next((rests(host, datetime.now(UTC)) for host in here), None)
    return health, addresses(history, source.id) if health else (), until, held(history, source=source.id)


def _over(history: Database, source: Source) -> FindingRecord | None:
    """The last trouble of a source that is over."""
    from monitor.history import findings

    troubles = findings(history, source=source.id, kind="source-failing")
    return next((one for one in reversed(troubles) if one.closed_at), None)


def _was(over: FindingRecord) -> str:
    return f"{_minute(over.opened_at)} to {_minute(over.closed_at)}: {over.message}"


def _trouble(over: FindingRecord) -> Json:
    return {"since": _iso(over.opened_at), "until": _iso(over.closed_at), "error": over.message}


def _address(address: SourceAddress) -> Json:
    return {"url": address.url, "kind": address.kind, "since": _iso(address.since), "until": _iso(address.until)}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "-"
