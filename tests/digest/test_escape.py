"""Hostile words do nothing in any output, and are seen."""

from __future__ import annotations

import ast
import json
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest import escape

MONITOR = Path(escape.__file__).parent.parent
ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


def acts(character: str) -> bool:
    """Whether a terminal or a reader's eye could be led astray by it."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_control_format_and_separator_character_is_made_visible() -> None:
    missed = [
        hex(code) for code in range(sys.maxunicode + 1) if acts(chr(code)) and escape.terminal(chr(code)) == chr(code)
    ]
    assert missed == []


def test_ordinary_letters_of_all_scripts_stay_as_they_are() -> None:
    text = "Türkiye – «Évora» Туре ЮМ العربية 中文 5+5 € ’“”…"
    assert escape.terminal(text) == text


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]52;c;ZXZpbA==\x07", "\\x1b[2J\\x1b]52;c;ZXZpbA==\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("Morocco\u202eoccoroM", "Morocco\\u202eoccoroM"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\U000e0041", "\\U000e0041"),
        ("two\r\nlines\tand tab", "two  lines | and tab"),
        ("\udc80", "\\udc80"),
    ],
)
def test_what_would_act_on_a_terminal_is_shown_instead(hostile: str, shown: str) -> None:
    assert escape.terminal(hostile) == shown


@given(ANY_TEXT)
def test_a_terminal_gets_one_line_that_can_be_escaped_again_without_harm(text: str) -> None:
    once = escape.terminal(text)
    assert not any(acts(character) for character in once)
    assert escape.terminal(once) == once


@pytest.mark.parametrize(
    "hostile",
    [
        "[click](https://evil.example)",
        "<img src=x onerror=alert(1)>",
        "![pixel](https://evil.example/p.png)",
        "`code` *bold* _it_ ~~gone~~ | cell",
        "&lt;script&gt;",
        "see https://evil.example and www.evil.example",
        "# heading",
        "back\\slash",
    ],
)
def test_markdown_reads_hostile_words_as_words(hostile: str) -> None:
    parser = pytest.importorskip("markdown_it", reason="the Markdown parser is only there when rich is installed")
    rendered = parser.MarkdownIt("gfm-like", {"linkify": False}).render(f"- {escape.markdown(hostile)}")
    assert rendered == f"<ul>\n<li>{escape.html(hostile).replace('&#x27;', chr(39))}</li>\n</ul>\n"


def test_bare_addresses_in_markdown_are_broken_up_for_readers_that_make_links_of_them() -> None:
    assert escape.markdown("https://evil.example www.evil.example") == "https\\://evil.example www\\.evil.example"


def test_html_cannot_leave_its_element_or_attribute() -> None:
    assert escape.html("\"><script>'&\x1b") == "&quot;&gt;&lt;script&gt;&#x27;&amp;\\x1b"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＠", "\t", "\r", "\n", "'"])
def test_a_cell_of_a_spreadsheet_is_never_a_formula(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    assert escape.csv(text) == f"'{text}"
    assert escape.csv("Tunisia") == "Tunisia"
    assert escape.csv("\x1b\u202eone\ttwo\nthree") == "\\x1b\\u202eone\ttwo\nthree"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | ANY_TEXT,
        lambda some: st.lists(some) | st.dictionaries(ANY_TEXT, some),
        max_leaves=6,
    )
)
def test_json_loses_nothing_and_holds_nothing_that_acts(value: object) -> None:
    text = escape.json_text(value)
    assert json.loads(text) == value
    assert not any(acts(character) for character in text.replace("\n", ""))


def names_called(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {ast.unparse(function) for function in calls}


def test_only_one_module_of_the_commands_writes_to_the_terminal() -> None:
    writers = {"click.echo", "click.secho", "print", "sys.stdout.write", "sys.stderr.write", "click.style"}
    callers = {path.name for path in (MONITOR / "cli").glob("*.py") if names_called(path) & writers}
    assert callers == {"say.py"}
    displays = {path.name for path in (MONITOR / "cli").glob("*.py") if "rich" in path.read_text("utf-8")}
    assert displays == {"progress.py"}
    assert "escape.terminal" in names_called(MONITOR / "cli" / "progress.py")


def test_every_renderer_of_the_digest_goes_through_the_escape_of_its_output() -> None:
    gates = {
        "text.py": "escape.terminal",
        "markdown.py": "escape.markdown",
        "html_.py": "escape.html",
        "json_.py": "escape.json_text",
    }
    for module, gate in gates.items():
        source = (MONITOR / "digest" / module).read_text("utf-8")
        used = {
            name
            for name in ("escape.terminal", "escape.markdown", "escape.html", "escape.csv", "escape.json_text")
            if name in source
        }
        assert used == {gate}, module


def test_sums_of_money_are_no_formula_in_markdown() -> None:
    assert escape.markdown("US$ 5 and US$ 10") == r"US\$ 5 and US\$ 10"


def test_a_header_of_a_mail_ends_with_its_line_and_holds_no_words_in_disguise() -> None:
    assert escape.header("Talks\r\nBcc: evil@example.org") == "Talks  Bcc: evil@example.org"
    assert escape.header("=?utf-8?q?=1B[2J?=") == r"\x3d?utf-8?q?=1B[2J?="
    assert escape.header("Évora = Lisbon?") == "Évora = Lisbon?"


@given(ANY_TEXT)
def test_feeds_and_calendars_hold_nothing_that_acts(text: str) -> None:
    for made in (escape.xml(text), escape.calendar(text), escape.header(text)):
        assert not any(acts(character) for character in made)
