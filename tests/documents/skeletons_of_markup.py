# ruff: noqa: E501  (markup is clearer in one piece)
"""Frames that hand-written, old and generated pages set their facts in. None is a copy of a page."""

from __future__ import annotations

from tests.documents.skeletons_of_systems import Section, Sections


def _four(cells: tuple[str, ...], width: int) -> list[tuple[str, ...]]:
    """Cells in rows of so many, read across."""
    padded = cells + ("",) * (-len(cells) % width)
    return [padded[at : at + width] for at in range(0, len(padded), width)]


def nested_details(title: str, sections: Sections) -> str:
    items = "".join(f"<details><summary><h3>{s.label}</h3></summary><div>{s.html}</div></details>" for s in sections)
    return f"<h1>{title}</h1><details open><summary>Profile</summary>{items}</details>"


def divs_of_pairs(title: str, sections: Sections) -> str:
    rows = "".join(
        f'<div class="row"><div class="col-md-3"><b>{s.label}</b></div><div class="col-md-9">{s.html}</div></div>'
        for s in sections
    )
    return f"<h1>{title}</h1>{rows}"


def grid_of_labels(title: str, sections: Sections) -> str:
    cells = "".join(f'<div class="k">{s.label}</div><div class="v">{s.html}</div>' for s in sections)
    return f'<h1>{title}</h1><div style="display:grid;grid-template-columns:1fr 3fr">{cells}</div>'


def tree_of_aria(title: str, sections: Sections) -> str:
    items = "".join(
        f'<li role="treeitem" aria-expanded="true"><span>{s.label}</span><ul role="group">'
        + "".join(f'<li role="treeitem"><span>{v}</span></li>' for v in s.values)
        + "</ul></li>"
        for s in sections
    )
    return f'<h1>{title}</h1><ul role="tree">{items}</ul>'


def nested_lists(title: str, sections: Sections) -> str:
    items = "".join(f"<li>{s.label}<ul>{''.join(f'<li>{v}' for v in s.values)}</ul>" for s in sections)
    return f"<h1>{title}</h1><ul>{items}</ul>"


def definitions_with_several(title: str, sections: Sections) -> str:
    parts = "".join(f"<dt>{s.label}:" + "".join(f"<dd>{v}" for v in s.values) for s in sections)
    return f"<h1>{title}</h1><dl compact>{parts}</dl>"


def definitions_with_inner_strong(title: str, sections: Sections) -> str:
    parts = "".join(f"<div><dt><strong>{s.label}</strong></dt><dd>{s.html}</dd></div>" for s in sections)
    return f"<h1>{title}</h1><dl>{parts}</dl>"


def nested_layout_tables(title: str, sections: Sections) -> str:
    rows = "".join(
        f"<tr><td><table width=100% cellpadding=2><tr><td bgcolor=#003366><font color=white face=arial><b>{s.label}</b>"
        f"</font></td></tr><tr><td><font face=arial size=2>{'<br>'.join(s.values)}</font></td></tr></table></td></tr>"
        for s in sections
    )
    return (
        f"<table width=760 border=0><tr><td width=150><a href=/>Home</a><br><a href=/news>News</a></td><td>"
        f"<font size=5><b>{title}</b></font><table>{rows}</table></td></tr></table>"
    )


def members_in_columns(title: str, sections: Sections, width: int = 3) -> str:
    parts = "".join(
        f"<h3>{s.label}</h3>"
        + (
            "<table><tbody>"
            + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in _four(s.values, width))
            + "</tbody></table>"
            if s.listed and "Member" in s.label
            else s.html
        )
        for s in sections
    )
    return f"<h1>{title}</h1>{parts}"


def members_in_two_columns(title: str, sections: Sections) -> str:
    return members_in_columns(title, sections, 2)


