"""What a channel's filters mean for what is told beside the changes."""

from __future__ import annotations

from monitor.deliver.interest import speaks_of, tells
from monitor.digest.records import About
from monitor.model import Interest, Source
from tests.deliver.conftest import House
from tests.watched import page

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
    assert "0 of 0 sources checked" in told["few"]  # the one source is configured for another mechanism
