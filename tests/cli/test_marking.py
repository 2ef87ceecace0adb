"""Notes, judgements and suppressions: what people say of a change, and what follows from it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from monitor import config
from monitor.cli.suppressing import left_out
from monitor.history import open_history
from tests.cli.house import FIRST, House, page

SAME = "the same States in another order of words"


def changes(house: House, *arguments: str) -> list[dict[str, Any]]:
    shown = house("changes", "--json", *arguments)
    assert shown.exit_code == 0, shown.output
    found: list[dict[str, Any]] = json.loads(shown.stdout)
    return found


def handover(house: House) -> str:
    return str(next(one["id"] for one in changes(house) if one["kind"] == "chair.handover"))


def digest(house: House) -> str:
    shown = house("digest", "--since", "2026-01-01")
    assert shown.exit_code == 0, shown.output
    return " ".join(shown.stdout.split())


def test_no_words_are_no_note_and_nothing_to_look_for(own_house: House) -> None:
    for arguments in (("note", handover(own_house)[:8], " "), ("search", ""), ("search", " * ")):
        refused = own_house(*arguments)
        assert refused.exit_code == 2, arguments
        assert "word" in refused.stderr


def test_a_note_stands_below_its_change_wherever_that_is_shown(own_house: House) -> None:
    change = handover(own_house)
    written = own_house("note", change[:8], "the ministry", "confirms it", "--by", "Anna")
    assert written.exit_code == 0, written.output
    for shown in (own_house("changes"), own_house("evidence", change), own_house("note", change)):
        assert "note by Anna" in shown.stdout
        assert "the ministry confirms it" in shown.stdout
    told = digest(own_house)
    assert "we say note by Anna" in told
    (only,) = changes(own_house, "--marked", "note")
    assert [(mark["kind"], mark["words"], mark["by"]) for mark in only["marks"]] == [
        ("note", "the ministry confirms it", "Anna")
    ]


def test_a_false_change_stays_in_the_history_and_is_left_out_of_digests(own_house: House) -> None:
    change = handover(own_house)
    before = digest(own_house)
    marked = own_house("mark", change, "false", "--why", "a slip of the page", "--by", "Anna")
    assert marked.exit_code == 0, marked.output
    assert "a slip of the page" in own_house("changes").stdout
    after = digest(own_house)
    assert change in before
    assert change not in after
    assert "1 change left out" in after
    assert own_house("mark", change, "none").exit_code == 0
    assert digest(own_house) == before


def test_one_judgement_stands_and_notes_add_up(own_house: House) -> None:
    change = handover(own_house)
    for words in ("first", "second"):
        assert own_house("note", change, words, "--by", "A").exit_code == 0
    assert own_house("mark", change, "false", "--why", "no", "--by", "A").exit_code == 0
    shown = own_house("mark", change, "confirmed", "--by", "B", "--json")
    assert [(one["kind"], one["words"]) for one in json.loads(shown.stdout)["marks"]] == [
        ("confirmed", ""),
        ("note", "first"),
        ("note", "second"),
    ]
    assert change in digest(own_house)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mark", "CHANGE", "false"), "for a reason"),
        (("mark", "CHANGE", "confirmed", "--suppress"), "--suppress is said of a change that is false"),
        (("mark", "CHANGE", "none"), "nobody has judged"),
        (("mark", "zzzz", "confirmed"), "no change begins with"),
        (("note", "CHANGE", "x" * 3000), "at most 2000 letters"),
    ],
    ids=["no reason", "suppress what is true", "nothing to take back", "no such change", "a novel"],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    own_house: House, arguments: tuple[str, ...], words: str
) -> None:
    change = handover(own_house)
    refused = own_house(*(change if one == "CHANGE" else one for one in arguments))
    assert refused.exit_code == 2
    assert words in refused.stderr
    assert own_house("note", change, "--json").stdout.count("kind") == 0


def test_marks_survive_a_rebuild(own_house: House) -> None:
    change = handover(own_house)
    assert own_house("note", change, "seen by us", "--by", "Anna").exit_code == 0
    rebuilt = own_house("rebuild")
    assert rebuilt.exit_code == 0, rebuilt.output
    assert "seen by us" in own_house("note", change).stdout


def test_a_mark_follows_its_change_to_the_id_that_it_has_now(own_house: House) -> None:
    change = handover(own_house)
    assert own_house("mark", change, "confirmed", "--by", "Anna").exit_code == 0
    book = open_history(own_house.folder / "history.db")
    with book.conn:
        book.execute("UPDATE change SET public = 'newid' WHERE public = ?", [change])
        book.execute("INSERT INTO rekey (old, new, at) VALUES (?, 'newid', 0)", [change])
    book.close()
    assert "confirmed by Anna" in own_house("note", "newid").stdout
    assert "confirmed by Anna" in own_house("note", change).stdout
    assert own_house("mark", "newid", "none").exit_code == 0
    assert "Nothing is said" in own_house("note", "newid").stdout


def test_a_suppressed_difference_is_left_out_there_and_back_and_counted(own_house: House) -> None:
    change = handover(own_house)
    pair = next(one for one in changes(own_house) if one["id"] == change)
    made = own_house("mark", change, "false", "--why", SAME, "--suppress", "--by", "Anna")
    assert made.exit_code == 0, made.output
    (entry,) = json.loads(own_house("suppressions", "--json").stdout)["suppressions"]
    assert (entry["change"], entry["why"], entry["before"]) == (change, SAME, pair["before"])
    assert own_house("suppressions", "--check").stdout == "1 entry, 0 mistakes\n"
    listed = own_house("changes")
    assert change not in listed.stdout
    assert "1 left out" in listed.stderr
    assert change in own_house("changes", "--suppressed").stdout
    assert own_house("mark", change, "none").exit_code == 0
    assert change not in digest(own_house), "suppressed also when nobody judges that very change"
    assert left_out(config.load(own_house.file), [change]) == 1
    again = own_house("mark", change, "false", "--why", SAME, "--suppress")
    assert (again.exit_code, "suppressed already" in again.stderr) == (2, True)


def test_the_next_time_the_same_difference_comes_it_is_left_out(own_house: House) -> None:
    latest = next(one for one in changes(own_house) if one["kind"] == "chair.handover")
    assert own_house("mark", latest["id"], "false", "--why", SAME, "--suppress").exit_code == 0
    names = [side[0]["name"] for side in (latest["before"], latest["after"])]
    for day, name in enumerate((names[0], names[1]), start=40):
        own_house.run({latest["source"]: page(name, "Fiji,Tonga,Samoa")}, at=FIRST + timedelta(days=day))
    assert [one["id"] for one in changes(own_house, "--kind", "chair")] == []
    assert len(changes(own_house, "--kind", "chair", "--suppressed")) == 3


@pytest.mark.parametrize(
    ("find", "replacement", "words"),
    [
        ("why =", "wy =", "there is no such key"),
        ("before = ", "before = 7 #", "must be a text"),
        ("before = ", 'before = "{" #', "is no JSON"),
        ("[suppression.case]", "[other]", "there is no such table"),
        ("[[suppression]]", "[[suppression", "no valid TOML"),
        ('field = "chair"', 'field = "member"', "does not suppress"),
    ],
    ids=["unknown key", "no text", "no JSON", "other table", "no TOML", "case not met"],
)
def test_a_mistake_in_the_file_is_told_with_its_line_and_suppresses_nothing(
    own_house: House, find: str, replacement: str, words: str
) -> None:
    change = handover(own_house)
    assert own_house("mark", change, "false", "--why", SAME, "--suppress").exit_code == 0
    file = own_house.folder / "suppressions.toml"
    file.write_text(file.read_text().replace(find, replacement, 1))
    checked = own_house("suppressions", "--check")
    assert checked.exit_code == 1
    assert words in checked.stderr
    assert re.search(r"suppressions\.toml:\d+:", checked.stderr)
    assert change in own_house("changes").stdout
    assert words in digest(own_house)


def test_what_is_suppressed_is_named_so_and_a_judgement_that_changes_nothing_says_so(own_house: House) -> None:
    change = handover(own_house)
    assert own_house("mark", change, "false", "--why", SAME, "--suppress").exit_code == 0
    assert f"suppressed: {SAME}" in own_house("changes", "--suppressed").stdout
    by_id = {one["id"]: one["suppressed"] for one in changes(own_house, "--suppressed")}
    assert by_id.pop(change) == SAME
    assert set(by_id.values()) == {None}
    assert [one["id"] for one in changes(own_house, "--marked", "false")] == [change]
    shown = json.loads(own_house("evidence", change, "--json").stdout)
    assert shown["change"]["suppressed"] == SAME
    for judgement in ("confirmed", "none"):
        assert "goes on to leave it out" in own_house("mark", change, judgement).stderr


def test_a_case_that_is_not_the_change_as_it_was_recorded_is_a_mistake(own_house: House) -> None:
    change = handover(own_house)
    assert own_house("mark", change, "false", "--why", SAME, "--suppress").exit_code == 0
    file = own_house.folder / "suppressions.toml"
    file.write_text(file.read_text().replace('kind = "chair.handover"', 'kind = "chair.vacant"'))
    checked = own_house("suppressions", "--check")
    assert (checked.exit_code, checked.stdout) == (1, "1 entry, 1 mistake\n")
    case = next(n for n, line in enumerate(file.read_text().splitlines(), 1) if line == "[suppression.case]")
    assert re.search(rf"suppressions\.toml:{case}: .*not the change as it was recorded", checked.stderr)


@pytest.mark.parametrize("kind", ["a folder", "a link to nothing"])
def test_a_file_that_cannot_be_read_is_told(own_house: House, kind: str) -> None:
    file = own_house.folder / "suppressions.toml"
    if kind == "a folder":
        file.mkdir()
    else:
        file.symlink_to("nowhere.toml")
    told = own_house("suppressions")
    assert told.exit_code == 1
    assert "suppressions.toml" in told.stderr
    assert ("a link to a file that is not there" in told.stderr) == (kind == "a link to nothing")
    assert "or remove it" in told.stderr
    assert "monitor init" not in told.stderr


@pytest.mark.parametrize("command", [("note", "abcd", "words"), ("mark", "abcd", "confirmed")], ids=["note", "mark"])
def test_where_there_is_no_history_none_is_made(empty_house: House, command: tuple[str, ...]) -> None:
    refused = empty_house(*command)
    assert refused.exit_code == 1
    assert "there is no history" in refused.stderr
    assert not (empty_house.folder / "history.db").exists()


@pytest.mark.parametrize("words", [("note", "CHANGE", "R\udce9union"), ("evidence", "\udce9")], ids=["note", "id"])
def test_bytes_that_are_no_text_are_refused(own_house: House, words: tuple[str, ...]) -> None:
    change = handover(own_house)
    refused = own_house(*(change if one == "CHANGE" else one for one in words))
    assert refused.exit_code == 2
    assert "not UTF-8" in refused.stderr


def test_without_a_file_nothing_is_suppressed(own_house: House) -> None:
    shown = own_house("suppressions")
    assert (shown.exit_code, shown.stdout) == (0, "Nothing is suppressed.\n")
