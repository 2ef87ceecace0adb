"""What a run that was killed left in the archive is taken in by the next one: once, and as if nobody had killed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.archive import Archive, Revisit
from monitor.errors import ArchiveError
from monitor.history.database import instant
from monitor.model import Answer, Decision, Imported
from monitor.upkeep.verify import verify
from tests.upkeep.past import again, all_of
from tests.watched import MEMBERS, Watched, page

LEFT = [("member.left", country) for country in ("ES", "HR", "HU", "PL", "SE")]


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def decided(watched: Watched, kind: str, source: str = "budapest") -> list[Decision]:
    found = (one.content for one in watched.archive.found(source))
    return [made for made in found if isinstance(made, Decision) and made.kind == kind]


def looks(watched: Watched) -> list[Revisit]:
    return [one.content for one in watched.archive.found("budapest") if isinstance(one.content, Revisit)]


def counted(members: tuple[str, ...]) -> str:
    """A page that says itself how many members it lists."""
    return page(members=members).replace("Member States", f"Member States ({len(members)} States)")


@pytest.mark.parametrize(
    ("when", "step"),
    [
        ("after", "monitor.archive.store:Archive.decide"),
        ("before", "monitor.history:record_check"),
        ("after", "monitor.history:record_check"),
    ],
)
def test_that_a_page_is_gone_is_told_once_with_the_id_that_the_archive_gives_it(
    watched: Watched, when: str, step: str
) -> None:
    watched.serve(page())
    watched.run()
    watched.serve("", status=410)
    watched.killed(when, step)  # type: ignore[arg-type]  # one of the two
    (gone,) = decided(watched, "gone")
    told = watched.run().changes + watched.run().changes
    assert told == ([("page.gone", "")] if step.endswith("decide") or when == "before" else [])
    ((public, url),) = watched.ask("SELECT public, before FROM change")
    assert decided(watched, "gone") == [gone]
    assert url == f'"{gone.facts["url"]}"'
    watched.write("DELETE FROM fulltext WHERE what = 'change'")
    watched.write("DELETE FROM change")
    book = history.open_history(watched.settings.monitor.history)
    history.tell_gone(book, "budapest", gone.facts["url"], at=gone.at)
    book.close()
    assert watched.ask("SELECT public FROM change") == [(public,)]
    watched.serve(page())
    assert watched.run().changes == [("page.back", "")]


def test_a_look_that_counted_a_held_reading_on_counts_once(watched: Watched) -> None:
    watched.serve(counted(MEMBERS))
    watched.run()
    watched.serve(counted(MEMBERS[:3]))
    watched.run()
    watched.killed("after", "monitor.archive.store:Archive.revisit")
    assert watched.ask("SELECT runs FROM held WHERE ended_at IS NULL") == [(1,)]
    told = watched.run(only=("budapest",), hours=1)  # taken in: the second; and itself the third, in less than 48 hours
    assert [look.fetched_at for look in looks(watched)] == [watched.now - timedelta(hours=1), watched.now]
    assert told.changes == []
    assert watched.ask("SELECT runs FROM held WHERE ended_at IS NULL") == [(3,)]
    assert "member.left" in [kind for kind, _ in watched.run().changes]


def test_a_look_that_was_taken_in_is_not_taken_in_again_when_that_run_is_killed_too(watched: Watched) -> None:
    watched.serve(counted(MEMBERS))
    watched.run()
    watched.serve(counted(MEMBERS[:3]))
    watched.run()
    watched.killed("after", "monitor.archive.store:Archive.revisit")
    watched.killed("after", "monitor.history:record_reading")
    assert watched.ask("SELECT runs FROM held WHERE ended_at IS NULL") == [(2,)]
    watched.killed("before", "monitor.run:_all")
    assert watched.ask("SELECT runs FROM held WHERE ended_at IS NULL") == [(2,)]


def test_a_look_that_was_taken_in_is_not_forgotten_when_its_source_is_decided_on_anew(watched: Watched) -> None:
    watched.configure(watched.source("budapest"), watched.source("prague", "/prague"))
    watched.serve(page(), "/prague")
    watched.serve(counted(MEMBERS))
    watched.run()
    watched.serve(counted(MEMBERS[:3]))
    watched.run()
    watched.killed("after", "monitor.archive.store:Archive.revisit")
    watched.configure(watched.source("budapest", family="prague"), watched.source("prague", "/prague"))
    watched.killed("after", "monitor.history:sync_sources")
    assert watched.run(hours=1).changes == LEFT  # this look is the third


def mistaken(*arguments: object, **named: object) -> NoReturn:
    raise KeyError("a mistake of ours")


@pytest.fixture
def believed(watched: Watched) -> Watched:
    """Two sources; the run is killed that found the short list of one for the third time, which is believed then."""
    watched.configure(watched.source("budapest"), watched.source("prague", "/prague"))
    watched.serve(counted(MEMBERS))
    watched.serve(page(), "/prague")
    watched.run()
    watched.serve(counted(MEMBERS[:3]))
    watched.run()
    watched.run()
    watched.killed("after", "monitor.archive.store:Archive.revisit")
    assert watched.ask("SELECT runs FROM held WHERE ended_at IS NULL") == [(2,)]
    watched.serve(page("Poland"), "/prague")
    return watched


DAMAGED = "SELECT s.name, f.message FROM finding f JOIN source s ON s.id = f.source WHERE f.closed_at IS NULL"


def test_a_look_that_cannot_be_told_by_itself_is_told_with_the_past_of_its_source(
    believed: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.look.adopting._found_again", mistaken)
    told = believed.run(hours=1)
    assert (told.changes, told.result.failed) == ([("chair.handover", ""), *LEFT], False)
    assert believed.ask("SELECT count(*) FROM change WHERE imported = 1") == [(0,)]
    assert believed.ask(DAMAGED) == []
    assert believed.run().changes == []


def test_a_past_that_cannot_be_told_stops_its_source_alone_and_is_told_by_a_later_run(
    believed: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The looks meanwhile count as they are."""
    monkeypatch.setattr("monitor.look.adopting._found_again", mistaken)
    monkeypatch.setattr("monitor.upkeep.retelling.Retelling._seen_again", mistaken)
    told = believed.run(hours=1)
    assert ("chair.handover", "") in told.changes
    assert told.verdicts == {"budapest": "unchanged", "prague": "changed"}
    ((source, message),) = believed.ask(DAMAGED)
    assert (source, "a mistake of the monitor: KeyError" in message) == ("budapest", True)
    assert believed.run(hours=1).changes == []
    assert believed.ask(DAMAGED) == [(source, message)]
    monkeypatch.undo()
    assert believed.run(hours=1).changes == []
    assert believed.ask(DAMAGED) == []
    assert len(looks(believed)) == len({look.fetched_at for look in looks(believed)})
    grown = all_of(believed)
    again(believed, "budapest", "prague")
    assert all_of(believed) == grown


