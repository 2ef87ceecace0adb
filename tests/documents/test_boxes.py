"""Which labelled lines that pages share are the site's, and which are a fact of each page; in several markups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.documents.boxes import shared_boxes
from monitor.documents.html import read_html
from monitor.documents.outlines import Outline, outline
from monitor.documents.repeats import repeated, without
from monitor.documents.said import What
from monitor.documents.successors import successors
from monitor.model import Document

CHAIRS = ("Kenya", "Chile", "Ghana", "Nepal", "Fiji")
NAMES = ("ports", "fish", "law", "sea", "air")
OWN = "<div class=a><h1>{name}</h1><p><b>Chair:</b> {chair}</p></div>"
FOOT = "<div>Secretariat: IOM, Geneva</div><div>Website: iom.example</div><div>Contact: desk@iom.example</div>"
HEADED = "<h4>Secretariat</h4><p>IOM, Geneva</p><h4>Contact</h4><p>desk@iom.example</p>"
LISTED = "<ul><li>Chair: Malta<li>Secretariat: IOM<li><a href=/p>Privacy</a></ul>"
BROKEN = "<b>Secretariat:</b> IOM<br>12 Quay Street, Port Silver<br>Press room"
TABLE = "<table><tr><td>Secretariat<td>IOM<tr><td>Contact<td>desk@iom.example</table>"
TERMS = "<dl><dt>Secretariat<dd>IOM<dt>Contact<dd>desk@iom.example</dl>"


def named(text: str) -> What:
    return "matter" if text in NAMES else "entry" if text in CHAIRS else ""


def document(name: str, markup: str, chair: str = "") -> Document:
    chair = chair or CHAIRS[NAMES.index(name)]
    return read_html(markup.format(name=name, chair=chair), url=f"https://coast.example.org/{name}")


def pages(*markups: str, about: Sequence[str] = NAMES) -> list[Outline]:
    """Pages in these markups, the last of them for all that are left."""
    of = [*markups, *[markups[-1]] * (len(NAMES) - len(markups))]
    made = (outline(document(name, markup), named) for name, markup in zip(NAMES, of, strict=True))
    return [replace(one, about=matter) for one, matter in zip(made, about, strict=True)]


@pytest.mark.parametrize(
    "markup",
    [
        f"{OWN}<div class=b>{FOOT}</div>",
        f"<div class=b>{FOOT}</div>{OWN}",
        f"{OWN}<div>{HEADED}</div>",
        f"{OWN}<h2>Members</h2><ul><li>{{chair}}<li>{{name}} X</ul><div>{LISTED}</div>",
        f"<table><tr><td>{OWN}<tr><td>{BROKEN}</table>",
        f"<main><div>{OWN}<p>On {{name}}</p></div><div><div>{FOOT}</div><div>{TABLE}</div></div></main>",
        f"{OWN}<div>Follow us<dl><dt>Chair<dd>Malta</dl></div>",
    ],
)
def test_what_an_element_at_an_edge_states_among_other_things_on_all_pages_is_no_content(markup: str) -> None:
    frame = repeated(pages(markup))
    left = [block.text for block in without(document("law", markup), frame, named).blocks if not block.landmark]
    assert {"law", "Chair: Ghana"} <= set(left)
    assert not [text for text in left if "IOM" in text or "Malta" in text or text == "Secretariat"]


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>{name}</h1><table><tr><td>Chair<td>{chair}<tr><td>Secretariat<td>IOM<tr><td>Contact<td>x@y.example</table>",
        "<h1>{name}</h1><div><p>Chair: {chair}</p><p>Secretariat: IOM</p><p>Contact: x@y.example</p></div>",
        f"{OWN}<section><h2>Secretariat</h2><p>IOM</p></section><div>Follow us</div>",
        f"{OWN}<div>{FOOT}</div><p>More on {{name}} and all that it does</p>",
        OWN + FOOT,
        OWN + TABLE,
        OWN + TERMS,
        f"<h1>{{name}}</h1><p>Words on {{name}}</p><div>{FOOT}</div>",
    ],
)
def test_what_each_page_may_state_of_its_own_is_read(markup: str) -> None:
    assert shared_boxes(pages(markup)) == frozenset()
    text = without(document("law", markup), repeated(pages(markup)), named)
    assert [block.text for block in text.blocks if not block.landmark and "IOM" in block.text] != []


def test_nearly_all_pages_must_have_it_and_be_about_other_mechanisms() -> None:
    shared, other = f"{OWN}<div>{FOOT}</div>", f"{OWN}<div>{FOOT.replace('IOM', 'ICMPD')}</div>"
    assert len(shared_boxes(pages(other, shared))) == 1
    assert shared_boxes(pages(other, other, shared)) == frozenset()
    assert shared_boxes(pages(shared)[:3]) == frozenset()
    assert shared_boxes(pages(shared, about=["a", "a", "b", "c", "c"])) == frozenset()
    french = [replace(one, language="fr") for one in pages(other)]
    assert len(shared_boxes([*pages(shared), *french])) == 2


def test_the_same_words_in_the_table_of_a_page_stay_its_fact() -> None:
    own = OWN.replace("</div>", "<p>Secretariat: IOM, Geneva</p></div>")
    markup = f"{own}<div>{FOOT}</div>"
    read = without(document("law", markup), repeated(pages(markup)), named)
    assert [one.text for one in read.blocks if not one.landmark] == ["law", "Chair: Ghana", "Secretariat: IOM, Geneva"]


@pytest.mark.parametrize(
    ("edited", "took"),
    [
        (FOOT.replace("IOM, Geneva", "ICMPD, Vienna"), 1),
        (FOOT.replace("iom", "icmpd").replace("IOM", "ICMPD"), 3),
        (FOOT.replace("IOM, Geneva", "ICMPD, Vienna").replace("<div>Web", "<div>Follow us</div><div>Web"), 0),
    ],
)
def test_what_took_the_place_of_a_box_is_one_before_other_pages_show_it(edited: str, took: int) -> None:
    before, *_ = pages(f"{OWN}<div>{FOOT}</div>")
    now, *_ = pages(f"{OWN}<div>{edited}</div>")
    (key,), pairs = successors(before, now, shared_boxes(pages(f"{OWN}<div>{FOOT}</div>")))
    assert len(pairs) == took
    read = without(document("ports", f"{OWN}<div>{edited}</div>"), [key], named)
    assert [block.text for block in read.blocks if not block.landmark] == ["ports", "Chair: Kenya"]


def test_what_a_page_says_of_its_own_takes_no_place_of_a_box() -> None:
    own = OWN + "<table><tr><td>Secretariat<td>UNHCR</table>"
    before, *_ = pages(f"{own}<div>{FOOT}</div>")
    frame = shared_boxes(pages(f"{own}<div>{FOOT}</div>"))
    assert len(frame) == 1
    for foot in ("", f"<div>{FOOT}</div>"):
        now, *_ = pages(own.replace("UNHCR", "ICMPD") + foot)
        assert successors(before, now, frame) == (frozenset(), ())
