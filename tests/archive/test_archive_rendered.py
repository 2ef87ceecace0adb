"""Of a rendered page both are kept, what came and what a browser made of it; it is one capture, whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from bench.archive import answer_with, page_versions
from monitor.archive import Archive
from monitor.archive.assembling import answer as answer_of
from monitor.archive.parsing import parse
from monitor.archive.records import capture
from monitor.archive.where import Where
from monitor.errors import ArchiveError, DamagedRecord
from monitor.model import Answer, Capture, Place

SHELL = b"<!doctype html><html><body><div id=root></div><script src=app.js></script></body></html>"
URL = "https://forum.example/members"
HEADERS = (("Date", "Thu, 01 Jan 2026 06:00:00 GMT"), ("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx"))


def rendered(body: bytes, day: int = 0, **more: object) -> Answer:
    """An answer as the gate gives it when a browser ran the page's scripts."""
    return replace(answer_with(body, day), shell=SHELL, headers=HEADERS, **more)


def capture_of(answer: Answer, place: Place) -> Capture:
    return Capture(
        "id", "page", answer.requested_url, answer.final_url, (), answer.fetched_at, 200, answer.sha256, "", place, True
    )


def test_a_rendered_page_comes_back_as_the_browser_left_it(archive: Archive) -> None:
    page = "<p>There are 44 members, Türkiye among them.</p>".encode()
    answer = rendered(page, redirects=((200, URL),), requested_url="https://forum.example/")
    place = archive.append("page", answer)
    found = archive.of(capture_of(answer, place))
    assert (found.body, found.sha256, found.rendered, found.role) == (page, answer.sha256, True, "")
    assert (found.media_type, found.charset, found.headers) == ("text/html", "utf-8", HEADERS)
    assert (found.status, found.reason, found.target_uri) == (200, "OK", URL)
    assert (found.requested_url, found.redirects) == ("https://forum.example/", ((200, URL),))
    assert found.fetched_at == answer.fetched_at


def test_the_body_as_it_came_stands_in_the_response_and_claims_no_type_of_the_rendered_page() -> None:
    metadata, response, page = (parse(data, Where("here")) for data in capture(rendered(b"<p>44</p>")))
    assert response.block.endswith(b"\r\n\r\n" + SHELL)
    assert b"\r\nX-Crawler-Content-Type: text/html; charset=utf-8\r\n" in response.block
    assert b"\r\nContent-Type:" not in response.block
    assert response.fields["warc-payload-digest"] == f"sha256:{hashlib.sha256(SHELL).hexdigest()}"
    assert page.block == b"<p>44</p>"
    assert page.fields["warc-refers-to"] == response.fields["warc-record-id"] == metadata.fields["warc-refers-to"]
    assert len({record.fields["warc-record-id"] for record in (metadata, response, page)}) == 3


def test_an_empty_shell_and_an_empty_page_are_kept_too(archive: Archive) -> None:
    for answer in (replace(rendered(b"<p>44</p>"), shell=b""), rendered(b"", 1), replace(rendered(b"", 2), headers=())):
        found = archive.read("page", archive.append("page", answer))
        assert (found.body, found.rendered, found.media_type) == (answer.body, True, "text/html")


def test_a_walk_gives_each_capture_once_and_never_the_shell_alone(archive: Archive, answers: list[Answer]) -> None:
    given = [answers[0], rendered(b"<p>44</p>", 1), rendered(b"<p>45</p>", 2), answers[3]]
    places = [archive.append("page", answer) for answer in given]
    assert [(place, found.body, found.rendered) for place, found in archive.walk("page")] == [
        (place, answer.body, answer.shell is not None) for place, answer in zip(places, given, strict=True)
    ]


def test_of_every_prefix_a_rendered_page_is_read_whole_or_not_at_all(archive: Archive, answers: list[Answer]) -> None:
    first = archive.append("page", answer_with(b"<p>43</p>"))
    second = archive.append("page", rendered(b"<p>44</p>", 1))
    (path,) = archive.segments("page")
    data = path.read_bytes()
    for end in range(second.offset, second.offset + second.length):
        path.write_bytes(data[:end])
        assert [place for place, _ in archive.walk("page", damaged=lambda _: None)] == [first]
        with pytest.raises(DamagedRecord):
            archive.read("page", second)


def test_after_a_tear_within_a_rendered_page_the_next_capture_is_read(archive: Archive) -> None:
    first = archive.append("page", answer_with(b"<p>43</p>"))
    second = archive.append("page", rendered(b"<p>44</p>", 1))
    (path,) = archive.segments("page")
    data = path.read_bytes()
    for end in range(second.offset + 1, second.offset + second.length, 7):
        path.write_bytes(data[:end])
        late = [archive.append("page", rendered(b"<p>45</p>", 2)), archive.append("page", answer_with(b"<p>46</p>", 3))]
        assert [place for place, _ in archive.walk("page")] == [first, *late]
        assert [archive.read("page", place).body for place in late] == [b"<p>45</p>", b"<p>46</p>"]


