"""A heading inside a list of members may name others: who comes below it joins where its words say so."""

from __future__ import annotations

import pytest

from tests.test_not_known_yet import compared, reading

MARKUPS = {
    "smaller heading": "<h3>{}</h3><ul><li>Peru<li>Chile</ul>",
    "bold": "<p><b>{}</b></p><ul><li>Peru<li>Chile</ul>",
    "line": "<h4>{}</h4><p>Peru, Chile</p>",
}
MEMBERS = "<ul><li>Gabon<li>Fiji<li>Malta<li>Nepal<li>Kenya</ul>"
LISTS = ("<h2>{}</h2>" + MEMBERS, "<h2>{}</h2><h3>Africa</h3>" + MEMBERS)
STRANGERS = [
    ("en", "Members", "Friends of the process"), ("en", "Member States", "Supporting countries"),
    ("fr", "Membres", "Amis du processus"), ("es", "Miembros", "Amigos del proceso"),
    ("pt", "Membros", "Amigos do processo"),
]  # fmt: skip
BELONG = [
    ("en", "Members", "South America"), ("en", "Members", "New members"), ("en", "Members", "States"),
    ("fr", "Membres", "Amérique du Sud"), ("es", "Miembros", "América del Sur"), ("pt", "Membros", "Novos membros"),
]  # fmt: skip


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@pytest.mark.parametrize(("language", "label", "words"), STRANGERS)
def test_below_words_that_do_not_say_so_nobody_joins(language: str, label: str, words: str, markup: str) -> None:
    for page in LISTS:
        before = reading(page.format(label), language=language)
        after = reading(page.format(label) + markup.format(words), language=language)
        for times in (1, 5):
            found = compared(*[before] * 3, *[after] * times)
            told = [one.kind for one in found.changes]
            assert "member.joined" not in told
            assert found.opened == found.closed == ()
        back = compared(*[before] * 3, after, before)
        assert (back.changes, back.held) == ((), ())


@pytest.mark.parametrize(("language", "label", "words"), BELONG)
def test_below_words_that_say_so_they_join(language: str, label: str, words: str) -> None:
    for page in LISTS:
        before = reading(page.format(label), language=language)
        after = reading(page.format(label) + MARKUPS["smaller heading"].format(words), language=language)
        found = compared(*[before] * 3, after)
        assert sorted(one.key for one in found.changes if one.kind == "member.joined") == ["CL", "PE"]


def test_who_belongs_already_may_be_grouped_in_any_words() -> None:
    flat = reading(LISTS[0].format("Members"))
    grouped = (
        "<h2>Members</h2><h3>Founders</h3><ul><li>Gabon<li>Fiji</ul><h3>Others</h3><ul><li>Malta<li>Nepal<li>Kenya</ul>"
    )
    found = compared(*[flat] * 3, reading(grouped))
    assert [one.kind for one in found.changes] == []
