"""The folder in the archive's in which downloads wait to be imported, and are gone on with when they were broken off.

Of each download three files: `NAME.warc.gz`, one capture after the other as our own archive writes them, each record a
gzip member; `NAME.done`, a line for each that is whole in it, or that could not be had; `NAME.json`, what the archive
listed. And one for all, `hosts.json`: when each archive was asked last, and until when it wants to be left alone.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.archive import durable, records
from monitor.backfill.listed import Listed, time_of
from monitor.errors import RunLocked
from monitor.fetch import HostState
from monitor.ids import canonical
from monitor.model import Answer, Finding

FOLDER = ".backfill"  # no id of a source begins with a dot
HOSTS = "hosts.json"
SHORT = 16  # letters of a name that says what was asked for
_FORM = 1  # of the JSON; another one is begun anew
_HELD = "another backfill from a web archive is at work"


@dataclass(slots=True)
class Slip:
    """How far the list of one address was had: its captures so far, the key for the rest, whether it is whole."""

    rows: list[Listed] = field(default_factory=list)
    key: str | None = None
    since: datetime | None = None  # where to go on when there is no key
    whole: bool = False


@dataclass(slots=True)
class Plan:
    """What is to be had from an archive. `endpoint`: kind, address, replay; None until one has answered."""

    endpoint: tuple[str, str, str] | None = None
    slips: dict[str, Slip] = field(default_factory=dict)  # by the address that was asked for
    ours: int = 0  # captures that it lists and that are in our archive already


class Staging:
    """One download. Made by `opened`, which holds its lock."""

    def __init__(self, path: Path, source: str, now: datetime) -> None:
        self.path = path
        self._head = gzip.compress(records.warcinfo(source, path.name, now), mtime=0)
        self._done, self._plan = path.with_name(f"{stem(path)}.done"), path.with_name(f"{stem(path)}.json")
        self.plan = _plan_in(self._plan)
        self._end, self.had = self._recovered()

    def add(self, row: Listed, answer: Answer, remarks: tuple[Finding, ...]) -> None:
        """One more capture, on the device when this returns. Raises ArchiveError for what no record can hold."""
        data = b"".join(gzip.compress(record, mtime=0) for record in records.capture(answer, "", remarks))
        with durable.device_errors(self.path):
            durable.extend(self.path, self._end, data)
        self._end += len(data)
        self._settle(row, "")

    def give_up(self, row: Listed, why: str = "") -> None:
        """A capture that is not asked for again by this download. `why`: in words, if anyone is to be told."""
        self._settle(row, why)

    def keep_plan(self) -> None:
        """The plan as it stands now."""
        slips = {url: _slip_out(slip) for url, slip in self.plan.slips.items()}
        told = {"form": _FORM, "endpoint": self.plan.endpoint, "slips": slips, "ours": self.plan.ours}
        _replace(self._plan, told)

    def _settle(self, row: Listed, why: str) -> None:
        line = " ".join(f"{self._end} {row.stamp} {row.url} {why}".split())
        with durable.device_errors(self._done):
            durable.extend(self._done, self._done.stat().st_size, f"{line}\n".encode())
        self.had.add((row.stamp, row.url))

    def _recovered(self) -> tuple[int, set[tuple[str, str]]]:
        """Where the last whole capture ends, and which there are; what a kill left behind it is cut off."""
        with durable.device_errors(self.path):
            for path in (self.path, self._done):
                path.touch()
            size, end, length, had = self.path.stat().st_size, 0, 0, set[tuple[str, str]]()
            for line in self._done.read_bytes().splitlines(keepends=True):
                settled = _settled(line)
                if settled is None or settled.end > size:
                    break
                end, length = settled.end, length + len(line)
                had.add((settled.stamp, settled.url))
            durable.cut(self.path, end)
            durable.cut(self._done, length)
            if not end:
                durable.extend(self.path, 0, self._head)
                end = len(self._head)
        return end, had


@dataclass(frozen=True, slots=True)
class _Settled:
    """One line of what is done: where the captures end then, which one it is, and why there is none."""

    end: int
    stamp: str
    url: str
    why: str = ""


def _settled(line: bytes) -> _Settled | None:
    """What a line says; None of one that was not written whole."""
    fields = line.decode("utf-8", errors="replace").rstrip("\n").split(" ", 3)
    if not line.endswith(b"\n") or len(fields) < 3 or not fields[0].isdecimal():
        return None
    return _Settled(int(fields[0]), *fields[1:])


@contextmanager
def opened(snapshots: Path, source: str, now: datetime, archive: str, *asked: object) -> Iterator[Staging]:
    """The download of a source from the archive at an address, by what was `asked` for.

    One program at a time asks archives, or their limits would be broken by two that keep them: RunLocked.
    """
    folder = snapshots / FOLDER
    path = folder / f"{source}-{_short(archive, *asked)}.warc.gz"
    with ExitStack() as stack:
        with durable.device_errors(folder):
            durable.make_folder(folder)
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, held)  # which gives the lock back
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunLocked(_HELD, source=source, fix="wait for its end, or stop it: it goes on later") from error
        yield Staging(path, source, now)


def _short(*parts: object) -> str:
    """A name for these parts, of letters that any folder takes."""
    return hashlib.sha256(canonical([str(part) for part in parts]).encode()).hexdigest()[:SHORT]


def stem(path: Path) -> str:
    """The name that the files of one download share."""
    return path.name.removesuffix(".warc.gz")


def lost(path: Path) -> tuple[str, ...]:
    """The captures that could not be had for a staging file, each in a sentence."""
    done = path.with_name(f"{stem(path)}.done")
    settled = map(_settled, done.read_bytes().splitlines(keepends=True) if done.exists() else ())
    return tuple(f"{one.url} of {_told(one.stamp)}: {one.why}" for one in settled if one and one.why)


def ours(path: Path) -> int:
    """How many captures the archive lists that were not asked for, since ours has them."""
    return _plan_in(path.with_name(f"{stem(path)}.json")).ours


def waiting(snapshots: Path, source: str) -> tuple[Path, ...]:
    """The downloads of a source that were not imported yet."""
    return tuple(sorted((snapshots / FOLDER).glob(f"{source}-{'[0-9a-f]' * SHORT}.warc.gz")))


def discard(path: Path) -> None:
    """Take a download away, when it was imported."""
    for ending in ("json", "done", "warc.gz"):
        path.with_name(f"{stem(path)}.{ending}").unlink(missing_ok=True)


def hosts(snapshots: Path) -> tuple[HostState, ...]:
    """What earlier downloads knew of the archives."""
    try:
        told = json.loads((snapshots / FOLDER / HOSTS).read_bytes())
        return tuple(
            HostState(**{**each, **{name: _time(each[name]) for name in ("until", "asked_at")}}) for each in told
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep_hosts(snapshots: Path, states: tuple[HostState, ...]) -> None:
    """Remember them for the next download."""
    told = [{**asdict(state), "until": _text(state.until), "asked_at": _text(state.asked_at)} for state in states]
    for each in told:
        for name in ("robots", "robots_status", "robots_until"):
            del each[name]
    _replace(snapshots / FOLDER / HOSTS, told)


def _told(digits: str) -> str:
    """Fourteen digits for people."""
    at = time_of(digits)
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at else digits


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _time(text: str | None) -> datetime | None:
    at = datetime.fromisoformat(text) if text else None
    if at and at.tzinfo is None:
        raise ValueError("no time zone")
    return at


def _replace(path: Path, told: Any) -> None:
    """The file anew; a kill leaves the old or the new one."""
    new = path.with_name(f"{path.name}.new")
    with durable.device_errors(path):
        durable.write(new, json.dumps(told, ensure_ascii=False).encode())
        new.replace(path)
        durable.sync_folder(path.parent)


def _plan_in(path: Path) -> Plan:
    """The plan of a file; an empty one where there is none that can be read, so that the archive is asked again."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(path.read_bytes())
        if told["form"] == _FORM:
            slips = {str(url): _slip_in(slip) for url, slip in told["slips"].items()}
            ours = int(told["ours"])
            if told["endpoint"] is None:
                return Plan(None, slips, ours)
            kind, address, replay = map(str, told["endpoint"])
            return Plan((kind, address, replay), slips, ours)
    return Plan()


def _slip_out(slip: Slip) -> dict[str, Any]:
    rows = [[row.stamp, row.url, row.digest, row.status] for row in slip.rows]
    return {"rows": rows, "key": slip.key, "since": _text(slip.since), "whole": slip.whole}


def _slip_in(told: dict[str, Any]) -> Slip:
    rows = [Listed(at, url, digest, status) for at, url, digest, status in _rows(told["rows"])]
    return Slip(rows, told["key"], _time(told["since"]), bool(told["whole"]))


def _rows(told: list[list[str]]) -> Iterator[tuple[datetime, str, str, str]]:
    for digits, url, digest, status in told:
        at = time_of(digits)
        if at is None:
            raise ValueError(digits)
        yield at, url, digest, status
