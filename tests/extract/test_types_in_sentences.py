"""Of which type a mechanism is, in sentences; the type of another body, a denial or a plan states nothing."""

from __future__ import annotations

import pytest

from monitor.extract.prose import find_kind

STATED = {
    "It is a regional consultative process of the immigration agencies.": "RCP",
    "The Process counts as an inter-regional forum on migration.": "IRF",
    "The Dialogue, set up in 2003, belongs to the family of regional consultative processes.": "RCP",
    "Elle appartient à la famille des processus consultatifs régionaux sur la migration et n'a pas de siège.": "RCP",
    "Il s'agit d'un forum interrégional.": "IRF",
    "Le Forum est un processus mondial sur la migration.": "GP",
    "Es un foro interregional sobre migración.": "IRF",
    "El Proceso es uno de los procesos consultivos regionales sobre migración.": "RCP",
    "Se trata de un proceso consultivo regional.": "RCP",
    "Trata-se de um fórum inter-regional sobre migração, sem sede.": "IRF",
    "O Diálogo de Mindelo é um processo consultivo regional sobre migração que foi fundado em 2011.": "RCP",
    "O Fórum constitui um processo global.": "GP",
    "The Consultations were founded in 1998 as a regional consultative process on migration.": "RCP",
    "Le Dialogue a été lancé en 2008 en tant que forum interrégional.": "IRF",
    "El Foro se creó en 2011 como un proceso consultivo regional.": "RCP",
    "O Fórum foi criado em 2009 como processo consultivo regional.": "RCP",
    "Nació en el año 2000 y es un proceso consultivo regional.": "RCP",
    "Foi criado em 2004 e é um fórum inter-regional.": "IRF",
    "C’est un forum interrégional sur la migration.": "IRF",
}
SILENT = [
    "It is not a regional consultative process.",
    "Le Dialogue n'est pas un processus consultatif régional.",
    "El Proceso ya no es un foro interregional.",
    "The working group is a network of regional consultative processes.",
    "The Process cooperates with the regional consultative processes of Asia.",
    "The European Union is a member of the regional consultative process.",
    "It is a project of the regional consultative process.",
    "The report is an inter-regional forum of opinions.",
    "Um dia o Fórum poderia ser um processo consultivo regional.",
    "It would be a regional consultative process.",
    "The working group was founded in 2008 as a regional consultative process.",
    "The Dialogue was not launched in 2008 as an inter-regional forum.",
    "Ce n’est pas un forum interrégional.",
    "Le groupe de travail est né en 2004 et est un processus consultatif régional.",
    "La Unión Africana nació en 2002 y es un foro interregional.",
    "The Forum was founded in 2008 as part of a regional consultative process.",
]


@pytest.mark.parametrize("text", STATED)
def test_a_sentence_says_of_which_type_the_mechanism_is(text: str) -> None:
    found = find_kind(text)
    assert found is not None
    assert found[0] == STATED[text]


@pytest.mark.parametrize("text", SILENT)
def test_a_type_in_a_sentence_about_something_else_states_nothing(text: str) -> None:
    assert find_kind(text) is None
