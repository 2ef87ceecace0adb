"""A calendar that somebody subscribed to goes on with the same ids when a past is imported behind it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.history import Appointment
from tests.backfill.test_as_if_watched import take
from tests.backfill.warcs_of_others import Warc
from tests.watched import Watched, page

SOM, FORUM = "Senior Officials Meeting, Istanbul, {} June 2027", "Forum, Sofia, 9 September 2027"


def planned(*meetings: str) -> str:
    items = "".join(f"<li>{one}</li>" for one in meetings)
    return page("Spain", extra=f"<h2>Upcoming Meetings</h2><ul>{items}</ul>")


def agenda(of: Watched) -> list[Appointment]:
    with closing(history.open_reader(of.settings.monitor.history)) as book:
        return [one for one in history.agenda(book) if one.meeting.place == "Istanbul"]


@pytest.mark.parametrize("seen", [11, 18])
def test_what_was_said_before_the_watching_changes_no_id(tmp_path: Path, httpserver: HTTPServer, seen: int) -> None:
    """`seen`: the day that was told last before the watching, the same as at first sight or another one."""
    house = Watched(tmp_path, httpserver)
    begin, url = house.now, house.server.url_for("/budapest")
    house.now += timedelta(days=30)
    for day in (11, 12):
        house.serve(planned(FORUM, SOM.format(day)))
        house.run()
    (before,) = agenda(house)
    ids = {before.id}
    for number, said in ((20, (4, seen)), (10, (2, 3))):  # each import reaches further back
        warc = Warc()
        for later, day in enumerate(said):
            body = planned(FORUM, SOM.format(day)).encode()
            at = begin + timedelta(days=number + later)
            warc.response(at, body, url=url, headers=(("Content-Type", "text/html"),))
        file = tmp_path / f"{number}.warc.gz"
        file.write_bytes(warc.data)
        assert take(house, file).added == 2
        (after,) = agenda(house)
        ids.add(after.id)
        assert after.amended > before.amended
        before = after
    assert len(ids) == 1
    house.serve(planned(FORUM, SOM.format(25)))
    house.run()
    assert [one.id for one in agenda(house)] == [*ids]
