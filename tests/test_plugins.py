"""Layouts of other distributions: a real one, installed beside the monitor, reads a source over HTTP."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.documents import Worker
from monitor.extract import extractor_of
from monitor.extract.plugins import _loaded
from monitor.layouts import plugins
from monitor.model import Capture
from monitor.run import run_once
from monitor.upkeep import at_the_desk, restate
from tests.upkeep.past import again
from tests.watched import Watched, page

READER = '''
from monitor.model import Extraction, FieldOutcome, Statement

def read(document, mechanisms, language):
    """The last line of a page, made something of."""
    block = document.blocks[-1]
    value = {value}
    stated = Statement(mechanisms[0], "closing_line", "", value, block.text, block.text, block.locator)
    return Extraction("any", "ok", "mine", "none", (stated,), (FieldOutcome(mechanisms[0], "closing_line", "ok"),))
'''


def install(
    folder: Path, code: str, version: str = "1.0", name: str = "closing-lines", layout: str = "closing"
) -> None:
    """A distribution as an installer leaves it: its module, its metadata, its entry point."""
    module = name.replace("-", "_")
    folder.mkdir(exist_ok=True)
    for old in folder.glob(f"{module}-*.dist-info"):
        for file in old.iterdir():
            file.unlink()
        old.rmdir()
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[monitor.layouts]\n{layout} = {module}:read\n", encoding="utf-8")
    for cached in (folder / "__pycache__").glob("*"):
        cached.unlink()
    forget()


def forget() -> None:
    """What a new process does not know."""
    plugins.cache_clear()
    _loaded.cache_clear()
    for name in [name for name in sys.modules if name.startswith(("closing_lines", "other_lines"))]:
        del sys.modules[name]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path, where distributions are installed."""
    folder = tmp_path / "site"
    install(folder, READER.format(value="block.text"))
    monkeypatch.syspath_prepend(str(folder))
    forget()
    yield folder
    monkeypatch.undo()
    forget()


@pytest.fixture
def watched(tmp_path: Path, site: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("budapest", layout="closing"))
    assert watched.settings.problems == ()
    return watched


def closing(watched: Watched) -> list[tuple[str, str]]:
    return watched.ask("SELECT value, locator FROM statement WHERE closed_by IS NULL")


def test_a_source_is_read_with_the_layout_of_another_distribution(watched: Watched) -> None:
    watched.serve(page())
    assert watched.run(own_worker=True).look.outcome == "ok"
    assert closing(watched) == [('"Sweden"', "body > main > ul > li:nth-of-type(8)")]
    assert watched.ask("SELECT layout, extractor FROM extraction") == [("closing", extractor_of("closing"))]
    assert extractor_of("closing").endswith("+closing-lines-1.0")
    watched.serve(page(extra="<p>Adjourned.</p>"))
    assert watched.run(own_worker=True).changes == [("closing_line.changed", "")]


def test_another_version_of_it_makes_corrections_and_no_news(watched: Watched, site: Path) -> None:
    watched.serve(page())
    watched.run(own_worker=True)
    install(site, READER.format(value="block.text[::-1]"), version="1.1")
    assert watched.run(own_worker=True).changes == []
    assert watched.ask("SELECT value FROM statement WHERE closed_by IS NULL") == [('"nedewS"',)]
    assert watched.ask("SELECT kind, correction FROM change") == [("closing_line.changed", 1)]
    watched.serve(page(extra="<p>Adjourned.</p>"))
    assert watched.run(own_worker=True).changes == [("closing_line.changed", "")]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def read(document, mechanisms, language):\n    return 1 / 0", "failed: ZeroDivisionError: division by zero"),
        ("def read(document, mechanisms, language):\n    return {}", "returned dict and no Extraction"),
        ("read = 3", "failed: TypeError: closing_lines:read is no function"),
        ("import nothing_of_that_name", "failed: ModuleNotFoundError"),
        (READER.format(value="object()"), "returned an Extraction that is none: "),
        (READER.format(value="block.text").replace('"ok", "mine"', '"fine", "mine"'), "one of "),
        ("def read(document):\n    raise SystemExit('enough')", "failed: TypeError"),
        ("def read(*all):\n    raise SystemExit(3)", "failed: SystemExit: 3"),
        ("def read(*all):\n    raise ValueError('\\ud800 ' * 9000)", "failed: ValueError: \\ud800"),
        ("def read(*all):\n    class Own(BaseException): pass\n    raise Own('so')", "failed: Own: so"),
        ("import os\ndef read(*all):\n    os._exit(9)", "failed: the reading process ended with status 9"),
        ("def read(*all):\n    return bytearray(3 << 30)", "failed: the page needs more memory"),
    ],
)
def test_one_that_fails_fails_that_capture_alone(watched: Watched, site: Path, code: str, words: str) -> None:
    install(site, code)
    watched.configure(watched.source("budapest", layout="closing"), watched.source("other", "/other"))
    watched.serve(page(extra="<p>Adjourned.</p>"), "/other")
    watched.serve(page())
    result = watched.run(own_worker=True).result
    assert {check.source: check.outcome for check in result.checks} == {"budapest": "failed", "other": "ok"}
    ((message,),) = watched.ask("SELECT message FROM finding WHERE kind = 'reader-warning'")
    assert words in message
    assert "the layout closing of closing-lines 1.0" in message


