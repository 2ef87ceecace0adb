"""One hostile page over real HTTP, read into a history: nothing that it says acts in anything that people get."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from email import policy
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.cli.main import cli
from tests.deliver.conftest import House, Post, mail
from tests.digest.rfc5545 import checked
from tests.digest.test_hostile import harmless_atom, harmless_html, harmless_mail, harmless_markdown, harmless_text
from tests.hostile import URLS, WORDS, acting
from tests.watched import MEMBERS, page

LONG = "x" * 1_000_000
FORMULA = re.compile(r"^[=+\-@＝＋－＠\t\r]")


def entities(words: str) -> str:
    """Words in HTML: what is markup in them is text of the page, and what has no place in UTF-8 a reference."""
    return "".join(
        f"&#x{ord(letter):x};" if ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 else html.escape(letter)
        for letter in words
    )


def hostile_page(day: int) -> str:
    words = [entities(one[:2000]) for one in WORDS]
    meetings = "".join(
        f"<li>Meeting {number} {one}, Bali, {number + day} June 2027</li>" for number, one in enumerate(words, 1)
    )
    documents = "".join(
        f'<li><a href="{entities(url)}">{one} Declaration (20{number})</a></li>'
        for number, (one, url) in enumerate(zip(words, URLS * 4, strict=False), 10)
    )
    said = " ".join(words)
    return page(
        f"Spain {words[0]}",
        members=(*MEMBERS, *words[:3]),
        extra=f"<h2>Upcoming Meetings</h2><ul>{meetings}</ul><h2>Documents</h2><ul>{documents}</ul>"
        f"<h2>Objectives</h2><p>The Process works on day {day} for {said}.</p>"
        f"<p>Whoever reads this on day {day} of the month reads a line that no field takes: {said}</p>"
        f"<p>{LONG}{day}</p>",
    )


@pytest.fixture
def soaked(tmp_path: Path, httpserver: HTTPServer) -> House:
    """A history that has seen the page twice, each time otherwise."""
    made = House(tmp_path, httpserver)
    made.serve(page("Hungary"))
    made.run()
    for day in (1, 2):
        made.serve(hostile_page(day))
        made.run()
    return made


@pytest.fixture
def ask(soaked: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)

    def asked(*words: str) -> Result:
        said = CliRunner().invoke(cli, ["--config", str(soaked.settings.file), *words])
        assert said.exit_code in (0, 1), (words, said.output[-2000:])
        assert acting(said.output, "\n") == set(), words
        return said

    return asked


def test_nothing_that_a_page_says_acts_on_a_terminal(ask: Callable[..., Result]) -> None:
    told = json.loads(ask("changes", "--json").stdout)
    meetings = [one["id"] for one in told if one["kind"] == "meeting.amended"]
    assert len(meetings) == len(WORDS)  # what is hostile was read, and is told
    for words in (
        *(("digest", "--since", "2026"), ("changes",), ("changes", "--corrections"), ("show", "budapest-process")),
        *(("history", "budapest-process"), ("meetings",), ("meetings", "--upcoming"), ("search", "script OR evil")),
        *(("evidence", meetings[0]), ("diff", "budapest"), ("snapshots", "budapest"), ("membership",), ("status",)),
        *(("sources",), ("disagreement",), ("lookups", "suggest"), ("verify",), ("accept", "budapest", "--dry-run")),
        *(("sources", "test", "budapest"), ("digest", "--since", "2026", "--language", "fr")),
    ):
        said = ask(*words)
        if {"sources", "lookups", "accept"}.isdisjoint(words):
            json.loads(ask(*words, "--json").stdout)
        assert "Traceback" not in said.output
    harmless_markdown(ask("digest", "--since", "2026", "--format", "markdown").stdout)
    harmless_html(ask("digest", "--since", "2026", "--format", "html").stdout)


def test_nothing_that_a_page_says_acts_in_a_file(ask: Callable[..., Result], tmp_path: Path) -> None:
    ask("export", "atom", "-o", "changes.xml")
    harmless_atom((tmp_path / "changes.xml").read_bytes())
    ask("export", "ics", "-o", "meetings.ics")
    assert len(checked((tmp_path / "meetings.ics").read_bytes())) == len(WORDS)
    ask("export", "feeds", "www")
    harmless_atom((tmp_path / "www" / "budapest-process.xml").read_bytes())
    ask("export", "csv", "-o", "tables")
    for file in (tmp_path / "tables").glob("*.csv"):
        text = file.read_text("utf-8")
        assert acting(text, "\r\n\t") == set()
        assert [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row if FORMULA.match(cell)] == []
    ask("export", "json", "-o", "json")
    for file in (tmp_path / "json").glob("*.json"):
        json.loads(file.read_text("utf-8"))
        assert acting(file.read_text("utf-8"), "\n") == set()
    ask("export", "evidence", json.loads(ask("changes", "--json").stdout)[0]["id"], "-o", "proof.zip")
    with ZipFile(tmp_path / "proof.zip") as pack:
        for name in ("README.txt", "quotes.txt", "change.json", "citation.bib", "citation.json"):
            assert acting(pack.read(name).decode("utf-8"), "\n") == set(), name


def test_nothing_that_a_page_says_acts_in_what_is_sent(soaked: House, post: Post, httpserver: HTTPServer) -> None:
    taken: list[Request] = []
    httpserver.expect_request("/hook", method="POST").respond_with_handler(
        lambda request: taken.append(request) or Response("")
    )
    hook = httpserver.url_for("/hook")
    soaked.channels(
        mail(post)
        + f'[[channel]]\nname = "hook"\nkind = "webhook"\nurl = "{hook}"\nallow_addresses = ["127.0.0.0/8"]\n'
        + f'[[channel]]\nname = "files"\nkind = "folder"\npath = "{soaked.folder / "out"}"\n'
        + 'forms = ["text", "markdown", "html", "json"]\n'
    )
    assert soaked.compose() == [True, True, True]
    assert [sent.error for sent in soaked.send()] == [None, None, None]
    (message,) = post.taken
    harmless_mail(message.as_bytes(policy=policy.SMTP))
    assert post.people == [["desk@example.org"]]
    (part,) = message.iter_attachments()
    assert len(checked(part.get_payload(decode=True))) == len(WORDS)
    (request,) = taken
    body = request.get_data(as_text=True)
    assert acting(body, "\n") == set()
    assert json.loads(body)["chapters"]
    assert not any("evil" in value.lower() for _, value in request.headers)
    harmless = {".txt": harmless_text, ".md": harmless_markdown, ".html": harmless_html, ".json": json.loads}
    harmless |= {".ics": lambda text: checked(text.encode())}
    files = list((soaked.folder / "out").iterdir())
    assert {file.suffix for file in files} == harmless.keys()
    for file in files:
        harmless[file.suffix](file.read_bytes().decode("utf-8"))
