"""What the pages of a site repeat is no content of any of them: whole runs over HTTP, and their past told again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor.cli.main import cli
from monitor.model import Decision
from monitor.upkeep import at_the_desk
from monitor.upkeep.redact import named, redact
from tests.upkeep.past import again, all_of
from tests.watched import Watched, reader

NAMES = ("almaty-process", "bali-process", "budapest-process", "prague-process", "rabat-process")
CHAIRS = ("Kenya", "Chile", "Ghana", "Nepal", "Fiji")
MEMBERS = ("Cuba", "Haiti", "Malta", "Gabon", "Benin")  # one that each page has for itself
Site = Callable[[str, str, str], str]  # name, chair, what stands last of the content


def soup(name: str, chair: str, last: str) -> str:
    """Lines and breaks in one cell, as pages were once made."""
    return (
        "<html><body><table width=760><tr><td><font size=2>Regional desk<br>Our countries<br>Mongolia<br>Tonga<br>"
        f"Read aloud</font></td></tr><tr><td><font size=5><b>{name}</b></font><br><br><b>Current Chair</b>"
        f"<br>{chair}<br><b>Member States</b><br>Albania<br>{last}<br></td></tr>"
        "<tr><td>Peru<br>12 Quay Street, Port Silver<br>Press room</td></tr></table></body></html>"
    )


def boxes(name: str, chair: str, last: str) -> str:
    """Boxes without a word of what they are."""
    return (
        "<!doctype html><div class=x1><div>Ministry of the Coast</div><div>Find</div></div><div class=x2>"
        f"<h2>{name}</h2><div><strong>Chair:</strong> {chair}</div><div><strong>Members:</strong></div>"
        f"<ul><li>Albania</li><li>{last}</li></ul></div>"
        "<ul class=x3><li>Peru</li><li>Samoa</li></ul><div class=x4>Reg. no. 4711 of the Coast</div>"
    )


def listed(name: str, chair: str, last: str) -> str:
    """Definition lists between paragraphs."""
    return (
        "<p>Service du littoral</p><p>Plan d'accès</p>"
        f"<h1>{name}</h1><dl><dt>Présidence</dt><dd>{chair}</dd><dt>États membres</dt><dd>Albanie</dd>"
        f"<dd>{last}</dd></dl><p>Pérou</p><p>4, quai du Port</p>"
    )


SITES: Mapping[str, Site] = {"soup": soup, "boxes": boxes, "listed": listed}


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def on(watched: Watched, *names: str) -> None:
    watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in names))


def serve(watched: Watched, site: Site, names: tuple[str, ...] = NAMES, last: str = "") -> None:
    for name, chair, member in zip(NAMES, CHAIRS, MEMBERS, strict=True):
        if name in names:
            watched.serve(site(name.replace("-", " ").title(), chair, last or member), f"/{name}")


def facts(watched: Watched, name: str, field: str) -> list[str]:
    found = watched.ask(
        "SELECT s.key FROM statement s JOIN source o ON o.id = s.source"
        " WHERE o.name = ? AND s.field = ? AND s.closed_by IS NULL ORDER BY s.key",
        name,
        field,
    )
    return [key for (key,) in found]


def findings(watched: Watched, name: str) -> list[tuple[str, str]]:
    found = watched.ask(
        "SELECT f.kind, f.quote FROM finding f JOIN source s ON s.id = f.source"
        " WHERE s.name = ? AND f.closed_at IS NULL ORDER BY 1, 2",
        name,
    )
    return [(kind, quote) for kind, quote in found]


def framed(watched: Watched, name: str) -> list[Decision]:
    found = watched.archive.found(name, lambda damage: None)
    return [one.content for one in found if isinstance(one.content, Decision) and one.content.kind == "framed"]


def is_told_the_same_again(watched: Watched) -> None:
    grown = all_of(watched)
    again(watched, *watched.archive.sources())
    assert all_of(watched) == grown
    watched.settings.monitor.history.unlink()
    again(watched, *watched.archive.sources())
    for table in ("statement", "finding", "source"):
        assert [row[:4] for row in all_of(watched)[table]] == [row[:4] for row in grown[table]]


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_what_a_site_repeats_is_read_on_none_of_its_pages_and_told(watched: Watched, site: Site) -> None:
    on(watched, *NAMES)
    serve(watched, site)
    watched.run()
    for name in NAMES:
        assert len(facts(watched, name, "member")) == 2
        assert len(framed(watched, name)) == 1
        assert len(facts(watched, name, "name")) == 1
    assert facts(watched, "bali-process", "member") == ["AL", "HT"]
    assert watched.run().changes == []
    is_told_the_same_again(watched)


def test_a_value_that_only_the_frame_has_is_a_finding(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, boxes)
    watched.run()
    told = [quote for kind, quote in findings(watched, "bali-process") if kind == "repeated-on-site"]
    assert told == ["Peru", "Samoa"]


def test_a_trial_reads_without_what_the_site_repeats(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, boxes)
    watched.run()
    options = ["--config", str(watched.settings.file), "sources", "test", "bali-process", "--archived", "--json"]
    told = json.loads(CliRunner().invoke(cli, options, catch_exceptions=False).stdout)
    assert [one["key"] for one in told["statements"] if one["field"] == "member"] == ["AL", "HT"]
    assert "repeated-on-site" in [one["kind"] for one in told["findings"]]


def test_few_pages_prove_nothing(watched: Watched) -> None:
    on(watched, *NAMES[:3])
    serve(watched, boxes)
    watched.run()
    assert facts(watched, "bali-process", "member") == ["AL", "HT", "PE", "WS"]
    assert framed(watched, "bali-process") == []


def test_a_fourth_page_makes_corrections_and_no_news(watched: Watched) -> None:
    """The pages that did not change are read again without the frame, too."""
    on(watched, *NAMES[:3])
    serve(watched, boxes)
    watched.run()
    on(watched, *NAMES)
    assert watched.run().changes == []
    assert facts(watched, "bali-process", "member") == ["AL", "HT"]
    serve(watched, boxes, ("bali-process",), last="Tuvalu")
    assert watched.run().changes == [("member.joined", "TV"), ("member.left", "HT")]
    assert facts(watched, "bali-process", "member") == ["AL", "TV"]
    corrected = watched.ask("SELECT kind, key, count(*) FROM change WHERE correction = 1 GROUP BY 1, 2 ORDER BY key")
    assert corrected == [("member.left", "PE", 3), ("member.left", "WS", 3)]
    is_told_the_same_again(watched)


def test_a_frame_that_changes_is_no_fact_and_one_event_of_the_site(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, boxes)
    watched.run()

    def tonga(name: str, chair: str, last: str) -> str:
        return boxes(name, chair, last).replace("Peru", "Tonga").replace("Find", "Today: visit of a delegation")

    host = watched.settings.sources[0].url.split("/")[2]
    serve(watched, tonga)
    assert watched.run().changes == [("site.edited", host)]
    assert facts(watched, "bali-process", "member") == ["AL", "HT"]
    assert len(framed(watched, "bali-process")) == 2
    serve(watched, boxes)
    assert watched.run().changes == [("site.edited", host)]
    assert len(framed(watched, "bali-process")) == 2
    is_told_the_same_again(watched)


def test_what_was_told_of_the_frame_stays_known_when_the_other_pages_are_gone(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, boxes)
    watched.run()
    on(watched, "bali-process")
    serve(watched, boxes, ("bali-process",), last="Tuvalu")
    assert watched.run().changes == [("member.joined", "TV"), ("member.left", "HT")]
    assert facts(watched, "bali-process", "member") == ["AL", "TV"]
    is_told_the_same_again(watched)


def test_a_frame_is_known_though_the_page_that_brought_it_was_redacted(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, boxes)
    watched.run()
    ((first,),) = watched.ask(
        "SELECT c.public FROM capture c JOIN source s ON s.id = c.source WHERE s.name = 'bali-process'"
    )
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        redact(desk, watched.settings.monitor.history, named(desk.book, [first]), "a request")
    serve(watched, boxes, ("bali-process",), last="Tuvalu")
    watched.run()
    assert facts(watched, "bali-process", "member") == ["AL", "TV"]
    again(watched)
    assert facts(watched, "bali-process", "member") == ["AL", "TV"]
    assert framed(watched, "bali-process") != []


def test_what_sister_pages_all_state_under_a_label_is_read(watched: Watched) -> None:
    on(watched, *NAMES)
    for name in NAMES:
        watched.serve(
            f"<p>Desk</p><h1>{name.replace('-', ' ').title()}</h1><p>Chair: Kenya</p><h2>Secretariat</h2><p>IOM</p>",
            f"/{name}",
        )
    watched.run()
    for name in NAMES:
        assert facts(watched, name, "chair") == ["chair:KE"]
        assert len(facts(watched, name, "secretariat")) == 1


def test_pages_that_are_none_prove_nothing(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, boxes, NAMES[:2])
    for name in NAMES[2:]:
        watched.serve(
            "<title>Not found</title><h1>404</h1><p>Peru</p><p>Samoa</p><p>The page was not found.</p>", f"/{name}"
        )
    watched.run()
    assert facts(watched, "bali-process", "member") == ["AL", "HT", "PE", "WS"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("where", ["monitor.history:record_frame", "monitor.history:record_reading"])
def test_a_run_that_is_killed_while_it_decides_comes_to_the_same(watched: Watched, when: str, where: str) -> None:
    on(watched, *NAMES)
    serve(watched, boxes)
    watched.killed(when, where)  # type: ignore[arg-type]  # one of the two
    watched.run()
    for name in NAMES:
        assert len(facts(watched, name, "member")) == 2
        assert len(framed(watched, name)) == 1
    is_told_the_same_again(watched)


def footed(name: str, chair: str, last: str) -> str:
    """A footer that nothing calls one, with facts under labels."""
    return (
        f"<div><h1>{name}</h1><p>Chair: {chair}</p><h2>Members</h2><ul><li>Albania<li>{last}</ul></div>"
        "<div><div>Secretariat: IOM, Geneva</div><div>Contact: desk@desk.example</div><div>Chair: Malta</div></div>"
    )


def refooted(name: str, chair: str, last: str) -> str:
    footer = footed(name, chair, last).replace("IOM, Geneva", "ICMPD, Vienna").replace("desk@", "post@")
    return footer.replace("Chair: Malta", "Chair: Spain")


def test_labelled_facts_in_a_footer_are_of_no_mechanism_and_their_edit_is_one_event(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, footed)
    watched.run()
    serve(watched, refooted)
    assert watched.run().changes == [("site.edited", watched.settings.sources[0].url.split("/")[2])]
    assert watched.ask("SELECT 1 FROM statement WHERE field IN ('secretariat', 'contact')") == []
    assert facts(watched, "bali-process", "chair") == ["chair:CL"]
    assert watched.ask("SELECT 1 FROM change WHERE kind <> 'site.edited'") == []


def test_what_one_page_states_otherwise_while_the_others_say_the_old_is_its_own_change(watched: Watched) -> None:
    """Where the others follow, it is an edit of the site; the page whose own it was keeps what it says."""
    on(watched, *NAMES)
    serve(watched, footed)
    watched.run()
    serve(watched, refooted, NAMES[:1])
    contacts = [("contact.added", "post desk example"), ("contact.removed", "desk desk example")]
    assert watched.run().changes == [("chair.handover", ""), *contacts, ("secretariat.changed", "icmpd")]
    assert facts(watched, NAMES[0], "secretariat") == ["icmpd"]
    serve(watched, refooted)
    assert watched.run().changes == [("site.edited", watched.settings.sources[0].url.split("/")[2])]
    serve(watched, footed, NAMES[:1])
    contacts = [("contact.added", "desk desk example"), ("contact.removed", "post desk example")]
    assert watched.run().changes == [("chair.handover", ""), *contacts, ("secretariat.changed", "iom")]
    assert watched.ask(
        "SELECT DISTINCT o.name FROM statement s JOIN source o ON o.id = s.source WHERE field = ?", "secretariat"
    ) == [(NAMES[0],)]
    is_told_the_same_again(watched)


def sectioned(name: str, chair: str, last: str) -> str:
    """A section of the page's own that all pages have alike, after all else, and a footer that is none of it."""
    return (
        f"<div><h1>{name}</h1><p>Chair: {chair}</p><h2>Members</h2><ul><li>Albania<li>{last}</ul></div>"
        "<section><h2>Organisation</h2><p><b>Secretariat:</b> IOM</p></section>"
        "<div><div>Contact: desk@desk.example</div><div>Privacy policy</div></div>"
    )


