"""The reader is not made for these pages: nothing in monitor/ names what was invented for them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.pages.composed.compose import facts, pages
from tests.pages.composed.voice import table

PROGRAM = Path(__file__).parents[2] / "monitor"
# Names that systems in use all over the web give, and that these pages have from them: Bootstrap, WAI-ARIA, Drupal,
# WordPress, Joomla, TYPO3, SharePoint. Whoever reads them reads no page of ours.
SYSTEMS = re.compile(
    r"accordion.*|active|alert|body|breadcrumb|btn.*|card.*|cc-.*|collaps.*|col(umn|-.*)?|container|content.*|cookie.*|"
    r"Cybot.*|entry-content|focusable|footer|frame.*|header|heading|hits|item-page|label|latestnews|links|logo|main.*|mb-0|"
    r"menu|module.*|ms-.*|Mso.*|nav.*|navigation|page.*|panel.*|portlet.*|post|primary|print|region.*|ribbon|root.*|row|"
    r"section.*|share|site.*|skip-link|static|tab.*|type-page|visually-hidden|wrapper|article.*|journal.*|hide-.*|banner|masthead"
)


@cache
def program() -> str:
    files = (path for path in PROGRAM.rglob("*") if path.suffix in (".py", ".toml") and path.is_file())
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))


def invented() -> list[tuple[str, str]]:
    return [
        (name, mechanism["name"])
        for name, told in facts().items()
        if told.get("invented")
        for mechanism in told["mechanisms"]
    ]


def test_no_code_and_no_lookup_knows_an_invented_mechanism() -> None:
    text = program().casefold()
    names = {word for pair in invented() for word in pair}
    assert len(names) > 20
    assert [name for name in sorted(names) if name.casefold() in text] == []


def test_no_code_and_no_lookup_knows_a_file_of_facts() -> None:
    files = {path.name for path in Path(__file__).parent.rglob("*.toml")} - {"labels.toml", "names.toml"}
    assert len(files) > 40
    assert [file for file in sorted(files) if file in program()] == []


def test_no_code_knows_a_class_or_an_id_of_a_page() -> None:
    names: set[str] = set()
    for _, _, _, page in pages(range(2)):
        if page.media_type == "text/html":
            for value in re.findall(r' (?:class|id)="([^"]+)"', page.body.decode()):
                names.update(value.split())
    ours = {name for name in names if not SYSTEMS.fullmatch(name)}
    assert len(ours) > 200
    known = set(re.findall(r"""["'#.\s]([\w-]{3,})["'\s]""", program()))
    assert sorted(ours & known) == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_held_out_words_are_not_those_of_the_standard_run(language: str) -> None:
    held, labels, sentences = table("held")[language], table("labels")[language], table("sentences")[language]
    for field, words in held["labels"].items():
        assert not set(words) & set(labels[field]), field
    for name, words in held["sentences"].items():
        assert not set(words) & set(sentences[name]), name
