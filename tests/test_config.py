"""config.toml becomes settings, and each mistake in it a message with file, line, key and fix.

Every file in config_mistakes/ is a case. `#! key | words of the message | words of the fix` at a line's end is a
mistake that must be told on this line, and nothing else may be told; `#: usable` says that the rest of the file works.
"""

from __future__ import annotations

import ipaddress
import re
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.config import ConfigErrors, Settings, find, load
from monitor.errors import ConfigError
from monitor.model import Schedule, Source

MISTAKES = sorted((Path(__file__).parent / "config_mistakes").glob("*.toml"))

WHOLE = """
[monitor]
history = "data/history.db"
snapshots = "/var/lib/snapshots"
contact = "monitor@example.org"
every = "1.5 days"

[fetch]
timeout = "1 min"
max_bytes = 1000
pace = "0 s"
allow_addresses = ["127.0.0.0/8", "::1"]
proxy = "http://user:pass@proxy.example:3128"
browser = "/opt/chromium"

[[source]]
id = "iom-midcom"
url = "https://www.iom.int/midcom"
layout = "mechanism-page"
mechanism = "midcom"

[[source]]
id = "iom-midcom-fr"
url = "https://www.iom.int/fr/midcom"
layout = "mechanism-page"
mechanisms = ["midcom", "midcom", "midsa"]
language = "fr"
every = "2 weeks"
enabled = false
family = "iom-midcom"
follow = "the page itself"
was = "midcom-fr"
render = "browser"
allow_addresses = ["10.1.0.0/16"]
"""


def told(error: ConfigErrors) -> tuple[ConfigError, ...]:
    return (error, *error.others)


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def loaded(folder: Path, text: str) -> Settings:
    return load(written(folder, text))


