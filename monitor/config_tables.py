"""The tables of config.toml as pydantic models, and pydantic's errors as sentences.

From what tomllib gave to checked tables, and to mistakes with their place and their fix. Knows no file and no lines.
Heavy (pydantic): import it only where a configuration is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, ValidationError

from monitor import config_times as times
from monitor import config_values as form
from monitor import config_ways as ways
from monitor import model
from monitor.config_lines import Path
from monitor.crontab import Crontab
from monitor.declared import Count, FieldType
from monitor.model import ChannelKind, DigestLanguage, Form, Importance, Layout, Order, Render, Tls

Text = Annotated[str, PlainValidator(form.text)]
FilePath = Annotated[str, PlainValidator(form.file_path)]
Id = Annotated[str, PlainValidator(form.identifier)]
# TOML has no null: None stands for a key that is not there, and no validator sees it. `Text | None` would be a union to
# pydantic, whose errors name the union's members in their place.
OptionalText = Annotated[str | None, PlainValidator(form.text)]
OptionalWords = Annotated[str | None, PlainValidator(form.words)]
OptionalId = Annotated[str | None, PlainValidator(form.identifier)]
Duration = Annotated[float, PlainValidator(form.seconds)]
PositiveDuration = Annotated[float, PlainValidator(form.seconds_above_zero)]
OptionalDuration = Annotated[float | None, PlainValidator(form.seconds_above_zero)]
Network = Annotated[model.Network, PlainValidator(form.network)]


class Table(BaseModel):
    """A table that holds the keys named here and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Scheduled(Table):
    """The keys that say when something comes round; one of `every`, `cron` and `at` at most."""

    every: OptionalDuration = None
    cron: Annotated[Crontab | None, PlainValidator(times.cron)] = None
    at: Annotated[tuple[time, ...], PlainValidator(times.times_of_day)] = ()
    zone: Annotated[str | None, PlainValidator(times.zone)] = None
    jitter: Annotated[float | None, PlainValidator(form.seconds)] = None


class MonitorTable(Scheduled):
    """`[monitor]`: where things are kept, who runs the monitor, how often it looks."""

    history: FilePath = "history.db"
    snapshots: FilePath = "snapshots"
    contact: Annotated[str | None, PlainValidator(form.contact)] = None
    every: OptionalDuration = 12 * form.HOUR


class FetchTable(Table):
    """`[fetch]`: the manners and limits of every request."""

    timeout: PositiveDuration = 30.0
    max_bytes: Annotated[int, PlainValidator(form.byte_count)] = 16 * 2**20
    pace: Duration = 5.0
    allow_addresses: Annotated[list[Network], BeforeValidator(form.in_list)] = []
    proxy: Annotated[str | None, PlainValidator(form.proxy)] = None
    browser: Annotated[str | None, PlainValidator(form.program)] = None


class ArchiveTable(Table):
    """`[archive]`: how versions are kept."""

    rotate_at: Annotated[int, PlainValidator(form.byte_count)] = 256 * 2**20
    keep_not_modified: Annotated[bool, PlainValidator(form.truth)] = False
    thin_after: Annotated[float | None, PlainValidator(form.seconds_or_never)] = None


class WatchTable(Table):
    """`[watch]`: how the daemon goes about it."""

    drain: Duration = 30.0
    adaptive: Annotated[bool, PlainValidator(form.truth)] = False
    least: PositiveDuration = form.HOUR
    most: PositiveDuration = 7 * form.DAY
    stuck_after: PositiveDuration = form.HOUR
    listen: Annotated[tuple[str, int] | None, PlainValidator(ways.listen)] = None
    alive: Annotated[str | None, PlainValidator(ways.address_or_none)] = None


class SourceTable(Scheduled):
    """One `[[source]]`: a URL that is watched."""

    id: Id
    url: Annotated[str, PlainValidator(form.web_address)]
    layout: Annotated[Layout, PlainValidator(form.layout)]
    mechanism: OptionalText = None
    mechanisms: Annotated[list[Text], BeforeValidator(form.in_list)] = []
    language: Annotated[str | None, PlainValidator(form.language)] = None
    enabled: Annotated[bool, PlainValidator(form.truth)] = True
    follow: OptionalText = None
    family: OptionalId = None
    rank: Annotated[int, PlainValidator(form.rank)] = 5
    was: OptionalId = None
    render: Annotated[Render, PlainValidator(form.render)] = "if-empty"
    allow_addresses: Annotated[list[Network], BeforeValidator(form.in_list)] = []
    fields: Annotated[dict[str, Any], PlainValidator(form.in_table)] = {}


class FieldTable(Table):
    """One field of `[source.fields]`, on a page of layout `declared`."""

    type: Annotated[FieldType, PlainValidator(form.field_type)]
    label: OptionalWords = None
    css: Annotated[str | None, PlainValidator(form.selector)] = None
    column: OptionalWords = None
    count: Annotated[Count, PlainValidator(form.count)] = "one"
    key: OptionalText = None


