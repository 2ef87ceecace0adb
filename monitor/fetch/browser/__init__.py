"""The browser: it runs the scripts of pages that say nothing without them.

In: a document that the gate has fetched, and what the gate decides for this page (`Visit`). Out: the page as it stands
after its scripts ran. A request of the page passes the checkpoint, and the relay that dials as the gate does.

It must not know: sources, verdicts of content, the archive. Playwright is imported with the first page to be rendered.
"""

from monitor.fetch.browser.browser import Browser
from monitor.fetch.browser.relay import Stream
from monitor.fetch.browser.rendering import rendered
from monitor.fetch.browser.visit import Visit

__all__ = ["Browser", "Stream", "Visit", "rendered"]
