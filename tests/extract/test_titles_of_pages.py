"""What a mechanism is called is what the page calls it, in whatever markup its title stands."""

from __future__ import annotations

import pytest

from monitor.extract import Payload, read_capture
from monitor.model import Source

SOURCE = Source("rcm", "https://site.example/rcm", "mechanism-page", ("rcm",))
TITLES = (
    "<h1>{}</h1>",
    "<p><b>{}</b></p>",
    '<div><span style="font-size:24px;font-weight:700">{}</span></div>',
    "<p>{}</p>",
)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("name", ["Regional Conference on Migration", "Puebla Process"])
def test_the_name_is_the_same_in_any_markup(title: str, name: str) -> None:
    text = f"<html lang=en><title>{name}</title><body><main>{title.format(name)}<h2>Members</h2><ul><li>Peru</ul>"
    body = f"{text}</main></body></html>".encode()
    found = read_capture(Payload(body, "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction
    assert found is not None
    assert [one.value for one in found.statements if one.field == "name"] == [name]
