"""Layouts of other distributions, read with: their reader is loaded, called and its answer checked here.

It runs where pages are read, in the worker process. Whatever goes wrong with it fails that capture alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from monitor.documents import wire
from monitor.errors import DocumentError
from monitor.extract.assemble import EXTRACTOR
from monitor.extract.forms import fault
from monitor.layouts import GROUP, TELL, Plugin, plugin_for
from monitor.lookups import version
from monitor.model import LAYOUTS, Document, Extraction, Layout

LONGEST = 600  # signs of what an error says


def extractor_of(layout: Layout) -> str:
    """The version of the code that reads a layout: with a plugin its distribution's too, so that what another version
    of it reads is a correction, never news.
    """
    plugin = None if layout in LAYOUTS else plugin_for(layout)
    return f"{EXTRACTOR}+{plugin.distribution}-{plugin.version}" if plugin else EXTRACTOR


def read_with_plugin(
    document: Document, layout: Layout, mechanisms: tuple[str, ...], language: str | None
) -> Extraction:
    """What the plugin for a layout makes of a document. DocumentError names its distribution when it makes nothing."""
    plugin = plugin_for(layout)
    if plugin is None:
        raise DocumentError(
            f"no installed distribution reads the layout {layout}",
            fix=f"install the one that has an entry point {layout} in the group {GROUP}, or name another layout",
        )
    try:
        answer = _loaded(plugin)(document, mechanisms, language)
    except (MemoryError, KeyboardInterrupt):
        raise  # of the whole process
    except BaseException as error:  # `sys.exit` too: the code is a stranger's, and what it raises is its failure alone
        raise _failed(plugin, f"failed: {type(error).__name__}: {error}") from error
    return replace(_checked(plugin, answer), layout=layout, extractor=extractor_of(layout), lookups=version())


@cache
def _loaded(plugin: Plugin) -> Callable[[Document, tuple[str, ...], str | None], object]:
    reader = plugin.point.load()
    if not callable(reader):
        raise TypeError(f"{plugin.point.value} is no function")
    return reader  # type: ignore[no-any-return]  # what it returns is checked


def _checked(plugin: Plugin, answer: object) -> Extraction:
    """The answer, where it is an extraction through and through; it is sent to another process next."""
    if not isinstance(answer, Extraction):
        raise _failed(plugin, f"returned {type(answer).__name__} and no Extraction")
    try:
        sent = wire.load(wire.dump(answer), Extraction)
    except (TypeError, ValueError, RecursionError) as error:
        raise _failed(plugin, f"returned an Extraction that is none: {error}") from error
    if wrong := fault(sent):
        raise _failed(plugin, f"returned an Extraction that is none: {wrong}")
    return sent  # type: ignore[no-any-return]  # `load` gives what it was asked for


def _failed(plugin: Plugin, what: str) -> DocumentError:
    what = what[:LONGEST].encode("utf-8", "backslashreplace").decode()  # an error's words are a stranger's too
    return DocumentError(f"the layout {plugin.layout} of {plugin} {what}", fix=TELL)
