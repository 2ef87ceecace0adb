"""The configuration that watches the demonstration's site."""

from __future__ import annotations

import json
from pathlib import Path

from monitor.demo.served import Watched, watched

HEAD = """\
# Written by `monitor demo`: five sources on a loopback site that lives only while the demonstration runs.
# Play with what it left behind: monitor --config {file} changes

[monitor]
history = "history.db"
snapshots = "snapshots"
every = "1 day"

[fetch]
timeout = "30 s"
pace = "0 s"
allow_addresses = ["127.0.0.0/8"]  # only here: a configuration for live sites opens no private network
"""


def write_config(folder: Path, site_url: str) -> Path:
    """Write `config.toml` into the folder, for a site at `site_url` (without a slash at its end); returns its path.

    The folder is made if it is missing; a file that is there is overwritten. OSError when that cannot be done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "config.toml"
    tables = "".join(_table(source, site_url) for source in watched())
    file.write_text(HEAD.format(file=file.as_posix()) + tables, encoding="utf-8")
    return file


def _table(source: Watched, site_url: str) -> str:
    lines = {
        "id": source.id,
        "url": site_url + source.path,
        "follow": source.follow,
        "layout": source.layout,
        "mechanisms": list(source.mechanisms),
        "language": source.language,
    }
    # A JSON text of ASCII letters and a JSON array of them are TOML as well.
    return "\n[[source]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items() if value)
