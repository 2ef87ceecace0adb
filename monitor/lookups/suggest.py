"""Names that findings call unknown, as lines of TOML ready to paste into the tables.

The words come from pages: every string is escaped so that it can mean nothing but itself, in TOML and on a terminal.
What a person must decide first (which country, which field) stands commented out. Knows findings as plain words only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from monitor.lookups import mechanisms, organisations
from monitor.lookups.countries import country_name, names
from monitor.lookups.folding import fold

# kind of finding -> (table, where its message quotes the name)
NAMED = {
    "unknown-country": ("countries", re.compile(r"“(.*)” is not among the known countries\Z", re.DOTALL)),
    "unknown-organisation": ("organisations", re.compile(r"“(.*)” is not among the known organisations\Z", re.DOTALL)),
    "unknown-mechanism": ("mechanisms", re.compile(r"mechanism (?:of a part )?is not known: “(.*)”\Z", re.DOTALL)),
    "stray-text": ("labels", re.compile(r"what stands under “(.*?)”: “", re.DOTALL)),
}
TABLES = ("countries", "organisations", "mechanisms", "labels")
NEAR = 0.8  # likeness (optimal string alignment, 0 to 1) from which a country is worth proposing
LONGEST_ID = 64
ACRONYM = re.compile(r"(.+?)\s*\(([^\W\d_][\w&/-]{1,11})\)")
CUT = "…"  # ends a name of which the finding holds only the beginning
UNSEEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unknown name and the lines of the entry it would make."""

    table: str
    name: str
    key: str  # the id or the country code proposed, '' when there is none
    sources: tuple[str, ...]
    lines: tuple[str, ...]


def suggest(findings: Iterable[tuple[str, str, str]]) -> tuple[Suggestion, ...]:
    """One suggestion for each unknown name of (source, kind, message), by table, then by name.

    Left out: what the tables know by now, and names that a finding holds only the beginning of.
    """
    seen: dict[tuple[str, str], Suggestion] = {}
    ids = {mechanism.id for mechanism in mechanisms.all()} | set(organisations.organisations())
    for source, kind, message in findings:
        table, pattern = NAMED.get(kind, ("", None))
        quoted = pattern.search(message) if pattern else None
        name = " ".join(quoted[1].split()) if quoted else ""
        folded = fold(name)
        if not folded or name.endswith(CUT) or _known(table, name):
            continue
        made = seen.get((table, folded))
        if made is None:
            made = _entry(table, name, source, ids)
            ids.add(made.key)
        elif source not in made.sources:
            made = replace(made, sources=(*made.sources, source))
        seen[table, folded] = made
    return tuple(sorted(seen.values(), key=lambda each: (TABLES.index(each.table), fold(each.name))))


def as_toml(suggestions: Iterable[Suggestion]) -> str:
    """All suggestions as one document of TOML, '' when there are none."""
    parts: list[str] = []
    table = ""
    for each in suggestions:
        if each.table != table:
            table = each.table
            parts.append(f"# for monitor/lookups/{table}.toml: read each before you paste it\n")
        parts.append("\n".join((f"# seen at {', '.join(each.sources)}", *each.lines)) + "\n")
    return "\n".join(parts)


def quoted(text: str) -> str:
    """A basic string of TOML 1.0: quotes, backslashes and all that is not seen are escaped. What no TOML can hold
    (lone surrogates) becomes U+FFFD.
    """
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    if category not in UNSEEN:
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _known(table: str, name: str) -> bool:
    match table:
        case "countries":
            return names().exact(name) is not None
        case "organisations":
            return organisations.names().exact(name) is not None
        case "mechanisms":
            return mechanisms.read_mechanism(name) is not None
    return False


def _entry(table: str, name: str, source: str, taken: set[str]) -> Suggestion:
    match table:
        case "countries":
            code = _nearest(name)
            lines: tuple[str, ...]
            said = f'code = "{code}"  # if it is {country_name(code)}' if code else 'code = ""  # which country it is'
            lines = ("[[country]]", said, f"names = [{quoted(name)}]", 'why = "written so on a page"')
            lines = lines if code else _commented(*lines)
            return Suggestion(table, name, code or "", (source,), lines)
        case "labels":
            label = _commented("[[label]]", 'field = ""  # which field it opens', f"en = [{quoted(name)}]")
            return Suggestion(table, name, "", (source,), label)
        case _:
            return _body(table, name, source, taken)


def _body(table: str, name: str, source: str, taken: set[str]) -> Suggestion:
    """An organisation or a mechanism, with an id that is free."""
    both = ACRONYM.fullmatch(name)
    long, short = (both[1], both[2]) if both and fold(both[2]) else (name, "")
    id_ = _free_id(short or long, taken)
    lines = [f"[[{table.removesuffix('s')}]]", f'id = "{id_}"', f"name = {quoted(long)}"]
    if table == "mechanisms":
        lines.append(f"short = {quoted(short or long)}")
    if short:
        lines.append(f"acronyms = [{quoted(short)}]")
    return Suggestion(table, name, id_, (source,), tuple(lines))


def _commented(*lines: str) -> tuple[str, ...]:
    return tuple(f"# {line}" for line in lines)


def _nearest(name: str) -> str | None:
    """The one country whose name is most like this one, None when none is near or several are."""
    folded = fold(name)
    near: dict[str, float] = {}
    for known, country in names().names.items():
        likeness = OSA.normalized_similarity(folded, known, score_cutoff=NEAR)
        if likeness and country.code:
            near[country.code] = max(likeness, near.get(country.code, 0.0))
    best = [code for code, likeness in near.items() if likeness == max(near.values())]
    return best[0] if len(best) == 1 else None


def _free_id(name: str, taken: set[str]) -> str:
    """An id of the letters and digits of a name that no entry has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_ID - 4].strip("-") or "unnamed"
    number, id_ = 1, stem
    while id_ in taken:
        number += 1
        id_ = f"{stem}-{number}"
    return id_
