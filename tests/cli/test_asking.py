"""The commands that ask about the past: history, membership, meetings and the filters of changes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cli.house import CONFIG, FIRST, House, page

MEETINGS = "<h2>Meetings</h2><ul><li>{}</li></ul>"


@pytest.fixture(scope="module")
def meeting_house(build_house) -> House:
    """The house with a third run, in which the page lists meetings."""
    house = build_house()
    extra = MEETINGS.format(
        "</li><li>".join(("3-4 May 2016, Lima, Peru", f"5 June {datetime.now(UTC).year + 2}, Quito, Ecuador"))
    )
    house.run({"lakeside": page("Indonesia", "Fiji,Tonga,Samoa", extra=extra)}, at=FIRST + timedelta(days=20))
    return house


def ask(house: House, *arguments: str) -> Any:
    shown = house(*arguments, "--json")
    assert shown.exit_code == 0, shown.output
    return json.loads(shown.stdout)


def lines(house: House, *arguments: str) -> list[str]:
    shown = house(*arguments)
    assert shown.exit_code == 0, shown.output
    return shown.stdout.splitlines()


def test_the_history_of_a_chair_is_one_line_for_each_who_held_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    value = ask(house, "history", "Bali Process", "--field", "chair")
    (change,) = ask(house, "changes", "--kind", "chair.handover")
    assert (value["mechanism"], value["name"]) == (
        "bali-process",
        "Bali Process on People Smuggling, Trafficking in Persons and Related Transnational Crime",
    )
    before, after = value["entries"]
    assert (before["value"]["country"], before["until"]) == ("AU", after["since"])
    assert (before["ended_with"], after["began_with"], after["until"]) == (change["id"], change["id"], None)
    shown = lines(house, "history", "bali-process", "--field", "chair")
    assert shown[3].split()[:4] == ["Australia", "2026-11-01", "to", "2026-11-11"]
    assert f"first reading, ended with {change['id']}" in shown[3]
    assert shown[4].split()[:3] == ["Indonesia", "since", "2026-11-11"]


def test_a_history_that_is_wider_than_the_terminal_has_two_lines_for_each_value(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = lines(house, "history", "bali-process", "--field", "chair")
    assert shown[2:4] == ["chair", "Australia  2026-11-01 to 2026-11-11"]
    assert shown[4].startswith("    lakeside, first reading, ended with ")
    assert shown[5] == "Indonesia  since 2026-11-11"


def test_the_history_has_a_window_and_a_source(house: House) -> None:
    def who(*more: str) -> list[str]:
        entries = ask(house, "history", "bali-process", "--field", "member", *more)["entries"]
        return sorted(entry["key"] for entry in entries)

    assert who() == ["FJ", "NP", "TO", "WS"]
    assert who("--until", "2026-11-05") == ["FJ", "NP", "TO"]
    assert who("--since", "2026-11-12") == ["FJ", "TO", "WS"]
    assert who("--source", "dunes") == []
    assert "Nothing was stated of it, as far as was asked." in lines(
        house, "history", "bali-process", "--source", "dunes"
    )


def test_membership_is_a_table_of_who_and_mechanism(house: House) -> None:
    shown = lines(house, "membership")
    assert shown[0].split() == ["who", "bali-process", "prague-process"]
    table = {line.split()[0]: line for line in shown[1:6]}
    assert list(table) == ["Fiji", "Georgia", "Moldova", "Samoa", "Tonga"]
    assert table["Fiji"].index("M") == shown[0].index("bali")
    assert table["Georgia"].index("M") == shown[0].index("prague")
    assert "bali-process: lakeside" in shown


@pytest.mark.parametrize(("room", "first"), [("60", "who"), ("36", "mechanism"), ("30", "Fiji: bali-process M")])
def test_a_table_that_is_too_wide_lies_down_or_becomes_a_list(
    house: House, monkeypatch: pytest.MonkeyPatch, room: str, first: str
) -> None:
    monkeypatch.setenv("COLUMNS", room)
    shown = lines(house, "membership")
    assert shown[0].startswith(first)


def test_membership_of_one_tells_since_when_and_who_says_so(house: House) -> None:
    shown = lines(house, "membership", "--country", "Fidji")
    assert shown[1].split()[:5] == ["Fiji", "member", "bali-process", "2026-11-01", "lakeside"]
    (one,) = ask(house, "membership", "--country", "WS")
    assert [(said["source"], said["quote"]) for said in one["sources"]] == [("lakeside", "Samoa")]
    at_first = {one["who"] for one in ask(house, "membership", "--mechanism", "bali-process", "--at", "2026-11-05")}
    assert at_first == {"FJ", "NP", "TO"}
    assert lines(house, "membership", "--standing", "observer") == ["No source names such a member or observer."]
    early = lines(house, "membership", "--at", "2000-01-01")
    assert early[0] == "None had been observed by then."
    assert "  - lakeside: the first look was at 2026-11-01 06:00 UTC" in early


def test_meetings_stand_by_the_day_and_upcoming_ones_are_those_of_the_calendar(meeting_house: House) -> None:
    def places(*more: str) -> list[str]:
        return [one["place"] for one in ask(meeting_house, "meetings", *more)]

    assert places() == ["Lima", "Quito"]
    assert places("--upcoming") == places("--since", "2016-06") == places("--country", "Équateur") == ["Quito"]
    assert places("--upcoming", "--until", "2020") == places("--mechanism", "prague-process") == []
    assert places("--until", "2016-05-03") == places("--since", "2016", "--until", "2016") == ["Lima"]
    assert places("--at", "2026-11-15") == []
    assert places("--at", "2026-11-25", "--upcoming") == ["Quito"]
    shown = lines(meeting_house, "meetings")
    assert " ".join(shown[1].split()) == ("2016-05-03 to 2016-05-04 bali-process lakeside without a title (Lima, Peru)")
    assert lines(meeting_house, "meetings", "--since", "2095") == ["No source states such a meeting."]


def test_a_meeting_that_is_put_off_to_no_day_is_upcoming_without_one(build_house) -> None:
    house = build_house()
    year = datetime.now(UTC).year + 2
    for after, remark in ((20, ""), (21, " (postponed until further notice)")):
        listed = f"<li>Forum, Lima, Peru, 3 May {year}{remark}</li><li>Experts, Quito, Ecuador, 5 June {year}</li>"
        extra = f"<h2>Upcoming meetings</h2><ul>{listed}</ul>"
        house.run({"lakeside": page("Indonesia", "Fiji,Tonga,Samoa", extra=extra)}, at=FIRST + timedelta(days=after))
    for asked in ([], ["--upcoming"]):
        quito, lima = ask(house, "meetings", *asked)
        assert (lima["place"], lima["state"], lima["was"]) == ("Lima", "postponed", f"{year}-05-03")
        assert [lima["date"], lima["first_day"], lima["last_day"], quito["was"]] == [None] * 4
        last = " ".join(lines(house, "meetings", *asked)[-1].split())
        assert last == f"no date (was {year}-05-03) bali-process lakeside Forum (Lima, Peru; postponed)"
    assert [one["place"] for one in ask(house, "meetings", "--since", str(year))] == ["Quito"]
    (told,) = ask(house, "changes", "--kind", "meeting.postponed")
    assert told["summary"].endswith(f"Forum (Lima, Peru; postponed, was {year}-05-03)")


@pytest.mark.parametrize(
    "window", [["--since", "2016-13"], ["--since", "2017", "--until", "2016"], ["--since", "soon"]]
)
def test_a_window_that_is_none_is_refused(house: House, window: list[str]) -> None:
    assert house("meetings", *window).exit_code == 2
    assert house("meetings", "--upcoming", "--since", "2016").exit_code == 2


@pytest.mark.parametrize(
    ("filter_", "kinds"),
    [
        (["--country", "Indonesia"], ["chair.handover"]),
        (["--country", "australie"], ["chair.handover"]),
        (["--country", "Nepal"], ["member.left"]),
        (["--country", "NP", "--country", "WS"], ["member.joined", "member.left"]),
        (["--country", "MA"], []),
        (["--field", "chair"], ["chair.handover"]),
        (["--field", "chair", "--country", "NP"], []),
        (["--mechanism", "Bali Process", "--field", "member"], ["member.joined", "member.left"]),
    ],
)
def test_changes_are_found_by_country_and_field(house: House, filter_: list[str], kinds: list[str]) -> None:
    assert sorted(one["kind"] for one in ask(house, "changes", *filter_)) == kinds


@pytest.mark.parametrize(
    ("command", "near"),
    [
        (["history", "bali-proces"], "bali-process"),
        (["history", "bali-process", "--field", "chairs"], "chair"),
        (["history", "bali-process", "--source", "lakesid"], "lakeside"),
        (["membership", "--mechanism", "pragu-proces"], "prague-process"),
        (["membership", "--country", "Indonesai"], "Indonesia (ID)"),
        (["meetings", "--country", "Moroco"], "Morocco (MA)"),
        (["meetings", "--mechanism", "prague"], "prague-process"),
        (["changes", "--kind", "chairs"], "chair"),
        (["changes", "--kind", "member.lef"], "member.left"),
        (["changes", "--field", "membre"], "member"),
        (["changes", "--kind", "chair", "--kind", "member.lef"], "member.left"),
        (["history", "bali-process", "--field", "chair", "--field", "membre"], "member"),
        (["changes", "--country", "Tunesia"], "Tunisia (TN)"),
        (["changes", "--source", "lakesid"], "lakeside"),
        (["show", "Moroco"], "Morocco (MA)"),
        (["show", "prage"], "prague-process?"),
        (["show", "colombo"], "colombo-process"),
        (["show", "5-5"], "5-5-dialogue"),
        (["show", "intergovermental authority on developement"], "(igad)"),
    ],
)
def test_a_name_that_nobody_knows_is_told_with_what_comes_near(house: House, command: list[str], near: str) -> None:
    shown = house(*command)
    assert shown.exit_code == 2, shown.output
    assert "did you mean" in shown.stderr
    assert near in shown.stderr


@pytest.mark.parametrize("word", ["nix", "zz", "XYZ"])
def test_what_comes_near_to_nothing_gets_no_guess(house: House, word: str) -> None:
    shown = house("show", word)
    assert shown.exit_code == 2
    assert "did you mean" not in shown.stderr
    assert "such as" in shown.stderr


@pytest.mark.parametrize("command", [["membership", "--country", "EU"], ["history", "EU"], ["history", "Fiji"]])
def test_what_is_of_another_sort_is_told_where_to_ask(house: House, command: list[str]) -> None:
    shown = house(*command)
    assert shown.exit_code == 2
    assert f"`monitor show {command[-1]}`" in shown.stderr


@pytest.mark.parametrize(
    "name", ["Bali Process", "bali-process", "BALI-PROCESS", "Processus de Bali", "Proceso de Bali"]
)
def test_a_mechanism_goes_by_its_id_and_by_its_names(house: House, name: str) -> None:
    assert ask(house, "history", name)["mechanism"] == "bali-process"


@pytest.mark.parametrize("command", [["history", "bali-process"], ["membership"], ["meetings"]])
def test_without_a_history_the_next_step_is_named(empty_house: House, command: list[str]) -> None:
    shown = empty_house(*command)
    assert shown.exit_code == 1
    assert "run `monitor check` first" in shown.stderr


def test_names_of_hostile_pages_do_nothing_on_a_terminal(build_house) -> None:
    house = build_house()
    evil = page(
        "Indonesia", "Fiji,Tonga,Samoa,Land\x1b]0;x\x07 of Plenty", extra=MEETINGS.format("3 May 2016, \u202eLima")
    )
    house.run({"lakeside": evil}, at=FIRST + timedelta(days=20))
    for command in (["history", "bali-process"], ["membership"], ["meetings"], ["membership", "--country", "FJ"]):
        shown = house(*command)
        assert shown.exit_code == 0, shown.output
        assert "\x1b" not in shown.output
        assert "\u202e" not in shown.output


def test_search_finds_what_is_stated_changed_and_written_and_shows_where(house: House) -> None:
    hits = {hit["what"]: hit for hit in ask(house, "search", "indonesia")}
    assert set(hits) == {"statement", "change"}
    assert (hits["statement"]["field"], hits["statement"]["since"]) == ("chair", "2026-11-11T06:00:00+00:00")
    (page_,) = ask(house, "search", "harb*", "TOWN")
    captures = ask(house, "snapshots", "lakeside")
    assert (page_["what"], page_["source"], page_["capture"]) == ("page", "lakeside", captures[1]["id"])
    assert "beside the old harbour of the town" in page_["snippet"]
    shown = lines(house, "search", '"old harbour"')
    assert shown[0] == "text of the page  since 2026-11-11, lakeside"
    assert shown[2] == f"    capture {captures[1]['id']}"
    assert lines(house, "search", "nepal", "--in", "statement")[0].endswith("2026-11-01 until 2026-11-11, lakeside")
    assert f"evidence {hits['change']['id']}" in "\n".join(lines(house, "search", "indonesia", "--in", "change"))


@pytest.mark.parametrize("words", [["atlantis"], ["NEAR("], ["a OR"], ["harbour", "--at", "2026-11-05"]])
def test_a_search_that_finds_nothing_says_so(house: House, words: list[str]) -> None:
    assert lines(house, "search", *words) == ["Nothing says so."]


def test_a_search_says_that_a_source_is_watched_no_more(own_house: House) -> None:
    kept = own_house.file.read_text(encoding="utf-8").partition('[[source]]\nid = "dunes"')[0]
    own_house.file.write_text(kept, encoding="utf-8")
    own_house.run({}, at=FIRST + timedelta(days=20))
    shown = own_house("search", "Moldova")
    assert "dunes, which is not watched since 2026-11-21" in shown.stdout
    (found,) = ask(own_house, "search", "Moldova")
    assert found["watched_until"].startswith("2026-11-21")
    assert ask(own_house, "search", "Moldova", "--at", "2026-12") == []


def test_a_search_of_an_unknown_source_is_refused_and_more_hits_are_told(house: House) -> None:
    assert "did you mean lakeside" in house("search", "atlantis", "--source", "lakesid").stderr
    shown = house("search", "indonesia", "--limit", "1")
    assert "There is more: the best 1 are shown" in shown.stderr
    assert house("search").exit_code == 2


def test_a_country_is_counted_once_in_a_mechanism_that_two_sources_speak_of(tmp_path) -> None:
    house = House(tmp_path)
    house.file.write_text(
        CONFIG.replace('mechanism = "prague-process"', 'mechanism = "bali-process"'), encoding="utf-8"
    )
    both = page("Indonesia", "Fiji,Tonga")
    house.run({"lakeside": both, "dunes": both}, at=FIRST)
    words = " ".join(house("show", "Fiji").output.split())
    assert "Member of 1 - " in words
    assert words.count("dunes, statement") == words.count("lakeside, statement") == 1
    assert words.count("Bali Process") == 1
    (one,) = ask(house, "membership", "--country", "FJ")
    assert [said["source"] for said in one["sources"]] == ["dunes", "lakeside"]


@pytest.mark.parametrize(
    "words",
    [("show", "bali-process", "--at", ""), ("changes", "--since", " "), ("meetings", "--until", "")],
    ids=["at", "since", "until"],
)
def test_a_time_that_a_script_left_empty_is_not_taken_for_now(house: House, words: tuple[str, ...]) -> None:
    refused = house(*words)
    assert refused.exit_code == 2
    assert "is empty" in refused.stderr
