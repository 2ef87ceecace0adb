from __future__ import annotations

import pytest

from monitor.documents.homepage import is_home, led_home

PAGE = "https://www.example.org/topics/amber-sea"
HOMES = [
    "https://www.example.org",
    "https://www.example.org/",
    "http://www.example.org/",
    "https://WWW.EXAMPLE.ORG/",
    "https://www.example.org:443/",
    "http://www.example.org:8080/",
    "https://www.example.org//",
    "https://www.example.org/./",
    "https://www.example.org/topics/../",
    "https://www.example.org/?",
    "https://www.example.org/#",
    "https://www.example.org/#main",
    "https://www.example.org/#/",
    "https://www.example.org/#!/home",
    "https://www.example.org/en",
    "https://www.example.org/en/",
    "https://www.example.org/EN/",
    "https://www.example.org/fr//",
    "https://www.example.org/pt-br/",
    "https://www.example.org/pt_BR",
    "https://www.example.org/es-419",
    "https://www.example.org/zh-hans",
    "https://www.example.org/eng/",
    "https://www.example.org/fran%C3%A7ais/",
    "https://www.example.org/index.html",
    "https://www.example.org/INDEX.HTM",
    "https://www.example.org/index.php",
    "https://www.example.org/Default.aspx",
    "https://www.example.org/home",
    "https://www.example.org/homepage/",
    "https://www.example.org/en/home",
    "https://www.example.org/en/home.html",
    "https://www.example.org/home/en",
    "https://www.example.org/fr/accueil",
    "https://www.example.org/fr/accueil.html",
    "https://www.example.org/es/inicio.aspx",
    "https://www.example.org/pt/p%C3%A1gina-inicial",
    "https://www.example.org/portada.do",
    "https://www.example.org/Pages/default.aspx",
    "https://www.example.org/fr/Pages/default.aspx",
    "https://www.example.org/web/guest/home",
    "https://www.example.org/portal",
    "https://www.example.org/index.jsp;jsessionid=0A1B2C",
    "https://www.example.org/;jsessionid=0A1B2C",
    "https://www.example.org/?lang=fr",
    "https://www.example.org/?fr",
    "https://www.example.org/index.php?lang=fr&PHPSESSID=77",
    "https://www.example.org/?utm_source=x&utm_medium=y",
    "https://www.example.org/en/?utm_source=x#top",
    "https://www.example.org/?gclid=abc",
    "https://www.example.org/?returnUrl=%2Ftopics%2Famber-sea",
    "https://www.example.org/?error=404",
    "https://xn--mnistre-9xa.example/",
    "https://ministère.example/fr",
    "https://192.0.2.7/",
    "https://[2001:db8::7]/index.html",
]
PAGES = [
    PAGE,
    "https://www.example.org/?page_id=5",
    "https://www.example.org/?p=5",
    "https://www.example.org/?q=node/1",
    "https://www.example.org/?lang=fr&page_id=5",
    "https://www.example.org/?amber-sea",
    "https://www.example.org/index.php?id=7",
    "https://www.example.org/index.php?option=com_content&view=article&id=7",
    "https://www.example.org/default.aspx?tabid=3",
    "https://www.example.org/index.php/amber-sea",
    "https://www.example.org/index.pdf",
    "https://www.example.org/home.pdf",
    "https://www.example.org/en/amber-sea",
    "https://www.example.org/en/topics/",
    "https://www.example.org/topics/index.html",
    "https://www.example.org/topics/en/",
    "https://www.example.org/topics/home",
    "https://www.example.org/topics/Pages/default.aspx",
    "https://www.example.org/sites/amber/Pages/default.aspx",
    "https://www.example.org/Pages/amber.aspx",
    "https://www.example.org/web/amber/home",
    "https://www.example.org/node/1",
    "https://www.example.org/5",
    "https://www.example.org/iom",
    "https://www.example.org/un",
    "https://www.example.org/homes",
    "https://www.example.org/default-of-payment",
    "https://www.example.org/#/members",
    "https://www.example.org/#!/amber-sea",
    "https://www.example.org/#/?page=5",
    "https://www.example.org/en/#/members",
    "https://www.example.org/..%2Famber/x",
    "/",
    "",
    "https://[broken/",
]


@pytest.mark.parametrize("url", HOMES)
def test_an_address_that_names_no_page_is_a_home_page(url: str) -> None:
    assert is_home(url)
    assert led_home(PAGE, url)


@pytest.mark.parametrize("url", PAGES)
def test_an_address_that_names_a_page_is_no_home_page(url: str) -> None:
    assert not is_home(url)
    assert not led_home(PAGE, url)


@pytest.mark.parametrize(
    ("requested", "final"),
    [
        ("https://www.example.org/", "https://www.example.org/en/"),
        ("https://www.example.org/fr", "https://www.example.org/"),
        ("http://example.org", "https://www.example.org/index.html"),
        ("https://www.example.org/", "https://www.example.com/"),
        ("https://www.example.org/#/members", "https://www.example.org/"),  # a fragment is never sent
        ("https://www.example.org/#/members", "https://www.example.org"),
        ("", "https://www.example.org/"),
    ],
)
def test_who_asked_for_a_home_page_got_what_was_asked_for(requested: str, final: str) -> None:
    assert not led_home(requested, final)


@pytest.mark.parametrize(
    "final",
    [
        "https://www.example.org/",
        "https://www.example.com/",
        "https://example.org/en",
        "http://amber.example.org:8080/?lang=en",
    ],
)
def test_any_home_page_will_do(final: str) -> None:
    assert led_home("https://www.example.org/?page_id=5", final)
