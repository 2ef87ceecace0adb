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
from monitor.errors import LookupDataError
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
AHEAD = {
    "The conference of the Dialogue will begin {} in the capital of Malta.": (
        "in twelve days", "in eleven days", "in about a month", "in less than an hour", "tomorrow", "today",
        "next week", "in 5 days", "in a few hours", "in twenty-one days", "in 2 days and 3 hours",
    ),
    "Registration closes {} for all those who take part in the Forum.": ("in 12 days", "in one week", "tomorrow"),
    "{} the ministerial meeting of the Process starts in the old town.": ("In two days", "In 5 hours", "In one week"),
    "Only {} until the ministers of the Process meet in the old town.": ("12 days", "eleven days", "a few hours"),
    "{} left before registration for the conference of the Forum ends.": ("Three days", "2 weeks", "Less than an hour"),
    "There are {} to go before the conference of the Forum takes place.": ("three days", "2 weeks", "just two hours"),
    "The ministerial conference of the Forum is {} away from today on.": ("three days", "2 weeks", "a month"),
    "Countdown to the conference in the capital of Malta: {}": ("12 days 3 hours", "eleven days", "2 weeks"),
    "La conférence ministérielle du Dialogue s'ouvrira {} à Tunis.": (
        "dans 12 jours", "dans onze jours", "dans une semaine", "demain", "dans moins d'une heure", "d'ici deux jours",
        "après-demain", "aujourd'hui",
    ),
    "Il reste {} avant la conférence des ministres du Dialogue.": ("trois jours", "2 semaines", "moins d'une heure"),
    "Plus que {} avant la conférence des ministres du Dialogue à Tunis.": ("trois jours", "2 semaines", "une heure"),
    "J-{} avant la conférence des ministres du Dialogue à Tunis": ("12", "11", "1"),
    "La conferencia ministerial del Foro comenzará {} en Lima.": (
        "dentro de tres semanas", "en cinco días", "mañana", "en menos de una hora", "pasado mañana", "hoy",
    ),
    "{} para la conferencia de ministros del Foro en Lima.": (
        "Quedan tres semanas", "Faltan 12 días", "Falta un día", "Solo quedan unas horas", "Queda una semana",
    ),
    "A conferência ministerial do Fórum começa {} em Maputo.": (
        "dentro de três dias", "daqui a 12 dias", "em duas semanas", "amanhã", "hoje",
    ),
    "{} para a conferência dos ministros do Fórum em Maputo.": ("Faltam doze dias", "Falta um dia", "Restam 3 dias"),
    "Die Konferenz der Minister beginnt {} in der Hauptstadt.": (
        "in drei Tagen", "in 12 Tagen", "morgen", "heute", "in weniger als einer Stunde", "in dreizehn Tagen",
    ),
    "{} bis zur Konferenz der Minister in der alten Stadt.": ("Noch drei Tage", "Noch 12 Tage", "Nur noch eine Woche"),
    "La conferenza dei ministri comincia {} nella città di Roma.": ("tra tre giorni", "fra 12 giorni", "domani"),
    "{} alla conferenza dei ministri nella città di Roma.": ("Mancano tre giorni", "Manca un giorno", "Mancano 2 ore"),
    "Конференция министров откроется {} в столице страны.": (
        "через три дня", "через двенадцать дней", "через неделю", "завтра", "через 2 часа", "сегодня",
    ),
    "До конференции министров {} и начало работы.": ("осталось три дня", "остался один день", "осталось 12 дней"),
    "سيبدأ المؤتمر الوزاري في العاصمة {} بحضور الدول": ("بعد ثلاثة أيام", "بعد 12 يوما", "بعد يومين", "غدا"),
    "{} على بدء المؤتمر الوزاري في عاصمة البلاد": ("يتبقى ثلاثة أيام", "بقي يومان", "باقي 12 يوما", "تبقى أسبوع"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), [*AGO.items(), *READ.items(), *AHEAD.items()])
def test_how_long_ago_or_ahead_and_how_often_it_was_read_are_no_edit(words: str, said: tuple[str, ...]) -> None:
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
        ("The talks of the ministers of both regions were concluded in three days.",
         "The talks of the ministers of both regions were concluded in four days."),
        ("The committee meets every two weeks and writes down what was said.",
         "The committee meets every three weeks and writes down what was said."),
        ("The training of officials lasts five days and is free for all of them.",
         "The training of officials lasts six days and is free for all of them."),
        ("The conference will last two days and is to be held in Malta.",
         "The conference will last three days and is to be held in Malta."),
        ("Applications will be answered within ten days by the secretariat in Vienna.",
         "Applications will be answered within twenty days by the secretariat in Vienna."),
        ("The mandate of two years remains in force until the States agree on another.",
         "The mandate of three years remains in force until the States agree on another."),
        ("La Tunisie reste deux ans à la présidence du Dialogue avant de la céder.",
         "La Tunisie reste trois ans à la présidence du Dialogue avant de la céder."),
        ("The chair will be held for two years by each of the States.",
         "The chair will be held for three years by each of the States."),
        ("La formation des agents dure trois jours et elle est gratuite pour tous.",
         "La formation des agents dure quatre jours et elle est gratuite pour tous."),
        ("Les ministres se réunissent tous les deux ans dans un des États membres.",
         "Les ministres se réunissent tous les trois ans dans un des États membres."),
        ("El curso para funcionarios dura tres semanas y es gratuito para todos.",
         "El curso para funcionarios dura dos semanas y es gratuito para todos."),
        ("O curso para funcionários dura três semanas e é gratuito para todos.",
         "O curso para funcionários dura duas semanas e é gratuito para todos."),
        ("Der Lehrgang für Beamte dauert drei Tage und ist für alle kostenlos.",
         "Der Lehrgang für Beamte dauert vier Tage und ist für alle kostenlos."),
        ("Курс для сотрудников длится три дня и бесплатен для всех участников.",
         "Курс для сотрудников длится пять дней и бесплатен для всех участников."),
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
        used |= {"number", "large", "between", "about", "time", "itself", "happens"} & lists.keys()
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


def test_a_phrase_is_compiled_when_a_text_has_a_word_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = passing._compiled
    monkeypatch.setattr(passing, "_compiled", lambda phrase, lists: made.append(phrase) or compiled(phrase, lists))
    passing._phrases.cache_clear()
    try:
        assert settled("Eritrea, Kenya") == "eritrea kenya"
        assert made == []
        assert settled("Updated three days ago") == settled("Updated 2 hours ago")
        assert 0 < len(made) < len(passing._phrases()) / 2
        assert len(made) == len(set(made))
    finally:
        passing._phrases.cache_clear()


def test_a_phrase_without_a_part_in_brackets_is_refused_before_a_text_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "_languages", lambda: ({"phrases": ("updated yesterday",)},))
    passing._phrases.cache_clear()
    try:
        with pytest.raises(LookupDataError, match="'updated yesterday' must have one part in brackets"):
            settled("Kenya")
    finally:
        passing._phrases.cache_clear()
