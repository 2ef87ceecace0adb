"""Links that show words on a live page: text fragments (WICG, URL Fragment Text Directives).

`#:~:text=[prefix-,]start[,end][,-suffix]`: a browser shows the first place where `start` begins, and `end` ends, with
`prefix` before and `suffix` behind it. Each of the four stands within one block, begins and ends with a whole word.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from monitor.documents.decode import decoded
from monitor.documents.sniff import sniff
from monitor.export.page_words import BOUNDARY, PageWords, Quote, Span, page_of

LONGEST = 100  # letters that are given in full; of more, the first and the last words
FEW = 4  # words, of those
NEAR = 2000  # characters beside a quote in which the words of a prefix or suffix are looked for
MOST = 12  # words of a side, where fewer stand elsewhere on the page too
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
WORD = re.compile(r"\S+")


def live_links(
    body: bytes, media_type: str, charset: str | None, url: str, quotes: tuple[Quote, ...]
) -> tuple[str, ...]:
    """For each quote of a captured page the address that shows it on the live page; '' where it has none: the words are
    not found, or it is no HTML. Raises DocumentError for bytes that are no document.
    """
    if sniff(body, media_type) != "html":
        return ("",) * len(quotes)
    page = page_of(decoded(body, charset)[0], quotes)
    return tuple(live_link(url, page, page.find(*quote)) for quote in quotes)


def live_link(url: str, page: PageWords, spans: tuple[Span, ...]) -> str:
    """The address that shows these words of a page; '' without words."""
    if not spans:
        return ""
    start, end = _whole(page, (spans[0][0], spans[-1][1]))
    lines = _lines(page.text[start:end])
    if not lines:
        return ""
    before, behind = _lines(page.text[max(start - NEAR, 0) : start]), _lines(page.text[end : end + NEAR])
    directive = _directive(_flat(page.text), lines, before[-1] if before else [], behind[0] if behind else [])
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _directive(flat: str, lines: list[list[str]], before: list[str], behind: list[str]) -> str:
    """`before` and `behind`: the words of the block beside the quote on either side, or of its own block."""
    parts = _parts(lines)
    alone = len(parts) == 1  # of first and last words, only what stands before the first can be looked for with them
    prefix, suffix = "", ""
    for few in range(MOST + 1):
        first, last = " ".join(before[len(before) - few :] if few else []), " ".join(behind[:few])
        tries = [(first, ""), ("", last), (first, last)] if alone else [(first, "")]
        found = next((each for each in tries if _times(flat, [each[0], parts[0], each[1]]) <= 1), None)
        prefix, suffix = found or (first, "")
        if found:
            break
    encoded = ",".join(map(_encoded, parts))
    return (f"{_encoded(prefix)}-," if prefix else "") + encoded + (f",-{_encoded(suffix)}" if suffix else "")


def _parts(lines: list[list[str]]) -> list[str]:
    """The words to look for: all of one short line, else the first and the last ones."""
    whole = " ".join(lines[0])
    if len(lines) == 1 and len(whole) <= LONGEST:
        return [whole]
    told = "\n".join(" ".join(line) for line in lines)
    parts = [whole, " ".join(lines[-1])]
    for few in range(FEW, MOST + 1):
        parts = [" ".join(lines[0][:few]), " ".join(lines[-1][-few:])]
        rest = told[len(parts[0]) :]
        if rest.find(parts[1]) == len(rest) - len(parts[1]):  # they stand first where the quote ends
            break
    return parts


def _times(flat: str, parts: list[str]) -> int:
    """How often words stand on the page, one part behind the other."""
    pattern = r"\s*".join(re.escape(part.casefold()) for part in parts if part)
    return sum(1 for _ in re.finditer(rf"(?<!\w)(?={pattern}(?!\w))", flat.casefold()))


def _whole(page: PageWords, span: Span) -> Span:
    """The span with the whole of the words that it begins and ends in."""
    start, end = span
    while page.cuts_word(start):
        start -= 1
    while page.cuts_word(end):
        end += 1
    return start, end


def _flat(text: str) -> str:
    return "\n".join(" ".join(line) for line in _lines(text))


def _lines(text: str) -> list[list[str]]:
    """The words of each block, without those that are not seen."""
    split = (WORD.findall(INVISIBLE.sub("", line)) for line in text.split(BOUNDARY))
    return [words for words in split if words]


def _encoded(text: str) -> str:
    """Percent-encoded, with the dash that would end a prefix or begin a suffix."""
    return quote(text, safe="").replace("-", "%2D")
