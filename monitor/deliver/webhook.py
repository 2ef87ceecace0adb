"""Digests as JSON, posted to an address that the operator named: through the gate, signed, known again when repeated.

The body is the digest's JSON. `Idempotency-Key` is the same in every try. `Webhook-Signature` is
`t=SECONDS,v1=HEX`: HMAC-SHA256 (RFC 2104) of `SECONDS.` and the body, by the secret; the receiver refuses old times.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from urllib.parse import urlsplit

from monitor import __version__
from monitor.config import Settings
from monitor.deliver.letter import Letter
from monitor.deliver.secrets import reveal, without
from monitor.errors import AddressRefused, DeadlinePassed, FetchError, NotDelivered, ProxyFailed
from monitor.fetch import LONGEST_SHOWN, Gate, agent, seconds_to_wait
from monitor.model import Webhook

TAKEN = range(200, 300)


async def post(letter: Letter, to: Webhook, gate: Gate, *, key: str, now: datetime) -> None:
    """Posts a digest. Raises NotDelivered where the answer is none of 200 to 299, or none came; with the `pause` that
    the answer asks for. Of the address only the host is told: its path may be a secret.
    """
    body = letter.json.encode("utf-8")
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
    if to.secret is not None:
        headers["Webhook-Signature"] = signature(reveal(to.secret), body, int(now.timestamp()))
    try:
        reply = await gate.post(to.url, body, headers=headers, allow_addresses=to.allow_addresses)
    except FetchError as error:
        raise NotDelivered(_hidden(error.message, to), fix=_fix(error)) from None  # its words name the address
    if reply.status not in TAKEN:
        pause = seconds_to_wait(reply.header("retry-after"), now)
        said = f"{place(to.url)} said {reply.status} {reply.reason}"
        raise NotDelivered(_hidden(said, to), pause=pause)


def _fix(error: FetchError) -> str:
    """How to mend it: the gate speaks to who watches pages."""
    if isinstance(error, DeadlinePassed):
        return "raise `timeout` of the channel if the server is that slow"
    if isinstance(error, AddressRefused):
        return "see `url`, and what `allow_addresses` of the channel opens"
    if isinstance(error, ProxyFailed):
        return "see `proxy` of [fetch], and whether it lets the channel through"
    return "see `url`, and whether the server is there"


def place(url: str) -> str:
    """An address without what may be a secret in it: the scheme and the host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"


def only_place(words: str, url: str) -> str:
    """What is told of an address, without what may be a secret in it; the gate repeats no more than its beginning."""
    return words.replace(url, place(url)).replace(url[:LONGEST_SHOWN], place(url))


def _hidden(words: str, to: Webhook) -> str:
    return without(only_place(words, to.url), reveal(to.secret) if to.secret else None)


def signature(secret: str, body: bytes, seconds: int) -> str:
    """The value of the header by which a receiver knows that the body is ours and when it was sent."""
    made = hmac.new(secret.encode("utf-8"), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={made.hexdigest()}"


def gate_of(settings: Settings, timeout: float) -> Gate:
    """The gate for one webhook: of `[fetch]` the limits, but none of the networks that are opened to sources."""
    fetch, name = settings.fetch, agent(__version__, settings.monitor.contact)
    return Gate(user_agent=name, timeout=timeout, max_bytes=fetch.max_bytes, pace=0.0, retries=0, proxy=fetch.proxy)
