"""Pages in four markups whose last field is followed by a line in which the page speaks of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Values = tuple[str, ...]
Markup = Callable[[Mapping[str, Values], str], str]

STATES = ("Egypt", "Sudan", "Ethiopia", "Eritrea", "Kenya", "Uganda", "Italy", "Malta")
FIRST: dict[str, Values] = {"Chair": ("Egypt",), "Members": STATES, "Established": ("2014",)}
LAST: dict[str, Values] = {
    **FIRST,
    "Past Chairs": ("Italy", "Malta"),
    "Observers": ("IOM", "UNHCR", "Australia"),
    "Secretariat": ("ICMPD",),
    "Contact": ("jane.roe@example.org",),
    "Meetings": ("3 May 2026, Rome: Senior officials meeting", "5 June 2026, Cairo: Ministerial"),
    "Key Documents": ("Rome Declaration (2014)", "Valletta Action Plan (2015)"),
    "Objectives": ("To address the root causes of irregular migration and to fight trafficking.",),
    "Areas of focus": ("Trafficking", "Smuggling"),
    "Website": ("https://example.org/kp",),
    "Regions": ("East Africa, Europe",),
    "Budget": ("EUR 3 million",),
    "Results": ("A regional centre was opened in Khartoum",),
}
# each of several looks, in which figures alone differ
REMARKS = (
    "Page generated on {day} March 2026 at 10:0{day}",
    "Visitors {n}",
    "{n} views",
    "rev. 29a{day}",
    "Updated {day} hours ago",
    "Online now: {n}",
    "Cairo {n} °C",
    "Imprimé le {day} mars 2026",
    "Page consultée {n} fois",
    "Mis à jour il y a {day} heures",
    "Impreso el {day} de marzo de 2026",
    "Actualizado hace {day} horas",
    "Impresso em {day} de março de 2026",
    "Visitas: {n}",
)


def defined(fields: Mapping[str, Values], foot: str) -> str:
    pairs = (f"<dt>{name}</dt>" + "".join(f"<dd>{one}</dd>" for one in those) for name, those in fields.items())
    return f"<section><h1>Khartoum Process</h1><dl>{''.join(pairs)}</dl></section><p>{foot}</p>"


def tabled(fields: Mapping[str, Values], foot: str) -> str:
    rows = (f"<tr><td><b>{name}</b></td><td>{'<br>'.join(those)}</td></tr>" for name, those in fields.items())
    return f"<h1>Khartoum Process</h1><table>{''.join(rows)}</table><div>{foot}</div>"


def nested(fields: Mapping[str, Values], foot: str) -> str:
    rows = (
        f"<div class=r><div><b>{name}</b></div>{''.join(f'<div>{one}</div>' for one in those)}</div>"
        for name, those in fields.items()
    )
    return f"<div class=a><div>Khartoum Process</div>{''.join(rows)}</div><div><span>{foot}</span></div>"


def plain(fields: Mapping[str, Values], foot: str) -> str:
    parts = (
        f"<h3>{name}</h3>"
        + (f"<p>{those[0]}</p>" if len(those) == 1 else f"<ul>{''.join(f'<li>{one}</li>' for one in those)}</ul>")
        for name, those in fields.items()
    )
    return f"<p>Khartoum Process</p>{''.join(parts)}<p>{foot}</p>"


MARKUPS: tuple[Markup, ...] = (defined, tabled, nested, plain)


def page(markup: Markup, last: str, foot: str = "") -> str:
    """A page whose last field is this one, with a line behind it."""
    fields = {name: those for name, those in FIRST.items() if name != last} | {last: LAST[last]}
    head = "<!doctype html><html lang=en><head><title>Khartoum Process</title></head>"
    return f"{head}<body>{markup(fields, foot)}</body></html>"
