"""Bytes that one more version of a page costs, and how long one takes to read: our archive beside .warc.gz, zstd, git.

The pages are made up, some 60 KB each. Each version differs in what a content management system puts there anew: a form
token, a build id, the nonce of its scripts, a counter, the time and the day; so do the headers. Then there are edits in
30 % of the versions (an entry is reworded, added or taken away), or none, or new markup around the same words half way.

All figures are all-in: WARC records and headers, dictionaries and their second copies, whatever stands in the folder.
They hold for a count of versions, for the first one is shared among them. Git keeps the bodies alone.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median

from monitor.archive import Archive, assembling, frames, parsing, records
from monitor.archive.where import Where
from monitor.model import Answer

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
URL = "https://forum.example/members"
SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvz" for vowel in "aeiou"]
WORDS = 1500
USES = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))  # of the words in a text: some are common, most not
READS = 200

Entry = tuple[str, str, str]  # name, link, text
Writer = Callable[[list[Entry], random.Random, int], str]


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
    return Answer(URL, URL, now, 0.4, status=200, reason="OK", headers=headers, body=body, address="192.0.2.7")


def noisy_answers(pages: Iterable[bytes], seed: int = 0) -> list[Answer]:
    """An answer a day, with headers that differ each time as the pages do."""
    chance = random.Random(f"headers {seed}")
    answers = [answer_with(page, day) for day, page in enumerate(pages)]
    return [
        replace(
            answer,
            headers=(
                *answer.headers,
                ("ETag", f'W/"{chance.randbytes(16).hex()}"'),
                ("Set-Cookie", f"SESS={chance.randbytes(20).hex()}; path=/; HttpOnly; SameSite=Lax"),
                ("X-Request-ID", chance.randbytes(16).hex()),
            ),
        )
        for answer in answers
    ]


def page_versions(count: int, seed: int = 0, *, edited: float = 0.3, redesigned_at: int | None = None) -> list[bytes]:
    """Successive versions of a page; edits come in a share of them, new markup with one."""
    chance, noise = random.Random(seed), random.Random(f"noise {seed}")
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(WORDS)]
    entries = [entry(words, chance) for _ in range(300)]
    pages = []
    for number in range(count):
        if number and chance.random() < edited:
            edit(entries, words, chance)
        write = old_markup if redesigned_at is None or number < redesigned_at else new_markup
        pages.append(write(entries, noise, number).encode())
    return pages


def entry(words: list[str], chance: random.Random) -> Entry:
    """One entry of the list."""
    name = " ".join(chance.sample(words, k=2)).title()
    return name, f"/members/{name.lower().replace(' ', '-')}", " ".join(chance.choices(words, cum_weights=USES, k=14))


def edit(entries: list[Entry], words: list[str], chance: random.Random) -> None:
    """What an editor does in a day: reword an entry, add one, take one away."""
    at, kind = chance.randrange(len(entries)), chance.randrange(4)
    if kind == 0:
        entries.insert(at, entry(words, chance))
    elif kind == 1:
        del entries[at]
    else:
        name, link, _ = entries[at]
        entries[at] = (name, link, entry(words, chance)[2])


def old_markup(entries: list[Entry], noise: random.Random, number: int) -> str:
    """The page, with the noise of one answer."""
    token, build, nonce = (noise.randbytes(size).hex() for size in (16, 16, 12))
    now = START + timedelta(days=number, seconds=noise.randrange(60))
    items = "\n".join(
        f'<li class="field__item"><h3 class="title"><a href="{link}">{name}</a></h3><p>{text}.</p></li>'
        for name, link, text in entries
    )
    return f"""<!doctype html>
<html lang="en"><head><title>Members</title><meta name="csrf-token" content="{token}">
<link rel="stylesheet" href="/assets/site.css?v=4182"><script nonce="{nonce}" src="/assets/site.js?v=4182"></script>
</head>
<body><header><p class="today">{now:%A, %d %B %Y}</p><form action="/search" method="post">
<input type="hidden" name="form_build_id" value="form-{build}"><input name="q"></form></header>
<main><h1>Members</h1><ul class="field">{items}</ul></main>
<footer>Seen {4000 + 7 * number + noise.randrange(7)} times</footer><script nonce="{nonce}">start()</script></body>
</html><!-- made {now.isoformat()} in {noise.randrange(80, 300)} ms -->
"""


def new_markup(entries: list[Entry], noise: random.Random, number: int) -> str:
    """The same words after a redesign, with noise of its own."""
    state, nonce = noise.randbytes(24).hex(), noise.randbytes(12).hex()
    cards = "\n".join(
        f'<div class="card" id="m{at}"><a class="card__link" href="{link}">{name}</a><span>{text}.</span></div>'
        for at, (name, link, text) in enumerate(entries)
    )
    return f"""<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Our members</title>
