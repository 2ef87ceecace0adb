from __future__ import annotations

import pytest

from monitor.documents.html import read_html
from monitor.model import Document

FACTS = "<h1>Silver Coast Forum</h1><h2>Chair</h2><p>Kenya</p><h2>Focus</h2><ul><li>Ports<li>Ferries</ul>"


def content(markup: str) -> list[str]:
    document: Document = read_html(markup, url="https://example.org/forum")
    return [block.text for block in document.blocks if not block.landmark]


# The facts stand only in an element that its class, or its own name, puts beside the content.
ONLY_THERE = {
    "footer": "<h1>Silver Coast Forum</h1><div class=footer><p>Chair: Kenya</p></div>",
    "modal": "<h1>Silver Coast Forum</h1><div id=modal class='modal fade'><h2>Chair</h2><div>Kenya</div></div>",
    "popup": "<div class=popup><h1>Silver Coast Forum</h1><dl><dt>Chair<dd>Kenya</dl></div>",
    "related": "<p>Ports and ferries are what it is about.</p><div class='col related'><b>Chair</b><br>Kenya</div>",
    "search": "<h1>Results</h1><div class=search><table><tr><th>Chair<td>Kenya<tr><th>Founded<td>1999</table></div>",
    "subscribe": "<h1>Coast Forum</h1><p>Welcome.</p><div class=subscribe><h3>Chair</h3><ul><li>Kenya</ul></div>",
    "ads": "<div class=ads><p><strong>Chair:</strong> Kenya</p><p><strong>Type:</strong> RCP</p></div>",
    "links": "<h1>Forum</h1><aside><h3>Chair</h3><ul><li><a href=/ke>Kenya</a></ul></aside>",
}


@pytest.mark.parametrize("name", ONLY_THERE)
def test_facts_are_content_where_the_page_states_none_elsewhere(name: str) -> None:
    assert any("Kenya" in text for text in content(ONLY_THERE[name]))


# Beside content with facts of its own: a box of facts that the content does not state.
BOXES = {
    "aside": "<aside class='related sidebar'><h3>Members</h3><ul><li>Ghana<li>Togo<li>Benin</ul></aside>",
    "lines": "<div class=related><p><b>Secretariat:</b> Ghana</p></div>",
    "table": "<div class=share><table><tr><th>Established<td>2001<tr><th>Observers<td>Ghana</table></div>",
    "words": "<div id=footer><dl><dt>Region<dd>Ghana and Togo<dt>Type<dd>RCP</dl></div>",
    "modal": "<div class=modal><h4>Observer States</h4><p>Ghana<br>Togo</p></div>",
    "by role": "<div role=complementary><h4>Member States (2)</h4><p>Ghana, Togo</p></div>",
}


@pytest.mark.parametrize("name", BOXES)
def test_a_box_of_other_facts_beside_the_content_is_content(name: str) -> None:
    assert any("Ghana" in text for text in content(FACTS + BOXES[name]))


# What stays beside the content.
NO_FACTS = {
    "menu": "<nav><b>Members</b><ul><li>Ghana</ul></nav>",
    "footer": "<footer><h4>Secretariat</h4><p>Ghana</p></footer>",
    "teasers": "<div class=related><h3>Meetings</h3><ul><li><a href=/1>Ghana hosts a meeting</a></ul></div>",
    "links": "<div class=related><h3>Members</h3><ul><li><a href=/gh>Ghana</a><li><a href=/tg>Togo</a></ul></div>",
    "another's chair": "<aside><h3>Amber Forum</h3><p>Chair: Ghana</p></aside>",
    "address": "<div class=footer><h4>Contact</h4><p>1 Harbour Road, Ghana</p></div>",
    "news": "<aside><h3>News</h3><p>Director visits Ghana</p></aside>",
    "filter": "<div class=search-form><b>Region</b><p>Ghana</p><b>Type</b><p>Report</p></div>",
    "words alone": "<ul class=nav><li>Members<li>Ghana<li>Secretariat<li>Togo</ul>",
    "cookies": "<div class=cookie-banner><p>Ghana uses cookies.</p><p>Accept them?</p></div>",
}


@pytest.mark.parametrize("name", NO_FACTS)
def test_what_gives_no_facts_stays_beside_the_content(name: str) -> None:
    assert not any("Ghana" in text for text in content(FACTS + NO_FACTS[name]))


def test_a_page_without_facts_gains_no_menus_by_it() -> None:
    markup = """<h1>Silver Coast Forum</h1><p>Governments of the coast talk of ports and ferries.</p>
        <div class=footer><a href=/a>Publications</a> <a href=/b>Partners</a></div>
        <div class=related><h3>Latest news</h3><p>Director visits Ghana</p></div>
        <aside><h3>Publications</h3><ul><li><a href=/c>A report on something else</a></ul></aside>"""
    assert content(markup) == ["Silver Coast Forum", "Governments of the coast talk of ports and ferries."]


def test_no_landmark_tells_what_it_rests_on() -> None:
    document = read_html(f"{FACTS}<div class=footer>Harbour Road</div><div class=cookie-bar>We use cookies.</div>")
    assert [block.landmark for block in document.blocks if block.landmark] == ["contentinfo", "dialog"]
