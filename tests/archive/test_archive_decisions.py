"""What the archive keeps beside captures: looks that found one again, decisions, and what is told of a capture."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.archive import Archive, Archived, Found, Revisit
from monitor.ids import capture_id
from monitor.model import Answer, Capture, Decision, Finding, Imported

THEN = datetime(2026, 3, 1, 6, tzinfo=UTC)
URL = "https://forum.example/members"
PAGE = b"<!doctype html><title>Members</title><p>Albania, Malta</p>"


def answer(body: bytes = PAGE, **more: object) -> Answer:
    made = Answer(URL, URL, THEN, 0.0, status=200, reason="OK", headers=(("Content-Type", "text/html"),), body=body)
    return replace(made, **more)  # type: ignore[arg-type]


def found(folder: Path) -> list[Found]:
    return list(Archive(folder).found("page"))


def test_what_stands_in_the_archive_comes_back_in_its_order(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    settled = Decision("settings", THEN, {"url": URL, "layout": "mechanism-page", "mechanisms": ["bali-process"]})
    remark = Finding("reader-warning", "two links bear these words; line one\nline two \u2028 three", quote="é")
    came = Imported("https://web.example/cdx", THEN + timedelta(days=9))
    later = THEN + timedelta(hours=12)
    archive.decide("page", settled)
    place = archive.append("page", answer(), remarks=(remark,), imported=came)
    kept = Capture(
        capture_id("page", THEN, answer().sha256), "page", URL, URL, (), THEN, 200, answer().sha256, "text/html", place
    )
    moved = answer(fetched_at=later, final_url=f"{URL}/new", redirects=((301, f"{URL}/new"),))
    archive.revisit("page", moved, kept, remarks=(remark,))
    archive.revisit("page", answer(b"", fetched_at=later, status=304, reason="Not Modified"), kept)
    settings, first, again, unmodified = found(tmp_path)
    assert settings.content == settled
    assert isinstance(first.content, Archived)
    assert (first.content.remarks, first.content.imported) == ((remark,), came)
    assert first.content.answer() == answer()
    assert archive.of(kept) == first.content
    assert isinstance(again.content, Revisit)
    assert isinstance(unmodified.content, Revisit)
    assert (again.content.of, again.content.sha256, again.content.fetched_at) == (THEN, kept.sha256, later)
    assert (again.content.redirects, again.content.target_uri) == (((301, f"{URL}/new"),), f"{URL}/new")
    assert (again.content.remarks, unmodified.content.remarks) == ((remark,), ())
    assert (again.content.status, unmodified.content.status) == (200, 304)
    assert {one.source for one in found(tmp_path)} == {"page"}


def test_a_rendered_capture_gives_back_what_came_too(tmp_path: Path) -> None:
    made = answer(b"<html>made</html>", shell=PAGE)
    Archive(tmp_path).append("page", made)
    (one,) = found(tmp_path)
    assert isinstance(one.content, Archived)
    assert (one.content.body, one.content.shell, one.content.rendered) == (b"<html>made</html>", PAGE, True)


def test_decisions_alone_make_a_segment_and_a_page_after_them_its_own(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.decide("page", Decision("settings", THEN, {}))
    archive.append("page", answer())
    archive.decide("page", Decision("gone", THEN, {"url": URL}))
    assert [(one.place.segment, type(one.content).__name__) for one in found(tmp_path)] == [
        ("0001.warc.zst", "Decision"),
        ("0002.warc.zst", "Archived"),
        ("0002.warc.zst", "Decision"),
    ]
