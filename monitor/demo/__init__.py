"""The demonstration: dated editions of five sources, and the loopback site that serves them.

In: the files in `editions/`. Out: a site on 127.0.0.1 with the five sources' addresses, and the configuration that
watches it. The pages are made from facts, in words and markup of their own, and say so. This room must not know how
pages are fetched, read or compared: to the monitor the site is a site like any other.
"""

from monitor.demo.served import EDITIONS, Edition, Page, Watched, pages, watched
from monitor.demo.settings import write_config
from monitor.demo.site import Site

__all__ = ["EDITIONS", "Edition", "Page", "Site", "Watched", "pages", "watched", "write_config"]
