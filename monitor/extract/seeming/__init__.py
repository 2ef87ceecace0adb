"""What a sentence seems to state: it has the words of a field and says them of the mechanism, read or not.

Each test takes a sentence and the mechanism of the page (None: not known). It is wide where a reader of values must
be narrow: it makes no value, only a finding for a person.
"""

from __future__ import annotations

from collections.abc import Callable

from monitor.extract.seeming.begun import seems_established
from monitor.extract.seeming.membership import seems_member, seems_member_count, seems_observer_count
from monitor.extract.seeming.met import seems_meeting
from monitor.extract.seeming.offices import seems_chair, seems_observer, seems_secretariat
from monitor.extract.seeming.standing import seems_association, seems_type

Seems = Callable[[str, str | None], bool]

SEEMS: dict[str, Seems] = {
    "chair": seems_chair,
    "member": seems_member,
    "member_count": seems_member_count,
    "observer": seems_observer,
    "observer_count": seems_observer_count,
    "secretariat": seems_secretariat,
    "meeting": seems_meeting,
    "established": seems_established,
    "type": seems_type,
    "formal_association": seems_association,
}
