"""What passes by itself is no edit of a text, in figures and in words; how many there are of something stays."""

from __future__ import annotations

import re
import time
from itertools import product
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.compare.prose import edited
from monitor.documents import passing
from monitor.documents.passing import settled
from monitor.documents.remarks import is_remark
from monitor.lookups import fold, table
from tests.watched import Watched, page

AGO = {
    "This profile of the Dialogue was updated {} by the team in Vienna.": (
        "three days ago", "2 hours ago", "about an hour ago", "a few seconds ago", "less than a minute ago",
        "almost two years ago", "1 day and 3 hours ago", "twenty-one days ago", "yesterday", "just now", "a month ago",
        "half an hour ago", "a couple of weeks ago", "2 d ago",
    ),
    "La fiche du Dialogue a été mise à jour {} par l'équipe de Vienne.": (
        "il y a deux jours", "il y a 3 heures", "il y a moins d'une minute", "il y a environ deux mois", "hier",
        "aujourd'hui", "il y a quelques secondes", "voici trois jours", "il y a un an",
        "il y a vingt et un jours", "à l'instant",
    ),
    "La ficha del Diálogo fue actualizada {} por el equipo de Viena.": (
        "hace 5 minutos", "hace cinco minutos", "hace unos segundos", "hace casi dos años", "ayer", "hace un día",
        "hace treinta y un días", "hace más de una hora", "hoy",
    ),
    "A ficha do Diálogo foi atualizada {} pela equipa de Viena.": (
        "há cinco minutos", "há 2 dias", "há cerca de uma hora", "ontem", "há alguns segundos", "dois dias atrás",
        "há vinte e uma horas", "hoje", "há um mês",
    ),
    "Страница диалога была в последний раз обновлена {} командой в Вене.": (
        "3 дня назад", "пять дней назад", "час назад", "вчера", "около двух месяцев назад", "только что",
    ),
    "تم تحديث صفحة الحوار {} من قبل فريق العمل في فيينا": ("منذ 3 أيام", "منذ يومين", "قبل ساعة", "منذ خمس دقائق"),
    "Das Profil wurde {} vom Team in Wien neu bearbeitet.": ("vor drei Tagen", "vor 2 Stunden", "vor etwa einem Jahr"),
    "La scheda del Dialogo è stata aggiornata {} dal gruppo di Vienna.": ("tre giorni fa", "2 ore fa", "un mese fa"),
}  # fmt: skip
READ = {
    "Since it was published the article was viewed by {} people of all regions.": (
        "twelve thousand", "12,345", "987", "nearly one hundred and five", "1.2k", "1 234 567",
    ),
    "Since then the article was read {} times by people of all regions.": ("three", "7", "1,204", "ninety nine"),
    "{} views and many remarks by people so far": ("12,345", "Twelve thousand", "987", "1.2k", "Three million"),
    "La fiche a été consultée {} fois par des gens de partout.": ("douze mille", "12 345", "sept", "une dizaine de"),
    "Number of visitors: {} since the day on which this was put here": ("one thousand and five", "1,006", "a dozen"),
    "You are visitor number {} of this page of the Dialogue and of its office": ("one thousand and five", "1,006"),
    "{} people are reading this page of the Dialogue and of its office": ("Twelve", "9", "twenty-one"),
    "Nombre de vues : {} depuis la mise en ligne de cette fiche": ("mille deux cents", "1 300", "vingt et un"),
    "Número de visitas: {} desde la creación de esta ficha del Diálogo": ("mil doscientas", "1.300", "doce"),
    "Número de acessos: {} desde a criação desta ficha do Diálogo": ("mil e duzentos", "1.300", "doze"),
    "Depuis sa publication la fiche a {} vues, ce qui est beaucoup pour elle.": ("deux millions de", "12 345"),
    "Desde su publicación la ficha fue leída {} veces por gente de todas partes.": ("doce mil", "12.345", "siete"),
    "Desde a publicação a ficha foi vista por {} pessoas de todas as regiões.": ("doze mil", "12.345", "sete"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), [*AGO.items(), *READ.items()])
