"""Links that say what to do with a document and not which it is: `Download`, `Read more`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.extract.sections import YEAR_ONLY, Line, is_prose
from monitor.extract.values.leading_on import is_told_to, leads_on, leads_to_documents
from monitor.lookups.addresses import address


def is_button(text: str) -> bool:
    return leads_to_documents(text) or (len(text.split()) == 1 and is_told_to(text))


def with_buttons(lines: Iterable[Line]) -> list[Line]:
    """The lines of a list, a link alone on a line that is such a button given to the title above it that has none:
    `<h3>Rome Declaration</h3><a href=...>Read more</a>`. A year between them is that of the title.
    """
    found: list[Line] = []
    title: int | None = None
    year = ""
    for line in lines:
        alone = len(line.links) == 1 and line.links[0].text.strip() == line.text.strip()
        if alone and (is_button(line.text) or leads_on(line.text)) and title is not None and _fits(line, found[title]):
            above = found[title]
            text = f"{above.text} ({year})" if year and year not in above.text else above.text
            found[title] = replace(above, text=text, links=(replace(line.links[0], text=text),))
            title, year = None, ""
            continue
        if YEAR_ONLY.fullmatch(line.text.strip()) and title is not None:
            year = line.text.strip(" ():")
        elif not is_prose(line.text):
            title, year = len(found), ""
        found.append(line)
    return found


def _fits(button: Line, title: Line) -> bool:
    """The title has no address, or the same."""
    return all(address(link.url) == address(button.links[0].url) for link in title.links)