<script nonce="{nonce}" type="module" src="/static/app.3f1c.js"></script></head><body data-state="{state}">
<nav class="bar"><a href="/">Home</a> <time>{START + timedelta(days=number):%d.%m.%Y}</time></nav>
<section class="grid">{cards}</section><footer class="foot"><span>{9000 + 5 * number}</span></footer></body></html>
"""


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def ours(answers: list[Answer], folder: Path) -> int:
    """Size of the source's folder."""
    archive = Archive(folder)
    for answer in answers:
        archive.append("page", answer)
    return size_of(folder)


def plain_zstd(answers: list[Answer], folder: Path) -> int:
    """A frame a record, as hard as ours, without a dictionary."""
    return sum(len(frames.compress(record)) for record in written(answers))


def warc_gz(answers: list[Answer], folder: Path) -> int:
    """A .warc.gz: a gzip member a record."""
    (folder / "page.warc.gz").write_bytes(b"".join(map(gzipped, written(answers))))
    return size_of(folder)


def git(answers: list[Answer], folder: Path) -> int | None:
    """A commit a version, after gc; None where there is no git."""
    program = shutil.which("git")
    if program is None:
        return None

    def run(*arguments: str, data: bytes = b"") -> None:
        subprocess.run([program, "-C", str(folder), *arguments], input=data, check=True, capture_output=True)

    run("init", "--quiet")
    commits = [
        b"commit refs/heads/main\ncommitter a <a@forum.example> %d +0000\ndata 0\n" % answer.fetched_at.timestamp()
        + b"M 644 inline page.html\ndata %d\n%s\n" % (len(answer.body), answer.body)
        for answer in answers
    ]
    run("fast-import", "--quiet", data=b"".join(commits))
    run("gc", "--quiet", "--aggressive", "--prune=now")
    return size_of(folder / ".git" / "objects")


def written(answers: list[Answer]) -> list[bytes]:
    """The WARC records of all answers."""
    return [record for answer in answers for record in records.capture(answer)]


def gzipped(record: bytes) -> bytes:
    """The record as one gzip member."""
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(record) + packer.flush()


def read_times(answers: list[Answer], folder: Path) -> tuple[float, float]:
    """Milliseconds to read one version by its offset, ours and of a .warc.gz: the median of random reads, each up to
    the answer with every digest compared. The files are in memory, as they are soon after a boot."""
    archive, chance = Archive(folder / "ours"), random.Random(1)
    places = [archive.append("page", answer) for answer in answers]
    members = [gzipped(record) for record in written(answers)]
    path = folder / "page.warc.gz"
    path.write_bytes(b"".join(members))
    offsets = [sum(map(len, members[:at])) for at in range(len(members))]

    def of_gzip(at: int) -> bytes:
        with path.open("rb") as file:
            file.seek(offsets[at])
            record = zlib.decompress(file.read(len(members[at])), wbits=31)
        return assembling.answer((parsing.parse(record, Where()),), Where()).body

    def of_ours(at: int) -> bytes:
        return archive.read("page", places[at]).body

    chosen = [chance.randrange(len(answers)) for _ in range(READS)]
    if any(of_ours(at) != answers[at].body or of_gzip(at) != answers[at].body for at in set(chosen)):
        raise SystemExit("a version was read that is not the one that was written")
    return timed(of_ours, chosen), timed(of_gzip, chosen)


def timed(read: Callable[[int], bytes], chosen: list[int]) -> float:
    """Median milliseconds of these reads."""
    seconds = []
    for at in chosen:
        started = time.perf_counter()
        read(at)
        seconds.append(time.perf_counter() - started)
    return median(seconds) * 1000


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--versions", type=int, default=60, help="how many versions of each page (60)")
    count = parser.parse_args().versions
    histories = {
        "edits in 30 %": page_versions(count),
        "noise only": page_versions(count, edited=0),
        "and a redesign": page_versions(count, redesigned_at=count // 2),
    }
    sizes = ", ".join(f"{name} {len(pages[0])} to {len(pages[-1])}" for name, pages in histories.items())
    print(f"{count} versions; bytes of the first and of the last page: {sizes}\n")
    print(f"{'bytes a version, all-in':28}" + "".join(f"{name:>16}" for name in histories))
    given = [noisy_answers(pages) for pages in histories.values()]
    for name, keep in (
        ("ours", ours),
        (".warc.gz", warc_gz),
        ("zstd without dictionary", plain_zstd),
        ("git after gc, bodies alone", git),
    ):
        row = f"{name:28}"
        for answers in given:
            with tempfile.TemporaryDirectory() as folder:
                total = keep(answers, Path(folder))
            row += f"{'no git here' if total is None else round(total / count):>16}"
        print(row)
    with tempfile.TemporaryDirectory() as folder:
        mine, gzip = read_times(given[0], Path(folder))
    print(f"\nmilliseconds to read one version, median of {READS}: ours {mine:.2f}, .warc.gz by its offset {gzip:.2f}")


if __name__ == "__main__":
    main()
