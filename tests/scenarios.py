"""What a run may come upon: the history before it, what is other when it comes, and the runs after.

A run is killed in each of them (`test_killed`, `tests.soak.killed_runs`); the history is then held against that of the
same past in which no run was killed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pytest_httpserver import HTTPServer
from pytest_httpserver.httpserver import RequestHandler
from werkzeug import Request, Response

from tests.facts import Facts, facts_of
from tests.upkeep.past import again
from tests.warm import Doing as Job
from tests.warm import Kill
from tests.watched import FETCH, MEMBERS, Watched, page

NAMES = ("almaty-process", "bali-process", "budapest-process", "prague-process")
CHAIRS = ("Kenya", "Chile", "Ghana", "Nepal")
LATER = page("Poland", MEMBERS[1:])
WALL = "<title>Just a moment...</title><h1>Checking your browser before accessing the page</h1>"
OLD, NEW = "/files/2024/table.html", "/files/2026/table.html"
Doing = Callable[[Watched], object]


def nothing(watched: Watched) -> None:
    """Nothing is other."""


def once(watched: Watched) -> None:
    watched.run()


@dataclass(frozen=True, slots=True)
class Scenario:
    """`begin`: the past before; `then`: what is other when the run comes; `after`: the runs until all is settled.

    `what`: what is killed, which without a kill comes before the runs where it is no run. `as_read`: the past told
    again is the one that grew. Not where an older extractor read it, for that is no more.
    """

    begin: Doing
    then: Doing = nothing
    after: Doing = once
    what: Job = "run"
    as_read: bool = True


def seen(watched: Watched) -> None:
    """One page, seen once."""
    watched.serve(page())
    watched.run()


def changed(watched: Watched) -> None:
    watched.serve(LATER)


def counted(members: tuple[str, ...]) -> str:
    """A page that says itself how many members it lists."""
    return page(members=members).replace("Member States", f"Member States ({len(members)} States)")


def tagged(request: Request) -> Response:
    """A page that answers 304 to its ETag."""
    if request.headers.get("If-None-Match") == '"1"':
        return Response(status=304, headers={"ETag": '"1"'})
    return Response(page(), content_type="text/html", headers={"ETag": '"1"'})


def not_modified(watched: Watched) -> None:
    watched.configure(watched.source("budapest"), fetch=FETCH + "[archive]\nkeep_not_modified = true\n")
    watched.answer(tagged)
    watched.run()


def thrice(watched: Watched) -> None:
    for _ in range(3):
        watched.run()


def listed(watched: Watched) -> None:
    watched.serve(counted(MEMBERS))
    watched.run()


def held(watched: Watched, looks: int) -> None:
    """So many looks found a list that is suddenly short."""
    listed(watched)
    watched.serve(counted(MEMBERS[:3]))
    for _ in range(looks):
        watched.run()


def moved(watched: Watched) -> None:
    watched.serve(LATER, "/new/place.html")
    watched.redirect("/budapest", "/new/place.html", 301)


def moved_as_it_is(watched: Watched) -> None:
    watched.serve(page(), "/new/place.html")
    watched.redirect("/budapest", "/new/place.html", 301)


def gone(watched: Watched) -> None:
    watched.serve("", status=410)


def missing(watched: Watched) -> None:
    """Two looks found nothing there."""
    seen(watched)
    watched.serve("", status=404)
    watched.run()
    watched.run()


def walled(watched: Watched) -> None:
    watched.serve(WALL)


def behind_the_wall(watched: Watched) -> None:
    watched.run()
    watched.serve(LATER)
    watched.run()


def linked(watched: Watched) -> None:
    """A source that follows a link, seen once."""
    watched.configure(watched.source("table", "/all", 'follow = "Table of all"\n'))
    links(watched, OLD)
    watched.serve(page(), OLD)
    watched.run()


def links(watched: Watched, path: str) -> None:
    watched.serve(f'<!doctype html><html><main><p><a href="{path}">Table of all</a></p></main></html>', "/all")


def linked_elsewhere(watched: Watched) -> None:
    links(watched, NEW)
    watched.serve(LATER, NEW)


def of_site(name: str, chair: str, number: int = 4711) -> str:
    """A page of a site, with what that repeats around the content and not a word of what it is."""
    return (
        "<!doctype html><div class=x1><div>Ministry of the Coast</div><div>Find</div></div><div class=x2>"
        f"<h2>{name.replace('-', ' ').title()}</h2><div><strong>Chair:</strong> {chair}</div>"
        "<div><strong>Members:</strong></div><ul><li>Albania</li><li>Cuba</li></ul></div>"
        f"<ul class=x3><li>Peru</li><li>Samoa</li></ul><div class=x4>The Coast has {number} member states</div>"
    )


def framed(chairs: tuple[str, ...]) -> Doing:
    """A site of four pages."""

    def serve(watched: Watched) -> None:
        watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in NAMES))
        for name, chair in zip(NAMES, chairs, strict=True):
            watched.serve(of_site(name, chair), f"/{name}")

    return serve


def site(watched: Watched) -> None:
    framed(CHAIRS)(watched)
    watched.run()


def edited(watched: Watched) -> None:
    """What all pages of the site say at their end is another number."""
    for name, chair in zip(NAMES, CHAIRS, strict=True):
        watched.serve(of_site(name, chair, 4712), f"/{name}")


def read_by_older_code(watched: Watched) -> None:
    seen(watched)
    watched.write("UPDATE extraction SET extractor = 'older'")
    watched.write("DELETE FROM fulltext WHERE what = 'statement' AND row = (SELECT id FROM statement WHERE key = 'PL')")
    watched.write("DELETE FROM statement WHERE key = 'PL'")  # which the older one overlooked


def two(watched: Watched) -> None:
    """Two sources on one host."""
    watched.configure(watched.source("budapest"), watched.source("bali", "/bali", mechanism="bali-process"))
    watched.serve(page())
    watched.serve(page("Kenya"), "/bali")
    watched.run()


def both_changed(watched: Watched) -> None:
    watched.serve(LATER)
    watched.serve(page("Chile"), "/bali")


def renamed(watched: Watched) -> None:
    watched.configure(watched.source("budapest-style", was="budapest"))
    watched.serve(LATER)


def retired(watched: Watched) -> None:
    watched.configure(watched.source("bali", "/bali", mechanism="bali-process"))
    watched.serve(page("Chile"), "/bali")


def configured_otherwise(watched: Watched) -> None:
    watched.configure(watched.source("budapest", language="en"))
    watched.serve(LATER)


def three(watched: Watched) -> None:
    """Three sources, each with its page."""
    watched.configure(*(watched.source(name, f"/{name}") for name in ("one", "three", "two")))
    for name in ("one", "two", "three"):
        watched.serve(page(), f"/{name}")
    watched.run()


def led_elsewhere(watched: Watched) -> None:
    watched.serve(page("Poland", MEMBERS[:2]), "/news/portal.html")
    for name in ("one", "two", "three"):
        watched.redirect(f"/{name}", "/news/portal.html")


def lying(watched: Watched) -> None:
    """A server whose ETag stays the same; 14 days later the page is another one."""
    watched.answer(tagged)
    watched.run()
    for _ in range(13):
        watched.run()


def lies(body: str) -> Callable[[Request], Response]:
    """A server that says 304 to its ETag for ever."""

    def lie(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"1"':
            return Response(status=304, headers={"ETag": '"1"'})
        return Response(body, content_type="text/html", headers={"ETag": '"1"'})

    return lie


def found_out(watched: Watched) -> None:
    watched.answer(lies(LATER))


def found_out_at_the_latest(watched: Watched) -> None:
    """A test that was lost with its run is made at the next change."""
    watched.run()
    watched.answer(lies(page("Spain", MEMBERS[1:])))
    watched.run(hours=15 * 24)


def forgotten(watched: Watched) -> None:
    """The history is lost, and the archive stands."""
    seen(watched)
    changed(watched)
    watched.run()
    for file in watched.folder.glob("history.db*"):
        file.unlink()


def at_once(watched: Watched) -> None:
    watched.serve(page())


SCENARIOS: dict[str, Scenario] = {
    "first": Scenario(at_once),
    "changed": Scenario(seen, changed),
    "unchanged": Scenario(seen),
    "not modified": Scenario(not_modified),
    "held": Scenario(listed, lambda watched: watched.serve(counted(MEMBERS[:3])), thrice),
    "held on": Scenario(lambda watched: held(watched, 1), after=thrice),
    "believed": Scenario(lambda watched: held(watched, 2)),
    "moved": Scenario(seen, moved),
    "moved as it is": Scenario(seen, moved_as_it_is),
    "gone": Scenario(seen, gone),
    "not found": Scenario(missing),
    "walled": Scenario(seen, walled, behind_the_wall),
    "link": Scenario(linked, linked_elsewhere),
    "site": Scenario(framed(CHAIRS)),
    "site changed": Scenario(site, framed(CHAIRS[::-1])),
    "site edited": Scenario(site, edited),
    "accepted": Scenario(lambda watched: held(watched, 1), what="accept"),
    "rejected": Scenario(lambda watched: held(watched, 1), what="reject"),
    "newer code": Scenario(read_by_older_code, changed, as_read=False),
    "two": Scenario(two, both_changed),
    "renamed": Scenario(seen, renamed),
    "retired": Scenario(two, retired),
    "settings": Scenario(seen, configured_otherwise),
    "crowd": Scenario(three, led_elsewhere),
    "lie": Scenario(lying, found_out, found_out_at_the_latest),
    "history lost": Scenario(forgotten),
}


class Pasts:
    """Each past begun once; it is gone on with in copies of its folder, as often as anybody likes."""

    def __init__(self, folder: Path, server: HTTPServer) -> None:
        self._folder = folder
        self._server = server
        self._begun: dict[str, tuple[Watched, list[RequestHandler]]] = {}
        self._undisturbed: dict[str, tuple[Facts, Facts]] = {}

    def begun(self, name: str, folder: Path) -> Watched:
        """The past of this name in this folder, when what is other has come and no run has seen it."""
        if name not in self._begun:
            self._server.clear()
            watched = Watched(_made(self._folder / name), self._server)
            SCENARIOS[name].begin(watched)
            self._begun[name] = watched, list(self._server.handlers)
        watched, handlers = self._begun[name]
        self._server.clear()
        self._server.handlers[:] = handlers
        watched = watched.copied(folder)
        SCENARIOS[name].then(watched)
        return watched

    def undisturbed(self, name: str) -> tuple[Facts, Facts]:
        """What the history says when no run was killed, and when all of it was told again."""
        if name not in self._undisturbed:
            watched = self.begun(name, self._folder / f"{name}, undisturbed")
            if SCENARIOS[name].what != "run" and watched.ended(Kill(), SCENARIOS[name].what):
                raise AssertionError(f"{SCENARIOS[name].what} failed")
            SCENARIOS[name].after(watched)
            watched.run()
            grown = facts_of(watched)
            again(watched, *watched.archive.sources())
            self._undisturbed[name] = grown, facts_of(watched)
        return self._undisturbed[name]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