def test_a_flipped_bit_anywhere_in_a_rendered_page_is_told_and_gives_no_other_page(archive: Archive) -> None:
    place = archive.append("page", rendered(b"<p>44</p>"))
    late = archive.append("page", answer_with(b"<p>45</p>", 1))
    (path,) = archive.segments("page")
    data = path.read_bytes()
    silent = 0
    for byte in range(place.offset, place.offset + place.length):
        path.write_bytes(data[:byte] + bytes([data[byte] ^ 4]) + data[byte + 1 :])
        told: list[DamagedRecord] = []
        found = [(at, one.body) for at, one in archive.walk("page", damaged=told.append)]
        silent += not told
        assert found == ([] if told else [(place, b"<p>44</p>")]) + [(late, b"<p>45</p>")]
    assert silent <= place.length / 20  # zstd copies equal bytes from another place of the dictionary


def test_records_in_any_other_order_are_no_capture() -> None:
    metadata, response, page = (parse(data, Where("here")) for data in capture(rendered(b"<p>44</p>")))
    _, _, other = (parse(data, Where("here")) for data in capture(rendered(b"<p>45</p>")))
    (plain,) = (parse(data, Where("here")) for data in capture(answer_with(b"<p>44</p>")))
    for records in (
        (),
        (metadata,),
        (page,),
        (response,),
        (metadata, response),
        (response, page),
        (metadata, page),
        (page, response, metadata),
        (metadata, response, other),
        (metadata, response, page, page),
        (metadata, plain, page),
        (plain, page),
        (plain, plain),
    ):
        with pytest.raises(DamagedRecord):
            answer_of(records, Where("here"))
    assert answer_of((metadata, response, page), Where("here")).body == b"<p>44</p>"


def test_a_later_rendering_of_a_page_costs_a_few_hundred_bytes(archive: Archive) -> None:
    pages = page_versions(12, seed=5)
    costs = [archive.append("page", rendered(page, day)).length for day, page in enumerate(pages)][1:]
    assert sum(costs) / len(costs) < 1200  # three records
    assert [path.name for path in archive.segments("page")] == ["0001.warc.zst"]


def test_a_large_shell_goes_to_a_segment_without_a_dictionary(archive: Archive) -> None:
    large = replace(rendered(b"<p>44</p>"), shell=b"<script>0</script>" * 80_000)
    place = archive.append("page", large)
    assert archive.segments("page")[0].read_bytes()[:4] == b"\x28\xb5\x2f\xfd"
    assert archive.read("page", place).body == b"<p>44</p>"


def test_the_same_rendered_page_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        archive = Archive(tmp_path / name)
        archive.append("page", rendered(b"<p>44</p>"))
        written.append([path.read_bytes() for path in sorted((tmp_path / name / "page").iterdir())])
    assert written[0] == written[1]


def test_an_overview_is_known_as_no_document_of_its_source(archive: Archive, answers: list[Answer]) -> None:
    moved = replace(answers[1], redirects=((301, answers[1].final_url),), requested_url="https://forum.example/")
    given = [(answers[0], ""), (moved, "overview"), (rendered(b"<p>44</p>", 2), "overview"), (answers[3], "")]
    places = [archive.append("page", answer, role=role) for answer, role in given]
    walked = {place: (found.role, found.body) for place, found in archive.walk("page")}
    assert walked == {place: (role, answer.body) for place, (answer, role) in zip(places, given, strict=True)}
    assert archive.read("page", places[1]).redirects == moved.redirects
    assert archive.read("page", places[2]).rendered


def test_an_overview_stands_apart_from_the_documents_and_never_becomes_their_dictionary(
    archive: Archive, answers: list[Answer]
) -> None:
    first = archive.append("page", answers[0], role="overview")
    documents = [archive.append("page", answer) for answer in answers[1:3]]
    late = archive.append("page", answers[3], role="overview")
    assert [place.segment[:4] for place in (first, *documents, late)] == ["0001", "0002", "0002", "0001"]
    assert archive.segments("page")[0].read_bytes()[:4] == b"\x28\xb5\x2f\xfd"
    assert [found.role for _, found in archive.walk("page")] == ["overview", "overview", "", ""]


@pytest.mark.parametrize("role", ["Overview", "a b", "a\r\nredirect: 301 https://evil.example/", "-", "é"])
def test_a_role_is_a_word(archive: Archive, answers: list[Answer], role: str) -> None:
    with pytest.raises(ArchiveError, match="no role"):
        archive.append("page", answers[0], role=role)
    assert archive.segments("page") == ()


def test_whether_bytes_can_be_there_is_told_by_the_size_of_the_segment(archive: Archive) -> None:
    answers = [answer_with(b"<p>43</p>"), rendered(b"<p>44</p>", 1)]
    first, second = (capture_of(answer, archive.append("page", answer)) for answer in answers)
    assert archive.holds(first)
    assert archive.holds(second)
    (path,) = archive.segments("page")
    path.write_bytes(path.read_bytes()[:-1])
    assert archive.holds(first)
    assert not archive.holds(second)
    path.unlink()
    assert not archive.holds(first)
    path.parent.joinpath("0001.dict").unlink()
    path.parent.rmdir()
    assert not archive.holds(first)
