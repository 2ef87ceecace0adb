from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.documents.html import read_html
from monitor.documents.outlines import outline
from monitor.documents.repeats import reached, repeated, without
from monitor.documents.said import What, digest_of, key_of
from monitor.model import Document

TOP = "<p>Ministry of the Coast</p><p>Search our pages</p>"
FOOT = "<p>1 Harbour Road, Port Silver</p><p>Ministers</p>"


def page(name: str, content: str, *, host: str = "coast.example.org", top: str = TOP, foot: str = FOOT) -> Document:
    return read_html(f"{top}<h1>{name}</h1>{content}{foot}", url=f"https://{host}/{name}")


PAGES = [
    page(name, f"<p>About {name}</p><p>Kenya</p><p>Words on {name}</p>") for name in ("ports", "fish", "law", "sea")
]
FRAME = frozenset(
    map(key_of, ("Ministry of the Coast", "Search our pages", "1 Harbour Road, Port Silver", "Ministers"))
)


def frame_of(pages: list[Document]) -> frozenset[str]:
    return repeated(map(outline, pages))


def test_what_three_other_pages_of_the_host_repeat_at_their_edges_is_the_frame() -> None:
    assert frame_of(PAGES) == FRAME


def test_a_word_that_all_say_within_their_content_is_no_frame() -> None:
    assert digest_of("Kenya") not in frame_of(PAGES)


def test_fewer_pages_prove_nothing() -> None:
    assert frame_of(PAGES[:3]) == frozenset()
    assert frame_of([]) == frozenset()


def test_captures_of_one_address_are_one_page() -> None:
    assert frame_of([PAGES[0]] * 6) == frozenset()
    assert frame_of([*PAGES[:3], *PAGES[:3]]) == frozenset()


def test_pages_of_other_hosts_do_not_count() -> None:
    elsewhere = [page(f"a{number}", "<p>x</p>", host=f"h{number}.example.org") for number in range(6)]
    assert frame_of(elsewhere) == frozenset()


def test_pages_without_an_address_do_not_count() -> None:
    assert frame_of([read_html(TOP + f"<h1>{number}</h1>") for number in range(6)]) == frozenset()


def test_the_frame_of_a_page_is_marked_and_its_content_stays() -> None:
    assert reached(outline(PAGES[0]), FRAME | {digest_of("elsewhere")}) == FRAME
    document = without(PAGES[0], frame_of(PAGES))
    assert [(block.text, block.landmark) for block in document.blocks] == [
        ("Ministry of the Coast", "banner"),
        ("Search our pages", "banner"),
        ("ports", ""),
        ("About ports", ""),
        ("Kenya", ""),
        ("Words on ports", ""),
        ("1 Harbour Road, Port Silver", "contentinfo"),
        ("Ministers", "contentinfo"),
    ]


def test_what_sister_pages_say_last_below_their_labels_is_no_frame() -> None:
    sisters = [
        page(name, f"<p>Words on {name}</p><h2>{label}</h2><ul><li>IOM<li>UNHCR</ul>", foot="<p>1 Harbour Road</p>")
        for name, label in zip("abcd", ("Secretariat", "Secretariat", "Support Unit", "Its office"), strict=True)
    ]
    frame = frame_of(sisters)
    assert frame == set(map(key_of, ("Ministry of the Coast", "Search our pages", "1 Harbour Road")))
    assert [block.text for block in without(sisters[3], frame).blocks if not block.landmark][-3:] == [
        "Its office",
        "IOM",
        "UNHCR",
    ]


def test_words_of_the_frame_within_the_content_stay() -> None:
    own = page("rivers", "<h2>Chair</h2><p>Ministers</p><p>of the rivers</p>", foot="")
    assert [block.text for block in without(own, FRAME).blocks if not block.landmark] == [
        "rivers",
        "Chair",
        "Ministers",
        "of the rivers",
    ]


