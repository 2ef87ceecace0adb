"""A label that stands inside one entry of a list is told of that entry: it opens nothing, and the list goes on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Source
from tests.compare.conftest import Pages

NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
LANGUAGES = {
    "en": ("Bali Process", "Current Chair", "Member States", "Observers", ("Chair", "Co-Chair"),
           ("Albania", "Austria", "Türkiye", "Belgium", "Croatia"), ("Kenya", "Nepal")),
    "fr": ("Processus de Bali", "Présidence", "États membres", "Observateurs", ("Présidence", "Coprésidence"),
           ("Albanie", "Autriche", "Turquie", "Belgique", "Croatie"), ("Kenya", "Népal")),
    "es": ("Proceso de Bali", "Presidencia", "Países miembros", "Observadores", ("Presidencia", "Copresidencia"),
           ("Albania", "Austria", "Turquía", "Bélgica", "Croacia"), ("Kenia", "Nepal")),
    "pt": ("Processo de Bali", "Presidência", "Países membros", "Observadores", ("Presidência", "Copresidência"),
           ("Albânia", "Áustria", "Turquia", "Bélgica", "Croácia"), ("Quénia", "Nepal")),
}  # fmt: skip
BADGES = {  # the list, an entry with its badge, the badge
    "heading and line": ("{}", "<h3>{0}</h3>{1}", "<p>{0}</p>"),
    "card": ("{}", "<div class=card><h4>{0}</h4>{1}</div>", "<p>{0}</p>"),
    "badge over a card": ("{}", "<div class=card>{1}<h4>{0}</h4></div>", "<span class=badge>{0}</span>"),
    "box of lines": ("{}", "<div class=card><p>{0}</p>{1}</div>", "<p>{0}</p>"),
    "item": ("<ul>{}</ul>", "<li><span>{0}</span>{1}</li>", "<div class=badge>{0}</div>"),
    "badge before a name": ("<ul>{}</ul>", "<li>{1}<span>{0}</span></li>", "<div class=badge>{0}</div>"),
    "line in an item": ("<ul>{}</ul>", "<li>{0}{1}</li>", "<br>{0}"),
    "nested list": ("<ul>{}</ul>", "<li>{0}{1}</li>", "<ul><li>{0}</li></ul>"),
    "dash": ("<ul>{}</ul>", "<li>{0}{1}</li>", " – {0}"),
    "colon": ("<ul>{}</ul>", "<li>{1}{0}</li>", "{0}: "),
    "span before": ("<ul>{}</ul>", "<li>{1}{0}</li>", "<span class=badge>{0}</span> "),
    "dash behind a heading": ("{}", "<h4>{0}{1}</h4>", " – {0}"),
    "dash behind a line": ("{}", "<p>{0}{1}</p>", " – {0}"),
    "bold": ("{}", "<p><b>{0}</b></p>{1}", "<p>{0}</p>"),
    "bold with a line": ("{}", "<p><b>{0}</b>{1}</p>", "<br>{0}"),
    "lines of a paragraph": ("{}", "<p>{0}{1}</p>", "<br>{0}"),
    "terms": ("<dl>{}</dl>", "<dt>{0}</dt>{1}", "<dd>{0}</dd>"),
    "details": ("{}", "<details><summary>{0}</summary>{1}</details>", "<p>{0}</p>"),
    "accordion": ("{}", "<button aria-expanded=false>{0}</button><div class=panel>{1}</div>", "<p>{0}</p>"),
    "cells": ("<table>{}</table>", "<tr><td>{0}{1}</td></tr>", "<br>{0}"),
    "bracket": ("<ul>{}</ul>", "<li>{0}{1}</li>", " ({0})"),
}
# every form in one language, and some in all
SHOWN = [("en", form) for form in BADGES] + [
    (language, form) for language in ("fr", "es", "pt") for form in ("card", "item", "dash", "colon", "details")
]
NOTES = {  # below each country
    "since": ("Since 2012", "Depuis 2012", "Desde 2012", "Desde 2012"),
    "desk": ("Focal point: Ministry of the Interior", "Point focal : Ministère de l’Intérieur",
             "Punto focal: Ministerio del Interior", "Ponto focal: Ministério do Interior"),
    "sentence": ("It hosts the training centre of the process, and has done so for years.",
                 "Le pays accueille le centre de formation du processus depuis des années.",
                 "El país acoge el centro de formación del proceso desde hace años.",
                 "O país acolhe o centro de formação do processo há vários anos."),
}  # fmt: skip


def ul(*entries: str) -> str:
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def parts(*pairs: tuple[str, str]) -> str:
    return "".join(f"<h2>{label}</h2>{value}" for label, value in pairs)


def read(body: str, language: str = "en") -> Extraction:
    title = LANGUAGES[language][0]
    page = f"<html lang={language}><title>{title}</title><body><main><h1>{title}</h1>{body}</main></body></html>"
    source = Source("s", "https://x.example/p", "mechanism-page", ("bali-process",))
    payload = Payload(page.encode(), "text/html", "utf-8", "https://x.example/p", 200, fetched_at=NOW)
    found = read_capture(payload, source).extraction
    assert found is not None
    return found


def told(before: str, after: str, language: str = "en") -> list[str]:
    """The kinds and keys of what is told and held between two looks, but for edits of the text."""
    pages = Pages()
    found = compare(pages.remember(read(before, language)), read(after, language), now=NOW)
    changes = [f"{one.kind} {one.key}".strip() for one in found.changes if one.kind != "text.edited"]
    return sorted(changes) + [f"held {one.field}" for one in found.held]


def listed(form: str, names: tuple[str, ...], badges: dict[str, str]) -> str:
    whole, one, badge = BADGES[form]
    return whole.format(
        "".join(one.format(name, badge.format(badges[name]) if name in badges else "") for name in names)
    )


def page(language: str, members: str, chair: str = "") -> str:
    _, label, of_members, of_observers, _, names, observers = LANGUAGES[language]
    return parts((label, chair or names[2]), (of_members, members), (of_observers, ul(*observers)))


@pytest.mark.parametrize("at", [0, 2, 4])
@pytest.mark.parametrize(("language", "form"), SHOWN)
def test_a_badge_on_a_member_moves_nobody(language, form, at):
    *_, badges, names, _ = LANGUAGES[language]
    plain = page(language, listed(form, names, {}), names[at])
    for badge in badges:
        assert told(plain, page(language, listed(form, names, {names[at]: badge}), names[at]), language) == []


@pytest.mark.parametrize(("language", "form"), SHOWN)
def test_who_takes_over_or_leaves_beside_a_badge_is_told(language, form):
    *_, (badge, _), names, _ = LANGUAGES[language]
    before = page(language, listed(form, names, {names[2]: badge}))
    handed = page(language, listed(form, names, {names[1]: badge}), names[1])
    assert told(before, handed, language) == ["chair.handover"]
    assert told(before, page(language, listed(form, names[:4], {names[2]: badge})), language) == ["member.left HR"]
    assert told(page(language, listed(form, names[:4], {names[2]: badge})), before, language) == ["member.joined HR"]


@pytest.mark.parametrize("form", ["item", "line in an item", "nested list", "dash", "colon", "box of lines"])
def test_where_the_badge_alone_says_who_chairs_its_move_is_the_handover(form):
    names, observers = LANGUAGES["en"][5:]
    before, after = (
        parts(("Member States", listed(form, names, {who: "Chair"})), ("Observers", ul(*observers)))
        for who in ("Türkiye", "Austria")
    )
    assert told(before, after) == ["chair.handover"]


def test_a_badge_of_observers_says_who_observes():
    names = LANGUAGES["en"][5]
    before = page("en", listed("item", names, {}))
    assert told(before, page("en", listed("item", names, {"Belgium": "Observer"}))) == ["member.left BE"]


def test_a_badge_is_a_finding_with_its_words():
    names = LANGUAGES["en"][5]
    found = read(page("en", listed("item", names, {"Belgium": "Co-Chair"})))
    assert [(one.kind, one.quote) for one in found.findings] == [("stray-text", "Co-Chair")]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("form", ["heading and line", "card", "bold", "terms", "details", "accordion"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_with_a_line_below_each_are_a_list(language, form, note):
    words = NOTES[note][list(LANGUAGES).index(language)]
    names = LANGUAGES[language][5]
    whole, one, below = BADGES[form]

    def noted(*those: str) -> str:
        return page(language, whole.format("".join(one.format(each, below.format(words)) for each in those)))

    plain, before = page(language, ul(*names)), noted(*names)
    assert told(plain, before, language) == told(before, plain, language) == []
    assert told(before, noted(*reversed(names)), language) == []
    assert told(before, noted(*names[:3], names[4]), language) == ["member.left BE"]
    assert told(before, noted("Moldova", *names), language) == ["member.joined MD"]
    assert told(before, noted(*names, "Moldova"), language) == ["member.joined MD"]


MEETINGS = (
    ("4 June 2025", "Senior Officials Meeting", "Istanbul, Türkiye"),
    ("9 July 2024", "Ministerial Conference", "Sofia, Bulgaria"),
    ("12 May 2023", "Expert Meeting on Return", "Tirana, Albania"),
)
REUNIONS = (
    ("4 juin 2025", "Réunion des hauts fonctionnaires", "Istanbul, Turquie"),
    ("9 juillet 2024", "Conférence ministérielle", "Sofia, Bulgarie"),
    ("12 mai 2023", "Atelier sur le retour", "Tirana, Albanie"),
)
FORMS = {
    "items": ("<ul>{}</ul>", "<li>{0}: {1}, {2}{3}</li>", "<p>{}</p>"),
    "lines of items": ("<ul>{}</ul>", "<li>{0}: {1}, {2}{3}</li>", "<br>{}"),
    "nested lists": ("<ul>{}</ul>", "<li>{0}: {1}, {2}{3}</li>", "<ul><li>{}</li></ul>"),
    "paragraphs of items": ("<ul>{}</ul>", "<li><p>{0}: {1}, {2}</p>{3}</li>", "<p>{}</p>"),
    "headings": ("{}", "<h3>{1}</h3><p>{0}, {2}</p>{3}", "<p>{}</p>"),
    "whole headings": ("{}", "<h3>{0}: {1}, {2}</h3>{3}", "<p>{}</p>"),
    "cards": ("{}", "<div class=card><h4>{1}</h4><p>{0}, {2}</p>{3}</div>", "<p>{}</p>"),
    "boxes": ("{}", "<div class=card><p>{0}: {1}, {2}</p>{3}</div>", "<p>{}</p>"),
    "details": ("{}", "<details><summary>{0}: {1}, {2}</summary><p>They met.</p>{3}</details>", "<p>{}</p>"),
    "terms": ("<dl>{}</dl>", "<dt>{1}</dt><dd>{0}, {2}</dd>{3}", "<dd>{}</dd>"),
    "bold": ("{}", "<p><b>{1}</b></p><p>{0}, {2}</p>{3}", "<p>{}</p>"),
    "bold with lines": ("{}", "<p><b>{1}</b><br>{0}, {2}{3}</p>", "<br>{}"),
}
BELOW = (
    "Contact: bo@x.org", "Participants: Albania, Sweden", "Members present: Albania, Sweden",
    "Chair: Mr Bo Lind, Austria", "Secretariat: IOM", "Observers: Sweden, UNHCR", "Website: https://m.example",
)  # fmt: skip
EN_DESSOUS = (
    "Contact : bo@x.org", "Participants : Albanie, Suède", "Présidence : M. Bo Lind, Autriche", "Secrétariat : OIM",
)  # fmt: skip
SAID = [("en", words) for words in BELOW] + [("fr", words) for words in EN_DESSOUS]
DOCUMENTS = {"en": "Documents: <a href=/a.pdf>Agenda</a>", "fr": "Documents : <a href=/a.pdf>Ordre du jour</a>"}


def meetings(language: str, form: str, ats: tuple[int, ...], below: dict[int, str], chair: int = 2) -> str:
    _, label, of_members, of_observers, _, names, observers = LANGUAGES[language]
    (whole, one, line), entries = FORMS[form], REUNIONS if language == "fr" else MEETINGS
    said = "".join(one.format(*entries[at], line.format(below[at]) if at in below else "") for at in ats)
    return parts(
        (label, names[chair]),
        ("Secretariat" if language == "en" else "Secrétariat", "ICMPD"),
        (of_members, ul(*names)),
        (of_observers, ul(*observers)),
        ("Meetings" if language == "en" else "Réunions", whole.format(said)),
        ("Documents", "<a href=/z.pdf>Action Plan 2024</a>"),
        ("Contact", "Ana Lee<br>desk@example.org"),
    )


@pytest.mark.parametrize(("language", "words"), SAID)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_labelled_below_one_meeting_is_of_that_one(form, language, words):
    before = meetings(language, form, (0, 1, 2), {})
    for at in (0, 2) if language == "en" else (1,):
        assert told(before, meetings(language, form, (0, 1, 2), {at: words}), language) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", DOCUMENTS)
def test_documents_below_one_meeting_are_documents_and_the_next_are_meetings(language, form):
    words = DOCUMENTS[language]
    before = meetings(language, form, (0, 1, 2), {})
    key = "agenda|" if language == "en" else "ordre du jour|"
    for at in range(3):
        after = meetings(language, form, (0, 1, 2), {at: words})
        assert told(before, after, language) == [f"document.published {key}"]
    always = meetings(language, form, (0, 1, 2), {0: words})
    assert [one[:15] for one in told(always, meetings(language, form, (0, 2), {0: words}), language)] == [
        "meeting.removed"
    ]
    assert [
        one[:16]
        for one in told(
            meetings(language, form, (1, 2), {1: words}), meetings(language, form, (0, 1, 2), {1: words}), language
        )
    ] == ["meeting.recorded"]
    assert told(always, meetings(language, form, (0, 1, 2), {0: words}, chair=3), language) == ["chair.handover"]


def test_a_title_over_the_documents_of_one_meeting_is_of_that_one():
    files = "<b>Documents</b><ul><li><a href=/a.pdf>Istanbul Declaration (2025)</a></li></ul>"
    for form in ("items", "headings", "whole headings", "cards", "bold"):
        before = meetings("en", form, (0, 1, 2), {})
        after = meetings("en", form, (0, 1, 2), {0: files})
        assert told(before, after) == ["document.published istanbul declaration|2025"]


def test_labels_that_are_set_as_that_of_the_list_end_it():
    body = parts(
        ("Member States", "".join(f"<h3>{one}</h3><p>Since 2004</p>" for one in ("Albania", "Austria"))),
        ("Chair", "<p>Austria</p>"),
        ("Established", "<p>2002</p>"),
    )
    stated = [(one.field, one.key) for one in read(body).statements if one.field in ("chair", "member", "established")]
    assert stated == [("established", ""), ("chair", "chair:AT"), ("member", "AL"), ("member", "AT")]


def test_boxes_that_each_hold_a_label_with_its_values_are_parts_of_the_page():
    boxes = (("Members", "Albania, Austria"), ("Observers", "Kenya, Nepal"), ("Chair", "Austria"))
    body = "".join(f"<p><strong>{label}</strong><br>{value}</p>" for label, value in boxes)
    stated = [(one.field, one.key) for one in read(body).statements if one.field in ("chair", "member", "observer")]
    assert stated == [("chair", "chair:AT"), ("member", "AL"), ("member", "AT"), ("observer", "KE"), ("observer", "NP")]


PAGES = {  # what follows a list of members without being of one of them, and who is read where
    "a label in the last item": (
        "<ul><li>Albania</li><li>Austria<p><b>Observers</b></p><ul><li>Kenya</li><li>Nepal</li></ul></li></ul>",
        ["member AL", "member AT", "observer KE", "observer NP"],
    ),
    "boxes of several": (
        "<div><p>Albania</p><p>Austria</p></div><div><p><b>Chair</b></p><p>Türkiye</p></div>"
        "<div><p><b>Observers</b></p><p>Kenya</p><p>Nepal</p></div>",
        ["chair chair:TR", "member AL", "member AT", "observer KE", "observer NP"],
    ),
    "another list": (
        "<ul><li>Albania</li><li>Austria</li></ul><ul><li>Chair<br>Türkiye</li><li>Secretariat<br>IOM</li></ul>",
        ["chair chair:TR", "member AL", "member AT", "secretariat iom"],
    ),
    "cards of facts": (
        "<div><div><h4>Albania</h4></div><div><h4>Austria</h4></div></div><div><div><p>Chair</p><h4>Türkiye</h4></div>"
        "<div><p>Secretariat</p><h4>IOM</h4></div><div><p>Co-chair</p><h4>Peru</h4></div></div>",
        ["chair chair:TR", "chair co-chair:PE", "member AL", "member AT", "secretariat iom"],
    ),
    "parts in cards": (
        "<div><div><h3>Member States</h3><p>Albania</p></div><div><h3>Observers</h3><p>Kenya</p></div>"
        "<div><h3>Chair</h3><p>Türkiye</p></div></div>",
        ["chair chair:TR", "member AL", "observer KE"],
    ),
    "headings that are labels": (
        "<h4>Albania</h4><h4>Austria</h4><h4>Chair: Türkiye</h4><h4>Observers: Kenya</h4>",
        ["chair chair:TR", "member AL", "member AT", "observer KE"],
    ),
}


@pytest.mark.parametrize("form", PAGES)
def test_what_follows_a_list_is_of_the_page(form):
    body, expected = PAGES[form]
    stated = read(parts(("Established", "2002"), ("Membership", body))).statements
    fields = ("chair", "member", "observer", "secretariat")
    assert sorted(f"{one.field} {one.key}" for one in stated if one.field in fields) == expected
