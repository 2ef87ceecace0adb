"""Where digests go, as the configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from monitor.model.compared import Importance
from monitor.model.watched import Network, Schedule

Form = Literal["text", "markdown", "html", "json"]
Tls = Literal["implicit", "starttls", "none"]
ChannelKind = Literal["smtp", "folder", "webhook", "stdout", "apprise"]
DigestLanguage = Literal["en", "fr"]
Order = Literal["mechanism", "importance"]  # by which a digest has its chapters
FORMS: tuple[Form, ...] = ("text", "markdown", "html", "json")


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is read when it is needed: the name of a variable of the environment, or a file. Never the secret
    itself.
    """

    place: str | Path


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server that takes mail from us (RFC 6409), and whom it is for."""

    host: str
    port: int
    tls: Tls
    sender: str
    to: tuple[str, ...]
    user: str | None = None
    password: Secret | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that gets a file for each digest, in each of the forms."""

    path: Path
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address to which each digest is posted as JSON. `secret`: for a signature of the body (HMAC-SHA256)."""

    url: str
    secret: Secret | None
    allow_addresses: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Standard output, which cron mails to whom the crontab belongs, and the journal of a daemon keeps."""


@dataclass(frozen=True, slots=True)
class Notified:
    """Services that Apprise knows; `urls` is where their addresses are, which hold passwords: one a line."""

    urls: Secret
    allow_addresses: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class Interest:
    """Which changes a channel is told; an empty tuple lets all pass. `importance` is the least that is told."""

    importance: Importance = "low"
    mechanisms: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to whoever reads digests.

    `schedule`: when a digest is put together; None: after each run. `empty`: also where nothing is to be told.
    `give_up`: seconds after which a digest that is never accepted is dead. `timeout`: seconds for an answer.
    """

    name: str
    to: Mail | Folder | Webhook | Printed | Notified
    interest: Interest = Interest()
    schedule: Schedule | None = None
    empty: bool = False
    give_up: float = 5 * 86400.0
    language: DigestLanguage = "en"
    by: Order = "mechanism"
    timeout: float = 60.0
