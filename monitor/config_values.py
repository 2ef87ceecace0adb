"""The forms of single values in config.toml: durations, sizes, addresses, ids. From what TOML gave to typed values.

Each reader takes the raw value and returns the typed one, or raises `mistake(message, fix)`, which pydantic collects
with the place. The message completes a sentence that begins with the file, line and key. What it repeats of the value
is given apart: of some keys it is told to nobody. Heavy (pydantic): import it only where a configuration is read.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, get_args
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from monitor.declared import Count, FieldType
from monitor.layouts import plugins
from monitor.model import LAYOUTS, RENDERS, Layout, Network, Render

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
_SECONDS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("min", "minute", "minutes"), MINUTE),
    **dict.fromkeys(("h", "hour", "hours"), HOUR),
    **dict.fromkeys(("d", "day", "days"), DAY),
    **dict.fromkeys(("week", "weeks"), 7 * DAY),
}
_LONGEST = 3652 * DAY  # far beyond it a time from now has no date any more
_BYTES = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_AMOUNT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,12})?)\s*([A-Za-z]+)")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")  # design.md: ids of sources are names of folders
_BEFORE_AT = re.compile(r"^.*@")
_MAIL = re.compile(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+\.[^\s@<>()\",;:]+")
_LONGEST_SELECTOR = 200
_LONGEST_LABEL = 200
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOMENTARY = re.compile(r":(?:hover|active|focus(?:-within|-visible)?|visited|target(?:-within)?)\b")
_FAR = re.compile(r":nth[a-z-]*\([^)]*\d{6}")
_SLOW = re.compile(r":has\s*\(|\bof\b")
HIDDEN = "***"  # in the place of what is not repeated
Choice = TypeVar("Choice", bound=str)
_KINDS = {bool: "true or false", str: "text", int: "a number", float: "a number", list: "a list", dict: "a table"}


def mistake(message: str, fix: str, **said: object) -> PydanticCustomError:
    """A mistake to raise. `said`: what it repeats of the value, for the names in braces; whatever comes from the value
    stands there and nowhere else. The words are in its context, so that no brace in them is taken for a template.
    """
    hidden = dict.fromkeys(said, HIDDEN)
    context = {"message": message.format(**said), "fix": fix.format(**said)}
    context |= {"unsaid": message.format(**hidden), "unsaid_fix": fix.format(**hidden)}
    return PydanticCustomError("mistake", "{message}", context)


def kind_of(value: Any) -> str:
    """What a TOML value is, in words."""
    return _KINDS.get(type(value), "a date")


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def text(value: Any) -> str:
    """Text that is not empty and stays on one line."""
    if not isinstance(value, str):
        raise mistake(f"must be text in quotes, not {kind_of(value)}", "Put the value in quotes.")
    if not value.strip() or not value.isprintable():
        raise mistake("must be words on one line", "Write what belongs there, or remove the line.")
    return value.strip()


def file_path(value: Any) -> str:
    """The path of a file or folder; `~` is the home of whoever runs the monitor."""
    word = text(value)
    try:
        return str(Path(word).expanduser())
    except RuntimeError as error:  # the home of a user who is none here
        raise mistake('"{path}" leads to no home that is known here', "Write the path without ~.", path=word) from error


def truth(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise mistake(f"must be true or false, not {kind_of(value)}", "Write true or false, without quotes.")
    return value


def rank(value: Any) -> int:
    """A place among the sources, 1 to 9."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9:
        return value
    told = value if isinstance(value, int | float) and not isinstance(value, bool) else kind_of(value)
    fix = "Write rank = 1 for the source to be taken first."
    raise mistake("must be a whole number from 1 to 9, not {told}", fix, told=told)


def in_list(value: Any) -> list[Any]:
    """A list, of whatever."""
    if not isinstance(value, list):
        fix = 'Write ["{value}"].' if isinstance(value, str) else 'Write a list such as ["one", "two"].'
        raise mistake(f"must be a list, not {kind_of(value)}", fix, value=value)
    return value


def seconds_above_zero(value: Any) -> float:
    """A duration such as `"6 h"`, in seconds."""
    amount = seconds(value)
    if amount <= 0:
        raise mistake("must be longer than nothing", 'Write for example "30 s" or "6 h".')
    return amount


def seconds_or_never(value: Any) -> float | None:
    """A duration such as `"52 weeks"`, in seconds; None for `"never"`."""
    return None if value == "never" else seconds_above_zero(value)


