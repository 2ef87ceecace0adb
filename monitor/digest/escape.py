"""Hostile text, made harmless: one function per output, and every renderer goes through them.

The words of a page are written by others. On a terminal an escape sequence can rewrite the screen or the clipboard and
a bidirectional override can turn a sentence round (CVE-2021-42574); in Markdown and HTML markup can plant links; in a
spreadsheet a cell that begins with `=` is a formula. What would act is made visible (`\\x1b`, `\\u202e`) and never
dropped, so that a reader sees that something was there. `terminal` may be applied twice without harm; the others are
applied once, at the last step.
"""

from __future__ import annotations

import html as _html
import json
import re

from monitor.model import Json

# General categories Cc, Cf, Cs, Zl and Zp, and the noncharacters U+FFFE and U+FFFF. A test compares the ranges with
# unicodedata, which is not asked here: a walk over 1.1 million code points costs more than the start of the program.
_ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~!#$]|:(?=//)|(?<=\bwww)\.")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
_SPACES = "\t\r\n"


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x09:
        return " | "
    if code in (0x0A, 0x0D):
        return " "
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def terminal(text: str) -> str:
    """One line for a terminal: tabs, which part a row's cells, become ` | `, line ends spaces; the rest is visible."""
    return _ACTIVE.sub(_visible, text)


def markdown(text: str) -> str:
    """Text inside a line of Markdown (CommonMark 0.31 and GitHub's extensions), where it can mean nothing but itself.

    The caller never begins a line with it, so list marks and numbers need no escape.
    """
    return _MARKUP.sub(r"\\\g<0>", terminal(text))


def header(text: str) -> str:
    """One line for the header of a mail (RFC 5322, 2.2), which ends where its line does.

    `=?` is made visible, too: it begins an encoded word (RFC 2047), in which a page could bring in what is visible
    everywhere else.
    """
    return terminal(text).replace("=?", "\\x3d?")


def xml(text: str) -> str:
    """One line of text for an XML element or attribute: what XML 1.0 (2.2) has no room for, or would act, is visible.

    `<`, `&` and `]]>` are the XML writer's.
    """
    return terminal(text)


def calendar(text: str) -> str:
    """One line of a TEXT value of iCalendar (RFC 5545, 3.3.11), which allows no control character.

    Commas, semicolons, backslashes and the folding of lines are the calendar writer's.
    """
    return terminal(text)


def html(text: str) -> str:
    """Text for an HTML element or a quoted attribute."""
    return _html.escape(terminal(text), quote=True)


def csv(text: str) -> str:
    """A spreadsheet's cell: what would be read as a formula is led by an apostrophe (OWASP, CSV injection).

    So is what begins with an apostrophe itself: whoever takes one away from where it stands has the text again. Tabs
    and line ends stay, quoting is the CSV writer's.
    """
    shown = _ACTIVE.sub(lambda match: match[0] if match[0] in _SPACES else _visible(match), text)
    return f"'{shown}" if text.startswith(_FORMULA) else shown


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def json_text(value: Json, *, indent: int | None = 2, ascii_only: bool = False) -> str:
    """JSON (RFC 8259) that is safe on a terminal and loses nothing: what would act is `\\uXXXX` in its string.

    `ascii_only`: for a stream that is not in UTF-8, every other letter is written so, too.
    """
    dumped = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return "\n".join(_ACTIVE.sub(_json_escape, line) for line in dumped.split("\n"))
