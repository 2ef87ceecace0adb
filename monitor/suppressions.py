"""`suppressions.toml` beside the configuration: differences that people said are no change, as data that they edit.

Each `[[suppression]]` has its case below it: the change that it was made of, as it was recorded, which it must go on
to suppress when the entry is edited. A mistake stops its own entry alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.compare.suppress import Case, Suppression, suppressed
from monitor.config import read_toml
from monitor.config_lines import key_lines, line_of
from monitor.config_writing import append_checked, comment, quoted
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from monitor.history import ChangeRecord

NAME = "suppressions.toml"
HEAD = (
    "# Differences that are no change. Digests leave them out, `monitor changes --suppressed` lists them.\n"
    "# Without `source` or `mechanism` an entry holds for all. `monitor suppressions --check` tests every entry\n"
    "# on the case below it; delete an entry and its case together.\n"
)
WORDS = ("change", "field", "before", "after", "why", "source", "mechanism")
OF_CASE = ("kind", "source", "mechanism", "field", "before", "after")
OPTIONAL = ("source", "mechanism", "before", "after")


@dataclass(frozen=True, slots=True)
class Suppressions:
    """The entries that can be used, the case of each with its line in the file, and what is wrong with the others."""

    entries: tuple[Suppression, ...] = ()
    cases: tuple[Case, ...] = ()
    lines: tuple[int | None, ...] = ()
    problems: tuple[ConfigError, ...] = field(default=())

    def of(self, found: Case) -> Suppression | None:
        """The entry by which a difference is no change, None when there is none."""
        return suppressed(found, self.entries)


def case_of(change: ChangeRecord) -> Case:
    """What a change tells, as a suppression is compared with it."""
    place = change.kind, change.source, change.mechanism, change.field
    return Case(*place, change.before, change.after)


def file_beside(configuration: Path) -> Path:
    """Where the entries of a configuration stand."""
    return configuration.absolute().parent / NAME


def load(file: Path) -> Suppressions:
    """The entries of a file; none where there is no file. Nothing is raised: `problems` says what cannot be used."""
    try:
        return read(file) if os.path.lexists(file) else Suppressions()
    except ConfigError as error:
        if error.line is None:  # it is none that could be read
            if file.is_symlink() and not file.exists():
                error = ConfigError("is a link to a file that is not there", file=str(file))
            error.fix = "Make it a file that can be read, or remove it."
        return Suppressions(problems=(error,))


def read(file: Path) -> Suppressions:
    """The entries of a file. ConfigError when it is no TOML."""
    text, raw = read_toml(file)
    lines = key_lines(text)

    def mistake(message: str, *path: str | int, fix: str) -> ConfigError:
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        return ConfigError(message, file=str(file), line=line_of(lines, path), key=key, fix=fix)

    listed = raw.pop("suppression", [])
    problems = [mistake("there is no such table", key, fix="Write [[suppression]] above each entry.") for key in raw]
    if not isinstance(listed, list):
        problems.append(
            mistake("must be a list of tables", "suppression", fix="Write [[suppression]], with two brackets.")
        )
        listed = []
    entries, cases, places, made_of = [], [], [], set[str]()
    for index, one in enumerate(listed):
        wrong = [mistake(message, *path, fix=fix) for path, message, fix in _mistakes(one, ("suppression", index))]
        if not wrong and one["change"] in made_of:
            wrong = [
                mistake(f"change {one['change']} has an entry above", "suppression", index, fix="Remove one of them.")
            ]
        problems += wrong
        if wrong:
            continue
        made_of.add(one["change"])
        entry, case = _entry(one), _case(one["case"])
        if suppressed(case, [entry]) is None:
            message = f"the entry does not suppress change {entry.change}, its own case"
            problems.append(mistake(message, "suppression", index, fix="Mend the entry, or remove it with its case."))
            continue
        entries.append(entry)
        cases.append(case)
        places.append(line_of(lines, ("suppression", index, "case")))
    return Suppressions(tuple(entries), tuple(cases), tuple(places), tuple(problems))


def add(file: Path, entry: Suppression, case: Case, remark: str) -> None:
    """Appends an entry with its case to the file, which is made when it is not there. `remark` stands above it.

    UsageError when the file cannot be used any more with it.
    """
    if not file.exists():
        file.write_text(HEAD, encoding="utf-8")
    lines = [comment(remark), "[[suppression]]", *_lines(WORDS, entry), "[suppression.case]", *_lines(OF_CASE, case)]
    append_checked(file, "\n".join(lines) + "\n", read)


def _lines(keys: tuple[str, ...], of: Suppression | Case) -> Iterator[str]:
    for key in keys:
        value = getattr(of, key)
        if key in ("before", "after") and value is not None:
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        if value is not None:
            yield f"{key} = {quoted(value)}"


def _mistakes(one: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """What is wrong with an entry: path, message and fix of each mistake."""
    if not isinstance(one, dict):
        yield path, "must be a table", "Write [[suppression]] on a line of its own and the keys below it."
        return
    case = one.get("case")
    if not isinstance(case, dict):
        yield (
            path,
            "the case is missing",
            "Write [suppression.case] below the entry, with the change as it was recorded.",
        )
        case = {}
    for table, keys, place in ((one, WORDS, path), (case, OF_CASE, (*path, "case"))):
        for key, value in table.items():
            if key not in keys and not (key == "case" and table is one):
                yield (*place, key), "there is no such key", f"Remove it; there are: {', '.join(keys)}."
            elif key != "case" and not (isinstance(value, str) and value.strip()):
                yield (*place, key), "must be a text that is not empty", f'Write {key} = "..." or remove the line.'
            elif key in ("before", "after") and not _is_json(value):
                yield (*place, key), "is no JSON", "Copy the value from `monitor changes --json`."
        for key in keys:
            if table and key not in table and key not in OPTIONAL:
                yield place, f'"{key}" is missing', f'Add a line {key} = "...".'


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _entry(one: dict[str, Any]) -> Suppression:
    before, after = _side(one, "before"), _side(one, "after")
    return Suppression(one["change"], one["field"], before, after, one["why"], one.get("source"), one.get("mechanism"))


def _case(one: dict[str, Any]) -> Case:
    place = one["kind"], one.get("source", ""), one.get("mechanism"), one["field"]
    return Case(*place, _side(one, "before"), _side(one, "after"))


def _side(one: dict[str, Any], key: str) -> Any:
    return json.loads(one[key]) if key in one else None
