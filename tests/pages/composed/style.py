"""The small markup of one site: its class names, its labels, its lists."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from random import Random

from tests.pages.composed.parts import Part, Row
from tests.pages.outline import Item

SYLLABLES = (
    "ar",
    "bex",
    "cor",
    "dun",
    "el",
    "fim",
    "gor",
    "hab",
    "ix",
    "jol",
    "kem",
    "lur",
    "mot",
    "nav",
    "os",
    "pra",
    "qui",
    "rel",
    "sun",
    "tav",
    "ulm",
    "vex",
    "wil",
    "yam",
    "zed",
)


def t(text: str) -> str:
    """Text as HTML."""
    return escape(text, quote=False).replace("\n", "<br>").replace("\u00a0", "&nbsp;")


class Style:
    """One page's markup below the level of its containers. The dice are the page's own."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self._classes: dict[str, str] = {}
        self._form = dice.choice(("plain", "dashed", "hashed", "bem"))
        self.label_form = dice.randrange(9)
        self.colon = dice.choice((":", ":", ":", " :", ""))
        self.sub = dice.choice(("h4", "h5", "bold", "strong", "span", "em", "u"))
        self.list_form = dice.randrange(4)
        self.box = "none"  # which box of facts the page has
        self.level = "h2"  # of the labels, where they are headings

    def css(self, role: str) -> str:
        """` class="…"`, the same for the same role of a page; the name says nothing."""
        if role not in self._classes:
            a, b = self.dice.choice(SYLLABLES), self.dice.choice(SYLLABLES)
            number = self.dice.randrange(1000)
            self._classes[role] = {
                "plain": a + b,
                "dashed": f"{a}-{b}-{number}",
                "hashed": f"css-{number:x}{a}{self.dice.randrange(99)}",
                "bem": f"{a}__{b} {a}__{b}--{number}",
            }[self._form]
        return f' class="{self._classes[role]}"'

    def inline(self, part: Part) -> str:
        """Label and value in one line."""
        label, said = t(part.label), self.value(part)
        if not part.label:
            return said
        if not said:
            return f"<b>{label}</b>"
        colon = "" if part.label.endswith(("?", ":")) else self.colon
        kept = colon or ("" if part.label.endswith("?") else ":")
        return (
            f"<strong>{label}{colon}</strong> {said}",
            f"<b>{label}</b>{kept} {said}",
            f"{label}{kept} {said}",
            f"<span{self.css('label')}>{label}{colon}</span> <span{self.css('value')}>{said}</span>",
            f"<em>{label}{kept}</em> {said}",
            f"<u>{label}</u>{kept} {said}",
            f"<span{self.css('label')}>{label}{colon}</span><span{self.css('value')}>{said}</span>",  # glued
            f"<strong>{label}{kept}&nbsp;</strong>{said}",
            f"<label>{label}{colon}</label> <span>{said}</span>",
        )[self.label_form]

    def value(self, part: Part) -> str:
        return f'<a href="{escape(part.url)}">{t(part.value)}</a>' if part.url else t(part.value)

    def title(self, label: str) -> str:
        """A label of a part within a section."""
        if not label:
            return ""
        if self.sub in ("h4", "h5"):
            return f"<{self.sub}>{t(label)}</{self.sub}>"
        tag = {"bold": "b", "strong": "strong", "em": "em", "u": "u"}.get(self.sub, "")
        return f"<p><{tag}>{t(label)}</{tag}></p>" if tag else f"<div{self.css('sub')}><b>{t(label)}</b></div>"

    def content(self, part: Part) -> str:
        """Everything below a label."""
        pieces = [f"<p>{self.value(part)}</p>"] if part.value else []
        pieces += [f"<p>{t(text)}</p>" for text in part.paragraphs]
        if part.items:
            pieces.append(self.items(part.items, part.arrangement))
        if part.table:
            pieces.append(self.rows(part.table))
        for sub in part.parts:
            pieces.append(
                f"<p>{self.inline(sub)}</p>" if sub.short else self.title(sub.label) + "\n" + self.content(sub)
            )
        return "\n".join(filter(None, pieces))

    def entry(self, item: Item) -> str:
        """An entry of a list, with its links."""
        text = t(item.text)
        if item.linked:
            text = f'<a href="{escape(item.url)}">{t(item.linked)}</a>{t(item.text.removeprefix(item.linked))}'
        if not item.marks:
            return text
        links = [f'<a href="{escape(url)}">{t(name)}</a>' for name, url in item.marks]
        return (
            f"{text} "
            + (f"( {' | '.join(links)} )", f"({', '.join(links)})", f"[{' | '.join(links)}]", f"({' / '.join(links)})")[
                self.list_form
            ]
        )

    def items(self, entries: Sequence[Item], arrangement: str) -> str:
        said = [self.entry(item) for item in entries]
        if arrangement in ("commas", "semicolons", "slashes"):
            return f"<p>{ {'commas': ', ', 'semicolons': '; ', 'slashes': ' / '}[arrangement].join(said) }</p>"
        if arrangement == "lines":
            return f"<p>{'<br>'.join(said)}</p>" if self.list_form < 3 else f"<p>{'<br/><br/>'.join(said)}</p>"
        if arrangement == "paragraphs":
            return "\n".join(f"<p>{text}</p>" for text in said)
        if arrangement == "blocks":
            tag = ("div", "div", "span", "div")[self.list_form]
            bullet = ("", "", "• ", "– ")[self.list_form]
            style = ' style="display:block"' if tag == "span" else ""
            return (
                "<div>"
                + "\n".join(f"<{tag}{self.css('entry')}{style}>{bullet}{text}</{tag}>" for text in said)
                + "</div>"
            )
        if arrangement in ("columns", "rows"):
            return self._grid(said, by_column=arrangement == "columns")
        if arrangement == "lists beside":
            height = -(-len(said) // 3)
            lists = [self._list("ul", said[i : i + height]) for i in range(0, len(said), height)]
            return f"<div{self.css('row')}>" + "".join(f"<div{self.css('col')}>{one}</div>" for one in lists) + "</div>"
        if arrangement == "flags":
            said = [f'<img src="/flags/{n}.svg" alt="" width="16"> {text}' for n, text in enumerate(said)]
        if arrangement == "links":
            said = [f'<a href="/countries/{n}">{text}</a>' for n, text in enumerate(said)]
        return self._list("ol" if arrangement == "numbers" else "ul", said)

    def _list(self, tag: str, said: Sequence[str]) -> str:
        inner = ("{}", "<p>{}</p>", "<span>{}</span>", "{}")[self.list_form]
        return f"<{tag}>" + "\n".join(f"<li>{inner.format(text)}</li>" for text in said) + f"</{tag}>"

    def _grid(self, said: Sequence[str], *, by_column: bool) -> str:
        count = self.dice.choice((2, 3, 4))
        height = -(-len(said) // count)
        rows = (
            [said[row::height] for row in range(height)]
            if by_column
            else [said[i : i + count] for i in range(0, len(said), count)]
        )
        cells = ["".join(f"<td>{text}</td>" for text in [*row, *["&nbsp;"] * (count - len(row))]) for row in rows]
        return "<table><tbody>" + "\n".join(f"<tr>{row}</tr>" for row in cells) + "</tbody></table>"

    def rows(self, table: Sequence[Row]) -> str:
        """A table with a head."""
        tag = ("th", "th", "td", "th")[self.list_form]
        cell = (lambda text: f"<b>{t(text)}</b>") if tag == "td" else t
        head = "".join(f"<{tag}>{cell(text)}</{tag}>" for text in table[0])
        rows = "\n".join("<tr>" + "".join(f"<td>{t(text)}</td>" for text in row) + "</tr>" for row in table[1:])
        if self.list_form == 0:
            return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f'<div{self.css("scroll")}><table border="1"><tr>{head}</tr>\n{rows}</table></div>'
