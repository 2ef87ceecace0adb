from __future__ import annotations

import pytest

from monitor.sites import site_at


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.org/a", "example.org"),
        ("https://Example.org/www.html", "example.org"),
        ("https://WWW.example.org:8443/a?b#c", "example.org:8443"),
        ("https://asia.example.org/a", "asia.example.org"),
        ("https://www2.example.org/a", "www2.example.org"),
        ("https://www.asia.example.org/a", "asia.example.org"),
        ("", ""),
    ],
)
def test_a_site_is_its_host_without_www(url: str, site: str) -> None:
    assert site_at(url) == site
