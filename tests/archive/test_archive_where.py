"""Damage is told with its place, apart from the words for it."""

from __future__ import annotations

from pathlib import Path

from monitor.archive.where import Where


def test_what_is_damaged_has_file_and_byte_in_its_message_and_for_itself() -> None:
    damage = Where(Path("page/0001.warc.zst"), 0).damaged("it is torn")
    assert (damage.file, damage.offset, damage.what) == ("page/0001.warc.zst", 0, "it is torn")
    assert str(damage) == "page/0001.warc.zst, byte 0: it is torn"


def test_as_much_of_the_place_is_told_as_is_known() -> None:
    assert str(Where(Path("0001.dict")).damaged("it is gone")) == "0001.dict: it is gone"
    assert str(Where().damaged("it is torn")) == "it is torn"
