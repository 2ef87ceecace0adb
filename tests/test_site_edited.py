"""An edit of what the pages of a site share is one event: whole runs over HTTP, and their past told again."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from monitor.config import load
from monitor.upkeep import at_the_desk
from monitor.upkeep.redact import named, redact
from tests.upkeep.past import again, all_of
from tests.watched import Watched, reader

NAMES = ("almaty-process", "bali-process", "budapest-process", "prague-process", "rabat-process")
CHAIRS = ("Kenya", "Chile", "Ghana", "Nepal", "Fiji")
MEMBERS = ("Cuba", "Haiti", "Malta", "Gabon", "Benin")
OLD, NEW = "The organization has 175 member states", "The organization has 176 member states"
Page = Callable[[str, str, str, str], str]  # name, chair, member, what the site says


def soup(name: str, chair: str, member: str, says: str) -> str:
    """Boxes without a word of what they are; what the site says stands last."""
    return (
        "<div class=a1><div>Regional desk</div><div>Read aloud</div></div>"
        f"<div class=a2><div class=t><b>{name}</b></div>"
        f"<div><b>Chair:</b> {chair}</div><div><b>Member States</b></div><div>Albania</div><div>{member}</div></div>"
        f"<div class=a3><div>Find a desk</div><div>{says}</div></div>"
    )


def marked(name: str, chair: str, member: str, says: str) -> str:
    """A page whose elements say what is around its content."""
    return (
        "<!doctype html><header><nav><a href=/a>Desks</a> <a href=/b>Press</a> <a href=/c>Jobs</a></nav></header>"
        f"<main><h1>{name}</h1><h2>Current Chair</h2><p>{chair}</p><h2>Member States</h2>"
        f"<ul><li>Albania<li>{member}</ul></main><footer><p>{says}</p><p>12 Quay Street</p></footer>"
    )


def within(name: str, chair: str, member: str, says: str) -> str:
    """What the site says stands among the content, above a line that each page has for itself."""
    return (
        f"<main><h1>{name}</h1><p>{says}</p><dl><dt>Chair<dd>{chair}<dt>Member States<dd>Albania<dd>{member}</dl>"
        f"<p class=legal>{says}.</p><p>Page {len(name) * 31} of the desk of {name}</p></main>"
    )


PAGES = (soup, marked, within)


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in NAMES))
    return watched


def serve(watched: Watched, page: Page, says: str, names: tuple[str, ...] = NAMES) -> None:
    for name, chair, member in zip(NAMES, CHAIRS, MEMBERS, strict=True):
        if name in names:
            watched.serve(page(name.replace("-", " ").title(), chair, member, says), f"/{name}")


def told(watched: Watched) -> list[tuple[str, str | None, str | None]]:
    """The edits of the site that were told, in their order."""
    rows = watched.ask("SELECT key, before, after FROM change WHERE kind = 'site.edited' ORDER BY detected_at, id")
    return [(key, before, after) for key, before, after in rows]


def shown(watched: Watched) -> list[tuple[str, int]]:
    return [
        (change, pages)
        for change, pages in watched.ask("SELECT change, count(*) FROM site_event GROUP BY 1 ORDER BY min(seen_at)")
    ]


def host(watched: Watched) -> str:
    return watched.settings.sources[0].url.split("/")[2]


def is_told_the_same_again(watched: Watched) -> None:
    grown = all_of(watched)
    again(watched, *watched.archive.sources())
    assert all_of(watched) == grown
    watched.settings.monitor.history.unlink()
    again(watched, *watched.archive.sources())
    for table in ("statement", "source", "site_edit"):
        assert sorted(row[:4] for row in all_of(watched)[table]) == sorted(row[:4] for row in grown[table])
    assert sorted(row[0] for row in all_of(watched)["change"]) == sorted(row[0] for row in grown["change"])


@pytest.mark.parametrize(
    ("page", "old"),
    [
        (soup, OLD),
        (soup, "175 Member States"),
        (soup, "<div>Member States</div><div>175</div>"),
        (marked, "Member States: 175"),
        (within, OLD),
        (within, "175 member states"),
    ],
)
def test_a_count_that_the_site_states_is_no_fact_its_change_one_event_and_there_and_back_two(
    watched: Watched, page: Page, old: str
) -> None:
    new = old.replace("175", "176")
    serve(watched, page, old)
    assert watched.run().changes == []
    assert watched.ask("SELECT count(*) FROM statement WHERE field = 'member_count'") == [(0,)]
    serve(watched, page, new)
    assert watched.run().changes == [("site.edited", host(watched))]
    ((_, before, after),) = told(watched)
    assert "175" in str(before)
    assert "176" in str(after)
    assert watched.run().changes == []
    serve(watched, page, old)
    assert watched.run().changes == [("site.edited", host(watched))]
    assert [pages for _, pages in shown(watched)] == [5, 5]
    assert watched.ask("SELECT count(*) FROM change WHERE kind <> 'site.edited'") == [(0,)]
    is_told_the_same_again(watched)


@pytest.mark.parametrize(
    ("page", "new"),
    [(soup, NEW), (marked, NEW), (within, "The organization counts 176 of the member states")],
)
def test_an_edit_that_comes_to_one_page_a_day_is_one_event(watched: Watched, page: Page, new: str) -> None:
    serve(watched, page, OLD)
    watched.run()
    kinds = []
    for name in NAMES:
        serve(watched, page, new, (name,))
        kinds += watched.run().changes
    assert kinds == [("site.edited", host(watched))]
    assert [pages for _, pages in shown(watched)] == [5]
    for name in NAMES[::-1][:2]:  # and back, in another order
        serve(watched, page, OLD, (name,))
        kinds += watched.run().changes
    assert kinds == [("site.edited", host(watched))] * 2
    is_told_the_same_again(watched)


NOTICE = "On Sunday our services are closed for repairs"


def test_a_notice_that_comes_to_one_page_a_day_with_another_edit_is_told_by_itself(watched: Watched) -> None:
    def noticed(name: str, chair: str, member: str, says: str) -> str:
        return soup(name, chair, member, says).replace("<div>Find", f"<div>{NOTICE}</div><div>Find")

    serve(watched, soup, OLD)
    watched.run()
    for name in NAMES:
        serve(watched, noticed, NEW, (name,))
        watched.run()
    host_ = host(watched)
    assert told(watched) == [(host_, f'["{OLD}"]', f'["{NEW}"]'), (host_, None, f'["{NOTICE}"]')]
    assert [pages for _, pages in shown(watched)] == [5, 2]
    is_told_the_same_again(watched)


@pytest.mark.parametrize("where", ["<h1>", "<div><b>Chair", "<dl>"])
def test_a_notice_that_all_pages_show_at_once_is_the_site_s(watched: Watched, where: str) -> None:
    page = next(page for page in PAGES if where in page("", "", "", ""))

    def noticed(name: str, chair: str, member: str, says: str) -> str:
        return page(name, chair, member, says).replace(where, f"<p>{NOTICE}</p>{where}", 1)

    serve(watched, page, OLD)
    watched.run()
    serve(watched, noticed, OLD)
    assert watched.run().changes == [("site.edited", host(watched))]
    ((_, before, after),) = told(watched)
    assert before is None
    assert NOTICE in str(after)
    serve(watched, page, OLD)
    assert watched.run().changes == [("site.edited", host(watched))]
    assert watched.ask("SELECT count(*) FROM change WHERE kind <> 'site.edited' AND correction = 0") == [(0,)]
    is_told_the_same_again(watched)


def test_a_count_that_was_a_fact_while_few_pages_were_watched_is_corrected_and_never_news(watched: Watched) -> None:
    old, new = "175 member states", "176 member states"
    watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in NAMES[:3]))
    serve(watched, soup, old)
    watched.run()
    assert len(watched.ask("SELECT 1 FROM statement WHERE field = 'member_count' AND value = '175'")) == 3
    watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in NAMES))
    kinds = watched.run().changes
    for name in NAMES:
        serve(watched, soup, new, (name,))
        kinds += watched.run().changes
    assert kinds == [("site.edited", host(watched))]
    assert watched.ask("SELECT 1 FROM statement WHERE field = 'member_count' AND closed_by IS NULL") == []
    is_told_the_same_again(watched)


def test_what_three_pages_say_is_each_page_s_own(watched: Watched) -> None:
    watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in NAMES[:3]))
    words = "We wish all our readers a happy and a peaceful new year"
    serve(watched, within, "Our desk is open for all who come by day")
    watched.run()
    serve(watched, within, words)
    assert watched.run().changes == [("text.edited", "")] * 3


def test_a_new_spelling_of_a_state_on_all_pages_is_no_edit_of_the_site(watched: Watched) -> None:
    def spelt(country: str) -> Page:
        def page(name: str, chair: str, member: str, says: str) -> str:
            return marked(name, chair, member, says).replace("Albania", country)

        return page

    serve(watched, spelt("Turkey"), OLD)
    watched.run()
    serve(watched, spelt("Türkiye"), OLD)
    assert watched.run().changes == []
    serve(watched, spelt("Fiji"), OLD)
    changes = watched.run().changes
    assert {kind for kind, _ in changes} == {"member.joined", "member.left"}
    assert len(changes) == 10


def test_a_counter_that_all_pages_share_is_silent_after_three_edits_and_dates_are_from_the_first(
    watched: Watched,
) -> None:
    kinds = []
    for day in range(6):
        says = f"There are {300 + day} people with us, today is Sunday, {day + 1} March 2026"
        serve(watched, soup, says)
        kinds += watched.run().changes
    assert kinds == [("site.edited", host(watched))] * 3
    for day in range(3):
        serve(watched, soup, f"There are 305 people with us, today is Sunday, {day + 10} March 2026")
        kinds += watched.run().changes
    assert len(kinds) == 3


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("says", "passing"),
    [
        ("Our desk was renewed and updated {} by the web team", ("three days ago", "an hour ago", "yesterday")),
        ("Notre guichet a été mis à jour {} par notre équipe", ("il y a deux jours", "il y a une heure", "hier")),
        ("Our desk was viewed {} times by people of the quay", ("twelve thousand", "ninety", "two million")),
    ],
)
def test_what_passes_by_itself_on_all_pages_is_told_by_none(
    watched: Watched, page: Page, says: str, passing: tuple[str, ...]
) -> None:
    for words in passing:
        serve(watched, page, says.format(words))
        assert watched.run().changes == []
    assert watched.ask("SELECT count(*) FROM finding WHERE closed_at IS NOT NULL") == [(0,)]


def test_what_one_page_alone_says_otherwise_is_no_edit_of_the_site(watched: Watched) -> None:
    serve(watched, marked, OLD)
    watched.run()
    serve(watched, marked, "Ask our desk for more", ("bali-process",))
    for name in NAMES:
        if name != "bali-process":
            body = marked(name.replace("-", " ").title(), CHAIRS[NAMES.index(name)], "Tuvalu", OLD)
            watched.serve(body, f"/{name}")
    assert {kind for kind, _ in watched.run().changes} == {"member.joined", "member.left"}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("where", ["monitor.history:record_reading", "monitor.archive:Archive.decide"])
def test_a_run_that_is_killed_over_it_tells_it_once(watched: Watched, when: str, where: str) -> None:
    serve(watched, within, OLD)
    watched.run()
    serve(watched, within, NEW)
    watched.killed(when, where)  # type: ignore[arg-type]  # one of the two
    watched.run()
    assert len(told(watched)) == 1
    assert [pages for _, pages in shown(watched)] == [5]
    assert watched.ask("SELECT count(*) FROM change WHERE kind <> 'site.edited'") == [(0,)]
    is_told_the_same_again(watched)


def test_the_words_of_a_capture_that_is_redacted_go_from_the_edit_and_the_host_stays(watched: Watched) -> None:
    for says in (OLD, NEW):
        serve(watched, soup, says)
        watched.run()
    ((capture, public),) = watched.ask(
        "SELECT c.public, h.public FROM change h JOIN capture c ON c.id = h.after_capture WHERE h.kind = 'site.edited'"
    )
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        redact(desk, watched.settings.monitor.history, named(desk.book, [capture]), "a request")
    assert told(watched) == [(host(watched), f'["{OLD}"]', '["[redacted]"]')]
    assert shown(watched) == [(public, 5)]
    serve(watched, soup, OLD)
    assert watched.run().changes == [("site.edited", host(watched))]
    again(watched)
    assert watched.run().changes == []


def test_a_site_with_and_without_www_is_one(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve, port = socket.getaddrinfo, watched.server.port

    def resolved(host: str, *more: Any, **named: Any) -> Any:
        return resolve("127.0.0.1" if str(host).endswith("desk.example") else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    file, whom = watched.settings.file, '[monitor]\ncontact = "desk@desk.example"'
    text = file.read_text().replace("[monitor]", whom)
    for at, name in enumerate(NAMES):
        there = f"http://{'www.' * (at % 2)}desk.example:{port}/{name}"
        text = text.replace(watched.server.url_for(f"/{name}"), there)
    file.write_text(text)
    watched.settings = load(file)
    serve(watched, soup, OLD)
    watched.run()
    serve(watched, soup, NEW)
    assert watched.run().changes == [("site.edited", f"desk.example:{port}")]
    assert [pages for _, pages in shown(watched)] == [5]
    is_told_the_same_again(watched)
