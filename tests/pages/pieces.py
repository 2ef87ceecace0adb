"""The small pieces that HTML markups are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from tests.pages.outline import Item, Outline, Section
from tests.pages.wording import Dice

Title = Callable[[str], str]  # the markup of a label that has content below it


def t(text: str) -> str:
    """Text as HTML; its line breaks are kept."""
    return escape(text, quote=False).replace("\n", "<br>")


def tag(name: str, text: str) -> str:
    """Text in an element; nothing where there is no text."""
    return f"<{name}>{t(text)}</{name}>" if text else ""


def joined(parts: Iterable[str]) -> str:
    """The parts that are not empty, one a line."""
    return "\n".join(filter(None, parts))


def value(section: Section) -> str:
    """What stands beside a label."""
    return f'<a href="{escape(section.url)}">{t(section.value)}</a>' if section.url else t(section.value)


def inline(section: Section, bold: str) -> str:
    """Label and value in one line; the label is emphasised."""
    colon = ":" if section.colon else ""
    return f"<{bold}>{t(section.label)}{colon}</{bold}> {value(section)}"


def entry(item: Item) -> str:
    """An entry of a list, with its links."""
    text = t(item.text)
    if item.linked:
        link = f'<a href="{escape(item.url)}">{t(item.linked)}</a>'
        text = link + t(item.text.removeprefix(item.linked))
    marks = " | ".join(f'<a href="{escape(url)}">{t(name)}</a>' for name, url in item.marks)
    return f"{text} ( {marks} )" if marks else text


def in_bold(text: str) -> str:
    """A label as a paragraph of its own that is bold as a whole."""
    return f"<p><strong>{t(text)}</strong></p>"


def content(section: Section, title: Title, dice: Dice) -> str:
    """Everything below a label; `title` marks up the labels of its parts."""
    if section.value:
        return value(section)
    parts = [f"<p>{t(text)}</p>" for text in section.paragraphs]
    if section.items:
        parts.append(_list(section, dice))
    for part in section.parts:
        if part.value:
            parts.append(f"<p>{inline(part, dice.pick(('b', 'span', 'strong')))}</p>")
        else:
            parts += [title(part.label) if part.label else "", content(part, title, dice)]
    return joined(parts)


def _list(section: Section, dice: Dice) -> str:
    texts = [entry(item) for item in section.items]
    if section.arrangement == "commas":
        return f"<p>{', '.join(texts)}</p>"
    if section.arrangement == "lines":
        return f"<p>{'<br>'.join(texts)}</p>"
    if section.arrangement == "columns":
        return _columns(texts, dice.pick((4, 2, 3)))
    name = "ol" if section.arrangement == "numbers" else "ul"
    return joined([f"<{name}>", *(f"<li>{text}</li>" for text in texts), f"</{name}>"])


def _columns(texts: Sequence[str], count: int) -> str:
    """A table that is read column by column."""
    height = -(-len(texts) // count)
    rows = [texts[row::height] for row in range(height)]
    cells = ["".join(f"<td>{text}</td>" for text in [*row, *["&nbsp;"] * (count - len(row))]) for row in rows]
    return joined(["<table>", *(f"<tr>{row}</tr>" for row in cells), "</table>"])


def prose(page: Outline) -> list[str]:
    """The paragraphs of the introduction."""
    return [f"<p>{t(text)}</p>" for text in page.prose]


def foot(page: Outline) -> list[str]:
    """The last lines of the content."""
    return [f"<p><small>{t(line)}</small></p>" for line in page.foot]
