"""Lines below a label that name nobody and lead elsewhere: a link in the place of a value."""

from __future__ import annotations

import re

from monitor.extract.fields.named import is_named
from monitor.extract.sections import Line
from monitor.extract.values.countries import find_countries
from monitor.extract.values.leading_on import is_told_to, leads_on
from monitor.extract.values.organisations import read_organisations
from monitor.lookups.addresses import site

BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]\W*$")
APART = r"(?:\s*[(\[]\s*|[.;:!–—-]\s+)"


def points_elsewhere(line: Line) -> bool:
    """`See the full list`; and a link of several words that are no name, which leads beyond somebody's own home page.

    Words without a link and without a verb (`List of organisations`) may stand over names.
    """
    if leads_on(line.text):
        titled = line.kind in ("heading", "term", "text") and not line.links
        return not titled or is_told_to(line.text)
    link = next((link for link in line.links if link.text.strip() == line.text.strip()), None)
    capitals = sum(word[0].isupper() for word in line.text.split())
    if link is None or len(line.text.split()) == 1 or capitals > 1 or _is_home(link.url) or is_named(line.text):
        return False
    if not line.text[0].isalpha() or line.text[0].lower() == line.text[0].upper():  # letters that know no capitals
        return False
    return not find_countries(line.text) and not any(one.id for one in read_organisations(line.text))


def parted_from_pointers(line: Line) -> tuple[str, list[str]]:
    """The words of a line but for those behind a stop or in brackets that lead elsewhere, and these:
    `UNHCR. See the full list`, `UNHCR (more)`.
    """
    text, leading = line.text, []
    for words in dict.fromkeys([*(link.text.strip() for link in line.links), *BRACKETS.findall(text)]):
        if words and leads_on(words) and (cut := re.search(rf"{APART}{re.escape(words)}[\s)\].»›→]*$", text)):
            text = text[: cut.start()]
            leading.append(words)
    return text, leading


def _is_home(url: str) -> bool:
    """The address of somebody's home page."""
    host, behind = site(url)
    return bool(host) and not behind
