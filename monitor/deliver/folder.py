"""Digests as files: one for each form, which is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from monitor.deliver.letter import Letter
from monitor.errors import NotDelivered
from monitor.model import Folder

ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "json": "json", "calendar": "ics"}


def write(letter: Letter, folder: Folder, *, key: str, at: datetime) -> tuple[Path, ...]:
    """Writes the files and returns their paths, the calendar of its meetings beside the forms that are wanted. A second
    try writes the same files again. Raises NotDelivered.
    """
    if not folder.forms:
        raise NotDelivered("no form is named in which it is to be written", fix="write at least one into `forms`")
    forms = (*folder.forms, "calendar") if letter.calendar else folder.forms
    stem = f"{at.astimezone(UTC):%Y-%m-%dT%H%MZ}-{key[:8]}"
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        return tuple(_write(folder.path / f"{stem}.{ENDINGS[form]}", getattr(letter, form)) for form in forms)
    except OSError as error:
        raise NotDelivered(f"{folder.path}: {error.strerror}", fix="see who owns the folder, and its room") from error


def _write(path: Path, text: str) -> Path:
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".", encoding="utf-8", delete=False) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    return path
