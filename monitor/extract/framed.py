"""Facts that stand only in the frame of a site: they are no facts of the page, and are told, not dropped."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.ids import canonical
from monitor.model import Extraction, Finding, Statement

KIND = "repeated-on-site"


def not_read(whole: Extraction, content: Extraction) -> tuple[Finding, ...]:
    """A finding for each value of the `whole` page that its `content` alone, without the frame, does not state."""
    return (*_values(whole, content), *_dates(whole, content))


def _values(whole: Extraction, content: Extraction) -> Iterator[Finding]:
    read = {_said(one) for one in content.statements}
    for one in whole.statements:
        if _said(one) not in read:
            read.add(_said(one))
            message = f"“{one.text}” stands in a part that other pages of the site repeat, and is not read as a fact"
            yield Finding(KIND, message, one.mechanism, one.field, one.quote, one.locator)


def _dates(whole: Extraction, content: Extraction) -> Iterator[Finding]:
    for name, value in sorted(whole.source_fields.items()):
        if name != "language" and value and not content.source_fields.get(name):
            message = (
                f"{value} stands in a part that other pages of the site repeat, and is not read as the page's date"
            )
            yield Finding(KIND, message, None, name)


def _said(one: Statement) -> tuple[str, str, str]:
    return one.field, one.key, canonical(one.value)
