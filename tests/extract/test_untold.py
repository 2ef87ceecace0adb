"""Sentences with the words of a fact that nobody could read are told; those read, or about something else, are not."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract

TOLD = {
    "Ghana and the presidency of the Rabat Process, which moves every second year, belong together.": "chair",
    "Para la presidencia los Estados piensan en Costa Rica, que ya tiene experiencia en el proceso.": "chair",
    "Les délégations du Tchad, du Mali, du Niger et du Togo s’y retrouvent depuis le début.": "member",
    "De um lado estão Angola e Namíbia, do outro o Brasil e o Uruguai, todos desde o início.": "member",
    "The Rabat Process was born sometime last spring, when ministers first sat together.": "established",
    "Le Processus de Rabat a été lancé au printemps dernier par une poignée de ministres.": "established",
    "Este foro celebró el año pasado su vigésimo aniversario en compañía de sus fundadores.": "established",
    "O Processo de Rabat foi lançado no ano passado, depois de longas conversações.": "established",
    "Several dozen countries take part in the Rabat Process, each in its own way.": "member_count",
    "Le Processus réunit une vingtaine de pays, qui se parlent d’égal à égal.": "member_count",
    "El Foro cuenta con alrededor de 25 países miembros y sigue creciendo.": "member_count",
    "O Processo reúne cerca de meia centena de Estados, do norte e do sul.": "member_count",
    "Half a dozen observers follow what is said there, without a vote of their own.": "observer_count",
    "The Rabat Process was from the first day the model of a regional consultative process.": "type",
    "The Process meets under the auspices of the African Union and reports to it once a year.": "formal_association",
    "El Proceso de Rabat se reúne bajo los auspicios de la Unión Africana y le informa.": "formal_association",
    "The Rabat Process is chaired by Ruritania, which took its turn without much ado.": "chair",
    "Ruritania assure la présidence du Processus de Rabat pour deux ans encore.": "chair",
    "The secretariat is provided by Zorblax, whose small team sits in the port.": "secretariat",
    "Zorblax participates as an observer in all that the Process does and says.": "observer",
    "The third ministerial conference was held in Seville sometime last autumn.": "meeting",
    "A small secretariat works out of the premises that ICMPD keeps in Vienna for it.": "secretariat",
}
NOT_TOLD = (
    "The working group on visas, whose chair is Ghana, adopted its programme of work last spring.",
    "The meeting in Rome was attended by delegates of Chad, Mali, Niger, Togo and Benin.",
    "The President of Ghana welcomed the delegates to Accra and wished them a good stay.",
    "The Ministry was founded in 1976 and has some 40 offices in the whole of the country.",
    "The Process launched a fund in 2016 that pays for the journeys of its delegates.",
    "Results were shared with the liaison officers' posts, set up in Accra in December 2013.",
    "The African Union has 55 member States and was founded in Addis Ababa in 1963.",
    "Two of its members sent nobody, and six other States took the floor for the first time.",
    "The Process works with other regional consultative processes on each of the continents.",
    "Officials of the Process are trained by the University, a partner since last year.",
    "Migration between Chad and Mali has grown much over the years, as the reports show.",
)


def findings(sentence: str) -> list[tuple[str, str | None]]:
    return [(kind, field) for kind, field, _ in remarks(sentence)]


def remarks(sentence: str) -> list[tuple[str, str | None, str]]:
    page = f"<html><body><main><h1>Rabat Process</h1><p>{sentence}</p></main></body></html>"
    document = read(page.encode(), media_type="text/html", url="https://www.example.org/page")
    return [(f.kind, f.field, f.message) for f in extract(document, "mechanism-page").findings]


@pytest.mark.parametrize(("sentence", "field"), TOLD.items())
def test_a_sentence_that_may_state_a_fact_is_told(sentence: str, field: str) -> None:
    assert ("unread-sentence", field) in findings(sentence)


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_a_sentence_about_something_else_is_not_told(sentence: str) -> None:
    assert findings(sentence) == []


def test_only_two_sentences_of_a_field_are_shown_and_the_others_counted() -> None:
    story = " ".join(f"The Process was launched in the nineties, says witness number {n}." for n in "1234")
    messages = [message for kind, _, message in remarks(story) if kind == "unread-sentence"]
    assert [message.endswith(", and 2 more") for message in messages] == [False, True]


def test_a_past_chair_whom_nobody_knows_is_told_beside_those_who_are_known() -> None:
    story = "Ghana chairs the Rabat Process. In 2014 the Rabat Process was chaired by Ruritania."
    assert ("unread-sentence", "chair") in findings(story)


def test_a_sentence_that_was_read_is_not_told() -> None:
    assert findings("The Rabat Process is chaired by Ghana.") == []
