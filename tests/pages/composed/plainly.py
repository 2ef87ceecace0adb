"""A composed page as plain text: Markdown, underlined headings, text that a browser's reader leaves, dotted lines."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.pages.composed.parts import Body, Part

Head = Callable[[str, int], list[str]]


def _hashes(text: str, level: int) -> list[str]:
    return ["", "#" * level + " " + text, ""]


def _underlined(text: str, level: int) -> list[str]:
    return ["", text, "=-~"[min(level, 3) - 1] * len(text)]


def _bare(text: str, level: int) -> list[str]:
    return ["", text]


def _capitals(text: str, level: int) -> list[str]:
    return ["", text.upper() if level < 3 else text, ""]


def _starred(text: str, level: int) -> list[str]:
    return ["", f"**{text}**" if level > 1 else f"# {text}", ""]


HEADS: dict[str, Head] = {
    "markdown": _hashes,
    "underlined": _underlined,
    "reader": _bare,
    "capitals": _capitals,
    "starred": _starred,
}


def plain(body: Body, form: str, dice: Random) -> str:
    """The text; lines of prose are not wrapped."""
    head, bullet = HEADS[form], dice.choice(("- ", "* ", "• "))
    lines = [*head(body.title, 1), ""]
    dotted = dice.random() < 0.15
    for part in body.facts:
        colon = "" if part.label.endswith("?") else ":"
        lines.append(
            f"{part.label} {'.' * max(3, 40 - len(part.label))} {part.printed}"
            if dotted
            else f"{part.label}{colon} {part.printed}"
        )
    lines += [""] + [line for text in body.intro for line in (text, "")]
    for part in body.sections:
        lines += _part(part, 2, head, bullet)
    return "\n".join([*lines, "", *body.foot]).lstrip("\n") + "\n"


def _part(part: Part, level: int, head: Head, bullet: str) -> list[str]:
    if part.short and level > 2:
        return [f"{part.label}{'' if part.label.endswith('?') else ':'} {part.printed}"]
    lines = head(part.label, level) if part.label else [""]
    lines += [part.printed] if part.value else []
    lines += [line for text in part.paragraphs for line in (text, "")]
    said = [
        item.text + (f" ( {' | '.join(name for name, _ in item.marks)} )" if item.marks else "") for item in part.items
    ]
    if said and part.arrangement in ("commas", "semicolons", "slashes"):
        lines.append({"commas": ", ", "semicolons": "; ", "slashes": " / "}[part.arrangement].join(said))
    else:
        for number, text in enumerate(said, 1):
            sign = (
                ""
                if part.arrangement in ("lines", "blocks", "paragraphs")
                else f"{number}. "
                if part.arrangement == "numbers"
                else bullet
            )
            lines.append(sign + text.replace("\n", "\n" + " " * len(sign)))
            lines += [""] if "\n" in text else []
    if part.table:
        head_row, *rows = part.table
        lines += (
            [" | ".join(head_row), " | ".join("---" for _ in head_row)] if head is _hashes else ["\t".join(head_row)]
        )
        lines += [(" | " if head is _hashes else "\t").join(row) for row in rows]
    return lines + [line for sub in part.parts for line in _part(sub, level + 1, head, bullet)]
