"""`sources add` and `sources test` over real HTTP: what they propose, refuse and show, and that they leave no trace."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from monitor import config
from monitor.cli.main import cli
from monitor.config_writing import append, comment, entry, quoted
from monitor.declared import DeclaredField
from monitor.errors import UsageError
from monitor.model import Source

HEAD = """# kept as it is
[monitor]
history = "history.db"
snapshots = "snapshots"
[fetch]
timeout = "5 s"
pace = "0 s"
allow_addresses = ["127.0.0.0/8"]
"""
WORDS = "The desks of the coast come together in the harbour of one of them, twice a year and at short notice. " * 3
ODD = f"""<!doctype html><html lang="en"><title>Reeds Roundtable</title><body><h1>Reeds Roundtable</h1><p>{WORDS}</p>
<div><span class=k>Held by</span>: <span>Tunisia</span></div><p><b>Desk officers</b> 1,250</p>
<p>Envelope: EUR 2.5 million (2026)</p><table><tr><th>Coast<th>Joined<tr><td>Egypt<td>2016<tr><td>Malta<td>2019</table>
<h2>Patrols</h2><ul><li>Harbour schools<li>River patrols<li>Return desks</ul></body></html>"""
KNOWN = f"""<!doctype html><html lang="fr"><title>Processus de Bali</title><body><main><h1>Bali Process</h1>
<p>{WORDS}</p><h2>Current Chair</h2><p>Indonesia</p><h2>Established</h2><p>2002</p>
<h2>Member States</h2><ul><li>Fiji<li>Tonga<li>Samoa</ul><h2>Secretariat</h2><p>IOM</p></main></body></html>"""
HOSTILE = (
    "<!doctype html><html lang=en><title>T&quot;]\n[[source]]\nid = &quot;x</title>"
    "<body><h1>H&quot;\u202eX\x1b[31m # '''</h1>"
    f"<p>{WORDS}</p><p>A &quot;quoted&quot; \\ label: 12</p><p>Say it\u202e: it&quot;&quot;&quot;\u2028\u0007</p>"
    "<p>''' label: &quot; }\n[monitor]\nhistory = &quot;gone&quot;</p>"
    "<dl><dt>Nam\x85e\x00 = {</dt><dd>{ } # \x1b]0;x\x07</dd></dl>"
    "<p>\U000e0041hidden tag: 14</p><p>\ue000private: 7</p></body></html>"
)


@pytest.fixture
def file(tmp_path: Path, httpserver: HTTPServer) -> Path:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    for path, page in (("/odd", ODD), ("/bali-process", KNOWN), ("/hostile", HOSTILE)):
        httpserver.expect_request(path).respond_with_data(page, content_type="text/html; charset=utf-8")
    file = tmp_path / "config.toml"
    file.write_text(HEAD, encoding="utf-8")
    return file


def told(file: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(file), "sources", *words])


def proposed(file: Path, url: str, *words: str) -> tuple[Source, str]:
    """The source that an entry gives, alone in a configuration that has no mistake, and the entry."""
    shown = told(file, "add", url, *words)
    assert shown.exit_code == 0, shown.output
    trial = file.with_name("trial.toml")
    trial.write_text(HEAD + shown.stdout, encoding="utf-8")
    (source,) = config.load(trial).sources
    assert config.load(trial).problems == ()
    checked = CliRunner().invoke(cli, ["--config", str(trial), "sources", "--check"])
    assert checked.exit_code == 0
    return source, shown.stdout


def test_a_page_that_a_layout_fits_is_proposed_with_it(file: Path, httpserver: HTTPServer) -> None:
    source, text = proposed(file, httpserver.url_for("/bali-process"))
    assert (source.layout, source.mechanisms, source.language) == ("mechanism-page", ("bali-process",), "en")
    assert source.id.endswith("bali-process")
    assert "#   chair, ok: Indonesia" in text or "# chair, ok: Indonesia" in text
    assert not (file.parent / "snapshots").exists()
    assert not (file.parent / "history.db").exists()
    assert file.read_text("utf-8") == HEAD


def test_a_page_that_none_fits_is_proposed_with_its_labels(file: Path, httpserver: HTTPServer) -> None:
    source, text = proposed(file, httpserver.url_for("/odd"), "--id", "reeds", "--mechanism", "bali-process")
    fields = {field.name: field for field in source.fields}
    assert (source.id, source.layout, source.mechanisms) == ("reeds", "declared", ("bali-process",))
    assert fields["desk_officers"] == DeclaredField("desk_officers", "number", label="Desk officers")
    assert fields["envelope"].type == "money"
    assert fields["coast"] == DeclaredField("coast", "countries", column="Coast")
    assert fields["joined"] == DeclaredField("joined", "date", column="Joined", key="Coast")
    assert fields["patrols"].type == "list"
    assert "# patrols, ok: Harbour schools | River patrols | Return desks" in text


def test_what_is_proposed_is_read_so(file: Path, httpserver: HTTPServer) -> None:
    value = json.loads(told(file, "add", httpserver.url_for("/odd"), "--id", "reeds", "--write", "--json").stdout)
    assert value["written"]
    tested = told(file, "test", "reeds", "--json")
    assert tested.exit_code == 0
    read = json.loads(tested.stdout)
    said = {name["name"]: name["words"] for name in value["fields"]}
    for name, words in said.items():
        assert [each["text"] for each in read["statements"] if each["field"] == name][:5] == words
    assert {each["outcome"] for each in read["fields"]} == {"ok"}


@pytest.mark.parametrize("words", [(), ("--write",)])
def test_the_words_of_a_page_cannot_write_the_configuration(
    file: Path, httpserver: HTTPServer, words: tuple[str, ...]
) -> None:
    source, text = proposed(file, httpserver.url_for("/hostile"), "--id", "hostile", *words)
    assert (source.id, source.url) == ("hostile", httpserver.url_for("/hostile"))
    assert all(letter.isprintable() for line in text.splitlines() for letter in line)
    parsed = tomllib.loads(HEAD + text)
    assert list(parsed) == ["monitor", "fetch", "source"]
    assert len(parsed["source"]) == 1
    labels = {field.label for field in source.fields}
    assert 'A "quoted" \\ label' in labels


HOSTILE_TEXTS = [
    '"',
    "\\",
    '"""',
    "'''",
    "\n[monitor]\n",
    "\r",
    "\t",
    "\x00\x1b[0m",
    "\u202e\u2066",
    "\u2028",
    "\ud800",
    "é",
    "\U000e0041",
]


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "".join(HOSTILE_TEXTS)])
def test_any_text_is_a_toml_string_and_a_comment(text: str) -> None:
    written = quoted(text)
    assert written.isprintable()
    assert tomllib.loads(f"x = {written}") == {"x": text.replace("\ud800", "\ufffd")}
    assert comment(text).isprintable()
    assert tomllib.loads(f"{comment(text)}\nx = 1") == {"x": 1}
    fields = (DeclaredField("said", "text", label=text),)
    block = entry(Source("a", text, "declared", (text,), fields=fields), [text], [("said", [text])])
    (table,) = tomllib.loads(block)["source"]
    assert set(table) == {"id", "url", "layout", "mechanism", "fields"}
    assert table["fields"]["said"]["type"] == "text"