def members_in_one_row(title: str, sections: Sections) -> str:
    """A table whose cells each hold a column of lines set apart by breaks."""
    parts = ""
    for s in sections:
        half = (len(s.values) + 1) // 2
        columns = "<br>".join(s.values[:half]), "<br />".join(s.values[half:])
        table = f"<table><tr><td>{columns[0]}</td><td>{columns[1]}</td></tr></table>"
        parts += f"<h3>{s.label}</h3>" + (table if s.listed and "Member" in s.label else s.html)
    return f"<h1>{title}</h1>{parts}"


def transposed_table(title: str, sections: Sections) -> str:
    heads = "".join(f"<th>{s.label}</th>" for s in sections)
    cells = "".join(f"<td>{s.html}</td>" for s in sections)
    return f"<h1>{title}</h1><table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"


def labels_over_rows(title: str, sections: Sections) -> str:
    rows = ""
    for s in sections:
        rows += f"<tr><th rowspan={len(s.values)}>{s.label}</th>"
        rows += "<tr>".join(f"<td>{v}</td></tr>" for v in s.values)
    return f"<h1>{title}</h1><table class=table>{rows}</table>"


def label_cells_left_empty(title: str, sections: Sections) -> str:
    rows = ""
    for s in sections:
        for at, value in enumerate(s.values):
            rows += f"<tr><td>{f'<b>{s.label}</b>' if at == 0 else ''}</td><td>{value}</td></tr>"
    return f"<h1>{title}</h1><table>{rows}</table>"


def table_with_repeated_head(title: str, sections: Sections) -> str:
    tables = "".join(
        f"<table><thead><tr><th>Item</th><th>Details</th></tr></thead><tbody><tr><td>{s.label}</td><td>{s.html}</td></tr>"
        f"</tbody></table>"
        for s in sections
    )
    return f"<h1>{title}</h1>{tables}"


def table_of_items_and_details(title: str, sections: Sections) -> str:
    rows = "".join(f"<tr><td>{s.label}</td><td>{s.html}</td></tr>" for s in sections)
    return f"<h1>{title}</h1><table><thead><tr><th>Item</th><th>Details</th></tr></thead><tbody>{rows}</tbody></table>"


def breaks_in_cells(title: str, sections: Sections) -> str:
    rows = "".join(f"<TR><TD>{s.label}:<TD>{'<BR>'.join(s.values)}" for s in sections)
    return f"<H1>{title}</H1><TABLE BORDER=1>{rows}</TABLE>"


def rows_of_colspan_heads(title: str, sections: Sections) -> str:
    rows = "".join(
        f'<tr><td colspan="2"><strong>{s.label}</strong></td></tr>'
        + "".join(
            f"<tr><td>{row[0]}</td><td>{row[1]}</td></tr>"
            if s.listed and len(max(s.values, key=len)) < 20
            else f'<tr><td colspan="2">{"<br>".join(filter(None, row))}</td></tr>'
            for row in _four(s.values, 2)
        )
        for s in sections
    )
    return f"<h1>{title}</h1><table>{rows}</table>"


def typed_bullets(title: str, sections: Sections, mark: str = "•&nbsp;&nbsp;") -> str:
    parts = "".join(
        f"<p><b>{s.label}</b></p>" + "".join(f"<p>{mark if s.listed else ''}{v}</p>" for v in s.values)
        for s in sections
    )
    return f"<h1>{title}</h1>{parts}"


def typed_dashes(title: str, sections: Sections) -> str:
    return typed_bullets(title, sections, "- ")


def word_bullets(title: str, sections: Sections) -> str:
    """What Word saves: symbols of a font, the gap in a span of its own, comments with conditions."""
    mark = (
        '<!--[if !supportLists]--><span style="font-family:Symbol"><span style="mso-list:Ignore">·<span style="font:7.0pt'
        ' &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp; </span></span></span><!--[endif]-->'
    )
    parts = "".join(
        f'<p class=MsoNormal><b style="mso-bidi-font-weight:normal"><span lang=EN-GB>{s.label}<o:p></o:p></span></b></p>'
        + "".join(
            f'<p class=MsoListParagraph style="text-indent:-18.0pt;mso-list:l0 level1 lfo1">{mark if s.listed else ""}'
            f"<span lang=EN-GB>{v}<o:p></o:p></span></p>"
            for v in s.values
        )
        for s in sections
    )
    return f"<div class=WordSection1><p class=MsoTitle><h1>{title}</h1></p>{parts}</div>"


