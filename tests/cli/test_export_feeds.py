"""`monitor export feeds`: all feeds and calendars in a folder that a web server gives out."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest

from monitor.digest import feeds
from monitor.lookups import mechanisms
from tests.cli.house import FIRST, House, page
from tests.digest import rfc4287
from tests.digest.rfc5545 import checked


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www" / "feeds"


def test_each_mechanism_has_its_feed_and_its_calendar(house: House, www: Path) -> None:
    said = house("export", "feeds", str(www), "--url", "https://www.example.org/feeds/")
    assert said.exit_code == 0, said.output
    ids = [one.id for one in mechanisms.all()]
    names = {"changes.xml", "meetings.ics"} | {f"{one}.{ending}" for one in ids for ending in ("xml", "ics")}
    assert {one.name for one in www.iterdir()} == names
    assert f"{len(names)} files, {len(names)} written" in said.stdout
    for file in www.glob("*.ics"):
        checked(file.read_bytes())
    for file in www.glob("*.xml"):
        found = feedparser.parse(file.read_bytes())
        assert not found.bozo
        assert len(rfc4287.checked(file.read_bytes())) == len(found.entries)
        assert found.feed.links[0].href == f"https://www.example.org/feeds/{file.name}"
    entries = {file.stem: feedparser.parse(file.read_bytes()).entries for file in www.glob("*.xml")}
    assert {name for name, some in entries.items() if some} == {"changes", "bali-process"}
    of_all = {one.id for one in entries["changes"]}
    assert of_all > {one.id for one in entries["bali-process"]} > set()  # an edit of a page's words is of no mechanism
    assert len({feedparser.parse(file.read_bytes()).feed.id for file in www.glob("*.xml")}) == len(ids) + 1


def test_only_what_has_changed_is_written(own_house: House, www: Path) -> None:
    own_house("export", "feeds", str(www))
    for file in www.iterdir():
        os.utime(file, (1, 1))
    again = own_house("export", "feeds", str(www), "--json")
    assert json.loads(again.stdout)["written"] == []
    assert {file.stat().st_mtime for file in www.iterdir()} == {1}
    (www / "prague-process.xml").write_bytes(b"torn")
    own_house.run({"lakeside": page("Malaysia", "Fiji,Tonga,Samoa")}, at=FIRST + timedelta(days=20))
    once_more = own_house("export", "feeds", str(www), "--json")
    assert sorted(json.loads(once_more.stdout)["written"]) == ["bali-process.xml", "changes.xml", "prague-process.xml"]
    assert all((file.stat().st_mode & 0o444) == 0o444 for file in www.iterdir())
    assert not list(www.glob(".*"))


def test_for_cron_it_is_silent_unless_something_is_wrong(house: House, www: Path) -> None:
    assert house("export", "feeds", str(www), "--quiet").output == ""
    (www / "changes.xml").unlink()
    (www / "changes.xml").mkdir()
    said = house("export", "feeds", str(www), "--quiet")
    assert said.exit_code == 2
    assert "changes.xml is a folder" in said.stderr
    assert house("export", "feeds", str(www / "meetings.ics")).exit_code == 2
    assert house("export", "feeds", str(www), "--url", "ftp://x").exit_code == 2


def test_it_is_explained_with_an_example(house: House) -> None:
    said = house("export", "feeds", "--help")
    assert (said.exit_code, "Examples:" in said.stdout, "cron" in said.stdout) == (0, True, True)


def test_in_another_language_they_are_other_feeds_of_the_same_entries(house: House, www: Path, tmp_path: Path) -> None:
    french = tmp_path / "flux"
    house("export", "feeds", str(www))
    said = house("export", "feeds", str(french), "--language", "fr")
    assert said.exit_code == 0, said.output
    ours, theirs = (feedparser.parse((folder / "changes.xml").read_bytes()) for folder in (www, french))
    assert theirs.feed.title == "Changements des mécanismes de consultation"
    assert (ours.feed.language, theirs.feed.language) == ("en", "fr")
    assert ours.feed.id != theirs.feed.id
    assert [one.id for one in ours.entries] == [one.id for one in theirs.entries]
    assert [one.title for one in ours.entries] != [one.title for one in theirs.entries]
    assert "changement : " in theirs.entries[0].content[0].value
    assert "Réunions" in (french / "meetings.ics").read_text(encoding="utf-8")
    for file in french.glob("*.xml"):
        rfc4287.checked(file.read_bytes())
    one = tmp_path / "bali.xml"
    house("export", "atom", "--language", "fr", "--mechanism", "bali-process", "-o", str(one))
    assert feedparser.parse(one.read_bytes()).feed.title.startswith("Changements : ")


@pytest.fixture
def busy(own_house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Five members join in one run, and days later six: more than a feed is to hold."""
    monkeypatch.setattr(feeds, "NEWEST", 4)
    own_house.run(
        {"lakeside": page("Indonesia", "Fiji,Tonga,Samoa,Malta,Kenya,Japan,Nepal")}, at=FIRST + timedelta(days=20)
    )
    more = "Fiji,Tonga,Samoa,Malta,Kenya,Japan,Nepal,India,Ghana,Spain,Chile,Peru,Cuba"
    own_house.run({"lakeside": page("Indonesia", more)}, at=FIRST + timedelta(days=27))
    return own_house


def entries(file: Path) -> list[str]:
    return [one.title for one in feedparser.parse(file.read_bytes()).entries]


def test_who_asks_each_day_misses_no_change_however_many_there_are_at_once(busy: House, www: Path) -> None:
    busy("export", "feeds", str(www))
    for name in ("changes.xml", "bali-process.xml"):
        told = entries(www / name)
        joined = sorted(one.partition(" joined ")[0] for one in told if " joined " in one)
        assert joined == ["Chile", "Cuba", "Ghana", "India", "Peru", "Spain"]
        assert len(told) == 7, "with their number, and nothing older"


def test_a_feed_holds_no_more_than_one_wants(busy: House, www: Path) -> None:
    busy("export", "feeds", str(www), "--limit", "2")
    assert len(entries(www / "changes.xml")) == len(entries(www / "bali-process.xml")) == 2
    busy("export", "atom", "--limit", "9", "-o", str(www / "nine.xml"))
    assert len(entries(www / "nine.xml")) == 9
    assert busy("export", "feeds", str(www), "--limit", "0").exit_code == 2
