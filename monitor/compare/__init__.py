"""What differs between what a source stated and what it states: pure functions from facts to typed changes.

In: the memory of a source and one extraction. Out: a Comparison (what opens, closes, is told, is held). It must not
know clocks, networks, databases, pages or markup.
"""

from monitor.compare.diff import accept, compare, correct
from monitor.compare.names import Names, english
from monitor.compare.spans import span
from monitor.compare.summary import described, summary
from monitor.compare.suppress import Case, Suppression, suppressed

__all__ = [
    "Case",
    "Names",
    "Suppression",
    "accept",
    "compare",
    "correct",
    "described",
    "english",
    "span",
    "summary",
    "suppressed",
]
