"""Full-text search: words in statements, changes and pages, and nothing that can be tricked."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.history import soundness
from monitor.history.search import AROUND, BEGIN, END, as_query

DAY = timedelta(days=1)
FIRST = (
    "The secretariat has moved to a building beside the old harbour.",
    "Ministers of many States met there in autumn.",
)
SECOND = ("The secretariat has moved into the mountains, far from any harbour at all.",)


def found(diary, words, **more):
    return [(one.what, past.plain(one.snippet)) for one in past.search(diary.history, words, **more)]


def test_words_are_found_in_what_is_stated_changed_and_written_on_the_page(diary, write):
    diary.read(write.reading(write.statement("objective", "1", "Diálogo en Évora"), write.chair("AU"), prose=FIRST))
    diary.read(write.reading(write.statement("objective", "1", "Diálogo en Évora"), write.chair("ID"), prose=FIRST))
    (statement,) = past.search(diary.history, "dialogo EVORA")
    assert (statement.what, statement.field, statement.since) == ("statement", "objective", write.START + DAY)
    assert statement.snippet == f"quote of {BEGIN}Diálogo{END} en {BEGIN}Évora{END}"
    (page,) = past.search(diary.history, "harbour")
    first = min(past.captures(diary.history, write.PAGE.id), key=lambda one: one.fetched_at)
    assert (page.what, page.mechanism, page.capture, page.since) == ("page", None, first.id, statement.since)
    assert past.plain(page.snippet) == f"{FIRST[0]} …"
    (change,) = past.search(diary.history, "chair indonesia")
    assert (change.what, change.kind, change.since) == ("change", "chair.handover", diary.now)


def test_a_beginning_and_an_exact_phrase(diary, write):
    diary.read(write.reading(prose=("Labour migration was on the agenda.", "Migrants spoke of labour.")))
    for words, hits in (
        ("migra*", 1),
        ("migra", 0),
        ('"labour migration"', 1),
        ('"migration labour"', 0),
        ('"labour migr"*', 1),
        ("MIGRANTS labour", 1),
        ("migrants ocean", 0),
    ):
        assert len(found(diary, words)) == hits, words


def test_of_a_page_its_last_words_are_found_and_no_older_ones(diary, write):
    diary.read(write.reading(write.chair("AU"), prose=FIRST))
    diary.read(write.reading(write.chair("AU"), prose=SECOND))
    assert found(diary, "autumn") == []
    assert [what for what, _ in found(diary, "mountains")] == ["page"]
    diary.read(write.reading(write.chair("AU"), prose=FIRST))
    assert [what for what, _ in found(diary, "autumn", among=["page"])] == ["page"]
    diary.read(write.reading(outcome="failed"))
    assert [what for what, _ in found(diary, "autumn", among=["page"])] == ["page"]
    diary.read(write.reading(write.chair("AU")))
    assert found(diary, "autumn", among=["page"]) == []
    assert diary.history.execute("SELECT count(*) FROM fulltext WHERE what = 'page'").fetchone()[0] == 0


def test_however_many_sources_and_rows_there_are_no_entry_takes_the_place_of_another(path, write):
    sources = [replace(write.PAGE, id=f"source-{number}", url=f"https://example.org/{number}") for number in range(5)]
    many = write.Diary(path, *sources)
    rows = random.Random(3)
    for number in range(12):
        source = rows.choice(sources)
        many.read(
            write.reading(
                write.chair("AU" if number % 2 else "ID"), write.member("FJ"), prose=(f"{source.id} says {number}",)
            ),
            source,
        )
    assert soundness.out_of_step(many.history) == 0
    sql = "SELECT count(*), count(DISTINCT row) FROM fulltext WHERE what = 'page'"
    pages, of_sources = many.history.execute(sql).fetchone()
    assert pages == of_sources == len({one.source for one in past.timeline(many.history, write.BALI)})
    many.history.close()


def test_hits_are_asked_by_what_mechanism_source_and_time(diary, write):
    diary.read(write.reading(write.chair("AU"), prose=("Australia has the chair of this process for now.",)))
    then = diary.now
    diary.read(write.reading(write.chair("ID"), prose=("Australia had the chair of this process before.",)))

    def asked(**more):
        return sorted(one.what for one in past.search(diary.history, "au*", **more))

    assert asked() == ["change", "page", "statement"]
    assert asked(among=["page", "change"]) == ["change", "page"]
    assert asked(mechanisms=[write.BALI]) == ["change", "statement"]
    assert asked(sources=["nobody"]) == asked(mechanisms=["midsa"]) == []
    assert asked(at=then) == ["statement"]  # the page had other words then, which are not kept for searching
    assert asked(at=diary.now) == ["change", "page"]
    assert len(past.search(diary.history, "au*", limit=1)) == 1


HOSTILE = [
    *('"', '""', "'", "*", "-", "^", "(", ")", "{", "}", ":", "+", "AND", "OR", "NOT", "NEAR(", "NEAR(a b, 2)"),
    *("col:umn", "body : x", "{body}: x", "evora OR", "OR evora", "a AND", 'x" OR "y', "^evora", "a + b", "\\", "\x00"),
    *(
        "evora\x00",
        "\ud800",
        "\u202e",
        "…",
        "💥",
        "SELECT 1; DROP TABLE statement",
        "%",
        "_",
        "a*b*",
        "**",
        "-evora",
        "",
    ),
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_are_an_error(diary, write, words):
    diary.read(write.reading(write.statement("objective", "1", "Évora or near")))
    past.search(diary.history, words)
    assert len(past.search(diary.history, "evora")) == 1


def test_signs_of_the_query_language_are_words_or_nothing(diary, write):
    diary.read(
        write.reading(write.statement("objective", "1", "near and or not"), write.statement("objective", "2", "far"))
    )
    for words in ("near and", "NOT near", "near OR not", "NEAR", "(near)"):
        assert len(past.search(diary.history, words)) == 1, words
    assert past.search(diary.history, "far OR near") == ()


def test_random_signs_are_no_error_either(diary, write):
    diary.read(write.reading(write.chair("AU")))
    signs = random.Random(7)
    alphabet = "ab\"*^()+-:{}' \u0301\ue000NEARORANDNOT,"
    for _ in range(300):
        past.search(diary.history, "".join(signs.choice(alphabet) for _ in range(signs.randrange(1, 30))))


def test_a_query_of_a_whole_page_is_cut(diary, write):
    diary.read(write.reading(write.chair("AU")))
    assert past.search(diary.history, "word " * 100_000) == ()
    assert len(as_query("word " * 1000).split()) == 100


def test_a_snippet_is_short_whole_words_around_what_was_found(diary, write):
    words = [f"word{number}" for number in range(400)]
    diary.read(write.reading(prose=(" ".join(words), "An end that is another paragraph.")))
    (one,) = past.search(diary.history, "word200")
    text = past.plain(one.snippet)
    assert f"{BEGIN}word200{END}" in one.snippet
    assert text.startswith("… word1")
    assert text.endswith(" …")
    assert len(text) <= AROUND + 10
    assert set(text.strip("… ").split()) <= set(words)
    (first,) = past.search(diary.history, "word0")
    assert first.snippet.startswith(f"{BEGIN}word0{END} word1 ")
    (last,) = past.search(diary.history, "another paragraph")
    assert past.plain(last.snippet) == "An end that is another paragraph."


def test_a_page_that_holds_the_marks_itself_shows_all_of_its_words(diary, write):
    diary.read(write.reading(prose=(f"one {BEGIN} two {END} three harbour {END}{BEGIN} four five six seven",)))
    (one,) = past.search(diary.history, "harbour")
    assert "harbour" in past.plain(one.snippet)


def test_what_a_source_said_that_is_watched_no_more_is_told_with_the_day_it_left(diary, write):
    diary.read(write.reading(write.statement("objective", "1", "Diálogo en Évora"), write.chair("AU"), prose=FIRST))
    diary.read(write.reading(write.statement("objective", "1", "Diálogo en Évora"), write.chair("ID"), prose=FIRST))
    left = diary.now + DAY
    past.sync_sources(diary.history, (), now=left)
    for words, until in (("evora", left), ("harbour", left), ("chair indonesia", None)):
        (hit,) = past.search(diary.history, words)
        assert hit.watched_until == until, words
        (before,) = past.search(diary.history, words, at=diary.now)
        assert before.watched_until is None, words
        assert len(past.search(diary.history, words, at=left)) == (words == "chair indonesia"), words
    past.sync_sources(diary.history, (write.PAGE,), now=left + DAY)
    assert [one.watched_until for one in past.search(diary.history, "evora")] == [None]
    assert past.search(diary.history, "evora", at=left) == ()
    assert len(past.search(diary.history, "evora", at=left + DAY)) == 1


def test_of_a_script_without_blanks_a_beginning_is_found(diary, write):
    diary.read(write.reading(prose=("国际移民组织在曼谷开会。",)))
    assert found(diary, "国际移民组织在曼谷开会")
    assert found(diary, "国际*")
    assert not found(diary, "移民")
