"""Bytes that one more version of a page costs: our archive beside .warc.gz and zstd without a dictionary.

The page is made up: some 60 KB, a token and a counter that differ each time, a sentence that is edited in 30 % of the
versions. All figures are all-in (headers, ids, digests, dictionary and its copy), so they hold for a count of versions.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.archive import Archive, frames, records
from monitor.model import Answer

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvz" for vowel in "aeiou"]


def answer_with(body: bytes, day: int = 0, content_type: str = "text/html; charset=utf-8") -> Answer:
    """An answer as a server gives it on a day."""
    now = START + timedelta(days=day)
    headers = (
        ("Date", f"{now:%a, %d %b %Y %H:%M:%S} GMT"),
        ("Content-Type", content_type),
        ("Content-Encoding", "gzip"),
        ("Content-Length", str(len(body) // 5)),
        ("Server", "nginx"),
    )
    url = "https://forum.example/members"
    return Answer(url, url, now, 0.4, status=200, reason="OK", headers=headers, body=body, address="192.0.2.7")


def page_versions(count: int, seed: int = 0) -> list[bytes]:
    """Successive versions of a page of some 60 KB."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(1500)]
    sentences = [" ".join(chance.choices(words, k=chance.randint(8, 20))) for _ in range(500)]
    pages = []
    for number in range(count):
        if chance.random() < 0.3:
            sentences[chance.randrange(len(sentences))] = " ".join(chance.choices(words, k=14))
        items = "\n".join(f'<li class="field__item"><p>{sentence}.</p></li>' for sentence in sentences)
        page = f"""<!doctype html><html lang="en"><head><meta name="csrf-token" content="{chance.randbytes(16).hex()}">
<title>Members</title></head><body><ul>{items}</ul><footer>Seen {4000 + 7 * number} times</footer></body></html>"""
        pages.append(page.encode())
    return pages


def bytes_of_ours(answers: list[Answer]) -> int:
    """Size of the segment, with the second copy of its dictionary."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        for answer in answers:
            archive.append("page", answer)
        return sum(path.stat().st_size for path in Path(folder, "page").iterdir())


def gzipped(record: bytes) -> bytes:
    """The record as one gzip member, as a .warc.gz holds it."""
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(record) + packer.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--versions", type=int, default=50)
    count = parser.parse_args().versions
    for name, pages in (("edited in 30 %", page_versions(count)), ("the same bytes", page_versions(1) * count)):
        answers = [answer_with(page, day) for day, page in enumerate(pages)]
        ours = bytes_of_ours(answers) / count
        written = [record for answer in answers for record in records.capture(answer)]
        print(f"{count} versions of {len(pages[0])} bytes, {name}: bytes a version, times ours")
        for label, total in (
            ("ours", ours * count),
            ("zstd without dictionary", sum(len(frames.compress(record)) for record in written)),
            (".warc.gz", sum(len(gzipped(record)) for record in written)),
        ):
            print(f"  {label:24} {total / count:8.0f} {total / count / ours:7.1f}")


if __name__ == "__main__":
    main()
