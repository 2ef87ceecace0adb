"""What a source answers: its own address, or the one that the link leads to which it follows; as it comes, or after a
browser ran its scripts.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import timedelta

from monitor import history
from monitor.errors import BrowserError, DocumentError, MonitorError
from monitor.extract import choose, read_links
from monitor.fetch import ENDS_EARLY, whole_html
from monitor.history import LastGood
from monitor.look.reading import READING, House, received
from monitor.model import Answer, ContentVerdict, Decision, Finding, Source, Validators

_log = logging.getLogger(__name__)
SHORT_LOOKS, SHORT_FOR = 3, timedelta(hours=48)  # then a page that ends too early is what the page is now
SCRIPTED = re.compile(rb"<script\b|\bonload\s*=|\bhttp-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
MAY_NEED_ONE = "the page says nothing before its scripts run and may need a browser, and none can be used"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a source's document is: `found_on` is the answer whose page named it, without its body."""

    url: str
    found_on: Answer | None = None
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, and whether it was asked for with validators.

    `wall`: the verdict of the page with the link, when it leads nowhere: a wall, or the link is not on it. That says
    nothing of the document itself, which is therefore not told as gone.
    """

    answer: Answer
    address: Address
    conditional: bool = False
    wall: ContentVerdict | None = None


async def ask(house: House, source: Source) -> Asked:
    """What a source answers. BrowserError when it needs a browser and none can be used."""
    address = Address(source.url)
    if source.follow is not None:
        found = await _followed(house, source, source.follow)
        if isinstance(found, Asked):
            return found
        address = found
    render = _is_rendered(house, source)
    known = None if render else history.validators(house.book, source.id, address.url, now=house.now())
    answer = await fetch(house, source, address, validators=known, render=render)
    return Asked(answer, address, known is not None)


async def fetch(
    house: House, source: Source, address: Address, *, validators: Validators | None = None, render: bool = False
) -> Answer:
    """What an address of a source answers."""
    answer = await house.gate.fetch(
        address.url,
        source=source.id,
        validators=validators,
        found_on=address.found_on,
        expected_length=_expected_length(house, source, address.url),
        render=render,
        allow_addresses=source.allow_addresses,
    )
    return await _or_a_wall(house, answer)


async def rendered(house: House, source: Source, address: Address, body: bytes) -> Answer | str | None:
    """An empty page once more, after its scripts ran; in words why there is none; None when a browser cannot help."""
    if source.render != "if-empty" or not SCRIPTED.search(body):
        return None
    if lacking := house.gate.no_browser:
        return f"{MAY_NEED_ONE} (see `render` in docs/configuration.md): {told(lacking)}"
    try:
        answer = await fetch(house, source, address, render=True)
    except BrowserError as error:
        return told(error)
    if answer.verdict is not None or answer.error is not None:
        return answer.error or f"in a browser it ended in {answer.verdict}"
    return answer if answer.shell is not None else None  # what is no HTML has no scripts that run


def told(error: MonitorError) -> str:
    """An error in words, with how to mend it."""
    return f"{error}; {error.fix}" if error.fix else str(error)


def mistake(source: str, error: Exception) -> str:
    """What no error of ours tells of, in words; the log has where it happened."""
    _log.error("the look at %s ended in a mistake of the monitor", source, exc_info=error)
    words = f"a mistake of the monitor: {type(error).__name__}: {error}"
    return words.encode("utf-8", "backslashreplace").decode()


async def _followed(house: House, source: Source, words: str) -> Address | Asked:
    """Where the link leads, or the page that should bear it when that leads nowhere."""
    here = Address(source.url)
    page = await fetch(house, source, here, render=source.render == "browser")
    if page.verdict is not None:
        return Asked(page, here)
    found = await house.worker.acall(read_links, received(page), timeout=READING)
    if page.error is not None:  # a wall by its status: no link on it is the page's
        return Asked(page, here, wall=found.verdict or "blocked")
    why_not = ""
    if found.verdict == "empty":
        again = await rendered(house, source, here, page.body)
        if isinstance(again, Answer):
            page = again
            found = await house.worker.acall(read_links, received(page), timeout=READING)
        elif again is not None:
            why_not = f"; {again}"
    followed = choose(found.links, words)
    if followed.link is None:
        error = f"the page has no link “{words}”; mend `follow` if it is worded otherwise now{why_not}"
        return Asked(replace(page, error=error), here, wall=found.verdict or "soft-404")
    url = followed.link.url
    if url != history.follows(house.book, source.id):  # the page that says so is kept as its evidence
        now, place = house.now(), house.archive.append(source.id, page, role="overview")
        facts = {"url": url, "place": [place.segment, place.offset, place.length]}
        decided = house.archive.decide(source.id, Decision("followed", now, facts))
        history.record_followed(house.book, source.id, url, place, now=now, decided=decided)
    return Address(url, replace(page, body=b"", shell=None), followed.findings)


async def _or_a_wall(house: House, answer: Answer) -> Answer:
    """An answer too short for the page that is watched: what is a wall or a notice as far as it goes is that, and an
    empty scrap that begins otherwise than any page does that could be cut is empty (see `whole_html`).
    """
    if answer.verdict != "truncated" or not answer.body or answer.body.startswith(b"%PDF-"):
        return answer
    try:
        found = (await house.worker.acall(read_links, received(answer), timeout=READING)).verdict
    except DocumentError:
        return answer
    scrap = found == "empty" and whole_html(answer.body + b"</html>") is None
    return replace(answer, verdict=None, error=None) if scrap or found in ("blocked", "soft-404") else answer


def _is_rendered(house: House, source: Source) -> bool:
    """Whether a browser is used at once: where that is configured, or where it was needed the last time."""
    if source.render != "if-empty":
        return source.render == "browser"
    good, last = history.last_good(house.book, source.id), history.last_capture(house.book, source.id)
    needed = (good is not None and good.capture.rendered) or (last is not None and last[0].rendered)
    return needed and house.gate.no_browser is None


def _expected_length(house: House, source: Source, url: str) -> int | None:
    """How long the page was when it was last whole; None when it is shorter for so long that this is how it is."""
    good: LastGood | None = history.last_good(house.book, source.id)
    if good is None or good.capture.requested_url != url:
        return None
    short = history.truncated_for(house.book, source.id, ENDS_EARLY)
    if short is not None and short[0] >= SHORT_LOOKS and house.now() - short[1] >= SHORT_FOR:
        return None
    return good.html_length
