"""One escape for each output: who makes what people or their programs read, and through which escape it goes.

It reads the code: a module that begins to write HTML, XML, a calendar, a mail, a table or to a terminal is not in these
lists, and whoever adds it there says which escape it uses.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.digest import escape

MONITOR = Path(escape.__file__).parent.parent
ESCAPES = {"terminal", "markdown", "xml", "calendar", "header", "html", "csv", "json_text"}

OURS = ("archive", "backfill", "documents", "fetch", "history", "extract", "compare", "lookups", "demo", "ids.py")
# These read, or write for the monitor alone; what is below is about the others.

FORMS = {  # what a module imports to write something that another program reads
    *("apprise", "csv", "css_inline", "email.message", "email.mime", "html", "icalendar", "jinja2", "lxml"),
    *("markupsafe", "prometheus_client", "rich", "string.Template", "xml"),
}
CALLS = {  # what it calls to write JSON, to a terminal, to a log, or to a reader that asked
    *(
        "click.echo",
        "click.secho",
        "click.style",
        "click.confirm",
        "click.prompt",
        "click.pause",
        "click.echo_via_pager",
    ),
    *("print", "input", "sys.stdout.write", "sys.stderr.write", "sys.stdout.buffer.write", "logging.StreamHandler"),
    *("self.wfile.write", "json.dumps", "json.dump"),
}

MADE = {
    "cli/check.py": {"json.dumps"},  # a line of TOML, which `say` prints
    "cli/init.py": {"json.dumps"},  # what somebody typed, for a configuration
    "cli/progress.py": {"rich"},
    "cli/say.py": {"click.confirm", "click.echo", "click.style"},
    "deliver/letter.py": {"json.dumps"},  # for the outbox
    "deliver/mail.py": {"email.message"},
    "deliver/notified.py": {"json.dumps"},  # the job of its process: the letter's lines, which are escaped
    "deliver/owed.py": {"json.dumps"},  # for the outbox
    "deliver/printed.py": {"sys.stdout.write"},  # the letter's text, which is escaped
    "digest/atom.py": {"xml"},
    "digest/html_.py": {"css_inline", "jinja2", "markupsafe"},
    "digest/ical.py": {"icalendar"},
    "export/cdxj.py": {"json.dumps"},  # in ASCII
    "export/datapackage.py": {"csv"},
    "export/titles.py": {"html"},  # which it reads
    "export/wacz.py": {"json.dumps"},  # in ASCII
    "headers.py": {"email.message"},  # which it reads
    "health/metrics.py": {"prometheus_client"},  # ids of the configuration, and numbers
    "logs.py": {"json.dumps"},  # in ASCII
    "notifying.py": {"apprise", "json.dumps", "print"},  # to its parent, in ASCII; to services the letter's text
    "schedule/visits.py": {"json.dumps", "self.wfile.write"},  # in ASCII
    "suppressions.py": {"json.dumps"},  # in a string of TOML, which config_writing writes
    "web/loopback.py": {"self.wfile.write"},  # a version that `marked` or `inert` made
}
ESCAPED = {
    "cli/progress.py": {"terminal"},
    "cli/say.py": {"json_text", "terminal"},
    "deliver/letter.py": {"header"},
    "deliver/sending.py": {"json_text"},
    "digest/atom.py": {"xml"},
    "digest/html_.py": {"html"},
    "digest/ical.py": {"calendar"},
    "digest/json_.py": {"json_text"},
    "digest/markdown.py": {"markdown"},
    "digest/text.py": {"terminal"},
    "export/citation.py": {"json_text", "terminal"},
    "export/datapackage.py": {"csv", "json_text"},
    "export/pack.py": {"json_text"},
    "export/readme.py": {"terminal"},
    "web/marked.py": {"html"},
}


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def makes(path: Path) -> set[str]:
    """The forms that a module writes, by what it imports and calls."""
    tree = ast.parse(path.read_text("utf-8"))
    forms = {form for form in FORMS for name in imported(tree) if name == form or name.startswith(f"{form}.")}
    return forms | {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)} & CALLS


def escapes(path: Path) -> set[str]:
    """The escapes that a module uses."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {name.rpartition(".") for name in imported(tree)}
    of_name = {name for room, _, name in names if room == "monitor.digest.escape"}
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return of_name | {one.attr for one in attributes if ast.unparse(one.value) == "escape"} & ESCAPES


def of_all(found: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    paths = (path.relative_to(MONITOR) for path in MONITOR.rglob("*.py"))
    said = {path.as_posix(): found(MONITOR / path) for path in paths if path.parts[0] not in OURS}
    return {name: some for name, some in said.items() if some and name != "digest/escape.py"}


def test_each_form_is_made_where_it_is_known_to_be() -> None:
    assert of_all(makes) == MADE


def test_each_output_goes_through_its_own_escape() -> None:
    assert of_all(escapes) == ESCAPED
    assert {one for some in ESCAPED.values() for one in some} == ESCAPES  # none that nobody uses


def test_all_escapes_are_in_one_module() -> None:
    tree = ast.parse(Path(escape.__file__).read_text("utf-8"))
    public = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}
    assert public == ESCAPES
    html = {
        path.relative_to(MONITOR).as_posix() for path in MONITOR.rglob("*.py") if "html.escape(" in path.read_text()
    }
    assert html - {"digest/html_.py", "digest/escape.py"} == set()


@pytest.mark.parametrize(
    "text",
    [
        "from icalendar import Event",
        "def f():\n    import csv as c",
        "import xml.etree.ElementTree as e",
        "from email.mime import text",
        "import click\nclick.secho('x')",
        "print('x')",
        "import json\njson.dumps(1)",
    ],
)
def test_the_check_sees_each_form(tmp_path: Path, text: str) -> None:
    module = tmp_path / "module.py"
    module.write_text(text)
    assert makes(module)
    module.write_text("from monitor.digest.escape import html\nfrom monitor.digest import escape\nescape.csv('')")
    assert escapes(module) == {"html", "csv"}
