"""In a real browser: the marked words are in view, what was closed around them is open, and the page still asks nobody.
Text fragments lead a browser to the very place that they mean.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from monitor.export.text_fragment import live_links
from monitor.web import Loopback, Version, marked, version_in_html

pytestmark = pytest.mark.alone
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FAR = "<p style='height:4000px'>far</p>"
IN_VIEW = """element => { const box = element.getBoundingClientRect();
return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight }"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None or importlib.util.find_spec("playwright") is None:
        pytest.skip("no Chromium is installed, or not the extra `browser`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=os.geteuid() != 0)
        yield started
        started.close()


def made(page: str, *quotes: tuple[str, str]) -> tuple[Version, str]:
    found = marked(page.encode(), "text/html", "utf-8", "https://a.test/", "a page", quotes)
    return version_in_html(found.page), found.anchor


@pytest.mark.parametrize(
    "around",
    [
        "<p>{}</p>",
        "<details><summary>Members</summary><details><p>{}</p></details></details>",
        "<div hidden><p>{}</p></div>",
        "<style>.pane {{ display: none }}</style><div class=pane><div style='display:none'><p>{}</p></div></div>",
        "<style>.shut {{ height: 0; overflow: hidden; visibility: hidden }}</style><div class=shut><p>{}</p></div>",
        "<table><tr><td>Tunisia<td>{}</tr></table>",
        "<noscript><p>{}</p></noscript>",
    ],
)
def test_the_words_are_in_view_however_they_were_hidden(browser: Any, around: str) -> None:
    page = f"<!doctype html><p>no Chair: yet</p>{FAR}{around.format('<b>Chair:</b>&nbsp;Tu&shy;nisia')}{FAR}"
    version, anchor = made(page, ("Chair: Tunisia", ""))
    with Loopback(Version(b"", "text/html"), {"after": version}) as served:
        tab = browser.new_page()
        tab.goto(f"{served.url}after#{anchor}")
        parts = tab.locator("mark")
        assert parts.count() == 2
        for number in range(2):
            assert parts.nth(number).evaluate(IN_VIEW)
            assert parts.nth(number).evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 0)"
        assert tab.evaluate("scrollY") > 3000
        tab.close()


def test_a_marked_page_runs_nothing_and_asks_nobody(browser: Any) -> None:
    page = (
        "<meta http-equiv=refresh content='0; url=http://127.0.0.1:9/refresh'><link rel=preconnect href=http://127.0.0.1:9>"
        "<p onclick=x()>Chair: Tunisia</p><img src=http://127.0.0.1:9/i onerror='document.title = 1'>"
        "<script>document.title = 'ran'</script><iframe src=http://127.0.0.1:9/f></iframe>"
        "<noscript><meta http-equiv=refresh content='0; url=http://127.0.0.1:9/n'></noscript>"
    )
    version, anchor = made(page, ("Tunisia", ""))
    with Loopback(version) as served:
        tab = browser.new_page()
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{served.url}#{anchor}")
        tab.wait_for_timeout(1500)
        assert tab.title() == ""
        assert tab.url.startswith(served.url)
        assert tab.locator("mark").inner_text() == "Tunisia"
        tab.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:9/i", served.url))] == []


def test_the_lines_of_a_text_are_shown_with_the_words_in_view(browser: Any) -> None:
    lines = "\n\n".join(f"Line {number} of all." for number in range(400))
    found = marked(lines.encode(), "text/plain", None, "https://a.test/", "a text", (("Line 333 of all.", ""),))
    with Loopback(version_in_html(found.page)) as served:
        tab = browser.new_page()
        tab.goto(f"{served.url}#{found.anchor}")
        assert tab.locator("mark").inner_text() == "Line 333 of all."
        assert tab.locator("mark").evaluate(IN_VIEW)
        tab.close()


LIVE = [  # a page, the words, the locator of the element to which the link must lead
    (f"<p>Chair</p>{FAR}<p id=b>Chair: Tunisia</p>{FAR}", "Chair: Tunisia", "#b"),
    (f"<p>Fiji</p>{FAR}<h2>Observers</h2><p id=b>Fiji</p>{FAR}", "Fiji", "#b"),
    (f"<p>State-led</p>{FAR}<p id=b>a State‐led, co-chaired & Tu&shy;nisian way</p>{FAR}",
     "State-led, co-chaired & Tunisian", "#b"),
    (f"{FAR}<p id=b>x <b>Chair:</b>&nbsp;<i>Malta</i> y</p>{FAR}", "Chair: Malta", "#b"),
    (f"<table><tr><td>Puebla<td>1995</tr></table>{FAR}<table><tr id=b><td>Puebla<td>1996<td>Mexico</tr></table>{FAR}",
     "Puebla\t1996\tMexico", "#b"),
    (f"<p>was Fiji then</p>{FAR}<p id=b>was Fiji now</p>{FAR}", "Fiji", "#b"),
    (f"{FAR}<p id=b>{' '.join(f'word{n}' for n in range(60))}</p>{FAR}", " ".join(f"word{n}" for n in range(60)), "#b"),
    (f"{FAR}<p id=b>Established<span>2002</span></p>{FAR}", "2002", "#b"),
    (f"{FAR}<p id=b>Membership, “100%” – Türkiye</p>{FAR}", "Membership, “100%” – Türkiye", "#b"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "words", "locator"), LIVE)
def test_a_link_to_the_live_page_leads_to_the_words(browser: Any, page: str, words: str, locator: str) -> None:
    version = Version(f"<!doctype html><meta charset=utf-8>{page}".encode(), "text/html; charset=utf-8")
    with Loopback(version) as served:
        (link,) = live_links(version.body, "text/html", "utf-8", served.url, ((words, locator),))
        tab = browser.new_page()
        tab.goto(link)
        tab.wait_for_function("scrollY > 1000", timeout=5000)
        assert tab.locator(locator).evaluate(IN_VIEW)
        tab.close()
