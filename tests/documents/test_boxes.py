"""Which labelled lines that pages share are the site's, and which are a fact of each page; in several markups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.documents.boxes import OWN as OWNED
from monitor.documents.boxes import boxes_on, shared_boxes
from monitor.documents.html import read_html
from monitor.documents.outlines import Outline, outline
from monitor.documents.repeats import repeated, without
from monitor.documents.said import What
from monitor.documents.successors import Followed, Sister, successors
from monitor.model import Document

CHAIRS = ("Kenya", "Chile", "Ghana", "Nepal", "Fiji")
NAMES = ("ports", "fish", "law", "sea", "air")
OWN = "<div class=a><h1>{name}</h1><p><b>Chair:</b> {chair}</p></div>"
FOOT = "<div>Secretariat: IOM, Geneva</div><div>Website: iom.example</div><div>Contact: desk@iom.example</div>"
HEADED = "<h4>Secretariat</h4><p>IOM, Geneva</p><h4>Contact</h4><p>desk@iom.example</p>"
RIGHTS = "<p>© 2026 International Organization for Migration</p>"
LISTED = "<ul><li>Chair: Malta<li>Secretariat: IOM<li><a href=/p>Privacy</a></ul>"
BROKEN = "<b>Secretariat:</b> IOM<br>12 Quay Street, Port Silver<br>Terms of use | Press room"
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
        f"{OWN}<div>{HEADED}{RIGHTS}</div>",
        f"{OWN}<div><div><p>Secretariat: IOM</p><p>Contact: desk@iom.example</p></div>{RIGHTS}</div>",
        f"{OWN}<div><div>Chair: Malta</div><div><a href=/>Home</a> | <a href=/p>Privacy policy</a></div></div>",
        f"{OWN}<div><h4>Avisos</h4><p>Secretaría: IOM</p><p>Aviso legal</p></div>",
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
        f"{OWN}<div>{HEADED}</div>",
        f"{OWN}<section><h2>Organisation</h2><p><b>Secretariat:</b> IOM</p></section>",
        f"{OWN}<section><h2>Organisation</h2>{FOOT}</section>",
        f"{OWN}<div><h3>Appui</h3><ul><li>Secrétariat: IOM<li>Suivez-nous</ul></div>",
        f"{OWN}<div><h3>Support</h3>{TABLE}<p>Updated regularly.</p></div>",
        f"{OWN}<div><button>Organisation</button><div><p>Secretariat: IOM</p><p>Website: iom.example</p></div></div>",
        f"{OWN}<div><p>Secretariat: IOM</p><p>It supports all that the process does.</p></div>",
        f"{OWN}<div><section><h2>Organisation</h2><p>Secretariat: IOM</p></section><div>{RIGHTS}</div></div>",
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
    before, *others = pages(f"{OWN}<div>{FOOT}</div>")
    now, *later = pages(f"{OWN}<div>{edited}</div>")
    frame = shared_boxes([before, *others])
    followed = successors(before, now, frame, [Sister(one, then) for one, then in zip(later, others, strict=True)])
    (key,) = followed.frame
    assert len(followed.pairs) == took
    read = without(document("ports", f"{OWN}<div>{edited}</div>"), [key], named)
    assert [block.text for block in read.blocks if not block.landmark] == ["ports", "Chair: Kenya"]


OTHERWISE = f"{OWN}<div>{FOOT.replace('IOM, Geneva', 'ICMPD, Vienna')}</div>"
PRESENT = f"{OWN}<div>{FOOT}</div>"


@pytest.mark.parametrize(
    ("edited", "others", "own"),
    [
        (OTHERWISE, [PRESENT] * 4, True),
        (OTHERWISE, [OTHERWISE, PRESENT, PRESENT, PRESENT], True),
        (OTHERWISE, [OTHERWISE, OTHERWISE, PRESENT, PRESENT], False),
        (OTHERWISE, [OTHERWISE.replace("ICMPD", body) for body in ("UNHCR", "ILO", "UNODC", "OSCE")], True),
        (OTHERWISE, [OTHERWISE] * 4, False),
        (PRESENT.replace("<div>Secretariat: IOM, Geneva</div>", ""), [PRESENT] * 4, True),
        (f"{OWN}<ul><li>Secretariat: ICMPD</ul>", [PRESENT] * 4, True),
        (PRESENT + "<p>Press</p>", [PRESENT] * 4, None),
        (OWN, [PRESENT] * 4, None),
    ],
)
def test_facts_that_one_page_states_otherwise_are_its_own_while_most_pages_say_the_old(
    edited: str, others: list[str], own: bool | None
) -> None:
    before, *prior = pages(PRESENT)
    now, *later = pages(edited, *others)
    frame = shared_boxes([before, *prior])
    sisters = [Sister(one, then) for one, then in zip(later, prior, strict=True)]
    followed = successors(before, now, frame, sisters)
    assert {one.startswith(OWNED) for one in followed.frame} == (set() if own is None else {own})
    assert boxes_on(before, frame | followed.frame) == (frozenset() if own else frame)


def test_a_fact_of_a_page_that_changes_along_with_the_box_of_its_site_does_not_make_that_its_own() -> None:
    other = "<table><tr><td>Secretariat<td>{}</table>"
    before, *prior = pages(OWN + other.format("UNHCR") + PRESENT.removeprefix(OWN), PRESENT)
    now, *later = pages(OWN + other.format("ILO") + OTHERWISE.removeprefix(OWN), OTHERWISE)
    sisters = [Sister(one, then) for one, then in zip(later, prior, strict=True)]
    both = shared_boxes([before, *prior]) | shared_boxes([now, *later])
    for frame in (both, shared_boxes([before, *prior])):
        assert not [one for one in successors(before, now, frame, sisters).frame if one.startswith(OWNED)]


def test_the_lines_of_a_box_that_is_the_pages_own_are_held_no_more_but_for_those_of_the_site() -> None:
    before, *prior = pages(PRESENT.replace("<div>Website", "<div>Privacy policy</div><div>Website"))
    now, *_ = pages(OTHERWISE.replace("<div>Website", "<div>Privacy policy</div><div>Website"))
    own = successors(before, now, shared_boxes([before, *prior]), [Sister(one, one) for one in prior]).own
    assert [one.key in own for one in before.lines[2:]] == [True, False, True, True]


def test_what_a_page_says_of_its_own_takes_no_place_of_a_box() -> None:
    own = OWN + "<table><tr><td>Secretariat<td>UNHCR</table>"
    before, *_ = pages(f"{own}<div>{FOOT}</div>")
    frame = shared_boxes(pages(f"{own}<div>{FOOT}</div>"))
    assert len(frame) == 1
    for foot in ("", f"<div>{FOOT}</div>"):
        now, *_ = pages(own.replace("UNHCR", "ICMPD") + foot)
        assert successors(before, now, frame) == Followed(frozenset())