def stating(field: str, value: str, **others: str) -> str:
    """The code of a reader that states this; `others`: parts of the statement, as Python."""
    parts = {"mechanism": "mechanisms[0]", "key": "''", "text": "block.text", "locator": "block.locator"} | others
    return (
        "from monitor.model import Extraction, FieldOutcome, Statement\n"
        "def read(document, mechanisms, language):\n"
        "    block = document.blocks[-1]\n"
        f"    stated = Statement({parts['mechanism']}, {field!r}, {parts['key']}, {value}, {parts['text']},"
        f" {parts['text']}, {parts['locator']})\n"
        f"    return Extraction('any', 'ok', 'mine', 'none', (stated,), source_fields={others.get('source', '{}')})\n"
    )


WRONG = [
    (stating("closing_line", "{'x': float('nan')}"), "not JSON compliant"),
    (stating("closing_line", "[1.5, [float('-inf')]]"), "not JSON compliant"),
    (stating("closing_line", "1 << 80"), "a number that cannot be kept"),
    (stating("closing_line", "'x'", text="'\\ud800x'"), "holds what is no sign of a text"),
    (stating("closing_line", "{'a\\x00b': 1}"), "holds what is no sign of a text"),
    (stating("closing_line", "'x'", key="'a\\x1b[31m'"), "holds what is no sign of a text"),
    (stating("closing_line", "'x'", mechanism="'no such'"), "there is no mechanism 'no such'"),
    (stating("bad field; \x1b[31m", "'x'"), "cannot be the name of a field"),
    (stating("page", "'x'"), "cannot be the name of a field"),
    (stating("chair", "'Mali'"), "chair 'Mali', which is not the form of its values"),
    (stating("chair", "{'country': 'ML', 'name': 'Mali', 'role': 'boss', 'term': None}"), "not the form of its values"),
    (stating("chair", "{'country': 'Mali', 'name': 'Mali', 'role': 'chair', 'term': None}"), "not the form"),
    (stating("meeting", "7"), "meeting 7, which is not the form of its values"),
    (stating("member", "{'country': 'ML'}"), "not the form of its values"),
    (stating("member_count", "'many'"), "not the form of its values"),
    (stating("established", "'long ago'"), "not the form of its values"),
    (stating("harbour", "{'date': 'yesterday'}"), "not the form of its values"),
    (stating("closing_line", "'x'", source="{'last_updated': 'yesterday'}"), "the field of the source last_updated"),
]


@pytest.mark.parametrize(("code", "words"), WRONG)
def test_facts_of_a_wrong_form_fail_that_capture_alone_and_no_later_run(
    watched: Watched, site: Path, code: str, words: str
) -> None:
    install(site, code)
    watched.configure(watched.source("budapest", layout="closing"), watched.source("other", "/other"))
    watched.serve(page(), "/other")
    watched.serve(page())
    with Worker() as worker:
        for _ in range(2):
            checks = run_once(watched.settings, now=lambda: watched.now, worker=worker).checks
            assert {check.source: check.outcome or "ok" for check in checks} == {"budapest": "failed", "other": "ok"}
    ((message,),) = watched.ask("SELECT message FROM finding WHERE kind = 'reader-warning'")
    assert words in message
    assert "the layout closing of closing-lines 1.0 returned" in message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("chair", "{'country': 'ML', 'name': 'Mali', 'role': 'chair', 'term': '2024/..'}"),
        ("meeting", "{'announced': False, 'country': None, 'date': '2019-05', 'date_text': 'May', 'place': None,"
                    " 'title': 'Talks'}"),
        ("harbours", "{'depth': 12.5, 'country': 'MT', 'berths': [1, None, True, 'x']}"),
        ("objective", "['One.', 'Two.']"),
    ],
)  # fmt: skip
def test_facts_of_the_right_form_are_kept(watched: Watched, site: Path, field: str, value: str) -> None:
    install(site, stating(field, value))
    watched.serve(page())
    assert watched.run(own_worker=True).look.outcome == "ok"
    assert watched.ask("SELECT field FROM statement WHERE closed_by IS NULL") == [(field,)]


