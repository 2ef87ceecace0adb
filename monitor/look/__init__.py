"""One look at one source: ask it, keep what came, read it, compare, record. Above all rooms; a run calls it.

In: a source and the `House` of the run. Out: `Looked`, or `PutAside` for what is read when the other sources were
looked at. Must not know: which sources are due, and in which order they are looked at.
"""

from monitor.look.adopting import Adopted, adopt, found_again
from monitor.look.asking import mistake
from monitor.look.learnt import brought_to_all
from monitor.look.looking import PutAside, look, read_again, settle
from monitor.look.reading import Desk, House, Looked
from monitor.look.trying import Tried, gate_for, try_out

__all__ = [
    "Adopted",
    "Desk",
    "House",
    "Looked",
    "PutAside",
    "Tried",
    "adopt",
    "brought_to_all",
    "found_again",
    "gate_for",
    "look",
    "mistake",
    "read_again",
    "settle",
    "try_out",
]
