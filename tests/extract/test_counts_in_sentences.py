"""How many members there are, in sentences; numbers that count something else are left alone."""

from __future__ import annotations

import pytest

from monitor.extract.prose.counts import find_member_count

STATED = {
    "Its 4 member States are: Chad, Niger, Mali and Togo.": 4,
    "The 4 member States are Chad, Niger, Mali and Togo.": 4,
    "The Process has 3 member States: Chad, Niger and Mali.": 3,
    "It has 17 participating States: Chad, Niger and others.": 17,
    "Sus 11 países miembros son: Chile, Perú y Cuba.": 11,
    "Los tres Estados miembros son Chile, Perú y Cuba.": 3,
    "Está integrado por 12 países: Chile, Perú y Cuba.": 12,
    "Le Dialogue compte 9 pays membres : le Mali, le Niger.": 9,
    "Ses neuf États membres sont le Mali, le Niger.": 9,
    "Os seus 8 países membros são: Angola, Brasil e Portugal.": 8,
    "Os oito países membros são Angola, Brasil e Portugal.": 8,
    "Participan 9 países.": 9,
    "Participam nove países no processo.": 9,
    "Participent au dialogue 14 pays.": 14,
    "The 21 members are Chad and Niger.": 21,
    "The number of members is 16.": 16,
    "16 countries are members of the Process.": 16,
    "Membership comprises 16 States.": 16,
    "Sixteen governments are part of the Forum.": 16,
    "13 States take part in the Forum.": 13,
    "The Process has 18 members.": 18,
    "It has 18 member States and three observers.": 18,
    "The Dialogue currently counts twelve participating countries.": 12,
    "At present there are 21 Member States.": 21,
    "Today there are 26 members of the process.": 26,
    "14 States take part in the Process.": 14,
    "Fifteen countries currently participate in the dialogue.": 15,
    "The Forum brings together 45 governments from four regions.": 45,
    "The Consultations are informal; membership now stands at 19 States.": 19,
    "Le Processus compte 58 membres.": 58,
    "Le Dialogue réunit dix pays des deux rives.": 10,
    "Onze États participent au processus.": 11,
    "Le mécanisme est composé de 16 États membres.": 16,
    "El foro cuenta con 22 países miembros.": 22,
    "La iniciativa está integrada por doce países.": 12,
    "En el proceso participan 11 países.": 11,
    "O fórum tem nove membros.": 9,
    "O diálogo conta com 10 países participantes.": 10,
    "O mecanismo reúne 12 países das duas margens.": 12,
    "The Dialogue is a gathering of nine governments of the rim.": 9,
    "The Forum, a network of 21 agencies, meets yearly.": 21,
    "La integran once países: Belice, Cuba.": 11,
    "La integran once países.": 11,
    "O Fórum conta com 16 países: Angola, Brasil.": 16,
    "A iniciativa abarca os 55 Estados da União Africana.": 55,
    "Integram o Fórum vinte e dois países:": 22,
    "The Process is a forum of 21 agencies.": 21,
    "Le Forum est un réseau de 18 administrations.": 18,
    "Es un foro de 14 gobiernos.": 14,
    "Fifty-five countries of origin, transit and destination belong to the Dialogue, from Iceland to Pakistan.": 55,
    "Quarante-cinq États, dont vingt-sept européens, sont parties au Dialogue.": 45,
    "El Diálogo Coral lo integran once países: Belice, Canadá.": 11,
    "El mecanismo abarca los 33 Estados de América Latina.": 33,
    "São onze os países participantes e dois os observadores.": 11,
    "Le Dialogue compte aujourd'hui onze membres.": 11,
    "Today 14 countries take part in the Forum.": 14,
    "En la actualidad 18 países forman parte del proceso.": 18,
    "Atualmente, 12 Estados integram o fórum.": 12,
    "Le Dialogue est un espace d'échange entre dix pays.": 10,
    "Conforman el foro ocho países.": 8,
    "The Consultations link 16 governments.": 16,
    "Doce son los Estados que integran el Diálogo.": 12,
    "Se trata de una red de nueve países, creada en Bogotá en 2013.": 9,
    "The Dialogue's six members (Iran, Iraq, Jordan and others) meet yearly.": 6,
    "Los diez Estados participantes —Belice, Chile, Cuba y otros— se reúnen cada año.": 10,
    "O Diálogo, cujo secretariado é assegurado pela OIM, foi criado em 2000 e conta hoje com 16 membros.": 16,
    "The Bali Process comprises 45 countries and territories.": 45,
}
NOT = [
    "Its 4 member States are concerned.",
    "Its 4 member States are Chad's neighbours.",
    "The 3 observer States are Chad, Niger and Mali.",
    "The project's 4 member States are Chad, Niger, Mali and Togo.",
    "Participan 9 países en la reunión.",
    "Participaron 9 países.",
    "Four countries are part of a study.",
    "The other 4 member States are Chad, Niger, Mali and Togo.",
    "Los otros 3 países miembros son Chile, Perú y Cuba.",
    "Some 40 countries take part in the Process.",
    "More than 175 member States belong to IOM.",
    "IOM has 175 member States.",
    "Twelve of its 18 members adopted the plan.",
    "12 States took part in the meeting.",
    "30 countries take part in the training.",
    "The Process had 12 members at the time.",
    "The project involves five countries.",
    "The working group has eight members.",
    "The Process has 18 observers and members who were trained.",
    "In 2012 the ministers of 25 countries met in Vienna.",
    "The first five members signed it.",
    "The Process will have 20 members.",
    "The Forum has three observers.",
    "The secretariat has six staff members.",
    "Le Processus comptait initialement cinq pays.",
    "El proyecto cuenta con 7 países participantes.",
    "A group of five countries visited Rome.",
    "The Process is studying 12 countries.",
    "The IOM is a network of 175 States.",
    "The Dialogue is a forum on five countries.",
    "The project is a network of 12 agencies.",
    "Two countries of the Dialogue have joined the EU.",
    "The meeting is a gathering of 12 countries.",
    "Of the 12 member States, five signed.",
    "The Forum has 3 countries in crisis to deal with.",
    "Le Dialogue a trois pays en vue.",
    "Nine countries have joined the Convention.",
    "The region has 12 countries, which cooperate.",
    "Son doce los países afectados.",
    "Los países son 12.",
    "They are from 20 countries.",
    "The delegations of 12 countries form the working group.",
    "Le groupe de travail, créé en 2013, compte sept membres.",
    "Twelve countries that belong to the Process adopted a plan.",
    "Na reunião de 2009 estiveram três membros: Angola, Brasil e Cabo Verde.",
    "The project's six members (Iran, Iraq and Jordan) meet yearly.",
    "A CPLP, criada em 1996, tem nove Estados-membros.",
    "A União Europeia tem 27 Estados-membros.",
]


@pytest.mark.parametrize("text", STATED)
def test_the_number_of_members_is_read_from_a_sentence(text: str) -> None:
    found = find_member_count(text, "bali-process" if "Bali" in text else None)
    assert found is not None
    assert found[0] == STATED[text]
    assert found[1] in text
    assert found[2] == text


@pytest.mark.parametrize("text", NOT)
def test_a_number_that_counts_something_else_is_not_the_members(text: str) -> None:
    assert find_member_count(text, "bali-process") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Process has fifty-seven members.", 57),
        ("Le Processus compte cinquante-sept membres.", 57),
        ("Le Processus compte soixante et onze membres.", 71),
        ("Le Processus compte quatre-vingt-un membres.", 81),
        ("El foro cuenta con cuarenta y dos países miembros.", 42),
        ("O fórum tem vinte e dois membros.", 22),
        ("O fórum tem noventa e nove membros.", 99),
    ],
)
def test_numbers_in_words_are_read_up_to_ninety_nine(text: str, number: int) -> None:
    found = find_member_count(text)
    assert found is not None
    assert found[0] == number
