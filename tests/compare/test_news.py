"""Which differences are told, by which name, and which are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare import compare, correct
from monitor.model import Extraction, FieldOutcome, Memory
from tests.compare.conftest import BALI


def test_the_first_reading_of_a_source_is_a_baseline_and_tells_nothing(pages):
    found = compare(Memory(), pages.reading(pages.chair("AU"), pages.member("ID")), now=pages.now)
    assert len(found.opened) == 2
    assert found.changes == ()
    assert found.findings == ()


def test_the_same_page_again_changes_nothing(pages, told):
    page = pages.reading(pages.chair("AU"), pages.member("ID"), pages.meeting("2016-05", "Bali", "ID", "Forum"))
    found = compare(pages.remember(page), page, now=pages.now)
    assert (found.opened, found.closed, found.changes, found.held) == ((), (), (), ())


def test_a_handover_takes_past_and_incoming_entries_with_it(pages):
    before = pages.reading(
        pages.chair("MA", term="2016", name="Morocco"), pages.chair("FR", "incoming", "2017", "France")
    )
    after = pages.reading(
        pages.chair("TN", name="Tunisia"), pages.chair("ES", name="Spain"), pages.chair("MA", "past", name="Morocco")
    )
    found = compare(pages.remember(before), after, now=pages.now, names=lambda what, id_: None)
    assert [one.kind for one in found.changes] == ["chair.handover"]
    change = found.changes[0]
    assert [one["country"] for one in change.before] == ["MA", "FR"]
    assert [one["country"] for one in change.after] == ["TN", "ES", "MA"]
    assert change.summary == "Chair of bali-process: Morocco 2016 (incoming France 2017) -> Tunisia and Spain"
    assert change.importance == "high"
    assert len(change.closes) == 2
    assert [found.opened[index].value["country"] for index in change.opens] == ["TN", "ES", "MA"]


def test_only_the_incoming_chair_changed(pages, told):
    stays = pages.chair("MA")
    assert told(
        pages.reading(stays, pages.chair("FR", "incoming")), pages.reading(stays, pages.chair("ES", "incoming"))
    ) == ["chair.incoming"]


def test_a_chair_that_the_page_says_is_empty_is_vacant(pages, told):
    none = FieldOutcome("bali-process", "chair", "ok", kept=0)
    assert told(pages.reading(pages.chair("NP")), pages.reading(fields=[none])) == ["chair.vacant"]


def test_a_chair_that_a_partial_reading_lacks_is_not_vacant(pages, told):
    partial = FieldOutcome("bali-process", "chair", "partial", kept=0)
    assert told(pages.reading(pages.chair("NP")), pages.reading(fields=[partial])) == ["page.reshaped"]


def test_another_term_of_the_same_chair_is_a_change_and_a_term_newly_given_is_none(pages, told):
    assert told(pages.reading(pages.chair("MA", term="2016")), pages.reading(pages.chair("MA", term="2018"))) == [
        "chair.renewed"
    ]
    assert told(pages.reading(pages.chair("MA")), pages.reading(pages.chair("MA", term="2018"))) == []


def test_only_past_chairs_changed(pages, told):
    now = pages.chair("MA")
    assert told(pages.reading(now), pages.reading(now, pages.chair("PT", "past"))) == ["chair.changed"]


def test_members_and_observers_join_and_leave_by_name(pages, told):
    before = pages.reading(pages.member("AU"), pages.member("FJ"), pages.member("CH", field="observer"))
    after = pages.reading(pages.member("AU"), pages.member("NZ"), pages.member("NO", field="observer"))
    assert told(before, after) == ["member.left", "member.joined", "observer.left", "observer.joined"]


@pytest.mark.parametrize("spelling", ["Turkey", "Türkiye", "Turquie"])
def test_a_new_spelling_of_a_country_is_no_change_and_the_statement_stays(pages, spelling):
    memory = pages.remember(pages.reading(pages.member("TR", "Turkey")))
    found = compare(memory, pages.reading(pages.member("TR", spelling)), now=pages.now)
    assert (found.opened, found.closed, found.changes) == ((), (), ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("State‐led dialogue", "State-led dialogue"),
        ("5 + 5 talks", "5+5 talks"),
        ("LABOUR migration", "Labor migration"),
    ],
)
def test_typography_is_no_change(pages, told, one, other):
    assert (
        told(pages.reading(pages.statement("focus", one, one)), pages.reading(pages.statement("focus", other, other)))
        == []
    )


def test_values_of_different_types_are_different(pages, told):
    text, number = pages.statement("sdg", "10", "10"), pages.statement("sdg", "10", 10)
    assert told(pages.reading(text), pages.reading(number)) == ["sdg.changed"]
    assert told(
        pages.reading(pages.statement("budget", "", "2879.2")), pages.reading(pages.statement("budget", "", "2879.20"))
    ) == ["budget.changed"]


def test_a_single_value_is_replaced_removed_and_added(pages, told):
    one, other = pages.statement("website", "", "http://a.example"), pages.statement("website", "", "http://b.example")
    none = pages.reading(fields=[FieldOutcome("bali-process", "website", "ok")])
    assert told(pages.reading(one), pages.reading(other)) == ["website.changed"]
    assert told(pages.reading(one), none) == ["website.removed"]
    assert told(none, pages.reading(one)) == ["website.added"]
    same = pages.statement("website", "", "https://www.a.example/")
    assert told(pages.reading(one), pages.reading(same)) == []


def test_a_count_that_changed_is_told_as_one(pages, told):
    assert told(
        pages.reading(pages.statement("member_count", "", 19)), pages.reading(pages.statement("member_count", "", 21))
    ) == ["count.changed"]


def test_there_and_back_again_is_two_changes(pages):
    a, b = pages.reading(pages.chair("AU")), pages.reading(pages.chair("ID"))
    memory = pages.remember(a)
    first = compare(memory, b, now=pages.now)
    second = compare(pages.after(memory, b, first), a, now=pages.now)
    assert [one.kind for one in (*first.changes, *second.changes)] == ["chair.handover", "chair.handover"]


def test_a_field_that_appears_for_the_first_time_is_its_own_baseline_and_a_finding_says_so(pages):
    memory = pages.remember(pages.reading(pages.chair("AU")))
    many = [pages.member(f"{a}{b}") for a in "ABCDEF" for b in "ABCDEFGH"][:44]
    found = compare(memory, pages.reading(pages.chair("AU"), *many), now=pages.now)
    assert found.changes == ()
    assert len(found.opened) == 44
    assert [(one.kind, one.field) for one in found.findings] == [("first-seen", "member")]
    assert "44 entries" in found.findings[0].message


def test_a_partial_reading_tells_what_is_new_and_closes_nothing_by_absence(pages):
    memory = pages.remember(pages.reading(pages.member("AU"), pages.member("FJ")))
    partial = [FieldOutcome("bali-process", "member", "partial")]
    found = compare(memory, pages.reading(pages.member("NZ"), fields=partial), now=pages.now)
    assert [one.kind for one in found.changes] == ["member.joined"]
    assert found.closed == ()


def test_a_partial_reading_replaces_a_single_value(pages, told):
    before = pages.reading(pages.statement("established", "", "2001"))
    partial = [FieldOutcome("bali-process", "established", "partial")]
    assert told(before, pages.reading(pages.statement("established", "", "2002"), fields=partial)) == [
        "established.changed"
    ]


def test_a_reading_that_failed_changes_nothing(pages):
    memory = pages.remember(pages.reading(pages.chair("AU")))
    found = compare(memory, pages.reading(pages.chair("ID"), outcome="failed"), now=pages.now)
    assert (found.outcome, found.opened, found.closed, found.changes) == ("failed", (), (), ())


def row(pages, mechanism: str, country: str):
    return (
        pages.statement("mechanism", mechanism, {"id": mechanism, "name": mechanism}, mechanism),
        pages.statement("chair", f"chair:{country}", {"country": country, "name": country, "role": "chair"}, mechanism),
    )


def test_a_delisted_mechanism_is_one_change_and_its_statements_close_with_it(pages):
    before = pages.reading(*row(pages, "midsa", "ZA"), *row(pages, "midwa", "GH"))
    found = compare(pages.remember(before), pages.reading(*row(pages, "midsa", "ZA")), now=pages.now)
    assert [(one.kind, one.mechanism) for one in found.changes] == [("mechanism.delisted", "midwa")]
    assert len(found.closed) == 2
    assert found.held == ()


def test_a_listed_mechanism_is_one_change_and_its_statements_open_with_it(pages):
    before = pages.reading(*row(pages, "midsa", "ZA"))
    found = compare(
        pages.remember(before), pages.reading(*row(pages, "midsa", "ZA"), *row(pages, "midwa", "GH")), now=pages.now
    )
    assert [(one.kind, one.mechanism) for one in found.changes] == [("mechanism.listed", "midwa")]
    assert len(found.opened) == 2
    assert found.findings == ()


def test_the_source_date_and_the_publication_date_never_make_a_change(pages, told):
    page = pages.reading(pages.chair("AU"))
    assert (
        told(
            replace(page, source_fields={"last_updated": "2020"}), replace(page, source_fields={"last_updated": "2021"})
        )
        == []
    )


def test_another_secretariat_in_the_place_of_the_one_is_one_change_and_one_beside_it_is_added(pages, told):
    def held_by(*ids, outcome="ok"):
        said = [pages.statement("secretariat", one, {"id": one, "name": one.upper()}) for one in ids]
        return pages.reading(*said, fields=[FieldOutcome("bali-process", "secretariat", outcome)])

    found = compare(pages.remember(held_by("iom")), held_by("icmpd"), now=pages.now)
    (one,) = found.changes
    assert (one.kind, one.importance, one.before["id"], one.after["id"]) == (
        "secretariat.changed",
        "high",
        "iom",
        "icmpd",
    )
    assert (one.closes, one.opens, found.closed) == ((1,), (0,), (1,))
    assert told(held_by("iom"), held_by("iom", "icmpd")) == ["secretariat.added"]
    assert told(held_by("iom"), held_by("icmpd", "unhcr")).count("secretariat.changed") == 0
    assert told(held_by("iom"), held_by("icmpd", outcome="partial")) == ["secretariat.added"]


def test_another_layout_is_a_new_baseline(pages):
    memory = pages.remember(pages.reading(pages.chair("AU"), pages.member("FJ")))
    found = compare(memory, pages.reading(pages.chair("ID"), pages.member("FJ"), layout="ministry-page"), now=pages.now)
    assert found.changes == ()
    assert len(found.opened) == len(found.closed) == 1


def test_what_our_own_new_code_reads_otherwise_is_a_correction_and_never_news(pages):
    memory = pages.remember(pages.reading(pages.member("AU"), pages.member("FJ")))
    better: Extraction = pages.reading(pages.member("AU"), pages.member("NZ"), pages.statement("type", "", "RCP"))
    found = correct(memory, better, now=pages.now)
    assert found.changes == ()
    assert [one.kind for one in found.corrections] == ["member.left", "member.joined", "type.added"]
    assert {one.field for one in found.opened} == {"member", "type"}


def test_a_line_that_our_new_table_reads_is_a_correction_also_where_the_field_has_no_baseline_yet(pages):
    part = [FieldOutcome(BALI, "member", "partial", None, 3, 3, 2)]
    memory = pages.remember(pages.reading(pages.member("AU"), pages.member("FJ"), fields=part))
    found = correct(memory, pages.reading(pages.member("AU"), pages.member("FJ"), pages.member("NZ")), now=pages.now)
    assert (found.changes, found.findings) == ((), ())
    assert [(one.kind, one.key) for one in found.corrections] == [("member.joined", "NZ")]


def test_a_name_put_otherwise_is_no_new_name_and_a_new_name_is(pages, told):
    def named(name):
        return pages.reading(pages.statement("name", "", name))

    long, other = (
        "Conferences of Ministers of the Interior of the Region",
        "Conferences of the Region's Interior Ministers",
    )
    assert told(named(long), named(other)) == []
    assert told(named("COMESA-RCP"), named("Migration Dialogue for Member States")) == ["name.changed"]


def test_a_typo_in_the_name_of_somebody_unknown_is_no_departure(pages, told):
    def observer(name):
        return pages.reading(pages.statement("observer", name, {"kind": "organisation", "id": None, "name": name}))

    assert told(observer("Sahel Mobility Observatory"), observer("Sahel Mobilty Observatory")) == ["observer.changed"]
    assert told(observer("Sahel Mobility Observatory"), observer("Harbour Union")) == [
        "observer.left",
        "observer.joined",
    ]


def test_a_misspelt_country_that_nobody_knew_is_put_right_and_nobody_left(pages, told):
    def unknown(name):
        return pages.statement("member", name.lower(), {"kind": "state", "country": None, "name": name})

    here = [pages.member("AL", "Albania"), pages.member("ET", "Ethiopia")]
    one, other = pages.reading(unknown("Azerbaidjann"), *here), pages.reading(pages.member("AZ", "Azerbaijan"), *here)
    assert told(one, other) == ["member.changed"]
    assert told(other, one) == ["member.changed"]
    assert told(pages.reading(unknown("Somaliland"), *here), other) == ["member.left", "member.joined"]
