"""A page of others that cannot lead away: refreshes, links of its head and frames are no longer what they are called.

A Content-Security-Policy with `sandbox` keeps scripts, forms and everything that is loaded from happening. It does not
cover all that a browser does beforehand: a refresh, which not every browser refuses in a sandbox, and connections that
are opened before anything is asked (`preconnect`, `dns-prefetch`; in Chromium also for a frame that the policy then
refuses).
"""

from __future__ import annotations

import re

# Names are changed wherever they stand as a name could: whoever looked for whole tags would have to read them as each
# browser does. Names hold no entities (HTML, 13.2.5.33), so that there is one way to write them.
_NAMES = (
    (re.compile(rb"http-equiv(?=[\t\n\f\r ]*=)", re.IGNORECASE), b"data-equiv"),
    (re.compile(rb"(?<=[\t\n\f\r /\"'])rel(?=[\t\n\f\r ]*=)", re.IGNORECASE), b"alt"),
    (re.compile(rb"(?<=<)(/?)iframe(?=[\t\n\f\r />])", re.IGNORECASE), rb"\1i-rame"),
    (re.compile(rb"(?<=<)frame(?=[\t\n\f\r />])", re.IGNORECASE), b"f-ame"),
)


def inert(page: bytes) -> bytes:
    """The page in as many bytes, in an encoding that has ASCII as it is."""
    for name, other in _NAMES:
        page = name.sub(other, page)
    return page
