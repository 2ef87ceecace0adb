"""`digest --send`, `channels` and `channels test` as a person or cron calls them."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from werkzeug import Request, Response

from monitor.cli.installing import crontab_line
from monitor.cli.main import cli
from monitor.config import load
from monitor.schedule.telling import Telling
from tests.deliver.conftest import House, Post, mail
from tests.watched import page

REPOSITORY = Path(__file__).resolve().parents[2]
CRON = '[[channel]]\nname = "cron"\nkind = "stdout"\n'
FILES = '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\n'
WRONG = '[[channel]]\nname = "wrong"\nkind = "folder"\npath = "other"\nkinds = ["chair.handovr"]\n'
SECRETS = ("pa55-plugh", "s1gn-xyzzy", "h00k-t0k3n", "n0t1fy-plover")


@pytest.fixture
def house(house: House) -> House:
    """Something to tell, by the clock of the machine."""
    house.now = datetime.now(UTC) - timedelta(days=2)
    house.serve(page("Poland"))
    house.run()
    return house


def configured(house: House, channels: str) -> House:
    file = house.settings.file
    file.write_text(f"{file.read_text('utf-8').partition('[[channel]]')[0]}\n{channels}", "utf-8")
    house.settings = load(file)
    return house


def asked(house: House, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(house.settings.file), *words])


def test_cron_gets_the_digest_and_nothing_else_by_mail(house: House) -> None:
    configured(house, CRON + FILES)
    call = crontab_line(house.settings.file).split("; ")[1].split(" --config ")[1].split(" ", 1)[1]
    assert call == "digest --send --quiet"
    first = asked(house, *call.split())
    assert "Poland" in first.stdout
    assert first.stdout.startswith("What changed")
    assert "sent" not in first.stdout
    assert first.exit_code == 0
    assert asked(house, *call.split()).stdout == ""  # nothing new: no mail
    assert house.states() == [("cron", "delivered", 1), ("files", "delivered", 1)]


def test_what_nobody_reads_is_not_sent(house: House) -> None:
    configured(house, CRON)
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "monitor.cli", "--config", str(house.settings.file), "digest", "--send"]
    subprocess.run(command, stdout=write, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, check=False)
    os.close(write)
    assert house.states() == [("cron", "waiting", 1)]


def test_a_terminal_without_the_letters_shows_them_otherwise(house: House) -> None:
    configured(house, CRON)
    command = [sys.executable, "-m", "monitor.cli", "--config", str(house.settings.file), "digest", "--send"]
    plain = {"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=os.environ | plain, check=True)
    assert rb"\u201cPoland\u201d" in done.stdout


def test_with_json_nothing_but_json_is_printed_and_what_is_to_be_printed_waits(house: House) -> None:
    configured(house, CRON + FILES)
    told = json.loads(asked(house, "digest", "--send", "--json").stdout)
    assert [one["channel"] for one in told] == ["files"]
    assert "Poland" in asked(house, "digest", "--send").stdout


def test_the_daemon_does_not_mix_digests_with_json(house: House) -> None:
    configured(house, CRON)
    refused = asked(house, "watch", "--json")
    assert refused.exit_code == 2
    assert "the channel cron prints digests" in refused.stderr


def test_a_channel_that_is_misconfigured_is_told_with_the_mend_and_the_others_go_on(house: House) -> None:
    configured(house, WRONG + FILES)
    sent = asked(house, "digest", "--send")
    assert sent.exit_code == 1
    assert "files: sent" in sent.stdout
    assert "channel.1.kinds.1: there is no such kind of change" in sent.stderr
    assert 'Did you mean "chair.handover"?' in sent.stderr
    for words in (("channels",), ("channels", "--json"), ("channels", "test", "wrong")):
        shown = asked(house, *words)
        assert shown.exit_code != 0
        assert "config.toml:" in shown.stderr
        assert "no such kind of change" in shown.stderr


def test_where_all_channels_are_misconfigured_that_is_said_and_not_that_there_is_none(house: House) -> None:
    configured(house, WRONG)
    sent = asked(house, "digest", "--send")
    assert sent.exit_code == 1
    assert "no such kind of change" in sent.stderr
    assert "has no channel" not in sent.output


def test_quiet_goes_with_send(house: House) -> None:
    assert asked(house, "digest", "--quiet").exit_code == 2


def hook(house: House, status: int = 200) -> list[Request]:
    seen: list[Request] = []

    def respond(request: Request) -> Response:
        seen.append(request)
        return Response(f"you said {request.headers} {request.get_data()!r}", status=status)

    house.answer(respond, "/hook/h00k-t0k3n")
    return seen


def all_kinds(house: House, post: Post) -> str:
    """One of each kind, with its secrets."""
    url, port = house.server.url_for("/hook/h00k-t0k3n"), house.server.port
    opened = 'allow_addresses = ["127.0.0.0/8", "::1/128"]\n'
    os.environ["URLS"] = f"json://n0t1fy-plover:n0t1fy-plover@127.0.0.1:{port}/hook/h00k-t0k3n"
    (house.folder.parent / "signing").write_text("s1gn-xyzzy\n", "utf-8")
    return (
        mail(post, more='user = "monitor"\npassword = "env:MAIL_PASSWORD"')
        + f'[[channel]]\nname = "hook"\nkind = "webhook"\nurl = "{url}"\nsecret = "file:../signing"\n{opened}'
        + f'[[channel]]\nname = "chat"\nkind = "apprise"\nurls = "env:URLS"\n{opened}'
        + CRON
        + FILES
    )


@pytest.mark.parametrize("name", ["desk", "hook", "chat", "cron", "files"])
def test_each_kind_of_channel_is_tested_with_a_few_words(
    house: House, post: Post, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name == "chat":
        pytest.importorskip("apprise", reason="the extra `notify` is not installed")
    monkeypatch.setenv("URLS", "")
    configured(house, all_kinds(house, post).replace('user = "monitor"\npassword = "env:MAIL_PASSWORD"', ""))
    hook(house)
    result = asked(house, "channels", "test", name)
    assert result.exit_code == 0, result.output
    assert "took it" in result.stdout
    assert house.states() == []
    assert len(post.taken) == (name == "desk")


def test_a_test_that_fails_says_why_and_what_to_do(house: House, post: Post) -> None:
    configured(house, mail(post, more='user = "monitor"\npassword = "file:nowhere"'))
    result = asked(house, "channels", "test", "desk")
    assert result.exit_code == 1
    assert "nowhere cannot be read" in result.stderr
    assert "fix: " in result.stderr


@pytest.mark.parametrize("status", [200, 401])
def test_secrets_are_in_no_file_no_log_and_no_output(
    house: House, post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    """Whether all goes well or nothing does; the address of the webhook stands in config.toml, and nowhere else."""
    monkeypatch.setenv("URLS", "")
    monkeypatch.setenv("MAIL_PASSWORD", "pa55-plugh")
    configured(house, all_kinds(house, post))
    hook(house, status)
    caplog.set_level(logging.DEBUG, logger="monitor")
    printed = [asked(house, "channels", "test", name).output for name in ("desk", "hook", "chat", "cron", "files")]
    printed += [asked(house, *words).output for words in (("digest", "--send"), ("channels",), ("channels", "--json"))]
    printed += [asked(house, *words).output for words in (("status", "--json"), ("digest", "--sent"), ("digest",))]
    house.now = datetime.now(UTC) + timedelta(days=1)

    async def once() -> None:
        telling = Telling(lambda: house.settings, lambda: house.now)
        telling._begin()
        await asyncio.gather(*telling._rounds.values())

    asyncio.run(once())
    kept = {
        file: file.read_bytes() for file in house.folder.rglob("*") if file.is_file() and file.name != "config.toml"
    }
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("monitor")]
    assert logged
    for secret in SECRETS:
        assert all(secret not in words for words in (*printed, *logged)), secret
        assert [file for file, content in kept.items() if secret.encode() in content] == [], secret


def test_what_would_be_sent_to_a_channel_that_joins_is_what_is_sent(house: House) -> None:
    house.write("UPDATE change SET detected_at = detected_at - 30 * 86400000000 WHERE id = 1")
    configured(house, FILES.replace("\n", '\nforms = ["json"]\n', 1))
    assert house.ask("SELECT count(*) FROM change") == [(2,)]
    would = json.loads(asked(house, "digest", "--send", "--dry-run", "--json").stdout)[0]["digest"]
    assert house.ask("SELECT count(*) FROM outbox") == [(0,)]
    assert asked(house, "digest", "--send").exit_code == 0
    (file,) = (house.folder / "digests").iterdir()
    told = json.loads(file.read_text("utf-8"))
    assert [chapter["news"] for chapter in would["chapters"]] == [chapter["news"] for chapter in told["chapters"]]
    assert len(told["chapters"][0]["news"]) == 1


def test_a_sign_of_life_that_would_not_be_sent_is_not_shown_as_one_that_would(house: House) -> None:
    configured(house, FILES + "empty = true\n")
    asked(house, "digest", "--send")
    (shown,) = json.loads(asked(house, "digest", "--send", "--dry-run", "--json").stdout)
    assert shown["digest"] is None
    assert asked(house, "digest", "--send").stdout == "No digest is due, and none waits.\n"


def test_a_channel_is_told_by_importance_and_so_is_who_asks(house: House) -> None:
    configured(house, FILES + 'by = "importance"\nforms = ["text", "markdown", "html", "json"]\n')
    assert "Of high importance" in asked(house, "digest", "--send", "--dry-run").stdout
    asked(house, "digest", "--send")
    files = list((house.folder / "digests").iterdir())
    assert len(files) == 4
    for file in files:
        assert "Of high importance" in file.read_text("utf-8"), file
    told = asked(house, "digest", "--since", "2020-01-01", "--by", "importance").stdout
    assert "Of high importance\n------------------\n" in told
    assert "Of high importance" not in asked(house, "digest", "--since", "2020-01-01", "--by", "mechanism").stdout
    assert asked(house, "digest", "--send", "--by", "importance").exit_code == 2
