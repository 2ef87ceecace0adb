"""What a look leaves behind: nothing lost, nothing doubled, and no space for what did not change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor import history as past
from monitor.compare import compare, correct
from monitor.errors import HistoryError
from monitor.model import FieldOutcome, Finding

KEPT = ("mechanism", "field", "outcome", "claimed", "listed", "parsed", "kept")


def test_there_and_back_again_is_two_changes_and_three_intact_captures(diary, write):
    a, b = write.reading(write.chair("AU")), write.reading(write.chair("ID"))
    told = [diary.read(a), diary.read(b), diary.read(a)]
    assert [[one.kind for one in step] for step in told] == [[], ["chair.handover"], ["chair.handover"]]
    assert told[1][0].after == told[2][0].before
    assert len({one.id for step in told for one in step}) == 2
    captures = past.captures(diary.history, write.PAGE.id)
    assert len(captures) == 3
    assert [(one.before_capture, one.after_capture) for one in (told[1][0], told[2][0])] == [
        (captures[0].id, captures[1].id),
        (captures[1].id, captures[2].id),
    ]


def test_where_no_page_has_language_versions_echoes_are_not_looked_for(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.read(write.reading(write.chair("ID")))
    found = past.changes(diary.history)
    assert [one.kind for one in found] == ["chair.handover"]
    diary.history.execute("DROP VIEW change_echo")
    assert past.changes(diary.history, importance=(found[0].importance,)) == found
    assert past.change(diary.history, found[0].id) == found[0]


def test_an_unchanged_look_writes_one_row_and_nothing_else(diary, write):
    diary.read(write.reading(write.chair("AU"), findings=(Finding("duplicate", "Austria is listed twice"),)))
    before = diary.dump("check", "run")
    looks = diary.history["check"].count
    diary.look("not-modified", status=304)
    diary.look("unchanged", status=200, capture=past.captures(diary.history, write.PAGE.id)[-1].id)
    assert diary.dump("check", "run") == before
    assert diary.history["check"].count == looks + 2


def test_a_page_that_only_makes_noise_writes_no_statement_finding_or_field(diary, write):
    page = write.reading(write.chair("AU"), write.member("FJ"), findings=(Finding("typo", "Eriteria"),), prose=("x",))
    diary.read(page)
    before = diary.dump("check", "run", "capture", "extraction")
    for _ in range(5):
        assert diary.read(page) == []
    assert diary.dump("check", "run", "capture", "extraction") == before
    rows = diary.history.execute("SELECT same_as, prose FROM extraction WHERE id > 1").fetchall()
    assert rows == [(1, None)] * 5


STAYS = tuple(f"Paragraph {'x' * number} tells at length what the ministers spoke of." for number in range(1, 200))


def stamped(write, day, *more):
    """A page whose server writes into the prose when it made the page, and into its date of modification."""
    stamp = f"This copy of the page was made on {day} November 2026 at 10:{day:02}."
    own = {"last_updated": f"2026-11-{day:02}", "published": None, "language": "en"}
    return write.reading(write.chair("AU"), prose=(*STAYS, stamp, *more), source_fields=own)


def test_prose_in_which_a_date_alone_differs_is_kept_once(diary, write):
    diary.read(stamped(write, 1))
    before = diary.dump("check", "run", "capture", "extraction")
    pages = diary.history.execute("PRAGMA page_count").fetchone()[0]
    for day in range(2, 22):
        assert diary.read(stamped(write, day)) == []
    assert diary.dump("check", "run", "capture", "extraction") == before
    assert diary.history.execute("PRAGMA page_count").fetchone()[0] <= pages + 6
    assert past.memory(diary.history, write.PAGE.id).source_fields["last_updated"] == "2026-11-21"
    dated = diary.history.execute("SELECT dated FROM source_dated").fetchone()[0]
    assert dated == "2026-11-21"


def test_prose_that_was_edited_behind_stamped_pages_is_told_with_the_captures_that_have_the_words(diary, write):
    diary.read(stamped(write, 1, "The ministers who met in Rome agreed to meet again soon."))
    diary.read(stamped(write, 2, "The ministers who met in Rome agreed to meet again soon."))
    (told,) = diary.read(stamped(write, 3, "The ministers who met in Rome agreed on nothing at all."))
    captures = past.captures(diary.history, write.PAGE.id)
    assert (told.kind, told.before_capture, told.after_capture) == ("text.edited", captures[0].id, captures[2].id)
    assert told.before == ["The ministers who met in Rome agreed to meet again soon."]
    (words,) = diary.history.execute("SELECT capture, text FROM page_text").fetchall()
    assert words[0] == captures[2].id
    assert "on 3 November" in words[1]


def test_a_line_that_differs_in_its_counter_alone_is_remarked_on_once(diary, write):
    def counted(*numbers, field="member", kind="unread-line"):
        lines = (Finding(kind, f"not understood: “Seen {number} times”", write.BALI, field) for number in numbers)
        return write.reading(write.chair("AU"), findings=tuple(lines))

    def remarks():
        rows = diary.history.execute("SELECT message, closed_at IS NULL FROM finding ORDER BY id").fetchall()
        return ["".join(filter(str.isdigit, message)) + "-+"[stands] for message, stands in rows]

    for page in (counted(1, 5), counted(2, 5), counted(5, 7, 8)):
        diary.read(page)
    assert remarks() == ["1+", "5+", "7+"]  # three lines are three remarks
    diary.read(counted(9))
    assert remarks() == ["1+", "5-", "7-"]
    diary.read(counted(3, field="meeting"))
    diary.read(counted(4, field="meeting"))
    assert remarks()[-1] == "3+"  # under whatever label
    diary.read(counted(4, kind="unread-sentence"))
    diary.read(counted(6, kind="unread-sentence"))
    assert remarks()[-2:] == ["4-", "6+"]  # a sentence may state a figure


def test_the_memory_holds_what_the_page_stated(diary, write):
    page = write.reading(
        write.chair("AU"),
        write.member("FJ"),
        fields=(FieldOutcome("bali-process", "observer", "partial", 3, 0, 0, 0),),
        prose=("A paragraph of prose.",),
    )
    diary.read(page)
    diary.read(page)
    memory = past.memory(diary.history, write.PAGE.id)
    assert tuple(one.statement for one in memory.statements) == page.statements
    assert (
        memory.fields == (tuple(sorted(page.fields, key=lambda one: one.field)),) * 2 or memory.fields[0] == page.fields
    )
    assert memory.known == {("bali-process", "chair"), ("bali-process", "member")}
    assert (memory.prose, memory.source_fields) == (page.prose, page.source_fields)
    assert (memory.layout, memory.extractor, memory.lookups) == ("mechanism-page", "1", "1")
    assert memory.capture == past.captures(diary.history, write.PAGE.id)[-1].id


def test_a_source_that_was_never_read_has_an_empty_memory(diary, write):
    assert past.memory(diary.history, write.PAGE.id).capture is None
    with pytest.raises(HistoryError, match="no source nobody"):
        past.memory(diary.history, "nobody")


def test_a_finding_opens_once_and_closes_when_it_is_gone(diary, write):
    twice = Finding("duplicate", "Austria is listed twice", "bali-process", "member")
    diary.read(write.reading(write.chair("AU"), findings=(twice,)))
    diary.read(write.reading(write.chair("ID"), findings=(replace(twice, locator="block 9"),)))
    assert [one.closed_at for one in past.findings(diary.history)] == [None]
    diary.read(write.reading(write.chair("AU")))
    (one,) = past.findings(diary.history)
    assert one.closed_at == diary.now
    assert past.findings(diary.history, open_only=True) == ()


def test_a_reading_that_failed_closes_no_finding_and_is_not_compared_with(diary, write):
    diary.read(write.reading(write.chair("AU"), findings=(Finding("typo", "Eriteria"),)))
    diary.read(write.reading(outcome="failed"))
    assert [one.kind for one in past.findings(diary.history, open_only=True)] == ["typo", "source-failing"]
    assert len(past.memory(diary.history, write.PAGE.id).fields) == 1
    assert [one.kind for one in diary.read(write.reading(write.chair("ID")))] == ["chair.handover"]


def test_a_first_seen_field_is_a_finding_of_that_moment(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.read(write.reading(write.chair("AU"), write.member("FJ")))
    (one,) = past.findings(diary.history)
    assert (one.kind, one.opened_at, one.closed_at) == ("first-seen", diary.now, diary.now)


def test_what_is_held_is_kept_counted_and_ended(diary, write):
    whole = write.reading(write.chair("AU"), write.member("FJ"))
    diary.read(whole)
    assert [one.kind for one in diary.read(write.reading(write.chair("AU")))] == ["page.reshaped"]
    assert diary.read(write.reading(write.chair("AU"))) == []
    (held,) = past.held(diary.history)
    assert (held.field, held.runs, held.ended_at) == ("member", 2, None)
    assert past.memory(diary.history, write.PAGE.id).held[0].since == held.since
    diary.read(whole)
    assert past.held(diary.history) == ()
    assert past.held(diary.history, open_only=False)[0].ended_at == diary.now


def test_corrections_stand_apart_and_may_go_there_and_back_again(diary, write):
    history = diary.history
    first, second = write.reading(write.member("AU")), write.reading(write.member("AT"))
    diary.read(first)
    capture = past.captures(history, write.PAGE.id)[-1]
    for step in (second, first, second):
        found = correct(past.memory(history, write.PAGE.id), step, now=diary.now)
        assert past.record_reading(history, None, capture, step, found, None, at=diary.now) == ()
        assert [one.value["country"] for one in past.statements_now(history)] == [step.statements[0].value["country"]]
    assert past.changes(history) == ()
    assert {one.kind for one in past.changes(history, corrections=True)} == {"member.joined", "member.left"}


def test_a_change_leads_to_the_words_that_prove_it(diary, write):
    diary.read(write.reading(write.chair("AU")))
    (told,) = diary.read(write.reading(write.chair("ID")))
    proof = past.evidence(diary.history, told.id[:6])
    assert [one.quote for one in proof.before] == [write.chair("AU").quote]
    assert [one.value["country"] for one in proof.after] == ["ID"]
    assert proof.after_capture == past.captures(diary.history, write.PAGE.id)[-1]
    assert proof.before[0].closed_by == proof.after_capture.id


def test_a_reading_is_written_whole_or_not_at_all(diary, write):
    diary.read(write.reading(write.chair("AU")))
    page = write.reading(write.chair("ID"))
    capture = diary.capture(b"second")
    found = compare(past.memory(diary.history, write.PAGE.id), page, now=diary.now)
    broken = replace(found, changes=(replace(found.changes[0], closes=(4711,)),))  # no such statement
    before = diary.dump()
    with pytest.raises(Exception, match="FOREIGN KEY"):
        past.record_reading(diary.history, None, capture, page, broken, None, at=diary.now)
    assert diary.dump() == before


def test_public_ids_follow_from_content_alone(diary, write, tmp_path):
    other = write.Diary(tmp_path / "other.db", write.PAGE)
    for page in (write.reading(write.chair("AU")), write.reading(write.chair("ID"))):
        diary.read(page)
        other.read(page)
    for ask in (past.changes, past.statements_now, lambda history: past.captures(history, write.PAGE.id)):
        assert [one.id for one in ask(diary.history)] == [one.id for one in ask(other.history)]
    other.history.close()


def test_a_page_on_which_nothing_is_found_keeps_its_statements_and_findings(diary, write):
    page = write.reading(write.chair("AU"), findings=(Finding("typo", "Eriteria"),))
    diary.read(page)
    nothing = write.reading(outcome="drifted", findings=(Finding("none-read", "nothing was found"),))
    assert [[one.kind for one in diary.read(nothing)] for _ in range(3)] == [["page.reshaped"], [], []]
    assert {one.kind for one in past.findings(diary.history, open_only=True)} == {"typo", "none-read"}
    assert [(one.field, one.runs) for one in past.held(diary.history)] == [("chair", 3)]
    assert diary.read(page) == []
    assert (past.held(diary.history), len(past.statements_now(diary.history))) == ((), 1)
