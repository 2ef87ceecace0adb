"""How sites wrap one labelled section: accordions, details, cards, headings of all kinds."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.composed.parts import Part
from tests.pages.composed.style import Style, t

Wrap = Callable[[int, Part, str, Style], str]


def levels(number: int, part: Part, said: str, style: Style) -> str:
    return f"<{style.level}>{t(part.label)}</{style.level}>\n{said}"


def details(number: int, part: Part, said: str, style: Style) -> str:
    return f"<details{' open' if number == 1 else ''}><summary>{t(part.label)}</summary>{said}</details>"


def details_heading(number: int, part: Part, said: str, style: Style) -> str:
    return f"<details><summary><h3{style.css('summary')}>{t(part.label)}</h3></summary><div>{said}</div></details>"


def panel3(number: int, part: Part, said: str, style: Style) -> str:
    return (
        '<div class="panel panel-default"><div class="panel-heading" role="tab"><h4 class="panel-title"><a '
        'class="collapsed" '
        f'data-toggle="collapse" href="#k{number}" aria-expanded="false">{t(part.label)}</a></h4></div>'
        f'<div id="k{number}" class="panel-collapse collapse"><div class="panel-body">{said}</div></div></div>'
    )


def panel4(number: int, part: Part, said: str, style: Style) -> str:
    return (
        f'<div class="card"><div class="card-header" id="q{number}"><h5 class="mb-0"><button class="btn '
        'btn-link" data-toggle="collapse" '
        f'data-target="#r{number}">{t(part.label)}</button></h5></div><div id="r{number}" class="collapse" '
        f'aria-labelledby="q{number}">'
        f'<div class="card-body">{said}</div></div></div>'
    )


def panel5(number: int, part: Part, said: str, style: Style) -> str:
    return (
        '<div class="accordion-item"><h2 class="accordion-header"><button class="accordion-button collapsed" '
        'type="button" '
        f'data-bs-toggle="collapse" data-bs-target="#s{number}" aria-expanded="false">{t(part.label)}</button></h2>'
        f'<div id="s{number}" class="accordion-collapse collapse"><div class="accordion-body">{said}</div></div></div>'
    )


def aria(number: int, part: Part, said: str, style: Style) -> str:
    """An accordion of a web application: buttons that control hidden regions."""
    return (
        f'<div{style.css("item")}><button type="button" aria-expanded="false" aria-controls="u{number}" '
        f'id="v{number}"><span>{t(part.label)}</span>'
        f'<svg viewBox="0 0 9 9"><path d="M0 0"/></svg></button><div id="u{number}" role="region" '
        f'aria-labelledby="v{number}" hidden>{said}</div></div>'
    )


def toggle(number: int, part: Part, said: str, style: Style) -> str:
    """The toggle of a page builder."""
    return (
        f'<div{style.css("toggle")}><div{style.css("toggle title")} role="button" tabindex="0" '
        f'aria-controls="w{number}"><a href="">{t(part.label)}</a></div>'
        f'<div{style.css("toggle content")} id="w{number}" style="display:none">{said}</div></div>'
    )


def aria_section(number: int, part: Part, said: str, style: Style) -> str:
    return f'<section aria-labelledby="x{number}"><h2 id="x{number}">{t(part.label)}</h2>{said}</section>'


def role_heading(number: int, part: Part, said: str, style: Style) -> str:
    return f'<div{style.css("block")}><div role="heading" aria-level="2">{t(part.label)}</div><div>{said}</div></div>'


def styled_div(number: int, part: Part, said: str, style: Style) -> str:
    return (
        f'<div style="margin:8px 0"><div style="font-weight:bold;color:#024">{t(part.label)}</div><div>'
        f"{said}</div></div>"
    )


def styled_span(number: int, part: Part, said: str, style: Style) -> str:
    return f'<div><span style="font-size:14pt;font-weight:700">{t(part.label)}</span></div><div>{said}</div>'


def card(number: int, part: Part, said: str, style: Style) -> str:
    return (
        f"<article{style.css('card')}><header><h3>{t(part.label)}</h3></header>"
        f"<div{style.css('card body')}>{said}</div></article>"
    )


def fieldset(number: int, part: Part, said: str, style: Style) -> str:
    return f"<fieldset><legend>{t(part.label)}</legend>{said}</fieldset>"


def field(number: int, part: Part, said: str, style: Style) -> str:
    """Field label and field items of a content management system."""
    return (
        f"<div{style.css('f')}><div{style.css('f label')}>{t(part.label)}</div><div{style.css('f items')}>"
        f"<div{style.css('f item')}>{said}</div></div></div>"
    )


def field_colon(number: int, part: Part, said: str, style: Style) -> str:
    return f"<div{style.css('f')}><span{style.css('f label')}>{t(part.label)}:&nbsp;</span><div>{said}</div></div>"


def strong_paragraph(number: int, part: Part, said: str, style: Style) -> str:
    return f"<p><strong>{t(part.label)}</strong></p>\n{said}"


def strong_colon(number: int, part: Part, said: str, style: Style) -> str:
    if part.short:
        return f"<p><strong>{t(part.label)}:</strong> {style.value(part)}</p>"
    return f"<p><strong>{t(part.label)}:</strong></p>\n{said}"


def word(number: int, part: Part, said: str, style: Style) -> str:
    """Pasted from a word processor."""
    return (
        '<p class="MsoNormal"><b><span lang="EN-GB" style="font-family:&quot;Calibri&quot;">'
        f'{t(part.label)}<o:p></o:p></span></b></p>\n{said}<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    )


def caption_table(number: int, part: Part, said: str, style: Style) -> str:
    return (
        f"<table{style.css('t')}><thead><tr><th>{t(part.label)}</th></tr></thead><tbody><tr><td>{said}</td>"
        "</tr></tbody></table>"
    )


def custom(number: int, part: Part, said: str, style: Style) -> str:
    """Elements that a site has made itself."""
    return (
        f'<x-panel><x-panel-title slot="title">{t(part.label)}</x-panel-title><x-panel-body>'
        f"{said}</x-panel-body></x-panel>"
    )


def centred(number: int, part: Part, said: str, style: Style) -> str:
    return f"<center><font size=4 color=navy>{t(part.label)}</font></center>{said}<hr>"


def numbered(number: int, part: Part, said: str, style: Style) -> str:
    sign = f"{number}. " if not part.label[0].isdigit() else ""  # nobody writes `3. 8 Member States`
    return f"<h3>{sign}{t(part.label)}</h3>\n{said}"


def upper(number: int, part: Part, said: str, style: Style) -> str:
    return f"<h2>{t(part.label.upper())}</h2>\n{said}"


def linked(number: int, part: Part, said: str, style: Style) -> str:
    return f'<h3 id="y{number}"><a href="#y{number}" aria-hidden="true">#</a> {t(part.label)}</h3>\n{said}'


def anchored(number: int, part: Part, said: str, style: Style) -> str:
    return f'<a name="z{number}"></a><h4><a href="#top">{t(part.label)}</a></h4>\n{said}'
