"""Two sources of one mechanism, asked by the commands: who is taken first, what differs, what only follows."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.cli.named import subjects, unmistakable
from monitor.errors import UsageError
from monitor.lookups import countries, mechanisms, organisations
from tests.cli.house import FIRST, House, page

CONFIG = """\
[monitor]
history = "history.db"
snapshots = "snapshots"
contact = "monitor@example.org"

[[source]]
id = "lakeside"
url = "https://pages.example/lakeside"
layout = "mechanism-page"
mechanism = "bali-process"

[[source]]
id = "lakeside-fr"
url = "https://pages.example/fr/lakeside"
layout = "mechanism-page"
mechanism = "bali-process"
family = "lakeside"
rank = 6

[[source]]
id = "harbour"
url = "https://pages.example/harbour"
layout = "mechanism-page"
mechanism = "bali-process"
rank = 7
"""
STATES = "Fiji,Nepal,Tonga,Samoa,Palau,Kiribati"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The harbour lists others; the lakeside has a new chair, which its French version tells five days later."""
    house = House(tmp_path_factory.mktemp("house"))
    house.file.write_text(CONFIG, encoding="utf-8")
    old, new = page("Australia", STATES), page("Indonesia", STATES)
    harbour = page("Indonesia", STATES.replace("Nepal", "Nauru"))
    house.run({"lakeside": old, "lakeside-fr": old, "harbour": harbour}, at=FIRST)
    house.run({"lakeside": new, "lakeside-fr": old, "harbour": harbour}, at=FIRST + timedelta(days=5))
    return house


@pytest.fixture
def later(tmp_path: Path, house: House) -> House:
    """The same, once the French version followed."""
    again = House(tmp_path, house.runs)
    again.file.write_text(CONFIG, encoding="utf-8")
    (tmp_path / "history.db").write_bytes((house.folder / "history.db").read_bytes())
    new = page("Indonesia", STATES)
    again.run({"lakeside-fr": new}, at=FIRST + timedelta(days=10))
    return again


def test_show_has_the_source_that_is_taken_first_and_what_the_others_say(house: House) -> None:
    said = house("show", "bali-process").output
    chair = said.partition("\nchair\n")[2].partition("\n\n")[0].splitlines()
    assert chair[0].strip() == "Indonesia"
    assert "lakeside, capture" in chair[1]
    assert chair[1].endswith("taken first by rank")
    assert "the same, since" in chair[2]
    assert "harbour" in chair[2]
    assert [line.strip() for line in chair[3:5]] == ["also stated:", "Australia"]
    member = said.partition("\nmember\n")[2].partition("\n\n")[0]
    assert "also stated: the same without Nepal, with Nauru (6)" in member
    assert "2002\n      since 2026-11-01, lakeside" in said
    assert ", all agree" in said


def test_show_in_json_has_the_picks_and_the_disagreements(house: House) -> None:
    told = json.loads(house("show", "bali-process", "--json").output)
    picks = {one["field"]: one for one in told["picks"]}
    assert picks["chair"] == {
        "field": "chair",
        "source": "lakeside",
        "rule": "rank",
        "others": ["lakeside-fr", "harbour"],
    }
    assert picks["established"]["rule"] == "all agree"
    (chair,) = (one for one in told["disagreements"] if one["field"] == "chair" and one["family"])
    assert chair["lags"] == "lakeside-fr"
    assert [one["value"] for one in chair["sources"]] == ["ID", "AU"]


def test_show_at_a_date_takes_first_what_was_then(house: House) -> None:
    then = json.loads(house("show", "bali-process", "--at", "2026-11-02", "--json").output)
    chairs = {one["source"]: one["value"]["country"] for one in then["statements"] if one["field"] == "chair"}
    assert chairs["lakeside"] == "AU"
    assert {one["field"]: one["source"] for one in then["picks"]}["chair"] == "lakeside"


def test_disagreements_are_listed_in_words(house: House) -> None:
    said = house("disagreement").output
    assert "chair, as only one of the two states it: language versions of lakeside, lakeside-fr lags" in said
    assert "lakeside: Indonesia, since 2026-11-06" in said
    assert "harbour: Nauru, since 2026-11-01" in said
    assert said.count("Bali Process on People Smuggling") == 1


