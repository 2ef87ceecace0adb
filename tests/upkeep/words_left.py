"""Every byte of a folder, as it stands and out of every frame and page, searched for words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from monitor.archive import frames
from monitor.archive.frames import zstd
from monitor.archive.segment import load

MAGICS = re.compile(rb"\x28\xb5\x2f\xfd")


def holding(folder: Path, *words: str) -> list[str]:
    """The files under a folder in which one of the words stands, in plain, compressed, or in a full-text index."""
    texts = {path: "\n".join(_texts(path)) for path in sorted(folder.rglob("*")) if path.is_file()}
    return [str(path.relative_to(folder)) for path, text in texts.items() if any(word in text for word in words)]


def _texts(path: Path) -> list[str]:
    data = path.read_bytes()
    texts = [data.decode("utf-8", errors="replace"), data.decode("utf-16-le", errors="replace")]
    if path.name.endswith(".warc.zst"):
        dictionary = load(path).dictionary
        starts = [found.start() for found in MAGICS.finditer(data)]
        texts += [_decoded(data[start:], known) for start in starts for known in (None, dictionary)]
        texts.append(dictionary.dict_content.decode("utf-8", errors="replace") if dictionary else "")
    elif path.suffix == ".dict" or ".torn-" in path.name:
        texts += [_decoded(data[found.start() :], None) for found in MAGICS.finditer(data)]
    elif data.startswith(b"SQLite format 3\0"):
        texts += _rows(path)
    return texts


def _decoded(data: bytes, dictionary: zstd.ZstdDict | None) -> str:
    """What begins there, as far as it can be decompressed."""
    reader = zstd.ZstdDecompressor(dictionary, options={zstd.DecompressionParameter.window_log_max: frames.WINDOW_LOG})
    whole = b""
    try:
        whole = reader.decompress(data)
    except zstd.ZstdError:  # not with this dictionary, or no frame
        return ""
    return whole.decode("utf-8", errors="replace")


def _rows(path: Path) -> list[str]:
    """Every value of every table, and the terms of the full-text index."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as book:
        tables = [name for (name,) in book.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        texts = [str(row) for table in tables for row in book.execute(f'SELECT * FROM "{table}"')]
        book.execute("CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, fulltext, row)")
        return texts + [str(row) for row in book.execute("SELECT term FROM temp.term")]
