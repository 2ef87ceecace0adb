"""Takes docs/digest-light.png and docs/digest-dark.png: HTML of the demonstration’s digest, 600 px wide, in Chromium.

Run `python tests/generate/pictures.py` with playwright and pillow installed and a Chromium on the PATH; the result is
committed. The instants and ids in it are those of the run.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # a checkout may not be installed

OUT = ROOT / "docs"
WIDTH = 600  # px
SHOWN = 7  # changes; what is below is cut off
COLOURS = 64  # enough for letters, and a third of the bytes
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def main() -> None:
    from PIL import Image
    from playwright.sync_api import sync_playwright

    from monitor.demo.play import play
    from monitor.digest import as_html

    with tempfile.TemporaryDirectory() as folder:
        page = as_html(play(Path(folder)).digest, command="monitor")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=os.geteuid() != 0)
        for scheme in ("light", "dark"):
            tab = browser.new_page(viewport={"width": WIDTH, "height": 800}, color_scheme=scheme)
            tab.set_content(page)
            last = tab.locator(".news").nth(SHOWN - 1).bounding_box()
            shown = {"x": 0, "y": 0, "width": WIDTH, "height": last["y"] + last["height"] + 16}
            picture = (
                Image.open(io.BytesIO(tab.screenshot(full_page=True, clip=shown))).convert("RGB").quantize(COLOURS)
            )
            picture.save(OUT / f"digest-{scheme}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
