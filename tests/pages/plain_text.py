"""An outline as plain text."""

from __future__ import annotations

from tests.pages.outline import Outline, Section
from tests.pages.wording import Dice


def plain(page: Outline, dice: Dice) -> str:
    """Text as it is left when markup is taken away, or as Markdown."""
    mark, bullet = dice.pick((("", "- "), ("## ", "- "), ("## ", "* "), ("", "• ")))
    lines = [("# " if mark else "") + page.title, ""]
    lines += [_line(line) for line in page.lead] + ["", *(f"{text}\n" for text in page.prose)]
    for section in page.sections:
        lines += [*_section(section, mark, bullet), ""]
    return "\n".join([*lines, *page.foot]) + "\n"


def _line(section: Section) -> str:
    return f"{section.label}{':' if section.colon else ''} {section.value}"


def _section(section: Section, mark: str, bullet: str) -> list[str]:
    if section.value:
        return [_line(section)]
    lines = [mark + section.label] if section.label else []
    lines += section.paragraphs
    if section.arrangement == "commas" and section.items:
        lines.append(", ".join(item.text for item in section.items))
    else:
        for number, item in enumerate(section.items, 1):
            sign = {"lines": "", "numbers": f"{number}. "}.get(section.arrangement, bullet)
            marks = f" ( {' | '.join(name for name, _ in item.marks)} )" if item.marks else ""
            lines.append(sign + item.text.replace("\n", "\n" + " " * len(sign)) + marks)
    return lines + [line for part in section.parts for line in _section(part, mark and "#" + mark, bullet)]