def test_how_long_ago_and_how_often_it_was_read_are_no_edit(words: str, said: tuple[str, ...]) -> None:
    for one, other in product(said, said):
        assert edited([words.format(one)], [words.format(other)]) is None, (one, other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The Process has twelve members from three regions of the world.",
         "The Process has fourteen members from three regions of the world."),
        ("The last conference was attended by twelve ministers of both regions.",
         "The last conference was attended by thirteen ministers of both regions."),
        ("Le Forum compte douze États membres et il y a deux observateurs.",
         "Le Forum compte douze États membres et il y a trois observateurs."),
        ("Hay doce miembros en el Foro, y hace falta el acuerdo de tres.",
         "Hay doce miembros en el Foro, y hace falta el acuerdo de dos."),
        ("Há doze membros no Fórum e três organizações que o apoiam.",
         "Há treze membros no Fórum e três organizações que o apoiam."),
        ("The number of members: twelve, says the report of the secretariat in Vienna.",
         "The number of members: fourteen, says the report of the secretariat in Vienna."),
        ("There was an exchange of views. Two delegations asked for another meeting.",
         "There was an exchange of views. Three delegations asked for another meeting."),
        ("Two views were put forward by the experts at the round table.",
         "Three views were put forward by the experts at the round table."),
        ("The secretariat organised two study visits for officials of the States.",
         "The secretariat organised five study visits for officials of the States."),
        ("The declaration was read by three ministers at the end of the day.",
         "The declaration was read by two ministers at the end of the day."),
        ("It meets every two years in one of the States that take part.",
         "It meets every three years in one of the States that take part."),
        ("The text was updated three days ago by the secretariat in Vienna.",
         "The text was updated three days ago by the secretariat in Geneva."),
    ],
)  # fmt: skip
def test_how_many_there_are_is_one(before: str, after: str) -> None:
    assert edited([before], [after]) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Updated three days ago", "Last updated: two years ago", "Mis à jour il y a deux jours", "Il y a vingt minutes",
        "Actualizado hace cinco minutos", "Hace unos segundos", "Atualizado há duas horas", "Twelve thousand views",
        "Viewed by twelve thousand people", "Page consultée douze mille fois", "Página visitada doce mil veces",
        "About an hour ago", "Updated a few moments ago",
    ],
)  # fmt: skip
def test_a_line_of_such_words_alone_is_a_remark_of_the_page(line: str) -> None:
    assert is_remark(line)


@pytest.mark.parametrize(
    "line", ["Twelve members", "Two views", "Three visits", "Two days ago Kenya joined", "Mil personas", "Five States"]
)
def test_a_line_that_says_how_many_is_none(line: str) -> None:
    assert not is_remark(line)


def test_a_paragraph_of_nothing_but_such_words_is_read_in_time() -> None:
    begin = time.process_time()
    for words in ("one hundred and one ", "twelve thousand page has ", "il y a un an un ", "three days and "):
        settled(words * 20_000 + "ago")
    assert time.process_time() - begin < 10


def test_each_word_of_the_table_is_needed_by_a_phrase_and_stands_once() -> None:
    for language, entry in table("passing").items():
        lists = {name: words for name, words in entry.items() if name != "phrases"}
        used = set(re.findall(r"\{(\w+)\}", " ".join(entry["phrases"])))
        used |= {"number", "large", "between", "about", "time"} & lists.keys()
        assert lists.keys() <= used <= lists.keys() | passing.MADE, language
        for name, words in lists.items():
            folded = [fold(word) for word in words]
            assert len(set(folded)) == len(folded), (language, name)
        assert not {*map(fold, lists["number"])} & {*map(fold, lists.get("large", ()))}


def test_a_page_whose_text_says_how_old_it_is_tells_its_edit_alone(tmp_path: Path, httpserver: HTTPServer) -> None:
    site = Watched(tmp_path, httpserver)
    told = []
    for ago, read, where in (
        ("two hours ago", "nine hundred", "Vienna"),
        ("yesterday", "twelve thousand", "Vienna"),
        ("three days ago", "12,345", "Vienna"),
        ("a month ago", "twelve million", "Geneva"),
    ):
        text = f"<p>This profile was updated {ago} by the secretariat of the Dialogue in {where}.</p>"
        site.serve(page(extra=f"{text}<p>Since it was put here it was viewed by {read} people of all regions.</p>"))
        told += [kind for kind, _ in site.run().changes]
    assert told == ["text.edited"]
    assert site.ask("SELECT json_array_length(before), json_array_length(after) FROM change") == [(1, 1)]
