"""Entries of config.toml written by a program: every word of a page escaped, and the file replaced at one stroke.

A TOML basic string holds the escapes of TOML 1.0 (String); a comment ends at its line and holds no control character.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from monitor.declared import DeclaredField, as_facts
from monitor.errors import ConfigError, UsageError
from monitor.model import Source

WIDTH = 110  # characters of a comment
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_KEYS = ("type", "label", "css", "column", "count", "key")


def quoted(text: str) -> str:
    """A text as a TOML string on one line; what cannot be printed, or turns text round, is written as its number."""
    return '"' + "".join(_SHORT.get(letter) or _visible(letter) for letter in text) + '"'


def comment(text: str) -> str:
    """A comment of one line; what would end it, or act on a terminal, is made visible."""
    words = "".join(map(_visible, " ".join(text.split())))
    return f"# {words if len(words) <= WIDTH else words[: WIDTH - 2] + ' …'}"


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF:  # no character, and no escape of TOML either
        code = 0xFFFD
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def entry(source: Source, remarks: Iterable[str], remarks_of: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A `[[source]]` with its declared fields. `remarks` stand above as comments; `remarks_of` names the fields in the
    order in which they are to stand, each with the comments above it.
    """
    lines = [*map(comment, remarks), "[[source]]", f"id = {quoted(source.id)}", f"url = {quoted(source.url)}"]
    lines.append(f"layout = {quoted(source.layout)}")
    if len(source.mechanisms) == 1:
        lines.append(f"mechanism = {quoted(source.mechanisms[0])}")
    elif source.mechanisms:
        lines.append(f"mechanisms = [{', '.join(map(quoted, source.mechanisms))}]")
    if source.language is not None:
        lines.append(f"language = {quoted(source.language)}")
    by_name = {field.name: field for field in source.fields}
    lines += ["[source.fields]"] if by_name else []
    for name, said in remarks_of:
        lines += map(comment, said)
        lines += [f"{name} = {_table(by_name[name])}"] if name in by_name else []
    return "\n".join(lines) + "\n"


def _table(field: DeclaredField) -> str:
    facts = as_facts(field)
    return "{ " + ", ".join(f"{key} = {quoted(facts[key])}" for key in _KEYS if key in facts) + " }"


def append(file: Path, text: str) -> None:
    """Appends entries to a configuration, see `append_checked`."""
    from monitor.config import load

    append_checked(file, text, load)


def append_checked(file: Path, text: str, check: Callable[[Path], object]) -> None:
    """Appends entries to a file: the whole of it is written beside it, checked and put in its place.

    `check` raises ConfigError for a file that cannot be used. UsageError when the file was written to in the meantime,
    or is none any more with the entries. Whoever reads it sees the old or the new one.
    """
    target = file.resolve()  # a link stays one
    before = target.read_bytes()
    gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(before + gap + text.encode("utf-8"))
            new.flush()
            os.fsync(new.fileno())
        beside.chmod(target.stat().st_mode & 0o7777)
        try:
            check(beside)
        except ConfigError as error:
            raise UsageError(
                f"{file} would be none any more: {error.message}", fix="append the entry by hand"
            ) from error
        if target.read_bytes() != before:
            raise UsageError(f"{file} was written to in the meantime", fix="do this again")
        beside.replace(target)
        _sync(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
