"""Plain text as people and programs type it: tables set with spaces, lines broken at a width, other encodings."""

from __future__ import annotations

import textwrap

import pytest

from monitor.documents import read
from monitor.documents.text import read_text

RUN = (
    "The States that met in the autumn agreed on what they had long discussed, on the rules that follow from it and on "
    "a co-chair, for the next meeting of senior officials, which will be held in the capital of Ruritania."
)
TABLE = (("Forum", "Since", "States", "Chair"), ("Amber Sea Dialogue", "1996", "12", "Ruritania"),
         ("Coral Forum", "2002", "7", "n/a"), ("Silver Process of the North", "2011", "", "Syldavia"))  # fmt: skip


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_text(text).blocks]


def test_columns_set_with_spaces_are_rows() -> None:
    lines = ["".join(cell.ljust(30 if at == 0 else 10) for at, cell in enumerate(row)).rstrip() for row in TABLE]
    lines.insert(1, "-" * 60)
    document = read_text("An overview\n\n" + "\n".join(lines) + "\n\nIt ends here.")
    assert [block.cells for block in document.blocks if block.kind == "row"] == list(TABLE)
    row = next(block for block in document.blocks if "Coral" in block.text)
    assert (row.locator, row.cell_locators[1]) == ("line 6", "line 6 column 2")


def test_words_with_two_spaces_between_sentences_are_no_rows() -> None:
    text = "He came.  She went.  They met.\nIt rained.  We stayed in the house.  So it was.\nShe wrote.  He read.  End."
    assert {kind for kind, _ in kinds(text)} == {"text"}


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_paragraph_that_a_width_has_broken_is_whole_and_found_where_it_begins(width: int) -> None:
    document = read_text(f"Title\n=====\n\n{textwrap.fill(RUN, width)}\n\n{textwrap.fill(RUN, width)}\n")
    assert [(block.text, block.locator) for block in document.blocks[:2]] == [("Title", "line 1"), (RUN, "line 4")]
    assert len(document.blocks) == 3


def test_a_list_entry_that_a_width_has_broken_is_whole() -> None:
    entry = textwrap.fill(RUN, 72, initial_indent="- ", subsequent_indent="  ")
    assert kinds(f"{entry}\n{entry}\n- Malta\n") == [("item", RUN), ("item", RUN), ("item", "Malta")]


def test_lines_of_their_own_stay_apart_in_a_text_that_a_width_has_broken() -> None:
    text = f"{textwrap.fill(RUN, 72)}\n\nEstablished: 2002\nChair: Ruritania\nAlgeria\nFrance\n"
    assert [words for _, words in kinds(text)][1:] == ["Established: 2002", "Chair: Ruritania", "Algeria", "France"]


def test_lines_that_break_behind_little_words_are_one_paragraph() -> None:
    text = (
        "The last round of talks of the group was opened by the mayor of Vienna in\n2019. The next round of talks is to"
        " be held in the course of June at the\nPalace. Members of the group are Albania, Austria, Belgium, Bulgaria,\n"
        "North Macedonia and Serbia, whose delegates are to be named later on.\n"
    )
    assert len(kinds(text)) == 1


def test_a_numbered_title_over_a_line_of_its_length_is_a_heading() -> None:
    text = (
        "1. The Amber Dialogue\n---------------------\nIt met.\n\n2. The Coral Process\n--------------------\nIt met.\n"
    )
    assert [words for kind, words in kinds(text) if kind == "heading"] == ["The Amber Dialogue", "The Coral Process"]
    assert kinds("1. Malta\n2. Spain\n---------------\nText\n")[:2] == [("item", "Malta"), ("item", "Spain")]


def test_structured_text_has_titles_and_fields() -> None:
    text = "##########\nAmber Sea\n##########\n\nMembers\n~~~~~~~\n\n* Malta\n\n:Chair: Ruritania\n:Since: 1996\n"
    document = read_text(text)
    assert [(block.kind, block.text, block.lead) for block in document.blocks] == [
        ("heading", "Amber Sea", ""),
        ("heading", "Members", ""),
        ("item", "Malta", ""),
        ("text", "Chair: Ruritania", "Chair:"),
        ("text", "Since: 1996", "Since:"),
    ]


def test_quoted_printable_is_decoded_and_lines_keep_their_numbers() -> None:
    text = (
        "Chair:=20C=C3=B4te d=E2=80=99Ivoire\nThe States that met in the autumn agreed on what they had discuss=\ned.\n"
        * 3
    )
    document = read_text(text)
    assert document.blocks[0].text == "Chair: Côte d’Ivoire"
    assert document.blocks[1].text.endswith("they had discussed.")
    assert [block.locator for block in document.blocks] == [f"line {n}" for n in (1, 2, 4, 5, 7, 8)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_on_any_machine_and_a_new_page_ends_none(end: str) -> None:
    document = read_text(f"Chair{end}\fMembers{end}{end}Malta{end}")
    assert [(block.text, block.locator) for block in document.blocks] == [
        ("Chair", "line 1"),
        ("Members", "line 2"),
        ("Malta", "line 4"),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_the_encoding_that_it_has(codec: str) -> None:
    text = "Présidence : Côte d’Ivoire\nÉtats membres : Algérie, Égypte, São Tomé\n"
    assert read(text.encode(codec), media_type="text/plain").text == text.strip()


@pytest.mark.parametrize(
    "run",
    [
        "The members of the Amber Sea Process are Kenya, Uganda, Rwanda, Burundi, Somalia and Malawi.",
        "O secretariado do Processo do Mar de Âmbar é assegurado pela Comissão e pela Organização, em Nairobi.",
        "La secretaría del Proceso del Mar de Ámbar está en Quito, Lima, Bogotá y Asunción desde 2004.",
    ],
)
@pytest.mark.parametrize("width", [66, 76, 118])
def test_a_broken_paragraph_is_whole_though_its_lines_begin_with_capitals(run: str, width: int) -> None:
    text = textwrap.fill(" ".join([run] * 4), width)
    assert [words for _, words in kinds(f"{text}\n\n{text}\n")] == [" ".join([run] * 4)] * 2


def test_a_nearly_full_line_that_ends_in_a_comma_goes_on() -> None:
    last = "Its twelve members of today are Chad, Mali, Niger, Togo, the Comoros,\nSão Tomé and Chad."
    assert kinds(f"{textwrap.fill(RUN, 72)}\n\n{last}\n")[-1][1].endswith("the Comoros, São Tomé and Chad.")


def test_long_lines_of_a_list_are_not_one_paragraph() -> None:
    names = "\n".join(f"Directorate General of Migration and Borders of the Republic number {n}" for n in range(10, 18))
    assert len(kinds(names)) == 8


@pytest.mark.parametrize(
    "end", ["which is to be held at", "qui se tiendra à", "que se celebrará en", "que terá lugar em"]
)
def test_a_long_line_that_ends_amid_a_sentence_goes_on_in_any_text(end: str) -> None:
    first = f"Ruritania opened the sixth round of the technical talks, {end}"
    assert kinds(f"Chair: Ruritania\n\n{first}\nPraia in May.\n\nMembers\n- Mali\n")[1] == (
        "text",
        f"{first} Praia in May.",
    )


def test_long_lines_that_end_in_a_word_stay_apart() -> None:
    lines = [
        "Ministry of the Interior and of Border Affairs, Ruritania",
        "Ministry of Foreign Affairs and of Trade, Syldavia",
    ]
    assert [words for _, words in kinds("\n".join(lines))] == lines