def seconds(value: Any) -> float:
    """A duration such as `"30 s"`, `"5 min"` or `"0 s"`, in seconds."""
    units = 'Write a number and a unit (s, min, h, day, week), in quotes: for example "30 s".'
    if not isinstance(value, str):
        raise mistake(f'must be a duration such as "30 s", not {kind_of(value)}', units)
    match = _AMOUNT.fullmatch(value.strip())
    factor = _SECONDS.get(match[2].lower()) if match else None
    if match is None or factor is None:
        raise mistake('"{value}" is no duration', units, value=value)
    amount = float(match[1]) * factor
    if amount > _LONGEST:
        raise mistake("is longer than ten years", "Write a shorter duration.")
    return amount


def byte_count(value: Any) -> int:
    """A size such as `"16 MiB"`, or a whole number, in bytes."""
    fix = f'Write a number of bytes, or a number and a unit ({", ".join(_BYTES)}) in quotes: for example "16 MiB".'
    if isinstance(value, int) and not isinstance(value, bool):
        amount = value
    elif isinstance(value, str):
        match = _AMOUNT.fullmatch(value.strip())
        factor = {unit.lower(): size for unit, size in _BYTES.items()}.get(match[2].lower()) if match else None
        if match is None or factor is None:
            raise mistake('"{value}" is no size', fix, value=value)
        amount = int(float(match[1]) * factor)
    else:
        raise mistake(f'must be a size such as "16 MiB", not {kind_of(value)}', fix)
    if amount <= 0:
        raise mistake("must be more than no bytes", fix)
    return amount


def identifier(value: Any) -> str:
    """The id of a source."""
    word = text(value)
    if not _ID.fullmatch(word):
        offer = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")[:64]
        fix = "Use small letters a-z, digits and hyphens, 64 at most, a letter or digit first"
        such = f'{fix}, such as "{{offer}}".' if offer else f"{fix}."
        raise mistake('"{word}" cannot be an id', such, word=word, offer=offer)
    return word


def in_table(value: Any) -> dict[str, Any]:
    """A table, of whatever."""
    if not isinstance(value, dict):
        raise mistake(f"must be a table, not {kind_of(value)}", "Write [source.fields] and a line for each field.")
    return value


def layout(value: Any) -> Layout:
    """One of the layouts that the monitor can read, or that an installed distribution reads."""
    word = text(value)
    others = plugins()
    if word not in LAYOUTS and len(others.get(word, ())) > 1:
        givers = " and ".join(map(str, others[word]))
        raise mistake('the layout "{word}" is brought by {by}', "Uninstall all but one of them.", word=word, by=givers)
    return one_of((*LAYOUTS, *others), word, "there is no layout")


def field_type(value: Any) -> FieldType:
    """What kind of value a declared field has."""
    return one_of(get_args(FieldType), value, "there is no type of field called")


def count(value: Any) -> Count:
    """How many there may be of what a declared field names."""
    return one_of(get_args(Count), value, "no number is called")


def words(value: Any) -> str:
    """Words as they stand on a page: a label, the head of a column."""
    word = text(value)
    if len(word) > _LONGEST_LABEL:
        raise mistake(f"is longer than {_LONGEST_LABEL} characters", "Write the label alone, as the page has it.")
    if len(word) > 1 and word[0] == word[-1] == "/":
        fix = "Write the label as the page has it, without /."
        raise mistake('"{word}" is a pattern, and labels are words', fix, word=word)
    return word


def selector(value: Any) -> str:
    """A CSS selector (Selectors Level 4, as far as lexbor has it) that is compiled here and quick on any page.

    Measured on 1500 nested elements: `div:has(div:has(x))` takes 9 s, one `:has` 20 ms; 8000 siblings: one `of` 0.8 s.
    """
    word = text(value)
    if len(word) > _LONGEST_SELECTOR:
        raise mistake(f"is longer than {_LONGEST_SELECTOR} characters", "Begin at an element with an id or a class.")
    bare = _QUOTED.sub("''", word).casefold()
    if "lexbor-contains" in bare:
        raise mistake("asks for words, which no browser's selector does", "Name the words as `label` instead.")
    if found := _MOMENTARY.search(bare):
        raise mistake("asks for {found}, and nobody reads the page with a pointer", "Remove it.", found=found[0])
    if _FAR.search(bare):
        raise mistake("counts farther than the elements of any page", "Begin at an element with an id or a class.")
    if len(_SLOW.findall(bare)) > 1:
        raise mistake("holds more than one :has() or `of`, which takes minutes on some pages", "Keep one at most.")
    try:
        LexborHTMLParser("<p>").css(word)
    except SelectolaxError as error:
        fix = 'Write it as in css = "#staff .number"; XPath, regular expressions and ::text are no selectors.'
        raise mistake('"{word}" is no CSS selector', fix, word=word) from error
    return word


def render(value: Any) -> Render:
    """When a browser runs the scripts of a page before it is read."""
    return one_of(RENDERS, value, "there is no way of rendering called")


