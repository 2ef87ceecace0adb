"""Links to words on the live page: the grammar of text fragments, and words that stand more than once."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from monitor.export.text_fragment import live_links

URL = "https://a.test/page"


def link(page: str, words: str, locator: str = "", url: str = URL) -> str:
    (found,) = live_links(page.encode(), "text/html", "utf-8", url, ((words, locator),))
    return found


def directive(page: str, words: str, locator: str = "") -> str:
    return link(page, words, locator).partition(":~:text=")[2]


@pytest.mark.parametrize(
    ("page", "words", "expected"),
    [
        ("<p>Chair: Tunisia</p>", "Chair: Tunisia", "Chair%3A%20Tunisia"),
        ("<p><b>Chair:</b> Tunisia</p>", "Chair: Tunisia", "Chair%3A%20Tunisia"),
        ("<p>co-chair, A & B</p>", "co-chair, A & B", "co%2Dchair%2C%20A%20%26%20B"),
        ("<p>Türkiye 100%</p>", "Türkiye 100%", "T%C3%BCrkiye%20100%25"),
        ("<p>State‐led Tu&shy;nisia</p>", "State-led Tunisia", "State%E2%80%90led%20Tunisia"),  # as the page spells it
        ("<p>a&nbsp;b\n   c</p>", "a b c", "a%20b%20c"),
        ("<p>Established<span>2002</span></p>", "2002", "Established2002"),  # whole words alone are found
    ],
)
def test_short_words_are_given_whole_and_encoded(page: str, words: str, expected: str) -> None:
    assert link(page, words) == f"{URL}#:~:text={expected}"


def test_an_address_with_a_fragment_keeps_it() -> None:
    assert link("<p>Chair</p>", "Chair", url=f"{URL}#members") == f"{URL}#members:~:text=Chair"


def test_of_words_that_stand_more_than_once_what_stands_beside_them_is_told() -> None:
    page = "<h2>Members</h2><p>Fiji</p><h2>Observers</h2><p id=b>Fiji</p><p>Tonga</p>"
    assert directive(page, "Fiji", "#b") == "Observers-,Fiji"
    page = "<p>was Fiji then</p><p id=b>was Fiji now</p>"
    assert directive(page, "Fiji", "#b") == "Fiji,-now"
    page = "<p>so was Fiji</p><p id=b>now was Fiji</p>"
    assert directive(page, "Fiji", "#b") == "now%20was-,Fiji"
    assert directive("<p>Fijian</p><p id=b>Fiji</p>", "Fiji", "#b") == "Fiji"


def test_words_in_other_letters_count_as_the_same_for_a_browser() -> None:
    assert directive("<p>CHAIR</p><p>of the</p><p id=b>Chair</p>", "Chair", "#b") == "the-,Chair"


def test_a_row_and_a_long_line_are_given_by_their_first_and_last_words() -> None:
    page = "<table><tr><td>Puebla Process</td><td>1996</td><td>Costa Rica</td></tr></table>"
    assert directive(page, "Puebla Process\t1996\tCosta Rica", "tr") == "Puebla%20Process,Costa%20Rica"
    words = " ".join(f"word{number}" for number in range(40))
    assert directive(f"<p>{words}</p>", words) == "word0%20word1%20word2%20word3,word36%20word37%20word38%20word39"


def test_of_last_words_that_stand_earlier_more_are_given() -> None:
    words = f"{'so it is said of them and ' * 4}again so it is said of them and them"
    first, last = directive(f"<p>{words}</p>", words).split(",")
    told = unquote(last)
    assert words.index(told) == len(words) - len(told)
    assert words.startswith(unquote(first))


def test_a_prefix_never_leaves_its_block() -> None:
    page = "<p>x Fiji</p><p>y</p><p>end of one</p><p id=b>Fiji</p>"
    assert directive(page, "Fiji", "#b") == "one-,Fiji"


@pytest.mark.parametrize("words", ["Malta", "", "\xad"])
def test_without_the_words_there_is_no_link(words: str) -> None:
    assert link("<p>Chair</p>", words) == ""


def test_a_text_and_a_pdf_have_no_such_links() -> None:
    for body, media_type in ((b"Chair: Tunisia", "text/plain"), (b"%PDF-1.7 Chair: Tunisia", "application/pdf")):
        assert live_links(body, media_type, None, URL, (("Chair: Tunisia", "line 1"),)) == ("",)


def test_words_that_stand_in_the_same_company_everywhere_get_all_there_is() -> None:
    page = "<p>a Fiji b</p>" * 3
    assert directive(page, "Fiji").endswith("Fiji")
