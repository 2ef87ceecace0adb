"""Whether an address is the home page of its site: where a server that lost a page sends those who ask for it.

Pure: the address alone is looked at (RFC 3986), against the names of lookups/blockpages.toml.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from monitor.documents.clean import fold
from monitor.lookups import table

_ROUTE = re.compile(r"!?/")  # a fragment that begins so is a script's address: `#/members`, `#!/members`


class _Home(NamedTuple):
    """The table `home`, folded."""

    names: frozenset[str]
    languages: frozenset[str]
    folders: frozenset[str]
    endings: frozenset[str]
    parameters: frozenset[str]


def led_home(requested: str, final: str) -> bool:
    """Whether the request for a page ended at a home page, of the same site or of another one.

    False where a home page was asked for, in whatever language, and where nothing led away. An address that cannot be
    read is nobody's home.
    """
    return bool(requested) and _where(requested) != _where(final) and is_home(final) and not is_home(requested)


def is_home(url: str) -> bool:
    """Whether `url` names no page of its site: no path but a language and a word for home, no query that picks a page.

    >>> is_home("https://example.org/fr/accueil.html?utm_source=x"), is_home("https://example.org/?page_id=5")
    (True, False)
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    if not parts.netloc:
        return False
    route, _, asked = parts.fragment.partition("?")
    if _ROUTE.match(route) and not (_is_homes_path(route.removeprefix("!")) and _picks_nothing(asked)):
        return False
    return _is_homes_path(parts.path) and _picks_nothing(parts.query)


def _where(url: str) -> str:
    """An address without what is not sent."""
    return url.strip().partition("#")[0].rstrip("/").casefold()


@cache
def _home() -> _Home:
    home = table("blockpages")["home"]
    return _Home(*(frozenset(map(fold, home[field])) for field in _Home._fields))


def _is_homes_path(path: str) -> bool:
    """Whether a path is nothing, or folders that lead to a site's top and at last a word for home or a language."""
    home = _home()
    steps = _steps(path)
    if not steps:
        return True
    *folders, last = steps
    name, _, ending = last.rpartition(".")
    if name:  # a file
        if fold(ending) not in home.endings:
            return False
        last = name
    elif fold(last) in home.folders and not folders:
        return True
    if fold(last) not in home.names and (fold(last) not in home.languages):
        return False
    return all(fold(folder) in home.folders | home.languages | home.names for folder in folders)


def _steps(path: str) -> list[str]:
    """The folders and the file of a path, its dots resolved, without the parameters behind a semicolon."""
    steps: list[str] = []
    for step in path.split("/"):
        name = unquote(step.partition(";")[0]).strip()
        if name == "..":
            del steps[-1:]
        elif name not in ("", "."):
            steps.append(name)
    return steps


def _picks_nothing(query: str) -> bool:
    """Whether a query says nothing of which page is meant: languages, campaigns, sessions, where one came from."""
    home = _home()
    for name, value in parse_qsl(query, keep_blank_values=True):
        key = name.casefold()
        if fold(key) in home.parameters or key.startswith("utm_"):
            continue
        if value or fold(key) not in home.languages | home.names:
            return False
    return True
