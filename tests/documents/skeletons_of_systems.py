# ruff: noqa: E501  (markup is clearer in one piece)
"""The frames that content management systems and design systems set a page's facts in. None is a copy of a page.

Each function gives the content of a page (what stands in its body) for its title and its sections.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A label and its values: one line, or the entries of a list."""

    label: str
    values: tuple[str, ...]
    listed: bool = False

    @property
    def html(self) -> str:
        if not self.listed:
            return "".join(f"<p>{value}</p>" for value in self.values)
        return "<ul>" + "".join(f"<li>{value}</li>" for value in self.values) + "</ul>"

    @property
    def line(self) -> str:
        return ", ".join(self.values)


Sections = tuple[Section, ...]


def drupal_7_fields(title: str, sections: Sections) -> str:
    fields = "".join(
        f'<div class="field field-name-field-f{n} field-type-text-long field-label-above"><div class="field-label">'
        f'{s.label}:&nbsp;</div><div class="field-items">'
        + "".join(f'<div class="field-item {["even", "odd"][i % 2]}">{v}</div>' for i, v in enumerate(s.values))
        + "</div></div>"
        for n, s in enumerate(sections)
    )
    return (
        f'<div id="page"><div id="main"><h1 class="title" id="page-title">{title}</h1><div id="content">'
        f'<div class="node node-rcp clearfix"><div class="content">{fields}</div></div></div></div></div>'
    )


def drupal_7_inline_fields(title: str, sections: Sections) -> str:
    fields = "".join(
        f'<div class="field field-label-inline clearfix"><div class="field-label">{s.label}:&nbsp;</div>'
        f'<div class="field-items"><div class="field-item even">{s.html}</div></div></div>'
        for s in sections
    )
    return f'<div class="region region-content"><h1>{title}</h1><article>{fields}</article></div>'


def drupal_8_views(title: str, sections: Sections) -> str:
    fields = "".join(
        f'<div class="views-field views-field-field-f{n}"><span class="views-label views-label-field">{s.label}: </span>'
        + (f'<div class="field-content">{s.html}</div>' if s.listed else f'<span class="field-content">{s.line}</span>')
        + "</div>"
        for n, s in enumerate(sections)
    )
    return (
        f'<main role="main"><a id="main-content" tabindex="-1"></a><h1 class="page-title">{title}</h1>'
        f'<div class="views-element-container"><div class="view"><div class="view-content"><div class="views-row">'
        f"{fields}</div></div></div></div></main>"
    )


def drupal_10_paragraphs(title: str, sections: Sections) -> str:
    items = "".join(
        f'<div class="paragraph paragraph--type--accordion-item"><h3 class="accordion__title" data-once="a">'
        f'<span class="field field--name-field-title field__item">{s.label}</span><svg class="icon"><title>Plus</title>'
        f'<path d="M0 0"/></svg></h3><div class="accordion__body clearfix text-formatted field__item">{s.html}</div></div>'
        for s in sections
    )
    return f'<div class="dialog-off-canvas-main-canvas"><main><h1>{title}</h1><div class="layout">{items}</div></main></div>'


def wordpress_blocks(title: str, sections: Sections) -> str:
    blocks = "".join(
        f'<div class="wp-block-group has-background"><div class="wp-block-group__inner-container is-layout-flow">'
        f'<h3 class="wp-block-heading"><strong>{s.label}</strong></h3>'
        + s.html.replace("<p>", '<p class="has-text-align-left">').replace("<ul>", '<ul class="wp-block-list">')
        + "</div></div>"
        for s in sections
    )
    return f'<article class="post hentry"><header><h1 class="entry-title">{title}</h1></header><div class="entry-content">{blocks}</div></article>'


def wordpress_columns(title: str, sections: Sections) -> str:
    blocks = "".join(
        f'<div class="wp-block-columns"><div class="wp-block-column" style="flex-basis:33.33%"><p><strong>{s.label}'
        f'</strong></p></div><div class="wp-block-column" style="flex-basis:66.66%">{s.html}</div></div>'
        for s in sections
    )
    return f'<div class="entry-content"><h1>{title}</h1>{blocks}</div>'


