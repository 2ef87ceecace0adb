"""What goes wrong on the network, in our words."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore2

from monitor.errors import Truncated, Unreachable


@contextmanager
def network_errors(host: str, broken: type[Truncated] | type[Unreachable]) -> Iterator[None]:
    """httpcore's errors as ours; `broken` is what an answer that is not HTTP means at this point."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise Unreachable(f"{host} did not answer in time", fix="it is tried again at the next run") from error
    except httpcore2.ProtocolError as error:
        what = str(error).partition(": bytearray")[0].rstrip(".")  # without the bytes themselves
        raise broken(f"the answer of {host} is not whole or not HTTP ({what})") from error
    except (httpcore2.NetworkError, OSError) as error:
        first = error.args[0] if error.args else None
        if isinstance(first, ssl.SSLCertVerificationError):
            message = f"the certificate of {host} is not good ({first.verify_message})"
            raise Unreachable(message, fix="the site has to mend it; the check cannot be turned off") from error
        if isinstance(first, ssl.SSLError):
            raise Unreachable(f"no TLS connection to {host} ({first.reason or first})") from error
        raise Unreachable(f"the connection to {host} broke ({str(error) or type(error).__name__})") from error
