"""The sentence of a change, in English and in French, from its typed sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from monitor.compare import english, summary
from monitor.compare.kinds import FORMS, table
from monitor.digest.sentences import form_of, sentence
from monitor.messages import language
from monitor.model import Json

EN, FR = language("en"), language("fr")


@dataclass(frozen=True)
class Change:
    """What the history has of a change."""

    kind: str
    field: str
    before: Json
    after: Json
    mechanism: str | None = "bali-process"
    key: str = ""
    form: Any = "sentence"

    @property
    def summary(self) -> str:
        return summary(
            self.kind, self.mechanism, self.field, self.before, self.after, english, key=self.key, form=self.form
        )


def chair(*codes: str, role: str = "chair") -> list[dict[str, str]]:
    return [{"country": code, "name": code, "role": role} for code in codes]


def handover(before: list[dict[str, str]], after: list[dict[str, str]], form: str = "sentence") -> Change:
    return Change("chair.handover", "chair", before, after, form=form)


HANDOVERS = [
    (
        handover(chair("MA"), chair("TN", "ES")),
        "Tunisia and Spain took the chair of the Bali Process from Morocco",
        "La Tunisie et l’Espagne ont succédé au Maroc à la présidence du Processus de Bali",
    ),
    (
        handover(chair("US"), chair("PH"), "announced"),
        "The Philippines took the chair of the Bali Process from the United States, as announced",
        "Comme annoncé, les Philippines ont succédé aux États-Unis à la présidence du Processus de Bali",
    ),
    (
        handover([], chair("HN")),
        "Honduras took the chair of the Bali Process",
        "Le Honduras a pris la présidence du Processus de Bali",
    ),
    (
        handover(chair("EG"), chair("EG", "CU")),
        "Cuba joined Egypt in the chair of the Bali Process",
        "Cuba a rejoint l’Égypte à la présidence du Processus de Bali",
    ),
    (
        handover(chair("EG", "CU"), chair("CU")),
        "Egypt left the chair of the Bali Process to Cuba",
        "L’Égypte a laissé la présidence du Processus de Bali à Cuba",
    ),
    (
        handover(chair("ID", "AU"), chair("NZ", "AU")),
        "New Zealand took over from Indonesia in the chair of the Bali Process, beside Australia",
        "La Nouvelle-Zélande a succédé à l’Indonésie à la présidence du Processus de Bali, aux côtés de l’Australie",
    ),
    (
        handover(chair("MA"), [*chair("TN"), *chair("IL", role="incoming")]),
        "Tunisia took the chair of the Bali Process from Morocco; incoming: Israel",
        "La Tunisie a succédé au Maroc à la présidence du Processus de Bali ; à venir : Israël",
    ),
    (  # who was to come and did not is in no sentence of who came and went
        handover([*chair("MA"), *chair("FR", role="incoming")], chair("TN")),
        "Chair of Bali Process: Morocco (incoming France) -> Tunisia",
        "Présidence du Processus de Bali : Maroc (à venir : France) → Tunisie",
    ),
    (
        Change("chair.vacant", "chair", chair("KE"), []),
        "The chair of the Bali Process is vacant, after Kenya",
        "La présidence du Processus de Bali est vacante, après le Kenya",
    ),
]


@pytest.mark.parametrize(("change", "in_english", "in_french"), HANDOVERS)
def test_a_handover_says_who_came_and_who_went(change: Change, in_english: str, in_french: str) -> None:
    assert sentence(change, EN) == in_english
    assert sentence(change, FR) == in_french


MEETING = {"date": "2026-12-01/2026-12-03", "place": "Nairobi", "country": "KE", "title": "Second meeting"}


@pytest.mark.parametrize(
    ("change", "in_french"),
    [
        (Change("member.joined", "member", None, {"country": "FJ"}), "Les Fidji ont rejoint le Processus de Bali"),
        (
            Change("member.joined", "member", None, {"country": "MT"}, form="moved"),
            "Malte a rejoint le Processus de Bali, jusqu’ici avec un statut d’observateur",
        ),
        (
            Change("member.left", "member", {"country": "NL"}, None, "gfmd"),
            "Les Pays-Bas ont quitté le Forum mondial sur la migration et le développement",
        ),
        (
            Change("member.left", "member", {"country": "NL"}, None, form="moved"),
            "Les Pays-Bas ne sont plus membres du Processus de Bali, mais ont un statut d’observateur",
        ),
        (
            Change("observer.joined", "observer", None, {"id": "iom", "name": "IOM"}, "cmc"),
            "L’OIM a obtenu le statut d’observateur auprès des Consultations caribéennes sur les migrations",
        ),
        (
            Change("meeting.announced", "meeting", None, MEETING | {"announced": True}, "ocam"),
            "L’OCAM a annoncé une réunion : Second meeting (Nairobi, Kenya ; 1er-3 décembre 2026 ; annoncée)",
        ),
        (
            Change("meeting.cancelled", "meeting", None, MEETING | {"state": "cancelled"}, "ocam"),
            "OCAM : une réunion est annulée : Second meeting (Nairobi, Kenya ; 1er-3 décembre 2026 ; annulée)",
        ),
        (  # an organisation is called as in the language of the digest, whatever the page calls it
            Change(
                "secretariat.changed",
                "secretariat",
                {"id": "au-secretariat", "name": "AU Secretariat"},
                {"id": "iom", "name": "OIM"},
            ),
            "Processus de Bali, secrétariat : Secrétariat de l’Union africaine → OIM",
        ),
        (
            handover([{"id": "iom", "role": "chair"}], [{"id": "eu", "role": "chair"}, *chair("HT")]),
            "L’Union européenne et Haïti ont succédé à l’OIM à la présidence du Processus de Bali",
        ),
        (
            Change("member.joined", "member", None, {"id": "nowhere", "name": "Nowhere Union"}),
            "Nowhere Union a rejoint le Processus de Bali",
        ),
        (
            Change("formal_association.added", "formal_association", None, {"id": "colombo-process"}),
            "Processus de Bali, association formelle, ajout : Processus de Colombo",
        ),
        (
            Change("observer.left", "observer", {"country": "PS"}, None, "ocam"),
            "La Palestine n’a plus le statut d’observateur auprès de l’OCAM",
        ),
        (
            handover(chair("HT"), chair("CD")),
            "La République démocratique du Congo a succédé à Haïti à la présidence du Processus de Bali",
        ),
        (
            handover(chair("TL", "HT"), chair("HT", "VA")),
            "Le Saint-Siège a succédé au Timor-Leste à la présidence du Processus de Bali, aux côtés d’Haïti",
        ),
        (Change("member.joined", "member", None, {"country": "BY"}), "Le Bélarus a rejoint le Processus de Bali"),
        (Change("member.joined", "member", None, {"country": "CV"}), "Cabo Verde a rejoint le Processus de Bali"),
        (
            Change("budget.changed", "budget", None, {"amount": 1000000, "currency": "USD", "year": 2026}),
            "Processus de Bali, budget : aucun → 1\u00a0000\u00a0000 USD (2026)",
        ),
        (
            Change("start.changed", "start", "2026-03-01", "2026-05-02/2026-05-03"),
            "Processus de Bali, start : 1er mars 2026 → 2-3 mai 2026",
        ),
        (  # a user's own text: years of schools, and no months or seasons
            Change("season.changed", "season", "2022-23", "2011-12"),
            "Processus de Bali, season : 2022-23 → 2011-12",
        ),
        (
            Change("count.changed", "member_count", 44, 45),
            "Processus de Bali, nombre de membres : 44 → 45",
        ),
        (
            Change("established.changed", "established", "2002", "2002-21"),
            "Processus de Bali, année de création : 2002 → printemps 2002",
        ),
        (
            Change("focus.added", "focus", None, "Return"),
            "Processus de Bali, domaine d’action, ajout : Return",
        ),
        (
            Change("page.moved", "page", "https://a.example", "https://b.example", None),
            "La page a changé d’adresse : https://a.example → https://b.example",
        ),
        (
            Change(
                "page.reshaped",
                "page",
                None,
                [{"field": "chair", "mechanism": "bali-process", "reason": "its label is no longer on the page"}],
                None,
            ),
            "La page a changé de forme : rien de douteux n’a été clos, à examiner : "
            "présidence, Processus de Bali (sa rubrique n’est plus sur la page)",
        ),
        (
            Change("field.unstated", "member", [{"country": "FJ"}, {"country": "TO"}], None),
            "Processus de Bali, membre : ne figure plus sur la page, qui comptait 2 entrées (Fidji et Tonga)",
        ),
        (
            Change("text.edited", "text", [], ["Words."], None),
            "Texte modifié, hors des faits : 0 paragraphe en moins, 1 paragraphe en plus",
        ),
    ],
)
def test_french_says_it_with_articles_prepositions_and_number(change: Change, in_french: str) -> None:
    assert sentence(change, FR) == in_french


def test_english_keeps_the_sentence_of_the_history() -> None:
    change = Change("member.joined", "member", None, {"country": "FJ"})
    assert sentence(change, EN) == change.summary == "Fiji joined Bali Process"


@dataclass(frozen=True)
class Old(Change):
    """A change that another version told in other words."""

    told: str = "Something of another time"

    @property
    def summary(self) -> str:
        return self.told


def test_a_kind_or_a_sentence_that_nobody_knows_is_told_in_general_words() -> None:
    strange = Old("chair.exploded", "chair", chair("MA"), chair("TN"))
    assert sentence(strange, FR) == "Processus de Bali, présidence : Maroc → Tunisie [chair.exploded]"
    assert sentence(strange, EN) == "Something of another time"
    other = Old("member.joined", "member", None, {"country": "FJ"})
    assert sentence(other, FR) == "Processus de Bali, membre : aucun → Fidji [member.joined]"


def test_the_form_of_every_sentence_is_found_again() -> None:
    for kind, entry in table().kinds.items():
        for form in FORMS:
            if form in entry and form != "many":
                told = entry[form].format(mechanism="M", label="L", before="B, C", after="A, D", key="K", number=4)
                assert form_of(kind.replace("*", "focus"), told) == form, told


def test_what_a_page_says_is_no_sentence_of_ours() -> None:
    """Braces in a page's words fill no gap."""
    change = Change("focus.added", "focus", None, "{mechanism:of} {0} {")
    assert sentence(change, FR).endswith("ajout : {mechanism:of} {0} {")


def test_a_mechanism_that_the_tables_do_not_know_is_called_by_its_id() -> None:
    change = Change("chair.handover", "chair", chair("MA"), chair("TN"), "old-forum")
    assert sentence(change, FR) == "La Tunisie a succédé au Maroc à la présidence d’old-forum"
    assert sentence(change, EN) == "Tunisia took the chair of old-forum from Morocco"
