"""What nobody edited tells nothing and writes no fact, however the bytes differ: the demonstration's pages, again and
again. 500 times here; NOISE=10000 fetches them as often (`make soak`). What grows is the log of looks, and a narrow row
for the bytes that the archive keeps and for their reading.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random

import pytest
from pytest_httpserver import HTTPServer

from monitor.demo import EDITIONS
from monitor.demo.served import FOLDER, watched
from monitor.model import Source
from tests.histories.looks import Past
from tests.histories.noise import HTML, noisy, noisy_pdf, stamped
from tests.histories.remarks import LAST, MARKUPS, REMARKS, page
from tests.watched import Watched

TIMES = int(os.environ.get("NOISE", "500"))
LOGGED = ("run", "check", "capture", "extraction", "segment")  # what other bytes write; all else stays to the letter
NARROW = 140  # bytes of the row of such a reading: it has no fields, and no prose
PAGES = [one for one in watched() if one.layout != "mechanism-table"]


@pytest.fixture
def past(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Past]:
    grown = Past(tmp_path, source_of(request.param))
    yield grown
    grown.close()


def source_of(name: str) -> Source:
    one = next(one for one in watched() if one.id == name)
    url = f"https://site.example{one.path}"
    return Source(one.id, url, one.layout, one.mechanisms, one.language, render="never")


def is_narrow(past: Past) -> bool:
    """Whether of all readings the first alone has its words and fields, and the others next to nothing."""
    (whole, widest), (fields,) = (
        past.book.execute(sql).fetchone()
        for sql in (
            "SELECT count(prose), max(iif(prose IS NULL, length(layout) + length(extractor) + length(lookups)"
            " + coalesce(length(source_fields), 0) + 40, 0)) FROM extraction",
            "SELECT count(DISTINCT extraction) FROM extraction_field",
        )
    )
    return whole == fields == 1 and widest < NARROW


def page_of(source: str, edition: str) -> bytes:
    (file,) = (FOLDER / edition).glob(f"{source}.*")
    return file.read_bytes()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("past", [one.id for one in PAGES], indirect=True)
def test_noise_tells_nothing_and_writes_no_fact(past: Past, edition: str) -> None:
    dice, body = Random(f"{past.source.id} {edition}"), stamped(page_of(past.source.id, edition))
    past.site.serve(body)
    past.look()
    before = past.tables(but=LOGGED)
    verdicts: Counter[str] = Counter()
    for _ in range(TIMES // (2 * len(PAGES))):
        past.site.serve(noisy(body, dice))
        check, told = past.look(hours=1)
        assert [one.summary for one in told] == []
        verdicts[check.verdict] += 1
    assert past.tables(but=LOGGED) == before
    assert is_narrow(past)
    assert verdicts.keys() <= {"changed", "unchanged"}
    assert verdicts["changed"] > verdicts["unchanged"]


@pytest.mark.parametrize("past", ["iom-5-5-dialogue", "iom-tripoli-process", "south-south-iom-ro-mena"], indirect=True)
def test_each_kind_of_noise_by_itself_tells_nothing(past: Past) -> None:
    body, told = stamped(page_of(past.source.id, "later")), []
    past.site.serve(body)
    past.look()
    before = past.tables(but=LOGGED)
    for kind in HTML:
        past.site.serve(noisy(body, Random(7), kind))
        told += [(kind.__name__, one.summary) for one in past.look()[1]]
    assert told == []
    assert past.tables(but=LOGGED) == before
    assert is_narrow(past)


@pytest.mark.parametrize("past", ["iom-5-5-dialogue"], indirect=True)
def test_a_line_of_a_list_that_counts_its_readers_is_remarked_on_once(past: Past) -> None:
    body = page_of(past.source.id, "later")
    for number in range(4):
        line = f"<li>Malta</li><li>Counted {number} times until {number + 1} October 2026</li>"
        past.site.serve(body.replace(b"<li>Malta</li>", line.encode()))
        check, _ = past.look()
        assert check.verdict == ("changed" if number else "new")
    remarks = past.book.execute(
        "SELECT message, opened_by, closed_at FROM finding WHERE kind = 'unread-line'"
    ).fetchall()
    assert [(opened, closed) for said, opened, closed in remarks if "Counted 0 times" in said] == [(1, None)]
    assert not [said for said, *_ in remarks if "Counted 3 times" in said]


def test_what_a_page_says_of_itself_behind_its_last_field_tells_nothing(tmp_path: Path) -> None:
    """Each field is the last of a page once; of remarks and markups each page has another."""
    url = "https://site.example/khartoum"
    for number, (last, remark, markup) in enumerate(zip(LAST, cycle(REMARKS), cycle(MARKUPS), strict=False)):
        folder = tmp_path / str(number)
        folder.mkdir()
        past = Past(folder, Source("khartoum", url, "mechanism-page", ("khartoum-process",), None, render="never"))
        past.site.serve(page(markup, last, remark.format(day=1, n=17)).encode())
        past.look()
        before = past.tables(but=LOGGED)
        for day in (2, 3):
            past.site.serve(page(markup, last, remark.format(day=day, n=17 + day)).encode())
            check, told = past.look()
            assert (check.verdict, [one.summary for one in told]) == ("changed", []), (last, remark)
        assert past.tables(but=LOGGED) == before, (last, remark)
        past.close()


@pytest.mark.parametrize("last", ["Meetings", "Objectives", "Contact"])
def test_a_line_in_words_that_nobody_listed_is_remarked_on_once_and_tells_nothing(tmp_path: Path, last: str) -> None:
    """Polish, behind the last field of a page of headings and paragraphs."""
    url = "https://site.example/khartoum"
    past = Past(tmp_path, Source("khartoum", url, "mechanism-page", ("khartoum-process",), None, render="never"))
    rows = []
    for day in (1, 2, 3):
        past.site.serve(page(MARKUPS[-1], last, f"Strona wygenerowana {day}.03.2026 10:0{day}").encode())
        _, told = past.look()
        assert [one.summary for one in told] == []
        rows.append(past.tables("statement", "finding"))
    assert rows == rows[:1] * 3
    past.close()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("past", ["iom-iscm-table"], indirect=True)
def test_a_table_that_was_saved_again_tells_nothing(past: Past, edition: str) -> None:
    dice, body = Random(edition), page_of(past.source.id, edition)
    past.site.media_type = "application/pdf"
    past.site.serve(body)
    past.look()
    before = past.tables(but=LOGGED)
    for _ in range(max(2, TIMES // 500)):
        past.site.serve(noisy_pdf(body, dice))
        check, told = past.look(hours=1)
        assert (check.verdict, told) == ("changed", [])
    assert past.tables(but=LOGGED) == before
    assert is_narrow(past)


def test_noise_tells_nothing_over_http_either(tmp_path: Path, httpserver: HTTPServer) -> None:
    """Four pages of one host, whose frame is learnt, with other validators each time."""
    site, dice = Watched(tmp_path, httpserver), Random(1)
    bodies = {one.id: stamped(page_of(one.id, "later")) for one in PAGES}
    entries = [site.source(one.id, f"/{one.id}", layout=one.layout, mechanism=one.mechanisms[0]) for one in PAGES]
    site.configure(*entries)
    for name, body in bodies.items():
        site.serve(body, f"/{name}")
    site.run()
    facts = (
        "statement",
        "change",
        "change_statement",
        "change_quote",
        "held",
        "finding",
        "extraction_field",
        "fulltext",
    )
    before = [site.ask(f"SELECT * FROM {table}") for table in facts]
    for number in range(max(5, TIMES // 100)):
        for name, body in bodies.items():
            site.serve(noisy(body, dice), f"/{name}", ETag=f'"{number}"')
        told = site.run()
        assert not told.result.failed
        assert told.changes == []
    assert [site.ask(f"SELECT * FROM {table}") for table in facts] == before
    assert site.ask("SELECT count(*) FROM extraction WHERE prose IS NOT NULL") == [(len(PAGES),)]
