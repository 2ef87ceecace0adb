"""What no field took of a page is compared though it has no full stop; what stands there by turns is not."""

from __future__ import annotations

from collections import Counter

import pytest

from monitor.compare.prose import edited
from monitor.documents.clean import fold
from monitor.documents.read import read
from monitor.extract import extract
from monitor.lookups import table

LINES = {
    "en": (
        "A forum of senior officials who talk about labour mobility and border management",
        "A forum of senior officials who talk about labour mobility and return",
    ),
    "fr": (
        "Un cadre d'échange entre hauts fonctionnaires sur la mobilité des travailleurs et les frontières",
        "Un cadre d'échange entre hauts fonctionnaires sur la mobilité des travailleurs et le retour",
    ),
    "es": (
        "Un espacio de diálogo de altos funcionarios sobre la movilidad de los trabajadores",
        "Un espacio de diálogo de altos funcionarios sobre el retorno de los trabajadores",
    ),
    "pt": (
        "Um espaço de diálogo de altos funcionários sobre a mobilidade dos trabalhadores",
        "Um espaço de diálogo de altos funcionários sobre o regresso dos trabalhadores",
    ),
    "ru": (
        "Площадка для обмена опытом старших должностных лиц по вопросам трудовой мобильности",
        "Площадка для обмена опытом старших должностных лиц по вопросам возвращения мигрантов",
    ),
    "ar": (
        "منتدى لكبار المسؤولين يتحدثون فيه عن تنقل العمال وإدارة الحدود",
        "منتدى لكبار المسؤولين يتحدثون فيه عن عودة المهاجرين وإدارة الحدود",
    ),
}
MARKUPS = (
    "<p>{}</p>",
    "<p><b>{}</b></p>",
    "<ul><li>{}</li><li>Work on visas</li></ul>",
    "<div><div><span>{}</span></div></div>",
    "<table><tr><td>1</td><td>{}</td></tr><tr><td>2</td><td>Work on visas</td></tr></table>",
    "<blockquote>{}</blockquote>",
    '<section class="text-block"><div class="rich"><p>{}</p></div></section>',
    '<p>{} (<a href="/terms">terms</a>)</p>',
)
NEWS = ("Ministers meet in the capital to talk", "Experts look back on a year of hard work", "A film of young migrants")
SAID = (
    "The ministers of twelve States talked about return and about visas for students.",
    "A round table of experts looked at what was done about the trafficking in persons.",
    "Young people who came to the coast tell in this film how they live there today.",
)
TEASERS = (
    '<h2>Latest news</h2><div class="card"><h3><a href="/news/{n}">{title}</a></h3><p>{text}</p></div>',
    '<h2>Related content</h2><ul><li><a href="/news/{n}">{title}</a> {text}</li></ul>',
    '<div class="card"><a href="/news/{n}"><h3>{title}</h3></a><p>{text}</p><a href="/news/{n}">Read more</a></div>',
    '<p>{text} <a href="/news/{n}">Read more</a></p>',
    '<h2>Actualités</h2><div><a href="/news/{n}">{title}</a><p>{text} <a href="/n/{n}">Lire la suite</a></p></div>',
    '<h2>Lo más leído</h2><ol><li><a href="/news/{n}">{title}: {text}</a></li></ol>',
    "<h2>Quote of the day</h2><blockquote>{text}</blockquote><p>{title}</p>",
    "<h3>Citation du jour</h3><p>{text}</p>",
    "<h3>Frase del día</h3><p>{text}</p>",
    "<p>Did you know? {title}: {text}</p><h3>Did you know?</h3><p>{text}</p>",
    "<p><b>Цитата дня</b></p><p>{text}</p>",
    "<p>Weather: {text}</p>",
    "<div><p>This website uses cookies to give you the best experience. {text}</p></div>",
    "<div><p>Ce site utilise des cookies, pour mesurer combien de gens le lisent. {text}</p></div>",
    "<h3>Poll</h3><p>{title} or what do you think of it?</p><ul><li>{text}</li></ul>",
    '<h2>{title}</h2><p><a href="/{n}">{title}, as those say who were there for two days</a></p>',
    '<ul><li><a href="/{n}">{title}</a></li><li><a href="/x">{title} of many things that are to come</a></li></ul>',
    '<p>See: <a href="/{n}">{title} about many things that are to come</a></p>',
)


