"""A figure that states a fact counts when texts are compared; one that passes by itself does not."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap

import pytest

from monitor.compare.prose import edited
from monitor.lookups import fold, table

FACTS = {
    "The forum was set up in the capital and has been at work since {}.": ("2003", "2004"),
    "The {} participating States of the Dialogue talk about the return of migrants.": ("12", "13"),
    "Some {} persons were helped to go home by the fund of the Process.": ("20 000", "25 000", "20,001"),
    "The Process has a budget of {} million euros for the next four years.": ("2.5", "3.5", "12"),
    "In {} the ministers of both regions agreed on a plan of action.": ("2003", "1999"),
    "It meets every {} in one of the States that take part in it.": ("May", "June"),
    "The {} meeting of the senior officials was held in the capital.": ("20th", "21st"),
    "A network of {} experts of the police was set up by the States.": ("30", "300"),
    "The next conference of the ministers will take place on {} in Marrakech.": (
        "3 May 2027", "4 May 2027", "3 June 2027", "2027-05-05",
    ),
    "The senior officials of the States last met from {} May 2019 in Accra.": ("3 to 4", "3 to 5"),
    "La prochaine réunion des ministres aura lieu le {} à Marrakech.": ("3 mai 2027", "4 mai 2027"),
    "La próxima reunión de los ministros se celebrará el {} en Lima.": ("3 de mayo de 2027", "4 de mayo de 2027"),
    "A próxima reunião dos ministros será no dia {} em Maputo, com todos.": ("3 de maio de 2027", "4 de maio de 2027"),
    "Depuis {}, le Dialogue réunit les ministres des pays des deux rives.": ("2003", "2004"),
    "Le Fonds a aidé {} personnes à rentrer dans les pays de la région.": ("20 000", "2 000"),
    "Le Dialogue réunit {} États participants qui parlent du retour des migrants.": ("12", "13"),
    "En {} se creó el Foro de los Estados de las dos regiones.": ("2003", "2004"),
    "El Foro reúne a {} Estados participantes que hablan del retorno de migrantes.": ("12", "13"),
    "O Fórum reúne {} Estados participantes que falam do regresso dos migrantes.": ("12", "13"),
    "Desde {}, o Fórum trabalha com os Estados das duas regiões na matéria.": ("2003", "2004"),
}  # fmt: skip
PASSING = {
    "This copy of the page was made by the server on {} May 2026 for reader {}.": (("1", "7"), ("28", "12345")),
    "It was loaded on 0{0}/03/26 at {0}:00 am by the computers of the office.": (("1", ""), ("2", "")),
    "The text is of Monday, {} November {} and was put here by the office.": (("23", "2026"), ("24", "2027")),
    "It is {} degrees and the wind comes from the lake at {} knots.": (("12", "3"), ("14", "8")),
    "One euro = {} dollars, and one pound = {} dollars at the bank of the capital.": (("1.08", "1.3"), ("1.09", "1.2")),
    "This page on the conference of the ministers was last updated on {} May {} by us.": (("1", "2026"), ("2", "2027")),
    "La page de la conférence a été mise à jour le {} mai {} par nous.": (("1", "2026"), ("2", "2027")),
    "Today is the {} of May {} and the meeting is on.": (("1", "2026"), ("2", "2027")),
    "© {} by the office of the Process, of which this is number {}.": (("2025", "1"), ("2026", "2")),
    "The petition of the friends of the forum has {} votes and {} comments.": (("12", "3"), ("980", "44")),
    "So far {} readers of the text and {} followers of the forum.": (("12", "3"), ("980", "44")),
    "The office has the code {} and the sign {} for its papers.": (("12345678", "29ab"), ("87654321", "77cd")),
    "The opening of the conference is {} days and {} hours from here.": (("12", "3"), ("11", "9")),
    "Here are the results {} to {} of the list of all the papers.": (("1", "10"), ("11", "20")),
    "La page des ministres a {} visiteurs et {} abonnés dans la région.": (("12", "3"), ("980", "44")),
    "Nous sommes le {} mars {} et les ministres sont dans la capitale.": (("1", "2026"), ("2", "2027")),
    "El sitio del Foro tiene {} seguidores y {} comentarios de la región.": (("12", "3"), ("980", "44")),
    "O sítio do Fórum tem {} seguidores e {} comentários da região.": (("12", "3"), ("980", "44")),
    "Strona została wygenerowana w {} sekund przez serwer numer {} w biurze.": (("1", "2"), ("3", "4")),
    "Die Seite wurde {} mal gelesen und {} mal von den Freunden geteilt.": (("1", "2"), ("3", "4")),
    "La pagina del Foro è stata letta {} volte e condivisa {} volte da tutti.": (("1", "2"), ("3", "4")),
    "Страницу форума прочитали {} раз и поделились ею {} раз все друзья форума.": (("1", "2"), ("3", "4")),
    "قرأ هذه الصفحة {} شخصا وشاركها {} شخصا من أصدقاء المنتدى": (("1", "2"), ("3", "4")),
}


@pytest.mark.parametrize("words", FACTS)
def test_another_figure_of_a_fact_is_an_edit(words: str) -> None:
    first, *others = FACTS[words]
    for other in others:
        assert edited([words.format(first)], [words.format(other)]) is not None, other


@pytest.mark.parametrize("words", PASSING)
def test_another_figure_that_passes_by_itself_is_none(words: str) -> None:
    one, other = PASSING[words]
    assert edited([words.format(*one)], [words.format(*other)]) is None


def test_a_number_in_another_spelling_and_other_lines_is_the_same() -> None:
    whole = "Some 20 000 persons were helped to go home by the fund of the Process since 2003."
    assert edited([whole], [whole.replace("20 000", "20,000")]) is None
    assert edited([whole], wrap(whole, 30)) is None
    assert edited([f"{whole} {whole.upper()[:-5]}2004."], [f"{whole[:-5]}2004.", whole]) is None


def test_figures_of_a_sentence_that_a_field_took_are_the_fields() -> None:
    before = "The Process was established in 2003 by the ministers of the two regions."
    after = before.replace("2003", "2004")
    assert edited([before], [after]) is not None
    assert edited([before], [after], [before]) is None
    assert edited([before], [after.replace("two", "three")], [before]) is not None


def test_no_word_of_a_page_of_itself_stands_twice() -> None:
    for language, lists in table("passing").items():
        words = Counter(fold(word) for word in lists.get("itself", ()))
        assert [word for word, times in words.items() if times > 1] == [], language
