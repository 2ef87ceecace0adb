"""Where in a page a list stands, told by its first entry.

What a label takes in beyond it may be a menu, a ticker, a foot.
"""

from __future__ import annotations

import re

from monitor.extract.sections import Line

PLACE = re.compile(r":nth-[\w-]+\(\d+\)")


def elsewhere(line: Line, home: Line) -> bool:
    """The line stands in another part of the page than `home`; False in plain text and PDF, which have no parts."""
    one, other = _shape(line), _shape(home)
    return not (one.startswith(other) or other.startswith(one))


def _shape(line: Line) -> str:
    """The path of a line in its page without numbers: the same for all entries of a list."""
    return PLACE.sub("", line.locator) if " > " in line.locator else ""
