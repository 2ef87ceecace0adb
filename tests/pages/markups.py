"""Eight HTML markups for one outline. They imitate what sites have, not what some program can read."""

from __future__ import annotations

from tests.pages.outline import Outline, Section
from tests.pages.pieces import content, entry, foot, in_bold, inline, joined, prose, t, tag, value
from tests.pages.wording import Dice


def headings(page: Outline, dice: Dice) -> str:
    """Headings, paragraphs and lists."""
    top, sub = dice.pick((("h2", "h3"), ("h3", "h4"), ("h2", "h4")))
    parts = [f"<h1>{t(page.title)}</h1>", *(f"<p>{inline(line, 'strong')}</p>" for line in page.lead), *prose(page)]
    for section in page.sections:
        said = content(section, lambda label: tag(sub, label), dice)
        parts += [tag(top, section.label), f"<p>{said}</p>" if section.value else said]
    return joined([*parts, *foot(page)])


def accordion(page: Outline, dice: Dice) -> str:
    """The accordion of Bootstrap 3."""
    parts = [f'<h1 class="page-header">{t(page.title)}</h1>']
    parts += [f'<div class="field-item">{inline(line, "strong")}</div>' for line in page.lead]
    parts += [*prose(page), '<div class="panel-group" id="accordion" role="tablist" aria-multiselectable="true">']
    for number, section in enumerate(page.sections, 1):
        body = content(section, in_bold, dice)
        if not section.label:
            parts.append(body)
            continue
        parts.append(
            f'<div class="panel panel-default"><div class="panel-heading" role="tab" id="h{number}">'
            '<h4 class="panel-title"><a class="collapsed" role="button" data-toggle="collapse" data-parent="#accordion"'
            f' href="#c{number}" aria-expanded="false" aria-controls="c{number}">{t(section.label)}</a></h4></div>'
            f'<div id="c{number}" class="panel-collapse collapse" role="tabpanel" aria-labelledby="h{number}">'
            f'<div class="panel-body">{body}</div></div></div>'
        )
    return joined([*parts, "</div>", *foot(page)])


def tabs(page: Outline, dice: Dice) -> str:
    """A strip of tabs, and apart from it the panes, which do not repeat their names."""
    named = [section for section in page.sections if section.label]
    strip = "".join(
        f"<li{' class=active' if number == 1 else ''}>"
        f'<a href="#tab-{number}" data-toggle="tab">{t(section.label)}</a></li>'
        for number, section in enumerate(named, 1)
    )
    panes = [
        f'<div class="tab-pane{" active" if number == 1 else ""}" id="tab-{number}">'
        f"{content(section, in_bold, dice)}</div>"
        for number, section in enumerate(named, 1)
    ]
    loose = [content(section, t, dice) for section in page.sections if not section.label]
    lead = [f"<p>{inline(line, 'b')}</p>" for line in page.lead]
    return joined(
        [
            f"<h1>{t(page.title)}</h1>",
            *lead,
            *prose(page),
            *loose,
            f'<ul class="nav nav-tabs">{strip}</ul>',
            '<div class="tab-content">',
            *panes,
            "</div>",
            *foot(page),
        ]
    )


def definitions(page: Outline, dice: Dice) -> str:
    """A definition list."""
    parts = [f"<h1>{t(page.title)}</h1>", *prose(page), "<dl>"]
    several = dice.chance(0.5)
    for section in (*page.lead, *page.sections):
        if not section.label:
            parts.append(f"<dd>{content(section, t, dice)}</dd>")
            continue
        parts.append(f"<dt>{t(section.label)}</dt>")
        if several and section.items and section.arrangement == "bullets":
            parts += [f"<dd>{entry(item)}</dd>" for item in section.items]
        else:
            parts.append(f"<dd>{content(section, lambda label: f'<p><em>{t(label)}</em></p>', dice)}</dd>")
    return joined([*parts, "</dl>", *foot(page)])


def label_table(page: Outline, dice: Dice) -> str:
    """A table of two columns: label and value."""
    cell = dice.pick(("th", "td"))
    rows = []
    for section in (*page.lead, *page.sections):
        said = content(section, in_bold, dice)
        rows.append(f"<tr><{cell}>{t(section.label)}</{cell}><td>{said}</td></tr>")
    return joined([f"<h1>{t(page.title)}</h1>", *prose(page), "<table>", *rows, "</table>", *foot(page)])


