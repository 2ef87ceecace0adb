"""When an entry was published or updated, noted beside its name: `Declaration (2021) – updated March 2026`.

In: the words of an entry. Out: these without the note, and the year in which it was published. No clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.label_table import LANGUAGES
from monitor.extract.phrases import pattern
from monitor.extract.source_fields import when_labels
from monitor.extract.values.dates import read_date

LONGEST = 400  # characters of an entry that may have one
LONGEST_DATE = 50  # characters of its date and time
BEFORE = re.compile(r"[\s,;:.|·•–—(\[-]*\bas\s+$|[\s,;:.|·•–—(\[-]+$", re.IGNORECASE)  # what parts a note from the name
EDGE = " \t.,;:|)]([–-"
# `3 февраля 2026 г.`, `03.02.2026`: of languages whose months are in no grammar of dates
DATED = re.compile(
    r"(?:(?:\d{1,2}\.?\s+)?[^\W\d_]{3,12}\s+(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d(?:-\d\d){0,2})"
    r"(?:\s*(?:г|года))?"
)
OTHERS = "updated"  # the words for it in these languages
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def without_note(text: str) -> tuple[str, int | None]:
    """The words of an entry without such a note at their end ('' where they are nothing else), and the year of its
    publication where that is what the note says.
    """
    if len(text) > LONGEST or YEAR.search(text) is None:
        return text, None
    start, published = next(_notes(text), (len(text), False))
    return text[:start], int(YEAR.findall(text, start)[-1]) if published else None


def _notes(text: str) -> Iterator[tuple[int, bool]]:
    """Where notes begin that go on to the end of the text, the longest first, and whether they say `published`."""
    said = {name: when_labels(name) for name in ("last_updated", "published")} | {OTHERS: pattern("document", OTHERS)}
    found = [(words.start(), words.end(), name) for name in said for words in said[name].finditer(text)]
    for start, end, name in sorted(found):
        parted = BEFORE.search(text[:start])
        if (start == 0 or parted) and _is_date(text[end:].strip(EDGE), known=name != OTHERS):
            yield parted.start() if parted else 0, name == "published"


def _is_date(text: str, *, known: bool) -> bool:
    if not known:
        return DATED.fullmatch(text) is not None
    return 0 < len(text) <= LONGEST_DATE and any(read_date(text, language=code) for code in LANGUAGES)
