"""The upkeep room: the archive and the history held against each other, and either of them made whole again.

In: settings, or a `Desk` that `at_the_desk` opened. It stands above all rooms but the command line, as `run` does; what
a single capture means is decided in `look`, here as in a run. It must not know: how anything is printed.
"""

from monitor.upkeep.desk import at_the_desk
from monitor.upkeep.rebuild import Rebuilt, rebuild
from monitor.upkeep.restate import Restated, arestate, restate

__all__ = ["Rebuilt", "Restated", "arestate", "at_the_desk", "rebuild", "restate"]
