"""The plain texts of an evidence pack: what was quoted, and how to check the pack without this program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC

from monitor import __version__
from monitor.digest.escape import terminal
from monitor.export.quotes import Side
from monitor.history import ChangeRecord
from monitor.model import Capture

WARC = "captures.warc.gz"
FILES = f"""\
README.txt         this text
change.json        the change with all that proves it, for programs
quotes.txt         the words that bear it out, with where they stand
{WARC}   the captures as the monitor archived them: WARC 1.1 (ISO 28500), headers included
captures/          the body of each capture as a file of its own
citation.bib       a citation of each capture, in BibTeX
citation.json      the same in CSL-JSON
SHA256SUMS         the sha256 of each of these files
"""
VERIFY = f"""\
1. That no file was altered or lost since the pack was made (on Windows: certutil -hashfile FILE SHA256):

       sha256sum -c SHA256SUMS

2. That a body is what was archived. Its sha256 in SHA256SUMS is that of the capture above, and it stands in the
   WARC record of the capture, in the line WARC-Payload-Digest:

       gzip -dc {WARC} | grep -a -e WARC-Target-URI -e WARC-Date -e WARC-Payload-Digest

   warcio, a program of others, computes each digest of the file anew:  warcio check {WARC}

3. That the page said so. Look for the quoted words in the files in captures/. Do so in a text editor: a browser
   would run the scripts of the page. A program for web archives such as pywb shows {WARC} as the page was.

What this does not prove: who made the pack, and that the server sent these bytes. For that, compare the sha256 of a
capture with the one that another copy of the monitor, or another archive of the web, has of the same page.
"""
RENDERED = """\
A capture that is "rendered" is what a browser made of the page. The file "as-received" is what the server sent; in the
WARC that is the response, and the rendered page is the conversion record behind it, at urn:rendered: and its URL.
"""


def readme(change: ChangeRecord, sides: Sequence[Side], files: Mapping[str, Sequence[str]]) -> str:
    """README.txt. `files`: the paths of a capture's bodies in the pack, by its public id."""
    detected = f"{change.detected_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    told = f"{change.id}, {change.kind}, {change.importance}"
    about = f"change    {told}\nsource    {change.source}\ndetected  {detected}\n"
    parts = [
        _titled("Evidence of a change on a web page", "=") + f"{terminal(change.summary)}\n\n{about}",
        *(_side(side, files) for side in _once(sides)),
        _titled("What is in the pack", "-") + FILES,
        _titled("How to check it", "-") + VERIFY,
        *([RENDERED] if any(side.capture.rendered for side in sides) else []),
        f"Made by iscm-monitor {__version__}.\n",
    ]
    return "\n".join(parts)


def quotes(sides: Sequence[Side]) -> str:
    """quotes.txt: the words of each side with their locators, or how their place reads now."""
    return "\n".join("".join(f"{line}\n" for line in _quoted(side)) for side in sides)


def _quoted(side: Side) -> Iterator[str]:
    yield f"{side.name.capitalize()}: capture {side.capture.id}, {_at(side.capture)}"
    yield terminal(side.capture.final_url)
    if side.capture.redacted_at:
        yield _taken_out(side.capture)
    for quoted in side.quotes:
        yield ""
        yield f"  {terminal(quoted.locator)}" if quoted.at is not None else "  not found as the text is read now"
        yield f"  | {terminal(quoted.words)}"
        if quoted.link:
            yield f"  on the live page: {terminal(quoted.link)}"
    if not side.quotes and not side.capture.redacted_at:
        yield "  nothing is quoted on this side: what the change is about does not stand here"
        yield from (f"  {sign} {terminal(text)}" for sign, text in side.instead)


def _side(side: Side, files: Mapping[str, Sequence[str]]) -> str:
    capture = side.capture
    rendered = ", rendered by a browser" if capture.rendered else ""
    lines = [
        f"{side.name.capitalize()}",
        f"  URL      {terminal(capture.final_url)}",
        f"  fetched  {_at(capture)}, status {capture.status}{rendered}",
        *([f"  imported {terminal(side.origin)}: others captured it, the monitor did not"] if side.origin else []),
        f"  capture  {capture.id}",
        f"  sha256   {capture.sha256}",
    ]
    lines += [f"  file     {path}" for path in files.get(capture.id, ())]
    lines += [f"  {_taken_out(capture)}"] if capture.redacted_at else []
    return "".join(f"{line}\n" for line in lines)


def _once(sides: Sequence[Side]) -> Iterator[Side]:
    yield from {(side.name, side.capture.id): side for side in sides}.values()


def _taken_out(capture: Capture) -> str:
    return f"It is not in this pack: it was taken out of the archive on request, {capture.redacted_at:%Y-%m-%d}."


def _at(capture: Capture) -> str:
    return f"{capture.fetched_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _titled(words: str, line: str) -> str:
    return f"{words}\n{line * len(words)}\n\n"
