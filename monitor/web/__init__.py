"""The web room: pages over the history and the archive, for the people at this machine alone.

In: a capture and what the archive keeps of it, and words to mark in it. Out: a page on loopback, under a path that
nobody can guess, that runs nothing and asks nobody for anything. It stands above all rooms but the command line. It
must not know: how the source is asked, and how anything is printed.
"""

from monitor.web.loopback import Loopback
from monitor.web.marked import Marked, marked
from monitor.web.version import Version, version_in_html, version_of

__all__ = ["Loopback", "Marked", "Version", "marked", "version_in_html", "version_of"]
