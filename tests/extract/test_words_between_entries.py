"""Words about one entry of a list of meetings or documents end no list: what stands behind them is read."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

FORMS = {
    "items": ("<ul>{}</ul>", "<li>{0}{1}</li>"),
    "paragraphs": ("{}", "<p>{0}</p>{1}"),
    "headings": ("{}", "<h3>{0}</h3>{1}"),
    "boxes": ("{}", "<div class=card><div class=t>{0}</div><div class=d>{1}</div></div>"),
    "terms": ("<dl>{}</dl>", "<dt>{0}</dt><dd>{1}</dd>"),
    "sections": ("{}", "<section><h3>{0}</h3>{1}</section>"),
}
ABOUT = {
    "en": "<p>This text sets out the priorities of the Process for the years to come.</p>",
    "fr": "<p>Ce texte fixe les priorités du Processus pour les années à venir.</p>",
    "es": "<p>Este texto fija las prioridades del Proceso para los años venideros.</p>",
}
DOCUMENTS = {
    "en": ("Documents", ("Action Plan 2024", "Ministerial Declaration (2021)", "Call for Action (2019)")),
    "fr": ("Documents", ("Plan d’action 2024", "Déclaration ministérielle (2021)", "Protocole d’accord (2019)")),
    "es": ("Documentos", ("Plan de Acción 2024", "Declaración de Lima (2021)", "Protocolo de acuerdo (2019)")),
}
MEETINGS = {
    "en": ("Upcoming meetings", ("4 June 2031: Senior Officials Meeting, Istanbul", "7 July 2031: Workshop, Sofia",
           "9 September 2031: Ministerial Conference, Baku")),
    "fr": ("Prochaines réunions", ("4 juin 2031 : Réunion des hauts fonctionnaires, Istanbul",
           "7 juillet 2031 : Atelier, Sofia", "9 septembre 2031 : Conférence ministérielle, Bakou")),
    "es": ("Próximas reuniones", ("4 de junio de 2031: Reunión de altos funcionarios, Estambul",
           "7 de julio de 2031: Taller, Sofía", "9 de septiembre de 2031: Conferencia ministerial, Bakú")),
}  # fmt: skip


def read_page(body: str, language: str = "en") -> Extraction:
    page = f"<html lang={language}><title>Bali Process</title><body><main><h1>Bali Process</h1>{body}</main>"
    return extract(read(page.encode(), media_type="text/html", url="https://dialogue.example/a"), "mechanism-page")


def of(found: Extraction, field: str) -> list[object]:
    return [s.value for s in found.statements if s.field == field]


def listed(form: str, label: str, entries: list[str], about: list[str]) -> str:
    whole, one = FORMS[form]
    said = "".join(one.format(entry, words) for entry, words in zip(entries, about, strict=True))
    return f"<h2>{label}</h2>{whole.format(said)}<h2>History</h2><p>Since 2002.</p>"


def linked(entries: tuple[str, ...]) -> list[str]:
    return [f'<a href="/files/{at}.pdf">{entry}</a>' for at, entry in enumerate(entries)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ABOUT)
def test_every_document_is_read_with_words_about_each_or_about_the_first(language: str, form: str) -> None:
    label, entries = DOCUMENTS[language]
    plain = of(read_page(listed(form, label, linked(entries), [""] * 3), language), "document")
    assert len(plain) == len(entries)
    for words in (ABOUT[language], "<p>PDF, 2 MB</p>", "<p>English</p>", ABOUT[language] * 2):
        for about in ([words] * 3, [words, "", ""]):
            if form != "items" and words.startswith(("<p>PDF", "<p>English")):
                continue  # outside an item short words are an entry as any
            found = read_page(listed(form, label, linked(entries), about), language)
            assert of(found, "document") == plain, about


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ABOUT)
def test_every_meeting_is_read_with_words_about_each_or_about_the_first(language: str, form: str) -> None:
    label, entries = MEETINGS[language]
    plain = of(read_page(listed(form, label, list(entries), [""] * 3), language), "meeting")
    assert len(plain) == len(entries)
    for about in ([ABOUT[language]] * 3, [ABOUT[language], "", ""], [ABOUT[language] * 2] * 3):
        found = read_page(listed(form, label, list(entries), about), language)
        assert of(found, "meeting") == plain, about


BEHIND = [
    "<p><a href=/contact>Contact form</a></p>",
    "<p>9 September 2031</p>",
    "<p>In May 2030 the Process held its first conference in Lima, and many came to it.</p>",
    "<p><a href=/about>About the Process</a></p>",
    "<p>The desk is closed on 1 May 2031.</p>",
    "<p><a href=/news>All news</a></p>",
]


@pytest.mark.parametrize("behind", BEHIND)
def test_what_is_no_entry_stays_outside_a_list_that_a_paragraph_ended(behind: str) -> None:
    for label, entry, field in (
        ("Documents", linked(DOCUMENTS["en"][1])[0], "document"),
        ("Upcoming meetings", MEETINGS["en"][1][0], "meeting"),
    ):
        found = read_page(f"<h2>{label}</h2><p>{entry}</p>{ABOUT['en']}{behind}")
        without = read_page(f"<h2>{label}</h2><p>{entry}</p>{ABOUT['en']}")
        assert of(found, field) == of(without, field)
        assert [f.outcome for f in found.fields if f.field == field] == ["ok"]
