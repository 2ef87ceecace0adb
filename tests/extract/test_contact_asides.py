"""What stands below a contact since nothing else follows on the page is no part of its address."""

from __future__ import annotations

import pytest

from monitor.extract.fields.contact_asides import is_aside


@pytest.mark.parametrize(
    "line",
    [
        "244 people like this. Be the first of your friends.",
        "77 comments so far on this page of ours",
        "Was this page useful? Yes (31) No (76)",
        "70% of 233 readers found this page helpful.",
        "The conference will begin in eleven days, and all are welcome.",
        "8 days",
        "19 days 18 hours 9 minutes",
        "1 EUR = 1.026 USD",
        "1.04",
        "EUR\t1.04",
        "Weather in Geneva today: sunny with a light wind, 12 °C",
        "a461b55ef55b7bea",
        "Ref. 684361682 | node web3",
        "Join 9916 readers who get our newsletter each month.",
        "Hello! How can I help you today?",
        "5 min read",
        "This site uses cookies to measure how many read it.",
        "Обновлено 3 дня назад",
        "تم التحديث منذ 3 أيام",
        "Zuletzt aktualisiert vor 3 Tagen",
        "La fiche a été lue par 980 visiteurs depuis hier",
        "Este sitio tiene 980 visitantes desde el lunes",
        "O sítio teve 980 visitantes desde segunda",
    ],
)
def test_what_is_of_the_page_or_of_the_day_is_no_address(line: str) -> None:
    assert is_aside(line)


@pytest.mark.parametrize(
    "line",
    [
        "17 route des Morillons, 1211 Geneva 19, Switzerland",
        "Cairo, Egypt",
        "Gonzagagasse 1, 5th floor, 1010 Vienna",
        "P.O. Box 25071, 1211 Geneva",
        "Calle Buena Vista 12, Lima 15046, Perú",
        "47-C, rue de la Page, 1050 Brussels",
        "Second Avenue 220, New York, NY 10017",
        "Jane Roe",
        "Regional Liaison and Policy Officer",
        "Ministry of the Interior, Department of Migration",
        "Tower B, 12 Visitors Way, Manila, Philippines",
        "Avenida da Linha 4, 1000 Lisboa",
    ],
)
def test_an_address_or_a_name_is_none(line: str) -> None:
    assert not is_aside(line)