def elementor_accordion(title: str, sections: Sections) -> str:
    items = "".join(
        f'<div class="elementor-accordion-item"><div id="elementor-tab-title-17{n}" class="elementor-tab-title" '
        f'data-tab="{n}" role="button" aria-controls="elementor-tab-content-17{n}" aria-expanded="false">'
        f'<span class="elementor-accordion-icon" aria-hidden="true"><i class="fas fa-plus"></i></span>'
        f'<a class="elementor-accordion-title" tabindex="0">{s.label}</a></div><div id="elementor-tab-content-17{n}" '
        f'class="elementor-tab-content elementor-clearfix" data-tab="{n}" role="region" '
        f'aria-labelledby="elementor-tab-title-17{n}">{s.html}</div></div>'
        for n, s in enumerate(sections, 1)
    )
    return f'<div class="elementor"><h1 class="elementor-heading-title">{title}</h1><div class="elementor-accordion">{items}</div></div>'


def divi_toggles(title: str, sections: Sections) -> str:
    items = "".join(
        f'<div class="et_pb_module et_pb_toggle et_pb_toggle_close"><h5 class="et_pb_toggle_title">{s.label}</h5>'
        f'<div class="et_pb_toggle_content clearfix">{s.html}</div></div>'
        for s in sections
    )
    return f"<h1>{title}</h1>{items}"


def sharepoint_2010(title: str, sections: Sections) -> str:
    rows = "".join(
        f'<tr><td nowrap="true" valign="top" width="165px" class="ms-formlabel"><h3 class="ms-standardheader">'
        f'<nobr>{s.label}</nobr></h3></td><td valign="top" class="ms-formbody" width="450px"><div dir="" class='
        f'"ExternalClassA1">{s.html}</div></td></tr>'
        for s in sections
    )
    return (
        f'<form method="post" action="d.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="x"/><span>'
        f"<h1>{title}</h1></span>"
        f'<table class="ms-formtable" border="0" cellpadding="0" cellspacing="0" width="100%">{rows}</table></form>'
    )


def sharepoint_2013(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div class="ms-webpartzone-cell ms-fullWidth"><div class="ms-webpart-chrome"><div class="ms-webpart-chrome-title">'
        f'<span title="{s.label}" class="js-webpart-titleCell"><h2 style="text-align:justify" class="ms-webpart-titleText">'
        f'<nobr><span>{s.label}</span><span id="WebPartCaption{n}"></span></nobr></h2></span></div>'
        f'<div webpartid="x{n}" id="WebPartWPQ{n}" class="ms-WPBody"><div class="ms-rtestate-field">\u200b{s.html}</div></div></div></div>'
        for n, s in enumerate(sections)
    )
    return f'<form id="aspnetForm"><h1>{title}</h1><div class="welcome-content">{parts}</div></form>'


def sharepoint_modern(title: str, sections: Sections) -> str:
    zones = "".join(
        f'<div class="CanvasZone"><div class="ControlZone"><div data-sp-feature-tag="Rich Text Editor" class="ck-content">'
        f'<h2 id="h-{n}"><strong>{s.label}</strong></h2>{s.html}</div></div></div>'
        for n, s in enumerate(sections)
    )
    return f'<div id="spPageCanvasContent"><div role="heading" aria-level="1">{title}</div>{zones}</div>'


def joomla_module_tables(title: str, sections: Sections) -> str:
    rows = "".join(
        f'<tr><td class="contentheading" width="100%">{s.label}</td></tr><tr><td valign="top">{s.html}</td></tr>'
        for s in sections
    )
    return f'<div class="item-page"><h1>{title}</h1><table class="contentpaneopen">{rows}</table></div>'


def typo3_content(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div id="c{n}" class="frame frame-default frame-type-text"><header><h2 class="">{s.label}</h2></header>'
        f"{s.html}</div>"
        for n, s in enumerate(sections, 840)
    )
    return f'<!--TYPO3SEARCH_begin--><div id="c1"><header><h1>{title}</h1></header></div>{parts}<!--TYPO3SEARCH_end-->'


def liferay_portlets(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div class="portlet-boundary" id="p_p_id_56_INSTANCE_{n}_"><span id="p_56_{n}"></span><section class="portlet">'
        f'<header class="portlet-topper"><h1 class="portlet-title"><span class="portlet-title-text">{s.label}</span></h1>'
        f'</header><div class="portlet-content"><div class="journal-content-article">{s.html}</div></div></section></div>'
        for n, s in enumerate(sections)
    )
    return f'<div id="content" role="main"><h1 class="hide-accessible">{title}</h1>{parts}</div>'


