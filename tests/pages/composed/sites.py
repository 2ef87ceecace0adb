"""Sites that a page may stand on: what their systems put around the content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tests.pages.composed.style import Style, t
from tests.pages.composed.voice import table

Words = dict[str, Any]
Site = Callable[[str, str, Words, Style], str]


def dressed(content: str, title: str, language: str, site: str, style: Style) -> str:
    """The whole HTML page."""
    dice, words = style.dice, table("frame")[language]
    declared = f' lang="{language}"' if dice.random() < 0.75 else ""
    suffix = dice.choice(("", " | Ministry of the Interior", " - Portal", " | Migration Portal"))
    script = '<script>window.settings={"members":175,"chair":"none"};</script>' if dice.random() < 0.5 else ""
    style_sheet = "<style>.a{color:red}</style>" if dice.random() < 0.4 else ""
    head = f'<meta charset="utf-8"><title>{t(title + suffix)}</title>{style_sheet}{script}'
    return (
        f"<!DOCTYPE html>\n<html{declared}>\n<head>{head}</head>\n<body>"
        f"\n{SITES[site](content, title, words, style)}\n</body>\n</html>\n"
    )


def links(texts: Sequence[str], path: str = "/") -> str:
    return "".join(f'<li><a href="{path}{n}">{t(text)}</a></li>' for n, text in enumerate(texts))


def cookies(words: Words, dice: Random, share: float = 0.5) -> str:
    if dice.random() >= share:
        return ""
    name = dice.choice(
        (
            'class="cookie-banner"',
            'id="cookie-consent" role="dialog"',
            'class="cc-window cc-banner"',
            'id="CybotCookiebotDialog"',
        )
    )
    return f"<div {name}><p>{t(words['cookies'])}</p><button>{t(words['accept'])}</button></div>"


def news(words: Words, field: str) -> str:
    head, entries = words[field]
    return f"<h3>{t(head)}</h3><ul>{links(entries, '/news/')}</ul>"


def aside(words: Words, style: Style) -> str:
    inner = news(words, style.dice.choice(("ticker", "teasers"))) if style.dice.random() < 0.6 else ""
    form = ""
    if style.dice.random() < 0.25:
        fields = "".join(f"<label>{t(text)}<input></label>" for text in words["form"][:3])
        form = f"<form>{fields}<button>{t(words['form'][3])}</button></form>"
    return f"<aside{style.css('aside')}>{inner}{form}</aside>" if inner or form else ""


def share(words: Words, style: Style) -> str:
    return f'<div class="share"><ul>{links(words["share"], "#")}</ul></div>' if style.dice.random() < 0.3 else ""


def footer(words: Words, style: Style, tag: str = "footer") -> str:
    offices = ""
    if style.dice.random() < 0.35:
        head, names = words["offices"]
        offices = f"<h4>{t(head)}</h4><ul>{links(names, '/offices/')}</ul>"
    end = f"</{tag.split()[0]}>"
    return f"<{tag}>{offices}<ul>{links(words['footer'], '/legal/')}</ul><p>{t(words['address'])}</p>{end}"


def crumbs(words: Words, title: str, style: Style) -> str:
    if style.dice.random() < 0.5:
        return ""
    return (
        f'<nav aria-label="breadcrumb"><ol class="breadcrumb">{links(words["crumbs"])}<li '
        f'aria-current="page">{t(title)}</li></ol></nav>'
    )


def drupal(content: str, title: str, words: Words, style: Style) -> str:
    return (
        f'<a href="#main-content" class="visually-hidden focusable skip-link">{t(words["skip"])}</a>'
        f"{cookies(words, style.dice)}"
        '<header role="banner"><nav role="navigation" aria-labelledby="block-menu"><h2 '
        'class="visually-hidden" id="block-menu">Main navigation</h2>'
        f'<ul class="menu">{links(words["menu"])}</ul></nav></header>{crumbs(words, title, style)}'
        f'<main role="main"><a id="main-content" tabindex="-1"></a><article>{content}</article>'
        f"{share(words, style)}</main>"
        f"{aside(words, style)}{footer(words, style)}"
    )


def drupal7(content: str, title: str, words: Words, style: Style) -> str:
    claim = f"<p>{t(words['claim'])}</p>" if style.dice.random() < 0.5 else ""
    return (
        '<div id="page-wrapper"><div id="header"><div class="section"><ul id="main-menu" class="links">'
        f"{links(words['menu'])}</ul>{claim}</div></div>"
        '<div id="main-wrapper"><div id="content" class="column"><div class="section"><div class="region '
        f'region-content">{content}</div></div></div></div>'
        f'{cookies(words, style.dice)}<div id="footer">{footer(words, style, "div")}</div></div>'
    )


def wordpress(content: str, title: str, words: Words, style: Style) -> str:
    return (
        '<div id="page" class="site"><header id="masthead" class="site-header"><nav id="site-navigation" '
        'class="main-navigation">'
        f'<ul>{links(words["menu"])}</ul></nav></header><div id="primary" class="content-area"><main '
        'id="main" class="site-main">'
        f'<article class="post type-page"><div class="entry-content">{content}</div></article></main></div>'
        f"{aside(words, style)}"
        f"{footer(words, style, 'footer')}</div>{cookies(words, style.dice)}"
    )


def joomla(content: str, title: str, words: Words, style: Style) -> str:
    views = (
        '<dl class="article-info"><dd class="hits">'
        f"{t(words['views'].format(n=style.dice.randrange(100, 9999)))}</dd></dl>"
        if style.dice.random() < 0.5
        else ""
    )
    return (
        '<div class="body"><div class="container"><div class="navigation"><ul class="nav menu">'
        f"{links(words['menu'])}</ul></div>"
        f'<div class="item-page">{views}<div itemprop="articleBody">{content}</div></div>'
        f'<div class="moduletable"><ul class="latestnews">{links(words["ticker"][1])}</ul></div></div>'
        f"{footer(words, style)}</div>{cookies(words, style.dice, 0.3)}"
    )


def sharepoint(content: str, title: str, words: Words, style: Style) -> str:
    noscript = "<noscript>Your browser does not support JavaScript!</noscript>" if style.dice.random() < 0.5 else ""
    return (
        f'{noscript}<form><div id="s4-workspace"><div id="ribbon"></div><div class="ms-core-navigation" '
        f'role="navigation"><ul class="root static">{links(words["menu"])}</ul></div>'
        f'<div id="contentBox"><div class="ms-rtestate-field">\u200b{content}</div></div></div><div '
        f'class="ms-footer">{footer(words, style, "div")}</div></form>'
    )


def typo3(content: str, title: str, words: Words, style: Style) -> str:
    return (
        f'<nav id="mainnav" class="navbar"><ul class="navbar-nav">{links(words["menu"])}</ul></nav><div '
        f'class="rootline">{t(" > ".join(words["crumbs"]))}</div>'
        '<div class="section section-default"><div class="container"><!--TYPO3SEARCH_begin--><div '
        f'id="c{style.dice.randrange(9999)}" class="frame frame-default">{content}</div><!--TYPO3SEARCH_end-->'
        "</div></div>"
        f"{footer(words, style)}{cookies(words, style.dice)}"
    )


def liferay(content: str, title: str, words: Words, style: Style) -> str:
    return (
        '<div id="wrapper"><header id="banner"><div id="heading"><span class="logo">Portal</span></div><nav '
        f'class="sort-pages modify-pages" id="navigation"><ul>{links(words["menu"])}</ul></nav></header>'
        f'<section id="content"><h2 class="hide-accessible">{t(title)}</h2><div class="portlet-body"><div '
        f'class="journal-content-article">{content}</div></div></section>{footer(words, style)}</div>'
    )


def government(content: str, title: str, words: Words, style: Style) -> str:
    """A state's design system: mega menu, search, languages."""
    mega = "".join(
        f'<li><button aria-expanded="false">{t(text)}</button><ul>{links(words["submenu"], "/sub/")}</ul></li>'
        for text in words["menu"][:4]
    )
    speech = "".join(f'<li><a href="/{n}">{t(text)}</a></li>' for n, text in enumerate(words["languages"]))
    return (
        f"{cookies(words, style.dice)}<header{style.css('top')}><ul{style.css('lang')}>{speech}</ul><form "
        f'role="search"><input placeholder="{t(words["search"])}"></form>'
        f"<nav><ul>{mega}</ul></nav></header>{crumbs(words, title, style)}<div{style.css('wrap')}><main>"
        f"{content}</main>{aside(words, style)}</div>{footer(words, style)}"
    )


