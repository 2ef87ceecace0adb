"""Pages and answers that are none, one file each: to add a case, drop a file into a folder of `verdicts/`.

A folder's name is the verdict and the quality that its files deserve, from and to: `blocked-0.0-0.2`. The verdict is
`good`, one of the judge's, or `no-page`, for pages that are none and of which it matters little what they are instead.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from itertools import combinations, cycle
from pathlib import Path
from typing import NamedTuple

import pytest

from monitor.documents import judge, quality, read
from monitor.documents.clean import fold
from monitor.documents.judge import GOOD
from monitor.documents.testimony import plain
from monitor.errors import DocumentError
from monitor.extract import Payload, read_capture, read_links
from monitor.lookups import table
from monitor.model import Document, Source
from tests.pages.render import load_facts, markups, media_type, render

FOLDER = re.compile(r"(good|blocked|soft-404|empty|no-page)-([01]\.\d)-([01]\.\d)")


class Case(NamedTuple):
    file: Path
    verdict: str
    lowest: float
    highest: float


def case(file: Path) -> Case:
    """A file with what its folder's name says of it."""
    named = FOLDER.fullmatch(file.parent.name)
    assert named is not None, f"{file.parent.name} names no verdict and qualities"
    return Case(file, named[1], float(named[2]), float(named[3]))


CASES = [case(file) for file in sorted((Path(__file__).parent / "verdicts").glob("*/*"))]
every_case = pytest.mark.parametrize("case", [pytest.param(one, id=f"{one.verdict}: {one.file.stem}") for one in CASES])
SOURCE = Source("amber", "https://www.example.org/amber", "mechanism-page")
# What stands in a corner of good pages.
NOTICES = (
    "<div><p>We value your privacy</p><p>We and our partners use cookies to store and access information on a device."
    " You must accept cookies to use all of the site.</p><a href='#'>Accept all</a></div>",
    "<div>Valoramos su privacidad. Utilizamos cookies propias y de terceros. <button>Aceptar todas</button></div>",
    "<div><h3>Login</h3><form>Username <input> Password <input type=password> <label>Remember me</label></form>"
    "<a href='/reset'>Forgot your password?</a></div>",
    "<div>Please enable JavaScript in your browser. Your browser does not support JavaScript!</div>",
    "<script src='/_Incapsula_Resource?x'></script><div class=g-recaptcha></div>",
    "<p>You must be logged in to post a comment. Please log in to reply.</p>",
    "<p>You do not have permission to access the comments. Access denied.</p>",
    "<h3>Events</h3><p>No results found.</p><p>There are no items to display.</p><p>Please try again later.</p>",
)


def read_as(body: bytes, kind: str = "text/html") -> Document:
    return read(body, media_type=kind, url=SOURCE.url)


def named(verdict: str, name: str = "") -> Path:
    """The first file of a verdict, or the one of that name."""
    return next(case.file for case in CASES if case.verdict == verdict and case.file.match(name or "*.html"))


def kind_of(file: Path) -> str:
    return "text/plain" if file.suffix == ".txt" else "text/html"


@every_case
def test_a_page_gets_the_verdict_and_the_quality_of_its_folder(case: Case) -> None:
    body = case.file.read_bytes()
    document = read_as(body, kind_of(case.file))
    verdict = judge(document, body=body)
    assert case.verdict in (verdict or "good", "no-page" if verdict else "good")
    assert case.lowest <= quality(document, body=body) <= case.highest
    assert (quality(document, body=body) >= GOOD) == (verdict is None)


@every_case
def test_only_a_good_page_is_read_for_facts(case: Case) -> None:
    reading = read_capture(Payload(case.file.read_bytes(), kind_of(case.file), None, SOURCE.url, 200), SOURCE)
    assert (reading.verdict is None) == (reading.extraction is not None) == (case.verdict == "good")
    assert case.lowest <= reading.quality <= case.highest


def test_there_are_thirty_of_either_sort_and_some_of_each_kind() -> None:
    count = Counter(case.verdict for case in CASES)
    assert set(count) == {"good", "blocked", "soft-404", "empty", "no-page"}
    assert count["good"] >= 30
    assert min(count.values()) >= 20


def test_a_file_has_its_name_alone() -> None:
    assert not [name for name, times in Counter(case.file.name for case in CASES).items() if times > 1]


def test_a_folder_that_names_no_verdict_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="names no verdict"):
        case(tmp_path / "blocked" / "page.html")


@pytest.mark.parametrize("name", load_facts())
def test_notices_in_a_corner_refuse_no_mechanisms_page(name: str) -> None:
    facts, notices = load_facts()[name], cycle(NOTICES)
    for markup in markups(facts["layout"]):
        kind = media_type(markup)
        page = render(facts, markup, seed=1)
        if kind == "text/html":
            start, body, rest = page.partition(b"<body")
            tag, end, rest = rest.partition(b">")
            page = start + body + tag + end + next(notices).encode() + rest
        assert judge(read_as(page, kind), body=page) is None, (name, markup)


def test_a_pdf_that_is_served_as_a_page_is_read_as_a_pdf(
    table_pdf: Callable[..., bytes], rows: list[tuple[str, ...]]
) -> None:
    body = table_pdf(rows)
    document = read_as(body, "text/html")
    assert document.media_type == "application/pdf"
    assert judge(document, body=body) is None