def expected(text: str) -> list[tuple[int, str, str, str]]:
    """(line, key, words of the message, words of the fix) of each mistake that a case announces."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for remark in re.split(r"#! ", line)[1:]:
            key, message, fix = (part.strip() for part in f" {remark}".split("|"))
            found.append((number - 1, "", message, fix) if key == "previous line" else (number, key, message, fix))
    return found


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.stem)
def test_each_mistake_is_told_with_its_line_its_key_and_its_fix(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    errors: tuple[ConfigError, ...]
    if "#: usable" in text:
        errors = load(case).problems
    else:
        with pytest.raises(ConfigErrors) as raised:
            load(case)
        errors = told(raised.value)
    assert sorted((error.line or 0, error.key or "") for error in errors) == sorted(
        (line, key) for line, key, _, _ in expected(text)
    )
    for line, key, message, fix in expected(text):
        assert any(
            (error.line, error.key or "") == (line, key) and message in error.message and fix in (error.fix or "")
            for error in errors
        ), [(error.message, error.fix) for error in errors if error.line == line]
    assert {error.file for error in errors} == {str(case)}


def test_every_value_arrives_typed(tmp_path: Path) -> None:
    settings = loaded(tmp_path, WHOLE)
    assert settings.monitor.history == tmp_path / "data" / "history.db"
    assert settings.monitor.snapshots == Path("/var/lib/snapshots")
    assert settings.monitor.contact == "monitor@example.org"
    assert settings.monitor.schedule == Schedule(every=1.5 * 86400)
    assert settings.fetch.timeout == 60
    assert settings.fetch.max_bytes == 1000
    assert settings.fetch.pace == 0
    assert settings.fetch.allow_addresses == (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
    assert settings.sources == (
        Source("iom-midcom", "https://www.iom.int/midcom", "mechanism-page", ("midcom",)),
        Source(
            "iom-midcom-fr",
            "https://www.iom.int/fr/midcom",
            "mechanism-page",
            ("midcom", "midsa"),
            language="fr",
            schedule=Schedule(every=14 * 86400),
            enabled=False,
            follow="the page itself",
            family="iom-midcom",
            was="midcom-fr",
            render="browser",
            allow_addresses=(ipaddress.ip_network("10.1.0.0/16"),),
        ),
    )
    assert settings.fetch.proxy == "http://user:pass@proxy.example:3128"
    assert settings.fetch.browser == "/opt/chromium"
    assert settings.problems == ()
    assert {name: WHOLE.splitlines()[line - 1] for name, line in settings.lines.items()} == {
        "iom-midcom": 'url = "https://www.iom.int/midcom"',
        "iom-midcom-fr": 'url = "https://www.iom.int/fr/midcom"',
    }
    assert settings.file == tmp_path / "config.toml"


def test_what_is_left_out_has_the_documented_default(tmp_path: Path) -> None:
    settings = loaded(tmp_path, '[[source]]\nid = "a"\nurl = "http://localhost/"\nlayout = "practice-page"\n')
    assert settings.monitor.history == tmp_path / "history.db"
    assert settings.monitor.snapshots == tmp_path / "snapshots"
    assert settings.monitor.contact is None
    assert (settings.fetch.timeout, settings.fetch.pace) == (30, 5)
    assert settings.monitor.schedule == Schedule(every=12 * 3600)
    assert settings.fetch.max_bytes == 16 * 2**20
    assert settings.fetch.allow_addresses == ()


def test_one_bad_source_leaves_the_others_working(tmp_path: Path) -> None:
    settings = loaded(tmp_path, WHOLE.replace("https://www.iom.int/fr/midcom", "htps:/www.iom.int"))
    assert [source.id for source in settings.sources] == ["iom-midcom"]
    assert [problem.source for problem in settings.problems] == ["iom-midcom-fr"]


def test_mistakes_of_sources_are_told_beside_those_that_end_it(tmp_path: Path) -> None:
    text = WHOLE.replace('layout = "mechanism-page"', 'layout = "page"').replace('"0 s"', '"0"')
    with pytest.raises(ConfigErrors) as raised:
        loaded(tmp_path, text)
    assert [error.key for error in told(raised.value)] == ["fetch.pace", "source.1.layout", "source.2.layout"]
    assert [error.source for error in told(raised.value)] == [None, "iom-midcom", "iom-midcom-fr"]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("30 s", 30),
        ("30s", 30),
        ("5 min", 300),
        ("6 h", 21600),
        ("1 hour", 3600),
        ("1 day", 86400),
        ("0.5 Weeks", 302400),
    ],
)
def test_durations(tmp_path: Path, written: str, seconds: float) -> None:
    own = loaded(tmp_path, WHOLE.replace('every = "2 weeks"', f'every = "{written}"')).sources[1].schedule
    assert own is not None
    assert own.every == seconds


@pytest.mark.parametrize(
    ("written", "size"), [('"16 MiB"', 16777216), ('"2 MB"', 2000000), ('"1.5 KiB"', 1536), ('"9B"', 9), ("77", 77)]
)
def test_sizes(tmp_path: Path, written: str, size: int) -> None:
    assert loaded(tmp_path, WHOLE.replace("max_bytes = 1000", f"max_bytes = {written}")).fetch.max_bytes == size


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "site.localhost"])
def test_this_machine_needs_no_contact(tmp_path: Path, host: str) -> None:
    text = f'[[source]]\nid = "a"\nurl = "http://{host}/"\nlayout = "practice-page"\n'
    assert loaded(tmp_path, text).monitor.contact is None


def test_a_disabled_source_needs_no_contact(tmp_path: Path) -> None:
    text = '[[source]]\nid = "a"\nurl = "https://www.iom.int/"\nlayout = "practice-page"\nenabled = false\n'
    assert not loaded(tmp_path, text).sources[0].enabled


def test_the_file_is_the_one_named_first(tmp_path: Path) -> None:
    assert find("here.toml", {"MONITOR_CONFIG": "there.toml"}) == Path("here.toml")
    assert find(None, {"MONITOR_CONFIG": "there.toml"}) == Path("there.toml")
    assert find(None, {"MONITOR_CONFIG": ""}) == Path("config.toml")
    assert find(None, {}) == Path("config.toml")


def test_a_file_that_is_not_there_is_one_plain_message(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match="no such file") as raised:
        load(tmp_path / "config.toml")
    assert raised.value.line is None
    assert "monitor init" in str(raised.value.fix)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match="cannot be read"):
        load(tmp_path)


def test_bytes_that_are_no_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes('[monitor]\nhistory = "évora.db"\n'.encode("latin-1"))
    with pytest.raises(ConfigErrors, match="UTF-8") as raised:
        load(file)
    assert raised.value.line == 2


def test_a_byte_order_mark_and_windows_lines_are_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert len(load(file).sources) == 2


def test_a_text_that_never_ends_is_told_at_the_end(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors) as raised:
        loaded(tmp_path, '[monitor]\nhistory = """\nhistory.db\n')
    assert (raised.value.line, raised.value.fix) == (3, "Close the text with the quote that opened it.")


