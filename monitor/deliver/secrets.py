"""Secrets, read at the moment of use: they stand in no record, no log and no database."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

from monitor.errors import NotDelivered
from monitor.ids import public_id
from monitor.model import Secret

HIDDEN = "***"
_CODED = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")
_ODD = re.compile(r"[^A-Za-z0-9._-]")
LONGEST_NAME = 64  # letters of a file's name in that of a credential, which is a file's name itself
LONGEST = 300  # letters of what a server said


def reveal(secret: Secret) -> str:
    """What a secret is now, without the line end that an editor leaves. Raises NotDelivered where there is none."""
    return _of_file(secret.place) if isinstance(secret.place, Path) else _of_environment(secret.place)


def _of_environment(variable: str) -> str:
    value = os.environ.get(variable)
    if not value:
        fix = f"set it where the monitor is started: {variable}=..."
        raise NotDelivered(f"the variable {variable} of the environment is not set", fix=fix)
    if not value.isascii() and _is_no_text(value):
        raise NotDelivered(f"the variable {variable} of the environment holds what is no UTF-8", fix="set it in UTF-8")
    return value


def _is_no_text(value: str) -> bool:
    """Bytes of the environment that are no UTF-8 stand as surrogates in it (PEP 383)."""
    return any("\ud800" <= letter <= "\udfff" for letter in value)


def credential(file: Path) -> str:
    """The name under which systemd hands over a file that it alone may read (LoadCredential= of systemd.exec(5))."""
    whole = file.resolve()
    return f"{_ODD.sub('_', whole.name)[-LONGEST_NAME:]}-{public_id('credential', str(whole))}"


def _of_file(file: Path) -> str:
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    handed = Path(given, credential(file)) if given else file
    try:
        value = (handed if handed.exists() else file).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NotDelivered(f"{file} cannot be read: {error}", fix="see whether the monitor may read it") from error
    if not value:
        raise NotDelivered(f"{file} is empty", fix="write the secret into it")
    return value


def without(words: str, secret: str | None, user: str | None = None) -> str:
    """What a server said, on one line, not too long, and without the secret, as it is or as a login encodes it: some
    servers repeat the line that they refuse.
    """
    if secret is not None:
        logins = [secret, _encoded(secret), _encoded(f"\0{user or ''}\0{secret}")]
        for each in sorted(logins, key=len, reverse=True):
            words = words.replace(each, HIDDEN)
        words = _CODED.sub(HIDDEN, words)  # also where a part of it is repeated
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def unsaid(error: Exception) -> RuntimeError:
    """An error for a log: where it happened and of what kind it was, without its words."""
    kind = type(error).__name__
    return RuntimeError(f"{kind}, whose words may hold a secret").with_traceback(error.__traceback__)


def _encoded(words: str) -> str:
    return base64.b64encode(words.encode("utf-8")).decode("ascii")
