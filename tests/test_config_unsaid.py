"""What stands in a channel, or in an address that lets in whoever knows it, is repeated by no message about it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli
from monitor.config import ConfigErrors, load
from monitor.config_tables import ChannelTable
from monitor.deliver import problems_and_suppressed
from monitor.errors import ConfigError
from tests.deliver.conftest import House, Post, house, mail, plain, post

__all__ = ["house", "post"]

MARK, NUMBER = "s3cretmark", "918273"
KINDS = ("smtp", "folder", "webhook", "stdout", "apprise")
FORMS = (
    f'"{MARK}"',
    f'"  {MARK}  "',
    f'"{{{MARK}}}"',
    f'"{{value}} {MARK}"',
    f'"hooks.example.org/services/{MARK}"',
    f'"//hooks.example.org/{MARK}"',
    f'"https://hooks.example.org/services/{MARK} x"',
    f"'https://hooks.example.org\\{MARK}'",
    f'"https://name:{MARK}@hooks.example.org/"',
    f'"https://name:pass/{MARK}@hooks.example.org/"',
    f'"name:{MARK}@hooks.example.org"',
    f'"https://hooks.example.org:{MARK}/"',
    f'"https://hooks.example.org:{NUMBER}/"',
    f'"https://hooks.example.org:0/{MARK}"',
    f'"https://[{MARK}]/"',
    f'"https:///{MARK}"',
    f'"https://{MARK}..example.org/"',
    f'"https://hooks.example.org/{MARK}\\n"',
    f'"{MARK}://hooks.example.org/"',
    f'"ftp://hooks.example.org/{MARK}"',
    f'"Desk, Main <{MARK}@example.org>"',
    f'"a@example.org, {MARK}@example.org"',
    f'"{MARK}@example.org (them"',
    f'"env:{MARK}-x"',
    f'"{MARK}:x"',
    f'"3 {MARK}"',
    f'"{MARK} 6 * * *"',
    f'"*/{MARK} * * * *"',
    f'"10.0.0.0/{MARK}"',
    f'"~{MARK}/digests"',
    f'["{MARK}"]',
    f'["desk@example.org", "{MARK} "]',
    f'["a@example.org, {MARK}@example.org"]',
    f'[["{MARK}"]]',
    f'{{ x = "{MARK}" }}',
    NUMBER,
    f"-{NUMBER}.5",
    f"[{NUMBER}]",
)


def channel(kind: str, key: str, value: str) -> str:
    lines = {"name": '"hook"', "kind": f'"{kind}"'} | {key: value}
    return "[[channel]]\n" + "".join(f"{name} = {what}\n" for name, what in lines.items())


def errors(file: Path, text: str) -> tuple[ConfigError, ...]:
    file.write_text(text, "utf-8")
    try:
        return load(file).problems
    except ConfigErrors as error:
        return (error, *error.others)


def is_silent(error: ConfigError) -> bool:
    words = f"{error} {error.described} {error.fix} {error.key} {error.source}".casefold()
    return MARK not in words and NUMBER not in words


@pytest.mark.parametrize("key", [*ChannelTable.model_fields, "token"])
def test_no_mistake_of_a_channel_repeats_a_value(tmp_path: Path, key: str) -> None:
    wrong = 0
    for kind in KINDS:
        text = "".join(channel(kind, key, value) for value in FORMS)
        found = [one for one in errors(tmp_path / "config.toml", text) if one.key and one.key.startswith("channel.")]
        wrong += len(found)
        assert [(one.message, one.fix) for one in found if not is_silent(one)] == []
        assert all(one.line and one.fix for one in found)
    assert wrong >= len(FORMS) / 2, "these are wrong forms"


@pytest.mark.parametrize(("table", "key"), [("watch", "alive"), ("fetch", "proxy")])
def test_no_mistake_of_an_address_that_lets_in_who_knows_it_repeats_it(tmp_path: Path, table: str, key: str) -> None:
    for value in FORMS:
        found = [one for one in errors(tmp_path / "c.toml", f"[{table}]\n{key} = {value}\n") if one.key]
        assert [(one.message, one.fix) for one in found if not is_silent(one)] == []


@pytest.mark.parametrize("value", [each for each in FORMS if "@hooks" in each])
def test_no_mistake_of_the_address_of_a_source_repeats_a_password(tmp_path: Path, value: str) -> None:
    text = f'[[source]]\nid = "a"\nlayout = "practice-page"\nurl = {value}\n'
    (found,) = (one for one in errors(tmp_path / "c.toml", text) if one.key == "source.1.url")
    assert is_silent(found), found.message


def test_the_readers_of_other_channels_learn_nothing_of_it(
    house: House, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    house.channels(mail(post, to='["outsider@example.net"]'))
    file = house.settings.file
    wrong = [channel("webhook", "url", f'"hooks.example.org/services/T0/B0/{MARK}"')]
    wrong += [channel("webhook", key, value) for key in ("url", "to", "secret", "kinds", "every") for value in FORMS]
    file.write_text(file.read_text("utf-8") + "".join(wrong), "utf-8")
    house.settings = load(file)
    problems, _ = problems_and_suppressed(house.settings)
    assert house.compose(problems=problems) == [True]
    with caplog.at_level(logging.DEBUG):
        house.send()
    (message,) = post.taken
    assert "channel.2.url" in plain(message)
    assert "lacks https://" in plain(message), "what is wrong is told"
    said = [message.as_string(), caplog.text, house.settings.monitor.history.read_bytes().decode("latin-1")]
    for command in ("sources --check --json", "sources --check", "status --json", "status", "channels --json"):
        ran = CliRunner().invoke(cli, ["--config", str(file), *command.split()])
        said.append(ran.output)
    said.append(CliRunner().invoke(cli, ["--config", str(file), "digest", "--json"]).output)
    assert [words[:2000] for words in said if MARK in words or NUMBER in words] == []
