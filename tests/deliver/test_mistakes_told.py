"""A mistake in the configuration that stops a source is told once when it begins and once when it is mended."""

from __future__ import annotations

import pytest

from monitor.config import load
from monitor.deliver import problems_and_suppressed
from monitor.digest.mistakes import but_for
from tests.deliver.conftest import House

FILES = '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["text"]\n'


@pytest.fixture
def told(house: House) -> House:
    """Everything that happened was told."""
    house.configure(house.source("budapest"), house.source("lisbon", "/lisbon", at="06:00", zone="Europe/Lisbon"))
    house.channels(FILES)
    house.compose()
    house.compose()
    return house


def composed(house: House, old: str = "", new: str = "") -> list[str]:
    """The digest that is put together after an edit of the configuration; none where there is nothing to tell."""
    file = house.settings.file
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    house.settings = load(file)
    problems, _ = problems_and_suppressed(house.settings)
    if not house.compose(problems=problems)[0]:
        return []
    house.send()
    return (
        sorted((house.folder / "digests").iterdir(), key=lambda one: one.stat().st_mtime_ns)[-1]
        .read_text("utf-8")
        .splitlines()
    )


@pytest.mark.parametrize(
    ("right", "wrong"), [('zone = "Europe/Lisbon"', 'zone = "Europe/Lisboa"'), ('at = "06:00"', 'at = "soon"')]
)
def test_it_is_told_when_it_begins_and_when_it_ends_and_in_between_with_the_rest(
    told: House, right: str, wrong: str
) -> None:
    assert composed(told) == []
    begun = composed(told, right, wrong)
    named = wrong.partition('"')[2].rstrip('"')
    assert any(named in line for line in begun), begun
    assert composed(told) == [], "it is told once"
    assert composed(told, "[fetch]", "# a remark\n[fetch]") == [], "and not again for the line on which it stands now"
    told.serve("<title>Gone</title>", status=500)
    told.run()
    assert any(named in line for line in composed(told)), "and listed while it lasts"
    over = composed(told, wrong, right)
    assert any("mended" in line for line in over), over
    assert composed(told) == []


def test_a_channel_that_joins_is_told_what_stands(told: House) -> None:
    composed(told, 'at = "06:00"', 'at = "soon"')
    file = told.settings.file
    file.write_text(file.read_text("utf-8") + FILES.replace("files", "other").replace("digests", "others"), "utf-8")
    told.settings = load(file)
    problems, _ = problems_and_suppressed(told.settings)
    assert told.compose(problems=problems) == [False, True]
    assert told.compose(problems=problems) == [False, False]


def test_of_two_that_say_the_same_the_one_that_is_mended_is_told() -> None:
    before = ('a.toml:9: source.1.every: "soon" is no duration', 'a.toml:19: source.2.every: "soon" is no duration')
    assert but_for(before, before[1:]) == before[1:], "which of them it was nobody knows by its words"
    assert but_for(before, ('b.toml:9: source.1.every: "soon" is no duration',)) == before
    assert but_for(('a.toml:9: source.1.every: "5.5.5" is no duration',), before) != ()


@pytest.mark.parametrize("keys", [{"name": "lisbon"}, {"name": "b", "mechanism": "nobody"}])
def test_one_that_stands_is_not_mended_by_a_source_that_is_written_above_it(told: House, keys: dict[str, str]) -> None:
    assert composed(told, "[[channel]]", f"{told.source(path='/other', **keys)}\n[[channel]]")
    told.serve("<title>Above</title>", "/above", status=500)
    again = _above(told, told.source("above", "/above"))
    assert not any("mended" in line for line in again), again


def _above(told: House, source: str) -> list[str]:
    """What is told after a source is added above all others."""
    file = told.settings.file
    text = file.read_text("utf-8")
    file.write_text(text.replace("[[source]]", f"{source}[[source]]", 1), "utf-8")
    return composed(told)


def test_the_place_of_a_table_in_its_list_is_no_part_of_what_is_meant() -> None:
    assert but_for(("a.toml:9: source.2: must be a table",), ("a.toml:8: source.1: must be a table",)) == ()


def test_a_history_in_which_only_digests_are_kept_knows_by_them_which_were_told(told: House) -> None:
    assert composed(told, 'at = "06:00"', 'at = "soon"')
    told.write("UPDATE outbox SET heard = NULL")
    assert composed(told) == []
    told.write("UPDATE outbox SET heard = NULL")
    assert any("mended" in line for line in composed(told, 'at = "soon"', 'at = "06:00"'))
    assert composed(told) == []
