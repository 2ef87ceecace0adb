"""`Partner countries` names the members of one page and others on the next: where that turns, a person decides."""

from __future__ import annotations

import pytest

from monitor.model import Comparison
from tests.test_not_known_yet import compared, reading

MEMBERS, OTHERS = ("Gabon", "Fiji", "Malta", "Nepal", "Kenya"), ("Peru", "Chile")
LABELS = [
    ("en", "Member States", "Partner countries"), ("en", "Members", "Participants"),
    ("fr", "États membres", "Pays partenaires"), ("es", "Estados miembros", "Participantes"),
]  # fmt: skip


def section(label: str, *names: str) -> str:
    return f"<h2>{label}</h2><ul>{''.join(f'<li>{name}' for name in names)}</ul>"


def looks(language: str, *pages: str) -> Comparison:
    before = [reading(pages[0], language=language)] * 3
    return compared(*before, *(reading(page, language=language) for page in pages[1:]))


@pytest.mark.parametrize(("language", "plain", "alone"), LABELS)
def test_a_list_of_others_comes_and_goes_beside_the_members(language: str, plain: str, alone: str) -> None:
    members, both = section(plain, *MEMBERS), section(plain, *MEMBERS) + section(alone, *OTHERS)
    for before, after in ((members, both), (both, members)):
        found = looks(language, before, after)
        assert (found.changes, found.held) == ((), ())


@pytest.mark.parametrize(("language", "plain", "alone"), LABELS)
def test_who_comes_from_there_joins(language: str, plain: str, alone: str) -> None:
    both = section(plain, *MEMBERS) + section(alone, *OTHERS)
    found = looks(language, both, section(plain, *MEMBERS, "Peru") + section(alone, "Chile"))
    assert [(one.kind, one.key) for one in found.changes] == [("member.joined", "PE")]


@pytest.mark.parametrize(("language", "plain", "alone"), LABELS)
def test_words_that_come_to_name_others_or_cease_to_close_and_open_nothing(
    language: str, plain: str, alone: str
) -> None:
    both = section(plain, *MEMBERS) + section(alone, *OTHERS)
    turns = (
        (section(alone, *MEMBERS, *OTHERS), both),
        (section(alone, *MEMBERS), section(plain, *OTHERS) + section(alone, *MEMBERS)),
        (both, section(alone, *MEMBERS, *OTHERS)),
        (both, section(alone, *OTHERS)),
    )
    for before, after in turns:
        for times in (1, 5):
            found = looks(language, before, *[after] * times)
            assert [one.kind for one in found.changes] == (["page.reshaped"] if times == 1 else [])
            assert [one.field for one in found.held] == ["member"]
            assert (found.opened, found.closed) == ((), ())
