"""Digests by mail: a message as RFC 5322 and its kin want it, handed to a server as RFC 5321 says."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, parseaddr
from typing import Any

from monitor.deliver.letter import Letter
from monitor.deliver.line import Line
from monitor.deliver.owed import Owed
from monitor.deliver.secrets import reveal, without
from monitor.errors import NotDelivered
from monitor.model import Mail

# RFC 5321, 4.5.3.2.6: who gives up too soon after the body gets the mail delivered twice. Of the usual minute: ten.
TO_STORE = 10.0
GOODBYE = 2.0  # seconds at most: the server has the message by then


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


def send(content: bytes, mail: Mail, line: Line, *, timeout: float, key: str = "", rest: str = "") -> None:
    """Hands a message over, for all recipients or for those who are still to get it (`rest`, see `Owed`).

    `timeout`: seconds for each answer of the server; the one that says that it has the message may take ten times as
    long. `line` is the connection. Raises NotDelivered where the server did not take it, or where that is not known;
    with `rest` where it took it for others.
    """
    owed = Owed(_people(mail), rest, key, same=str.casefold)
    if not owed.everyone:
        raise NotDelivered("nobody is named who is to get it", fix="write at least one address into `to`")
    if not owed.asked:  # who was to get it is configured no more
        return
    password = reveal(mail.password) if mail.password is not None else None
    try:
        with closing(line), _server(mail, line, timeout, password) as server:
            refused = server.sendmail(parseaddr(mail.sender)[1], owed.asked, content)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        # a connection that broke is an OSError to smtplib, an address or a password beyond ASCII a ValueError
        words = f"{mail.host} takes too long" if line.is_cut else _words(error, mail)
        raise NotDelivered(without(_unnamed(words, mail), password, mail.user)) from None
    if refused:
        said = _unnamed(f"{mail.host} took it, but for {_reasons(refused)}", mail)
        raise NotDelivered(without(said, password, mail.user), rest=owed.but_for(refused))


def _people(mail: Mail) -> list[str]:
    """Everybody whom the header names, and nobody else."""
    return [address for each in mail.to for _, address in getaddresses([each])]


def _unnamed(words: str, mail: Mail) -> str:
    """What is told of a try, without the addresses that it is about: the readers of other channels learn of it."""
    names = {address: f"address {place} of `to`" for place, address in enumerate(_people(mail), start=1)}
    names |= {mail.user: "the user"} if mail.user and "@" in mail.user else {}
    names |= {parseaddr(mail.sender)[1]: "the sender"}
    for address in sorted(names, key=len, reverse=True):
        words = re.sub(re.escape(address), names[address], words, flags=re.IGNORECASE)
    return words


class _Server(smtplib.SMTP):
    """A conversation with a mail server over a line that can be cut."""

    def __init__(self, mail: Mail, line: Line, timeout: float, tls: ssl.SSLContext | None) -> None:
        self._line, self._over, self._each = line, tls, timeout
        super().__init__(mail.host, mail.port, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:  # as SMTP_SSL does
        connection = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # no stub names it
        self._line.hold(connection)
        return self._over.wrap_socket(connection, server_hostname=host) if self._over else connection

    def send(self, s: Any) -> None:
        super().send(s)
        if isinstance(s, bytes) and self.sock is not None:  # commands are text, the body is bytes
            self.sock.settimeout(TO_STORE * self._each)


@contextmanager
def _server(mail: Mail, line: Line, timeout: float, password: str | None) -> Iterator[smtplib.SMTP]:
    tls = None if mail.tls == "none" else ssl.create_default_context()
    server = _Server(mail, line, timeout, tls if mail.tls == "implicit" else None)
    try:
        if mail.tls == "starttls":
            server.starttls(context=tls)
        if mail.user is not None and password is not None:
            server.login(mail.user, password)
        yield server
        with suppress(OSError, smtplib.SMTPException):  # how it says goodbye changes nothing
            if server.sock is not None:
                server.sock.settimeout(min(GOODBYE, timeout))
            server.quit()
    finally:
        server.close()


def _words(error: Exception, mail: Mail) -> str:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return f"{mail.host} takes no mail for {_reasons(error.recipients)}"
        case smtplib.SMTPResponseException():
            return f"{mail.host} said {error.smtp_code} {_text(error.smtp_error)}"
        case UnicodeError():
            return f"{mail.host}: a mail address, the user or the password has letters beyond ASCII"
        case _:
            late = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)  # as smtplib wraps it
            return f"{mail.host}, port {mail.port}: {'no answer in time' if late else error}"


def _reasons(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{who} ({code} {_text(words)})" for who, (code, words) in refused.items())


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
