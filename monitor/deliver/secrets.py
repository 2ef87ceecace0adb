"""Secrets, read at the moment of use: they stand in no record, no log and no database."""

from __future__ import annotations

import os
from pathlib import Path

from monitor.errors import NotDelivered
from monitor.model import Secret


def reveal(secret: Secret) -> str:
    """What a secret is now, without the line end that an editor leaves. Raises NotDelivered where there is none."""
    return _of_file(secret.place) if isinstance(secret.place, Path) else _of_environment(secret.place)


def _of_environment(variable: str) -> str:
    value = os.environ.get(variable)
    if not value:
        fix = f"set it where the monitor is started: {variable}=..."
        raise NotDelivered(f"the variable {variable} of the environment is not set", fix=fix)
    return value


def _of_file(file: Path) -> str:
    try:
        value = file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NotDelivered(f"{file} cannot be read: {error}", fix="see whether the monitor may read it") from error
    if not value:
        raise NotDelivered(f"{file} is empty", fix="write the secret into it")
    return value
