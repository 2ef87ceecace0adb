# ruff: noqa: E501  (markup is clearer in one piece)
"""What flags, headings drawn as pictures, and forms that cannot be filled in say; what is only decoration is not read."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract

TITLE = "Heron Dialogue on Migration"


def page(body: str) -> bytes:
    return f'<!doctype html><html lang="en"><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>{body}</main></body></html>'.encode()


def texts(body: str) -> list[str]:
    return [block.text for block in read(page(body), media_type="text/html").blocks][1:]


def mechanism(body: str) -> dict[str, Any]:
    document = read(page(body), media_type="text/html", url="https://x.test/heron")
    found: dict[str, Any] = as_json(extract(document, "mechanism-page"))["mechanisms"][0]
    return found


@pytest.mark.parametrize(
    ("label", "flags"),
    [
        ("Members", '<p><img src="1.png" alt="Peru"><img src="2.png" alt="Chile"></p>'),
        ("Pays membres", '<div><img alt="Drapeau du Pérou"></div><div><img alt="Drapeau : Chili"></div>'),
        ("Países miembros", '<ul><li><img alt="Bandera de Perú"></li><li><img alt="Bandera de Chile"></li></ul>'),
        (
            "Países membros",
            '<table><tr><td><img alt="Bandeira do Peru"></td><td><img alt="Bandeira do Chile"></td></tr></table>',
        ),
        (
            "Member States (2)",
            '<span class="flag-icon flag-icon-pe" title="Peru"></span><i class="flag cl" title="Chile"></i>',
        ),
        (
            "Participating States",
            '<svg role="img" aria-label="Flag of Peru"></svg><svg role="img" aria-label="Flag of Chile"></svg>',
        ),
        ("Members", '<a href="/pe"><img alt="" title="Peru"></a> <a href="/cl"><img alt="Chile flag"></a>'),
        (
            "Members",
            '<img alt="Map" usemap="#m"><map name="m"><area alt="Peru" href="/pe"><area alt="Chile" href="/cl"></map>',
        ),
        ("Members", "<select><option value=''>Choose</option><option>Peru</option><option>Chile</option></select>"),
        ("Members", "<select multiple disabled><option value=1>Peru<option value=2>Chile</select>"),
        ("Members", '<input list="l"><datalist id="l"><option value="Peru"><option value="Chile"></datalist>'),
        ("Members", '<picture><source srcset="1"><img alt="Peru"></picture><picture><img alt="Chile"></picture>'),
        (
            "Focus",
            '<p>Labour</p><select disabled><optgroup label="Members"><option>Peru<option>Chile</optgroup></select>',
        ),
        ("Members", "<textarea readonly>Peru\nChile</textarea>"),
    ],
)
def test_states_that_only_pictures_or_choices_name_are_read(label: str, flags: str) -> None:
    found = mechanism(f"<h2>{label}</h2>{flags}<h2>Secretariat</h2><p>IOM</p>")
    assert sorted(entry["country"] for entry in found["members"]) == ["CL", "PE"]


@pytest.mark.parametrize(
    "body",
    [
        '<h2>Members</h2><ul><li><img alt="Peru"> Peru</li><li><img alt="Chile flag"> Chile</li></ul>',
        '<h2>Members</h2><figure><img alt="Flag of Peru"><figcaption>Peru</figcaption></figure>',
        '<h2>Members</h2><div><div><img alt="Peru"></div><div>Republic of Peru</div></div>',
        '<h2>Members</h2><img alt="Delegates in Lima"><p>The States of the coast take part.</p>',
        '<h2>Members</h2><img alt="Flag of Chile"><p>The States of the coast take part.</p>',
        '<h2>Members</h2><img alt="Chile" aria-hidden="true"><img alt="Mali" role="presentation"><p>Peru</p>',
        "<h2>Members</h2><select><option>Chile</option><option>Mali</option></select><ul><li>Peru</li></ul>",
        '<h2>Members</h2><img alt="Chile"><img alt="Mali"><table><tr><th>Country</th><th>Since</th></tr><tr><td>Peru</td><td>1998</td></tr><tr><td>Kenya</td><td>1998</td></tr></table>',
        '<h2>Focus</h2><p><img alt="Chile"><img alt="Mali"></p><p>Labour</p>',
        '<h2>Chair</h2><p>Peru</p><div><img alt="Chile"></div>',
        "<table><tr><th>Country</th><th>Flag</th></tr><tr><td>Peru</td><td><img alt='Peru'></td></tr></table>",
        '<table><tr><td><img alt="*"></td><td>Peru</td></tr><tr><td><img alt="bullet"></td><td>Chile</td></tr></table>',
        '<p><input value="Peru"><input type="hidden" readonly value="Chile"><textarea>Mali</textarea></p><p>Labour</p>',
        '<h2>Members</h2><img alt="Members"><p>Peru</p>',
        '<p><a href="https://x.test/m"><img alt="Members"></a></p><p>Peru</p>',
        '<h1><a href="/"><img alt="Institute of Harbours"></a></h1><p>Peru</p>',
        '<p>Here: <span class="flag" title="Chile">Peru</span></p>',
    ],
)
def test_what_stands_beside_words_or_describes_a_picture_adds_nothing(body: str) -> None:
    words = body
    for attribute in ("alt", "title", "value"):
        words = words.replace(f"{attribute}=", "data-x=")
    words = words.replace("<select", "<template").replace("</select", "</template")
    assert texts(body) == texts(words)


def test_headings_drawn_as_pictures_open_their_sections() -> None:
    body = (
        '<p><img src="h1.gif" alt="Members"></p><ul><li>Peru</li><li>Chile</li></ul>'
        '<h3><img src="h2.gif" alt="Observateurs"></h3><ul><li>Mali</li></ul>'
        '<h2><img src="h3.gif" alt="Our harbours"></h2><ul><li>Kenya</li></ul>'
    )
    found = mechanism(body)
    assert sorted(entry["country"] for entry in found["members"]) == ["CL", "PE"]
    assert [entry["country"] for entry in found["observers"]] == ["ML"]


def test_the_values_of_a_form_that_cannot_be_filled_in_are_read() -> None:
    body = (
        '<form><label for="a">Launched in</label><input id="a" readonly value="1998">'
        '<div><label>Chair</label><div><input type="text" disabled value="Peru"></div></div>'
        "<p><label>Secretariat</label> <output>IOM</output></p>"
        '<p><label>Number of members</label> <meter min="0" max="30" value="7">7 of 30</meter></p></form>'
    )
    found = mechanism(body)
    assert found["established"] == "1998"
    assert [chair["country"] for chair in found["chairs"]] == ["PE"]
    assert [one["id"] for one in found["secretariat"]] == ["iom"]
    assert found["member_count"] == 7
