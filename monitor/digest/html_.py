"""The digest as an HTML page that a mail can hold: 600 px wide, light or dark as its reader has it, nothing fetched.

The template is digest.html. Jinja's autoescape is on, and before it all that a template puts out goes through
`escape.html`, so that no word of a page can come to be markup. Rules of style are written onto the elements, as many
readers of mail drop style sheets; those for the dark stay in one, since an element cannot hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from monitor.digest import escape, telling, together
from monitor.digest.addresses import link
from monitor.digest.details import details
from monitor.digest.records import Digest, News
from monitor.digest.together import Entry
from monitor.messages import Language, language
from monitor.model import Json


def as_html(digest: Digest, *, command: str = "monitor") -> str:
    """A whole document; the same digest always gives the same text. `command` as in `text.as_text`."""
    fill, inline = _made()
    words = language(digest.language)
    page = fill(
        words=words,
        title=telling.title(digest),
        heartbeat=telling.heartbeat(digest),
        chapters=[
            {
                "name": chapter.name,
                "news": [_news(told, chapter.mechanism, command, words) for told in together.entries(chapter, words)],
                "also": [telling.also(one, words) for one in chapter.also],
            }
            for chapter in digest.chapters
        ],
        sections=[(title, entries) for title, entries in telling.states(digest, command) if entries],
        standing=telling.standing(digest, command),
    )
    return f"{inline(page)}\n"


def _news(entry: Entry, mechanism: str | None, command: str, words: Language) -> Mapping[str, Json]:
    """What the template is told of an entry."""
    news = entry.news
    return {
        "importance": news.importance,
        "weight": words.term("importance", news.importance) or news.importance,
        "summary": telling.summary(news, mechanism or news.mechanism, words),
        "details": details(news, words),
        "all": together.where(entry, command) if entry.unnamed else None,
        "sources": [(news.source, link(news.url), telling.origins(entry, words))]
        if entry.together
        else [_source(page, news, words) for page in telling.pages(news)],
    }


def _source(page: News, news: News, words: Language) -> tuple[str, str | None, str]:
    """What a page is called, its address, and when it was seen to change."""
    return (
        telling.of_page(page, news),
        link(page.url),
        words.say("origin-id", seen=telling.seen(page, words), id=page.id),
    )


@cache
def _made() -> tuple[Callable[..., str], Callable[[str], str]]:
    """What fills the template, and what writes the rules onto the elements."""
    from css_inline import CSSInliner  # not above: most commands write no HTML
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    def escaped(value: object) -> Markup:
        return value if isinstance(value, Markup) else Markup(escape.html(str(value)))

    template = Environment(
        autoescape=True, finalize=escaped, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string(files("monitor.digest").joinpath("digest.html").read_text(encoding="utf-8"))
    return template.render, CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline
