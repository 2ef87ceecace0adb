"""What a channel's filters mean for what is told beside the changes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from monitor.deliver.interest import speaks_of, tells
from monitor.digest.records import About
from monitor.model import Interest, Source
from tests.deliver.conftest import House
from tests.watched import MEMBERS, page

BALI = About("bali-process", "member")
NADI = About("bali-process", "meeting", frozenset({"FJ"}))


def test_without_a_filter_all_is_told() -> None:
    assert all(map(tells(Interest()), (BALI, NADI, About())))


def test_by_mechanism() -> None:
    wants = tells(Interest(mechanisms=("bali-process",)))
    assert wants(BALI)
    assert not wants(About("prague-process", "member"))
    assert not wants(About())  # of a page as a whole, as with changes


def test_by_country() -> None:
    wants = tells(Interest(countries=("FJ", "TO")))
    assert wants(NADI)
    assert not wants(About("bali-process", "meeting", frozenset({"KE"})))
    assert not wants(BALI)
    assert wants(About("bali-process", "member", None))  # what is held back may be about any


def test_by_kind_of_change_which_stands_for_its_field() -> None:
    wants = tells(Interest(kinds=("member.joined",)))
    assert wants(BALI)
    assert not wants(NADI)
    assert wants(About("bali-process"))  # of no field in particular
    assert tells(Interest(kinds=("count",)))(About("bali-process", "member_count"))
    assert tells(Interest(kinds=("meeting",)))(NADI)


def test_by_importance() -> None:
    wants = tells(Interest(importance="medium"))
    assert wants(About("bali-process", "member", importance="medium"))
    assert not wants(About("bali-process", "member", importance="low"))


def test_a_source_that_is_configured_for_others_alone_is_not_told_of() -> None:
    def source(*mechanisms: str) -> Source:
        return Source("a", "https://a.example/", "mechanism-page", mechanisms)

    wants = Interest(mechanisms=("bali-process",))
    assert speaks_of(source("bali-process", "igc"), wants)
    assert speaks_of(source(), wants)  # whom it speaks of its page says
    assert not speaks_of(source("igc"), wants)
    assert speaks_of(source("igc"), Interest())


def test_a_channel_hears_of_other_mechanisms_no_finding_meeting_or_held_value(house: House) -> None:
    of_all = '[[channel]]\nname = "all"\nkind = "folder"\npath = "all"\nforms = ["text"]\nempty = true\n'
    few = of_all.replace("all", "few") + 'mechanisms = ["prague-process"]\n'
    bare = page("Spain", None, extra="<h2>Upcoming meetings</h2><ul><li>30 March 2026, Rome, Italy</li></ul>")
    house.channels(of_all + few)
    house.serve(bare)  # the list of members is gone, so it is held
    house.run()
    assert house.compose() == [True, True]
    house.send()
    told = {name: next((house.folder / name).glob("*.txt")).read_text(encoding="utf-8") for name in ("all", "few")}
    for part in ("Spain took the chair", "30 March 2026: Budapest Process", "Held back"):
        assert part in told["all"], part
        assert part not in told["few"], part
    few_words = " ".join(told["few"].split())
    assert "0 of 0 sources checked" in few_words  # the one source is configured for another mechanism


FEW = '[[channel]]\nname = "few"\nkind = "folder"\npath = "few"\nforms = ["text", "json"]\n'


def told(house: House) -> tuple[str, str, dict[str, Any]]:
    """The subject of the newest digest of the channel, its text, and its JSON."""
    sql = "SELECT payload FROM outbox WHERE channel = 'few' AND payload <> '' ORDER BY id DESC LIMIT 1"
    letter = json.loads(house.ask(sql)[0][0])
    return letter["subject"], " ".join(letter["text"].split()), json.loads(letter["json"])


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("en", "Nothing that this channel asks for; 3 other changes", "3 other changes, for which this channel does"),
        ("fr", "Rien de ce que ce canal demande ; 3 autres changements", "3 autres changements, que ce canal ne"),
    ],
)
@pytest.mark.parametrize("asks", ['kinds = ["established"]', 'countries = ["AU"]', 'mechanisms = ["igc"]'])
def test_nothing_changed_is_not_said_of_changes_that_a_filter_leaves_out(
    house: House, asks: str, language: str, subject: str, said: str
) -> None:
    house.serve(page("Spain", (*MEMBERS, "Tunisia", "Malta")))
    house.run()
    house.channels(f'{FEW}empty = true\nlanguage = "{language}"\n{asks}\n')
    assert house.compose() == [True]
    line, text, value = told(house)
    assert line.startswith(subject)
    assert said in text
    assert "Nothing changed" not in text
    assert "Rien n’a changé" not in text
    assert value["unasked"] == 3
    house.run()
    assert house.compose() == [True]
    assert told(house)[2]["unasked"] == 0, "they are counted once"


def test_what_is_left_out_is_counted_beside_what_is_told(house: House) -> None:
    house.serve(page("Spain", (*MEMBERS, "Tunisia", "Malta")))
    house.run()
    house.channels(f'{FEW}countries = ["TN"]\n')
    assert house.compose() == [True]
    line, text, value = told(house)
    assert line.startswith("1 change: Budapest Process")
    assert "1 change in 1 mechanism. 2 other changes, for which this channel does not ask." in text
    assert value["unasked"] == 2


def test_no_digest_is_put_together_for_others_changes_alone(house: House) -> None:
    house.channels(f'{FEW}mechanisms = ["igc"]\n')
    assert house.compose() == [False]


@pytest.mark.parametrize(
    ("asks", "hears"),
    [
        ('mechanisms = ["budapest-process"]', True),
        ('mechanisms = ["igc"]', False),
        ('countries = ["AT"]', True),
        ('countries = ["AU"]', False),
        ('mechanisms = ["budapest-process"]\ncountries = ["AT"]', True),
        ('mechanisms = ["budapest-process"]\ncountries = ["AU"]', False),
        ('mechanisms = ["igc"]\ncountries = ["AT"]', False),
        ('mechanisms = ["budapest-process"]\nkinds = ["member"]', False),
        ('mechanisms = ["budapest-process"]\nimportance = "high"', True),
    ],
)
def test_a_change_of_a_page_as_a_whole_is_told_to_those_who_ask_for_what_it_speaks_of(
    house: House, asks: str, hears: bool
) -> None:
    house.channels(f"{FEW}empty = true\n{asks}\n")
    house.compose()
    house.serve(page("Spain", None))
    assert house.run().changes == [("page.reshaped", "")]
    assert house.compose() == [True]
    _, text, value = told(house)
    assert ("The page changed shape" in text or "the page changed shape" in text) is hears
    assert value["unasked"] == (0 if hears else 1)
