"""How pages list meetings and documents: lines, tables, entries of a calendar, years as headings, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from tests.pages.composed.days import name as month_name
from tests.pages.composed.parts import Part, Row
from tests.pages.composed.voice import Voice
from tests.pages.outline import Item, items

Entry = dict[str, Any]
# Cities that need no country beside them.
WELL_KNOWN = {
    "Paris",
    "Rabat",
    "Lisbon",
    "Madrid",
    "Rome",
    "Vienna",
    "Istanbul",
    "Cairo",
    "Nairobi",
    "Bangkok",
    "Dakar",
    "Geneva",
    "Copenhagen",
    "Quito",
    "Lima",
    "Maputo",
    "Luanda",
    "Kathmandu",
    "Bamako",
    "Windhoek",
}
VIRTUAL = {"en": "Online", "fr": "En ligne", "es": "En línea", "pt": "Online"}
TITLES = ("{title}",)


def meetings(facts: Entry, voice: Voice) -> list[Part]:
    """Past meetings, and apart from them those that are announced."""
    entries = facts.get("meetings", ())
    past = [entry for entry in entries if not entry.get("announced")]
    to_come = [entry for entry in entries if entry.get("announced")]
    parts = [_meetings("meetings", past, voice)] if past else []
    if to_come:
        parts.append(_meetings("upcoming", to_come, voice))
        if voice.chance(0.3):
            parts.reverse()
    return parts


def _meetings(field: str, entries: list[Entry], voice: Voice) -> Part:
    asked = voice.question(field) if voice.chance(0.1) else ""
    label = asked or voice.label(field)
    form = voice.dice.choice(("lines", "lines", "lines", "table", "calendar", "years", "sentences", "split table"))
    if form == "sentences" and not (voice.has("met") and voice.has("to_come")):
        form = "lines"
    kind = "meetings" if field == "meetings" else "announced"
    voice.wordings[kind] = f"{form}{', question' if asked else ''}"
    if form == "table":
        return Part(label, table=_table(entries, voice))
    if form == "split table":
        return Part(label, table=_split(entries, voice))
    if form == "calendar":
        labels = voice.dice.choice(voice.labels["event"])
        return Part(
            label,
            items=tuple(_event(entry, labels, voice) for entry in entries),
            arrangement=voice.dice.choice(("blocks", "bullets")),
        )
    if (
        form == "years"
        and len(entries) > 1
        and all("/" not in e["date"] or e["date"][:4] == e["date"][11:15] for e in entries)
    ):
        return Part(label, parts=_by_year(entries, voice))
    if form == "sentences":
        return Part(label, paragraphs=_sentences(entries, voice))
    order = voice.dice.randrange(9)
    voice.wordings[kind] = f"lines, order {order}{', question' if asked else ''}"
    lines = [_line(entry, order, voice) for entry in entries]
    if voice.chance(0.1) and order in (0, 1, 2, 5):
        lines = [line + ";" for line in lines[:-1]] + [lines[-1] + "."]
    return Part(
        label,
        items=items(*lines),
        arrangement=voice.dice.choice(("bullets", "bullets", "lines", "numbers", "blocks", "paragraphs")),
    )


def where(entry: Entry, voice: Voice, *, both: bool = False) -> str:
    """`Rabat, Morocco`; a well-known city alone at times; a word for online."""
    place, code = entry.get("place") or "", entry.get("country")
    if not code:
        return voice.value("virtual") if place else ""
    country = voice.country(code)
    if not place or _is_country(place, code, voice):
        return country
    if place in WELL_KNOWN and not both and voice.chance(0.15):
        voice.wordings["place"] = "city alone"
        return str(place)
    return f"{place} ({country})" if "(" not in country and voice.chance(0.1) else f"{place}, {country}"


def _is_country(place: str, code: str, voice: Voice) -> bool:
    """Whether the facts give the country as the place."""
    return place in (*voice.names_of(code), *Voice("en", Random(0)).names_of(code))


def _line(entry: Entry, order: int, voice: Voice) -> str:
    """date, place, title in one of the orders that lists have."""
    date, place, title = voice.date(entry["date"]), where(entry, voice, both=True), entry["title"]
    if not entry.get("country"):
        online = f" ({place})" if place else ""
        return f"{title} - {date}{online}" if order % 2 else f"{date}: {title}{online}"
    if "(" in place and order in (5, 8):
        order = 0
    return (
        f"{date}, {place}, {title}",
        f"{title}, {date}, {place}",
        f"{title}, {place}, {date}",
        f"{place}, {date}: {title}",
        f"{title} – {place}, {date}",
        f"{title} ({place}, {date})",
        f"{date}: {title}, {place}",
        f"{date} – {title} – {place}",
        f"{title} ({date}, {place})",
    )[order]


def _event(entry: Entry, labels: Sequence[str], voice: Voice) -> Item:
    date_label, place_label = labels
    place = where(entry, voice)
    lines = [
        entry["title"],
        f"{date_label}: {voice.date(entry['date'])}",
        *([f"{place_label}: {place}"] if place else []),
    ]
    return Item("\n".join(lines))


def _table(entries: list[Entry], voice: Voice) -> tuple[Row, ...]:
    head = voice.dice.choice(voice.labels["table_meetings"])
    order = voice.dice.choice(((0, 1, 2), (2, 0, 1), (0, 2, 1), (2, 1, 0)))
    rows = [(voice.date(e["date"]), where(e, voice), e["title"]) for e in entries]
    return tuple(tuple(row[i] for i in order) for row in ((*head,), *rows))


def _split(entries: list[Entry], voice: Voice) -> tuple[Row, ...]:
    """City and country in columns of their own."""
    words = {
        "en": ("Date", "City", "Country", "Meeting"),
        "fr": ("Date", "Ville", "Pays", "Réunion"),
        "es": ("Fecha", "Ciudad", "País", "Reunión"),
        "pt": ("Data", "Cidade", "País", "Reunião"),
    }
    rows = []
    for e in entries:
        country = voice.country(e["country"]) if e.get("country") else ""
        city = "" if e.get("country") and _is_country(e["place"], e["country"], voice) else (e.get("place") or "")
        rows.append(
            (voice.date(e["date"]), city if country else (voice.value("virtual") if city else ""), country, e["title"])
        )
    return (words[voice.language], *rows)


def _by_year(entries: list[Entry], voice: Voice) -> tuple[Part, ...]:
    """Years as labels, the day and the month below them."""
    years: dict[str, list[str]] = {}
    for entry in entries:
        date = _without_year(entry["date"], voice)
        place, title = where(entry, voice, both=True), entry["title"]
        line = (
            f"{date}: {title}, {place}" if entry.get("country") else f"{date}: {title}{f' ({place})' if place else ''}"
        )
        years.setdefault(entry["date"][:4], []).append(line)
    return tuple(Part(year, items=items(*lines)) for year, lines in years.items())


def _without_year(edtf: str, voice: Voice) -> str:
    of = " de " if voice.language in ("es", "pt") else " "
    first, _, last = edtf.partition("/")
    if len(first) == 7:
        word = month_name(int(first[5:]), voice.language)
        return word[0].upper() + word[1:]
    month = month_name(int(first[5:7]), voice.language)
    day = int(first[8:])
    start = "1er" if day == 1 and voice.language == "fr" else str(day)
    if not last:
        return f"{start}{of}{month}"
    if first[:7] == last[:7]:
        return f"{start}-{int(last[8:])}{of}{month}"
    return f"{start}{of}{month} – {int(last[8:])}{of}{month_name(int(last[5:7]), voice.language)}"


def _sentences(entries: list[Entry], voice: Voice) -> tuple[str, ...]:
    said = []
    for entry in entries:
        date = voice.date(entry["date"])
        while len(entry["date"]) == 7 and "/" in date:  # nobody writes `in 10/2018` in a sentence
            date = voice.date(entry["date"])
        values = {"title": entry["title"], "date": date}
        if not entry.get("country"):
            sentence = voice.sentence("met_online", **values)
        else:
            sentence = voice.sentence(
                "to_come" if entry.get("announced") else "met", place=where(entry, voice), **values
            )
        if len(entry["date"]) <= 7:
            sentence = (
                sentence.replace("on " + values["date"], "in " + values["date"])
                .replace("On " + values["date"], "In " + values["date"])
                .replace("for in", "for")
            )
        said.append(sentence)
    return (" ".join(said),) if voice.chance(0.3) else tuple(said)


def documents(facts: Entry, voice: Voice) -> list[Part]:
    """Titles with their years and languages."""
    entries = facts.get("documents", ())
    if not entries:
        return []
    label = (voice.question("documents") if voice.chance(0.1) else "") or voice.label("documents")
    if voice.chance(0.12) and not any(e.get("languages") or e.get("written") for e in entries):
        voice.wordings["documents"] = "table"
        rows = [(e["title"], str(e.get("year") or "")) for e in entries]
        return [Part(label, table=((*voice.dice.choice(voice.labels["table_documents"]),), *rows))]
    form = voice.dice.randrange(4)
    voice.wordings["documents"] = f"lines, form {form}"
    texts = tuple(_document(entry, number, form, voice) for number, entry in enumerate(entries, 1))
    return [
        Part(label, items=texts, arrangement=voice.dice.choice(("bullets", "bullets", "lines", "blocks", "paragraphs")))
    ]


def _document(entry: Entry, number: int, form: int, voice: Voice) -> Item:
    title, year = entry["title"], entry.get("year")
    text = entry.get("written") or title
    if not entry.get("written") and year:
        text = (f"{title} ({year})", f"{title}, {year}", f"{year}: {title}", f"{title} – {year}")[form]
    codes = entry.get("languages", ())
    if codes:
        return Item(text, marks=tuple((code.upper(), f"/files/{number}-{code}.pdf") for code in codes))
    linked = title if text.startswith(title) else text
    return Item(text, linked=linked, url=f"/files/{number}.pdf") if voice.chance(0.7) else Item(text)
