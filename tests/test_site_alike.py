"""The same change on most pages of a site, in whole runs: one entry of the digest that leads to each single change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.digest import as_json, as_markdown, as_text, gather
from tests.watched import Watched

NAMES = ("almaty-process", "bali-process", "budapest-process", "prague-process", "rabat-process")
Page = Callable[[str, str, str], str]  # name, chair, secretariat


def headed(name: str, chair: str, who: str) -> str:
    return f"<h1>{name}</h1><h2>Current Chair</h2><p>{chair}</p><h2>Secretariat</h2><p>{who}</p><p>Of {name} alone.</p>"


def listed(name: str, chair: str, who: str) -> str:
    return f"<title>{name}</title><dl><dt>Chair<dd>{chair}<dt>Secretariat<dd>{who}</dl><p>Desk of the {name}</p>"


def french(name: str, chair: str, who: str) -> str:
    said = f"<h3>Présidence</h3><p>{chair}<h3>Secrétariat</h3><p>{who}"
    return f"<html lang=fr><h1>{name}</h1><p>Le bureau de {name} est ouvert.</p><div>{said}</div></html>"


def bold(name: str, chair: str, who: str) -> str:
    return f"<main><h1>{name}</h1><p><b>Chair:</b> {chair}<br><b>Secretariat:</b> {who}</p><p>{name} at work</p></main>"


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in NAMES))
    return watched


def serve(watched: Watched, page: Page, who: dict[str, str], chairs: dict[str, str]) -> None:
    for name, chair in zip(NAMES, ("Kenya", "Chile", "Ghana", "Nepal", "Fiji"), strict=True):
        body = page(name.replace("-", " ").title(), chairs.get(name, chair), who.get(name, "IOM"))
        watched.serve(body, f"/{name}")


@pytest.mark.parametrize("page", [headed, listed, french, bold])
@pytest.mark.parametrize("but", [None, "prague-process"])
def test_a_digest_names_the_mechanisms_counts_each_and_leads_to_each_change(
    watched: Watched, page: Page, but: str | None
) -> None:
    serve(watched, page, {}, {})
    watched.run()
    those = [name for name in NAMES if name != but]
    serve(watched, page, dict.fromkeys(those, "ICMPD"), {"bali-process": "Peru"})
    kinds = [kind for kind, _ in watched.run().changes]
    assert kinds == ["chair.handover", *["secretariat.changed"] * len(those)]
    book = history.open_reader(watched.settings.monitor.history)
    run = history.runs(book, limit=1)[0]
    digest = gather(book, since=run.started_at, until=run.started_at.replace(hour=23), watched=NAMES)
    ids = {one.id for one in history.changes(book, kinds=["secretariat.changed"])}
    book.close()
    assert (digest.changes, digest.mechanisms) == (1 + len(those), len(those))
    (pages,) = (chapter for chapter in digest.chapters if chapter.mechanism is None)
    (news,) = pages.news
    assert {part.id for part in news.parts} == ids
    assert f"({len(those)} of 5 pages of " in news.summary
    assert all(f"{name.partition('-')[0].title()} Process" in news.summary for name in those)
    assert news.summary.startswith(f"{len(those)} mechanisms, secretariat: ")
    (bali,) = (chapter for chapter in digest.chapters if chapter.mechanism == "bali-process")
    assert [one.id for one in bali.also] == [part.id for part in news.parts if part.mechanism == "bali-process"]
    text, markdown = as_text(digest), as_markdown(digest)
    assert all(one in text and one in markdown for one in ids)
    value = json.loads(as_json(digest))
    assert f"{1 + len(those)} changes in {len(those)} mechanisms" in value["heartbeat"]
    (told,) = (one for chapter in value["chapters"] for one in chapter["news"] if one["kind"] == "site.alike")
    assert sorted(part["mechanism"] for part in told["parts"]) == sorted(those)
    for one in ids:
        shown = CliRunner().invoke(cli, ["--config", str(watched.settings.file), "evidence", one])
        assert shown.exit_code == 0
