"""Keys as the `surt` of the Internet Archive makes them; tests/interop compares with that itself."""

from __future__ import annotations

import pytest

from monitor.export.surt import surt

KEYS = {
    "http://example.org": "org,example)/",
    "https://www.Example.org/A/": "org,example)/a",
    "http://www2.example.org:8080/a?b=2&a=1&a": "org,example:8080)/a?a&a=1&b=2",
    "http://example.org:443/x": "org,example:443)/x",
    "https://example.org:443/x?": "org,example)/x",
    "http://user:word@example.org/x#part": "org,example)/x",
    "http://127.0.0.1:8000/kept": "1,0,0,127:8000)/kept",
    "http://example.org/a//b/../c/./d": "org,example)/a/c/d",
    "http://example.org/%2541%7E": "org,example)/a~",
    "http://exämple.org/Ä": "org,xn--exmple-cua)/%c3%84",
    "http://example.org/%ff": "org,example)/%ff",
    "http://example.org/x?b=1&sid=0123456789abcdef0123456789abcdef": "org,example)/x?&b=1",
    "http://example.org/(S(abcdefghijklmnopqrstuvwx))/page.aspx?a=1": "org,example)/page.aspx?a=1",
    "urn:rendered:http://www.example.org/A/../b/?b=2&a=%C3%84": "urn:rendered:http://www.example.org/a/../b?a=%c3%84&b=2",
}


@pytest.mark.parametrize("url", KEYS)
def test_a_url_has_the_key_that_others_give_it(url: str) -> None:
    assert surt(url) == KEYS[url]