def test_disagreements_go_by_mechanism_and_source(house: House) -> None:
    every = json.loads(house("disagreement", "--json").output)
    assert every == json.loads(house("disagreement", "--mechanism", "Bali Process", "--json").output)
    assert {one["field"] for one in every} == {"chair", "member"}
    of_harbour = json.loads(house("disagreement", "--source", "harbour", "--json").output)
    assert 0 < len(of_harbour) < len(every)
    assert house("disagreement", "--mechanism", "prague-process").output == "The sources do not disagree.\n"
    assert "did you mean" in house("disagreement", "--source", "harbor").output
    assert house("disagreement", "--mechanism", "bali-proces").exit_code == 2


def test_a_version_that_follows_is_told_as_an_echo(later: House, tmp_path: Path) -> None:
    told = json.loads(later("changes", "--json").output)
    echo, first = (next(one for one in told if one["source"] == name) for name in ("lakeside-fr", "lakeside"))
    assert (echo["kind"], echo["importance"], echo["echo_of"]) == (first["kind"], "low", first["id"])
    assert first["importance"] == "high"
    assert f"as change {first['id']} of another language version told before" in later("changes").output
    digest = " ".join(later("digest", "--since", "2026-10-01").output.split())
    assert "LOW Indonesia took the chair of the Bali Process from Australia" in digest
    assert f"change {echo['id']}, as change {first['id']} of another language version told before" in digest
    assert later("export", "json", "-o", str(tmp_path / "tables")).exit_code == 0
    exported = json.loads((tmp_path / "tables" / "changes.json").read_text(encoding="utf-8"))
    (row,) = [one for one in exported if one["change"] == echo["id"]]
    assert (row["importance"], row["echo_of"]) == ("low", first["id"])


