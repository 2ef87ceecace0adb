"""What is not read for its language or its length is told once, and costs little."""

from __future__ import annotations

import time

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Finding

FOREIGN = (
    "Der Dialog wurde im Jahr 2002 gegründet und wird von zwei Staaten geleitet. Die Mitglieder treffen sich oft, "
    "und das Sekretariat ist in Bangkok.",
    "Il foro è stato fondato nel 2002 ed è presieduto dall’Indonesia. Gli Stati che ne sono membri si vedono ogni anno "
    "nella capitale del paese che li ospita, con il sostegno della segreteria.",
    "Proces został założony w 2002 roku i przewodniczą mu dwa państwa. Członkowie spotykają się co roku w Bangkoku, "
    "a sekretariat jest finansowany przez państwa.",
    "Процесс был основан в 2002 году, и его возглавляют Индонезия и Австралия. Члены встречаются каждый год.",
    "أنشئت العملية في عام 2002 وترأسها إندونيسيا وأستراليا ويجتمع الأعضاء كل عام وتقع الأمانة في بانكوك",
)
KNOWN = (
    "O processo reúne Angola, Namíbia e Brasil; preside Cabo Verde, e quem serve de secretariado é a OIM.",
    "Il est né en 2002 et se réunit à Berne. Je ne sais qui le préside, ni si la Suisse en est membre.",
    "The members are Austria, Poland and Zambia. Their ministers met in Den Haag with J. van der Berg.",
    "Участники. The Process has members in Asia, and its site is kept in Russian, too: Участники, Документы.",
    "Este proceso es de los Estados; se reúne cada año en Lima, y su secretaría está a cargo de la OIM.",
)


def findings(body: str) -> tuple[Finding, ...]:
    page = f"<html><body><h1>Bali Process</h1>{body}</body></html>".encode()
    return extract(read(page, media_type="text/html", url="https://www.example.org/page"), "mechanism-page").findings


@pytest.mark.parametrize("text", FOREIGN)
def test_a_page_in_none_of_the_languages_is_told_once(text: str) -> None:
    kinds = [finding.kind for finding in findings(f"<p>{text}</p><p>{text}</p>")]
    assert kinds.count("unknown-language") == 1


@pytest.mark.parametrize("text", KNOWN)
def test_words_of_other_languages_on_a_page_that_is_read_are_not_told(text: str) -> None:
    assert "unknown-language" not in [finding.kind for finding in findings(f"<p>{text}</p>")]


@pytest.mark.parametrize(
    "body",
    [
        "<p>The Bali Process was chaired by Mali in 2012" + " and by Peru in 2013" * 100_000 + ".</p>",
        "<p>Le Processus de Bali a été présidé par le Mali. " + "Il se réunit à Lima. " * 50_000 + "</p>",
        "<p>Members: Chile, " + "Australia, Peru, " * 60_000 + "Mali</p>",
    ],
)
def test_of_an_endless_paragraph_the_beginning_is_read_and_the_rest_is_told_once(body: str) -> None:
    start = time.process_time()
    told = [finding for finding in findings(body) if "only the first" in finding.message]
    assert time.process_time() - start < 4  # seconds
    assert [finding.kind for finding in told] == ["unread-sentence"]
    assert told[0].quote is not None
    assert told[0].quote in body


def test_a_sentence_that_goes_on_for_pages_is_told_once() -> None:
    body = "<p>The Bali Process was chaired by Mali in 2012" + " and by Peru in 2013" * 1000 + ".</p>"
    assert [finding.kind for finding in findings(body)] == ["unread-sentence"]


def test_a_long_sentence_about_nothing_is_not_told() -> None:
    assert findings("<p>We walked on" + " and on and on" * 500 + ".</p>") == ()
