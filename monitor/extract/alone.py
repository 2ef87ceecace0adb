"""Labels that announce a field only where no other label of it does: `Partner countries` beside `Member States`.

Such words name the members of some mechanisms, and those who stand beside the members of others. Where the page has a
list under a plainer label, who stands under them is neither a member nor a guess: each is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from monitor.extract.labels import APART
from monitor.extract.sections import Section


def set_beside(sections: Iterable[Section], lists: Callable[[Section], bool]) -> None:
    """Gives each section under such a label the role of those who are apart, where a plainer one `lists` entries.

    A smaller heading below that of the plainer label is a group of its list, and stays.
    """
    known = tuple(sections)
    plain = [one for one in known if not one.label.alone and one.label.role != APART]
    listing = {one.field for one in plain if lists(one)}
    for section in known:
        if section.label.alone and section.field in listing and not _within(section, plain):
            section.label = replace(section.label, role=APART)


def _within(section: Section, plain: Iterable[Section]) -> bool:
    """A heading below a larger one of its field: `Partner countries` in `Membership`."""
    return section.kind == "heading" and any(
        one.field == section.field and one.kind == "heading" and one.level < section.level for one in plain
    )
