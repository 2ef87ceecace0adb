"""The one way out of the house.

In: a URL, the validators of the last good capture, the limits of `[fetch]`, and what an earlier run knew of the hosts.
Out: one `model.Answer` per fetch, good or not, with the verdict that the transport alone can give, and what a later run
should know of the hosts. Of a service that is no page: its `Reply`, as it came. Every request, redirect and robots.txt
passes `Gate`; no other room opens a connection (a test reads the code for it).

It must not know: the archive, the history, layouts, or what a page says. Whether a body is a block page or empty is
judged in documents/, where hostile markup is parsed.
"""

from monitor.fetch.address import refusal
from monitor.fetch.agent import agent
from monitor.fetch.circuit import rests
from monitor.fetch.decoding import decoded
from monitor.fetch.exchange import Reply
from monitor.fetch.gate import ACCEPT, Gate
from monitor.fetch.hosts import HostState
from monitor.fetch.retry import seconds_to_wait
from monitor.fetch.target import LONGEST_SHOWN, url_of
from monitor.fetch.verdict import ENDS_EARLY, whole_html

__all__ = [
    "ACCEPT",
    "ENDS_EARLY",
    "Gate",
    "HostState",
    "LONGEST_SHOWN",
    "Reply",
    "agent",
    "decoded",
    "refusal",
    "rests",
    "seconds_to_wait",
    "url_of",
    "whole_html",
]
