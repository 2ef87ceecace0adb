"""Digests on their way to people: put together, put out, and handed over until somebody takes them.

In: settings and a history that is open for writing. Out: rows of the outbox, and what channels are given. Must not
know: how changes are found. What a channel is given was escaped for it in digest/.
"""

from monitor.deliver.compose import compose, pending
from monitor.deliver.sending import Sent, send_all

__all__ = ["Sent", "compose", "pending", "send_all"]
