"""The `[[channel]]` tables: where digests go. From raw tables to channels and mistakes.

One channel's mistake is that channel's alone: it is left out, the others work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

from monitor.config_interest import interest
from monitor.config_interest import mistakes as interest_mistakes
from monitor.config_lines import Path
from monitor.config_schedules import schedule
from monitor.config_tables import ChannelTable, Mistake, checked
from monitor.config_values import kind_of
from monitor.model import Channel, Folder, Mail, Notified, Printed, Schedule, Secret, Webhook

PORTS = {"implicit": 465, "starttls": 587, "none": 25}
SHARED = {"name", "kind", "empty", "importance", "mechanisms", "countries", "kinds", "language", "by", "give_up"}
SHARED |= {"every", "cron", "at", "zone", "jitter"}
NEEDED: dict[str, tuple[str, ...]] = {
    "smtp": ("host", "sender", "to"),
    "folder": ("path",),
    "webhook": ("url",),
    "stdout": (),
    "apprise": ("urls",),
}
BESIDE: dict[str, tuple[str, ...]] = {
    "smtp": ("port", "tls", "user", "password", "timeout"),
    "folder": ("forms",),
    "webhook": ("secret", "allow_addresses", "timeout"),
    "stdout": (),
    "apprise": ("allow_addresses", "timeout"),
}
OURS = "stdout"  # the name under which `digest --since last` remembers what it told
EXAMPLES = {
    "host": 'host = "smtp.example.org"',
    "sender": 'sender = "monitor@example.org"',
    "to": 'to = ["desk@example.org"]',
    "path": 'path = "digests"',
    "url": 'url = "https://hooks.example.org/monitor"',
    "urls": 'urls = "env:MONITOR_APPRISE_URLS"',
}


def channels(raw: list[Any], file: FilePath, declared: Iterable[str] = ()) -> tuple[tuple[Channel, ...], list[Mistake]]:
    """The usable channels in the order of the file, and what is wrong with the others. `declared`: the fields that
    pages of layout `declared` have.
    """
    usable: list[Channel] = []
    mistakes: list[Mistake] = []
    for index, each in enumerate(raw):
        path = ("channel", index)
        table, found = checked(ChannelTable, each, path)
        if table is not None:
            when, wrong = schedule(table, Schedule(), path)
            found = [*found, *wrong, *_mistakes(table, path, [one.name for one in usable])]
            found += interest_mistakes(table, path, declared)
            if not found:
                usable.append(_channel(table, when, file.absolute().parent))
        mistakes += found
    return tuple(usable), mistakes


def _channel(table: ChannelTable, when: Schedule | None, folder: FilePath) -> Channel:
    return Channel(
        name=table.name,
        to=_to(table, folder),
        interest=interest(table),
        schedule=when,
        empty=table.empty,
        give_up=table.give_up,
        language=table.language,
        by=table.by,
        timeout=table.timeout,
    )


def _to(table: ChannelTable, folder: FilePath) -> Mail | Folder | Webhook | Printed | Notified:
    if table.kind == "smtp":
        return Mail(
            host=table.host or "",
            port=table.port or PORTS[table.tls],
            tls=table.tls,
            sender=table.sender or "",
            to=tuple(table.to),
            user=table.user,
            password=_secret(table.password, folder),
        )
    if table.kind == "folder":
        return Folder(folder / (table.path or ""), tuple(table.forms))
    if table.kind == "stdout":
        return Printed()
    if table.kind == "apprise":
        return Notified(_place(table.urls or ("env", ""), folder), tuple(table.allow_addresses))
    return Webhook(table.url or "", _secret(table.secret, folder), tuple(table.allow_addresses))


def _secret(place: tuple[str, str] | None, folder: FilePath) -> Secret | None:
    return None if place is None else _place(place, folder)


def _place(place: tuple[str, str], folder: FilePath) -> Secret:
    kind, name = place
    return Secret(name) if kind == "env" else Secret(folder / FilePath(name).expanduser())


def _mistakes(table: ChannelTable, path: Path, before: list[str]) -> Iterator[Mistake]:
    given = table.model_fields_set
    for key in NEEDED[table.kind]:
        if key not in given:
            message = f"must be given for a channel of kind {table.kind}"
            yield Mistake((*path, key), message, f"Write {EXAMPLES[key]}.")
    allowed = SHARED.union(NEEDED[table.kind], BESIDE[table.kind])
    for key in sorted(given - allowed):
        owner = next(kind for kind in NEEDED if key in (*NEEDED[kind], *BESIDE[kind]))
        yield Mistake((*path, key), f"belongs to channels of kind {owner}", "Remove the line.")
    if table.name == OURS:
        yield Mistake((*path, "name"), "is what `digest --since last` goes by", "Write another name.")
    if table.name in before:
        yield Mistake((*path, "name"), "another channel has this name", "Give this channel a name of its own.")
    if (table.user is None) != (table.password is None) and table.kind == "smtp":
        key = "password" if table.password is None else "user"
        yield Mistake((*path, key), "must be given beside the other of user and password", "Write both, or none.")


def tables(raw: dict[str, Any]) -> tuple[list[Any], list[Mistake]]:
    """The `[[channel]]` tables as they stand."""
    found = raw.get("channel", [])
    if isinstance(found, list):
        return found, []
    message = f"must be a list of tables, not {kind_of(found)}"
    return [], [Mistake(("channel",), message, "Write [[channel]], with two brackets.")]