@pytest.mark.parametrize("times", [1, 2])
def test_where_a_link_leads_is_taken_in_and_not_decided_again(watched: Watched, times: int) -> None:
    watched.configure(watched.source("budapest", "/all", follow="Table of all"))
    watched.serve('<main><p><a href="/2023.html">Table of all</a></p></main>', "/all")
    watched.serve(page(), "/2023.html")
    for _ in range(times):
        watched.killed("before", "monitor.history:record_followed")
    assert watched.run().look.verdict == "new"
    assert len(decided(watched, "followed")) == 1
    (made,) = decided(watched, "followed")
    assert watched.ask("SELECT since FROM followed_address") == [(instant(made.at),)]


def test_settings_that_a_killed_run_decided_hold_from_then_on(watched: Watched) -> None:
    """Though the configuration is again what it was before: the archive has it that they changed twice."""
    watched.serve(page())
    watched.run()
    before = watched.settings.file.read_text()
    watched.configure(watched.source("budapest", language="fr"))
    watched.killed("before", "monitor.history:sync_sources")
    watched.settings.file.write_text(before)
    watched.configure(watched.source("budapest"))
    watched.run()
    assert [made.facts["language"] for made in decided(watched, "settings")] == [None, "fr", None]
    watched.run()
    assert len(decided(watched, "settings")) == 3


