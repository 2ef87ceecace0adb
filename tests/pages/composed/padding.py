"""Makes a page as long as pages are, without a further fact: menus, scripts, style sheets, and prose about nothing."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.pages.composed.sites import links
from tests.pages.composed.voice import table

OPENINGS = (
    "Over the years",
    "In many places",
    "As a rule",
    "For families on the move",
    "Along the roads",
    "At the border",
    "In the countryside",
    "On most days",
    "Behind the counters",
    "In small towns",
)
WHO = (
    "officials",
    "case workers",
    "volunteers",
    "employers",
    "local councils",
    "teachers",
    "families",
    "seasonal workers",
    "students",
    "researchers",
)
DO = ("look for", "speak about", "prepare", "review", "compare", "explain", "wait for", "rely on", "share", "question")
WHAT = (
    "better forms",
    "simple rules",
    "shorter queues",
    "clear information",
    "reliable figures",
    "common training",
    "fair contracts",
    "safe journeys",
    "open doors",
    "longer hours",
)
BUT = (
    "and what they learn stays with them",
    "while the work at hand goes on",
    "because nobody can do it alone",
    "though much remains to be done",
    "so that others need not begin anew",
    "without making much noise about it",
)
SCRIPT = "!function(w,d){{var "
"q=w.dataLayer||[];q.push({{event:'view',id:{n}}});d.addEventListener('click',function(e){{q.push(e.type)}})}}(window,document);\n"
RULE = ".r{n}>.c{n}{{margin:0 {n}px;padding:{n}px "
"0;border-color:#{n:06x}}}@media(max-width:{n}px){{.c{n}{{display:none}}}}\n"


def paragraph(dice: Random) -> str:
    """Some sentences that state nothing which anybody collects."""
    return " ".join(
        f"{dice.choice(OPENINGS)} {dice.choice(WHO)} and {dice.choice(WHO)} {dice.choice(DO)} "
        f"{dice.choice(WHAT)}, {dice.choice(BUT)}."
        for _ in range(dice.randrange(3, 7))
    )


def padded(body: bytes, size: int, dice: Random) -> bytes:
    """The HTML page at about `size` bytes: a third of what is added is prose, the rest menus, scripts and styles."""
    missing = max(0, size - len(body))
    prose: list[str] = []
    scripts: list[str] = []
    rules: list[str] = []
    menus: list[str] = []
    words = table("frame")["en"]
    kinds: tuple[tuple[list[str], float, Callable[[int], str]], ...] = (
        (prose, 0.35, lambda n: f"<p>{paragraph(dice)}</p>\n"),
        (scripts, 0.2, lambda n: SCRIPT.format(n=n)),
        (rules, 0.15, lambda n: RULE.format(n=n + 1)),
        (
            menus,
            0.3,
            lambda n: (
                f"<li><a href='/m{n}'>{dice.choice(words['menu'])}</a><ul>"
                f"{links(words['submenu'], f'/m{n}/')}</ul></li>\n"
            ),
        ),
    )
    for part, share, make in kinds:
        while sum(map(len, part)) < missing * share:
            part.append(make(len(part)))
    text = body.decode()
    text = text.replace("</head>", f"<style>{''.join(rules)}</style><script>{''.join(scripts)}</script></head>", 1)
    head, _, rest = text.partition("<body>")
    text = f"{head}<body><nav><ul>{''.join(menus)}</ul></nav>{rest}"
    at = text.find("</h1>") + len("</h1>") if "</h1>" in text else text.find("</nav>") + len("</nav>")
    return (text[:at] + "".join(prose) + text[at:]).encode()
