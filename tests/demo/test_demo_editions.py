"""The demonstration's pages say what their facts say, with the traps of the real pages, and nothing of real people."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from monitor.demo import EDITIONS, pages
from tests.pages.build_pdf import FACTS as TABLES
from tests.pages.build_pdf import build
from tests.pages.date_phrases import phrases
from tests.pages.render import load_facts
from tests.pages.table_pages import sheet
from tests.pages.wording import Dice, Wording

FOLDER = Path(__file__).parents[2] / "monitor" / "demo" / "editions"
PAGES = {
    ("earlier", "iom-5-5-dialogue"): "iom-5-5-dialogue-earlier",
    ("later", "iom-5-5-dialogue"): "iom-5-5-dialogue",
    ("earlier", "iom-tripoli-process"): "iom-tripoli-process-earlier",
    ("later", "iom-tripoli-process"): "iom-tripoli-process",
    ("earlier", "sgmai-5-5-dialogue"): "sgmai-5-5-dialogue",
    ("later", "sgmai-5-5-dialogue"): "sgmai-5-5-dialogue-later",
    ("earlier", "south-south-iom-ro-mena"): "south-south-iom-ro-mena-earlier",
    ("later", "south-south-iom-ro-mena"): "south-south-iom-ro-mena",
}
TELEPHONE = re.compile(r"\+?\d[\d ]{7,}\d")
# Beginnings of lines that are a label with its value, a date, or a stock phrase of the content management system.
LABELLED = r"type |formal association |sdg|16 peace|most recent annual budget |[a-z]+ \d|this email address is being "
FICTIONAL = ("+20 2 5550 0100", "+351 2 5550 0100")


def text_of(edition: str, name: str) -> str:
    """The words of a page, each block on a line."""
    page = (FOLDER / edition / f"{name}.html").read_text(encoding="utf-8")
    page = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL | re.IGNORECASE)
    page = re.sub(r"</?(li|p|h\d|td|tr|br|dt|dd|div|legend|button)\b[^>]*>", "\n", page, flags=re.IGNORECASE)
    lines = unescape(re.sub(r"<[^>]+>", "", page)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def closed_up(text: str) -> str:
    return re.sub(r"\s*[-–]\s*", "-", text)


@pytest.mark.parametrize(("edition", "name"), PAGES)
def test_every_fact_of_an_edition_stands_on_its_page(edition: str, name: str) -> None:
    text = text_of(edition, name)
    for mechanism in load_facts()[PAGES[edition, name]]["mechanisms"]:
        for meeting in mechanism.get("meetings", ()):
            assert any(_tells(line, meeting) for line in text.split("\n")), meeting
        for document in mechanism.get("documents", ()):
            assert document["title"] in text
        for topic in mechanism.get("focus", ()):
            assert f"\n{topic}\n" in text
        for year in filter(None, (mechanism.get("established"), *(c.get("term") for c in mechanism.get("chairs", ())))):
            assert year in text


def _tells(line: str, meeting: dict[str, Any]) -> bool:
    if not all(part in line for part in (meeting["title"], meeting["place"] or "")):
        return False
    forms = [closed_up(form) for form in phrases(meeting["date"], "en")]
    # "December 8 - December 9" and "April 02-03" are forms of their own on the page; the generator has them too.
    return any(form in closed_up(line) for form in forms)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_members_of_the_long_list_are_those_of_the_facts(edition: str) -> None:
    mechanism = load_facts()[PAGES[edition, "iom-tripoli-process"]]["mechanisms"][0]
    words = Wording("en", Dice(0))
    wanted = mechanism["written"]["members"] or [words.country(code) for code in mechanism["members"]]
    text = text_of(edition, "iom-tripoli-process")
    after = text.split("82 Members (53 AU Member States and 28 EU Member States", 1)[1].split("Observer", 1)[0]
    lines = [line for line in after.split("\n")[1:] if line != "Observers" and line.strip()]
    assert sorted(lines) == sorted(wanted)
    assert len(lines) == 82


@pytest.mark.parametrize(
    ("edition", "name", "lines"),
    [
        ("earlier", "iom-5-5-dialogue", ["Established 2002", "10 Members", "Current Chair: Morocco (2016)"]),
        ("earlier", "iom-5-5-dialogue", ["Incoming Chair: France (2017)", "http://westmediterraneanforum.org"]),
        ("later", "iom-5-5-dialogue", ["Established: 2002", "10 Member States", "Current Chair: Tunisia and Spain"]),
        ("later", "iom-5-5-dialogue", ["No dedicated website", "Algeria", "Tunisia"]),
        ("later", "iom-tripoli-process", ["Established: 2001", "Observer States", "Switzerland"]),
        ("earlier", "sgmai-5-5-dialogue", ["Última atualização: 16-01-2018 15:14"]),
        ("later", "south-south-iom-ro-mena", ["Location(s): Egypt", "Type(s): Mechanism"]),
        ("later", "south-south-iom-ro-mena", ["Theme(s): Decentralization, Democratic Governance"]),
        ("later", "south-south-iom-ro-mena", ["Geographic focus: the Arab States"]),
        ("later", "south-south-iom-ro-mena", ["Most Recent Annual Budget (USD): 211 M- (2011)"]),
        ("later", "south-south-iom-ro-mena", ["Regional Liaison and Policy Officer", "Tel: +20 2 5550 0100"]),
    ],
)
def test_the_labels_of_the_real_pages_stand_with_their_values(edition: str, name: str, lines: list[str]) -> None:
    assert set(lines) <= set(text_of(edition, name).split("\n"))


def test_the_traps_of_the_real_pages_are_in_the_later_edition() -> None:
    tripoli, dialogue = text_of("later", "iom-tripoli-process"), text_of("later", "iom-5-5-dialogue")
    assert tripoli.split("\n").count("Austria") == 2
    assert "\nEriteria\n" in tripoli
    assert "[KG1]" in tripoli
    assert 'Portugal, Italy"\n' in dialogue
    assert "\n3 Observer Organizations\nMeetings\n" in dialogue
    assert "\nNo official secretariat." in dialogue
    for text in (tripoli, dialogue):
        assert "175 member states" in text


def test_the_ministry_says_the_same_in_other_words() -> None:
    paragraphs = [set(text_of(edition, "sgmai-5-5-dialogue").split("\n")) for edition in EDITIONS]
    prose = [{line for line in lines if len(line.split()) > 12} for lines in paragraphs]
    assert min(map(len, prose)) > 20
    assert not prose[0] & prose[1] - {line for line in prose[0] if line.startswith("Demonstration copy")}


def test_the_practice_page_changes_nothing_but_its_counter_and_its_date() -> None:
    earlier, later = (text_of(edition, "south-south-iom-ro-mena").split("\n") for edition in EDITIONS)
    assert set(earlier) ^ set(later) == {
        "Read 1202 times",
        "Read 5933 times",
        "Last modified on Sunday, 16 July 2017 12:41",
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_is_the_one_that_the_script_builds_and_is_small(edition: str) -> None:
    file = FOLDER / edition / "iom-iscm-table.pdf"
    assert file.stat().st_size < 60_000
    assert _cells(file) == _wanted(edition)
    rebuilt = build(edition)
    assert rebuilt.startswith(b"%PDF-")
    assert len(rebuilt) == pytest.approx(file.stat().st_size, rel=0.1)


def _cells(file: Path) -> list[list[str]]:
    with pdfplumber.open(file) as pdf:
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    return [["".join((cell or "").split()) for cell in row] for row in rows]


def _wanted(edition: str) -> list[list[str]]:
    paper = sheet(load_facts()[TABLES[edition]])
    rows = [paper.columns, *(row for page in paper.pages for row in page)]
    return [["".join(cell.split()) for cell in row] for row in rows]


def test_the_pdf_keeps_the_traps_of_the_real_table() -> None:
    rows = _cells(FOLDER / "earlier" / "iom-iscm-table.pdf")
    assert rows[0][2] == "Туре"
    assert rows[0][2] != "Type"
    numbers = [row[0] for row in rows]
    after = dict(pairwise(numbers))
    assert (after["4."], after["11."]) == ("", "")
    cells = {cell for row in rows for cell in row}
    assert {"ЮМ", "n/a", "none", "None(incomingJamaica)", "TurkeyHungaryco-chair"} <= cells


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_says_that_it_is_made_up_or_rebuilt(edition: Any) -> None:
    for page in pages(edition).values():
        if page.media_type.startswith("text/html"):
            assert "demonstration copy" in page.body.decode().lower()
    with pdfplumber.open(FOLDER / edition / "iom-iscm-table.pdf") as pdf:
        words = pdf.pages[0].extract_text()
    assert ("Demonstration copy" if edition == "earlier" else "Illustrative edition") in words


def test_no_telephone_number_but_fictional_ones_is_on_a_page() -> None:
    for file in FOLDER.rglob("*.html"):
        text = re.sub(r"<[^>]+>", " ", file.read_text(encoding="utf-8"))
        assert set(TELEPHONE.findall(text)) <= set(FICTIONAL), file


def test_no_person_and_no_number_of_the_real_documents_is_in_a_page(shared: Path) -> None:
    secrets = set()
    for file in (shared / "seeds").glob("*.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()
        secrets |= {re.sub(r"\D", "", line)[-9:] for line in lines if re.match(r"\s*Tel:", line)}
        secrets |= {after for before, after in pairwise(lines) if before.startswith("Focal Point")}
    assert len(secrets) >= 3
    for file in [*FOLDER.rglob("*.html"), *(Path(__file__).parents[1] / "pages").rglob("*.toml")]:
        text = file.read_text(encoding="utf-8")
        digits = re.sub(r"\D", "", text)
        assert not [secret for secret in secrets if secret in text or (secret.isdigit() and secret in digits)], file


def test_no_sentence_of_the_real_documents_is_on_a_page(shared: Path) -> None:
    def sentences(text: str) -> set[str]:
        parts = re.split(r"(?<=[a-z])[.:;]\s|\n", text)
        return {" ".join(re.findall(r"\w+", part.casefold())) for part in parts if len(part.split()) >= 8}

    names = (Path(__file__).parents[1] / "pages" / "names.toml").read_text(encoding="utf-8")
    facts = " ".join(re.findall(r"\w+", f"{load_facts()} {names}".casefold()))
    real = set().union(*(sentences(file.read_text(encoding="utf-8")) for file in (shared / "seeds").glob("*.txt")))
    for edition in EDITIONS:
        for file in (FOLDER / edition).glob("*.html"):
            common = sentences(text_of(edition, file.stem)) & real
            # Titles, names, labels with their values and lines of meetings are facts and stand as they are.
            told = {line for line in common if not _is_fact(line, facts)}
            assert not told, (file, told)


def _is_fact(line: str, facts: str) -> bool:
    if re.sub(r" (en fr|20\d\d)$", "", line) in facts or re.match(LABELLED, line):
        return True
    return bool(re.search(r"\b(19|20)\d\d\b", line) and re.search(r"summit|conference|meeting|workshop|modified", line))