def courier_bullets(title: str, sections: Sections) -> str:
    """The hollow bullet of a word processor is a letter o of a font for typewriters."""
    mark = '<span style="font-family:&quot;Courier New&quot;">o<span style="font:7pt Times">&nbsp;&nbsp; </span></span>'
    return typed_bullets(title, sections, mark)


def lists_broken_by_advertisements(title: str, sections: Sections) -> str:
    parts = ""
    for s in sections:
        half = (len(s.values) + 1) // 2
        first, second = Section(s.label, s.values[:half], True), Section(s.label, s.values[half:], True)
        advert = '<div class="ad-slot" id="div-gpt-ad-1"><script>googletag.cmd.push()</script></div>'
        parts += f"<h2>{s.label}</h2>" + (first.html + advert + second.html if s.listed else s.html)
    return f"<h1>{title}</h1>{parts}"


def upper_case_unclosed(title: str, sections: Sections) -> str:
    parts = "".join(
        f"<P><B>{s.label}</B>" + (f"<UL>{''.join(f'<LI>{v}' for v in s.values)}</UL>" if s.listed else f"<P>{s.line}")
        for s in sections
    )
    return f"<CENTER><H1>{title}</H1></CENTER><FONT FACE=ARIAL SIZE=2>{parts}</FONT>"


def fonts_and_breaks(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<font color="#800000"><u><strong>{s.label}</strong></u></font><br>{"<br>".join(s.values)}<br><br>'
        for s in sections
    )
    return f"<center><font size=6>{title}</font></center><h1>{title}</h1><p>{parts}</p>"


def inline_labels(title: str, sections: Sections) -> str:
    parts = "".join(
        f"<p><strong>{s.label}:</strong> {s.line}</p>"
        if not s.listed
        else f"<p><strong>{s.label}:</strong></p>{s.html}"
        for s in sections
    )
    return f"<h1>{title}</h1><div class=rte>{parts}</div>"


def twice_for_telephones(title: str, sections: Sections) -> str:
    def page(hidden: str) -> str:
        return f"<div {hidden}>" + "".join(f"<h2>{s.label}</h2>{s.html}" for s in sections) + "</div>"

    wide, narrow = page('class="d-none d-md-block"'), page('class="d-md-none" aria-hidden="true"')
    return f"<h1>{title}</h1>{wide}{narrow}"


def twice_tabs_and_accordion(title: str, sections: Sections) -> str:
    links = "".join(f'<li><a href="#w{n}" data-toggle="tab">{s.label}</a></li>' for n, s in enumerate(sections))
    panes = "".join(f'<div class="tab-pane" id="w{n}">{s.html}</div>' for n, s in enumerate(sections))
    narrow = "".join(
        f'<h4><button aria-controls="n{n}">{s.label}</button></h4><div id="n{n}" class="collapse">{s.html}</div>'
        for n, s in enumerate(sections)
    )
    return (
        f'<h1>{title}</h1><div class="hidden-xs"><ul class="nav nav-tabs">{links}</ul><div class="tab-content">{panes}'
        f'</div></div><div class="visible-xs">{narrow}</div>'
    )


def print_version_hidden(title: str, sections: Sections) -> str:
    def page(kind: str) -> str:
        return f"<div class={kind}>" + "".join(f"<h2>{s.label}</h2>{s.html}" for s in sections) + "</div>"

    return f"<h1>{title}</h1>{page('screen')}<div hidden>{page('print-only')}</div>"


def headings_for_screen_readers(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<section aria-labelledby="s{n}"><h2 id="s{n}" class="sr-only">{s.label}</h2><div aria-hidden="true" class="icon">'
        f'</div><div class="v">{s.html}</div></section>'
        for n, s in enumerate(sections)
    )
    return f"<h1>{title}</h1>{parts}"


