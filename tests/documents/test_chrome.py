from __future__ import annotations

import pytest

from monitor.documents.html import read_html

FACTS = (
    "<h1>Silver Coast Forum</h1><h3>Established</h3><p>2001</p><h3>Chair</h3><p>Kenya</p><h3>Members</h3><p>Togo</p>"
)


def links(*texts: str, tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/page/{number}'>{text}</a></{tag}>" for number, text in enumerate(texts))


def content(markup: str) -> list[str]:
    document = read_html(markup, url="https://example.org/forum")
    return [block.text for block in document.blocks if not block.landmark]


OURS = [text.rpartition(">")[2] for text in FACTS.split("</")[:-1]]

# Around the facts, without a landmark and without a class that says something.
AROUND = {
    "menu before the title": (
        f"<div class=x1><ul>{links('Home', 'Publications', 'Our team', 'Partners')}</ul></div>",
        "",
    ),
    "unknown words before": (f"<div><ul>{links('Projekte', 'Themen', 'Presse')}</ul></div>", ""),
    "a line of links": ("<p>" + links("Accueil", "Qui sommes-nous", "Emplois", tag="span") + "</p>", ""),
    "way down": ("<div>Home &gt; What we do &gt; Silver Coast Forum</div>", ""),
    "way down in Spanish": ("<p><a href=/>Inicio</a> » <a href=/a>Temas</a> » Foro</p>", ""),
    "footer": ("", f"<div class=zz><ul>{links('Our offices', 'Partners', 'Publications')}</ul></div>"),
    "footer in divs": ("", f"<div>{links('Our offices', 'Partners', 'Publications', tag='div')}</div>"),
    "known words in the same element": ("", f"<ul>{links('Terms of use', 'Privacy', 'Accessibility')}</ul>"),
    "rights": ("", "<p>© 2025 All rights reserved. 1 Harbour Road</p>"),
    "rights with links": ("", f"<p>{links('Aviso legal', 'Privacidad', 'Mapa', tag='span')} © 2025</p>"),
    "dated teasers": (
        "",
        f"<div><ul>{links('12 May 2024: A visit', '3 June 2024: A report', '4 July: A day')}</ul></div>",
    ),
    "teasers with a heading": ("", f"<div><h3>Latest</h3>{links('A visit', 'A report', 'A day', tag='p')}</div>"),
    "offices in a footer": (
        "",
        f"<div><h4>Our offices</h4><ul>{links('Ghana', 'Peru', 'Fiji')}</ul>"
        f"<ul>{links('Privacy', 'Sitemap')}</ul><p>© 2025</p></div>",
    ),
}


@pytest.mark.parametrize("name", AROUND)
def test_menus_and_footers_are_told_by_their_shape(name: str) -> None:
    before, after = AROUND[name]
    assert content(f"{before}<div>{FACTS}</div>{after}") == OURS


def test_a_column_of_links_in_a_table_of_layout_is_a_menu() -> None:
    menu = "<br>".join(f"<a href={name}.htm>{name}</a>" for name in ("Home", "Publications", "Contact"))
    assert content(f"<table><tr><td>{menu}</td><td>{FACTS}</td></tr></table>") == OURS


# Links that are the content.
COUNTRIES = ("Ghana", "Togo", "Benin", "Chad")
LIST = f"<ul>{links(*COUNTRIES)}</ul>"
PLAIN = "<p>Chair: Kenya</p><p>Type: RCP</p>"
KEPT = {
    "members below their label": f"<h1>Forum</h1>{PLAIN}<h2>Members</h2>{LIST}",
    "in an element of its own": (
        f"<h1>Forum</h1><div>{PLAIN}</div><div class=a><h2>Countries of the coast</h2></div><div class=b>{LIST}</div>"
    ),
    "a label and its list in two elements": (f"<div>{PLAIN}<p>Members (4)</p></div><div>{LIST}</div>"),
    "announced by a sentence": (f"<div>{PLAIN}</div><div><p>Four countries take part</p>{LIST}</div>"),
    "announced before the facts": (f"<div><p>Four countries take part</p>{LIST}</div><div>{PLAIN}</div>"),
    "an accordion": (
        "<div><div><h3>Chair</h3></div><div>Kenya</div></div><div><div><h3>Type</h3></div><div>RCP</div></div>"
        f"<div><div><h3>Members</h3></div><div>{LIST}</div></div>"
    ),
    "below the title alone": f"<h1>Members of the Forum</h1>{LIST}",
    "one label": f"<div><h2>Chair</h2><p>Kenya</p></div><div>{LIST}</div>",
    "nothing but links": f"{LIST}",
}


@pytest.mark.parametrize("name", KEPT)
def test_lists_of_links_below_their_label_are_content(name: str) -> None:
    assert [text for text in content(KEPT[name]) if text in COUNTRIES] == list(COUNTRIES)


def test_documents_are_content_wherever_they_stand() -> None:
    files = "".join(f"<li><a href='/f/{name}.pdf'>{name}</a></li>" for name in ("Charter", "Report", "Plan"))
    assert content(f"<div>{FACTS}</div><div><ul>{files}</ul></div>") == [*OURS, "Charter", "Report", "Plan"]


def test_a_page_of_links_keeps_them() -> None:
    texts = ("Home", "Privacy", "Sitemap")
    assert content(f"<ul>{links(*texts)}</ul>") == list(texts)
