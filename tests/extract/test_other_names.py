"""A name that is not the mechanism's, around a verb, gives the mechanism nothing; what sentences tell beside it."""

from __future__ import annotations

import pytest

from monitor.extract.prose import (
    find_chairs,
    find_kind,
    find_member_count,
    find_members,
    find_observers,
    find_secretariats,
)

OTHERS = [
    "L'Union du fleuve Mano, que préside la Sierra Leone, appuie le projet.",
    "La Comunidad del Pacífico, que preside ahora Fiji, envió un saludo.",
    "The Pacific Community, which Fiji chairs, sent greetings.",
    "O Conselho Nórdico, a que preside a Finlândia, enviou uma mensagem.",
    "Kenya, que preside desde enero la Liga de Puertos, invitó a todos.",
    "Le Kenya, qui préside cette année la Ligue des Ports, a invité les membres.",
    "Kenya, which this year presides over the League of Ports, invited everybody.",
    "O Quénia, que preside atualmente à Liga dos Portos, convidou todos.",
    "El Brasil preside por segunda vez el Mercado Común del Sur.",
    "La Liga de Puertos la preside Kenya.",
    "A Liga dos Portos preside-a o Quénia.",
    "La Comisión Binacional de Fronteras la preside Perú.",
    "Kenya and Uganda chair the working group.",
    "Kenya and Uganda chair the League of Ports.",
    "La Comisión Mixta de ese tratado la preside Chile.",
    "La Conferencia Andina de ese acuerdo la preside Perú.",
    "A Comissão Mista desse tratado é presidida por Angola.",
    "Ghana chairs this year the Abidjan Circle.",
    "Le Tchad préside depuis 2024 la Communauté monétaire de l'Afrique centrale.",
    "Panamá presidirá en 2027 la Comunidad de Puertos del Istmo.",
    "O Brasil preside a Comunidade dos Países de Língua Portuguesa.",
    "Kenya chaired for three years the Trade Community of the Lakes.",
    "La Commission mixte de cet accord est présidée par le Mali.",
    "The project on coastal rescue is chaired by Malta.",
    "El acuerdo de pesca lo preside Chile.",
    "The OECD has 38 members. Norway chairs it.",
    "La OEA tiene 34 miembros. La preside Perú.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_the_chair_of_another_body_is_not_read(text: str) -> None:
    assert find_chairs(text) == ()
    assert find_chairs(text, "sacm") == ()


CHAIRS = {
    "El Foro lo preside México.": ["chair:MX"],
    "The Process began in 2003. Kenya and Uganda chair it.": ["chair:KE", "chair:UG"],
    "Kenya chairs the Community.": ["chair:KE"],
    "Le Tchad préside la Communauté depuis 2024.": ["chair:TD@2024/.."],
    "El Foro tiene 34 miembros. Lo preside Perú.": ["chair:PE"],
    "The Process, whose secretariat works on a new agreement, is chaired by Malta.": ["chair:MT"],
    "Malta and the Netherlands jointly chair the Forum.": ["chair:MT", "chair:NL"],
    "Fiji and New Zealand chair the Dialogue.": ["chair:FJ", "chair:NZ"],
    "El proceso, que preside este año Kenya, nació en 2010.": ["chair:KE"],
    "Le Dialogue, que préside le Togo, se réunit chaque année.": ["chair:TG"],
    "Kenya, que preside este semestre el Foro, invitó a todos.": ["chair:KE"],
    "O Fórum preside-o a Itália.": ["chair:IT"],
    "En la actualidad preside la Comisión Panamá.": ["chair:PA"],
    "Samoa has chaired the Process for over a decade.": ["chair:WS"],
    "Norway has held the chair throughout the past three years.": ["chair:NO"],
    "Norway has long held the chair of the Dialogue.": ["chair:NO"],
    "A Guiné tem exercido a presidência do Fórum.": ["chair:GN"],
    "Guinea lleva ejerciendo tres años la presidencia del Foro.": ["chair:GN"],
    "Samoa has held the chair for two years, in 2010 and 2011.": ["past:WS@2010/2011"],
    "Samoa has held the chair for the first time in 2010.": ["past:WS@2010"],
    "Samoa had held the chair for many years.": ["past:WS"],
    "La presidencia corresponde a Perú y la OIM ejerce la secretaría.": ["chair:PE"],
    "La presidencia la ejerce Chile, y el ACNUR desempeña la secretaría.": ["chair:CL"],
    "Tonga is in the chair. It succeeded Fiji, and the Republic of Palau is to follow.": [
        "chair:TO",
        "past:FJ",
        "incoming:PW",
    ],
    "La presidencia recae en Perú. Antes de él había correspondido a Chile.": ["chair:PE", "past:CL"],
    "A presidência cabe a Angola. Antes dela coubera à Guiné.": ["chair:AO", "past:GN"],
    "La présidence revient au Togo ; la précédente était revenue au Mali, la suivante reviendra au Tchad.": [
        "chair:TG",
        "past:ML",
        "incoming:TD",
    ],
    "The presidency rests with Fiji; the previous one belonged to Palau and the next one will go to Samoa.": [
        "chair:FJ",
        "past:PW",
        "incoming:WS",
    ],
    "A presidência cabe este ano ao Brasil.": ["chair:BR"],
    "La présidence revient cette année au Gabon.": ["chair:GA"],
    "O Brasil exerceu a presidência. Em 2024 passou a presidência a Angola.": ["past:BR", "chair:AO@2024"],
    "Fiji led the Process. In 2024 the Secretariat handed the chair to Palau.": ["past:FJ"],
    "Perú, que lo había encabezado hasta entonces, entregó la presidencia a Chile.": ["past:PE", "chair:CL"],
    "Lithuania, which had always been generous with its time, passed the chair on to Armenia.": [
        "past:LT",
        "chair:AM",
    ],
}


@pytest.mark.parametrize("text", CHAIRS)
def test_who_chairs_is_read(text: str) -> None:
    found = [f"{c.role}:{c.country or c.id}" + (f"@{c.term}" if c.term else "") for c, _ in find_chairs(text)]
    assert sorted(found) == sorted(CHAIRS[text])


COUNTED = {
    "O Diálogo 5+5 junta dez países das duas margens.": 10,
    "The Forum was founded in 2009 and five States take part in it today: Fiji, Samoa, Tonga, Palau and Nauru.": 5,
    "Le Dialogue est né en 2011 et six pays en font désormais partie.": 6,
    "Participam dele vinte e dois países: Andorra, Argentina, Bolívia.": 22,
    "Le Dialogue avait été lancé en 2001 et compte aujourd'hui seize pays membres.": 16,
    "The Forum was launched in 2006 and now brings together 56 countries.": 56,
    "Le Mali, le Niger et le Tchad sont ses trois membres.": 3,
    "Chile, Perú y Bolivia son sus tres países miembros.": 3,
    "Angola, Brasil e Portugal são os seus três Estados-membros.": 3,
    "Fiji, Samoa and Tonga are the three member States of the Forum.": 3,
    "Its eighteen member states meet at ministerial level every two years.": 18,
    "Ses douze États membres se réunissent chaque année.": 12,
    "Os seus nove Estados membros reúnem-se em Lisboa.": 9,
    "Its two member states in Africa meet every year.": None,
    "Its three member States which joined in 2019 meet every year.": None,
    "The Forum was small and had 12 members.": None,
    "The Forum would meet yearly and have 12 members.": None,
    "Fiji, Samoa and Tonga are its three newest members.": None,
    "Fiji, Samoa and Tonga are three of its members.": None,
    "Fiji, Samoa and Tonga are the three member States of the Pacific Club.": None,
}


@pytest.mark.parametrize("text", COUNTED)
def test_members_are_counted(text: str) -> None:
    counted = find_member_count(text, "5-5-dialogue" if "5+5" in text else None)
    assert (counted[0] if counted else None) == COUNTED[text]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Le Mali, le Niger et le Tchad sont ses trois membres.", ["ML", "NE", "TD"]),
        ("The Forum was founded in 2009 and three States take part in it: Fiji, Samoa, Tonga.", ["FJ", "WS", "TO"]),
        ("O foro junta quatro países: a norte, Malta e Itália; a sul, Líbia e Tunísia.", ["MT", "IT", "LY", "TN"]),
        ("Fiji, Samoa and Tonga are its associate members.", []),
        ("Fiji, Samoa and Tonga are its three newest members.", []),
    ],
)
def test_members_are_named(text: str, members: list[str]) -> None:
    assert [hit.country for hit, _ in find_members(text)] == members


