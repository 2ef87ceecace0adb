"""The forms of values of a channel in config.toml: mailboxes, secrets, ports. Like the readers of config_values.py."""

from __future__ import annotations

import ipaddress
import re
from email.utils import getaddresses
from typing import Any, get_args

from monitor.config_values import in_list, kind_of, mistake, one_of, text, web_address
from monitor.model import FORMS, ChannelKind, DigestLanguage, Form, Importance, Order, Tls

_MAILBOX = re.compile(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_SEVERAL = re.compile("[@,;:]")  # beside an address, and not in quotes: another one, a list or a group
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def entries(value: Any) -> list[Any]:
    """A list with something in it: where nobody is named a digest would be told to nobody."""
    if value == []:
        raise mistake("is an empty list", "Write at least one into it.")
    return in_list(value)


def kind(value: Any) -> ChannelKind:
    """What kind of channel it is."""
    return one_of(get_args(ChannelKind), value, "there is no kind of channel called")


def importance(value: Any) -> Importance:
    """The least importance that is told."""
    return one_of(("low", "medium", "high"), value, "there is no importance called")


def tls(value: Any) -> Tls:
    """How a connection to a mail server is protected."""
    return one_of(get_args(Tls), value, "there is no way of protecting a connection called")


def form(value: Any) -> Form:
    """A form of a digest."""
    return one_of(FORMS, value, "there is no form called")


def digest_language(value: Any) -> DigestLanguage:
    """A language of digests."""
    return one_of(get_args(DigestLanguage), value, "there are no digests in")


def order(value: Any) -> Order:
    """By what a digest has its chapters."""
    return one_of(get_args(Order), value, "there are no chapters by")


def port(value: Any) -> int:
    """A port of a server."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 65536:
        return value
    told = value if isinstance(value, int) else kind_of(value)
    raise mistake("must be a port from 1 to 65535, not {told}", "Write port = 587.", told=told)


def listen(value: Any) -> tuple[str, int] | None:
    """An address of this machine and a port, `"127.0.0.1:9464"`; None for ""."""
    if value == "":
        return None
    word = text(value)
    host, _, number = word.rpartition(":")
    fix = 'Write listen = "127.0.0.1:9464", or "[::1]:9464".'
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError as error:
        raise mistake('"{word}" is no address with a port', fix, word=word) from error
    if not address.is_loopback:
        raise mistake("{address} is reached from other machines, which may not ask", fix, address=address)
    return str(address), port(int(number) if number.isdecimal() else number)


def address_or_none(value: Any) -> str | None:
    """An http or https address; None for ""."""
    return None if value == "" else web_address(value)


def mailbox(value: Any) -> str:
    """One mail address, `"desk@example.org"` or `"The desk <desk@example.org>"` (RFC 5322, 3.4). Two in one text would
    stand in the header both, and the mail go to the first.
    """
    word = text(value)
    found = getaddresses([word])
    if len(found) != 1 or not _MAILBOX.fullmatch(found[0][1]) or _SEVERAL.search(_beside(found[0][1], word)):
        fix = 'Write "desk@example.org" or "The desk <desk@example.org>", each in quotes of its own.'
        raise mistake('"{word}" is no mail address', fix, word=word)
    return word


def _beside(address: str, word: str) -> str:
    """What stands beside an address, without what stands in quotes."""
    return _QUOTED.sub("", word).replace(address, "", 1)


def secret(value: Any) -> tuple[str, str]:
    """Where a secret is: `"env:NAME"` or `"file:path"`, as (`env` or `file`, name). Never the secret itself."""
    word = text(value)
    place, colon, name = word.partition(":")
    if colon and name and (place == "file" or (place == "env" and _VARIABLE.fullmatch(name))):
        return place, name
    # the value is not repeated: it may be the secret
    fix = 'Write "env:NAME" for a variable of the environment, or "file:path" for a file.'
    raise mistake("must say where the secret is, and not the secret itself", fix)
