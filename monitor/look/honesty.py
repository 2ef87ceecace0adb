"""A server that says "not modified" to the validators of a page that states other things by now is not believed again.

Bytes that differ in a nonce alone are no lie: a weak ETag may stay the same over them (RFC 9110, 8.8.1).
"""

from __future__ import annotations

from monitor import history
from monitor.look.asking import Address, Asked, fetch
from monitor.look.reading import House
from monitor.model import Source, Validators


def to_be_tested(house: House, source: Source, asked: Asked) -> Validators | None:
    """The validators of the page that stood before this whole answer, when it is time to try them; call it before the
    answer is recorded. None when the page is not known by the very bytes that they came with.
    """
    good = history.last_good(house.book, source.id)
    if asked.conditional or asked.answer.shell is not None or good is None:
        return None
    if good.capture.sha256 == asked.answer.sha256:
        return None
    found = history.to_be_tested(house.book, source.id, asked.address.url, now=house.now())
    stands = found is not None and history.memory(house.book, source.id).capture == good.capture.id
    return found if stands else None


async def put_to_the_test(house: House, source: Source, address: Address, before: Validators) -> None:
    """Asks once more as if the page were known as it was before. Another answer than yes or no says nothing."""
    answer = await fetch(house, source, address, validators=before)
    if answer.verdict in (None, "not-modified") and answer.error is None:
        lied = answer.verdict == "not-modified"
        history.tested(house.book, source.id, lied=lied, now=house.now())