def aem_components(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div class="accordion panelcontainer"><div id="accordion-{n}" class="cmp-accordion" data-cmp-is="accordion">'
        f'<div class="cmp-accordion__item"><h3 class="cmp-accordion__header"><button id="accordion-{n}-button" '
        f'class="cmp-accordion__button" aria-controls="accordion-{n}-panel"><span class="cmp-accordion__title">{s.label}'
        f'</span><span class="cmp-accordion__icon"></span></button></h3><div id="accordion-{n}-panel" '
        f'class="cmp-accordion__panel cmp-accordion__panel--hidden" role="region"><div class="cmp-text">{s.html}</div>'
        f"</div></div></div></div>"
        for n, s in enumerate(sections)
    )
    return f'<div class="root container"><div class="title"><h1 class="cmp-title__text">{title}</h1></div>{parts}</div>'


def wix_spans(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div class="KcpHeO" data-testid="richTextElement"><p class="font_8" style="font-size:16px"><span style='
        f'"font-size:16px"><span style="font-weight:bold"><span style="font-family:avenir">{s.label}</span></span></span>'
        f'<span class="wixGuard">\u200b</span></p>'
        + "".join(
            f'<p class="font_8"><span style="font-size:16px"><span class="color_15">{v}</span></span></p>'
            for v in s.values
        )
        + '<p class="font_8"><span class="wixGuard">\u200b</span></p></div>'
        for s in sections
    )
    return f'<div id="SITE_CONTAINER"><h1 class="font_2"><span>{title}</span></h1>{parts}</div>'


def squarespace(title: str, sections: Sections) -> str:
    parts = "".join(
        f'<div class="sqs-block html-block"><div class="sqs-block-content"><h4 style="white-space:pre-wrap;">{s.label}</h4>'
        + "".join(f'<p class="" style="white-space:pre-wrap;">{v}</p>' for v in s.values)
        + "</div></div>"
        for s in sections
    )
    return f"<h1>{title}</h1>{parts}"


def bootstrap_4_cards(title: str, sections: Sections) -> str:
    cards = "".join(
        f'<div class="card mb-3"><div class="card-header bg-primary">{s.label}</div><div class="card-body"><div class='
        f'"card-text">{s.html}</div></div></div>'
        for s in sections
    )
    return f'<div class="container"><h1>{title}</h1><div class="card-columns">{cards}</div></div>'


def bootstrap_4_list_group_tabs(title: str, sections: Sections) -> str:
    links = "".join(
        f'<a class="list-group-item list-group-item-action" data-toggle="list" href="#list-{n}" role="tab">{s.label}</a>'
        for n, s in enumerate(sections)
    )
    panes = "".join(
        f'<div class="tab-pane fade" id="list-{n}" role="tabpanel">{s.html}</div>' for n, s in enumerate(sections)
    )
    return (
        f'<h1>{title}</h1><div class="row"><div class="col-4"><div class="list-group" id="list-tab" role="tablist">{links}'
        f'</div></div><div class="col-8"><div class="tab-content">{panes}</div></div></div>'
    )


def bootstrap_3_pills(title: str, sections: Sections) -> str:
    links = "".join(
        f'<li role="presentation"{" class=active" * (n == 0)}><a href="#pill{n}" data-toggle="pill">{s.label}</a></li>'
        for n, s in enumerate(sections)
    )
    panes = "".join(f'<div id="pill{n}" class="tab-pane fade">{s.html}</div>' for n, s in enumerate(sections))
    return f'<h1>{title}</h1><ul class="nav nav-pills nav-stacked">{links}</ul><div class="tab-content">{panes}</div>'


def foundation_accordion(title: str, sections: Sections) -> str:
    items = "".join(
        f'<li class="accordion-item" data-accordion-item><a href="#" class="accordion-title">{s.label}</a>'
        f'<div class="accordion-content" data-tab-content>{s.html}</div></li>'
        for s in sections
    )
    return f'<h1>{title}</h1><ul class="accordion" data-accordion data-multi-expand="true">{items}</ul>'


