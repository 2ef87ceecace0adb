"""HTML of a digest in a real browser: it fits 600 px and less, can be read in light and dark, and asks nobody."""

from __future__ import annotations

import importlib.util
import os
import shutil
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.digest import Chapter, Proof, Remark, as_html
from tests.digest.test_renderers import FULL, HANDOVER, REWORDED

pytestmark = pytest.mark.alone
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DOCS = Path(__file__).resolve().parents[2] / "docs"
WORD = "Donaudampfschifffahrtsgesellschaft" * 40
WIDE = replace(
    FULL,
    chapters=(
        Chapter("a", WORD, (replace(HANDOVER, source=WORD, summary=WORD), REWORDED)),
        Chapter("b", "B", (replace(HANDOVER, importance="medium", proof_after=(Proof("c", WORD, ""),)),)),
        Chapter("c", "C", (replace(HANDOVER, importance="low", url=f"https://pages.example/{WORD}"),)),
    ),
    remarks=(Remark(WORD, WORD, None, WORD), Remark("x", "typo", None, "مجلس <img src=https://pages.example/x.png>")),
)
# The contrast (WCAG 2.2, 1.4.3) of each element that holds words of its own, against the first background behind it.
CONTRASTS = """() => {
    const light = colour => {
        const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map(part => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = element => {
        const colour = getComputedStyle(element).backgroundColor;
        return colour === 'rgba(0, 0, 0, 0)' && element.parentElement ? behind(element.parentElement) : colour;
    };
    return [...document.body.querySelectorAll('*')]
        .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        .map(each => {
            const [one, other] = [light(getComputedStyle(each).color), light(behind(each))].sort((a, b) => b - a);
            return [(one + 0.05) / (other + 0.05), each.outerHTML.slice(0, 90)];
        });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None or importlib.util.find_spec("playwright") is None:
        pytest.skip("no Chromium is installed, or not the extra `browser`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=os.geteuid() != 0)
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 600, 1200])
def test_nothing_stands_beside_the_window_and_nobody_is_asked(browser: Any, scheme: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.set_content(as_html(WIDE))
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    sheet = tab.locator(".sheet").bounding_box()
    assert sheet["width"] == min(width, 600)
    right = tab.evaluate(
        "Math.max(...[...document.querySelectorAll('.sheet *')].map(each => each.getBoundingClientRect().right))"
    )
    assert right <= sheet["x"] + sheet["width"]
    assert asked == []
    tab.close()


def test_the_dark_is_dark_and_both_can_be_read(browser: Any) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        tab = browser.new_page(color_scheme=scheme)
        tab.set_content(as_html(WIDE))
        colours[scheme] = {
            (of, what): tab.evaluate(f"getComputedStyle(document.querySelector('{of}')).{what}")
            for of in ("body", ".sheet", "a", ".detail", ".name", ".high", ".medium", "del", "ins", "h2", ".foot")
            for what in ("backgroundColor", "color", "borderLeftColor", "borderBottomColor")
        }
        pale = [found for found in tab.evaluate(CONTRASTS) if found[0] < 4.5]
        assert pale == []
        tab.close()
    for of, what in (
        ("body", "backgroundColor"),
        (".sheet", "backgroundColor"),
        (".sheet", "color"),
        ("a", "color"),
        (".detail", "color"),
        (".name", "color"),
        (".high", "borderLeftColor"),
        (".medium", "borderLeftColor"),
        ("del", "backgroundColor"),
        ("ins", "backgroundColor"),
        ("h2", "borderBottomColor"),
    ):
        assert colours["light"][of, what] != colours["dark"][of, what], (of, what)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pictures_in_the_docs_are_600_px_wide_and_small(scheme: str) -> None:
    picture = (DOCS / f"digest-{scheme}.png").read_bytes()
    width, _ = struct.unpack(">II", picture[16:24])  # PNG (ISO/IEC 15948), 11.2.2
    assert width == 600
    assert len(picture) < 100_000
