"""Digests as JSON, posted to an address that the operator named: through the gate, signed, known again when repeated.

The body is the digest's JSON. `Idempotency-Key` is the same in every try. `Webhook-Signature` is
`t=SECONDS,v1=HEX`: HMAC-SHA256 (RFC 2104) of `SECONDS.` and the body, by the secret; the receiver refuses old times.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from monitor import __version__
from monitor.config import Settings
from monitor.deliver.letter import Letter
from monitor.deliver.secrets import reveal
from monitor.errors import FetchError, NotDelivered
from monitor.fetch import Gate, agent
from monitor.model import Webhook

TAKEN = range(200, 300)


async def post(letter: Letter, to: Webhook, gate: Gate, *, key: str, now: datetime) -> None:
    """Posts a digest. Raises NotDelivered where the answer is none of 200 to 299, or none came."""
    body = letter.json.encode("utf-8")
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
    if to.secret is not None:
        headers["Webhook-Signature"] = signature(reveal(to.secret), body, int(now.timestamp()))
    try:
        reply = await gate.post(to.url, body, headers=headers, allow_addresses=to.allow_addresses)
    except FetchError as error:
        raise NotDelivered(error.described, fix=error.fix) from error
    if reply.status not in TAKEN:
        raise NotDelivered(f"{to.url} said {reply.status} {reply.reason}".rstrip())


def signature(secret: str, body: bytes, seconds: int) -> str:
    """The value of the header by which a receiver knows that the body is ours and when it was sent."""
    made = hmac.new(secret.encode("utf-8"), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={made.hexdigest()}"


def gate_of(settings: Settings) -> Gate:
    """The gate for webhooks: the limits of `[fetch]`, but none of the networks that are opened to sources."""
    fetch = settings.fetch
    name = agent(__version__, settings.monitor.contact)
    return Gate(
        user_agent=name, timeout=fetch.timeout, max_bytes=fetch.max_bytes, pace=0.0, retries=0, proxy=fetch.proxy
    )
