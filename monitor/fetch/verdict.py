"""What the transport says of an answer. Pure. What the page says is judged in documents/, where pages are parsed."""

from __future__ import annotations

import re
from http import HTTPStatus

from monitor.errors import AddressRefused, DeadlinePassed, FetchError, RobotsRefused, TooLarge, Truncated, Unreachable
from monitor.fetch.exchange import REDIRECTS, Reply
from monitor.model import TransportVerdict

# How the error begins of a page without its end that is shorter than it was: if it stays so, it may be what it is now.
ENDS_EARLY = "the page ends before its </html>"

Judgement = tuple[TransportVerdict | None, str | None]  # the verdict, and one sentence when there is no good answer

_OF_ERRORS: tuple[tuple[type[FetchError], TransportVerdict], ...] = (
    (AddressRefused, "refused"),
    (RobotsRefused, "refused"),
    (Unreachable, "unreachable"),
    (DeadlinePassed, "unreachable"),
    (TooLarge, "too-large"),
    (Truncated, "truncated"),
    (FetchError, "server-error"),  # an answer came, but not one that HTTP allows
)


def of_error(error: FetchError) -> Judgement:
    """The verdict on a fetch that failed, with what happened and how to mend it in one sentence."""
    verdict = next(verdict for kind, verdict in _OF_ERRORS if isinstance(error, kind))
    return verdict, f"{error.message}; {error.fix}" if error.fix else error.message


def of_reply(reply: Reply, *, asked: bool, expected: int | None = None) -> Judgement:
    """The verdict on a reply; None when its content must be judged, with a sentence where its status is none of a page.

    `asked`: the request carried validators. `expected`: what `whole_html` says of the last accepted body.
    The status comes first: half an error page is an error page. A success without a body is no matter of the transport.
    """
    by_status = _of_status(reply, asked)
    if by_status is not None:
        return by_status
    if reply.error is not None:
        return of_error(reply.error)
    if reply.status == HTTPStatus.PARTIAL_CONTENT:
        return "truncated", "the server sent a part of the page, though the whole was asked for"
    if _is_half_a_pdf(reply.body):
        return "truncated", "the PDF ends before its end mark (%%EOF)"
    if expected and 0 < len(reply.body) < expected and _is_half_html(reply):
        return "truncated", f"{ENDS_EARLY}, after {len(reply.body)} bytes; it had {expected}"
    return None, None


def whole_html(body: bytes) -> int | None:
    """The length of an HTML page that is closed, None of one that is not and of all else.

    The end tag may be left out (HTML, 13.1.2.4): its lack says something only about a page that had it, and is shorter.
    """
    return len(body) if _START.search(body[:1024]) and _END.search(body) else None


def is_page(reply: Reply) -> bool:
    """Whether a reply bears a whole HTML page that was given to us: what came with an error is none."""
    fine = 200 <= reply.status < 300 and of_reply(reply, asked=False)[0] is None
    return fine and bool(reply.body) and _is_html(reply)


def _is_html(reply: Reply) -> bool:
    """HTML, by its declaration or its beginning; what a PDF is served as does not matter."""
    declared = (reply.header("content-type") or "").partition(";")[0].strip().lower()
    is_declared = declared in ("text/html", "application/xhtml+xml") and not _is_pdf(reply.body)
    return is_declared or _START.search(reply.body[:1024]) is not None


def _of_status(reply: Reply, asked: bool) -> Judgement | None:
    status = reply.status
    said = f"the server answered {status} {_PHRASES.get(status, '')}".rstrip()
    wish = reply.header("retry-after")
    if wish and (status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500):
        said += f" and asks to come back later (Retry-After: {wish[:40]!r})"
    match status:
        case 304:
            return ("not-modified", None) if asked else ("server-error", f"{said}, though nothing was there to compare")
        case 404:
            return "not-found", f"{said}; see whether the page has a new address"
        case 410:
            return "gone", f"{said}: the page was taken away for good"
        case _ if status in REDIRECTS and reply.location is None:
            return "server-error", f"{said}, without saying where to"
        case _ if status in REDIRECTS:
            return "server-error", f"{said} once more: the redirects do not come to an end"
        case _ if 400 <= status < 500:
            return None if reply.body else "refused", said  # a wall is looked at, whatever status it comes with
        case _ if status >= 500 or status < 200:
            return "server-error", said
    return None


def _is_half_a_pdf(body: bytes) -> bool:
    """Whether a PDF lacks %%EOF at its end (ISO 32000-1, 7.5.5); what it is served as does not matter."""
    if not _is_pdf(body):
        return False
    # Files are padded to whole blocks with NUL or white space; and behind the mark servers and scanners leave more than
    # the KiB in which readers look for it (annex H.3, note 18): a comment, a signature, a part of a form.
    end = len(body.rstrip(b"\0\t\n\f\r "))
    return body.find(b"%%EOF", max(0, end - _PDF_END), end) < 0


def _is_pdf(body: bytes) -> bool:
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")


def _is_half_html(reply: Reply) -> bool:
    return _is_html(reply) and not _END.search(reply.body)


_PDF_END = 4096
_START = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)  # within the first KiB
_END = re.compile(rb"</html\s*>", re.IGNORECASE)
_PHRASES = {status.value: status.phrase for status in HTTPStatus}  # ours, since the server's own is hostile text
