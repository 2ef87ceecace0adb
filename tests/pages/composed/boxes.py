"""How sites set the one-line facts at the top of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.pages.composed.parts import Part
from tests.pages.composed.style import Style, t

Box = Callable[[Sequence[Part], Style], str]


def _colon(part: Part, style: Style) -> str:
    return t(part.label) + ("" if part.label.endswith("?") else style.colon)


def paragraphs(parts: Sequence[Part], style: Style) -> str:
    return "\n".join(f"<p>{style.inline(part)}</p>" for part in parts)


def breaks(parts: Sequence[Part], style: Style) -> str:
    return "<p>" + "<br>\n".join(style.inline(part) for part in parts) + "</p>"


def bullets(parts: Sequence[Part], style: Style) -> str:
    return "<ul>" + "".join(f"<li>{style.inline(part)}</li>" for part in parts) + "</ul>"


def definitions(parts: Sequence[Part], style: Style) -> str:
    return "<dl>" + "".join(f"<dt>{_colon(p, style)}</dt><dd>{style.value(p)}</dd>" for p in parts) + "</dl>"


def wrapped_definitions(parts: Sequence[Part], style: Style) -> str:
    rows = "".join(f"<div{style.css('pair')}><dt>{_colon(p, style)}</dt><dd>{style.value(p)}</dd></div>" for p in parts)
    return f"<dl{style.css('facts')}>{rows}</dl>"


def table(parts: Sequence[Part], style: Style) -> str:
    tag = style.dice.choice(("th", "td"))
    scope = ' scope="row"' if tag == "th" else ""
    rows = "\n".join(f"<tr><{tag}{scope}>{_colon(p, style)}</{tag}><td>{style.value(p)}</td></tr>" for p in parts)
    return f"<table{style.css('table')}><tbody>{rows}</tbody></table>"


def grid(parts: Sequence[Part], style: Style) -> str:
    """Rows of two <div>, as grid systems have them."""
    rows = "".join(
        f'<div class="row"><div class="col-md-3"><strong>{_colon(p, style)}</strong></div><div '
        f'class="col-md-9">{style.value(p)}</div></div>'
        for p in parts
    )
    return f'<div class="container">{rows}</div>'


def fields(parts: Sequence[Part], style: Style) -> str:
    """Label and item of a content management system, the colon drawn by the style sheet."""
    return "\n".join(
        f"<div{style.css('field')}><div{style.css('field label')}>{t(p.label)}</div>"
        f"<div{style.css('field items')}><div{style.css('field item')}>{style.value(p)}</div></div></div>"
        for p in parts
    )


def tiles(parts: Sequence[Part], style: Style) -> str:
    """Cards with the label small above its value."""
    cards = "".join(
        f"<div{style.css('tile')}><span{style.css('tile label')}>{t(p.label)}</span>"
        f"<p{style.css('tile value')}>{style.value(p)}</p></div>"
        for p in parts
    )
    return f"<div{style.css('tiles')}>{cards}</div>"


def upside_down(parts: Sequence[Part], style: Style) -> str:
    """A table whose head holds the labels and whose one row holds the values."""
    head = "".join(f"<th>{t(p.label)}</th>" for p in parts)
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody><tr>"
        f"{''.join(f'<td>{style.value(p)}</td>' for p in parts)}</tr></tbody></table>"
    )


def headings(parts: Sequence[Part], style: Style) -> str:
    tag = style.dice.choice(("h3", "h4", "h5"))
    return "\n".join(f"<{tag}>{t(p.label)}</{tag}><p>{style.value(p)}</p>" for p in parts)


BOXES: dict[str, Box] = {
    "paragraphs": paragraphs,
    "breaks": breaks,
    "bullets": bullets,
    "definitions": definitions,
    "wrapped definitions": wrapped_definitions,
    "table": table,
    "grid": grid,
    "fields": fields,
    "tiles": tiles,
    "upside-down table": upside_down,
    "headings": headings,
}
