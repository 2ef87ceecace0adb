"""What a page says of a body beside the mechanism is none of its facts: in a part, a box, a table or in words."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Comparison, Extraction, Layout
from tests.test_not_known_yet import compared

# a title, a label of the chair, one of the members: of a body beside the mechanism
BODIES = {
    "en": [
        "Working Group on Return", "Technical Working Group", "Task Force on Planning", "Steering Committee",
        "Advisory Board", "Sub-Committee on Visas", "Thematic group: return", "Ad Hoc Group", "Regional Support Office",
        "Friends of the Process", "Our project MIEUX", "Government and Business Forum", "Senior Officials Meeting",
        "Ministerial Conference 2027", "Related: Global Forum",
    ],
    "fr": ["Groupe de travail sur le retour", "Comité de pilotage", "Conférence ministérielle 2027"],
    "es": ["Grupo de trabajo sobre retorno", "Comité directivo", "Amigos del Proceso"],
    "pt": ["Grupo de trabalho sobre retorno", "Comité diretor", "Cimeira ministerial"],
}  # fmt: skip
WORDS = {
    "en": ("Chair", "Member States", "Members", "Contact"), "fr": ("Présidence", "États membres", "Membres", "Contact"),
    "es": ("Presidencia", "Países miembros", "Miembros", "Contacto"),
    "pt": ("Presidência", "Países membros", "Membros", "Contacto"),
}  # fmt: skip
STATED = "<p>{chair}: Mali</p><p>{members}: Gabon, Peru</p>"
MARKUPS = {
    "h2": "<h2>{title}</h2>" + STATED,
    "h3": "<h2>Structure</h2><h3>{title}</h3>" + STATED,
    "labels as headings": "<h2>{title}</h2><h3>{chair}</h3><p>Mali</p><h3>{members}</h3><ul><li>Gabon<li>Peru</ul>",
    "bold": "<p><b>{title}</b></p>" + STATED,
    "bold and break": "<p><strong>{title}</strong><br>{chair}: Mali<br>{members}: Gabon, Peru</p>",
    "dl": "<dl><dt>{title}</dt><dd>{chair}: Mali</dd></dl>",
    "dl of its own": "<h2>X</h2><dl><dt>{title}</dt><dd>Y</dd><dt>{chair}</dt><dd>Mali</dd><dt>{members}</dt>"
    "<dd>Peru</dd></dl>",
    "details": "<details><summary>{title}</summary>" + STATED + "</details>",
    "cards": "<div class=grid><div class=card><h5>{title}</h5>" + STATED + "<a href=/x>Read more</a></div></div>",
    "nested": "<h2>Structure</h2><ul><li>{title}<ul><li>{chair}: Mali</li><li>{members}: Gabon, Peru</ul></li></ul>",
    "fields": "<div class=f><div class=l>{title}</div><div class=v><div>{chair}: Mali</div></div></div>",
}
TABLES = [
    "<table><tr><th>Name</th><th>Chair</th><th>Members</th><th>Secretariat</th></tr>"
    "<tr><td>Working Group on Return</td><td>Mali</td><td>Gabon, Peru</td><td>IOM</td></tr></table>",
    "<table><tr><th>Sub-group</th><th>Chair</th><th>Secretariat</th></tr>"
    "<tr><td>Return</td><td>Mali</td><td>IOM</td></tr></table>",
    "<table><tr><th>Project</th><th>Members</th><th>Established</th></tr>"
    "<tr><td>Silk Routes</td><td>Peru</td><td>2015</td></tr></table>",
]
SENTENCES = [
    "<p>The Ad Hoc Group, which was set up in 2009 and is chaired by Mali, brings together 16 States.</p>",
    "<p>The Task Force on Planning was established in 2016. It is co-chaired by Mali and Peru. Its members are Fiji "
    "and Peru.</p>",
    "<h2>Task Force on Planning</h2><p>Established in 2016, it is co-chaired by Mali and Peru.</p>",
    "<h2>Working Group on Return</h2><p>The group is chaired by Mali. It has 12 members and meets in Lima.</p>",
    "<h2>Government and Business Forum</h2><p>The Forum was launched in 2017 and is co-chaired by Mali and Peru.</p>",
]  # fmt: skip
PROSE = "<p>The Process was established in 2002. It is chaired by {} and has 49 members.</p>"


def reading(body: str, *, language: str = "en", layout: Layout = "mechanism-page") -> Extraction:
    page = f"<html lang={language}><body><main><h1>Bali Process</h1>{body}</main></body></html>"
    about = ("bali-process", "budapest-process") if layout == "ministry-page" else ("bali-process",)
    return extract(read(page.encode(), media_type="text/html"), layout, about)


def page(language: str, chair: str = "Kenya", more: str = "", members: str = "<li>Gabon<li>Fiji<li>Kenya") -> str:
    label, states, _, contact = WORDS[language]
    own = f"<h2>{label}</h2><p>{chair}</p><h2>{states}</h2><ul>{members}</ul>"
    return f"<p>Words of the page.</p>{own}{more}<h2>{contact}</h2><p>desk@example.org</p>"


def of_other(language: str, markup: str, title: str, chair: str = "Mali") -> str:
    said = {"title": title, "chair": WORDS[language][0], "members": WORDS[language][2]}
    return MARKUPS[markup].format(**said).replace("Mali", chair)


def told(found: Comparison) -> list[str]:
    return [one.kind for one in found.changes if one.kind != "text.edited"]


def looks(language: str, *bodies: str) -> Comparison:
    first, *others = (reading(body, language=language) for body in bodies)
    return compared(*[first] * 3, *others)


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(("language", "title"), [(lang, title) for lang, titles in BODIES.items() for title in titles])
def test_the_labels_of_another_body_are_not_the_mechanisms(language: str, title: str, markup: str) -> None:
    if markup in ("fields", "nested") and title in SET_APART_ALONE:
        return
    before, after = page(language), page(language, more=of_other(language, markup, title))
    found = looks(language, before, after)
    assert (told(found), found.held, found.opened, found.closed) == ([], (), (), ())
    gone = looks(language, after, before)
    assert (told(gone), gone.held) == ([], ())
    handed = looks(language, after, page(language, more=of_other(language, markup, title, chair="Fiji")))
    assert (told(handed), handed.held) == ([], ())


# only a title that is set apart by its type is one of these
SET_APART_ALONE = (
    "Government and Business Forum", "Senior Officials Meeting", "Ministerial Conference 2027",
    "Conférence ministérielle 2027", "Cimeira ministerial",
)  # fmt: skip


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("language", BODIES)
def test_what_happens_in_the_mechanism_beside_it_is_told(language: str, markup: str) -> None:
    other = of_other(language, markup, BODIES[language][0])
    chair = looks(language, page(language, more=other), page(language, "Fiji", more=other))
    assert [one.summary.rpartition(": ")[2] for one in chair.changes] == ["Kenya -> Fiji"]
    members = "<li>Gabon<li>Peru<li>Kenya"
    joined = looks(language, page(language, more=other), page(language, more=other, members=members))
    assert sorted((one.kind, one.key) for one in joined.changes) == [("member.joined", "PE"), ("member.left", "FJ")]


@pytest.mark.parametrize(
    "title",
    ["About the Process", "Meetings and members", "Session documents", "Related to migration", "Our network",
     "Bali Process Forum"],
)  # fmt: skip
@pytest.mark.parametrize("stated", ["<p>Chair: {}</p>", "<h3>Chair</h3><p>{}</p>"])
def test_a_title_that_names_no_other_body_is_over_the_mechanisms_own(title: str, stated: str) -> None:
    handed = looks("en", *(f"<h2>{title}</h2>{stated.format(who)}" for who in ("Kenya", "Fiji")))
    assert [one.summary.rpartition(": ")[2] for one in handed.changes] == ["Kenya -> Fiji"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("heading", ["<h2>Structure</h2>", "<h2>Working groups</h2>", ""])
def test_a_table_of_other_bodies_has_nothing_of_the_mechanisms(table: str, heading: str) -> None:
    found = looks("en", page("en"), page("en", more=heading + table))
    assert (told(found), found.held) == ([], ())


def test_what_is_left_out_is_told() -> None:
    after = reading(page("en", more=of_other("en", "h2", "Working Group on Return")))
    assert [one.message for one in after.findings if one.kind == "stray-text"] == [
        "no field takes what stands under “Working Group on Return”: “Chair: Mali”"
    ]


@pytest.mark.parametrize("below", ["<h3>Return</h3><p>Chair: Mali</p><p>Secretariat: IOM</p>", "<p>Chair: Mali</p>"])
@pytest.mark.parametrize("over", ["Working groups", "Sub-groups", "Projects", "Task forces"])
def test_all_below_a_heading_for_such_bodies_is_theirs(over: str, below: str) -> None:
    found = looks("en", page("en"), page("en", more=f"<h2>{over}</h2>{below}"))
    assert (told(found), found.held) == ([], ())


@pytest.mark.parametrize("more", SENTENCES)
def test_sentences_about_another_body_say_nothing_of_the_mechanism(more: str) -> None:
    own = PROSE.format("Kenya")
    assert set(told(looks("en", own, own + more))) == set()
    handed = looks("en", own + more, PROSE.format("Fiji") + more)
    assert [one.summary.rpartition(": ")[2] for one in handed.changes if one.kind != "text.edited"] == ["Kenya -> Fiji"]


def test_behind_another_body_a_sentence_may_speak_of_the_mechanism_again() -> None:
    own = "<p>The Task Force on Planning was established in 2016. The Process is chaired by {}.</p>"
    handed = looks("en", own.format("Kenya"), own.format("Fiji"))
    assert [one.summary.rpartition(": ")[2] for one in handed.changes if one.kind != "text.edited"] == ["Kenya -> Fiji"]


@pytest.mark.parametrize(
    ("language", "group"),
    [
        ("en", "Members of the Steering Group"), ("en", "Participants of the last meeting"),
        ("en", "Participating countries in 2026 meeting"), ("en", "Participating institutions"),
        ("en", "Working group members"), ("en", "Member of the month"), ("en", "Member contributions"),
        ("en", "Founding members"), ("fr", "Membres du comité de pilotage"),
        ("fr", "Participants de la dernière réunion"), ("es", "Miembros del comité directivo"),
        ("pt", "Participantes da última reunião"),
    ],
)  # fmt: skip
def test_nobody_joins_below_members_of_something_else(language: str, group: str) -> None:
    label = WORDS[language][1]
    for own in (f"<h2>{label}</h2>", "<h2>Observers</h2>"):
        before = f"{own}<ul><li>Gabon<li>Fiji<li>Kenya<li>Malta</ul>"
        found = looks(language, before, f"{before}<h3>{group}</h3><ul><li>Peru<li>Chile</ul>")
        assert told(found) == ["page.reshaped"]
        assert found.opened == ()


@pytest.mark.parametrize(
    "group", ["New members", "African Union Member States", "Other participating States", "EU members"]
)
def test_they_join_below_words_that_name_nothing_else(group: str) -> None:
    before = "<h2>Members</h2><ul><li>Gabon<li>Fiji<li>Kenya<li>Malta</ul>"
    found = looks("en", before, f"{before}<h3>{group}</h3><ul><li>Peru<li>Chile</ul>")
    assert sorted(told(found)) == ["member.joined", "member.joined"]


def test_a_seminar_under_another_presidency_is_no_meeting_of_the_mechanism() -> None:
    own = "<h2>Budapest Process</h2><p>The Budapest Process is chaired by Türkiye.</p>"
    more = (
        "<p>During the Cypriot Presidency of the Council of the EU the Ministry hosted a seminar in Nicosia on "
        "3 March 2026.</p>"
    )
    found = reading(own + more, layout="ministry-page")
    assert not [one for one in found.statements if one.field == "meeting"]
    named = reading(own + more.replace("a seminar", "a seminar of the Budapest Process"), layout="ministry-page")
    assert [one.key for one in named.statements if one.field == "meeting"]
