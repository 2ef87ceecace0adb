"""A document whose title comes in another language under another address is one change where nothing speaks for two."""

from __future__ import annotations

import pytest

from monitor.compare import compare
from monitor.compare.retitled import FILE, _kind
from monitor.lookups.load import table

SITE = "https://example.org/"
TWINS = [
    ("Ministerial Declaration 2018", "Déclaration ministérielle 2018", "fr"),
    ("Rabat Declaration", "Déclaration de Rabat", "fr"),
    ("Annual Report 2018", "Rapport annuel 2018", "fr"),
    ("Report of the 5th Ministerial Conference", "Rapport de la 5e conférence ministérielle", "fr"),
    ("Lisbon Action Plan", "Plan de acción de Lisboa", "es"),
    ("Joint Strategy 2018-2022", "Estratégia conjunta 2018-2022 (Joint)", "pt"),
    ("Conclusions of the conference in Quito", "Conclusiones de la conferencia de Quito", "es"),
]


@pytest.fixture
def listed(pages):
    """A page in a language with documents, each at an address of that language."""

    def page(language, *titles, years=()):
        given = enumerate(zip(titles, years or [2018] * len(titles), strict=True))
        docs = [pages.document(one, year, f"{SITE}{language}/{n}-{len(one)}") for n, (one, year) in given]
        return pages.reading(*docs, pages.member("TH"), language=language)

    return page


@pytest.mark.parametrize(("english", "other", "language"), TWINS)
def test_what_is_of_one_year_kind_and_number_is_amended(pages, told, listed, english, other, language) -> None:
    before, after = listed("en", english), listed(language, other)
    assert told(before, after) == ["document.changed"]
    assert told(before, after, after) == []
    assert told(before, after, before) == ["document.changed"]
    (one,) = compare(pages.remember(before), after, now=pages.now).changes
    assert (one.before["title"], one.after["title"]) == (english, other)


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("Plan of action", "Stratégie commune"),
        ("Annual Report 2018", "Déclaration annuelle 2018"),
        ("Rabat Declaration", "Déclaration de Marrakech"),
        ("Conclusions of the conference in Quito", "Conclusiones de la conferencia de Lima"),
        ("Conclusions of the conference in Rabat", "Conclusions de la conférence de Casablanca"),
        ("Report of the 5th Conference", "Rapport de la 6e conférence"),
        ("Handbook for officials", "Manuel pour les fonctionnaires"),
        ("Declaration and action plan of Rabat", "Déclaration de Rabat"),
    ],
)
def test_what_may_be_another_stays_two(told, listed, english, other) -> None:
    assert told(listed("en", english), listed("fr", other)) == ["document.removed", "document.published"]


def test_another_year_none_or_a_page_of_one_language_make_two(pages, told, listed) -> None:
    two = ["document.removed", "document.published"]
    english, french = "Annual Report", "Rapport annuel"
    assert told(listed("en", english), listed("fr", french, years=[2019])) == two
    assert told(listed("en", english, years=[None]), listed("fr", french, years=[None])) == two
    same = pages.document(french, 2018, f"{SITE}other")
    assert told(listed("en", english), pages.reading(same, pages.member("TH"), language="en")) == two


def test_of_several_of_one_kind_nobody_knows_which_is_which(told, listed) -> None:
    english = "Annual Report", "Annual Report on Returns"
    assert sorted(told(listed("en", *english), listed("fr", "Rapport annuel"))) == [
        *["document.published"],
        *["document.removed"] * 2,
    ]


def test_every_word_names_its_kind_and_no_other() -> None:
    named = [(name, kind) for kind, names in table(FILE).items() for name in names]
    assert len(named) == len(set(named))
    assert {name: _kind(name.upper())[0] for name, _ in named} == dict(named)