def test_a_renamed_source_whose_run_was_killed_goes_on(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.configure(watched.source("prague-style", was="budapest"))
    watched.killed("before", "monitor.history:sync_sources")
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]
    assert [made.facts["id"] for made in decided(watched, "settings", "prague-style")] == ["budapest", "prague-style"]


def test_who_else_ended_there_when_it_was_judged_is_what_counts(watched: Watched) -> None:
    watched.configure(*(watched.source(name, f"/{name}") for name in ("a", "b", "c")))
    for name in ("a", "b", "c"):
        watched.serve(page(), f"/{name}")
    watched.run()
    watched.serve(page("Poland"), "/new/home.html")
    for name in ("a", "b", "c"):
        watched.redirect(f"/{name}", "/new/home.html")
    watched.killed("after", "monitor.archive.store:Archive.decide")
    (left,) = [name for name in ("a", "b", "c") if decided(watched, "crowded", name)]
    watched.configure(watched.source(left, f"/{left}"))
    watched.serve("", f"/{left}", 500)
    watched.run()
    assert watched.ask(
        "SELECT v.name FROM capture c JOIN source s ON s.id = c.source JOIN verdict v ON v.id = c.verdict"
        " WHERE s.name = ? ORDER BY c.id",
        left,
    ) == [("new",), ("soft-404",)]
    assert len(decided(watched, "crowded", left)) == 1


@pytest.mark.parametrize("step", ["monitor.archive.store:Archive.append", "monitor.history:record_capture"])
@pytest.mark.parametrize("then", ["killed", "next"])
def test_a_change_is_told_once_though_the_clock_was_set_back_about_a_run_that_was_killed(
    watched: Watched, step: str, then: str
) -> None:
    watched.serve(page())
    watched.run()
    watched.serve(page("Poland"))
    watched.now -= timedelta(hours=72 if then == "killed" else 0)
    watched.killed("after", step)
    watched.now -= timedelta(hours=72 if then == "next" else 0)
    assert [watched.run().changes for _ in range(2)] == [[("chair.handover", "")], []]
    watched.serve(page("Spain"))
    assert watched.run().changes == [("chair.handover", "")]


def archived_by_others(watched: Watched, hours: float, body: str, *, imported: bool = True) -> None:
    """A capture in the archive that no run put there."""
    url = watched.server.url_for("/budapest")
    at = watched.now + timedelta(hours=hours)
    answer = Answer(url, url, at, 0.0, 200, "OK", (("Content-Type", "text/html"),), body.encode())
    watched.archive.append("budapest", answer, imported=Imported("others.warc.gz", at) if imported else None)


