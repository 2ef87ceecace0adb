"""What is kept from page to page: the tags that were understood, and the settings that they made."""

from __future__ import annotations

from monitor.documents.openings import Openings
from monitor.documents.settings import Setting

REMEMBERED = 5000  # tags and settings


class Memory:
    """For pages as they are with scripts (`scripting`), or without."""

    __slots__ = ("openings", "scripting", "setting")

    def __init__(self, *, scripting: bool) -> None:
        self.scripting = scripting
        self.openings = Openings(scripting=scripting)
        self.setting = Setting()

    @property
    def full(self) -> bool:
        return len(self.openings) + self.setting.made > REMEMBERED


_memories: dict[bool, Memory] = {}


def remembered(*, scripting: bool) -> Memory:
    """What is remembered; all of it is forgotten when it is too much."""
    memory = _memories.get(scripting)
    if memory is None or memory.full:
        memory = _memories[scripting] = Memory(scripting=scripting)
    return memory