def test_a_page_that_is_nothing_but_frame_is_left_alone() -> None:
    empty = read_html(TOP + FOOT, url="https://coast.example.org/empty")
    assert without(empty, FRAME) == empty
    assert reached(outline(empty), FRAME) == frozenset()


def test_the_title_and_what_names_the_matter_stay_though_all_pages_bear_them() -> None:
    top = "<p>Menu</p><p>Bali Process</p><p>Search</p><h1>Who we are</h1>"
    pages = [
        read_html(f"{top}<p>Words on {name}</p><p>Legal notice</p>", url=f"https://h.example.org/{name}")
        for name in "abcd"
    ]
    document = without(pages[0], frame_of(pages), lambda text: "matter" if text == "Bali Process" else "")
    assert [block.text for block in document.blocks if not block.landmark] == [
        "Bali Process",
        "Who we are",
        "Words on a",
    ]


def test_of_a_long_page_the_ends_are_compared() -> None:
    pages = [page(name, "".join(f"<p>{name} {n}</p>" for n in range(400))) for name in "abcd"]
    assert len(outline(pages[0]).lines) == 82
    assert frame_of(pages) == FRAME
    document = without(pages[1], frame_of(pages))
    assert [block.text for block in document.blocks if not block.landmark][-1] == "b 399"


def test_a_frame_holds_digests_and_no_words() -> None:
    assert all(len(one.lstrip("#*")) == 16 and not set(one) - set("#*0123456789abcdef") for one in frame_of(PAGES))
    assert digest_of(" · – ") == ""


@pytest.mark.parametrize(
    "content",
    [
        "<ul>{}</ul>",
        "<table>{}</table>",
        "<div>{}</div>",
        "<p>{}</p>",
        "{}",
    ],
)
def test_a_list_that_ends_alike_on_all_pages_is_content(content: str) -> None:
    """Members stand in the order of letters."""
    form = {"<ul>{}</ul>": "<li>{}", "<table>{}</table>": "<tr><td>{}<td>x", "<p>{}</p>": "{}<br>"}.get(
        content, "<p>{}</p>"
    )
    pages = [
        page(name, "<h2>Members</h2>" + content.format("".join(map(form.format, (first, "Yemen", "Zambia")))))
        for name, first in zip("abcd", ("Kenya", "Chad", "Peru", "Cuba"), strict=True)
    ]

    def named(text: str) -> What:
        return "entry" if text in ("Kenya", "Chad", "Peru", "Cuba", "Yemen", "Zambia") else ""

    frame = repeated(outline(one, named) for one in pages)
    kept = [
        block.cells[0] if block.cells else block.text
        for block in without(pages[0], frame, named).blocks
        if not block.landmark
    ]
    assert kept == ["a", "Members", "Kenya", "Yemen", "Zambia"]


def test_a_list_of_its_own_below_another_is_frame() -> None:
    pages = [
        page(name, f"<h2>Members</h2><ul><li>{first}<li>Zambia</ul>", foot="<ul><li>Peru<li>Samoa</ul>")
        for name, first in zip("abcd", ("Kenya", "Chad", "Cuba", "Togo"), strict=True)
    ]
    document = without(pages[0], frame_of(pages))
    assert [block.text for block in document.blocks if not block.landmark] == ["a", "Members", "Kenya", "Zambia"]


def test_a_count_that_nearly_all_pages_state_is_the_site_s_and_one_that_some_share_is_their_own() -> None:
    def counts(*numbers: int) -> bool:
        pages = [page(str(at), f"<p>{number} member states</p><p>On {at}</p>") for at, number in enumerate(numbers)]
        found = repeated(replace(outline(one), about=one.url) for one in pages)
        return f"*{digest_of(f'{numbers[0]} member states')}" in found

    assert counts(175, 175, 175, 175)
    assert not counts(10, 10, 10, 10, 12, 18)
    assert not counts(175, 175, 175)
