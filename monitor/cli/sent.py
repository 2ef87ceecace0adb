"""`digest --sent`: what was told, listed, and shown again as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.cli import say
from monitor.cli.opening import reading, window
from monitor.errors import UsageError
from monitor.model import FORMS

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.history import Kept
    from monitor.model import Json

GONE = "its words were redacted"


def digests(
    configured: Settings,
    number: str,
    since: str | None,
    until: str | None,
    *,
    channel: str | None,
    form: str,
    as_json: bool,
) -> None:
    """Lists digests, or shows that of a `number` ('' for none) in one of its forms."""
    if not number:
        _list(configured, since, until, channel, as_json=as_json)
    elif since or until or channel:
        raise UsageError("a number names one digest", fix="leave --since, --until and --channel away")
    else:
        _show(configured, number, form, as_json=as_json)


def _list(configured: Settings, since: str | None, until: str | None, channel: str | None, *, as_json: bool) -> None:
    from monitor.history import channels_told, kept_digests

    with reading(configured) as history:
        known = sorted({*channels_told(history), *(one.name for one in configured.channels), "stdout"})
        if channel is not None and channel not in known:
            raise UsageError(f"there is no channel {channel}", fix=f"the channels: {', '.join(known)}")
        begin, end = window(history, since, until)
        found = kept_digests(history, channel=channel, since=begin, until=end)
    if as_json:
        say.as_json([_value(one) for one in found])
    elif not found:
        say.line("No digest was put together then." if since or until else "No digest was told so far.")
    else:
        rows = [
            (str(one.number), one.channel, f"{one.created_at:%Y-%m-%d %H:%M}", _state(one), _subject(one))
            for one in found
        ]
        say.table(("digest", "channel", "made (UTC)", "state", "subject"), rows)


def _show(configured: Settings, number: str, form: str, *, as_json: bool) -> None:
    from monitor.deliver import forms_kept
    from monitor.history import kept_digest

    with reading(configured) as history:
        found = kept_digest(history, int(number)) if number.isdecimal() else None
    if found is None:
        raise UsageError(f"there is no digest {number}", fix="`monitor digest --sent` lists them")
    one, payload = found
    forms = forms_kept(payload)
    if as_json:
        say.as_json({**_value(one), "forms": {name: words for name, words in forms.items() if name != "subject"}})
        return
    if not forms:
        raise UsageError(f"digest {number} cannot be shown: {GONE}", fix="`monitor digest --since` tells a window anew")
    if form not in forms:
        there = ", ".join(name for name in FORMS if name in forms)
        raise UsageError(f"digest {number} was not kept as {form}", fix=f"give --format with one of {there}")
    say.lines(forms[form])


def _subject(one: Kept) -> str:
    return GONE if one.redacted else one.subject or f"until {one.until:%Y-%m-%d %H:%M} UTC"


def _state(one: Kept) -> str:
    """What became of it, as a word for readers."""
    return {"delivered": "sent", "dead": "given up"}.get(one.state, one.state)


def _value(one: Kept) -> Json:
    """A digest in the form that programs rely on, without its words."""
    return {
        "digest": one.number,
        "channel": one.channel,
        "state": one.state,
        "key": one.key,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat(),
        "created_at": one.created_at.isoformat(),
        "done_at": one.done_at.isoformat() if one.done_at else None,
        "attempts": one.attempts,
        "error": one.error,
        "changes": one.changes,
        "subject": _subject(one),
    }
