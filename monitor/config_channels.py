"""The `[[channel]]` tables: where digests go. From raw tables to channels and mistakes.

One channel's mistake is that channel's alone: it is left out, the others work.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from monitor.config_lines import Path
from monitor.config_schedules import schedule
from monitor.config_tables import ChannelTable, Mistake, checked, unknown
from monitor.config_values import kind_of
from monitor.lookups import countries, mechanisms
from monitor.model import Channel, Folder, Interest, Mail, Schedule, Secret, Webhook

PORTS = {"implicit": 465, "starttls": 587, "none": 25}
SHARED = {"name", "kind", "empty", "importance", "mechanisms", "countries", "kinds", "language", "give_up"}
SHARED |= {"every", "cron", "at", "zone", "jitter"}
NEEDED = {"smtp": ("host", "sender", "to"), "folder": ("path",), "webhook": ("url",)}
BESIDE = {
    "smtp": ("port", "tls", "user", "password", "timeout"),
    "folder": ("forms",),
    "webhook": ("secret", "allow_addresses", "timeout"),
}
EXAMPLES = {
    "host": 'host = "smtp.example.org"',
    "sender": 'sender = "monitor@example.org"',
    "to": 'to = ["desk@example.org"]',
    "path": 'path = "digests"',
    "url": 'url = "https://hooks.example.org/monitor"',
}


def channels(raw: list[Any], file: FilePath) -> tuple[tuple[Channel, ...], list[Mistake]]:
    """The usable channels in the order of the file, and what is wrong with the others."""
    usable: list[Channel] = []
    mistakes: list[Mistake] = []
    for index, each in enumerate(raw):
        path = ("channel", index)
        table, found = checked(ChannelTable, each, path)
        if table is not None:
            when, wrong = schedule(table, Schedule(), path)
            found = [*found, *wrong, *_mistakes(table, path, [one.name for one in usable])]
            if not found:
                usable.append(_channel(table, when, file.absolute().parent))
        mistakes += found
    return tuple(usable), mistakes


def _channel(table: ChannelTable, when: Schedule | None, folder: FilePath) -> Channel:
    return Channel(
        name=table.name,
        to=_to(table, folder),
        interest=Interest(
            table.importance,
            tuple(table.mechanisms),
            tuple(code for word in table.countries for code in _codes(word)),
            tuple(table.kinds),
        ),
        schedule=when,
        empty=table.empty,
        give_up=table.give_up,
        language=table.language,
        timeout=table.timeout,
    )


def _to(table: ChannelTable, folder: FilePath) -> Mail | Folder | Webhook:
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
    return Webhook(table.url or "", _secret(table.secret, folder), tuple(table.allow_addresses))


def _secret(place: tuple[str, str] | None, folder: FilePath) -> Secret | None:
    if place is None:
        return None
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
    if table.name in before:
        yield Mistake((*path, "name"), f'the name "{table.name}" is taken', "Give this channel a name of its own.")
    if (table.user is None) != (table.password is None) and table.kind == "smtp":
        key = "password" if table.password is None else "user"
        yield Mistake((*path, key), "must be given beside the other of user and password", "Write both, or none.")
    known = [each.id for each in mechanisms.all()]
    for place, name in enumerate(table.mechanisms):
        if name not in known:
            yield Mistake((*path, "mechanisms", place), f'there is no mechanism "{name}"', unknown(name, known))
    for place, name in enumerate(table.countries):
        if not _codes(name):
            fix = 'Write its code or its name: "TN", "Tunisia".'
            yield Mistake((*path, "countries", place), f'there is no country "{name}"', fix)


def _codes(word: str) -> tuple[str, ...]:
    """The code of a country that is named, or given by its code."""
    if word.upper() in countries.country_codes():
        return (word.upper(),)
    found = countries.names().exact(word)
    return (found.code,) if found and found.code else ()


def tables(raw: dict[str, Any]) -> tuple[list[Any], list[Mistake]]:
    """The `[[channel]]` tables as they stand."""
    found = raw.get("channel", [])
    if isinstance(found, list):
        return found, []
    message = f"must be a list of tables, not {kind_of(found)}"
    return [], [Mistake(("channel",), message, "Write [[channel]], with two brackets.")]