def one_of(choices: tuple[Choice, ...], value: Any, denial: str) -> Choice:
    """One of these words; `denial` begins what is said of another."""
    word = text(value)
    for known in choices:
        if word == known:
            return known
    near = closest(word, choices)
    fix = "Use one of " + ", ".join(f'"{each}"' for each in choices) + "."
    raise mistake(f'{denial} "{{word}}"', f'Did you mean "{near}"? {fix}' if near else fix, word=word)


def language(value: Any) -> str:
    """A language by its two letters (ISO 639-1)."""
    word = text(value)
    if not re.fullmatch("[a-z]{2}", word):
        fix = 'Write the two letters of ISO 639-1, such as "en", "fr" or "pt".'
        raise mistake('"{word}" is no language code', fix, word=word)
    return word


def web_address(value: Any) -> str:
    """A URL that can be fetched: http or https, with a host, without a name or password (RFC 3986)."""
    url = text(value)
    shown = _BEFORE_AT.sub(f"{HIDDEN}@", url)  # a password may stand before it
    if " " in url or "\\" in url:
        fix = "Write a space as %20 and a backslash as %5C."
        raise mistake('"{url}" holds a character that no URL may hold', fix, url=shown)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        fix = "Copy the address once more from the browser."  # not the error's words: they may hold a password
        raise mistake('"{url}" is no URL', fix, url=shown) from error
    if parts.scheme not in ("http", "https"):
        raise _scheme_mistake(shown, parts.scheme)
    if not host:
        fix = 'Write it as in "https://www.iom.int/budapest-process".'
        raise mistake('"{url}" names no host', fix, url=shown)
    if any(not 0 < len(label) < 64 for label in host.removesuffix(".").split(".")):  # RFC 1035, 2.3.4
        fix = "Copy the address once more from the browser."
        raise mistake('"{host}" is no name that a host can have', fix, host=host)
    if port == 0:
        raise mistake('"{url}" names port 0', "Remove :0.", url=shown)
    if "@" in parts.netloc:
        fix = "Remove what stands before the @: pages are watched as anybody sees them."
        raise mistake("the URL holds a user name or password", fix)
    return url


def _scheme_mistake(url: str, scheme: str) -> PydanticCustomError:
    if "://" not in url and (not scheme or "." in scheme):
        return mistake('"{url}" lacks https:// in front', 'Write "https://{rest}".', url=url, rest=url.lstrip("/"))
    fix = "Use an address that begins with https:// or http://."
    return mistake('"{scheme}:" addresses cannot be fetched', fix, scheme=scheme)


def proxy(value: Any) -> str | None:
    """The URL of an HTTP proxy, with its port and, where it asks for them, name and password. Empty means none."""
    if value == "":
        return None
    url = text(value)
    fix = 'Write it as in "http://proxy.example.org:3128".'
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise mistake("is no address of an HTTP proxy", fix) from error  # whose words may hold a password
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise mistake("is no address of an HTTP proxy", fix)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise mistake("holds more than a scheme, a host and a port", fix)
    return url


def program(value: Any) -> str | None:
    """The path of a program. Empty means that it is looked for."""
    return None if value == "" else file_path(value)


def contact(value: Any) -> str | None:
    """How a site's keeper reaches whoever runs the monitor: a mail or web address. Empty means that none is given."""
    if value == "":
        return None
    word = text(value)
    if not word.isascii():  # it goes into a header, and headers hold ASCII (RFC 9110, 5.5)
        fix = "Write the address in ASCII letters."
        raise mistake('"{word}" holds letters that no header may hold', fix, word=word)
    if word.startswith(("https://", "http://")):
        return web_address(word)
    if not _MAIL.fullmatch(word):
        fix = "Write a mail address, or a web address that begins with https://."
        raise mistake('"{word}" is no address', fix, word=word)
    return word


def network(value: Any) -> Network:
    """A network of IP addresses in CIDR form (RFC 4632), or one address."""
    word = text(value)
    try:
        return ipaddress.ip_network(word)
    except ValueError as error:
        try:
            whole = ipaddress.ip_network(word, strict=False)
        except ValueError:
            example = 'Write addresses as in "127.0.0.0/8" or "::1/128"; names of hosts cannot stand here.'
            raise mistake('"{word}" is no network of IP addresses', example, word=word) from error
        message, fix = '"{word}" names one address and a whole network at once', 'Write "{whole}" for the network.'
        raise mistake(message, fix, word=word, whole=whole) from error


def is_loopback(url: str) -> bool:
    """Whether a URL's host is this machine by its name or address (RFC 6761 keeps `localhost` for it)."""
    host = (urlsplit(url).hostname or "").removesuffix(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
