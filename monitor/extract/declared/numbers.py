"""Numbers as pages write them: `1 250`, `1,250`, `1.250` on a French, Spanish or Portuguese page, `12.5 %`."""

from __future__ import annotations

import re

SPACES = r"  \u2009\u202f"
NUMBER = re.compile(rf"(?<![\w.,])[-\u2212]?(?:\d{{1,3}}(?:[{SPACES}'’]\d{{3}})+|\d[\d.,]*\d|\d)(?:[.,]\d+)?(?![\w])")
COMMA_FIRST = ("fr", "es", "pt")  # languages that write 1,5 and 1.000
LONGEST = 200  # characters of a text with one number in it


def read_number(text: str, *, language: str = "en") -> int | float | None:
    """The one number in a text; None when there is none, more than one, or one that cannot be told (`1.2.3`)."""
    if len(text) > LONGEST:
        return None
    found = NUMBER.findall(text)
    if len(found) != 1 or len(re.findall(r"\d+", text)) > len(re.findall(r"\d+", found[0])):
        return None
    return _value(re.sub(rf"[{SPACES}'’]", "", found[0]).replace("\u2212", "-"), language)


def _value(digits: str, language: str) -> int | float | None:
    """A number without spaces: which of point and comma parts thousands follows from both, else from the language."""
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return int(digits)
    decimal = signs[-1] if len(set(signs)) > 1 else None
    if decimal is None:
        thousands = re.fullmatch(r"-?[1-9]\d{0,2}(?:[.,]\d{3})+", digits) is not None
        own = "," if language in COMMA_FIRST else "."
        if len(signs) == 1 and not (thousands and signs[0] != own):
            decimal = signs[0]
        elif not thousands:
            return None
    if decimal is not None and signs.count(decimal) > 1:
        return None
    whole, _, part = digits.partition(decimal) if decimal else (digits, "", "")
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
        return None
    return float("".join(groups) + "." + part) if part else int("".join(groups))