def test_written_entries_stand_behind_what_was_there(file: Path, httpserver: HTTPServer) -> None:
    file.chmod(0o640)
    assert told(file, "add", httpserver.url_for("/odd"), "--write").exit_code == 0
    assert told(file, "add", httpserver.url_for("/bali-process"), "--write").exit_code == 0
    text = file.read_text("utf-8")
    assert text.startswith(HEAD)
    assert [source.layout for source in config.load(file).sources] == ["declared", "mechanism-page"]
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_what_is_watched_already_is_refused_before_anybody_is_asked(file: Path, httpserver: HTTPServer) -> None:
    told(file, "add", httpserver.url_for("/odd"), "--id", "reeds", "--write")
    asked = len(httpserver.log)
    again = told(file, "add", httpserver.url_for("/odd") + "/", "--id", "other")
    assert (again.exit_code, "watched already by the source reeds" in again.stderr) == (2, True)
    same = told(file, "add", httpserver.url_for("/bali-process"), "--id", "reeds")
    assert (same.exit_code, "the id reeds is taken" in same.stderr) == (2, True)
    assert len(httpserver.log) == asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ftp://x.example/",), "addresses cannot be fetched"),
        (("https://pages.example/x",), "nobody is asked without a contact"),
        (("http://localhost/x", "--id", "Not an id"), "cannot be an id"),
        (("http://localhost/x", "--mechanism", "nobody"), "there is no mechanism 'nobody'"),
    ],
)
def test_wrong_words_are_told_with_what_to_write(file: Path, words: tuple[str, ...], said: str) -> None:
    shown = told(file, "add", *words)
    assert (shown.exit_code, said in shown.stderr, "fix: " in shown.stderr) == (2, True, True)


