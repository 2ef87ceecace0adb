"""Meetings and documents are found again when they were put otherwise, re-dated or moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare import compare


def test_a_corrected_date_is_one_amendment(pages, told):
    before = pages.reading(pages.meeting("2016-06-13", "Rabat", "MA", "Expert-level preparatory meeting"))
    after = pages.reading(pages.meeting("2016-06-15", "Rabat", "MA", "Expert-level preparatory meeting"))
    assert told(before, after) == ["meeting.amended"]


def test_a_corrected_place_is_one_amendment(pages, told):
    before = pages.reading(pages.meeting("2016-06-13", "Rabat", "MA", "Expert-level preparatory meeting"))
    after = pages.reading(pages.meeting("2016-06-13", "Tangier", "MA", "Expert-level preparatory meeting"))
    assert told(before, after) == ["meeting.amended"]


def test_a_title_put_otherwise_is_no_change(pages, told):
    before = pages.reading(pages.meeting("2016-06-13", "Rabat", "MA", "Expert-level preparatory meeting"))
    after = pages.reading(pages.meeting("2016-06-13", "Rabat", "MA", "Preparatory meeting at expert level"))
    assert told(before, after) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thematic Meeting on Asylum", "Thematic Meeting on Trafficking"),
        ("Workshop on Visa Policy", "Workshop on Border Police"),
        ("Workshop on Visa Policy", "Workshop on Visa Police"),
        ("Seminar on legal migration", "Seminar on illegal migration"),
        ("Regular migration", "Irregular migration"),
        ("Expert meeting on labour migration", "Expert meeting on legal migration"),
        ("Migration and Health", "Migration and Development"),
        ("Working group on border management", "Working group on migration management"),
        ("Return and Readmission", "Remittances and Diaspora"),
        ("Thematic Meeting", "Thematic Meeting on Asylum"),
        ("Meeting with Austria on visas", "Meeting with Australia on visas"),
        ("Meeting on migration", "Meeting on immigration"),
        ("Training of employers", "Training of employees"),
        ("Working Group D", "Working Group E"),
        ("Conference XVIII", "Conference XXVIII"),
        ("Workshop on visas", ""),
    ],
)
def test_a_title_of_other_words_at_one_place_and_day_is_told(pages, told, one, other):
    before, after = (pages.reading(pages.meeting("2027-01-14", "Rome", "IT", title)) for title in (one, other))
    kinds = told(before, after), told(after, before)
    assert all(kind in (["meeting.amended"], ["meeting.removed", "meeting.recorded"]) for kind in kinds)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Officials Meeting", "Meeting of the Senior Officials"),
        ("Return and Readmission", "Readmission & Return"),
        ("Working group on policy for migrant workers", "Working Group on the policies for migrant worker"),
        ("International Organisation for Labour", "International organization for labor"),
        ("Ministerial Conference", "Minsterial Conference"),
        ("Réunion d'experts sur la réadmission", "Réunion des experts sur les réadmissions"),
        ("Reunión de expertos en fronteras", "Reunión de los expertos sobre fronteras"),
        ("Senior Officials Meeting", "Senior Officials Meeting (concluded)"),
    ],
)
def test_small_words_plurals_and_slips_in_a_title_are_no_change(pages, told, one, other):
    before, after = (pages.reading(pages.meeting("2027-01-14", "Rome", "IT", title)) for title in (one, other))
    assert (told(before, after), told(after, before)) == ([], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Officials Meeting", "SOM"),
        ("Tenth Senior Officials Meeting", "10th SOM"),
        ("Réunion de hauts fonctionnaires", "RHF de Rome"),
    ],
)
def test_a_title_in_its_initials_is_the_same_meeting_at_its_place_and_no_other(pages, told, one, other):
    before = pages.reading(pages.meeting("2027-01-14", "Rome", "IT", one))
    for title in (one, other):
        twin = pages.reading(pages.meeting("2027-01-14", "Rome", "IT", other if title == one else one))
        assert told(pages.reading(pages.meeting("2027-01-14", "Rome", "IT", title)), twin) == ["meeting.amended"]
    for title in ("EGM", f"{other} 3"):
        assert told(before, pages.reading(pages.meeting("2027-01-14", "Rome", "IT", title))) != ["meeting.amended"]
    assert len(told(before, pages.reading(pages.meeting("2027-01-14", "Lima", "PE", other)))) == 2


def test_a_title_that_was_put_otherwise_step_by_step_is_still_the_meetings_own(pages, told):
    """What was not told left the first title standing; the meeting is found again by it."""
    titles = "Senior Officials Meeting", "Meeting of Senior Officials", "Meeting of the Senior Officials on Visas"
    steps = [pages.reading(pages.meeting("2026-06-04", "Vienna", "AT", title)) for title in titles]
    assert told(*steps) == ["meeting.amended"]
    assert told(*steps, pages.reading(pages.meeting("2026-06-18", "Vienna", "AT", titles[2]))) == ["meeting.amended"]
    assert told(*steps[:2], pages.reading(pages.meeting("2026-06-04", "Geneva", "CH", titles[1]))) == [
        "meeting.amended"
    ]


def test_another_number_in_the_title_is_an_amendment_on_the_same_day(pages, told):
    before = pages.reading(pages.meeting("2012-10-05", "Malta", "MT", "7th Ministerial Conference on Migration"))
    after = pages.reading(pages.meeting("2012-10-05", "Malta", "MT", "8th Ministerial Conference on Migration"))
    assert told(before, after) == ["meeting.amended"]


def test_the_next_conference_is_not_the_last_one_amended(pages, told):
    before = pages.reading(pages.meeting("2010-12-13", "Tripoli", "LY", "7th Ministerial Conference on Migration"))
    after = pages.reading(pages.meeting("2020-03-01", "Marrakesh", "MA", "8th Ministerial Conference on Migration"))
    assert told(before, after) == ["meeting.removed", "meeting.recorded"]


def test_next_years_meeting_of_the_same_name_and_place_is_a_new_one(pages, told):
    before = pages.reading(pages.meeting("2016-05", "Geneva", "CH", "Annual consultations"))
    after = pages.reading(pages.meeting("2017-05", "Geneva", "CH", "Annual consultations"))
    assert told(before, after) == ["meeting.removed", "meeting.recorded"]


def test_an_announced_meeting_that_has_taken_place_is_not_a_new_one(pages, told):
    before = pages.reading(pages.meeting("2026-11", "Lisbon", "PT", "Senior officials", announced=True))
    after = pages.reading(pages.meeting("2026-11-04/2026-11-05", "Lisbon", "PT", "Senior officials"))
    assert told(before, after) == ["meeting.held"]


@pytest.mark.parametrize(("announced", "kind"), [(True, "meeting.announced"), (False, "meeting.recorded")])
def test_a_new_meeting_is_told_as_announced_or_recorded(pages, told, announced, kind):
    one = pages.meeting("2016-05", "Geneva", "CH", "Annual consultations")
    assert told(
        pages.reading(one), pages.reading(one, pages.meeting("2026-12", "Bern", "CH", "Summit", announced))
    ) == [kind]


def test_two_meetings_of_one_day_and_place_are_not_taken_for_each_other(pages):
    expert = pages.meeting("2003-10-22", "Rabat", "MA", "Expert group")
    forum = pages.meeting("2003-10-22", "Rabat", "MA", "Business leaders forum")
    memory = pages.remember(pages.reading(expert, forum))
    found = compare(memory, pages.reading(forum, expert), now=pages.now)
    assert (found.changes, found.opened, found.closed) == ((), (), ())


def test_a_documents_new_address_is_one_change_of_it(pages, told):
    before = pages.reading(pages.document("Tunis Declaration", 2002, "https://a.example/1.pdf"))
    after = pages.reading(pages.document("Tunis Declaration", 2002, "https://a.example/2024/tunis.pdf"))
    assert told(before, after) == ["document.changed"]


def test_an_address_that_is_newly_given_or_only_spelt_otherwise_is_no_change(pages, told):
    plain = pages.reading(pages.document("Tunis Declaration", 2002))
    linked = pages.reading(pages.document("Tunis declaration", 2002, "http://www.a.example/1.pdf"))
    again = pages.reading(pages.document("Tunis Declaration", 2002, "https://a.example/1.pdf"))
    assert told(plain, linked) == []
    assert told(linked, again) == []


def test_a_letter_of_its_own_and_another_address_make_another_document(pages, told):
    def listed(title, url):
        return pages.reading(pages.document(title, 2023, url))

    annex, other = "Annex on visas to the report C", "Annex on visas to the report B"
    assert told(listed(annex, "https://a.example/11.pdf"), listed(other, "https://a.example/7.pdf")) == [
        "document.removed",
        "document.published",
    ]
    assert told(listed(annex, "https://a.example/c.pdf"), listed(other, "https://b.example/c.pdf")) == [
        "document.changed"
    ]


def test_documents_of_the_same_title_and_another_year_are_two(pages, told):
    one, other = pages.document("Annual report", 2015), pages.document("Annual report", 2016)
    assert told(pages.reading(one), pages.reading(one, other)) == ["document.published"]
    assert told(pages.reading(one, other), pages.reading(other)) == ["document.removed"]


def in_languages(pages, **addresses):
    """Documents of one title, each in one language, with its address or None."""
    return [
        replace(one, key=f"strategy||{code}", value=one.value | {"languages": [code]})
        for code, url in addresses.items()
        for one in [pages.document("Strategy", None, url and f"https://a.example/{url}")]
    ]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({"en": "1", "fr": "2"}, {"fr": "2", "en": "1"}, []),
        ({"en": None, "fr": None}, {"fr": None, "en": None}, []),
        ({"en": None, "fr": None}, {"en": None}, ["document.removed"]),
        ({"en": None}, {"fr": None, "en": None}, ["document.published"]),
        ({"en": "1", "fr": "2"}, {"en": "1"}, ["document.removed"]),
        ({"en": None, "fr": None}, {"fr": "2", "en": "1"}, []),
        ({"en": "1", "fr": "2"}, {"fr": "4", "en": "3"}, ["document.changed", "document.changed"]),
        ({"en": "1", "fr": "2"}, {"en": "3"}, ["document.removed", "document.changed"]),
    ],
)
def test_versions_of_a_document_are_told_apart_by_address_else_language(pages, told, before, after, kinds):
    sides = [pages.reading(*in_languages(pages, **side)) for side in (before, after)]
    assert sorted(told(*sides)) == sorted(kinds)


@pytest.mark.parametrize("year", [None, 2024])
def test_documents_of_one_title_that_move_with_their_site_are_each_one_change(pages, told, year):
    old, new, shuffled = (
        pages.reading(*(pages.document("Summary", year, f"https://a.example/{folder}/{name}.pdf") for name in names))
        for folder, names in (("old", "abc"), ("new/2026", "cab"), ("old", "cba"))
    )
    assert told(old, new) == ["document.changed"] * 3
    assert told(old, shuffled) == []


def test_of_documents_of_one_title_one_that_is_gone_is_told_alone(pages):
    listed = [pages.document("Summary", None, f"https://a.example/{name}.pdf") for name in "abc"]
    (change,) = compare(pages.remember(pages.reading(*listed)), pages.reading(*listed[:0:-1]), now=pages.now).changes
    assert (change.kind, change.before) == ("document.removed", listed[0].value)


def test_what_is_no_address_counts_as_it_stands_and_stops_nobody(pages, told):
    """`http://[here]` is no URL by RFC 3986, and pages have it."""
    one = pages.reading(pages.document("Report", 2015, "http://[here]/a"), pages.statement("website", "", "http://[x"))
    assert told(one, one) == []
    assert told(one, pages.reading(pages.document("Report", 2015, "http://[here]/b"))) != []


def test_the_sentence_of_a_change_shows_what_differs(pages):
    one, other = (pages.reading(pages.document("Report", 2015, f"https://{host}/r.pdf")) for host in ("a.org", "b.org"))
    (change,) = compare(pages.remember(one), other, now=pages.now).changes
    assert change.summary.endswith("[url https://a.org/r.pdf] -> Report (2015) [url https://b.org/r.pdf]")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/a.pdf", "https://x.example/a.pdf?utm_source=mail&utm_campaign=autumn"),
        ("https://x.example/get?id=7&PHPSESSID=8f2a", "https://x.example/get?id=7&PHPSESSID=11c0"),
        ("https://x.example/a.pdf;jsessionid=8F2A", "https://x.example/a.pdf"),
        ("https://x.example/a.pdf?itok=Zq3", "https://x.example/a.pdf?itok=9xY"),
    ],
)
def test_what_names_a_visit_in_a_link_is_no_new_address(pages, told, one, other):
    assert (
        told(pages.reading(pages.document("Charter", 2018, one)), pages.reading(pages.document("Charter", 2018, other)))
        == []
    )


@pytest.mark.parametrize(
    ("one", "other"), [("?id=7", "?id=8"), ("?v=2", ""), ("", ";version=2"), ("?lang=en", "?lang=fr")]
)
def test_any_other_part_of_an_address_counts(pages, told, one, other):
    sides = [pages.reading(pages.document("Charter", 2018, f"https://x.example/get{end}")) for end in (one, other)]
    assert told(*sides) == ["document.changed"]
