"""What was believed at an instant, and what had been observed by then: docs/history.md tells both."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from pytest_httpserver import HTTPServer

from monitor import history
from tests.test_decided import FEW, decide
from tests.watched import MEMBERS, Watched, page

THEN, MECHANISM = "2026-11-21T19:42:30Z", "5-5-dialogue-migration"  # in the document


def test_between_a_look_and_its_acceptance_the_page_has_what_was_accepted_and_the_decision_is_not_made(
    tmp_path: Path, httpserver: HTTPServer, repository: Path
) -> None:
    text = (repository / "docs" / "history.md").read_text(encoding="utf-8")
    (sql,) = re.findall(r"<!-- believed: .*? -->\n```sql\n(.*?)```", text, re.DOTALL)
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    watched.serve(FEW)
    watched.run()
    looked = watched.now
    watched.now += timedelta(hours=48)
    assert decide(watched) == ["member.left"] * 5

    def observed(at: datetime) -> int:
        book = history.open_reader(watched.settings.monitor.history)
        stated = history.statements_now(book, mechanism="budapest-process", field="member", at=at)
        book.close()
        return len(stated)

    def believed(at: datetime) -> int:
        asked = sql.replace(THEN, f"{at:%Y-%m-%dT%H:%M:%SZ}").replace(MECHANISM, "budapest-process")
        return [field for field, _ in watched.ask(asked)].count("member")

    hour = timedelta(hours=1)
    instants = looked - hour, looked + hour, watched.now - hour, watched.now + hour
    assert [observed(at) for at in instants] == [len(MEMBERS), 3, 3, 3]
    assert [believed(at) for at in instants] == [len(MEMBERS), len(MEMBERS), len(MEMBERS), 3]
