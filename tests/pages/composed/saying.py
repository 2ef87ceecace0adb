"""How a field's label is put: as a name or as a question, and with what remark."""

from __future__ import annotations

from collections.abc import Sequence

from tests.pages.composed.parts import Part
from tests.pages.composed.voice import Voice
from tests.pages.outline import items


def labelled(
    label: str, said: str | Sequence[str], voice: Voice, *, field: str = "", arrangement: str = "bullets"
) -> list[Part]:
    """One value or a list below the name of its field, or below a question."""
    asked = voice.question(label) if voice.chance(0.12) else ""
    voice.wordings[field or label] = "question" if asked else "label"
    name = asked or voice.label(label)
    if isinstance(said, str):
        return [Part(name, said)]
    return [Part(name, items=items(*said), arrangement=arrangement)]