def test_an_older_time_behind_what_is_known_is_that_of_a_clock_that_was_set_back(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    archived_by_others(watched, -100, page("Spain"), imported=False)
    assert watched.run().changes == [("chair.handover", "")] * 2  # to Spain, and back
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'clock-set-back'") == [(1,)]
    assert watched.run().changes == []


def test_a_capture_older_than_what_is_known_is_no_news(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    archived_by_others(watched, -100, page("Spain"))
    assert watched.run().changes == []
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]
    assert watched.ask("SELECT kind, imported FROM change") == [("chair.handover", 1)]
    assert watched.run().changes == []


def test_a_look_whose_page_stands_no_more_is_passed_over(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    (_, kept) = next(iter(watched.archive.walk("budapest")))
    book = history.open_reader(watched.settings.monitor.history)
    (capture,) = history.captures(book, "budapest")
    book.close()
    other = replace(capture, fetched_at=capture.fetched_at - timedelta(days=9), sha256="0" * 64)
    watched.archive.revisit("budapest", replace(kept.answer(), fetched_at=watched.now + timedelta(hours=1)), other)
    assert not watched.run().result.failed
    assert watched.run().changes == []


def test_a_damaged_end_is_told_once_until_it_is_mended(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.serve(page("Poland"))
    watched.run()
    segment, states = watched.segment(), "SELECT count(*), sum(closed_at IS NULL) FROM finding WHERE kind = ?"
    whole = segment.read_bytes()
    archived_by_others(watched, 1, page("Spain"), imported=False)
    archived_by_others(watched, 2, page("Austria"), imported=False)
    both = bytearray(segment.read_bytes())
    both[len(whole) + 20] ^= 255
    segment.write_bytes(both)
    for _ in range(2):
        watched.serve(page("Poland"))
        watched.run()
        assert watched.ask(states, "archive-damaged") == [(1, 1)]
    mended = bytearray(segment.read_bytes())
    mended[len(whole) + 20] ^= 255
    segment.write_bytes(mended)
    watched.run()
    assert watched.ask(states, "archive-damaged") == [(1, 0)]
    assert len(list(watched.archive.walk("budapest"))) == watched.ask("SELECT count(*) FROM capture")[0][0] == 5


def test_a_torn_end_is_cut_by_the_next_run(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    segment = watched.segment()
    whole = segment.read_bytes()
    archived_by_others(watched, 1, page("Spain"), imported=False)
    segment.write_bytes(segment.read_bytes()[:-5])
    assert not watched.run().result.failed
    assert segment.read_bytes() == whole
    assert len(watched.archive.torn("budapest")) == 1
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'archive-damaged'") == [(0,)]


def test_an_archive_that_lacks_captures_is_damaged_until_they_are_there_again(watched: Watched) -> None:
    for chair in ("Hungary", "Poland"):
        watched.serve(page(chair))
        watched.run()
    segment, states = watched.segment(), "SELECT count(*), sum(closed_at IS NULL) FROM finding WHERE kind = ?"
    older = segment.read_bytes()
    watched.serve(page("Spain"))
    watched.run()
    segment.write_bytes(older)  # from a backup
    for chair in ("Spain", "Sweden", "Austria", "Belgium"):  # until the file is longer than it was
        watched.serve(page(chair))
        watched.run()
        assert watched.ask(states, "archive-damaged") == [(1, 1)]


def test_a_name_of_a_segment_that_is_no_file_stops_no_run(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    folder = watched.segment().parent
    (folder / "0007.warc.zst").mkdir()
    (folder / "0008.warc.zst").symlink_to("nowhere")
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]
    found = verify(watched.settings, watched.archive, now=watched.now, patience=0)
    assert {(one.kind, one.file) for one in found.problems} == {
        ("foreign", "budapest/0007.warc.zst"),
        ("foreign", "budapest/0008.warc.zst"),
    }


def test_a_segment_that_cannot_be_read_stops_its_source_alone(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.configure(watched.source("budapest"), watched.source("prague", "/prague"))
    watched.serve(page())
    watched.serve(page(), "/prague")
    watched.run()
    watched.archive.decide("budapest", Decision("followed", watched.now, {"url": "x", "place": ["x", 0, 1]}))
    original = Archive.recover

    def refused(archive: Archive, source: str, now: datetime) -> object:
        if source == "budapest":
            raise ArchiveError("Permission denied")
        return original(archive, source, now)

    monkeypatch.setattr(Archive, "recover", refused)
    watched.serve(page("Poland"), "/prague")
    assert ("chair.handover", "") in watched.run().changes
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'archive-damaged'") == [(1,)]


def test_an_empty_folder_is_not_in_the_way_of_a_new_name(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    (watched.settings.monitor.snapshots / "prague").mkdir()
    watched.configure(watched.source("prague", was="budapest"))
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]
    assert verify(watched.settings, watched.archive, now=watched.now, patience=0).damage == []
