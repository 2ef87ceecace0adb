"""What sites put beside a page and change by themselves: notices, teasers, polls, counters, countdowns, the weather."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Noise = Callable[[str, Random], str]
CARDS = (
    ("Ministers meet in the capital", "The ministers of twelve States talked about visas for students."),
    ("Looking back on the year", "Experts looked at what was done against trafficking and at what is left to do."),
    ("A film of the coast", "Young people tell in a film how they live on the coast of Tunisia and Spain."),
    ("New chair for Bali", "Australia hands the chair of the forum to Indonesia after two years of work."),
)
COOKIES = (
    "This website uses cookies to give you the best experience on our site. By going on you agree to our use of them.",
    "Nous utilisons des cookies pour améliorer votre visite sur notre site et pour mesurer son audience.",
    "",
)
AGO = (
    "Last updated 2 hours ago",
    "Last updated yesterday",
    "Mis à jour il y a 5 minutes",
    "Actualizado hace 2 horas",
    "Обновлено 3 дня назад",
    "تم التحديث منذ 3 أيام",
    "Zuletzt aktualisiert vor 3 Tagen",
)
QUESTIONS = ("Do you think that borders should be open?", "How did you hear about us in the first place?")
WEATHER = ("sunny with a light wind", "rain in the evening", "light clouds")


def at_end(form: str, **choices: tuple[str, ...]) -> Noise:
    """A piece behind all else. `{n}` and `{m}` are numbers, `{x}` a sign of a machine."""

    def noise(page: str, dice: Random) -> str:
        chosen = {name: dice.choice(those) for name, those in choices.items()}
        title, text = dice.choice(CARDS)
        piece = form.format(
            n=dice.randint(2, 28), m=dice.randint(29, 9999), x=dice.randbytes(8).hex(), title=title, text=text, **chosen
        )
        return re.sub(r"</body>", lambda tag: piece + tag.group(), page, count=1, flags=re.IGNORECASE)

    return noise


def lazy_pictures(page: str, dice: Random) -> str:
    picture = dice.choice(
        (
            '<img data-src="/i/{n}.jpg" alt="" loading="lazy">',
            '<img src="/i/{n}.jpg" alt="Photo of the ministers in the capital of the chair" loading="lazy">',
            '<picture><source srcset="/i/{n}.webp"><img src="data:image/gif;base64,R0l" alt=""></picture>',
        )
    )
    return re.sub(r"</h2>", lambda tag: tag.group() + picture.format(n=dice.randint(1, 99)), page, count=1)


def headings_by_chance(page: str, dice: Random) -> str:
    words = dice.choice(("Discover how States work together on migration", "Learn more about our work"))
    return re.sub(r"<body\b[^>]*>", lambda tag: f"{tag.group()}<div><h2>{words}</h2></div>", page, count=1)


def classes_by_chance(page: str, dice: Random) -> str:
    sign = dice.randbytes(3).hex()
    return re.sub(r'class="[\w -]+"', f'class="css-{sign}"', page)


SITES: tuple[Noise, ...] = (
    lazy_pictures,
    headings_by_chance,
    classes_by_chance,
    at_end("<div><p>{notice}</p><button>OK</button> <a href='/privacy'>More</a></div>", notice=COOKIES),
    at_end("<div><h2>Related content</h2><h3><a href='/n/{n}'>{title}</a></h3><p>{text}</p></div>"),
    at_end("<h2>Latest news</h2><h3><a href='/n'>{title}</a></h3><p>{text}</p><a href='/n'>Read more</a>"),
    at_end("<ul><li><a href='#'>Facebook</a> <span>{m}</span></li><li>{n} shares</li></ul>"),
    at_end("<p>{m} people like this. Be the first of your friends.</p><p>{n} comments so far on this page of ours</p>"),
    at_end("<p>Was this page useful? Yes ({n}) No ({m})</p><p>{n}% of {m} readers found this page helpful.</p>"),
    at_end("<div><h3>Poll</h3><p>{ask}</p><ul><li>Yes {n} %</li></ul><p>Total votes: {m}</p></div>", ask=QUESTIONS),
    at_end("<p>{ago}</p>", ago=AGO),
    at_end("<p>The next conference will begin in {days} days, and all are welcome.</p>", days=("12", "eleven", "two")),
    at_end("<div><div><b>{n}</b> <span>days</span></div><div><b>{n}</b> <span>hours</span></div></div>"),
    at_end("<div><h3>Quote of the day</h3><blockquote>{text}</blockquote></div>"),
    at_end("<div><h3>Did you know?</h3><p>{text}</p></div>"),
    at_end("<p>1 EUR = 1.{m} USD</p><p>Weather in Geneva today: {weather}, {n}°C</p>", weather=WEATHER),
    at_end("<p>Request ID: {x}</p><p>Ref. {m}0001 | node web{n}</p><div hidden>{x}</div>"),
    at_end("<form><p>Join {m} readers who get our newsletter each month.</p><input type=email></form>"),
    at_end("<p>{n} min read</p><p>Estimated reading time: {n} minutes for this page</p>"),
)
