"""HTTP header fields as they were received, in order (RFC 9110, 5)."""

from __future__ import annotations

from email.message import Message

Headers = tuple[tuple[str, str], ...]  # as received, in order


def header(headers: Headers, name: str) -> str:
    """The first value of a header, by its case-insensitive name; '' when it is not there."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


def content_type(headers: Headers) -> tuple[str, str | None]:
    """Media type (`type/subtype`, lower case, '' when the server did not say) and charset (RFC 9110, 8.3)."""
    declared = header(headers, "content-type")
    head = Message()
    head["content-type"] = declared
    return declared.split(";")[0].strip().lower(), head.get_content_charset()
