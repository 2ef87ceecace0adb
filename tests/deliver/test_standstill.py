"""A mistake of the monitor with one channel is told, tried again later, and stops that channel alone."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import timedelta

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli
from monitor.config import Settings
from monitor.deliver import Sent, backoff, deliver, round
from monitor.health import health
from monitor.schedule.telling import Telling
from tests.deliver.conftest import House
from tests.watched import page

FOLDER = '[[channel]]\nname = "{name}"\nkind = "folder"\npath = "{name}"\nforms = ["text"]\n'
BOTH = FOLDER.format(name="desk") + FOLDER.format(name="files")


@pytest.fixture
def house(house: House) -> House:
    house.now += timedelta(minutes=1)  # what was found is in the past
    house.channels(BOTH)
    return house


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The channels for which no digest can be put together, by a mistake that nobody foresaw."""
    names = {"desk"}
    compose = round.compose

    def composed(history: object, settings: Settings, channel: object, **more: object) -> bool:
        if channel.name in names:  # type: ignore[attr-defined]
            raise KeyError("Kiribati")
        return compose(history, settings, channel, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(round, "compose", composed)
    return names


def sent(house: House, *, hours: float = 0) -> dict[str, Sent]:
    house.now += timedelta(hours=hours)
    return {one.channel: one for one in asyncio.run(deliver(house.settings, now=lambda: house.now))}


def texts(house: House, channel: str) -> list[str]:
    return [file.read_text("utf-8") for file in sorted((house.folder / channel).glob("*.txt"))]


def complaints(house: House) -> list[str]:
    return [each for each in health(house.settings, now=house.now).complaints if "digest" in each]


def asked(house: House, *words: str) -> str:
    return CliRunner().invoke(cli, ["--config", str(house.settings.file), *words]).output


def test_the_others_are_told_and_the_log_says_where(
    house: House, broken: set[str], caplog: pytest.LogCaptureFixture
) -> None:
    ended = sent(house)
    assert ended["files"].error is None
    assert ended["desk"].error == "a mistake of the monitor: KeyError: 'Kiribati'"
    assert ended["desk"].again == house.now + backoff.FIRST
    assert "Traceback" in caplog.text
    assert len(texts(house, "files")) == 1


def test_it_is_tried_again_after_longer_and_longer_pauses(house: House, broken: set[str]) -> None:
    pauses = []
    for _ in range(3):
        again = sent(house)["desk"].again
        assert again is not None
        pauses.append(again - house.now)
        house.now = again - timedelta(minutes=1)
        assert "desk" not in sent(house)
        house.now = again
    assert pauses == [backoff.FIRST, 2 * backoff.FIRST, 4 * backoff.FIRST]
    assert backoff.pause(100) == backoff.LONGEST
    (attempts, open_) = house.ask("SELECT attempts, closed_at IS NULL FROM standstill")[0]
    assert (attempts, open_) == (len(pauses), 1)


def test_it_is_told_by_status_by_channels_and_by_the_other_channels_until_it_is_over(
    house: House, broken: set[str]
) -> None:
    sent(house)
    begun = f"{house.now:%Y-%m-%d %H:%M}"
    said = f"no digest could be put together for desk since {begun} UTC: a mistake of the monitor: KeyError: 'Kiribati'"
    assert complaints(house) == [said]
    assert "desk: no digest could be put together since" in asked(house, "channels")
    assert json.loads(asked(house, "channels", "--json"))[0]["halted"]["attempts"] == 1
    assert json.loads(asked(house, "status", "--json"))["outbox"]["halted"] == ["desk"]
    sent(house, hours=1)
    assert "no digest could be put together for desk since" in texts(house, "files")[1]
    for _ in range(3):
        sent(house, hours=1)  # told once
    assert len(texts(house, "files")) == 2
    house.serve(page("Malta"))
    house.run(hours=0)
    sent(house, hours=1)
    assert "no digest could be put together for desk since" in texts(house, "files")[2]  # and listed while it lasts
    assert texts(house, "desk") == []
    broken.clear()
    sent(house, hours=7)
    assert complaints(house) == []
    assert "Malta" in texts(house, "desk")[0], "what it was not told meanwhile is told now"
    assert "Spain" in texts(house, "desk")[0]
    sent(house, hours=1)
    assert "; over at" in texts(house, "files")[3]
    assert house.ask("SELECT closed_at IS NULL FROM standstill") == [(0,)]


def test_whoever_mended_it_need_not_wait(house: House, broken: set[str]) -> None:
    assert "nothing waits" in asked(house, "channels", "retry", "desk")
    sent(house)
    broken.clear()
    assert "desk" not in sent(house)
    house.write("UPDATE standstill SET next_try = ?", 2**60)  # the command goes by the real clock
    assert json.loads(asked(house, "channels", "retry", "desk", "--json"))["put_together"] is True
    (at,) = house.ask("SELECT next_try FROM standstill")[0]
    assert at < 2**60
    assert "put together" in asked(house, "channels", "retry", "desk")


def test_a_channel_that_left_the_configuration_stands_still_no_more(house: House, broken: set[str]) -> None:
    sent(house)
    house.channels(FOLDER.format(name="files"))
    assert complaints(house) == []
    sent(house, hours=1)
    assert house.ask("SELECT closed_at IS NULL FROM standstill") == [(0,)]


def test_a_digest_that_cannot_be_handed_over_by_a_mistake_waits_like_one_that_is_refused(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.compose()
    later = json.dumps({"form": "of a later version", "password": "s3cret"})
    house.write("UPDATE outbox SET payload = ? WHERE channel = 'desk' AND payload <> ''", later)
    ended = sent(house)
    assert ended["files"].error is None
    assert ended["desk"].error == "a mistake of the monitor, TypeError: its log says where"
    assert ended["desk"].again == house.now + backoff.FIRST
    assert "Traceback" in caplog.text
    assert "s3cret" not in caplog.text
    assert house.states()[0] == ("desk", "waiting", 1)


def test_a_try_that_a_clock_that_was_ahead_put_off_is_made_when_the_clock_is_right(
    house: House, broken: set[str]
) -> None:
    house.now += timedelta(days=200)
    sent(house)
    broken.clear()
    house.now -= timedelta(days=200)
    assert sent(house)["desk"].error is None


def test_the_daemon_outlives_what_no_round_foresaw(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async def fails(settings: Settings, *, only: list[object], **more: object) -> tuple[Sent, ...]:
        if only[0].name == "desk":  # type: ignore[attr-defined]
            raise RuntimeError("no room for a thread")
        return await deliver(settings, only=only, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("monitor.schedule.telling.deliver", fails)

    async def for_a_moment() -> None:
        telling = Telling(lambda: house.settings, lambda: house.now, every=0.1)
        running = asyncio.create_task(telling.forever())
        for _ in range(100):
            await asyncio.sleep(0.1)
            house.now += timedelta(minutes=1)
            if len(texts(house, "files")) and caplog.text.count("a round of desk ended in a mistake") > 1:
                break
        telling.over()
        await running

    asyncio.run(for_a_moment())
    assert len(texts(house, "files")) == 1
    assert "a round of desk ended in a mistake of the monitor; tried again in 0:10:00" in caplog.text, "and later"
    assert "no room for a thread" in caplog.text
