"""A digest in every form in which a channel may want it, and back from the outbox as it was put there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from monitor.digest import Digest, as_html, as_json, as_markdown, as_text
from monitor.digest.escape import header
from monitor.digest.headline import headline
from monitor.digest.ordered import ordered
from monitor.errors import NotDelivered
from monitor.model import Json, Order

LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Letter:
    """What is told, made once: each try sends the same. `subject` is one line; `json` is JSON text.

    `html` is '' in letters that were put out before there was such a form. `calendar` has the meetings that it
    tells of, '' where there are none.
    """

    subject: str
    text: str
    markdown: str
    json: str
    html: str = ""
    calendar: str = ""

    def dumped(self) -> str:
        """As it stands in the outbox."""
        return json.dumps(asdict(self), ensure_ascii=False)


def letter(digest: Digest, *, calendar: str = "", command: str = "monitor", by: Order = "mechanism") -> Letter:
    """A digest as it goes out, its chapters `by` what the reader wants, with the `calendar` of its meetings. `command`
    is how the reader calls the monitor.
    """
    subject, digest = _subject(digest), ordered(digest, by)
    return Letter(
        subject,
        as_text(digest, command=command),
        as_markdown(digest, command=command),
        as_json(digest),
        as_html(digest, command=command),
        calendar,
    )


def loaded(payload: str) -> Letter:
    """A letter out of the outbox. Raises NotDelivered where its words were redacted."""
    value: Json = json.loads(payload)
    if not isinstance(value, dict):
        raise NotDelivered("its words were redacted meanwhile")
    return Letter(**value)


def forms_kept(payload: str) -> dict[str, str]:
    """What the outbox keeps of a digest, by the names of the letter's parts: what older versions did not write is not
    there, and nothing is of one whose words were redacted.
    """
    value: Json = json.loads(payload)
    if not isinstance(value, dict):
        return {}
    if "schema" in value:  # printed by a version that kept the JSON alone
        return {"json": payload}
    return {name: words for name, words in value.items() if words}


def _subject(digest: Digest) -> str:
    """What a digest says first, and its day, whatever there is to say."""
    day = f" ({digest.until:%Y-%m-%d})"
    room = LONGEST_SUBJECT - len(day)
    line = header(headline(digest, room=room))
    return f"{line if len(line) <= room else f'{line[: room - 3]}...'}{day}"
