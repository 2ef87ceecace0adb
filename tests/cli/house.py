"""A house with a past: real archive, real reading, real history; only the network is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from monitor import config, history
from monitor.archive import Archive
from monitor.cli.main import cli
from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Answer, Check

FIRST = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
CONFIG = """\
[monitor]
history = "history.db"
snapshots = "snapshots"
contact = "monitor@example.org"

[[source]]
id = "lakeside"
url = "https://pages.example/lakeside"
layout = "mechanism-page"
mechanism = "bali-process"

[[source]]
id = "dunes"
url = "https://pages.example/dunes"
layout = "mechanism-page"
mechanism = "prague-process"
"""


def page(chair: str, members: str, *, title: str = "Bali Process", extra: str = "") -> bytes:
    """A page of plain markup; `members` are separated by commas."""
    listed = [f"<li>{member}</li>" for member in members.split(",")]
    return f"""<!doctype html><html lang="en"><title>{title}</title><main><h1>{title}</h1>
<h2>Established</h2><p>2002</p>
<h2>Current Chair</h2><p>{chair}</p>
<h2>Member States ({len(listed)} States)</h2><ul>{"".join(listed)}</ul>{extra}
</main></html>""".encode()


PROSE = "<p>The secretariat has moved to a building that stands beside the old harbour of the town.</p>"
LATER = page("Indonesia", "Fiji,Tonga,Samoa", extra=PROSE)


@dataclass
class House:
    """A folder with a configuration, and runs over what the test says the sources answered."""

    folder: Path
    runs: int = 0

    @property
    def file(self) -> Path:
        return self.folder / "config.toml"

    def run(self, answers: dict[str, bytes | int], *, at: datetime) -> None:
        """One run at an instant: a body, or the status of a server's error, for each source."""
        settings = config.load(self.file)
        database = history.open_history(settings.monitor.history)
        history.sync_sources(database, settings.sources, now=at)
        number = history.begin_run(database, now=at)
        for source in settings.sources:
            answer = answers.get(source.id)
            if isinstance(answer, int):
                failed = Check(source.id, "server-error", at, status=answer, error=f"the server said {answer}")
                history.record_check(database, number, failed)
            elif answer is not None:
                self._read(settings, database, number, source.id, answer, at)
        history.end_run(database, number, now=at + timedelta(seconds=5))
        database.close()

    def _read(
        self,
        settings: config.Settings,
        database: history.Database,
        number: int,
        source_id: str,
        body: bytes,
        at: datetime,
    ) -> None:
        source = next(source for source in settings.sources if source.id == source_id)
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        answer = Answer(source.url, source.url, at, 0.1, status=200, reason="OK", headers=headers, body=body)
        place = Archive(settings.monitor.snapshots).append(source.id, answer)
        capture = history.record_capture(database, answer, source.id, place)
        reading = read_capture(Payload(body, "text/html", "utf-8", source.url, 200), source)
        assert reading.extraction is not None
        memory = history.memory(database, source.id)
        comparison = compare(memory, reading.extraction, now=at)
        check = Check(
            source.id,
            "changed" if memory.capture else "new",
            at,
            status=200,
            capture=capture.id,
            outcome=comparison.outcome,
            changes=len(comparison.changes),
        )
        history.record_reading(database, number, capture, reading.extraction, comparison, check, at=at)

    def __call__(self, *arguments: str) -> Result:
        """What a command says in this house."""
        return CliRunner().invoke(cli, ["--config", str(self.file), *arguments])
