"""Values as a reader would write them down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.digest.words import count, failure, in_words, instant, label, reason, shortened
from monitor.messages import language


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("member", None, "none"),
        ("focus", [], "none"),
        ("member_count", 0, "0"),
        ("member", {"kind": "state", "country": "CH"}, "Switzerland"),
        ("chair", {"country": "HU", "role": "co-chair", "term": "2026"}, "co-chair Hungary 2026"),
        ("budget", {"amount": 1000000, "currency": "USD", "year": None}, "1,000,000 USD"),
        ("budget", {"amount": 2500000.0, "currency": None, "year": 2026}, "2,500,000 (2026)"),
        (
            "chair",
            [
                {"country": "MA", "name": "Maroc", "role": "chair", "term": "2016"},
                {"country": "FR", "name": "France", "role": "incoming", "term": "2017"},
            ],
            "Morocco 2016 (incoming France 2017)",
        ),
        ("chair", [{"country": "JM", "name": "Jamaica", "role": "incoming", "term": None}], "none (incoming Jamaica)"),
        ("chair", {"country": "JM", "role": "chair"}, "Jamaica"),
        ("chair", {"country": "JM", "role": "past", "term": "2015"}, "past Jamaica 2015"),
        ("text", ["One paragraph.", "Another."], "One paragraph. / Another."),
    ],
)
def test_a_value_reads_like_what_it_says(field: str, value: object, words: str) -> None:
    assert in_words(field, value) == words


def test_instants_are_told_in_utc_to_the_minute() -> None:
    assert instant(datetime(2026, 11, 21, 6, 0, 59, tzinfo=UTC)) == "2026-11-21 06:00 UTC"


def test_small_words_agree_with_their_numbers() -> None:
    assert [count(1, "change"), count(2, "change"), label("member_count")] == ["1 change", "2 changes", "member count"]


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shortened("one two three", 11) == "one two …"
    assert shortened("short", 11) == "short"


@pytest.mark.parametrize(
    ("kept", "in_english", "in_french"),
    [
        ("the look ended in blocked (status 200)", "the site shows a block page", "le site montre une page de blocage"),
        ("the look ended in server-error (status 503)", "server error", "erreur du serveur"),
        ("the look ended in not-found", "not found", "introuvable"),
        ("the server said 503", "the server said 503", "the server said 503"),
    ],
)
def test_why_a_source_failed_names_no_verdict_by_its_id(kept: str, in_english: str, in_french: str) -> None:
    assert reason(kept).startswith(in_english)
    assert reason(kept, language("fr")).startswith(in_french)


@pytest.mark.parametrize(
    ("verdict", "error", "name", "why"),
    [
        ("refused", "robots.txt does not allow it", "refused", "robots.txt does not allow it"),
        ("empty", None, "empty", "the page holds no words"),
        ("new", "the PDF is damaged", "unreadable", "the PDF is damaged"),
        ("gone", None, "gone", ""),
        ("server-error", "the server said 503", "server error", "the server said 503"),
        ("not-found", "the server said 404", "not found", "the server said 404"),
        ("too-large", None, "too large", ""),
    ],
)
def test_how_a_source_fails_is_said_in_words_that_people_use(verdict: str, error: str, name: str, why: str) -> None:
    assert failure(verdict, error) == (name, why)
