"""How pages write their lists of meetings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.pages.date_phrases import phrase
from tests.pages.outline import Item, Section, items
from tests.pages.wording import Wording

VIRTUAL = ("Online", "Virtual")

ORDERS: tuple[Callable[[str, str, str], str], ...] = (
    lambda date, place, title: f"{date}, {place}, {title}" if place else f"{date}, {title}",
    lambda date, place, title: f"{title}, {date}, {place}" if place else f"{title}, {date}",
    lambda date, place, title: f"{title}, {place}, {date}" if place else f"{title}, {date}",
    lambda date, place, title: f"{place}, {date}: {title}" if place else f"{date}: {title}",
    lambda date, place, title: f"{title} – {place}, {date}" if place else f"{title} – {date}",
    lambda date, place, title: f"{title} ({place}, {date})" if place else f"{title} ({date})",
)


def meeting_sections(meetings: Sequence[dict[str, Any]], words: Wording) -> list[Section]:
    """The past meetings and, apart from them, those that are announced."""
    past = [meeting for meeting in meetings if not meeting.get("announced")]
    to_come = [meeting for meeting in meetings if meeting.get("announced")]
    sections = [_section(words.label("meetings"), past, words)] if past else []
    if to_come:
        sections.append(_section(words.label("upcoming"), to_come, words))
    return sections


def _section(label: str, meetings: list[dict[str, Any]], words: Wording) -> Section:
    if words.dice.chance(0.12):
        return Section(label, items=tuple(_event(meeting, words) for meeting in meetings))
    order = words.dice.pick(ORDERS)
    return Section(label, items=items(*(_line(meeting, order, words) for meeting in meetings)))


def _line(meeting: dict[str, Any], order: Callable[[str, str, str], str], words: Wording) -> str:
    date = phrase(meeting["date"], words.language, words.dice)
    if meeting["place"] in VIRTUAL and words.dice.chance(0.5):
        return f"{meeting['title']} - {date} ({meeting['place']})"
    return order(date, where(meeting, words), meeting["title"])


def _event(meeting: dict[str, Any], words: Wording) -> Item:
    """An entry of three lines, as calendars print it."""
    date_label, place_label = words.event_labels()
    date = phrase(meeting["date"], words.language, words.dice)
    return Item(f"{meeting['title']}\n{date_label}: {date}\n{place_label}: {where(meeting, words)}")


def where(meeting: dict[str, Any], words: Wording) -> str:
    """`Rabat, Morocco`; `Malta` where the country is all that is said; '' where no place is."""
    place, code = meeting.get("place"), meeting.get("country")
    country = words.country(code) if code else ""
    return ", ".join(dict.fromkeys(filter(None, (place, country))))