def prose(body: str, language: str = "en") -> tuple[str, ...]:
    page = (
        f'<!doctype html><html lang="{language}"><head><title>Rabat Process</title></head><body><main>'
        "<h1>Rabat Process</h1><h2>Members</h2><ul><li>Mali</li><li>Ghana</li><li>Italy</li><li>France</li></ul>"
        "<h2>How it began</h2><p>It goes back to the talks of the ministers on the coast.</p>"
        f"{body}</main></body></html>"
    )
    document = read(page.encode(), media_type="text/html; charset=utf-8", url="https://site.example/rabat")
    return extract(document, "mechanism-page", ("rabat-process",)).prose


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("language", LINES)
def test_an_edit_of_a_line_without_a_full_stop_is_told(markup: str, language: str) -> None:
    before, after = (prose(markup.format(line), language) for line in LINES[language])
    told = edited(before, after)
    assert told is not None
    assert [len(side) for side in told] == [1, 1]


@pytest.mark.parametrize("language", LINES)
def test_the_same_line_in_another_markup_tells_nothing(language: str) -> None:
    line = LINES[language][0]
    first = prose(MARKUPS[0].format(line), language)
    for markup in (*MARKUPS[1:4], *MARKUPS[5:7]):
        assert edited(first, prose(markup.format(line), language)) is None, markup


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 8])
def test_a_text_that_is_cut_into_lines_otherwise_tells_nothing(cut: int) -> None:
    text = f"{SAID[0]} It meets yearly. {SAID[1]} All are welcome."
    words = text.split()
    lines = [" ".join(words[at : at + cut + 3]) for at in range(0, len(words), cut + 3)]
    sentences = [SAID[0], "It meets yearly.", SAID[1], "All are welcome."]
    whole = prose(f"<p>{text}</p>")
    for markup in (
        f"<p>{'<br>'.join(lines)}</p>",
        f"<div>{'<br><br>'.join(sentences)}</div>",
        "".join(f"<p>{one}</p>" for one in sentences),
        f"<p>{sentences[0]} <b>{sentences[1]}</b></p><p>{sentences[2]} {sentences[3]}</p>",
        f"<p>{' '.join(sentences[:3])}</p><div>{sentences[3]}</div>",
    ):
        assert edited(whole, prose(markup)) is None, markup


@pytest.mark.parametrize("markup", TEASERS)
def test_what_stands_there_by_turns_is_no_text_of_the_page(markup: str) -> None:
    said = [
        prose(markup.format(n=n, title=title, text=text))
        for n, (title, text) in enumerate(zip(NEWS, SAID, strict=True))
    ]
    for other in (*said[1:], prose("")):
        assert edited(said[0], other) is None, (said[0], other)


def test_what_follows_such_a_part_is_the_pages_again() -> None:
    for markup in (
        "<h3>Quote of the day</h3><p>Old words.</p><h3>History of it</h3><p>{}</p>",
        "<h2>Latest news</h2><h3><a href=/n>Old words</a></h3><p>Of the day.</p><h2>History of it</h2><p>{}</p>",
        "<p><b>Poll</b></p><p>What do you say?</p><h3>History of it</h3><p>{}</p>",
        "<h2>Announcements</h2><p>{}</p>",
    ):
        assert edited(prose(markup.format(SAID[0])), prose(markup.format(SAID[1]))) is not None, markup


def test_no_name_of_a_part_stands_twice() -> None:
    words = Counter(fold(word) for name in ("teasers", "passing") for word in table("controls")["menus"][name])
    assert [word for word, times in words.items() if times > 1] == []


def test_rows_of_figures_are_no_text():
    figures = " ".join(str(number**5) for number in range(40))
    assert prose(f"<p>{figures}</p>") == prose("")
