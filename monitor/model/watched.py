"""What is watched, as the configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Literal

from monitor.declared import DeclaredField

Layout = str  # one of LAYOUTS, or the name of an entry point in the group `monitor.layouts`
Render = Literal["if-empty", "browser", "never"]  # when a browser runs a page's scripts before it is read
Network = IPv4Network | IPv6Network
LAYOUTS: tuple[Layout, ...] = ("mechanism-page", "mechanism-table", "ministry-page", "practice-page", "declared")
RENDERS: tuple[Render, ...] = ("if-empty", "browser", "never")


@dataclass(frozen=True, slots=True)
class Source:
    """One URL that is watched."""

    id: str
    url: str
    layout: Layout
    mechanisms: tuple[str, ...] = ()
    language: str | None = None
    every: float | None = None  # seconds; None = the [monitor] default
    enabled: bool = True
    follow: str | None = None  # text of the link on `url` that leads to the document itself
    family: str | None = None  # id of the source of which this one is another language version
    rank: int = 5  # 1 to 9: whom `now` picks first where sources state different things
    was: str | None = None  # the id before a rename
    render: Render = "if-empty"
    allow_addresses: tuple[Network, ...] = ()  # networks that are opened for it, though they are not public
    fields: tuple[DeclaredField, ...] = ()  # of layout `declared`