def application(content: str, title: str, words: Words, style: Style) -> str:
    """What a script has rendered: no landmarks, names that say nothing."""
    menu = "".join(f'<a{style.css("navlink")} href="/{n}">{t(text)}</a>' for n, text in enumerate(words["menu"]))
    bottom = "".join(f'<a{style.css("footlink")} href="/f{n}">{t(text)}</a>' for n, text in enumerate(words["footer"]))
    return (
        f'<div id="root"><div{style.css("bar")}>{menu}</div><div{style.css("view")}>{content}</div>'
        f"<div{style.css('bottom')}>{bottom}<span>{t(words['address'])}</span></div></div>"
    )


def old(content: str, title: str, words: Words, style: Style) -> str:
    """A page of 1999: a table for the layout, the navigation in its left cell."""
    menu = "<br>".join(f'<a href="{n}.htm"><font size=2>{t(text)}</font></a>' for n, text in enumerate(words["menu"]))
    return (
        '<table border=0 width="100%"><tr><td colspan=2 bgcolor="#336699"><img src="top.gif" alt="" '
        "width=700 height=60></td></tr>"
        f"<tr><td width=140 valign=top>{menu}</td><td valign=top>{content}</td></tr></table><hr><center><font "
        f"size=1>{t(words['address'])}</font></center>"
    )


def bare(content: str, title: str, words: Words, style: Style) -> str:
    return content


def print_view(content: str, title: str, words: Words, style: Style) -> str:
    return (
        f'<p><a href="javascript:window.print()">{t(words["share"][-2])}</a></p><div{style.css("print")}>'
        f"{content}</div>"
    )


SITES: dict[str, Site] = {
    "drupal": drupal,
    "drupal-7": drupal7,
    "wordpress": wordpress,
    "joomla": joomla,
    "sharepoint": sharepoint,
    "typo3": typo3,
    "liferay": liferay,
    "government": government,
    "application": application,
    "old": old,
    "bare": bare,
    "print": print_view,
}
