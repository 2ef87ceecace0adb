"""The JSON of `monitor extract --json`, which other programs rely on: schema 1."""

from __future__ import annotations

from typing import Any

from monitor.model import Extraction, Statement

SCHEMA = 1
# field of the record -> its key in the JSON, when it is a list there
LISTS = {
    "region": "regions", "formal_association": "formal_association", "chair": "chairs", "secretariat": "secretariat",
    "iom_role": "iom_roles", "member": "members", "observer": "observers", "focus": "focus", "meeting": "meetings",
    "document": "documents", "link": "links", "contact": "contacts", "location": "locations", "theme": "themes",
    "types": "types", "sdg": "sdgs", "result": "results",
}  # fmt: skip
ONES = (
    "name", "type", "established", "secretariat_note", "member_count", "member_count_parts", "observer_count",
    "observer_count_parts", "website", "geographic_focus", "budget",
)  # fmt: skip


def as_json(extraction: Extraction, evidence: bool = False) -> dict[str, Any]:
    """The contract's form of an extraction; with `evidence`, quote and locator beside each value."""
    mechanisms: dict[str | None, list[Statement]] = {}
    for statement in extraction.statements:
        mechanisms.setdefault(statement.mechanism, []).append(statement)
    return {
        "schema": SCHEMA,
        "layout": extraction.layout,
        "source_fields": extraction.source_fields,
        "mechanisms": [_mechanism(name, held, evidence) for name, held in mechanisms.items()],
        "findings": [
            {"kind": f.kind, "mechanism": f.mechanism, "field": f.field, "message": f.message}
            | ({"quote": f.quote, "locator": f.locator} if evidence and f.quote else {})
            for f in extraction.findings
        ],
    }


def _mechanism(name: str | None, statements: list[Statement], evidence: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"mechanism": name}
    record |= dict.fromkeys(ONES[:3])
    record |= {key: [] for key in LISTS.values()} | {"objectives": []} | dict.fromkeys(ONES[3:])
    proof: dict[str, dict[str, str]] = {}
    for statement in statements:
        value = statement.value
        quoted = {"quote": statement.quote, "locator": statement.locator}
        if statement.field in LISTS:
            key = LISTS[statement.field]
            if evidence and isinstance(value, dict):
                value = value | quoted
            elif evidence:
                proof[f"{key}.{len(record[key])}"] = quoted
            record[key].append(value)
        elif statement.field == "objective":
            record["objectives"] = list(value)
            proof["objectives"] = quoted
        elif statement.field in ONES:
            record[statement.field] = value
            proof[statement.field] = quoted
        elif statement.field != "mechanism":
            _declare(record.setdefault("declared", {}), statement)
            proof[".".join(filter(None, ("declared", statement.field, statement.key)))] = quoted
    if evidence:
        record["evidence"] = proof
    return record


def _declare(declared: dict[str, Any], statement: Statement) -> None:
    """A field of the user's own: one value has no key, entries are a list."""
    if statement.key:
        declared.setdefault(statement.field, []).append(statement.value)
    else:
        declared[statement.field] = statement.value
