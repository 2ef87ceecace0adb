"""From an answer to the page that a browser makes of it, wherever its scripts lead."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from monitor.errors import FetchError, Truncated
from monitor.fetch import verdict
from monitor.fetch.browser.browser import Browser
from monitor.fetch.browser.visit import Visit
from monitor.fetch.exchange import Reply
from monitor.fetch.target import host_of, target
from monitor.fetch.way import Way, is_public

MOST_LEADS = 5  # navigations by scripts
_LATER = 'it is looked at again; where it stays so, set `render` of the source to "never"'
_SITE = "only the site can mend it"
# What the server said of its own bytes: they are kept beside the page as its shell.
_OF_THE_SHELL = frozenset({"content-encoding", "content-length", "content-type", "etag", "last-modified"})
_MEDIA_TYPE = ("Content-Type", "text/html; charset=utf-8")


async def rendered(
    browser: Browser,
    visit: Visit,
    way: Way,
    reply: Reply,
    follow: Callable[[], Awaitable[Reply]],
    asked: str,
    expected: int | None = None,
) -> tuple[Reply, bytes | None]:
    """What `reply`, at the end of `way`, becomes when its scripts run, and the body as it came (the shell).

    `asked` is the URL at the beginning of the way, whose fragment the page's scripts see. What is no whole HTML page
    stays as it is, without a shell; `expected` is the length of the last accepted shell (see `verdict.of_reply`). A
    page whose data did not come bears the error `Truncated`. A navigation by a script is one more step of the way,
    which `follow` fetches. Raises FetchError, and BrowserError for a reason of ours.
    """
    leads = 0
    fragment = _fragment(asked)
    while verdict.is_page(reply):
        way.fenced = way.fenced or (reply.address is not None and is_public(reply.address))
        url = target(way.url, way.ports)
        async with browser.page(visit) as page, visit.hold(host_of(url)) as waited:
            visit.deadline.excuse(waited)
            seen = await page.show(way.url.strip().partition("#")[0] + fragment, reply, way.cookies)
            if isinstance(seen, bytes):
                if verdict.of_reply(reply, asked=False, expected=expected)[0] is not None:
                    return reply, None
                lack = Truncated(page.lack, fix=_LATER) if page.lack else None
                headers = tuple(pair for pair in reply.headers if pair[0].lower() not in _OF_THE_SHELL)
                received = reply.received + page.received
                shown = replace(reply, headers=(_MEDIA_TYPE, *headers), body=seen, received=received, error=lack)
                return shown, reply.body
            if leads == MOST_LEADS:
                raise FetchError("the page's scripts lead on from page to page without an end", fix=_SITE)
            cookies = await page.cookies()
        leads += 1
        fragment = _fragment(seen)
        way.step(url, reply, seen)
        way.cookies = cookies
        reply = await follow()
    return reply, None


def _fragment(url: str) -> str:
    """What scripts find in `location.hash`: a redirect without one of its own keeps it (RFC 9110, 10.2.2)."""
    _, mark, rest = url.strip().partition("#")
    return mark + rest
