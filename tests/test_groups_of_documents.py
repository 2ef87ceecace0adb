"""Documents in groups, in cards, with what stands beside them: none of them is another document for that."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.told import kinds, page, told

OWN = "<h2>Meetings</h2><ul><li>4 June 2025: Senior Officials Meeting, Istanbul, Türkiye</ul>"
ALL = [
    ("Istanbul Declaration", "2025", "/a.pdf"),
    ("Sofia Action Plan", "2024", "/b.pdf"),
    ("Tirana Conclusions", "2023", "/c.pdf"),
]
ENTRIES = [f"<a href={url}>{title} ({year})</a>" for title, year, url in ALL]


def documents(body: str) -> Extraction:
    return page(f"{OWN}<h2>Documents</h2>{body}")


def listed(entries: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


PLAIN = documents(listed(ENTRIES))
MARKUPS = ["<h3>{}</h3>", "<p><b>{}</b></p>"]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    "names", [("Declarations", "Plans", "Other"), ("Plans", "Reports", "Other"), ("Plans", "Other", "Various")]
)
def test_those_below_a_name_that_is_no_label_stand_on(names: tuple[str, ...], markup: str) -> None:
    groups = [markup.format(name) + listed([entry]) for name, entry in zip(names, ENTRIES, strict=True)]
    assert kinds(PLAIN, documents("".join(groups))) == []
    more = [*groups[:-1], groups[-1].replace("</ul>", "<li><a href=/n.pdf>Rome Statement (2026)</a></ul>")]
    assert kinds(documents("".join(groups)), documents("".join(more))) == ["document.published"]


def cards(entries: list[tuple[str, str, str]], button: str) -> Extraction:
    return documents(
        "".join(
            f"<div class=card><h3>{title}</h3><p>{year}</p><a href={url}>{button}</a></div>"
            for title, year, url in entries
        )
    )


@pytest.mark.parametrize("button", ["Read more", "Download", "En savoir plus", "Leer más", "Saiba mais"])
def test_a_button_below_a_title_is_its_link(button: str) -> None:
    assert kinds(PLAIN, cards(ALL, button)) == []
    assert told(cards(ALL[:2], button), cards(ALL, button)) == [
        ("document.published", "Bali Process: a document is newly listed: Tirana Conclusions (2023)")
    ]
    assert kinds(cards(ALL, button), cards(ALL[:2], button)) == ["document.removed"]


@pytest.mark.parametrize("beside", [" <span>PDF</span> <span>{}</span>", " <span>PDF</span>", "<br>PDF | {}", " ({})"])
def test_the_form_and_the_size_of_a_file_are_none_of_its_title(beside: str) -> None:
    def sized(size: str) -> Extraction:
        return documents(listed([entry + beside.format(size) for entry in ENTRIES]))

    assert kinds(PLAIN, sized("1.2 MB")) == kinds(sized("1.2 MB"), sized("340 KB")) == []


def test_a_button_below_a_topic_is_no_topic() -> None:
    def topics(*names: str) -> Extraction:
        boxes = "".join(f"<div class=card><h3>{name}</h3><a href=/x>Read more</a></div>" for name in names)
        return page(f"{OWN}<h2>Thematic focus</h2>{boxes}")

    plain = page(f"{OWN}<h2>Thematic focus</h2><ul><li>Labour migration<li>Return</ul>")
    assert kinds(plain, topics("Labour migration", "Return")) == []
    assert kinds(plain, topics("Labour migration", "Return", "Asylum")) == ["focus.added"]
