"""Entries that were read as one yesterday and as two today, or the other way round: nobody left and nobody joined."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.compare import compare
from monitor.compare.match import pair
from monitor.model import FieldOutcome, OpenStatement

BALI = "bali-process"


def somebody(pages, name, field="observer"):
    kind = "state" if field == "member" else "organisation"
    key = "country" if field == "member" else "id"
    return pages.statement(field, name.lower(), {"kind": kind, key: None, "name": name})


def both_ways(pages, one, other):
    """The changes from one reading to the other, and back."""
    there = compare(pages.remember(pages.reading(*one)), pages.reading(*other), now=pages.now)
    back = compare(pages.remember(pages.reading(*other)), pages.reading(*one), now=pages.now)
    return there, back


def test_two_states_read_as_one_odd_entry_did_not_join_when_they_are_read_apart(pages):
    here = [pages.member("AL", "Albania")]
    odd = somebody(pages, "Bosnia and Herzegovina; Serbia", "member")
    apart = [pages.member("BA", "Bosnia and Herzegovina"), pages.member("RS", "Serbia")]
    there, back = both_ways(pages, [*here, odd], [*here, *apart])
    assert [one.kind for one in (*there.changes, *back.changes)] == ["member.changed"] * 2
    (change,) = there.changes
    assert change.before["name"] == "Bosnia and Herzegovina; Serbia"
    assert [one["country"] for one in change.after] == ["BA", "RS"]
    assert (len(change.closes), len(change.opens)) == (1, 2)
    assert change.summary.endswith("Bosnia and Herzegovina; Serbia -> Bosnia and Herzegovina and Serbia")
    assert (len(back.changes[0].closes), len(back.changes[0].opens)) == (2, 1)


@pytest.mark.parametrize("joint", [" and ", "; ", " / ", " & ", ", ", " et ", " y the "])
def test_two_whom_nobody_knows_are_split_and_merged(pages, joint):
    names = "Sahel Observatory", "Harbour Union"
    one, two = [somebody(pages, joint.join(names))], [somebody(pages, name) for name in names]
    there, back = both_ways(pages, one, two)
    assert [one.kind for one in (*there.changes, *back.changes)] == ["observer.changed"] * 2


def test_one_who_joins_while_two_are_split_is_told(pages):
    one = [somebody(pages, "Sahel Observatory and Harbour Union")]
    two = [somebody(pages, name) for name in ("Sahel Observatory", "Harbour Union", "Desert Watch")]
    there, back = both_ways(pages, one, two)
    assert sorted(one.kind for one in there.changes) == ["observer.changed", "observer.joined"]
    assert sorted(one.kind for one in back.changes) == ["observer.changed", "observer.left"]


def test_a_part_that_stands_by_itself_as_well_stays(pages):
    kept = somebody(pages, "Harbour Union")
    one = [somebody(pages, "Sahel Observatory and Harbour Union"), kept]
    there, back = both_ways(pages, one, [somebody(pages, "Sahel Observatory"), kept])
    assert [(one.kind, len(one.closes), len(one.opens)) for one in there.changes] == [("observer.changed", 1, 1)]
    assert [one.kind for one in back.changes] == ["observer.changed"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Sahel Observatory and Harbour Union"], ["Sahel Observatory", "Desert Watch"]),
        (["Harbour Union of the North and Sahel Observatory"], ["Harbour Union", "Sahel Observatory"]),
        (["Union"], ["Harbour Union", "Desert Union"]),
    ],
)
def test_names_that_do_not_make_up_the_whole_are_others(pages, one, other):
    there, _ = both_ways(pages, *([somebody(pages, name) for name in names] for names in (one, other)))
    assert "observer.left" in {change.kind for change in there.changes}


def test_lines_of_text_are_split_and_merged(pages):
    def focus(*lines):
        return [pages.statement("focus", line, line) for line in lines]

    there, back = both_ways(pages, focus("Visas and return; data"), focus("Visas", "Return", "Data"))
    assert [one.kind for one in (*there.changes, *back.changes)] == ["focus.changed"] * 2


def test_a_state_that_has_a_code_is_no_odd_entry(pages):
    there, _ = both_ways(pages, [pages.member("BA", "Bosnia and Herzegovina")], [pages.member("RS", "Bosnia")])
    assert sorted(one.kind for one in there.changes) == ["member.joined", "member.left"]


def test_a_merge_leaves_fewer_lines_and_is_not_held_for_it(pages):
    many = [pages.member(code) for code in ("AL", "AU", "FJ", "ID", "NZ", "PT", "ES", "TN")]
    parts = [somebody(pages, "Sahel State", "member"), somebody(pages, "Harbour State", "member")]
    whole = somebody(pages, "Sahel State and Harbour State", "member")

    def page(*entries):
        return pages.reading(*entries, fields=[FieldOutcome(BALI, "member", "ok", 10, len(entries), len(entries))])

    found = compare(pages.remember(page(*many, *parts)), page(*many, whole), now=pages.now)
    assert ([one.kind for one in found.changes], found.held) == (["member.changed"], ())


NAMES = st.lists(
    st.sampled_from(["Observatory", "Union", "Observatory and Union", "Union, Watch", "Watch", "Union and Union"]),
    max_size=6,
)


@given(old=NAMES, new=NAMES, data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_gives_the_same_groups_and_no_entry_is_lost_or_doubled(pages, old, new, data):
    before = [OpenStatement(row, somebody(pages, name), "c") for row, name in enumerate(dict.fromkeys(old))]
    after = [somebody(pages, name) for name in dict.fromkeys(new)]

    def said(before, after):
        found = pair("observer", before, list(enumerate(after)))
        rows = [one.row for one, _ in (*found.kept, *found.amended)] + [one.row for one in found.gone]
        rows += [one.row for group in found.regrouped for one in group.old]
        come = [new.key for _, (_, new) in (*found.kept, *found.amended)] + [new.key for _, new in found.come]
        come += [new.key for group in found.regrouped for _, new in group.new]
        assert sorted(rows) == sorted(one.row for one in before)
        assert sorted(come) == sorted(one.key for one in after)
        groups = {
            (tuple(sorted(a.row for a in g.old)), tuple(sorted(b.key for _, b in g.new))) for g in found.regrouped
        }
        return groups, sorted(one.row for one in found.gone)

    assert said(before, after) == said(data.draw(st.permutations(before)), data.draw(st.permutations(after)))


# meetings


def meeting(pages, date, date_text, place, country, title, line):
    value = {"date": date, "date_text": date_text, "place": place, "country": country, "title": title}
    value["announced"] = False
    statement = pages.statement("meeting", f"{date}|{place}", value)
    return type(statement)(**{name: getattr(statement, name) for name in statement.__slots__} | {"quote": line})


def test_two_meetings_of_one_line_are_split_and_merged(pages):
    line = "Expert meetings: Rome, 3 May and Tunis, 4 June 2018"
    one = meeting(pages, "2018-06-04", "4 June 2018", "Rome", "IT", "3 May and Tunis", line)
    rome = meeting(pages, "2018-05-03", "3 May", "Rome", "IT", "Expert meeting", "Expert meeting, Rome, 3 May")
    tunis = meeting(
        pages, "2018-06-04", "4 June 2018", "Tunis", "TN", "Expert meeting", "Expert meeting, Tunis, 4 June 2018"
    )
    there, back = both_ways(pages, [one], [rome, tunis])
    assert [one.kind for one in (*there.changes, *back.changes)] == ["meeting.amended"] * 2
    assert (len(there.changes[0].after), len(back.changes[0].before)) == (2, 2)
    other = meeting(pages, "2018-07-05", "5 July 2018", "Tunis", "TN", "Expert meeting", "Tunis, 5 July 2018")
    there, _ = both_ways(pages, [one], [rome, tunis, other])
    assert sorted(one.kind for one in there.changes) == ["meeting.amended", "meeting.recorded"]


def test_a_meeting_that_a_line_mentioned_beside_its_own_is_no_news_when_it_is_listed(pages):
    line = "Expert meeting, Rome, 3 May 2018, and Tunis, 4 June 2018"
    rome = meeting(pages, "2018-05-03", "3 May 2018", "Rome", "IT", "Expert meeting", line)
    tunis = meeting(pages, "2018-06-04", "4 June 2018", "Tunis", "TN", "Expert meeting", "Tunis, 4 June 2018")
    found = compare(pages.remember(pages.reading(rome)), pages.reading(rome, tunis), now=pages.now)
    (change,) = found.changes
    assert (change.kind, len(change.closes), len(change.opens), len(change.stands)) == ("meeting.amended", 0, 1, 1)
    assert change.quotes
