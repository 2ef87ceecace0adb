"""Who has a seat by running text alone: another in it is one change, one beside joins, and silence removes nobody."""

from __future__ import annotations

import pytest

from monitor.model import Comparison
from tests.test_not_known_yet import compared, reading

MARKUPS = (
    "<p>{}",
    "<h2>About the process</h2><p>{}",
    "<div><p>The States meet once a year in one of their capitals, in turn. {}</div>",
    "<section><h3>How it works</h3><p>{} Its tasks are decided upon each year.</section>",
)


def told(*sentences: str, language: str = "en", markup: str = MARKUPS[0]) -> Comparison:
    return compared(*(reading(markup.format(one), language=language) for one in sentences))


def news(found: Comparison, field: str = "secretariat") -> list[str]:
    return [one.summary for one in found.changes if one.field == field]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    ("language", "before", "after", "summary"),
    [
        ("en", "IOM acts as the secretariat of the process.", "ICMPD acts as its secretariat.", "IOM -> ICMPD"),
        ("en", "The secretariat is provided by UNHCR.", "Since 2026 IOM provides the secretariat.", "UNHCR -> IOM"),
        ("en", "IOM serves as the secretariat.", "The Government of Fiji hosts the secretariat.", "IOM -> Fiji"),
        ("fr", "L'OIM assure le secrétariat.", "L'ICMPD assure le secrétariat du processus.", "OIM -> ICMPD"),
        ("es", "La OIM ejerce la secretaría.", "El ACNUR ejerce la secretaría del proceso.", "OIM -> ACNUR"),
        ("pt", "A OIM assegura o secretariado.", "O ACNUR assegura o secretariado.", "OIM -> ACNUR"),
    ],
)
def test_another_in_the_seat_is_one_change(language: str, before: str, after: str, summary: str, markup: str) -> None:
    found = told(before, after, language=language, markup=markup)
    assert news(found) == [f"Bali Process, secretariat: {summary}"]
    assert found.held == ()
    back = told(before, after, before, language=language, markup=markup)
    assert news(back) == [f"Bali Process, secretariat: {' -> '.join(reversed(summary.split(' -> ')))}"]


@pytest.mark.parametrize(
    "joint",
    [
        "IOM and ICMPD act jointly as the secretariat of the process.",
        "ICMPD acts as the secretariat of the process together with IOM.",
        "ICMPD acts as the secretariat of the process jointly with IOM.",
        "The secretariat is run by ICMPD and IOM.",
        "ICMPD serves as the secretariat, jointly with the IOM and with a small budget.",
    ],
)
def test_one_beside_who_serves_joins_and_may_be_alone_again(joint: str) -> None:
    alone = "IOM acts as the secretariat of the process."
    assert news(told(alone, joint)) == ["Bali Process, secretariat added: ICMPD"]
    assert news(told(alone, joint, joint)) == []
    other = "ICMPD acts as the secretariat of the process."
    assert news(told(joint, other)) == ["Bali Process, secretariat removed: IOM"]
    assert news(told(joint, joint, other)) == ["Bali Process, secretariat removed: IOM"]


@pytest.mark.parametrize(
    "words", ["The process meets once a year.", "The secretariat helps the States.", "IOM takes part in its meetings."]
)
def test_a_sentence_that_is_gone_removes_nobody_and_changes_no_shape(words: str) -> None:
    found = told("IOM acts as the secretariat of the process.", words)
    assert (found.closed, found.held) == ((), ())
    assert [one.kind for one in found.changes if one.kind != "text.edited"] == []


@pytest.mark.parametrize(
    "words",
    ["ICMPD acts as the secretariat alongside IOM.", "ICMPD acts as the secretariat in partnership with the IOM."],
)
def test_who_is_named_beside_the_one_that_has_the_seat_now_waits(words: str) -> None:
    found = told("IOM acts as the secretariat of the process.", words)
    assert news(found) == ["Bali Process, secretariat added: ICMPD"]
    assert [one.reason for one in found.held] == ["a sentence that gives it to others names IOM too"]
    again = told("IOM acts as the secretariat of the process.", words, words)
    assert (again.changes, again.closed) == ((), ())
    assert [one.runs for one in again.held] == [2] or again.held != ()


def test_who_stood_under_a_label_that_is_lost_is_not_displaced_by_a_sentence() -> None:
    found = told("<dl><dt>Secretariat<dd>IOM</dl>", "ICMPD acts as the secretariat of the process.")
    assert found.closed == ()


def test_a_body_that_a_mechanism_belongs_to_is_one_change_too() -> None:
    before, after = (
        f"The Bali Process is formally associated with the {body}." for body in ("African Union", "European Union")
    )
    assert news(told(before, after, markup=MARKUPS[1]), "formal_association") == [
        "Bali Process, formal association: African Union -> European Union"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "ICMPD, which replaced IOM, acts as the secretariat.",
        "ICMPD, succeeding IOM in this, acts as the secretariat.",
        "L'ICMPD, qui a succédé à l'OIM, assure le secrétariat.",
        "El ACNUR, que sustituyó a la OIM, ejerce la secretaría.",
    ],
)
def test_who_served_before_the_one_that_serves_is_no_secretariat(words: str) -> None:
    values = [one.value["id"] for one in reading(f"<p>{words}").statements if one.field == "secretariat"]
    assert values in (["icmpd"], ["unhcr"])


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The Bali Process is chaired by {} and co-chaired by {}."),
        ("fr", "Le Processus de Bali est présidé par {} et coprésidé par {}."),
        ("es", "El Proceso de Bali está presidido por {} y copresidido por {}."),
        ("pt", "O Processo de Bali é presidido por {} e copresidido por {}."),
    ],
)
def test_chair_and_co_chair_who_exchange_their_roles_have_the_new_ones_alone(
    language: str, sentence: str, markup: str
) -> None:
    in_prose = markup if "<h2" in markup else "<h2>About it</h2>" + markup
    one, other = (in_prose.format(sentence.format(*who)) for who in (("Malta", "Portugal"), ("Portugal", "Malta")))
    before, after = (reading(body, but="chair", language=language) for body in (one, other))
    roles = ("chair Malta; co-chair Portugal", "chair Portugal; co-chair Malta")
    found, back = compared(before, after), compared(before, after, before)
    assert news(found, "chair") == [f"Entries on the chair of Bali Process: {' -> '.join(roles)}"]
    assert (len(found.closed), len(found.opened), found.held) == (2, 2, ())
    assert news(back, "chair") == [f"Entries on the chair of Bali Process: {' -> '.join(reversed(roles))}"]
