"""What stands below the label of a contact and is no part of one: how often the page was read, a countdown, the
weather, a question to the reader. It stands there since nothing else follows on the page.
"""

from __future__ import annotations

import re

from monitor.documents.figures import words_of_itself
from monitor.documents.remarks import is_remark
from monitor.extract.values.countries import find_countries
from monitor.lookups import fold

OF_THE_DAY = re.compile(
    r"[°º=%]|\bcookies?\b|[?!]$"
    r"|^[0-9a-f]*\d[0-9a-f]{7,}$|^(?:[A-Z]{3}\W+)?\d+[.,]\d+$",  # a sign of a machine, a rate
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS = 5  # of a line in which one word of a page that speaks of itself is enough
PARTS = 2  # commas that an address has


def is_aside(text: str) -> bool:
    """Whether a line is of the page or of the day, and not of a person or an office."""
    if OF_THE_DAY.search(text) or is_remark(text):
        return True
    words = [word for word in fold(text).split() if LETTERS.fullmatch(word)]
    itself = [word for word in words if word in words_of_itself()]
    if not itself or text.count(",") >= PARTS or find_countries(text):
        return False
    return len(words) >= FEWEST_WORDS or (len(itself) == len(words) and any(map(str.isdigit, text)))
