"""Which words changed: marked where it helps, never misquoted, and no page can make it slow."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.marked import CONTEXT, Mark, Piece, Pieces, around, entry, marked

WORDS = st.sampled_from(["the", "chair", "Tunisia", "and", "Spain", "2016-17,", "(Rabat)", "–", "“a", "b”.", "É", "x"])
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=20), max_size=3)


def shown(pieces: Pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.mark else piece.text for piece in pieces)


def one(before: str, after: str) -> tuple[str, str]:
    (old,), (new,) = marked([before], [after])
    return shown(old), shown(new)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        (
            "Current Chair: Morocco (2016)",
            "Current Chair: Tunisia and Spain",
            "Current Chair: [Morocco (2016)]",
            "Current Chair: [Tunisia and Spain]",
        ),
        (
            "8 members: Malta, Italy, Spain",
            "9 members: Malta, Italy, Spain, Libya",
            "[8] members: Malta, Italy, Spain",
            "[9] members: Malta, Italy, Spain, [Libya]",
        ),
        (
            "March 1-2, 2020, Marrakesh, 8th Conference",
            "March 8-9, 2020, Marrakesh, 8th Conference",
            "March [1-2], 2020, Marrakesh, 8th Conference",
            "March [8-9], 2020, Marrakesh, 8th Conference",
        ),
        ("Présidence : Maroc", "Présidence : Espagne", "Présidence : [Maroc]", "Présidence : [Espagne]"),
    ],
)
def test_the_words_that_changed_are_marked(before: str, after: str, old: str, new: str) -> None:
    assert one(before, after) == (old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Morocco", "Tunisia and Spain"),
        ("44", "45"),
        ("", "Tunisia"),
        ("the same", "the same"),
        ("a, b", "a b"),  # punctuation
        ("a forum of the States that border on the sea", "whoever reads it will find the work has long ended"),
    ],
)
def test_where_everything_changed_or_nothing_there_are_no_marks(before: str, after: str) -> None:
    assert one(before, after) == (before, after)


def test_a_word_between_two_larger_changes_belongs_to_them() -> None:
    before = "It is a platform for dialogue: regular consultations in capitals and yearly conferences in Geneva"
    after = "It is a platform for dialogue: informal exchanges online and occasional workshops in Geneva"
    assert one(before, after)[1] == (
        "It is a platform for dialogue: [informal exchanges online and occasional workshops] in Geneva"
    )


def test_a_short_text_that_grew_is_marked_where_it_did() -> None:
    assert one("Members: Malta", "Members: Malta and Spain, who joined at the conference of 2019 in Rome") == (
        "Members: Malta",
        "Members: Malta [and Spain, who joined at the conference of 2019 in Rome]",
    )


def test_quotes_of_one_side_need_not_come_in_pairs() -> None:
    old, new = marked(
        ["Chair: Morocco", "Members: Malta, Italy"], ["Title: a list of them", "Chair: Spain", "Members: Malta, Italy"]
    )
    assert [*map(shown, old)] == ["Chair: [Morocco]", "Members: Malta, Italy"]
    assert [*map(shown, new)] == ["[Title: a list of them]", "Chair: [Spain]", "Members: Malta, Italy"]


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_texts_and_marks_are_of_words(before: list[str], after: list[str]) -> None:
    for texts, sides in zip((before, after), marked(before, after), strict=True):
        assert ["".join(piece.text for piece in pieces) for pieces in sides] == texts
        for piece in (piece for pieces in sides for piece in pieces if piece.mark):
            assert all(
                unicodedata.category(piece.text[end])[0] not in "PSZC" or piece.text[end] in "()“”" for end in (0, -1)
            )


@given(TEXTS)
def test_of_equal_texts_nothing_is_marked(texts: list[str]) -> None:
    assert not any(piece.mark for side in marked(texts, texts) for pieces in side for piece in pieces)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Members: Algeria, France, Tunisia", "Tunisia", "Members: Algeria, France, [Tunisia]"),
        ("Algeria, France and Tunisia.", "Tunisia", "Algeria, France and [Tunisia]."),
        ("la France, l'Algérie et la Tunisie", "Tunisie", "la France, l'Algérie et la Tunisie"),  # with its article
        (
            "Guinea-Bissau, Equatorial Guinea, Papua New Guinea",
            "Guinea",
            "Guinea-Bissau, Equatorial Guinea, Papua New Guinea",
        ),
        ("Guinea-Bissau; Guinea; Niger", "Guinea", "Guinea-Bissau; [Guinea]; Niger"),
        ("Fiji, Nepal, Fiji", "Fiji", "Fiji, Nepal, Fiji"),  # which of them it was, nobody knows
        ("Tunisia", "Tunisia", "Tunisia"),
        ("“Tunisia”", "Tunisia", "“Tunisia”"),
        ("a (b", "(b", "a (b"),
        ("x", "", "x"),
    ],
)
def test_an_entry_of_a_list_is_marked_where_it_is_the_only_one(text: str, name: str, expected: str) -> None:
    assert shown(entry(text, name, "come")) == expected


@given(st.text(max_size=40), st.text(max_size=9))
def test_a_text_with_an_entry_is_the_text(text: str, name: str) -> None:
    assert "".join(piece.text for piece in entry(text, name, "gone")) == text


def test_a_long_text_is_shortened_around_what_changed() -> None:
    lead, rest = "It was founded so that States may speak. " * 9, " What they say is kept by nobody." * 9
    (old,), (new,) = marked([f"{lead}It meets yearly.{rest}"], [f"{lead}It meets twice a year.{rest}"])
    assert (
        shown(around(old, 160)) == "… so that States may speak. It meets [yearly]. What they say is kept by nobody. …"
    )
    assert shown(around(new, 160)).startswith("… so that States may speak. It meets [twice a year]. What")


def test_a_short_text_stays_whole_and_a_long_one_without_marks_is_its_beginning() -> None:
    pieces = (Piece("one "), Piece("two", "come"))
    assert around(pieces, 160) == pieces
    (plain,) = around((Piece("word " * 99),), 160)
    assert plain.text.endswith("word …")
    assert len(plain.text) <= 160


PARTS = st.lists(st.tuples(st.text(min_size=1, max_size=400), st.sampled_from(["", "gone"])), min_size=1, max_size=9)


@given(PARTS, st.integers(60, 400))
def test_what_is_shortened_is_short(parts: list[tuple[str, Mark]], length: int) -> None:
    pieces = tuple(Piece(*part) for part in parts)
    assert sum(len(piece.text) for piece in around(pieces, length)) <= 2 * length + 2 * CONTEXT + 4


def test_no_texts_take_long() -> None:
    started = time.process_time()
    long = " ".join(f"w{number}" for number in range(3_500))
    turned = " ".join(f"w{number}" for number in reversed(range(3_500)))
    marked([long], [turned])
    marked(["a b " * 4_900], ["b a c " * 3_300])
    marked(["x" * 1_000_000], ["x" * 999_999 + "y"])
    marked(["x " * 1_000_000], ["y " * 1_000_000])
    assert time.process_time() - started < 5