def bold_lines(page: Outline, dice: Dice) -> str:
    """One paragraph of lines: labels in bold, everything parted by <br>."""
    colon = dice.pick((":", ""))
    lines = [inline(line, "b") for line in page.lead] + [""]
    for section in page.sections:
        lines += [*_bold(section, colon), ""]
    body = "<br>\n".join(lines)
    return joined([f"<p><b>{t(page.title)}</b></p>", *prose(page), f"<p>{body}</p>", *foot(page)])


def _bold(section: Section, colon: str) -> list[str]:
    if section.value:
        return [inline(section, "b")]
    lines = [f"<b>{t(section.label)}{colon}</b>"] if section.label else []
    lines += [t(text) for text in section.paragraphs]
    if section.arrangement == "commas" and section.items:
        lines.append(", ".join(entry(item) for item in section.items))
    else:
        lines += [("- " if section.arrangement == "bullets" else "") + entry(item) for item in section.items]
    return lines + [line for part in section.parts for line in _bold(part, colon)]


def soup(page: Outline, dice: Dice) -> str:
    """Nothing but <div> and <span> with styles."""
    big, bold = "font-size:24px;font-weight:700", dice.pick(("font-weight:bold", "font-weight:600;color:#036"))

    def label(words: str, style: str = bold) -> str:
        return f'<div><span style="{style}">{t(words)}</span></div>' if words else ""

    def body(section: Section) -> str:
        if section.value:
            return f'<div style="margin-left:8px"><span>{value(section)}</span></div>'
        parts = [f'<div><span style="line-height:1.4">{t(text)}</span></div>' for text in section.paragraphs]
        if section.arrangement == "commas" and section.items:
            parts.append(f"<div>{', '.join(entry(item) for item in section.items)}</div>")
        else:
            bullet = dice.pick(("<span>•</span> ", "", "<span>&middot;&nbsp;</span>"))
            parts += [f'<div style="display:block">{bullet}<span>{entry(item)}</span></div>' for item in section.items]
        return joined([*parts, *(label(part.label) + body(part) for part in section.parts)])

    lead = [f'<div><span style="{bold}">{t(line.label)}</span>: <span>{value(line)}</span></div>' for line in page.lead]
    texts = [f"<div><div><span>{t(text)}</span></div></div>" for text in page.prose]
    sections = [f'<div class="x{n}">{label(s.label)}{body(s)}</div>' for n, s in enumerate(page.sections)]
    last = [f'<div><span style="font-size:10px">{t(line)}</span></div>' for line in page.foot]
    return joined([label(page.title, big), *lead, *texts, *sections, *last])


def font_tables(page: Outline, dice: Dice) -> str:
    """Tables for the layout, <FONT> for the looks, and half of the tags left open, as in 1999."""
    rows = [f'<TR><TD COLSPAN=2><FONT SIZE="+2"><B>{t(page.title)}</B></FONT>']
    rows += [f'<TR><TD COLSPAN=2><FONT FACE="Arial" SIZE=2>{inline(line, "B")}</FONT>' for line in page.lead]
    rows += [f'<TR><TD COLSPAN=2><P><FONT FACE="Arial" SIZE=2>{t(text)}</FONT>' for text in page.prose]
    for section in page.sections:
        rows.append(f'<TR><TD WIDTH=12>&nbsp;<TD><FONT FACE="Arial" SIZE=2>{_old(section)}</FONT>')
    rows += [f"<TR><TD COLSPAN=2><FONT SIZE=1>{t(line)}</FONT>" for line in page.foot]
    return joined(['<TABLE BORDER=0 WIDTH="100%">', *rows, "</TABLE>"])


def _old(section: Section) -> str:
    label = f"<FONT COLOR=#003366><B>{t(section.label)}</B></FONT>"
    if section.value:
        return f"{label}: {value(section)}"
    parts = [label] if section.label else []
    parts += [f"<P>{t(text)}" for text in section.paragraphs]
    if section.arrangement == "commas" and section.items:
        parts.append("<BR>" + ", ".join(entry(item) for item in section.items))
    elif section.items:
        parts.append("<UL>" + "".join(f"<LI>{entry(item)}\n" for item in section.items) + "</UL>")
    return joined([*parts, *(f"<P>{_old(part)}" for part in section.parts)])
