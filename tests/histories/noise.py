"""What differs between two answers of a server though nobody edited the page: bytes in, bytes out, chosen by a seed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape
from random import Random

PIECES = re.compile(r"(<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|<head\b.*?</head>|<[^>]+>)", re.S | re.I)
TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)(\s*/?)>")
ATTRIBUTE = re.compile(r"([\w:@.-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
LIST = re.compile(r"(<ul\b[^>]*>)((?:(?!</?ul\b).)*)(</ul>)", re.S | re.I)
ENTRY = re.compile(r"<li\b.*?</li>", re.S | re.I)
LINK = re.compile(r'(href=")(/[^"#]*?)(")')
TRACKING = ("utm_source=site", "utm_campaign=autumn", "fbclid=IwAR0{n}", "gclid={n}", "PHPSESSID={n:x}", "mc_cid={n}")
SPELLINGS = {
    "Algeria": ("People's Democratic Republic of Algeria", "Algérie", "ALGERIA", "Algeria "),
    "France": ("French Republic", "FRANCE"),
    "Italy": ("Italian Republic", "Italie"),
    "Libya": ("State of Libya", "Libye"),
    "Malta": ("Republic of Malta", "Malte"),
    "Mauritania": ("Islamic Republic of Mauritania", "Mauritanie"),
    "Morocco": ("Kingdom of Morocco", "Maroc"),
    "Portugal": ("Portuguese Republic", "PORTUGAL"),
    "Spain": ("Kingdom of Spain", "España"),
    "Tunisia": ("Republic of Tunisia", "Tunisie"),
    "Egypt": ("Arab Republic of Egypt",),
    "Germany": ("Federal Republic of Germany", "Allemagne"),
}
ENTITIES = {
    "é": "&eacute;",
    "à": "&#224;",
    "ç": "&#xE7;",
    "–": "&ndash;",
    "’": "&rsquo;",
    "“": "&ldquo;",
    "”": "&#8221;",
}
MUCH = "".join(  # words of letters alone
    f"<p>Paragraph {''.join(chr(97 + int(digit)) for digit in str(number))} tells of what the ministers agreed on.</p>"
    for number in range(20)
)
STAMPS = (
    "<p>This copy of the page was made by the server on 1 May 2026 at 12:00 for reader 7.</p>"
    "<p>Last updated: 3 October 2026</p>"
)
Noise = Callable[[str, Random], str]


def in_words(page: str, change: Callable[[str], str]) -> str:
    """The text between the tags, changed; what scripts and the head say stays."""
    pieces = PIECES.split(page)
    return "".join(piece if PIECES.fullmatch(piece) else change(piece) for piece in pieces)


def in_tags(page: str, change: Callable[[re.Match[str]], str]) -> str:
    """The opening tags of the body, changed."""
    pieces = PIECES.split(page)
    return "".join(TAG.sub(change, one) if TAG.fullmatch(one) else one for one in pieces)


def nonces(page: str, dice: Random) -> str:
    return re.sub(r"<(script|style|link)\b", lambda tag: f'{tag.group()} nonce="{dice.randbytes(12).hex()}"', page)


def csrf_tokens(page: str, dice: Random) -> str:
    token = dice.randbytes(20).hex()
    field = f'<form action="/search"><input type="hidden" name="_token" value="{token}"></form>'
    page = page.replace("</head>", f'<meta name="csrf-token" content="{token}">\n</head>', 1)
    return _before_end(page, field)


def remarks_of_caches(page: str, dice: Random) -> str:
    when = f"2026-11-{dice.randint(1, 28):02} {dice.randint(0, 23):02}:{dice.randint(0, 59):02}:07"
    return page + f"\n<!-- Page cached by web{dice.randint(1, 9)} on {when}; served in {dice.random():.4f} s -->"


def remarks_between(page: str, dice: Random) -> str:
    mark = f"<!-- block {dice.randint(1, 9999)} -->"
    return re.sub(r"</(li|p|td)>", lambda tag: tag.group() + (mark if dice.random() < 0.3 else ""), page)


def times_of_rendering(page: str, dice: Random) -> str:
    when = f"{dice.randint(10, 23)}:{dice.randint(10, 59)}"
    return _before_end(page, f"<p>Page generated in {dice.random():.3f} seconds at {when}</p>")


def todays_date(page: str, dice: Random) -> str:
    days = ("Sunday, 22 November 2026", "Monday, 23 November 2026", "Friday, 1 January 2027")
    return _after_start(page, f'<div class="today" role="banner">Today is {dice.choice(days)}</div>')


def counters(page: str, dice: Random) -> str:
    page = re.sub(r"Read <b>\d+</b> times", f"Read <b>{dice.randint(1, 99_999)}</b> times", page)
    return _before_end(page, f"<div id=counter>You are visitor no. {dice.randint(1, 10**6)}</div>")


def users_online(page: str, dice: Random) -> str:
    return _before_end(page, f"<div class=online>{dice.randint(2, 99)} guests and no members online</div>")


def last_visit(page: str, dice: Random) -> str:
    return _before_end(
        page, f"<p class=visit>Last visited: {dice.randint(1, 28)} October 2026, 10:{dice.randint(10, 59)}</p>"
    )


def cookie_banners(page: str, dice: Random) -> str:
    texts = (
        "We use cookies to make this site work. Read more in our cookie policy.",
        "This site uses cookies. Accept all?",
    )
    banner = f'<div class="cookie-consent" role="dialog"><p>{dice.choice(texts)}</p><button>Accept</button></div>'
    return _after_start(page, banner) if dice.random() < 0.5 else _before_end(page, banner)


def advertisements(page: str, dice: Random) -> str:
    texts = ("Cheap flights from 29 EUR", "Learn a language in ten days", "Members of our club save 20 %")
    return _before_end(page, f'<aside class="ad">{dice.choice(texts)}</aside>')


def stamps_in_the_prose(page: str, dice: Random) -> str:
    """Of a page that was `stamped`."""
    when = f"{dice.randint(1, 28)} November 2026 at {dice.randint(10, 23)}:{dice.randint(10, 59)}"
    return re.sub(
        r"(made by the server on )[^.]*", lambda of: f"{of[1]}{when} for reader {dice.randint(1, 10**6)}", page
    )


def updated_today(page: str, dice: Random) -> str:
    """Of a page that was `stamped`."""
    return re.sub(r"Last updated: \d+", f"Last updated: {dice.randint(1, 28)}", page)


def weather(page: str, dice: Random) -> str:
    return _after_start(page, f'<div class="weather">Geneva {dice.randint(-9, 31)} °C</div>')


def shares(page: str, dice: Random) -> str:
    return _before_end(page, f'<div class="share"><a href="#">Share</a> <span>{dice.randint(0, 500)}</span></div>')


def order_of_attributes(page: str, dice: Random) -> str:
    def turned(tag: re.Match[str]) -> str:
        found = [one.group() for one in ATTRIBUTE.finditer(tag[2])]
        dice.shuffle(found)
        return f"<{tag[1]}{''.join(f' {one}' for one in found)}{tag[3]}>"

    return in_tags(page, turned)


def other_quotes(page: str, dice: Random) -> str:
    return in_tags(page, lambda tag: tag.group() if "'" in tag[2] else tag.group().replace('"', "'"))


def case_of_tags(page: str, dice: Random) -> str:
    return in_tags(page, lambda tag: f"<{tag[1].upper()}{tag[2]}{tag[3]}>")


def made_up_attributes(page: str, dice: Random) -> str:
    def more(tag: re.Match[str]) -> str:
        made = f' data-v-{dice.randbytes(4).hex()} data-once="{dice.randint(1, 9)}"'
        return f"<{tag[1]}{tag[2]}{made}{tag[3]}>" if dice.random() < 0.3 else tag.group()

    return in_tags(page, more)


def hashed_classes(page: str, dice: Random) -> str:
    end = dice.randbytes(3).hex()
    return re.sub(r'class="([\w -]+)"', lambda found: f'class="{found[1]} x_{end}"', page)


def numbered_ids(page: str, dice: Random) -> str:
    number = str(dice.randint(2, 900))
    return re.sub(r"(collapse|accordion|cloak)-?(?=\d)", lambda found: found[1] + "-" + number + "-", page)


def entities(page: str, dice: Random) -> str:
    chosen = {sign: dice.choice((sign, entity)) for sign, entity in ENTITIES.items()}
    return in_words(page, lambda text: "".join(chosen.get(sign, sign) for sign in text))


def all_signs_as_numbers(page: str, dice: Random) -> str:
    return in_words(page, lambda text: "".join(sign if ord(sign) < 128 else f"&#{ord(sign)};" for sign in text))


def composed_apart(page: str, dice: Random) -> str:
    return in_words(page, lambda text: unicodedata.normalize("NFD", text))


def typographic_signs(page: str, dice: Random) -> str:
    return in_words(page, lambda text: text.replace("'", "’").replace(" - ", " – "))


def hard_spaces(page: str, dice: Random) -> str:
    sign = dice.choice(("\xa0", "&nbsp;", "\u202f", " \xa0"))
    return in_words(page, lambda text: re.sub(r"(?<=\w) (?=\w)", lambda _: sign if dice.random() < 0.2 else " ", text))


def invisible_signs(page: str, dice: Random) -> str:
    sign = dice.choice(("\u200b", "\xad", "&shy;", "\ufeff", "\u2060", "\u200e"))
    return in_words(
        page, lambda text: re.sub(r"(?<=[a-z]{4})(?=[a-z]{3})", lambda _: sign if dice.random() < 0.05 else "", text)
    )


def line_breaks(page: str, dice: Random) -> str:
    wide = dice.choice(("\r\n", "\n\n\t", "\n        ", "  "))
    return in_words(page, lambda text: re.sub(r"\s+", lambda _: wide if dice.random() < 0.3 else " ", text))


def minified(page: str, dice: Random) -> str:
    return re.sub(r">\s*\n\s*<", "><", page)


def indented(page: str, dice: Random) -> str:
    return re.sub(r">\s*<(?=li|p|h\d|div|td|tr)", ">\n" + " " * dice.randint(1, 12) + "<", page)


def empty_elements(page: str, dice: Random) -> str:
    empty = dice.choice(("<p></p>", "<p>&nbsp;</p>", "<span></span>", '<a name="x"></a>', "<div><br></div>"))
    return re.sub(r"</(ul|p|h2|h3)>", lambda tag: tag.group() + (empty if dice.random() < 0.3 else ""), page)


def wrapped_words(page: str, dice: Random) -> str:
    def wrapped(entry: re.Match[str]) -> str:
        inner = entry.group()[entry.group().index(">") + 1 : -5]
        return f"<li><span lang=en>{inner}</span></li>" if dice.random() < 0.4 else entry.group()

    return ENTRY.sub(wrapped, page)


def icons(page: str, dice: Random) -> str:
    icon = dice.choice(('<i class="fa fa-check" aria-hidden="true"></i> ', "<svg width=8 height=8><path d=''/></svg>"))
    return re.sub(r"<li>", lambda tag: tag.group() + (icon if dice.random() < 0.5 else ""), page)


def break_chances(page: str, dice: Random) -> str:
    return in_words(page, lambda text: re.sub(r"(?<=\w)-(?=\w)", "-<wbr>", text))


def shuffled_lists(page: str, dice: Random) -> str:
    def turned(found: re.Match[str]) -> str:
        entries = ENTRY.findall(found[2])
        if ENTRY.sub("", found[2]).strip() or "itemExtraFields" in found.group():
            return found.group()
        dice.shuffle(entries)
        return found[1] + "\n".join(entries) + found[3]

    return LIST.sub(turned, page)


def spellings_of_countries(page: str, dice: Random) -> str:
    def spelt(entry: re.Match[str]) -> str:
        name = re.sub(r"<[^>]+>", "", entry.group()).strip()
        if name not in SPELLINGS or dice.random() < 0.5:
            return entry.group()
        return entry.group().replace(name, escape(dice.choice(SPELLINGS[name]), quote=False))

    return ENTRY.sub(spelt, page)


def addresses_with_sessions(page: str, dice: Random) -> str:
    end = dice.choice(TRACKING).format(n=dice.randint(10**6, 10**9))
    return LINK.sub(lambda link: f"{link[1]}{link[2]}{'&amp;' if '?' in link[2] else '?'}{end}{link[3]}", page)


def news_in_the_title(page: str, dice: Random) -> str:
    return page.replace("<title>", f"<title>({dice.randint(1, 9)}) ", 1)


def preloaded(page: str, dice: Random) -> str:
    sheet = f'<link rel="preload" href="/f{dice.randint(1, 99)}.css" as="style">'
    return page.replace("</head>", f'{sheet}<meta name="request-id" content="{dice.randbytes(8).hex()}"></head>', 1)


def scripts_of_measuring(page: str, dice: Random) -> str:
    script = f"<script>window.t={{id:'{dice.randbytes(4).hex()}',members:{dice.randint(1, 99)}}};</script>"
    return _before_end(page, f"{script}<noscript><img src='/p.gif?{dice.randint(1, 99)}'></noscript>")


def as_xhtml(page: str, dice: Random) -> str:
    return re.sub(r"<(br|img|input|hr|meta|link)\b([^>/]*)>", r"<\1\2 />", page)


def ends_left_out(page: str, dice: Random) -> str:
    return re.sub(r"</li>", "", page)


HTML: tuple[Noise, ...] = (
    nonces,
    csrf_tokens,
    remarks_of_caches,
    remarks_between,
    times_of_rendering,
    todays_date,
    counters,
    users_online,
    last_visit,
    cookie_banners,
    advertisements,
    stamps_in_the_prose,
    updated_today,
    weather,
    shares,
    order_of_attributes,
    other_quotes,
    case_of_tags,
    made_up_attributes,
    hashed_classes,
    numbered_ids,
    entities,
    all_signs_as_numbers,
    composed_apart,
    typographic_signs,
    hard_spaces,
    invisible_signs,
    line_breaks,
    minified,
    indented,
    empty_elements,
    wrapped_words,
    icons,
    break_chances,
    shuffled_lists,
    spellings_of_countries,
    addresses_with_sessions,
    news_in_the_title,
    preloaded,
    scripts_of_measuring,
    as_xhtml,
    ends_left_out,
)


def stamped(page: bytes) -> bytes:
    """The page with much prose, in which the server says when it made the page."""
    return re.sub(rb"</h1>", lambda tag: tag.group() + (MUCH + STAMPS).encode(), page, count=1)


def noisy(page: bytes, dice: Random, *kinds: Noise) -> bytes:
    """The page once more, with some kinds of noise: the given ones, or one to five by chance."""
    text = page.decode()
    for noise in kinds or dice.sample(HTML, dice.randint(1, 5)):
        text = noise(text, dice)
    return _encoded(text, dice if not kinds else Random(1))


def noisy_pdf(page: bytes, dice: Random) -> bytes:
    """The file once more, as a program wrote it at another time."""
    when = f"D:2026{dice.randint(1, 12):02}{dice.randint(1, 28):02}{dice.randint(0, 23):02}0000".encode()
    page = re.sub(rb"D:\d{14}", when, page)
    page = re.sub(rb"<[0-9a-f]{32}>", b"<" + dice.randbytes(16).hex().encode() + b">", page)
    return page + b"\n% saved again " + dice.randbytes(6).hex().encode() + b"\n" + dice.choice((b"", b"\0" * 512))


def _encoded(text: str, dice: Random) -> bytes:
    if dice.random() < 0.1:
        return b"\xef\xbb\xbf" + text.encode()
    return text.encode()


def _after_start(page: str, piece: str) -> str:
    return re.sub(r"<body\b[^>]*>", lambda tag: tag.group() + piece, page, count=1, flags=re.I)


def _before_end(page: str, piece: str) -> str:
    return re.sub(r"</body>", lambda tag: piece + tag.group(), page, count=1, flags=re.I)
