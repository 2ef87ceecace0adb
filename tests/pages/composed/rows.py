"""The rows of the table of 28 mechanisms as pages of their own: each states what its row states."""

from __future__ import annotations

from typing import Any

FIELDS = ("mechanism", "type", "established", "member_count", "regions", "formal_association", "chairs", "secretariat")


def row_pages(table: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The facts of 28 pages in the form of a facts file."""
    return {f"row-{mechanism['mechanism']}": _page(mechanism) for mechanism in table["mechanisms"]}


def _page(mechanism: dict[str, Any]) -> dict[str, Any]:
    facts = {field: mechanism[field] for field in FIELDS if field in mechanism}
    facts["formal_association"] = [entry for entry in facts["formal_association"] if entry]
    facts["secretariat"] = [{"name": "", **entry} for entry in facts["secretariat"]]
    facts["name"] = " ".join(mechanism["name"].split())
    return {"layout": "mechanism-page", "language": "en", "mechanisms": [facts]}
