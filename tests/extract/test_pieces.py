"""Values above their labels, several labels in one line, sentences of several mechanisms: what is cut how."""

from __future__ import annotations

import pytest

from monitor.extract.attribution import NOBODY, owned
from monitor.extract.fits import fits
from monitor.extract.parted import parted
from monitor.extract.tiles import tile, tiles
from monitor.model import Block

LAYOUT = "mechanism-page"


def blocks(*texts: str) -> tuple[Block, ...]:
    kinds = (("heading" if text.startswith("# ") else "text", text.removeprefix("# ")) for text in texts)
    return tuple(Block(kind, text, f"block {number}") for number, (kind, text) in enumerate(kinds, 1))


def test_a_number_above_its_label_is_the_labels() -> None:
    found = tiles(blocks("An introduction", "8", "Member States", "2014", "Established"), LAYOUT, fits)
    assert {at: label.label.field for at, label in found.items()} == {1: "member", 3: "established"}


@pytest.mark.parametrize(
    "texts",
    [
        ("# Key facts", "Kenya (2018)", "Chair", "IOM", "Secretariat", "12", "Member States", "# News"),
        ("# En chiffres", "Le Mali", "Présidence", "OIM", "Secrétariat", "14", "États membres"),
        ("# Datos", "Perú", "Presidencia", "2004", "Año de creación", "12", "Países miembros", "# Otros"),
        ("# Ficha", "Angola (2020)", "Presidência", "OIM", "Secretariado", "9", "Países membros"),
    ],
)
def test_a_row_of_tiles_straight_under_a_heading_has_its_values_above(texts: tuple[str, ...]) -> None:
    assert list(tiles(blocks(*texts), LAYOUT, fits)) == [1, 3, 5]


@pytest.mark.parametrize(
    "texts",
    [
        ("Member States", "8", "Observers", "3"),
        ("Observers", "Malta", "Chair", "The office rotates."),
        ("Members", "Benin", "Cabo Verde", "Chair", "Togo"),
        ("# Facts", "Benin", "Chair", "IOM", "Secretariat", "Malta", "Incoming chair", "Togo"),
        ("# Facts", "Benin", "Chair", "Togo"),
    ],
    ids=["labels first", "a list of one", "the last of a list", "read the other way", "no row"],
)
def test_what_a_label_above_claims_stays_its_own(texts: tuple[str, ...]) -> None:
    assert tiles(blocks(*texts), LAYOUT, fits) == {}


@pytest.mark.parametrize(("line", "value"), [("2014 Established", "2014"), ("Djibouti Current Chair", "Djibouti")])
def test_a_value_and_its_label_on_one_line_are_told_apart(line: str, value: str) -> None:
    found = tile(line, LAYOUT, fits)
    assert found is not None
    assert found.value == value


def test_each_label_of_a_line_begins_a_piece_that_stands_in_the_line() -> None:
    line = "Established: 1993; Chair: Malta. Secretariat: ICMPD"
    pieces = [piece.text for piece in parted(blocks(line)[0], LAYOUT, fits)]
    assert pieces == ["Established: 1993", "Chair: Malta.", "Secretariat: ICMPD"]
    assert all(piece in line for piece in pieces)


@pytest.mark.parametrize(
    "line",
    ["Type: forum (Region covered: Asia)", "The Chair said: members are many; it is late: that is all", "Chair: Malta"],
)
def test_a_line_of_one_label_stays_whole(line: str) -> None:
    assert len(parted(blocks(line)[0], LAYOUT, fits)) == 1


def test_a_sentence_belongs_to_the_mechanism_it_names_and_the_next_goes_on_about_it() -> None:
    text = "The Prague Process is chaired by Malta in these years. The last meeting was held in Valletta in May 2018."
    assert [owner for owner, _ in owned(blocks(text)[0], None)] == ["prague-process"]


def test_sentences_of_two_mechanisms_or_about_something_new_belong_to_nobody() -> None:
    text = (
        "We take part in the Rabat Process and the Khartoum Process every year. One is chaired by Malta at present. "
        "The Prague Process goes on as it did before. A meeting was held in Vienna on 4 May 2024."
    )
    assert [owner for owner, _ in owned(blocks(text)[0], None)] == [NOBODY, "prague-process", NOBODY]


def test_what_strays_from_its_part_does_not_come_back_unnamed() -> None:
    text = "It is chaired by Malta at present. The Bali Process met in Perth last year. It was chaired by Fiji then."
    owners = [owner for owner, _ in owned(blocks(text)[0], "prague-process")]
    assert owners == ["prague-process", "bali-process", NOBODY]
