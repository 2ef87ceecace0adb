"""Archived pages shown in the browser of whoever sits at this machine, until nobody looks any more."""

from __future__ import annotations

import signal
import sys
import webbrowser
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from monitor.cli import say

if TYPE_CHECKING:
    from monitor.web import Loopback

IDLE = 600.0  # seconds after which nobody looks any more


def serve(
    page: Loopback, paths: Sequence[str], tell: Callable[[list[str]], None], *, no_browser: bool, as_json: bool
) -> None:
    """Serves until Ctrl-C, SIGTERM, or until nobody looks any more.

    `paths`: what stands behind the address of the page (`before#monitor-quote`), one for each that is to be looked at;
    `tell` says where they are. On a terminal they are opened in the browser, unless there is to be none.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with page:
            addresses = [f"{page.url}{path}" for path in paths]
            tell(addresses)
            sys.stdout.flush()
            for address in addresses if sys.stdout.isatty() and not (no_browser or as_json) else ():
                webbrowser.open(address)
            page.wait(IDLE)
    except KeyboardInterrupt:  # that is how one says that one has seen enough
        if not as_json:
            say.line()
    finally:
        signal.signal(signal.SIGTERM, before)