# What a hand may put where a value belongs: every kind of TOML value, and words that belong elsewhere.
VALUES = (
    "1",
    "-0.5",
    "true",
    '""',
    '"x y"',
    '"%"',
    '"{0}"',
    "[]",
    '["a", 1]',
    "{}",
    "{ a.b = 1 }",
    "1979-05-27",
    "nan",
    "",
)


@pytest.mark.parametrize("value", VALUES)
def test_whatever_stands_in_place_of_a_value_is_told_on_its_line(tmp_path: Path, value: str) -> None:
    lines = WHOLE.split("\n")
    for number, line in enumerate(lines, 1):
        if " = " not in line:
            continue
        key = line.split(" = ")[0]
        text = "\n".join([*lines[: number - 1], f"{key} = {value}", *lines[number:]])
        try:
            errors = loaded(tmp_path, text).problems
        except ConfigErrors as error:
            errors = told(error)
        assert all(error.line and error.fix for error in errors)
        # An id that is no id any more leaves the family of the other source without its head.
        assert number in [error.line for error in errors] or not errors, (text, errors)


def test_reading_the_module_costs_no_pydantic() -> None:
    code = "import sys, monitor.config; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_committed_file_lacks_a_contact_and_nothing_else(repository: Path) -> None:
    file = repository / "config.toml"
    with pytest.raises(ConfigErrors) as raised:
        load(file)
    assert [error.key for error in told(raised.value)] == ["monitor.contact"]
    assert file.read_text(encoding="utf-8").splitlines()[(raised.value.line or 0) - 1] == 'contact = ""'


@pytest.fixture
def committed(repository: Path, tmp_path: Path) -> Settings:
    text = (repository / "config.toml").read_text(encoding="utf-8")
    return loaded(tmp_path, text.replace('contact = ""', 'contact = "monitor@example.org"'))


def test_the_committed_file_opens_no_private_network(committed: Settings) -> None:
    assert committed.fetch.allow_addresses == ()


def test_the_committed_file_lists_every_known_address(committed: Settings, shared: Path) -> None:
    told = (shared / "editions.md").read_text(encoding="utf-8")
    five = re.findall(r"^\| ([a-z0-9-]+) \| ([a-z-]+) \| .*?(https?://\S+)", told, re.MULTILINE)
    slugs = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([a-z0-9-]+)(?: \(.*\))? \|$", told, re.MULTILINE))
    french = dict(re.findall(r"^\| ([a-z0-9-]+) \| .* \(French: (fr/[a-z0-9-]+)\)", told, re.MULTILINE))
    slugs.pop("mechanism")
    assert (len(five), len(slugs), len(french)) == (5, 30, 3)
    sources = {source.id: source for source in committed.sources}
    for id_, layout, url in five:
        assert (sources[id_].url, sources[id_].layout) == (url, layout)
    for mechanism, slug in slugs.items():
        assert sources[f"iom-{mechanism}"].url == f"https://www.iom.int/{slug}"
        assert sources[f"iom-{mechanism}"].mechanisms == (mechanism,)
    for mechanism, slug in french.items():
        source = sources[f"iom-{mechanism}-fr"]
        assert source.url == f"https://www.iom.int/{slug}"
        assert (source.family, source.language) == (f"iom-{mechanism}", "fr")
