"""The demonstration's configuration names its five sources and opens loopback alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

from monitor.demo import watched, write_config


def test_the_configuration_watches_the_five_sources_at_the_site(tmp_path: Path) -> None:
    file = write_config(tmp_path / "demo", "http://127.0.0.1:8080")
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    assert file == tmp_path / "demo" / "config.toml"
    assert [source["id"] for source in read["source"]] == [source.id for source in watched()]
    assert all(source["url"].startswith("http://127.0.0.1:8080/") for source in read["source"])
    assert read["fetch"] == {"timeout": "30 s", "pace": "0 s", "allow_addresses": ["127.0.0.0/8"]}
    assert read["monitor"]["history"] == "history.db"
    by_id = {source["id"]: source for source in read["source"]}
    assert by_id["sgmai-5-5-dialogue"]["mechanisms"] == ["5-5-dialogue", "cimo", "5-5-dialogue-migration", "g4"]
    assert by_id["iom-iscm-table"]["follow"] == "Table of all mechanisms (PDF)"
    assert "mechanisms" not in by_id["iom-iscm-table"]


def test_writing_it_again_overwrites_it(tmp_path: Path) -> None:
    write_config(tmp_path, "http://127.0.0.1:1")
    assert ":2/" in write_config(tmp_path, "http://127.0.0.1:2").read_text(encoding="utf-8")