def invisible_signs(title: str, sections: Sections) -> str:
    def worn(text: str) -> str:
        return text.replace("i", "i\u200b").replace("b", "\u00adb").replace(" ", "&nbsp;").replace("-", "\u2010")

    def section(s: Section) -> str:
        values = tuple(value if "<a" in value else worn(value) for value in s.values)
        return f"<h2>&#8207;{worn(s.label)}&rlm;</h2>{Section(s.label, values, s.listed).html}"

    return f"<h1>{title}</h1>" + "".join(map(section, sections))


def entities_twice(title: str, sections: Sections) -> str:
    parts = "".join(
        f"<p><b>{s.label}</b>&amp;nbsp;</p>"
        + s.html.replace("</p>", "&amp;nbsp;</p>").replace("</li>", "&amp;nbsp;</li>")
        for s in sections
    )
    return f"<h1>{title}</h1>{parts}<p>&amp;nbsp;</p>"


def icons_and_pictures(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div class=fact><svg role="img" aria-label="icon"><title>Icon of {n}</title><desc>A drawing</desc></svg><picture>'
        f'<source srcset=a.webp><img src=a.png alt="strategic vision"></picture><i class="material-icons">expand_more</i>'
        f"<h3>{s.label}</h3>{s.html}</div>"
        for n, s in enumerate(sections)
    )
    return f"<h1>{title}</h1>{parts}"


def odd_inline_elements(title: str, sections: Sections) -> str:
    parts = "".join(
        f"<h2>{s.label.replace(' ', '<wbr> ')}</h2>"
        + s.html.replace("<li>", "<li><bdi>")
        .replace("</li>", "</bdi></li>")
        .replace("<p>", "<p><ins datetime=2019-01-01>")
        for s in sections
    )
    return f"<h1>{title}</h1><ruby>{title[:1]}<rp>(</rp><rt></rt><rp>)</rp></ruby><math><mi>x</mi></math>{parts}"


def comments_and_conditions(title: str, sections: Sections) -> str:
    parts = "".join(
        f"<!-- {s.label} -- old: <p>None</p> --><!--[if lt IE 9]><p>Old browser</p><![endif]--><![if !IE]><h2>{s.label}</h2>"
        f"<![endif]><![CDATA[ hidden ]]>{s.html}<template><h2>{s.label}</h2><p>Later</p></template>"
        for s in sections
    )
    return f"<h1>{title}</h1>{parts}"


def prefixed_elements(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div><st1:place w:st="on"><b>{s.label}</b></st1:place><o:p></o:p></div>{s.html}' for s in sections
    )
    return f'<h1 xmlns="http://www.w3.org/1999/xhtml">{title}</h1>{parts}'


def frames_without_frames(title: str, sections: Sections) -> str:
    parts = "".join(f"<h2>{s.label}</h2>{s.html}" for s in sections)
    return f"<iframe src=menu.html>Menu</iframe><h1>{title}</h1><iframe src=x><p>No frames</p></iframe>{parts}"


def spans_with_classes(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div class="fact"><span class="fact-label">{s.label}</span> '
        + "".join(f'<span class="fact-value" style="display:block">{v}</span>' for v in s.values)
        + "</div>"
        for s in sections
    )
    return f"<h1>{title}</h1>{parts}"


def labels_as_paragraphs_of_a_class(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<p class="label">{s.label}</p>' + "".join(f'<p class="value">{v}</p>' for v in s.values) for s in sections
    )
    return f"<h1>{title}</h1>{parts}"


def figures_with_captions(title: str, sections: Sections) -> str:
    parts = "".join(f"<figure><figcaption>{s.label}</figcaption>{s.html}</figure>" for s in sections)
    return f"<h1>{title}</h1>{parts}"


def fieldsets(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<fieldset class="collapsible collapsed"><legend><span class="fieldset-legend"><a href="#">{s.label}</a></span>'
        f'</legend><div class="fieldset-wrapper">{s.html}</div></fieldset>'
        for s in sections
    )
    return f"<form><h1>{title}</h1>{parts}</form>"