def test_a_section_that_pages_share_word_for_word_is_of_each_of_them(watched: Watched) -> None:
    on(watched, *NAMES)
    serve(watched, sectioned)
    watched.run()
    assert [facts(watched, name, "secretariat") for name in NAMES] == [["iom"]] * 5

    def icmpd(name: str, chair: str, last: str) -> str:
        return sectioned(name, chair, last).replace("IOM", "ICMPD")

    serve(watched, icmpd, ("bali-process",))
    assert watched.run().changes == [("secretariat.changed", "icmpd")]
    serve(watched, icmpd)
    assert watched.run().changes == [("secretariat.changed", "icmpd")] * 4


def test_what_a_footer_stated_while_few_pages_were_watched_is_corrected_and_no_news(watched: Watched) -> None:
    on(watched, *NAMES[:3])
    serve(watched, footed)
    watched.run()
    assert facts(watched, "bali-process", "chair") == ["chair:CL", "chair:MT"]
    on(watched, *NAMES)
    assert watched.run().changes == []
    serve(watched, refooted)
    assert watched.run().changes == [("site.edited", watched.settings.sources[0].url.split("/")[2])]
    assert facts(watched, "bali-process", "chair") == ["chair:CL"]
    corrected = watched.ask("SELECT DISTINCT field FROM change WHERE correction = 1 ORDER BY 1")
    assert corrected == [("chair",), ("contact",), ("secretariat",)]
    is_told_the_same_again(watched)