@pytest.mark.parametrize(
    ("verdict", "name"),
    [("blocked", "f5-request-rejected"), ("soft-404", "drupal"), ("empty", "react-root"), ("good", "french")],
)
def test_a_page_that_is_served_as_a_pdf_is_judged_as_the_page_it_is(verdict: str, name: str) -> None:
    body = named(verdict, f"{name}.html").read_bytes()
    document = read_as(body, "application/pdf")
    assert document.media_type == "text/html"
    assert judge(document, body=body) == (None if verdict == "good" else verdict)


def test_words_that_are_served_as_a_pdf_are_no_document() -> None:
    with pytest.raises(DocumentError, match="called a PDF"):
        read_as(b"The requested URL was rejected.", "application/pdf")


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "iso-8859-15", "utf-16"])
def test_signs_are_known_in_every_charset(charset: str) -> None:
    page = f'<meta charset="{charset}"><title>Ministério</title><h1>Página não encontrada</h1><p>Volte ao início.</p>'
    body = page.encode(charset)
    assert judge(read_as(body), body=body) == "soft-404"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
def test_an_answer_with_the_status_of_an_error_is_no_page_whatever_it_says(status: int) -> None:
    body = named("good").read_bytes()
    document = read_as(body)
    assert judge(document, status=status, body=body) == ("soft-404" if status in (404, 410) else "blocked")
    assert quality(document, status=status, body=body) == 0


HERE = "https://www.example.org/amber"


@pytest.mark.parametrize(
    ("requested", "final", "crowded", "verdict"),
    [
        (HERE, HERE, False, None),
        (HERE, "https://www.example.org/new/amber", False, None),
        (HERE, "https://www.example.org/fr/", False, "soft-404"),
        (HERE, "https://www.example.com/", False, "soft-404"),
        (HERE, "https://www.example.org/moved", True, "soft-404"),
        (HERE, HERE, True, "soft-404"),
        ("https://www.example.org/", "https://www.example.org/en/", False, None),
        ("", "https://www.example.org/", False, None),
    ],
)
def test_a_good_page_elsewhere_is_not_the_page(requested: str, final: str, crowded: bool, verdict: str | None) -> None:
    body = named("good").read_bytes()
    payload = Payload(body, "text/html", None, final, 200, requested_url=requested, crowded=crowded)
    reading = read_capture(payload, SOURCE)
    assert (reading.verdict, read_links(payload).verdict) == (verdict, verdict)
    assert (reading.quality >= GOOD) == (verdict is None)
    assert quality(read(body, url=final), body=body, requested_url=requested, crowded=crowded) == reading.quality


@pytest.mark.parametrize(
    ("requested", "final", "crowded"), [(HERE, "https://www.example.org/", False), (HERE, HERE, True)]
)
@pytest.mark.parametrize("verdict", ["blocked", "soft-404", "empty"])
def test_a_wall_elsewhere_is_a_wall(verdict: str, requested: str, final: str, crowded: bool) -> None:
    body = named(verdict).read_bytes()
    expected = "blocked" if verdict == "blocked" else "soft-404"
    assert judge(read(body, url=final), body=body, requested_url=requested, crowded=crowded) == expected


def test_a_judgement_takes_a_moment_on_a_page_of_fifty_kilobytes() -> None:
    """Three milliseconds on a machine that does nothing else; reading the page takes four times as long."""
    line = "<p>Access to the border post was denied to {} people, and <a href='/n'>the States</a> met again.</p>"
    body = ("<title>Report</title><h1>Report</h1>" + "".join(line.format(n) for n in range(500))).encode()
    assert len(body) > 45_000
    document = read_as(body)
    times = []
    for _ in range(5):
        started = time.process_time()
        judge(document, body=body)
        times.append(time.process_time() - started)
    assert min(times) < 0.012


@pytest.mark.parametrize("line", ["<p>you wait here</p>", "<p>a: b</p>", "<h2>Members</h2>", "you ", "<h1>A. B.</h1>"])
def test_a_page_of_two_megabytes_is_judged_by_its_beginning(line: str) -> None:
    body = (line * (2_000_000 // len(line))).encode()
    document = read_as(body)
    started = time.process_time()
    judge(document, body=body)
    assert time.process_time() - started < 3


def test_the_table_of_signs_holds_each_sign_once() -> None:
    for kind, lists in table("blockpages").items():
        key = fold if kind == "home" else plain
        for where, signs in lists.items():
            known = Counter(sign if where in ("markup", "opening") else key(sign).strip() for sign in signs)
            assert "" not in known, (kind, where)
            twice = [sign for sign, times in known.items() if times > 1]
            assert not twice, (kind, where)


def test_no_entry_of_the_table_of_signs_is_dead() -> None:
    signs = {kind: table("blockpages")[kind] for kind in ("blocked", "soft-404", "empty")}
    for kind, lists in signs.items():
        assert not {*map(plain, lists["text"])} & {*map(plain, lists["aside"])}, kind
        for mark in (*lists["markup"], *lists.get("opening", ())):
            assert mark == mark.lower().translate(dict.fromkeys(map(ord, "\"' \t"))), (kind, mark)
    for one, other in combinations(signs, 2):  # a phrase of two kinds tells nothing of either
        for where in ("title", "text", "aside"):
            assert not {*map(plain, signs[one][where])} & {*map(plain, signs[other][where])}, (one, other, where)
    own, notice = table("blockpages")["own"], table("blockpages")["notice"]
    words = {name: [plain(word).strip() for word in notice[name]] for name in ("reader", "self", "words", "lost")}
    words["own"] = [plain(word).strip() for word in own["words"]]
    assert not [word for several in words.values() for word in several if " " in word]
    assert not {*words["own"]} & {*words["reader"], *words["self"], *words["words"]}
    assert not {*words["words"]} & {*words["reader"], *words["self"]}
