"""Captures as entries of a bibliography: BibTeX (read by BibTeX and Biber) and CSL-JSON 1.0 (Zotero, Pandoc).

Titles are words of others. What ends an entry, begins a command or acts on a terminal is written as what it looks like:
in BibTeX braces count even behind a backslash, so they become the names of their letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import quote

from monitor.digest import escape
from monitor.digest.words import shortened
from monitor.model import Capture, Json

LONGEST = 300  # letters of a title
IN_URLS = "-._~:/?#[]@!$&'()*+,;=%"  # RFC 3986, 2.2 and 2.3, and what is escaped already
IN_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "@": r"\symbol{64}",  # some readers take one for the beginning of an entry wherever it stands
        '"': r"\symbol{34}",  # and this for the end of a value
        **{letter: f"\\{letter}" for letter in "#$%&_"},
    }
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A capture with the title of its document ('' when it has none), and what else is to be said of it."""

    capture: Capture
    title: str
    note: str = ""

    @property
    def _title(self) -> str:
        return shortened(escape.terminal(self.title or self.capture.final_url), LONGEST)

    @property
    def _url(self) -> str:
        return quote(self.capture.final_url, safe=IN_URLS)

    @property
    def _note(self) -> str:
        capture = self.capture
        at = f"{capture.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        made = ", as a browser rendered it" if capture.rendered else ""
        said = f"Archived at {at}{made}: capture {capture.id}, sha256 {capture.sha256}. {self.note}"
        return escape.terminal(said.strip())

    @property
    def _place(self) -> str:
        place = self.capture.place
        return f"{self.capture.source}/{place.segment}, offset {place.offset}"


def bibtex(every: Sequence[Cited]) -> str:
    """One `@misc` entry for each; its key is `capture-` and the public id."""
    return "\n".join(map(_entry, every))


def csl(every: Sequence[Cited]) -> str:
    """One `webpage` item for each, in a JSON list."""
    return f"{escape.json_text([_item(one) for one in every])}\n"


def _entry(one: Cited) -> str:
    fields = {
        "title": f"{{{_tex(one._title)}}}",
        "howpublished": "Web page",
        "url": one._url,
        "urldate": f"{one.capture.fetched_at.astimezone(UTC):%Y-%m-%d}",
        "note": _tex(one._note),
        "annote": _tex(f"In the archive: {one._place}."),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{capture-{one.capture.id},\n{lines}}}\n"


def _item(one: Cited) -> Json:
    at = one.capture.fetched_at.astimezone(UTC)
    return {
        "id": f"capture-{one.capture.id}",
        "type": "webpage",
        "title": one._title,
        "URL": one._url,
        "accessed": {"date-parts": [[at.year, at.month, at.day]]},
        "archive_location": one._place,
        "note": one._note,
    }


def _tex(text: str) -> str:
    return text.translate(IN_TEX)
