"""The best one-to-one assignment: as good as trying all, whatever the order, and never dear."""

from __future__ import annotations

import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.compare.assign import best

SCORES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=20)


def total(scores, pairs):
    return sum(scores[pair] for pair in pairs)


@given(scores=SCORES)
@settings(max_examples=150, deadline=None)
def test_no_other_assignment_has_more(scores):
    pairs = best(scores)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    most = max(
        total(scores, [pair for pair in enumerate(columns) if pair in scores])
        for columns in itertools.permutations(range(5))
    )
    assert total(scores, pairs) == most


@given(scores=SCORES, data=st.data())
@settings(max_examples=50, deadline=None)
def test_the_order_in_which_scores_are_given_means_nothing(scores, data):
    assert best(scores) == best(dict(data.draw(st.permutations(list(scores.items())))))


def test_the_nearest_pair_is_not_taken_when_another_is_left_alone_by_it():
    assert best({(0, 0): 5, (1, 0): 6, (1, 1): 5}) == [(0, 0), (1, 1)]


def test_among_equals_the_first_goes_with_the_first():
    assert best({(row, column): 7 for row in range(4) for column in range(4)}) == [(n, n) for n in range(4)]


def test_nothing_is_paired_with_nothing():
    assert best({}) == []


def test_a_hostile_list_of_scores_is_paired_within_a_bound():
    many = range(200)
    lists = (
        {(row, column): 100 for row in many for column in many},
        {(row, column): (row + 1) * (column + 1) for row in many for column in many},
        {(row, column): 1 + (row * 7919 + column * 104_729) % 1009 for row in many for column in many},
        {(row, column): 1 + (row * column) % 97 for row in range(100) for column in range(100)},
    )
    for scores in lists:
        begin = time.process_time()
        assert len(best(scores)) == len({row for row, _ in scores})
        assert time.process_time() - begin < 3  # under 0.7 s on an idle core
