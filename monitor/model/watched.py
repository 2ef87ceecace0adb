"""What is watched, as the configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from ipaddress import IPv4Network, IPv6Network
from typing import Literal

from monitor.crontab import Crontab
from monitor.declared import DeclaredField

Layout = str  # one of LAYOUTS, or the name of an entry point in the group `monitor.layouts`
Render = Literal["if-empty", "browser", "never"]  # when a browser runs a page's scripts before it is read
Network = IPv4Network | IPv6Network
LAYOUTS: tuple[Layout, ...] = ("mechanism-page", "mechanism-table", "ministry-page", "practice-page", "declared")
RENDERS: tuple[Render, ...] = ("if-empty", "browser", "never")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something comes round: by the time that passes (`every`, seconds) or by what a clock in `zone` shows.

    One of `every`, `cron` and `at` is given. `jitter`: seconds by which each time is delayed at most.
    """

    every: float | None = None
    cron: Crontab | None = None
    at: tuple[time, ...] = ()
    zone: str = "UTC"  # a name of the IANA time zone database
    jitter: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """One URL that is watched."""

    id: str
    url: str
    layout: Layout
    mechanisms: tuple[str, ...] = ()
    language: str | None = None
    schedule: Schedule | None = None  # None = that of [monitor]
    enabled: bool = True
    follow: str | None = None  # text of the link on `url` that leads to the document itself
    family: str | None = None  # id of the source of which this one is another language version
    rank: int = 5  # 1 to 9: whom `now` picks first where sources state different things
    was: str | None = None  # the id before a rename
    render: Render = "if-empty"
    allow_addresses: tuple[Network, ...] = ()  # networks that are opened for it, though they are not public
    fields: tuple[DeclaredField, ...] = ()  # of layout `declared`
