"""What the transport alone can say of an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor import errors
from monitor.fetch.exchange import Reply
from monitor.fetch.verdict import of_error, of_reply, whole_html

PDF = b"%PDF-1.7\n1 0 obj\n" + b"x" * 3000
AT = datetime(2020, 3, 1, tzinfo=UTC)


def reply(
    status: int = 200, body: bytes = b"", *headers: tuple[str, str], error: errors.FetchError | None = None
) -> Reply:
    return Reply(status, headers, AT, body=body, error=error)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(status, "refused") for status in (400, 401, 402, 403, 405, 407, 408, 418, 421, 429, 451, 499)]
    + [(status, "server-error") for status in (500, 502, 503, 504, 520, 599, 600, 999, 101)]
    + [(status, "server-error") for status in (301, 302, 303, 307, 308)]
    + [(404, "not-found"), (410, "gone"), (206, "truncated")]
    + [(status, None) for status in (200, 201, 202, 203, 204, 205, 226, 300)],
)
def test_each_status_has_its_verdict(status: int, verdict: str | None) -> None:
    judged, sentence = of_reply(reply(status), asked=False)
    assert judged == verdict
    assert (sentence is None) == (verdict is None)


@pytest.mark.parametrize("status", [400, 401, 403, 407, 418, 429, 451, 499])
def test_a_wall_is_left_to_the_judge_with_what_the_server_said(status: int) -> None:
    judged, sentence = of_reply(reply(status, b"<h1>Access denied</h1>"), asked=False)
    assert judged is None
    assert (sentence or "").startswith(f"the server answered {status}")
    assert of_reply(reply(status, error=errors.Truncated("cut")), asked=False)[0] == "refused"


def test_not_modified_is_good_only_when_it_was_asked_for() -> None:
    assert of_reply(reply(304), asked=True) == ("not-modified", None)
    assert of_reply(reply(304), asked=False)[0] == "server-error"


def test_an_empty_page_is_no_matter_of_the_transport() -> None:
    assert of_reply(reply(200, b""), asked=False) == (None, None)


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", b"\r\n "])
def test_a_pdf_without_its_end_mark_is_truncated_whatever_it_is_served_as(head: bytes) -> None:
    assert of_reply(reply(200, head + PDF), asked=False)[0] == "truncated"
    assert of_reply(reply(200, head + PDF + b"%%EOF\n" + b"\0" * 1000), asked=False)[0] is None
    assert of_reply(reply(200, head + PDF + b"%%EOF\n" + b"%" + b"x" * 5000), asked=False)[0] == "truncated"


@pytest.mark.parametrize(
    "padding", [b"\0" * 10_000, b" \r\n" * 5_000, b"\0 \t\f\n" * 5_000, b"<!-- served by x -->" * 150]
)
def test_what_is_padded_behind_its_end_mark_is_a_whole_pdf(padding: bytes) -> None:
    assert of_reply(reply(200, PDF + b"%%EOF\n" + padding), asked=False) == (None, None)
    assert of_reply(reply(200, PDF + padding), asked=False)[0] == "truncated"


def test_a_page_about_pdf_is_no_pdf() -> None:
    assert of_reply(reply(200, b"<p>Files begin with %PDF-1.7</p>"), asked=False) == (None, None)


def test_half_an_error_page_is_an_error_page() -> None:
    broken = errors.Truncated("cut")
    assert of_reply(reply(404, error=broken), asked=False)[0] == "not-found"
    assert of_reply(reply(200, error=broken), asked=False) == ("truncated", "cut")


def test_a_wish_to_come_back_later_is_told() -> None:
    for body in (b"", b"slow down"):
        assert "3600" in (of_reply(reply(429, body, ("Retry-After", "3600")), asked=False)[1] or "")


PAGE = b"<!doctype html>\n<html><title>Members</title><body>" + b"<p>Albania</p>" * 300 + b"</body></HTML >\n"
HTML = ("Content-Type", "Text/HTML; charset=utf-8")


@pytest.mark.parametrize(
    ("body", "expected", "verdict"),
    [
        (PAGE[:1500], len(PAGE), "truncated"),
        (PAGE[:1500], None, None),  # nothing is known of the page
        (PAGE[:-20], len(PAGE), "truncated"),  # hardly anything is missing, but the last of the list may be in it
        (PAGE[:-20], len(PAGE) - 20, None),  # not shorter: its template has no end tag any more
        (PAGE[:1500] + b"</body></html>", len(PAGE), None),  # shorter, and whole
        (b"<p>Moved</p>", len(PAGE), "truncated"),
        (b"", len(PAGE), None),  # empty is for the judge
    ],
)
def test_a_page_that_had_its_end_and_is_shorter_without_it_is_truncated(
    body: bytes, expected: int | None, verdict: str | None
) -> None:
    judged, sentence = of_reply(reply(200, body, HTML), asked=False, expected=expected)
    assert judged == verdict
    assert sentence is None or f"after {len(body)} bytes; it had {expected}" in sentence


def test_html_is_known_by_its_beginning_and_other_media_need_no_end_tag() -> None:
    assert of_reply(reply(200, PAGE[:1500]), asked=False, expected=len(PAGE))[0] == "truncated"
    plain = reply(200, b"10 members", ("Content-Type", "text/plain"))
    assert of_reply(plain, asked=False, expected=len(PAGE)) == (None, None)


def test_only_html_with_its_end_gives_a_length_to_compare_with() -> None:
    assert whole_html(PAGE) == len(PAGE)
    assert whole_html(b"\xef\xbb\xbf<!-- made by x --> <html lang=en>a</html><!-- cached -->")
    for other in (PAGE[:1500], b"", b"%PDF-1.7 %%EOF", b"text about </html>"):
        assert whole_html(other) is None


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (errors.AddressRefused, "refused"),
        (errors.RobotsRefused, "refused"),
        (errors.Unreachable, "unreachable"),
        (errors.DeadlinePassed, "unreachable"),
        (errors.TooLarge, "too-large"),
        (errors.Truncated, "truncated"),
        (errors.FetchError, "server-error"),
    ],
)
def test_each_error_has_its_verdict_and_says_how_to_mend_it(error: type[errors.FetchError], verdict: str) -> None:
    assert of_error(error("it broke", fix="mend it")) == (verdict, "it broke; mend it")
