"""How sites set the sections of a page: some thirty containers, each of a kind that is in use somewhere."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.composed import panels
from tests.pages.composed.boxes import BOXES
from tests.pages.composed.parts import Body, Part
from tests.pages.composed.style import Style, t

Container = Callable[[Body, Style], str]


def top(body: Body, style: Style, heading: str = "h1") -> str:
    """Title, box of facts and introduction, in one of the orders."""
    title = f"<{heading}>{t(body.title)}</{heading}>"
    name = style.dice.choice(sorted(BOXES))
    style.box = name
    box = ""
    if body.facts:
        head = f"<h2>{t(body.box_title)}</h2>" if body.box_title and name != "headings" else ""
        box = f"<div{style.css('box')}>{head}{BOXES[name](body.facts, style)}</div>"
    intro = "\n".join(f"<p>{t(text)}</p>" for text in body.intro)
    if body.box_title or style.dice.random() < 0.3:
        return f"{title}\n{intro}\n{box}"
    return f"{title}\n{box}\n{intro}"


def foot(body: Body, style: Style) -> str:
    tag = style.dice.choice(("small", "span", "em"))
    return "\n".join(f"<p{style.css('foot')}><{tag}>{t(line)}</{tag}></p>" for line in body.foot)


def each(wrap: panels.Wrap, before: str = "", after: str = "") -> Container:
    """A container that wraps each labelled section; one without a label stands bare."""

    def container(body: Body, style: Style) -> str:
        parts = [
            wrap(n, part, style.content(part), style) if part.label else style.content(part)
            for n, part in enumerate(body.sections, 1)
        ]
        return "\n".join((top(body, style), before, *parts, after, foot(body, style)))

    return container


def headings(body: Body, style: Style) -> str:
    style.level = style.dice.choice(("h2", "h3", "h4"))
    style.sub = {"h2": "h3", "h3": "h4", "h4": "h5"}[style.level] if style.dice.random() < 0.5 else "strong"
    return each(panels.levels)(body, style)


def tabs(body: Body, style: Style) -> str:
    """A strip of links and panes that do not repeat their names."""
    named = [part for part in body.sections if part.label]
    bare = [style.content(part) for part in body.sections if not part.label]
    first, last = ' class="active"', ""
    strip = "".join(
        f'<li{first if n == 1 else last}><a href="#pane{n}" data-toggle="tab">{t(p.label)}</a></li>'
        for n, p in enumerate(named, 1)
    )
    panes = [
        f'<div class="tab-pane{" active" if n == 1 else ""}" id="pane{n}">{style.content(p)}</div>'
        for n, p in enumerate(named, 1)
    ]
    return "\n".join(
        (
            top(body, style),
            *bare,
            f'<ul class="nav nav-tabs">{strip}</ul><div class="tab-content">',
            *panes,
            "</div>",
            foot(body, style),
        )
    )


def role_tabs(body: Body, style: Style) -> str:
    """Tabs by their roles alone: buttons, and panels that are hidden."""
    named = [part for part in body.sections if part.label]
    bare = [style.content(part) for part in body.sections if not part.label]
    strip = "".join(
        f'<button role="tab" id="tb{n}" aria-controls="tp{n}" aria-selected="{"true" if n == 1 else "false"}">'
        f"{t(p.label)}</button>"
        for n, p in enumerate(named, 1)
    )
    panes = [
        f'<div role="tabpanel" id="tp{n}" aria-labelledby="tb{n}"{"" if n == 1 else " hidden"}>{style.content(p)}</div>'
        for n, p in enumerate(named, 1)
    ]
    return "\n".join((top(body, style), *bare, f'<div role="tablist">{strip}</div>', *panes, foot(body, style)))


def definitions(body: Body, style: Style) -> str:
    rows = [
        f"<dt>{t(p.label)}</dt><dd>{style.content(p)}</dd>" if p.label else f"<dd>{style.content(p)}</dd>"
        for p in body.sections
    ]
    return "\n".join((top(body, style), "<dl>", *rows, "</dl>", foot(body, style)))


def table(body: Body, style: Style) -> str:
    """Everything in one table: labels to the left."""
    tag = style.dice.choice(("th", "td"))
    rows = [
        f"<tr><{tag}>{t(p.label)}</{tag}><td>{style.value(p) if p.short else style.content(p)}</td></tr>"
        for p in (*body.facts, *body.sections)
    ]
    intro = [f"<p>{t(text)}</p>" for text in body.intro]
    return "\n".join(
        (f"<h1>{t(body.title)}</h1>", *intro, f"<table{style.css('all')}>", *rows, "</table>", foot(body, style))
    )


def striped(body: Body, style: Style) -> str:
    """A table with a head over labels and values."""
    words = {
        "en": ("Item", "Information"),
        "fr": ("Rubrique", "Information"),
        "es": ("Campo", "Información"),
        "pt": ("Campo", "Informação"),
    }[body.language]
    rows = [
        f"<tr><td><b>{t(p.label)}</b></td><td>{style.value(p) if p.short else style.content(p)}</td></tr>"
        for p in (*body.facts, *body.sections)
    ]
    intro = [f"<p>{t(text)}</p>" for text in body.intro]
    head = f"<thead><tr><th>{words[0]}</th><th>{words[1]}</th></tr></thead>"
    return "\n".join(
        (f"<h1>{t(body.title)}</h1>", *intro, f"<table>{head}<tbody>", *rows, "</tbody></table>", foot(body, style))
    )


def nested(body: Body, style: Style) -> str:
    """Tables in tables for the layout, one row a section, the label in a row of its own."""
    rows = [
        f'<tr><td bgcolor="#003366"><font color="white"><b>{t(p.label)}</b></font></td></tr><tr><td><table '
        f'width="100%"><tr><td>{style.content(p)}</td></tr></table></td></tr>'
        if p.label
        else f"<tr><td>{style.content(p)}</td></tr>"
        for p in body.sections
    ]
    return "\n".join((top(body, style), '<table border="0" cellpadding="4">', *rows, "</table>", foot(body, style)))


def unclosed(body: Body, style: Style) -> str:
    """Paragraphs, items and cells that are never closed, capitals for tags."""
    said = each(panels.strong_paragraph)(body, style)
    for tag in ("p", "li", "td", "tr", "dd", "dt"):
        said = said.replace(f"</{tag}>", "")
    return (
        said.replace("<strong>", "<B>").replace("</strong>", "</B>").replace("<ul>", "<UL>").replace("</ul>", "</UL>")
    )


def one_paragraph(body: Body, style: Style) -> str:
    """Everything with <br> in one <div>; labels in bold."""
    lines = [
        f"<b>{t(body.title)}</b>",
        *(style.inline(p) for p in body.facts),
        "",
        *(t(text) for text in body.intro),
        "",
    ]
    for part in body.sections:
        lines += [*_broken(part, style), ""]
    return f"<div>{'<br>'.join(lines)}<br>{'<br>'.join(t(line) for line in body.foot)}</div>"


def _broken(part: Part, style: Style) -> list[str]:
    if part.short:
        return [style.inline(part)]
    lines = [f"<b>{t(part.label)}</b>"] if part.label else []
    lines += [t(text) for text in part.paragraphs]
    if part.items and part.arrangement in ("commas", "semicolons", "slashes"):
        lines.append(
            {"commas": ", ", "semicolons": "; ", "slashes": " / "}[part.arrangement].join(
                style.entry(item) for item in part.items
            )
        )
    elif part.items:
        bullet = ("", "- ", "• ", "&middot; ")[style.list_form]
        lines += [bullet + style.entry(item) for item in part.items]
    if part.table:
        lines.append(style.rows(part.table))
    return lines + [line for sub in part.parts for line in _broken(sub, style)]


def outline_list(body: Body, style: Style) -> str:
    """A list whose entries are the labels, with the content nested below them."""
    rows = [
        f"<li><strong>{t(p.label)}</strong>{': ' + style.value(p) if p.short else style.content(p)}</li>"
        if p.label
        else f"<li>{style.content(p)}</li>"
        for p in body.sections
    ]
    return "\n".join((top(body, style), "<ul>", *rows, "</ul>", foot(body, style)))


def two_columns(body: Body, style: Style) -> str:
    """Short facts in a column beside the sections."""
    short = [part for part in body.sections if part.short]
    long = [part for part in body.sections if not part.short]
    main = "\n".join(f"<h2>{t(p.label)}</h2>{style.content(p)}" if p.label else style.content(p) for p in long)
    side = "\n".join(f"<h4>{t(p.label)}</h4><p>{style.value(p)}</p>" for p in short)
    return (
        f"{top(body, style)}<div{style.css('cols')}><div{style.css('wide')}>{main}</div>"
        f"<div{style.css('narrow')}>{side}</div></div>{foot(body, style)}"
    )


def nested_accordion(body: Body, style: Style) -> str:
    """An accordion whose parts are accordions again."""

    def within(part: Part) -> str:
        inner = "".join(
            panels.details(2, sub, style.content(sub), style)
            if sub.label and not sub.short
            else f"<p>{style.inline(sub)}</p>"
            for sub in part.parts
        )
        return style.content(part) if not part.parts else inner

    folds = [
        panels.panel5(n, p, within(p), style) if p.label else style.content(p) for n, p in enumerate(body.sections, 1)
    ]
    return "\n".join((top(body, style), '<div class="accordion">', *folds, "</div>", foot(body, style)))


def tabs_of_accordions(body: Body, style: Style) -> str:
    """Two tabs; in each an accordion."""
    half = len(body.sections) // 2
    names = {"en": ("General", "More"), "fr": ("Général", "Plus"), "es": ("General", "Más"), "pt": ("Geral", "Mais")}[
        body.language
    ]
    panes = []
    for n, group in enumerate((body.sections[:half], body.sections[half:]), 1):
        inner = "\n".join(
            panels.panel3(10 * n + m, p, style.content(p), style) if p.label else style.content(p)
            for m, p in enumerate(group)
        )
        panes.append(
            f'<div class="tab-pane{" active" if n == 1 else ""}" id="g{n}"><div class="panel-group">{inner}</div></div>'
        )
    strip = "".join(f'<li><a href="#g{n}" data-toggle="tab">{name}</a></li>' for n, name in enumerate(names, 1))
    return "\n".join(
        (
            top(body, style),
            f'<ul class="nav nav-tabs">{strip}</ul><div class="tab-content">',
            *panes,
            "</div>",
            foot(body, style),
        )
    )


def sections_linked(body: Body, style: Style) -> str:
    """A list of contents that leads to the sections."""
    named = [part for part in body.sections if part.label]
    contents = "".join(f'<li><a href="#part{n}">{t(p.label)}</a></li>' for n, p in enumerate(named, 1))
    parts = [f'<h2 id="part{n}">{t(p.label)}</h2>{style.content(p)}' for n, p in enumerate(named, 1)]
    bare = [style.content(part) for part in body.sections if not part.label]
    return "\n".join(
        (top(body, style), f"<ul{style.css('contents')}>{contents}</ul>", *bare, *parts, foot(body, style))
    )


CONTAINERS: dict[str, Container] = {
    "headings": headings,
    "details": each(panels.details),
    "details-headings": each(panels.details_heading),
    "accordion-3": each(panels.panel3, '<div class="panel-group">', "</div>"),
    "accordion-4": each(panels.panel4, '<div id="acc">', "</div>"),
    "accordion-5": each(panels.panel5, '<div class="accordion">', "</div>"),
    "aria-accordion": each(panels.aria),
    "toggles": each(panels.toggle),
    "aria-sections": each(panels.aria_section),
    "role-headings": each(panels.role_heading),
    "styled-divs": each(panels.styled_div),
    "styled-spans": each(panels.styled_span),
    "cards": each(panels.card),
    "fieldsets": each(panels.fieldset),
    "fields": each(panels.field),
    "fields-colon": each(panels.field_colon),
    "strong-paragraphs": each(panels.strong_paragraph),
    "strong-colon": each(panels.strong_colon),
    "word-processor": each(panels.word),
    "caption-tables": each(panels.caption_table),
    "custom-elements": each(panels.custom),
    "centred-fonts": each(panels.centred),
    "numbered": each(panels.numbered),
    "upper-case": each(panels.upper),
    "permalinks": each(panels.linked),
    "anchors": each(panels.anchored),
    "tabs": tabs,
    "role-tabs": role_tabs,
    "definitions": definitions,
    "label-table": table,
    "striped-table": striped,
    "nested-tables": nested,
    "unclosed": unclosed,
    "one-paragraph": one_paragraph,
    "outline-list": outline_list,
    "two-columns": two_columns,
    "nested-accordion": nested_accordion,
    "tabs-of-accordions": tabs_of_accordions,
    "table-of-contents": sections_linked,
}