class ChannelTable(Scheduled):
    """One `[[channel]]`: a way to whoever reads digests. Which keys go with which kind is in config_channels.py."""

    name: Id
    kind: Annotated[ChannelKind, PlainValidator(ways.kind)]
    empty: Annotated[bool, PlainValidator(form.truth)] = False
    importance: Annotated[Importance, PlainValidator(ways.importance)] = "low"
    mechanisms: Annotated[list[Text], BeforeValidator(form.in_list)] = []
    countries: Annotated[list[Text], BeforeValidator(form.in_list)] = []
    kinds: Annotated[list[Text], BeforeValidator(form.in_list)] = []
    language: Annotated[DigestLanguage, PlainValidator(ways.digest_language)] = "en"
    by: Annotated[Order, PlainValidator(ways.order)] = "mechanism"
    give_up: PositiveDuration = 5 * form.DAY
    timeout: PositiveDuration = 60.0
    host: OptionalText = None
    port: Annotated[int | None, PlainValidator(ways.port)] = None
    tls: Annotated[Tls, PlainValidator(ways.tls)] = "starttls"
    sender: Annotated[str | None, PlainValidator(ways.mailbox)] = None
    to: Annotated[list[Annotated[str, PlainValidator(ways.mailbox)]], BeforeValidator(ways.entries)] = []
    user: OptionalText = None
    password: Annotated[tuple[str, str] | None, PlainValidator(ways.secret)] = None
    path: Annotated[str | None, PlainValidator(form.file_path)] = None
    forms: Annotated[list[Annotated[Form, PlainValidator(ways.form)]], BeforeValidator(ways.entries)] = ["markdown"]
    url: Annotated[str | None, PlainValidator(form.web_address)] = None
    secret: Annotated[tuple[str, str] | None, PlainValidator(ways.secret)] = None
    urls: Annotated[tuple[str, str] | None, PlainValidator(ways.secret)] = None
    allow_addresses: Annotated[list[Network], BeforeValidator(form.in_list)] = []


TABLES: dict[str, type[Table]] = {
    "[monitor]": MonitorTable,
    "[fetch]": FetchTable,
    "[archive]": ArchiveTable,
    "[watch]": WatchTable,
    "[[channel]]": ChannelTable,
    "[[source]]": SourceTable,
    "[source.fields]": FieldTable,
}
# Keys whose values no message repeats: every digest lists the mistakes of channels, and the readers of one learn what
# is said of another. The others are addresses that may hold a password, and messages about them reach logs.
UNSAID: dict[type[Table], frozenset[str]] = {
    ChannelTable: frozenset(ChannelTable.model_fields),
    WatchTable: frozenset({"alive"}),
    FetchTable: frozenset({"proxy"}),
}
EXAMPLES = {
    "id": 'id = "iom-budapest-process"',
    "url": 'url = "https://www.iom.int/budapest-process"',
    "layout": 'layout = "mechanism-page"',
    "type": 'type = "text"',
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place of the file, and what to write instead. The path counts from 0, as one would index."""

    path: Path
    message: str
    fix: str


AnyTable = TypeVar("AnyTable", bound=Table)


def checked(model: type[AnyTable], raw: Any, path: Path) -> tuple[AnyTable | None, list[Mistake]]:
    """A table of the file, or None and all that is wrong with it."""
    if not isinstance(raw, dict):
        message = f"must be a table, not {form.kind_of(raw)}"
        return None, [Mistake(path, message, f"Write {_heading(model)} on a line of its own and the keys below it.")]
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        return None, list(_in_words(error, model, path))


def unknown(key: str, known: list[str]) -> str:
    """The fix for a name that does not exist."""
    near = form.closest(key, known)
    if near:
        return f'Did you mean "{near}"?'
    return f"Remove it; there are: {', '.join(known)}." if known else "Remove it."


def not_a_table(key: str, value: Any, known: list[str]) -> Mistake:
    """What to say of a name at the top of the file that is none of the `known` tables."""
    if isinstance(value, dict | list):
        return Mistake((key,), "there is no such table", unknown(key, known))
    return Mistake((key,), "stands outside every table", _unknown_key(key, known))


def _in_words(error: ValidationError, model: type[Table], path: Path) -> Iterator[Mistake]:
    for each in error.errors(include_url=False):
        place, key = (*path, *each["loc"]), str(each["loc"][-1])
        match each["type"]:
            case "missing":
                yield Mistake(path, f'"{key}" is missing', f"Add a line such as {EXAMPLES[key]}.")
            case "extra_forbidden":
                fix = _unknown_key(key, list(model.model_fields))
                yield Mistake(place, f"there is no such key in {_heading(model)}", fix)
            case _:
                said, fix = ("unsaid", "unsaid_fix") if each["loc"][0] in UNSAID.get(model, ()) else ("message", "fix")
                yield Mistake(place, each["ctx"][said], each["ctx"][fix])


def _unknown_key(key: str, known: list[str]) -> str:
    """The fix for a key where none such is known: where it belongs, or what was meant."""
    elsewhere = [heading for heading, table in TABLES.items() if key in table.model_fields]
    return f"Move the line to {elsewhere[0]}." if elsewhere else unknown(key, known)


def _heading(model: type[Table]) -> str:
    return next(heading for heading, table in TABLES.items() if table is model)
