"""When a page is no longer like the first of its segment, a new segment begins, and a version costs little again."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.archive import answer_with, noisy_answers, page_versions, size_of
from monitor.archive import Archive
from monitor.archive.rebasing import Sample, rent
from monitor.archive.store import ROTATE_AT
from monitor.config_tables import ArchiveTable
from monitor.ids import capture_id
from monitor.model import Answer, Capture, Decision, Place


@pytest.fixture(scope="module")
def old_design() -> list[Answer]:
    """Versions of a page of some 60 KB."""
    return noisy_answers(page_versions(36, seed=1))


@pytest.fixture(scope="module")
def new_design() -> list[Answer]:
    """Versions of a page that has another design and other words."""
    return noisy_answers(page_versions(36, seed=3, redesigned_at=0))


def kept(archive: Archive, answers: list[Answer]) -> list[Place]:
    return [archive.append("page", answer) for answer in answers]


def counts(places: list[Place]) -> list[int]:
    """How many versions went to each segment."""
    return list(Counter(place.segment for place in places).values())


def test_a_version_costs_at_most_1600_bytes_all_in_and_one_that_differs_in_noise_alone_600(archive: Archive) -> None:
    edited = kept(archive, noisy_answers(page_versions(60)))
    assert size_of(archive.folder) / len(edited) <= 1600
    noise = [archive.append("quiet", answer) for answer in noisy_answers(page_versions(20, edited=0))]
    assert max(place.length for place in noise) <= 600


def test_a_redesign_is_survived_and_costs_at_most_what_two_dictionaries_do(archive: Archive) -> None:
    answers = noisy_answers(page_versions(26, redesigned_at=6))
    places = kept(archive, answers)
    first, second = counts(places)
    assert first > 6
    never_seen_before = [archive.append("other", answer) for answer in answers[-second:]]
    assert [place.length for place in places[-second:]] == [place.length for place in never_seen_before]
    assert mean(place.length for place in places[-second:]) < 1000
    price = 2 * (archive.folder / "page" / "0002.dict").stat().st_size
    assert sum(place.length for place in places[6:first]) < 1.3 * price
    assert [found.body for _, found in archive.walk("page")] == [answer.body for answer in answers]


def test_a_redesign_right_after_the_first_version_is_survived(
    archive: Archive, old_design: list[Answer], new_design: list[Answer]
) -> None:
    places = kept(archive, old_design[:1] + new_design[1:18])
    first, second = counts(places)
    assert first <= 5
    assert max(place.length for place in places[-second:]) < 1000


def test_a_design_that_comes_back_costs_little_again(
    archive: Archive, old_design: list[Answer], new_design: list[Answer]
) -> None:
    places = kept(archive, old_design[:10] + new_design[10:20] + old_design[20:30])
    assert len(counts(places)) == 3
    assert max(place.length for place in places[-6:]) < 1000


def test_designs_that_come_by_turns_begin_no_segment_each(
    archive: Archive, old_design: list[Answer], new_design: list[Answer]
) -> None:
    by_turns = [(new_design if at % 2 else old_design)[at] for at in range(12)]
    assert counts(kept(archive, by_turns)) == [12]
    rarely = [(old_design if at % 3 == 0 else new_design)[at] for at in range(15)]
    first, _ = counts([archive.append("other", answer) for answer in rarely])  # the one that comes more often won
    assert first < 8


def test_a_page_that_drifts_gets_a_younger_dictionary_in_time(archive: Archive) -> None:
    pages = page_versions(50, seed=2, edited=1)
    places = kept(archive, noisy_answers(pages))
    assert len(counts(places)) > 1
    assert places[-1].length < max(place.length for place in places)


def test_decisions_and_revisits_are_no_reason_for_a_new_segment(archive: Archive, old_design: list[Answer]) -> None:
    first, later = (replace(answer, body=answer.body[:9000]) for answer in old_design[:2])
    place = archive.append("page", first)
    capture = Capture(
        capture_id("page", first.fetched_at, first.sha256),
        *("page", first.requested_url, first.final_url, (), first.fetched_at, 200, first.sha256, "text/html", place),
    )
    spent = 0
    for hour in range(30):
        at = first.fetched_at + timedelta(hours=hour)
        archive.decide("page", Decision("crowded", at, {"capture": capture.id, "others": hour}))
        spent += archive.revisit("page", replace(first, fetched_at=at, status=304, body=b""), capture).length
    assert spent > archive.segments("page")[0].with_name("0001.dict").stat().st_size
    assert archive.append("page", later).segment == "0001.warc.zst"


def test_a_damaged_version_does_not_stand_in_the_way(
    archive: Archive, old_design: list[Answer], new_design: list[Answer]
) -> None:
    places = kept(archive, old_design[:2] + new_design[2:4])
    path = archive.folder / "page" / places[2].segment
    with path.open("r+b") as file:  # a version before the last
        file.seek(places[2].offset + places[2].length - 1)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    later = kept(archive, new_design[4:12])
    assert later[-1].segment == "0002.warc.zst"
    assert later[-1].length < 1000


samples = st.builds(Sample, st.integers(1, 10**6), st.integers(30, 10**5), st.integers(30, 10**5))
costs = st.tuples(st.integers(0, 10**6), st.integers(20, 10**5))


@given(st.lists(costs), st.lists(samples, min_size=1, max_size=3))
def test_rent_is_never_negative_and_grows_with_each_frame(paid: list[tuple[int, int]], like: list[Sample]) -> None:
    grown = [rent(paid[:count], like) for count in range(len(paid) + 1)]
    assert grown == sorted(grown)
    assert grown[0] == 0 == rent(paid, [])
    assert grown[-1] <= sum(cost for _, cost in paid)


@given(st.integers(1, 10**6), st.integers(30, 10**5), st.integers(1, 1000))
def test_who_pays_what_a_younger_dictionary_would_cost_pays_no_rent(size: int, cost: int, count: int) -> None:
    assert rent(repeat((size, cost), count), [Sample(size, cost, cost)]) == 0
    assert rent(repeat((size, cost), count), [Sample(size, cost, 0)]) == cost * count


def test_what_is_costlier_than_the_last_version_and_what_is_much_shorter_is_no_reason_to_buy() -> None:
    page = [Sample(60_000, 500, 400)]
    assert rent([(60_000, 12_000)], page) == rent([(60_000, 500)], page) == 100
    assert rent([(600, 500)], page) == 1


def test_a_rendered_page_and_its_shell_are_both_in_the_dictionary(archive: Archive) -> None:
    shells = page_versions(12, seed=5)
    pages = page_versions(12, seed=6)
    answers = [
        replace(answer, shell=shell, headers=(("Content-Type", "text/html"),))
        for answer, shell in zip(noisy_answers(pages), shells, strict=True)
    ]
    places = kept(archive, answers)
    assert max(place.length for place in places) < 2000
    assert counts(places) == [12]


def test_a_segment_longer_than_the_limit_is_left_and_the_next_record_begins_another(
    tmp_path: Path, old_design: list[Answer]
) -> None:
    archive = Archive(tmp_path, rotate_at=30_000)
    pdfs = [answer_with(b"%PDF-1.7 " + os.urandom(9_000), day, "application/pdf") for day in range(9)]
    assert [archive.append("files", pdf).segment[:4] for pdf in pdfs] == ["0001"] * 4 + ["0002"] * 4 + ["0003"]
    assert [found.body for _, found in archive.walk("files")] == [pdf.body for pdf in pdfs]
    small = Archive(tmp_path, rotate_at=1)
    assert [place.segment[:4] for place in kept(small, old_design[:3])] == ["0001", "0002", "0003"]
    assert small.decide("page", Decision("gone", old_design[3].fetched_at, {})).segment == "0004.warc.zst"
    assert size_of(tmp_path / "page") < 3 * 2 * 15_000 + 2_000


def test_the_limit_is_the_one_of_the_configuration() -> None:
    assert ArchiveTable().rotate_at == ROTATE_AT


def test_a_segment_has_the_name_that_its_source_had(archive: Archive, old_design: list[Answer]) -> None:
    pdf = answer_with(b"%PDF-1.7 \0", 40, "application/pdf")
    before = [archive.append("old", answer) for answer in (old_design[0], pdf, old_design[1])]
    archive.rename("old", "new")
    after = [
        archive.decide("new", Decision("settings", pdf.fetched_at, {"id": "new", "was": "old"})),
        archive.append("new", old_design[2]),
        archive.append("new", pdf),
        archive.append("new", old_design[3]),
    ]
    assert [place.segment[:4] for place in before] == ["0001", "0002", "0001"]
    assert [place.segment[:4] for place in after] == ["0003", "0004", "0003", "0004"]
    assert {(one.place, one.source) for one in archive.found("new")} == {
        *((place, "old") for place in before),
        *((place, "new") for place in after),
    }
    assert archive.read("new", before[0]).body == old_design[0].body


def test_keeping_a_version_is_one_fsync_and_a_new_segment_three_files(
    archive: Archive, old_design: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.append("page", old_design[0])
    synced: list[int] = []
    fsync = os.fsync

    def counted(handle: int) -> None:
        synced.append(handle)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", counted)
    for answer in old_design[1:4]:
        archive.append("page", answer)
    assert len(synced) == 3


def test_all_that_was_kept_comes_back_from_all_its_segments(
    archive: Archive, old_design: list[Answer], new_design: list[Answer]
) -> None:
    pdf = answer_with(b"%PDF-1.7 \0", 40, "application/pdf")
    given_answers = [*chain.from_iterable(zip(old_design[:4], new_design[4:8], strict=True)), pdf, *new_design[8:16]]
    places = kept(archive, given_answers)
    assert len(counts(places)) > 2
    for place, answer in zip(places, given_answers, strict=True):
        assert archive.read("page", place).body == answer.body
    assert {place for place, _ in archive.walk("page")} == set(places)
