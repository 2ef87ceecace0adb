from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.documents.wire import Mismatch, dump, load
from monitor.model import Block, Document, Extraction, FieldOutcome, Finding, Link, Statement

DOCUMENT = Document(
    "text/html",
    "http://x.test/",
    title="T",
    blocks=(Block("row", "a\tb", "block 1", cells=("a", "b"), links=(Link("a", "http://x.test/"),), table=1),),
)
EXTRACTION = Extraction(
    "mechanism-page",
    "ok",
    "1",
    "abc",
    statements=(
        Statement("foo", "chair", "TN", {"country": "TN", "term": None}, "Tunisia", "Chair: Tunisia", "block 1"),
    ),
    fields=(FieldOutcome("foo", "chair", "ok", claimed=1),),
    findings=(Finding("duplicate", "Austria twice"),),
    source_fields={"language": "en", "published": None},
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (DOCUMENT, Document),
        (EXTRACTION, Extraction),
        ((DOCUMENT, EXTRACTION, "empty"), tuple[Document, Extraction | None, str | None]),
        ((DOCUMENT, None, None), tuple[Document, Extraction | None, str | None]),
        (datetime(2020, 3, 1, 12, tzinfo=UTC), datetime),
        (b"\x00\xff", bytes),
        ({"a": (1, 2)}, dict[str, tuple[int, ...]]),
        (1.5, float),
        ("\ud800", str),
        (None, None),
    ],
)
def test_records_come_back_equal(value: Any, expected: Any) -> None:
    assert load(dump(value), expected) == value


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a"', dict[str, int]),
        (b'"1"', int),
        (b"true", int),
        (b"[1, 2, 3]", tuple[int, int]),
        (b'{"media_type": "text/html"}', Document),
        (b'"maybe"', str.__class__ and int | None),
        (dump(DOCUMENT).replace(b'"row"', b'"rows"'), Document),
        (dump(DOCUMENT).replace(b'"table":1', b'"table":"1"'), Document),
        (b'"x"', bytes),
    ],
)
def test_what_is_not_as_expected_is_refused(data: bytes, expected: Any) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        load(data, expected)
    assert isinstance(caught.value, Mismatch | ValueError)


def test_what_cannot_be_sent_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="cannot be sent"):
        dump(object())