def test_what_the_page_stated_all_along_is_told_as_no_news(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")
    states = "Fiji,Nepal,Tonga,Samoa,Palau,Kiribati,Nauru,Tuvalu,Vanuatu,Malaysia,Thailand"
    page_itself, behind = page("Indonesia", states), page("Australia", states.replace("Nepal,Tonga,Samoa,Palau,", ""))
    house.run({"lakeside": page_itself, "lakeside-fr": behind}, at=FIRST)
    house.run({"lakeside": page_itself, "lakeside-fr": page_itself}, at=FIRST + timedelta(days=5))
    told = json.loads(house("changes", "--json").output)
    assert {one["source"] for one in told} == {"lakeside-fr"}
    assert {(one["importance"], one["echo_of"], one["stated_by"]) for one in told} == {("low", None, "lakeside")}
    words = "as lakeside, the same page in another language, stated already"
    assert house("changes").output.count(f"    {words}\n") == len(told)
    assert house("changes", "--importance", "high").output == "No changes.\n"
    assert f"\n{words}\n" in house("evidence", told[0]["id"]).output
    digest = " ".join(house("digest", "--since", "2026-10-01").output.split())
    (chair,) = [one for one in told if one["field"] == "chair"]
    assert f"change {chair['id']}, {words}" in digest
    assert "LOW 4 joined Bali Process: Nepal; Palau; Samoa; Tonga" in digest
    assert digest.count(words) == len(told) - 3  # those who joined are told together
    french = " ".join(house("digest", "--since", "2026-10-01", "--language", "fr").output.split())
    assert "comme l’indiquait déjà lakeside, la même page dans une autre langue" in french
    (news,) = [
        one
        for chapter in json.loads(house("digest", "--since", "2026-10-01", "--json").output)["chapters"]
        for one in chapter["news"]
        if one["id"] == chair["id"]
    ]
    assert news["stated_by"] == "lakeside"
    assert house("export", "json", "-o", str(tmp_path / "tables")).exit_code == 0
    exported = json.loads((tmp_path / "tables" / "changes.json").read_text(encoding="utf-8"))
    assert {(one["importance"], one["stated_by"]) for one in exported} == {("low", "lakeside")}


def test_the_digest_counts_the_disagreements_and_names_the_command(house: House, later: House) -> None:
    def foot(of: House) -> str:
        return " ".join(of("digest", "--since", "2026-10-01").output.split())

    def listed(of: House) -> int:
        return len(json.loads(of("disagreement", "--json").output))

    for each in (house, later):
        assert f"{listed(each)} disagreements between sources. To see what each states: monitor" in foot(each)
    assert listed(later) < listed(house)


def test_a_digest_tells_once_where_sources_begin_to_differ_and_once_where_they_end(later: House) -> None:
    def told(since: str, until: str, language: str = "en") -> str:
        window = ("--since", since, "--until", until, "--language", language)
        return " ".join(later("digest", *window).output.split())

    began = told("2026-11-05", "2026-11-08")
    assert "New disagreements between sources" in began
    chairs = "Bali Process, chair: lakeside says Indonesia; lakeside-fr says Australia"
    assert chairs in began
    assert "harbour says Nauru" not in began  # that began before
    assert chairs not in told("2026-11-07", "2026-11-09")
    ended = told("2026-11-10", "2026-11-12")
    assert "Disagreements that are over" in ended
    assert "Bali Process, chair: lakeside and lakeside-fr differ no more" in ended
    french = told("2026-11-05", "2026-11-08", "fr")
    assert "Processus de Bali, présidence : lakeside dit Indonésie ; lakeside-fr dit Australie" in french


def test_the_disagreements_in_the_foot_are_those_of_that_time(house: House, later: House) -> None:
    def foot(until: str) -> str:
        return " ".join(later("digest", "--since", "2026-10-01", "--until", until).output.split())

    now = len(json.loads(house("disagreement", "--json").output))  # before the French version followed
    assert f"{now} disagreements between sources." in foot("2026-11-08")
    assert f"{now} disagreements between sources." not in foot("2026-11-30")


def test_a_list_and_a_pair_of_chairs_that_came_bit_by_bit_are_told_whole(tmp_path: Path) -> None:
    def shown() -> tuple[list[str], list[str]]:
        said = house("show", "bali-process").output
        chair, member = (said.partition(f"\n{field}\n")[2].partition("\n\n")[0] for field in ("chair", "member"))
        return [" ".join(line.split()) for line in chair.splitlines()], [line.strip() for line in member.splitlines()]

    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")
    house.run({"lakeside": page("Chair: Fiji, Co-Chair: Nauru", STATES)}, at=FIRST)
    house.run({"lakeside": page("Chair: Tonga, Co-Chair: Nauru", f"{STATES},Tuvalu")}, at=FIRST + timedelta(days=5))
    chair, member = shown()
    assert chair[0] == "chair Tonga; co-chair Nauru"
    assert chair[1].startswith("since 2026-11-01, lakeside")
    assert chair[1].endswith(": co-chair Nauru")
    assert chair[2].startswith("since 2026-11-06, lakeside")
    assert chair[2].endswith(": Tonga")
    assert member[0] == "Fiji; Kiribati; Nepal; Palau; Samoa; Tonga; Tuvalu (7)"
    assert "Tuvalu" not in member[1]
    assert member[2].endswith(": Tuvalu")
    assert len(member) == 3
    house.run({"harbour": page("Chair: Nauru, Co-Chair: Tonga", STATES)}, at=FIRST + timedelta(days=6))
    chair, _ = shown()
    assert chair[2].endswith("all agree: Tonga")
    assert chair[3].startswith("the same, since 2026-11-07, harbour")
    assert len(chair) == 4
    past = "<h2>Past Chairs</h2><ul><li>Palau</li></ul>"
    house.run({"harbour": page("Chair: Nauru, Co-Chair: Tonga", STATES, extra=past)}, at=FIRST + timedelta(days=7))
    chair, _ = shown()
    assert "all agree on who holds it now" in chair[2]
    assert "also stated:" in chair
    assert "chair Nauru; co-chair Tonga; past Palau" in chair


def test_what_a_country_is_in_is_told_with_who_says_otherwise(house: House) -> None:
    words = " ".join(house("show", "Australia").output.split())
    assert re.search(
        r"chair \(since 2026-11-01, lakeside-fr, .*; harbour names Indonesia instead; lakeside names", words
    )
    words = " ".join(house("show", "Nepal").output.split())
    assert re.search(r"Member of 1 - Bali Process .* not named by harbour\)", words)
    told = json.loads(house("show", "AU", "--json").stdout)["contrary"]
    assert [(one["source"], one["field"], one["role"]) for one in told] == [
        ("harbour", "chair", "chair"),
        ("lakeside", "chair", "chair"),
    ]
    assert [two["value"]["country"] for one in told for two in one["names"]] == ["ID", "ID"]
    assert json.loads(house("show", "AU", "--json", "--at", "2026-11-02").stdout)["contrary"][0]["source"] == "harbour"
    assert json.loads(house("show", "Fiji", "--json").output)["contrary"] == []


def test_organisations_are_asked_for_as_countries_are(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")

    def extra(secretariat: str, observers: str) -> str:
        listed = "".join(f"<li>{one}</li>" for one in observers.split(","))
        return f"<h2>Secretariat</h2><p>{secretariat}</p><h2>Observers</h2><ul>{listed}</ul>"

    page_of = {"lakeside": ("ICMPD", "IOM,UNHCR"), "harbour": ("IOM", "UNHCR,ILO")}
    house.run({one: page("Fiji", STATES, extra=extra(*what)) for one, what in page_of.items()}, at=FIRST)
    for name in ("ICMPD", "icmpd", "International Centre for Migration Policy Development"):
        told = json.loads(house("show", name, "--json").output)
        assert told["organisation"] == "icmpd"
        assert [one["mechanism"] for one in told["secretariat_of"]] == ["bali-process"]
    words = " ".join(house("show", "IOM").output.split())
    assert "Secretariat of 1 - Bali Process" in words
    assert "lakeside names International Centre for Migration Policy Development instead)" in words
    assert re.search(r"Observer of 1 - Bali Process .* not named by harbour\)", words)
    unhcr = json.loads(house("show", "HCR", "--json").output)
    assert [one["source"] for one in unhcr["observer_of"]] == ["harbour", "lakeside"]
    assert unhcr["contrary"] == unhcr["chairs"] == []
    assert json.loads(house("show", "IOM", "--json", "--at", "2026-10").output)["observer_of"] == []


def test_a_word_that_may_be_two_is_taken_for_a_country_and_the_other_is_named(house: House) -> None:
    told = json.loads(house("show", "AU", "--json").stdout)
    assert told["country"] == "AU"
    assert told["also"] == [{"organisation": "au", "show": "African Union"}]
    shown = house("show", "AU").stdout.splitlines()
    assert shown[0] == "Australia (AU)"
    assert shown[-1] == "AU is also the African Union: monitor show 'African Union'"
    assert json.loads(house("show", "Guam", "--json").stdout)["country"] == "GU"
    for word in ("African Union", "Australia", "bali-process"):
        assert json.loads(house("show", word, "--json").stdout)["also"] == []
        assert "is also" not in house("show", word).output


def _words() -> set[str]:
    """All that countries, organisations and mechanisms are called by."""
    found = {*countries.country_codes(), *countries.names().names}
    for one in organisations.organisations().values():
        found |= {one.id, one.name, *one.names, *one.acronyms}
    for each in mechanisms.all():
        found |= {each.id, each.name, each.short, *each.acronyms}
    return found


def test_what_a_word_may_be_besides_is_asked_for_by_one_that_is_nothing_else() -> None:
    shared = {}
    for word in _words():
        try:
            taken, *others = subjects(word)
        except UsageError:
            continue
        assert subjects(unmistakable(*taken))[0] == taken
        for one in others:
            assert subjects(unmistakable(*one)) == [one]
        shared |= {word: [id_ for _, id_ in others]} if others else {}
    assert shared.items() >= {"AU": ["au"], "EC": ["ec"], "guam": ["guam"]}.items()


def test_hostile_words_of_a_page_are_only_printed_escaped(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")
    meetings = "<h2>Meetings</h2><ul><li>Forum, Manila\x1b[2J, 3 July 2017</li></ul>"
    house.run({"lakeside": page("Australia", STATES, extra=meetings)}, at=FIRST)
    assert "\x1b[2J" not in house("show", "bali-process").output + house("disagreement").output
