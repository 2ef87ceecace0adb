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
    # somebody in small letters
    "The Rabat Process was chaired by a retired judge from the islands.": "chair",
    "Le Processus de Rabat est présidé par la doyenne des ambassadeurs.": "chair",
    "El Proceso de Rabat está presidido por el alcalde de Sevilla.": "chair",
    "O Processo de Rabat é presidido pelo comandante do porto.": "chair",
    # a time that no calendar has
    "The Rabat Process was set up ages ago.": "established",
    "Le Processus de Rabat a été lancé en hiver.": "established",
    "Dialogue créé il y a belle lurette.": "established",
    "El Proceso de Rabat fue creado hace mucho tiempo.": "established",
    "El Proceso de Rabat se fundó en la primavera.": "established",
    "O Processo de Rabat foi fundado há muito tempo.": "established",
    # who came together, somewhere
    "The Rabat Process gathered aboard a ferry.": "meeting",
    "Le Processus de Rabat s’est réuni sous une tente.": "meeting",
    "El Proceso de Rabat se reunió en una carpa junto al río.": "meeting",
    "O Processo de Rabat reuniu-se numa quinta perto do rio.": "meeting",
    # lines without a verb
    "Date of establishment some time ago": "established",
    "Año de creación hace mucho tiempo": "established",
    "Ano de criação no século passado": "established",
    "Half a dozen observers": "observer_count",
    "Une vingtaine d’États membres": "member_count",
    "Meia centena de Estados-membros": "member_count",
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
    "The Rabat Process is chaired by the host country of each conference.",
    "Le Processus de Rabat est présidé par un pays membre, à tour de rôle.",
    "El Proceso de Rabat está presidido por el país anfitrión.",
    "O Processo de Rabat é presidido pelo Estado anfitrião.",
    "The working group was chaired by the harbour master.",
    "The Rabat Process was established to bring the ministers together.",
    "The port was founded long ago, and its harbour was built in the spring.",
    "The Rabat Process met with approval in all the capitals.",
    "The Rabat Process meets in plenary, and its experts at technical level.",
    "Le Processus de Rabat s’est réuni à haut niveau.",
    "El Proceso de Rabat se reunió a nivel de expertos.",
    "The minister met in a tent with the fishermen of the island.",
    "Established practice since long ago",
    "A dozen ways to travel",
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


def test_of_a_sentence_about_two_offices_the_one_that_was_not_read_is_told() -> None:
    said = "The Rabat Process is chaired by the Republic of Zork since 2024, and observers are Norway and Zorkland."
    assert ("unread-sentence", "chair") in findings(said)
    assert ("unknown-country", "observer") in findings(said)


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        (
            "The first meeting was held in Lima, Peru, on 3 May 2019. The second meeting was held in Quito last spring."
            " The third took place in Rabat on 4 May 2021.",
            "Quito last spring",
        ),
        (
            "La première réunion s’est tenue à Rabat le 3 mai 2019. La deuxième réunion s’est tenue à Dakar en hiver.",
            "Dakar en hiver",
        ),
        (
            "La primera reunión se celebró en Lima el 3 de mayo de 2019. "
            "La segunda reunión se celebró en Quito hace poco.",
            "Quito hace poco",
        ),
    ],
)
def test_one_meeting_that_cannot_be_read_among_several_under_a_label_is_told(paragraph: str, words: str) -> None:
    page = f"<html><body><h1>Rabat Process</h1><h2>Meetings</h2><p>{paragraph}</p></body></html>".encode()
    found = extract(read(page, media_type="text/html", url="https://www.example.org/page"), "mechanism-page")
    told = [f.message for f in found.findings if (f.kind, f.field) == ("unread-line", "meeting")]
    assert found.statements
    assert len(told) == 1
    assert words in told[0]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Turkey and Borduria co-chair the Rabat Process.", "Borduria"),
        ("Turkey Borduria co-chair the Rabat Process.", "Borduria"),
        ("Le Processus de Rabat est coprésidé par le Ghana Bordurie.", "Bordurie"),
        ("El Perú y Syldavia ejercen la presidencia del Proceso de Rabat.", "Syldavia"),
        ("A Namíbia e a Sildávia presidem o Processo de Rabat.", "Sildávia"),
    ],
)
def test_a_name_that_nobody_knows_beside_a_country_that_chairs_is_told(sentence: str, name: str) -> None:
    told = [message for kind, field, message in remarks(sentence) if (kind, field) == ("unknown-country", "chair")]
    assert told == [f"“{name}” is not among the known countries"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghana and ECOWAS co-chair the Rabat Process.",
        "The Rabat Process is chaired by Ghana (Minister Diop).",
        "The Rabat Process is chaired by Ghana Ambassador Diop.",
        "Le Maroc et le Sénégal assurent la présidence du Processus de Rabat.",
        "Ghana has chaired the Rabat Process.",
    ],
)
def test_who_is_known_beside_a_country_that_chairs_is_not_told(sentence: str) -> None:
    assert "unknown-country" not in [kind for kind, _, _ in remarks(sentence)]
