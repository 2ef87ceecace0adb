"""Mail over real SMTP, against a server that fails at every point: nothing lost, repeated only where it must be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from monitor.model import Folder, Mail
from tests.deliver.conftest import House, Post, mail, plain
from tests.watched import page


def test_a_change_is_mailed_once(house: House, post: Post) -> None:
    house.channels(mail(post))
    assert house.compose() == [True]
    assert [sent.error for sent in house.send()] == [None]
    (message,) = post.taken
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    page = message.get_body(["html"])
    assert page is not None
    assert "Spain" in plain(message)
    assert "Spain" in page.get_content()
    assert str(message["Subject"]).startswith("1 change: Budapest Process")
    assert message["Message-ID"].endswith("@example.org>")
    assert message["List-Id"]
    assert message["List-Unsubscribe"]
    assert house.compose() == [False]
    assert house.send() == ()
    assert len(post.taken) == 1


@pytest.mark.parametrize(
    ("step", "said"),
    [("hello", "drop"), *product(("sender", "recipient", "before"), ("451 later", "550 never", "drop"))],
)
def test_what_was_not_taken_comes_later_and_once(house: House, post: Post, step: str, said: str) -> None:
    house.channels(mail(post))
    house.compose()
    post.fail[step] = said
    (sent,) = house.send()
    assert sent.error is not None
    assert sent.again is not None
    assert house.states() == [("desk", "waiting", 1)]
    assert post.taken == []
    assert house.send() == ()  # not before its time
    post.fail.clear()
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert len(post.taken) == 1
    assert house.states() == [("desk", "delivered", 2)]


@pytest.mark.parametrize("said", ["drop", "451 local error"])
def test_where_nobody_knows_whether_it_was_taken_it_comes_again_under_the_same_id(
    house: House, post: Post, said: str
) -> None:
    house.channels(mail(post))
    house.compose()
    post.fail["after"] = said
    assert house.send()[0].error is not None
    post.fail.clear()
    assert house.send(hours=1)[0].error is None
    first, second = post.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


@pytest.mark.parametrize("said", ["drop", "500 what"])
def test_a_server_that_does_not_say_goodbye_has_taken_it(house: House, post: Post, said: str) -> None:
    house.channels(mail(post))
    house.compose()
    post.fail["goodbye"] = said
    assert house.send()[0].error is None
    assert house.send(hours=9) == ()


def test_only_who_was_refused_is_tried_again(house: House, post: Post) -> None:
    house.channels(mail(post, to='["one@example.org", "Two <two@example.org>"]'))
    house.compose()
    post.fail["two@example.org"] = "450 greylisted"
    (sent,) = house.send()
    assert "450 greylisted" in str(sent.error)
    post.fail.clear()
    assert house.send(hours=1)[0].error is None
    assert post.people == [["one@example.org"], ["two@example.org"]]


def test_a_server_that_is_not_there_is_tried_until_it_is_given_up(house: House, post: Post) -> None:
    house.channels(mail(post, more='give_up = "1 day"').replace(f"port = {post.port}", "port = 1"))
    house.compose()
    tries = 0
    while house.states()[0][1] == "waiting" and tries < 50:
        tries += len(house.send(hours=0.1))
    assert house.states() == [("desk", "dead", tries)]
    assert 6 <= tries <= 14


@pytest.mark.parametrize("ahead", [timedelta(days=365), timedelta(hours=3)])
def test_one_that_was_put_together_while_the_clock_was_ahead_is_given_up_when_any_other_is(
    house: House, post: Post, ahead: timedelta
) -> None:
    house.channels(mail(post, more='give_up = "1 day"').replace(f"port = {post.port}", "port = 1"))
    house.now += ahead
    house.serve(page("Malta"))
    house.run(hours=0)
    assert house.compose() == [True]
    house.now -= ahead
    begun = house.now
    while house.states()[0][1] == "waiting" and house.now < begun + 2 * timedelta(days=1):
        house.send(hours=0.1)
    assert house.states()[0][1] == "dead"
    assert timedelta(days=1) - timedelta(hours=1) < house.now - begun < timedelta(days=1) + timedelta(hours=4)


def test_a_clock_that_was_back_for_a_while_gives_nothing_up(house: House, post: Post) -> None:
    house.channels(mail(post, more='give_up = "1 day"').replace(f"port = {post.port}", "port = 1"))
    assert house.compose() == [True]
    right = house.now
    house.now -= timedelta(days=365)  # as a machine that has just started says, before it asked for the time
    assert house.send()[0].again is not None
    house.now = right
    assert house.send(hours=1)[0].again is not None
    assert house.states() == [("desk", "waiting", 2)]


def test_a_channel_that_fails_holds_up_no_other(house: House, post: Post) -> None:
    bad = mail(post, name="bad").replace(f"port = {post.port}", "port = 1")
    house.channels(bad + mail(post))
    house.compose()
    assert [(sent.channel, sent.error is None) for sent in house.send()] == [("bad", False), ("desk", True)]
    house.serve(page("Malta"))
    house.run()
    assert house.compose() == [True, True]
    house.channels(mail(post, name="bad") + mail(post))
    house.send(hours=1)
    told = [(message["List-Id"], "Malta" in plain(message)) for message in post.taken]
    assert [malta for _, malta in told].count(True) == 2
    assert post.taken[1]["Message-ID"] != post.taken[0]["Message-ID"]


def test_of_one_channel_the_digests_come_in_their_order(house: House, post: Post) -> None:
    house.channels(mail(post))
    house.compose()
    post.fail["sender"] = "451 later"
    house.send()
    house.serve(page("Malta"))
    house.run(hours=0.01)
    house.compose()
    post.fail.clear()
    assert house.send() == ()  # the newer one would be due
    house.send(hours=1)
    assert ["Malta" in plain(message) for message in post.taken] == [False, True]


def test_what_a_channel_does_not_want_to_know_is_not_sent_and_not_sent_later(house: House, post: Post) -> None:
    house.channels(mail(post, more='mechanisms = ["bali-process"]'))
    assert house.compose() == [False]
    house.channels(mail(post, more='countries = ["Malta", "es"]\nkinds = ["chair"]\nimportance = "high"'))
    assert house.compose() == [False]
    house.serve(page("Italy"))
    house.run()
    assert house.compose() == [True]  # from Spain
    house.serve(page("Poland"))
    house.run()
    assert house.compose() == [False]


def test_a_digest_that_was_put_out_before_there_was_html_is_sent_as_it_is(house: House, post: Post) -> None:
    house.channels(mail(post))
    house.compose()
    ((number, payload),) = house.ask("SELECT id, payload FROM outbox WHERE state = 'waiting'")
    older = {name: form for name, form in json.loads(payload).items() if name != "html"}
    house.write("UPDATE outbox SET payload = ? WHERE id = ?", json.dumps(older), number)
    assert house.send()[0].error is None
    assert post.taken[0].get_content_type() == "text/plain"
    assert "Spain" in plain(post.taken[0])


def test_the_secret_is_in_no_file(house: House, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_TEST_PASSWORD", "xyzzy-plugh")
    house.channels(mail(post, more='user = "monitor"\npassword = "env:MONITOR_TEST_PASSWORD"'))
    house.compose()
    (sent,) = house.send()
    assert sent.error is not None  # the server asks for no login, and smtplib gives none without TLS
    assert all(b"xyzzy-plugh" not in file.read_bytes() for file in house.folder.rglob("*") if file.is_file())
    assert "xyzzy-plugh" not in str(sent)


def test_a_mail_to_nobody_and_files_in_no_form_are_not_delivered(house: House, post: Post) -> None:
    """However such a channel came about: the configuration takes none."""
    house.channels(mail(post) + '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\n')
    assert house.compose() == [True, True]
    desk, files = house.settings.channels
    assert isinstance(desk.to, Mail)
    assert isinstance(files.to, Folder)
    nobody = replace(desk, to=replace(desk.to, to=())), replace(files, to=replace(files.to, forms=()))
    house.settings = replace(house.settings, channels=nobody)
    assert [(sent.error or "").partition(";")[0] for sent in house.send()] == [
        "nobody is named who is to get it",
        "no form is named in which it is to be written",
    ]
    assert house.states() == [("desk", "waiting", 1), ("files", "waiting", 1)]


def test_whom_the_header_names_gets_it(house: House, post: Post) -> None:
    house.channels(mail(post))
    house.compose()
    (desk,) = house.settings.channels
    assert isinstance(desk.to, Mail)
    several = replace(desk, to=replace(desk.to, to=("one@example.org, Two <two@example.org>", "three@example.org")))
    house.settings = replace(house.settings, channels=(several,))
    assert [sent.error for sent in house.send()] == [None]
    assert post.people == [["one@example.org", "two@example.org", "three@example.org"]]


@pytest.mark.parametrize("step", ["recipient", "sender", "one@example.org"])
def test_who_reads_another_channel_does_not_learn_whom_a_server_refuses(house: House, post: Post, step: str) -> None:
    house.channels(mail(post, to='["one@example.org", "The Two <two@example.org>"]', more='give_up = "1 h"'))
    house.compose()
    post.fail[step] = "550 <One@example.org>: two@example.org is unknown to monitor@example.org"
    (sent,) = house.send(hours=2)
    assert "550" in str(sent.error)
    assert "address 1 of `to`" in str(sent.error)
    assert "@example.org" not in str(sent.error)
    house.channels('[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\n')
    house.compose()
    house.send()
    (told,) = [file.read_text("utf-8") for file in (house.folder / "digests").iterdir()]
    assert "550" in told
    assert "@example" not in told
