"""Tables of States with columns beside the names, and rows of several labels with their values."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract


def mechanism(body: str) -> dict[str, Any]:
    page = f"<!doctype html><html><body><main><h1>Meridian Dialogue on Mobility</h1>{body}</main></body></html>"
    document = read(page.encode(), media_type="text/html", url="https://meridian.example/")
    (found,) = as_json(extract(document, "mechanism-page"))["mechanisms"]
    return dict(found)


def table(*rows: str, head: str = "th") -> str:
    lines = [row.split("|") for row in rows]
    first = "".join(f"<{head}>{cell.strip()}</{head}>" for cell in lines[0])
    rest = "".join("<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in line) + "</tr>" for line in lines[1:])
    return f"<table><tr>{first}</tr>{rest}</table>"


def states(entries: list[dict[str, Any]] | None) -> list[str]:
    return [entry["country"] for entry in entries or []]


@pytest.mark.parametrize("head", ["th", "td"])
@pytest.mark.parametrize(
    "rows",
    [
        ("No. | Country | Focal point | Since", "1 | Ghana | Interior Ministry | 1999", "2 | Togo | Police | "),
        ("Since | Member State", "2002 | Ghana", "2004 | Togo"),
        ("País | Capital | Ingreso", "Ghana | Accra | 2002", "Togo | Lomé | 2004"),
        ("État membre | Adhésion | Point focal", "Ghana | 2002 | Mme A. Mensah", "Togo | 2004 | M. K. Ayivi"),
        ("Nome | Região | Ponto focal", "Gana | África Ocidental | Sr. Owusu", "Togo | África Ocidental | Sra. Lawson"),
    ],
)  # fmt: skip
def test_the_column_of_names_is_read_and_what_stands_beside_it_is_not(rows: tuple[str, ...], head: str) -> None:
    found = mechanism("<h2>Members</h2>" + table(*rows, head=head))
    assert states(found["members"]) == ["GH", "TG"]
    assert (found["established"], found["contacts"], found["website"]) == (None, [], None)


def test_a_head_that_is_the_label_needs_none_above() -> None:
    assert states(mechanism(table("Member State | Joined", "Peru | 1999", "Chile | 2001"))["members"]) == ["PE", "CL"]


def test_the_table_goes_on_below_a_repeated_head_and_a_group() -> None:
    rows = (
        "Country | Joined", "Ghana | 2002", "Southern Africa | ", "Lesotho | 2003", "Country | Joined", "Malawi | 2005",
    )  # fmt: skip
    assert states(mechanism("<h2>Member States</h2>" + table(*rows))["members"]) == ["GH", "LS", "MW"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Country | Status", "Ghana | Member", "Togo | Observer"),
        ("Pays | Statut | Depuis", "Ghana | Membre | 2002", "Togo | Observateur | 2010"),
        ("Name | Since | Status", "Ghana | 2002 | Full member", "Togo | 2011 | observer"),
    ],
)
def test_an_observer_among_the_members_is_none_of_them(rows: tuple[str, ...]) -> None:
    assert states(mechanism("<h2>Members</h2>" + table(*rows))["members"]) == ["GH"]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "rows",
    [
        ("Established | 2002 | Current Chair | Ghana", "Previous Chair | Togo | Secretariat | IOM"),
        ("Current Chair | Ghana | Secretariat | IOM", "Established | 2002 | Past Chair | Togo"),
        ("Création | 2002 | Présidence | Ghana", "Présidence précédente | Togo | Secrétariat | OIM"),
    ],
)
def test_a_row_of_several_labels_gives_each_its_own_value(rows: tuple[str, ...], bold: bool) -> None:
    lines = [[cell.strip() for cell in row.split("|")] for row in rows]
    cells = [[f"<b>{cell}</b>" if bold and not at % 2 else cell for at, cell in enumerate(line)] for line in lines]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in cells)
    found = mechanism(f"<table>{body}</table>")
    assert found["established"] == "2002"
    assert [(chair["country"], chair["role"]) for chair in found["chairs"]] == [("GH", "chair"), ("TG", "past")]
    assert [organisation["id"] for organisation in found["secretariat"]] == ["iom"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p><span>Website</span><span>https://meridian.example/</span></p>", ("website", "https://meridian.example/")),
        ("<p><span>Number of members</span><span>12</span></p>", ("member_count", 12)),
        ("<div>31</div><div>Member States</div>", ("member_count", 31)),
        ("<div>18</div><div>Number of members</div>", ("member_count", 18)),
    ],
)
def test_labels_run_into_their_values_or_stand_below_them(line: str, expected: tuple[str, Any]) -> None:
    assert mechanism(line)[expected[0]] == expected[1]


@pytest.mark.parametrize(
    "names",
    [
        "\U0001f1ec\U0001f1ed Ghana \U0001f1f9\U0001f1ec Togo \U0001f1e7\U0001f1ef Benin",
        "Ghana \U0001f30d Togo \U0001f30d Benin",
        "✓ Ghana ✓ Togo ✓ Benin",
        "◆ Ghana ◆ Togo ◆ Benin",
    ],
)
def test_pictures_part_names(names: str) -> None:
    assert states(mechanism(f"<h2>Members</h2><p>{names}</p>")["members"]) == ["GH", "TG", "BJ"]
