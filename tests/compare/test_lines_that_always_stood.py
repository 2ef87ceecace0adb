"""Lines that are not understood and always stood there: whoever goes is told, however often such a line stands, and
where it is no entry of the list; a line that is new explains an absence.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Memory, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("budapest-process",))
MEETINGS = {
    "en": ("Upcoming meetings", "4 June 2027: Officials' meeting, Istanbul", "7 July 2027: Workshop on visas, Sofia",
           "9 September 2027: Ministerial Conference, Baku", "2 October 2027: Meeting of experts, Tbilisi",
           "3 November 2027: Meeting of experts, Vienna"),
    "fr": ("Prochaines réunions", "4 juin 2027 : Réunion des hauts fonctionnaires, Istanbul",
           "7 juillet 2027 : Atelier sur les visas, Sofia", "9 septembre 2027 : Conférence ministérielle, Bakou",
           "2 octobre 2027 : Réunion d'experts, Tbilissi", "3 novembre 2027 : Réunion d'experts, Vienne"),
    "es": ("Próximas reuniones", "4 de junio de 2027: Reunión de altos funcionarios, Estambul",
           "7 de julio de 2027: Taller sobre visados, Sofía", "9 de septiembre de 2027: Conferencia ministerial, Bakú",
           "2 de octubre de 2027: Reunión de expertos, Tiflis", "3 de noviembre de 2027: Reunión de expertos, Viena"),
}  # fmt: skip
REMARKS = {
    "en": ("<a href=/x>Read more</a>", "By invitation only", "Language: English", "Venue to be confirmed"),
    "fr": ("<a href=/x>En savoir plus sur place</a>", "Sur invitation uniquement", "Langue : français"),
    "es": ("Solo por invitación", "Idioma: español", "Formato presencial"),
}
CASES = [(language, remark) for language, remarks in REMARKS.items() for remark in remarks]
MANY = ("Albania", "Armenia", "Austria", "Georgia", "Hungary", "Iceland", "Serbia", "Ukraine")


def page(label: str, body: str, language: str = "en") -> Extraction:
    found = f"<html lang={language}><title>Budapest Process</title><h1>Budapest Process</h1><h2>{label}</h2>{body}"
    return read_capture(Payload(found.encode(), "text/html", "utf-8", SOURCE.url, 200), SOURCE).extraction


class Looks:
    """What is told of each further look at a page."""

    def __init__(self, pages) -> None:
        self.pages, self.memory = pages, Memory()

    def __call__(self, reading: Extraction) -> list[str]:
        found = compare(self.memory, reading, now=self.pages.now)
        self.memory = self.pages.after(self.memory, reading, found)
        return [one.kind for one in found.changes]


@pytest.fixture
def look(pages) -> Looks:
    return Looks(pages)


def meetings(language: str, remark: str, which: Sequence[int]) -> Extraction:
    label, *entries = MEETINGS[language]
    return page(label, "<ul>" + "".join(f"<li>{entries[n]}<p>{remark}</p></li>" for n in which) + "</ul>", language)


@pytest.mark.parametrize(("language", "remark"), CASES)
def test_one_remark_below_several_meetings_keeps_none_of_them(look, language, remark):
    assert look(meetings(language, remark, (0, 1, 2))) == []
    assert look(meetings(language, remark, (0, 2))) == ["meeting.removed"]
    assert look(meetings(language, remark, (0, 2, 3))) == ["meeting.announced"]
    assert look(meetings(language, remark, (0, 2))) == ["meeting.removed"]


@pytest.mark.parametrize(("language", "remark"), CASES)
def test_two_that_come_with_the_remark_of_the_others_keep_none_that_goes(look, language, remark):
    look(meetings(language, remark, (0, 1, 2)))
    assert sorted(look(meetings(language, remark, (0, 2, 3, 4)))) == ["meeting.announced"] * 2 + ["meeting.removed"]


def test_a_line_that_stands_once_more_than_it_did_may_be_who_is_absent(look):
    def body(*entries: str) -> Extraction:
        return page("Members", "<ul>" + "".join(f"<li>{one}</li>" for one in (*MANY, *entries)) + "</ul>")

    look(body("Cyprus", "Qwertystan", "Qwertystan"))
    assert look(body("Qwertystan", "Qwertystan", "Qwertystan")) == []
    assert look(body("Qwertystan", "Qwertystan")) == ["member.left"]


@pytest.mark.parametrize(
    ("label", "language", "name", "others"),
    [
        ("Members", "en", "Others", ("Egypt", "Tanzania")),
        ("Members", "en", "Rest", ("Egypt", "Tanzania")),
        ("Observers", "en", "Others", ("Egypt", "Tanzania")),
        ("Membres", "fr", "Autres", ("Égypte", "Tanzanie")),
        ("Miembros", "es", "Otros", ("Egipto", "Tanzania")),
        ("Países membros", "pt", "Outros", ("Egito", "Tanzânia")),
    ],
)
def test_a_group_whose_name_nobody_knows_keeps_none_who_stood_below_it(look, label, language, name, others):
    def body(*entries: str) -> Extraction:
        inside = "".join(f"<li>{one}</li>" for one in entries)
        known = "<li>Europe<ul><li>Malta</li><li>Portugal</li><li>Cuba</li></ul></li>"
        return page(label, f"<ul>{known}<li>{name}<ul>{inside}</ul></li></ul>", language)

    assert look(body(*others)) == []
    (told,) = look(body(others[1]))
    assert told.endswith(".left")
