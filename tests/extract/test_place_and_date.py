"""Meetings of which a page gives no more than place and date have no title; a label that says when is none."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract

PAGES = {
    "list": ("en", "<h2>Meetings</h2><ul><li>3 May 2019, Lima, Peru<li>Accra, Ghana, 4 June 2018</ul>"),
    "past": ("en", "<h2>Past meetings</h2><ul><li>Lima, Peru (3 May 2019)<li>4 June 2018 – Accra</ul>"),
    "previous, paragraphs": ("en", "<h2>Previous events</h2><p>3 May 2019, Lima</p><p>4 June 2018, Accra, Ghana</p>"),
    "table": (
        "en",
        "<h2>Recent Meetings</h2><table><tr><th>Date<th>Place<tr><td>3 May 2019<td>Lima, Peru"
        "<tr><td>4 June 2018<td>Accra, Ghana</table>",
    ),
    "passées": ("fr", "<h2>Réunions passées</h2><ul><li>Lima, Pérou, 3 mai 2019<li>Accra (Ghana), 4 juin 2018</ul>"),
    "dernières": (
        "fr",
        "<h2>Dernières réunions</h2><table><tr><th>Lieu<th>Date<tr><td>Lima, Pérou<td>3 mai 2019"
        "<tr><td>Accra, Ghana<td>4 juin 2018</table>",
    ),
    "anteriores": (
        "es",
        "<h2>Reuniones anteriores</h2><ul><li>3 de mayo de 2019: Lima<li>Accra, Ghana (4 de junio de 2018)</ul>",
    ),
    "realizadas": (
        "pt",
        "<h2>Reuniões realizadas</h2><ul><li>3 de maio de 2019 – Lima, Peru<li>Acra, Gana, 4 de junho de 2018</ul>",
    ),
    "years above": (
        "en",
        "<h2>Meetings</h2><h3>2019</h3><ul><li>3 May, Lima</ul><h3>2018</h3><ul><li>Accra, 4 June</ul>",
    ),
}


def meetings(language: str, page: str) -> tuple[list[dict[str, object]], list[str]]:
    body = f'<html lang="{language}"><body><h1>Bali Process</h1>{page}'
    found = extract(read(body.encode(), media_type="text/html"), "mechanism-page", (), language)  # type: ignore[arg-type]  # a language
    stated = [one.value for one in found.statements if one.field == "meeting" and isinstance(one.value, dict)]
    return stated, [finding.kind for finding in found.findings]


@pytest.mark.parametrize("name", PAGES)
def test_a_place_and_a_date_are_a_meeting_without_a_title(name: str) -> None:
    stated, told = meetings(*PAGES[name])
    assert [(one["date"], one["country"], one["title"], one["announced"]) for one in stated] == [
        ("2019-05-03", "PE", None, False),
        ("2018-06-04", "GH", None, False),
    ]
    assert "unread-line" not in told


def test_what_is_to_come_is_announced() -> None:
    (one,), _ = meetings("pt", "<h2>Próximas reuniões</h2><ul><li>Lisboa, Portugal, 3 de maio de 2031</ul>")
    assert (one["title"], one["announced"]) == (None, True)


def test_the_kind_of_meeting_in_a_label_is_the_title() -> None:
    (one,), _ = meetings("en", "<h2>Meetings of senior officials</h2><ul><li>Lima, Peru, 3 May 2011</ul>")
    assert one["title"] == "Meetings of senior officials"


def test_a_date_that_may_be_two_is_told() -> None:
    (one,), told = meetings("en", "<h2>Meetings</h2><ul><li>12/01/2013, Quito, Ecuador</ul>")
    assert one["date"] == "2013"
    assert "ambiguous-date" in told


@pytest.mark.parametrize(
    "line",
    [
        "3 May 2019, Launch of a website, Peru",
        "3 May 2019",
        "Lima, Peru",
        "Lima, Peru, 2019",
        "Lima, 3 May 2019 – Accra, 4 June 2019",
    ],
)
def test_what_gives_less_or_more_has_no_place_and_date_alone(line: str) -> None:
    stated, _ = meetings("en", f"<h2>Meetings</h2><ul><li>{line}</ul>")
    assert not [one for one in stated if one["title"] is None]


def test_a_title_beside_its_date_stays_a_title() -> None:
    page = (
        "<h2>Meetings</h2><p>Third Meeting</p><p>Lima, Peru, 3 May 2019</p><p>Second</p><p>4 May 2018, Accra, Ghana</p>"
    )
    stated, _ = meetings("en", page)
    assert [one["title"] for one in stated] == ["Third Meeting", "Second"]


def test_a_date_in_the_news_is_no_meeting() -> None:
    assert meetings("en", "<h2>News</h2><ul><li>3 May 2019, Lima, Peru</ul>")[0] == []
