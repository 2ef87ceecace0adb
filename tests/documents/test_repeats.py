from __future__ import annotations

from monitor.documents.html import read_html
from monitor.documents.repeats import repeated, without
from monitor.model import Document

TOP = "<p>Ministry of the Coast</p><p>Search our pages</p>"
FOOT = "<p>1 Harbour Road, Port Silver</p><p>Ministers</p>"


def page(name: str, content: str, *, host: str = "coast.example.org", top: str = TOP, foot: str = FOOT) -> Document:
    return read_html(f"{top}<h1>{name}</h1>{content}{foot}", url=f"https://{host}/{name}")


PAGES = [
    page(name, f"<p>About {name}</p><p>Kenya</p><p>Words on {name}</p>") for name in ("ports", "fish", "law", "sea")
]
FRAME = {"ministryofthecoast", "searchourpages", "1harbourroadportsilver", "ministers"}


def test_what_three_other_pages_of_the_host_repeat_at_their_edges_is_the_frame() -> None:
    assert repeated(PAGES) == FRAME


def test_a_word_that_all_say_within_their_content_is_no_frame() -> None:
    assert "kenya" not in repeated(PAGES)


def test_fewer_pages_prove_nothing() -> None:
    assert repeated(PAGES[:3]) == frozenset()
    assert repeated([]) == frozenset()


def test_captures_of_one_address_are_one_page() -> None:
    assert repeated([PAGES[0]] * 6) == frozenset()
    assert repeated([*PAGES[:3], *PAGES[:3]]) == frozenset()


def test_pages_of_other_hosts_do_not_count() -> None:
    elsewhere = [page(f"a{number}", "<p>x</p>", host=f"h{number}.example.org") for number in range(6)]
    assert repeated(elsewhere) == frozenset()


def test_pages_without_an_address_do_not_count() -> None:
    assert repeated([read_html(TOP + f"<h1>{number}</h1>") for number in range(6)]) == frozenset()


def test_the_frame_of_a_page_is_marked_and_its_content_stays() -> None:
    document = without(PAGES[0], repeated(PAGES))
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
    frame = repeated(sisters)
    assert frame == {"ministryofthecoast", "searchourpages", "1harbourroad"}
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