@pytest.mark.parametrize(
    ("text", "observers"),
    [
        ("Kenya and Togo are permanent observers of the Nordic Council, not of the Forum.", []),
        ("Chile y Perú son observadores asociados de la Alianza del Pacífico.", []),
        ("La Suisse et le Togo sont observateurs auprès de la Ligue arabe, et non du Dialogue.", []),
        ("Kenya and Togo are permanent observers of the Forum.", ["KE", "TG"]),
        ("Fiji attends as an observer, as does UNHCR.", ["FJ", "unhcr"]),
        ("Le Togo a le statut d'observateur, tout comme le HCR.", ["TG", "unhcr"]),
        ("Perú y Chile son observadores permanentes del Foro.", ["PE", "CL"]),
    ],
)
def test_observers_of_another_body_are_not_read(text: str, observers: list[str]) -> None:
    assert [who.who for who, _ in find_observers(text)] == observers


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("L'OIM répond du secrétariat.", ["iom"]),
        ("ICMPD answers for the secretariat of the Process.", ["icmpd"]),
        ("Preside el foro Perú, y como secretaría actúa el ACNUR.", ["unhcr"]),
        ("Como secretariado técnico funciona o ICMPD.", ["icmpd"]),
        ("La presidencia la ostenta Chile, y la OIM desempeña la secretaría técnica.", ["iom"]),
        ("Ghana, que actúa como secretaría de la Unión Africana, asistió.", []),
        ("La secretaría no la ejerce la OIM.", []),
    ],
)
def test_who_serves_is_read(text: str, who: list[str]) -> None:
    assert [one.who for one, _ in find_secretariats(text)] == who


@pytest.mark.parametrize(
    "text", ["Le Dialogue est un forum inter-régional sur la migration.", "O Diálogo é um foro inter-regional."]
)
def test_the_kind_is_read_in_another_spelling(text: str) -> None:
    assert (find_kind(text) or ("",))[0] == "IRF"
