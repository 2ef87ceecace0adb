"""Some of a channel's recipients took a digest: the others are owed it, also where a person mends who they are."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from werkzeug import Request, Response

from monitor.cli.main import cli
from monitor.deliver.owed import Owed
from tests.deliver.conftest import House, Post, mail
from tests.watched import page

ONE_AND = '["one@example.org", "{}"]'
WRONG, RIGHT = ONE_AND.format("tow@example.org"), ONE_AND.format("two@example.org")
ONE = '["one@example.org"]'


@pytest.fixture
def half(house: House, post: Post) -> House:
    """One of two took a digest; the other is misspelt, and the server knows no such person."""
    house.channels(mail(post, to=WRONG))
    house.compose()
    post.fail["tow@example.org"] = "550 no such user"
    house.send()
    assert post.people == [["one@example.org"]]
    return house


def test_who_was_misspelt_gets_what_waited_and_nobody_gets_it_again(half: House, post: Post) -> None:
    half.channels(mail(post, to=RIGHT))
    assert [sent.error for sent in half.send(hours=1)] == [None]
    assert post.people == [["one@example.org"], ["two@example.org"]]
    assert half.states() == [("desk", "delivered", 2)]
    assert half.ask("SELECT rest FROM outbox WHERE payload <> ''") == [(None,)]


def test_it_is_mended_as_often_as_it_takes(half: House, post: Post) -> None:
    half.channels(mail(post, to=ONE_AND.format("two@example.com")))
    post.fail["two@example.com"] = "550 no such user"
    half.send(hours=1)
    half.channels(mail(post, to='["Two <two@example.org>", "One <ONE@example.org>"]'))  # in another order and spelling
    assert [sent.error for sent in half.send(hours=3)] == [None]
    assert post.people == [["one@example.org"], ["two@example.org"]]


def test_who_joins_meanwhile_stands_for_nobody_and_who_left_is_owed_nothing(half: House, post: Post) -> None:
    half.channels(mail(post, to='["one@example.org", "tow@example.org", "new@example.org"]'))
    half.send(hours=1)
    assert post.people == [["one@example.org"]]
    half.channels(mail(post, to=ONE))
    assert [sent.error for sent in half.send(hours=3)] == [None]
    assert post.people == [["one@example.org"]]
    assert half.states() == [("desk", "delivered", 3)]


def test_no_address_stands_among_those_who_are_owed(half: House) -> None:
    ((kept,),) = half.ask("SELECT rest FROM outbox WHERE payload <> ''")
    assert "@" not in kept
    assert {name: len(those) for name, those in json.loads(kept).items()} == {"owed": 1, "taken": 1}


def test_what_was_given_up_goes_to_who_was_mended_alone(house: House, post: Post) -> None:
    house.now = datetime.now(UTC) - timedelta(days=4)
    house.serve(page("Poland"))
    house.run()
    house.channels(mail(post, to=WRONG, more='give_up = "1 day"'))
    house.compose()
    post.fail["tow@example.org"] = "550 no such user"
    while house.states()[0][1] == "waiting":
        house.send(hours=3)
    house.channels(mail(post, to=RIGHT, more='give_up = "1 day"'))
    told = CliRunner().invoke(cli, ["--config", str(house.settings.file), "channels", "retry", "desk"])
    assert told.exit_code == 0, told.output
    house.now = datetime.now(UTC) + timedelta(minutes=1)
    assert [sent.error for sent in house.send()] == [None]
    assert post.people == [["one@example.org"], ["two@example.org"]]


@pytest.mark.parametrize(
    ("kept", "people"),
    [
        ('["Two <two@example.org>"]', ["two@example.org"]),  # as mail kept it before
        ('["2"]', ["two@example.org"]),  # as Apprise did
        ('["tow@example.org"]', ["one@example.org", "two@example.org"]),  # nobody knows who of them took it
        (None, ["one@example.org", "two@example.org"]),
    ],
)
def test_what_waits_over_an_upgrade_arrives(house: House, post: Post, kept: str | None, people: list[str]) -> None:
    house.channels(mail(post, to='["one@example.org", "Two <two@example.org>"]'))
    house.compose()
    house.write("UPDATE outbox SET rest = ? WHERE state = 'waiting'", kept)
    assert [sent.error for sent in house.send()] == [None]
    assert post.people == [people]


def test_of_what_waits_over_an_upgrade_and_is_taken_in_part_the_others_are_not_told_again(
    house: House, post: Post
) -> None:
    house.channels(mail(post, to='["one@example.org", "two@example.org", "tri@example.org"]'))
    house.compose()
    house.write("UPDATE outbox SET rest = ? WHERE state = 'waiting'", '["two@example.org", "tri@example.org"]')
    post.fail["tri@example.org"] = "550 no such user"
    house.send()
    house.channels(mail(post, to='["one@example.org", "two@example.org", "three@example.org"]'))
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert post.people == [["two@example.org"], ["three@example.org"]]


@pytest.fixture
def hooks(house: House) -> list[str]:
    """The hooks that took a digest; `/hook/wrong` takes none."""
    pytest.importorskip("apprise", reason="the extra `notify` is not installed")
    took: list[str] = []

    def respond(request: Request) -> Response:
        took.append(request.path)
        return Response("ok")

    for path in ("/hook/one", "/hook/two"):
        house.answer(respond, path)
    house.serve("no", "/hook/wrong", 404)
    return took


def test_a_service_that_was_misspelt_gets_what_waited_wherever_it_stands_now(
    house: House, hooks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def urls(*names: str) -> None:
        each = (f"json://me:s3cr3t-pass@127.0.0.1:{house.server.port}/hook/{name}" for name in names)
        monkeypatch.setenv("URLS", " ".join(each))

    urls("one", "wrong")
    house.channels(
        '[[channel]]\nname = "chat"\nkind = "apprise"\nurls = "env:URLS"\ntimeout = "60 s"\n'
        'allow_addresses = ["127.0.0.0/8"]\n'
    )
    house.compose()
    assert "address 2 of URLS (json)" in str(house.send()[0].error)
    urls("two", "one")
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert hooks == ["/hook/one", "/hook/two"]
    kept = [file.read_bytes() for file in house.folder.rglob("*") if file.is_file()]
    assert not any(b"s3cr3t-pass" in each for each in kept)


@pytest.mark.parametrize("seed", range(20))
def test_however_people_are_mended_nobody_gets_it_twice_and_nobody_is_forgotten(seed: int) -> None:
    """Each of three is misspelt in some way at times, and a server takes it for some of those who are spelt well."""
    chance, kept = random.Random(seed), ""
    took: list[str] = []
    for _ in range(30):
        people = [f"{name}{chance.choice(('', '-x', '-y'))}" for name in ("ann", "bob", "cleo")]
        people = [one.partition("-")[0] if one.partition("-")[0] in took else one for one in people]
        owed = Owed(people, kept, "key")
        refused = [one for one in owed.asked if "-" in one or chance.random() < 0.4]
        took += [one for one in owed.asked if one not in refused]
        if not refused:
            break
        kept = owed.but_for(refused)
    last = Owed(["ann", "bob", "cleo"], kept, "key")
    took += last.asked if refused else ()
    assert sorted(took) == ["ann", "bob", "cleo"]
