"""Digests on their way to people: put together, put out, and handed over until somebody takes them.

In: settings and a history that is open for writing. Out: rows of the outbox, and what channels are given. Must not
know: how changes are found. What a channel is given was escaped for it in digest/.
"""

from monitor.deliver.backoff import pause, waits
from monitor.deliver.compose import begins, compose, is_due, is_told, pending
from monitor.deliver.left_out import problems_and_suppressed
from monitor.deliver.letter import forms_kept, letter
from monitor.deliver.round import deliver
from monitor.deliver.secrets import unsaid
from monitor.deliver.sending import Sent, send_test, send_waiting
from monitor.deliver.webhook import only_place, place

__all__ = [
    "Sent",
    "problems_and_suppressed",
    "begins",
    "compose",
    "deliver",
    "forms_kept",
    "is_due",
    "is_told",
    "letter",
    "pause",
    "pending",
    "only_place",
    "place",
    "waits",
    "send_test",
    "send_waiting",
    "unsaid",
]
