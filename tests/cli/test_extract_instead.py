"""A file of which nothing was read is told for what it seems to be."""

from __future__ import annotations

import pytest

from monitor.cli.facts_of import facts_of

LOGIN = (
    b"<title>Log in</title><body><h1>Log in</h1><form action=/login><label>User name<input name=u></label>"
    b"<label>Password<input type=password></label><button>Log in</button></form>"
)
TEXT = (
    b"<title>A walk</title><p>We met to talk about the sea and the many people who live beside it in the winter, "
    b"and about what they eat, how they fish and how their houses are built.</p>"
)


def told(body: bytes) -> list[str]:
    found = facts_of(body, "text/html", "mechanism-page", (), None)
    return [finding.message for finding in found.findings if finding.kind == "none-read"]


@pytest.mark.parametrize(
    "body", [b"", b" \n\t ", b"\0\0\0\0", b"<title>App</title><body><div id=root></div><script src=app.js></script>"]
)
def test_a_file_without_text_is_told_to_be_empty_or_to_need_scripts(body: bytes) -> None:
    (message,) = told(body)
    assert message.endswith("it shows no text of its own: it is empty, or needs scripts to show any")


def test_a_login_form_is_told_to_keep_readers_out() -> None:
    (message,) = told(LOGIN)
    assert "a log-in form" in message


def test_a_page_about_something_else_is_only_told_to_yield_nothing() -> None:
    assert told(TEXT) == ["nothing that this layout yields was found on the page"]


def test_of_a_page_that_was_read_nothing_of_the_kind_is_told() -> None:
    assert told(b"<h1>Bali Process</h1><h2>Members</h2><ul><li>Chile<li>Peru</ul>") == []