def test_a_page_that_is_none_is_not_proposed(file: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/gone").respond_with_data("gone", status=410)
    httpserver.expect_request("/void").respond_with_data("<html><body></body></html>", content_type="text/html")
    httpserver.expect_request("/prose").respond_with_data(f"<p>{WORDS}", content_type="text/html")
    for path, said in (("/gone", "gone"), ("/void", "no page to watch: empty"), ("/prose", "no label was recognised")):
        shown = told(file, "add", httpserver.url_for(path), "--write")
        assert (shown.exit_code, said in shown.stderr) == (1, True), shown.stderr
    assert file.read_text("utf-8") == HEAD


def test_robots_txt_is_heeded(file: Path, httpserver: HTTPServer) -> None:
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /\n")
    shown = told(file, "add", httpserver.url_for("/odd"))
    assert (shown.exit_code, "refused" in shown.stderr) == (1, True)
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]


def test_a_file_that_changes_meanwhile_or_breaks_is_left_alone(file: Path) -> None:
    with pytest.raises(UsageError, match="would be none any more"):
        append(file, "[[source]]\nid = ")
    file.write_text('source = [{id = "a", url = "http://localhost/", layout = "practice-page"}]\n', encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(UsageError, match="would be none any more"):
        append(file, '[[source]]\nid = "b"\n')
    assert file.read_bytes() == before


def fields_of(shown: Result) -> dict[str, str]:
    return {each["field"]: each["outcome"] for each in json.loads(shown.stdout)["fields"]}


def test_a_source_is_tried_on_the_page_a_file_and_a_capture(file: Path, httpserver: HTTPServer) -> None:
    lines = (
        '[source.fields]\nchair = { type = "country", label = "Held by" }\nseal = { type = "text", css = "#seal" }\n'
    )
    url = httpserver.url_for("/odd")
    file.write_text(f'{HEAD}[[source]]\nid = "reeds"\nurl = "{url}"\nlayout = "declared"\n{lines}', encoding="utf-8")
    assert told(file, "test", "reeds", "--archived").exit_code != 0
    now = told(file, "test", "reeds", "--json")
    assert (now.exit_code, fields_of(now)) == (1, {"chair": "ok", "seal": "drifted"})
    assert not (file.parent / "history.db").exists()
    saved = file.with_name("saved.html")
    saved.write_text(ODD.replace("<h2>Patrols", "<p id=seal>Round</p><h2>Patrols"), encoding="utf-8")
    of_file = told(file, "test", "reeds", "--file", str(saved), "--json")
    assert (of_file.exit_code, fields_of(of_file)) == (0, {"chair": "ok", "seal": "ok"})
    shown = told(file, "test", "reeds", "--file", str(saved))
    assert "“" not in shown.stdout.splitlines()[0]
    assert "#seal" in shown.stdout
    assert CliRunner().invoke(cli, ["--config", str(file), "check"]).exit_code == 0
    captured = told(file, "test", "reeds", "--archived")
    assert captured.exit_code == 1
    assert "the selector “#seal” finds no element, and one is expected; mend it" in captured.stdout
    both = told(file, "test", "reeds", "--archived", "--file", str(saved))
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)
    assert told(file, "test", "nobody").exit_code == 2


def test_the_group_keeps_what_it_did_and_says_what_is_new(file: Path) -> None:
    shown = told(file, "--help").stdout
    assert "add" in shown
    assert "monitor sources test iom-iscm-table" in shown
    for command in ("add", "test"):
        assert "Examples:" in told(file, command, "--help").stdout
    assert told(file, "--json").exit_code in (0, 1)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/x", 'URL: "ftp:" addresses cannot be fetched'),
        ("www.example.org", 'URL: "www.example.org" lacks https:// in front'),
        ("https://", 'URL: "https://" names no host'),
    ],
)
def test_an_address_that_cannot_be_watched_is_called_what_it_is(file: Path, url: str, words: str) -> None:
    shown = told(file, "add", url)
    assert shown.exit_code != 0
    assert words in shown.output
    assert "--web_address" not in shown.output


def test_links_are_shown_with_their_address_and_documents_with_their_languages(
    file: Path, httpserver: HTTPServer, tmp_path: Path
) -> None:
    page = tmp_path / "links.html"
    page.write_text(
        f"<!doctype html><html lang=en><title>Reeds</title><body><h1>Reeds</h1><p>{WORDS}</p>"
        "<p class=a><a href=https://example.org/r>Report of 2019</a></p><p class=b>Plan of action 2020 (EN, FR)</p>",
        encoding="utf-8",
    )
    fields = 'a = { type = "link", css = ".a a" }\nb = { type = "documents", css = ".b" }\n'
    with file.open("a", encoding="utf-8") as text:
        text.write(f'[[source]]\nid = "s"\nurl = "{httpserver.url_for("/s")}"\nlayout = "declared"\n')
        text.write(f"[source.fields]\n{fields}")
    shown = told(file, "test", "s", "--file", str(page)).output
    assert "Report of 2019 <https://example.org/r>" in shown
    assert "[en, fr]" in shown
