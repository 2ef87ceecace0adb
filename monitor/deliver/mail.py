"""Digests by mail: a message as RFC 5322 and its kin want it, handed to a server as RFC 5321 says."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from monitor.deliver.letter import Letter
from monitor.deliver.secrets import reveal
from monitor.errors import NotDelivered
from monitor.model import Mail

TIMEOUT = 60.0  # seconds for each answer of the server


def message(letter: Letter, mail: Mail, *, key: str, created_at: datetime) -> bytes:
    """The message in bytes; the same in every try, so that who has it already knows it by its Message-ID."""
    address = parseaddr(mail.sender)[1]
    domain = address.rpartition("@")[2]
    made = EmailMessage(policy=SMTP)
    made["From"] = mail.sender
    made["To"] = ", ".join(mail.to)
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(created_at)
    made["Message-ID"] = f"<{key}@{domain}>"
    made["List-Id"] = f"Changes of consultation mechanisms on migration <digest.{domain}>"
    made["List-Unsubscribe"] = f"<mailto:{address}?subject=unsubscribe>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no note of an absence comes back
    made.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        made.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        made.set_boundary(f"=_{key}")  # no line of quoted-printable holds `=_` (RFC 2045, 6.7); each try has the same
    if letter.calendar:  # beside the digest, not in its place: to some readers a message with METHOD is an invitation
        made.add_attachment(
            letter.calendar,
            subtype="calendar",
            filename="meetings.ics",
            params={"method": "PUBLISH"},  # as in the calendar (RFC 6047, 2.4)
            cte="quoted-printable",
        )
        made.set_boundary(f"=_m_{key}")
    return made.as_bytes()


def send(content: bytes, mail: Mail, *, to: tuple[str, ...] = (), tls: ssl.SSLContext | None = None) -> None:
    """Hands a message over, for all recipients or for those in `to`. `tls`: in place of the system's certificates.

    Raises NotDelivered where the server did not take it, or where that is not known; with `rest` where it took it for
    others.
    """
    people = to or mail.to
    try:
        with _server(mail, tls or ssl.create_default_context()) as server:
            refused = server.sendmail(parseaddr(mail.sender)[1], [parseaddr(each)[1] for each in people], content)
    except smtplib.SMTPRecipientsRefused as error:
        raise NotDelivered(f"{mail.host} takes no mail for {_reasons(error.recipients)}", rest=to) from error
    except smtplib.SMTPResponseException as error:
        raise NotDelivered(f"{mail.host} said {error.smtp_code} {_text(error.smtp_error)}", rest=to) from error
    except (OSError, smtplib.SMTPException) as error:  # a connection that broke, too: smtplib calls it an OSError
        raise NotDelivered(f"{mail.host}, port {mail.port}: {error}", rest=to) from error
    if refused:
        rest = tuple(each for each in people if parseaddr(each)[1] in refused)
        raise NotDelivered(f"{mail.host} took it, but for {_reasons(refused)}", rest=rest)


@contextmanager
def _server(mail: Mail, tls: ssl.SSLContext) -> Iterator[smtplib.SMTP]:
    if mail.tls == "implicit":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=TIMEOUT, context=tls)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT)
    try:
        if mail.tls == "starttls":
            server.starttls(context=tls)
        if mail.user is not None and mail.password is not None:
            server.login(mail.user, reveal(mail.password))
        yield server
        with suppress(OSError, smtplib.SMTPException):  # it has the message: how it says goodbye changes nothing
            server.quit()
    finally:
        server.close()


def _reasons(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{who} ({code} {_text(words)})" for who, (code, words) in refused.items())


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