@pytest.mark.parametrize(
    "error",
    [UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), KeyError("x"), ArithmeticError("nan")],
    ids=["surrogate", "key", "number"],
)
def test_whatever_a_waiting_capture_raises_stops_its_source_alone(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    watched.configure(watched.source("budapest", layout="closing"), watched.source("other", "/other"))
    watched.serve(page(), "/other")
    watched.serve(page())
    real = history.record_reading

    def record(book: Any, run: Any, capture: Capture, *rest: Any, **named: Any) -> Any:
        if capture.source == "budapest":
            raise error
        return real(book, run, capture, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(history, "record_reading", record)
        for _ in range(2):  # first as it comes, then as one that waits
            outcomes = {check.source: check.outcome for check in watched.run(own_worker=True).result.checks}
            assert outcomes["budapest"] == "failed"
            assert outcomes["other"] in ("ok", None)
    outcomes = {check.source: check.outcome for check in watched.run(own_worker=True).result.checks}
    assert outcomes["budapest"] in ("ok", None)


def test_one_that_is_not_installed_any_more_is_a_mistake_of_its_source(watched: Watched, site: Path) -> None:
    watched.serve(page())
    watched.run(own_worker=True)
    for file in (*site.glob("*.dist-info/*"), site / "closing_lines.py"):
        file.unlink()
    forget()
    (problem,) = watched.configure(watched.source("budapest", layout="closing")).problems
    assert "there is no layout" in problem.message
    again(watched, "budapest")
    ((message,),) = watched.ask("SELECT message FROM finding WHERE kind = 'reader-warning'")
    assert "no installed distribution reads the layout closing" in message
    install(site, READER.format(value="block.text"))
    with at_the_desk(watched.settings, now=lambda: watched.now) as desk:
        restate(desk, watched.settings, ["budapest"])
    assert closing(watched) == [('"Sweden"', "body > main > ul > li:nth-of-type(8)")]


def test_a_name_that_two_distributions_give_is_refused(watched: Watched, site: Path) -> None:
    install(site, READER.format(value="block.text"), name="other-lines")
    (problem,) = watched.configure(watched.source("budapest", layout="closing")).problems
    assert problem.message == 'the layout "closing" is brought by closing-lines 1.0 and other-lines 1.0'
    assert problem.fix == "Uninstall all but one of them."


def test_a_layout_of_ours_cannot_be_taken(site: Path) -> None:
    install(site, READER.format(value="block.text"), name="other-lines", layout="mechanism-page")
    assert "mechanism-page" not in plugins()
    assert extractor_of("mechanism-page") == extractor_of("declared")


def test_a_file_can_be_read_with_it_by_hand(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(), encoding="utf-8")
    done = CliRunner().invoke(
        cli, ["extract", str(file), "--as", "closing", "--mechanism", "budapest-process", "--json"]
    )
    assert done.exit_code == 0, done.output
    assert "Sweden" in done.output
    wrong = CliRunner().invoke(cli, ["extract", str(file), "--as", "opening"])
    assert wrong.exit_code == 2
    assert "'practice-page', 'closing'" in wrong.output


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import time\ndef read(*all):\n    time.sleep(60)", "it was not read within 2 seconds"),
        ("import os\ndef read(*all):\n    os._exit(9)", "the reading process ended with status 9"),
        ("import os\ndef read(*all):\n    os.kill(os.getpid(), 11)", "the reading process was ended by signal 11"),
    ],
)
@pytest.mark.parametrize("command", [["extract", "page.html", "--as", "closing"], ["sources", "test", "budapest"]])
def test_one_that_ends_the_process_is_named_with_what_to_do(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, site: Path, code: str, words: str, command: list[str]
) -> None:
    install(site, code)
    watched.serve(page())
    monkeypatch.chdir(watched.folder)
    (watched.folder / "page.html").write_text(page(), encoding="utf-8")
    monkeypatch.setattr("monitor.cli.extract.READING", 2.0)
    monkeypatch.setattr("monitor.look.trying.READING", 2.0)
    monkeypatch.setattr("monitor.documents.worker.STARTING", 5.0)
    done = CliRunner().invoke(cli, ["--config", str(watched.settings.file), *command])
    assert done.exit_code != 0
    assert f"the layout closing of closing-lines 1.0 failed: {words}" in done.output
    assert "fix: tell its authors, or name another layout" in done.output


@pytest.mark.parametrize(
    "code",
    [
        "print('a\\x1b[31mb')",
        "import sys; print('a\\x1b[31mb', file=sys.stderr)",
        "import logging; logging.warning('a\\x1b[31mb')",
    ],
)
def test_what_one_prints_does_nothing_to_the_terminal(
    site: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], code: str
) -> None:
    install(site, READER.format(value="block.text").replace("    block =", f"    {code}\n    block ="))
    file = tmp_path / "page.html"
    file.write_text(page(), encoding="utf-8")
    command = ["extract", str(file), "--as", "closing", "--mechanism", "bali-process"]
    assert CliRunner().invoke(cli, command).exit_code == 0
    printed = capfd.readouterr()
    assert "a\\x1b[31mb" in printed.err
    assert "\x1b" not in printed.err + printed.out


def test_a_later_look_still_says_why_a_page_could_not_be_read(watched: Watched, site: Path) -> None:
    install(site, "import os\ndef read(*all):\n    os.kill(os.getpid(), 9)")
    watched.serve(page())
    for later in (False, True, True):
        error = watched.run(own_worker=True).look.error or ""
        assert "closing-lines 1.0 failed: the reading process was ended by signal 9" in error
        assert error.count("it is tried again when it changes") == later
