"""What a page's script asks of a public host leads to public hosts only, whatever is open to the page's source."""

from __future__ import annotations

import asyncio
import ipaddress
from typing import Any

import pytest

from monitor.fetch.browser import chromium

pytestmark = pytest.mark.alone


@pytest.mark.parametrize("leads", [True, False])
def test_a_public_script_leads_into_no_network_that_is_opened_to_the_page(
    leads: bool, web: Any, public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.1 plays the public host; 127.0.0.2 and 127.0.0.3 lie in an opened network."""
    monkeypatch.setenv("CI", "1")
    if chromium.lacking() is not None:
        pytest.skip(f"no page can be rendered here: {chromium.lacking()}")
    opened = (ipaddress.ip_network("127.0.0.2/31"),)
    said = web.reply(b"document.body.append('it answered')", "200 OK", "Content-Type: text/javascript")

    async def main() -> tuple[str, list[str]]:
        async with web.site({"/x.js": said}, host="127.0.0.3") as inner:
            pages = {"/to.js": web.redirect(inner.url("/x.js"))}
            async with web.site(pages) as outer:
                source = outer.url("/to.js") if leads else inner.url("/x.js")
                page = f"<!doctype html><title>t</title><body><p>Page</p><script src='{source}'></script></body>"
                first = web.reply(page.encode(), "200 OK", "Content-Type: text/html")
                async with web.site({"/": first}, host="127.0.0.2") as own:
                    ports = frozenset({own.port, outer.port, inner.port})
                    async with web.gate(allow_addresses=opened, ports=ports, timeout=20.0) as gate:
                        answer = await gate.fetch(own.url(), render=True)
        return answer.body.decode(), [path for path in inner.paths if path != "/robots.txt"]

    body, asked = asyncio.run(main())
    assert "Page" in body
    assert (asked, "it answered" in body.split("</script>")[-1]) == (([], False) if leads else (["/x.js"], True))