def foundation_5_accordion(title: str, sections: Sections) -> str:
    items = "".join(
        f'<dd class="accordion-navigation"><a href="#panel{n}a">{s.label}</a><div id="panel{n}a" class="content">{s.html}'
        f"</div></dd>"
        for n, s in enumerate(sections)
    )
    return f'<h1>{title}</h1><dl class="accordion" data-accordion>{items}</dl>'


def material_tabs(title: str, sections: Sections) -> str:
    tabs = "".join(
        f'<button class="mdc-tab" role="tab" aria-selected="false" tabindex="{n}"><span class="mdc-tab__content">'
        f'<span class="mdc-tab__text-label">{s.label}</span></span><span class="mdc-tab-indicator"></span></button>'
        for n, s in enumerate(sections)
    )
    panes = "".join(f'<div class="tab-panel" role="tabpanel" hidden>{s.html}</div>' for s in sections)
    return f'<h1>{title}</h1><div class="mdc-tab-bar" role="tablist">{tabs}</div>{panes}'


def gov_uk_accordion(title: str, sections: Sections) -> str:
    items = "".join(
        f'<div class="govuk-accordion__section"><div class="govuk-accordion__section-header"><h2 '
        f'class="govuk-accordion__section-heading"><button type="button" aria-controls="a-content-{n}" '
        f'class="govuk-accordion__section-button" aria-expanded="false" aria-label="{s.label} , Show this section">'
        f'<span class="govuk-accordion__section-heading-text"><span>{s.label}</span></span><span class="govuk-visually-'
        f'hidden govuk-accordion__section-heading-divider">, </span><span class="govuk-accordion__section-toggle" '
        f'data-nosnippet><span><span class="govuk-accordion-nav__chevron"></span><span>Show</span><span class='
        f'"govuk-visually-hidden"> this section</span></span></span></button></h2></div><div id="a-content-{n}" '
        f'class="govuk-accordion__section-content" hidden="until-found"><div class="govuk-body">{s.html}</div></div></div>'
        for n, s in enumerate(sections)
    )
    return f'<main class="govuk-main-wrapper"><h1>{title}</h1><div class="govuk-accordion">{items}</div></main>'


def gov_uk_summary_list(title: str, sections: Sections) -> str:
    rows = "".join(
        f'<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{s.label}</dt>'
        f'<dd class="govuk-summary-list__value">{s.html}</dd></div>'
        for s in sections
    )
    return f'<main><h1>{title}</h1><dl class="govuk-summary-list">{rows}</dl></main>'


def us_design_accordion(title: str, sections: Sections) -> str:
    items = "".join(
        f'<h4 class="usa-accordion__heading"><button type="button" class="usa-accordion__button" aria-expanded="true" '
        f'aria-controls="b-a{n}">{s.label}</button></h4><div id="b-a{n}" class="usa-accordion__content usa-prose">{s.html}'
        f"</div>"
        for n, s in enumerate(sections)
    )
    return f'<main id="main-content"><h1>{title}</h1><div class="usa-accordion">{items}</div></main>'


def vue_cards(title: str, sections: Sections) -> str:
    cards = "".join(
        f'<v-card data-v-7ba5bd90=""><div data-v-7ba5bd90="" class="v-card__title">{s.label}</div><div data-v-7ba5bd90="" '
        f'class="v-card__text">{s.html}</div></v-card>'
        for s in sections
    )
    return f'<div id="app" data-v-app=""><h1>{title}</h1>{cards}</div>'


def tailwind_definition_grid(title: str, sections: Sections) -> str:
    rows = "".join(
        f'<div class="px-4 py-6 sm:grid sm:grid-cols-3"><dt class="text-sm font-medium">{s.label}</dt><dd class="mt-1 '
        f'text-sm sm:col-span-2">{s.html}</dd></div>'
        for s in sections
    )
    return f'<h1>{title}</h1><div class="mt-6 border-t"><dl class="divide-y">{rows}</dl></div>'


def infobox(title: str, sections: Sections) -> str:
    rows = "".join(
        f'<tr><th scope="row" class="infobox-label">{s.label}</th><td class="infobox-data"><div class="plainlist">{s.html}'
        f"</div></td></tr>"
        for s in sections
    )
    return (
        f'<h1 id="firstHeading">{title}</h1><div id="mw-content-text"><table class="infobox vcard"><tbody><tr><th colspan='
        f'"2" class="infobox-above fn org">{title}</th></tr>{rows}</tbody></table></div>'
    )
