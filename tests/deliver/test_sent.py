"""What was told is shown again as it was, to the byte, whatever became of the pages, the words and the versions."""

from __future__ import annotations

import json
import time
from contextlib import closing
from typing import Any

import pytest
from click.testing import CliRunner, Result

from monitor import history
from monitor.cli import say
from monitor.cli.main import cli
from monitor.history.redaction import erase
from tests.deliver.conftest import House, Post, mail, plain
from tests.watched import page

FORMS = {"text": "txt", "markdown": "md", "html": "html", "json": "json"}
FOLDER = f'[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = {json.dumps([*FORMS])}\n'


def asked(house: House, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(house.folder / "config.toml"), "digest", *words])


def listed(house: House, *words: str) -> list[dict[str, Any]]:
    return json.loads(asked(house, "--sent", "--json", *words).stdout)


@pytest.fixture
def told(house: House, post: Post) -> House:
    """A digest by mail and to a folder, another one printed; then the page and its words change."""
    house.channels(mail(post) + FOLDER)
    house.compose()
    assert [sent.error for sent in house.send()] == [None, None]
    house.serve(page("Malta"))
    house.run()
    house.write("UPDATE change SET summary = 'otherwise', before = '[]', after = '[]'")
    return house


@pytest.mark.parametrize("form", FORMS)
def test_what_was_written_to_a_folder_is_shown_again_to_the_byte(told: House, form: str) -> None:
    (file,) = (told.folder / "digests").glob(f"*.{FORMS[form]}")
    (one,) = listed(told, "--channel", "files")
    shown = asked(told, "--sent", str(one["digest"]), "--format", form)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout_bytes == file.read_bytes()
    whole = json.loads(asked(told, "--sent", str(one["digest"]), "--json").stdout)
    assert whole["forms"][form] == file.read_text(encoding="utf-8")
    assert "Spain" in shown.stdout


def test_what_was_mailed_is_what_is_shown(told: House, post: Post) -> None:
    (one,) = listed(told, "--channel", "desk")
    text = asked(told, "--sent", str(one["digest"])).stdout
    assert text.splitlines() == plain(post.taken[0]).splitlines()  # a mail's lines end with CR LF
    assert one["key"] in post.taken[0]["Message-ID"]
    assert one["subject"] == post.taken[0]["Subject"]


def test_what_was_printed_is_shown_again(told: House) -> None:
    printed = asked(told, "--since", "last").stdout
    (one,) = listed(told, "--channel", "stdout")
    told.serve(page("Poland"))
    told.run()
    assert asked(told, "--sent", str(one["digest"])).stdout == printed
    assert len(asked(told, "--since", "last", "--format", "markdown").stdout) > 0
    assert len(listed(told, "--channel", "stdout")) == 2


def test_the_list_says_what_went_where_the_newest_first_and_what_became_of_it(told: House) -> None:
    told.channels(mail(Post(port=1)) + FOLDER)
    told.compose()
    told.send()
    found = listed(told)
    assert [(one["channel"], one["state"]) for one in found] == [
        ("files", "delivered"),
        ("desk", "waiting"),
        ("files", "delivered"),
        ("desk", "delivered"),
    ]
    assert found[1]["error"]
    assert [one["changes"] for one in found] == [1, 1, 1, 1]
    words = asked(told, "--sent").stdout
    assert "1 change: Budapest Process" in words
    assert "waiting" in words
    assert len(words.splitlines()) == 5
    assert listed(told, "--until", "2001") == []
    assert "No digest" in asked(told, "--sent", "--until", "2001").stdout


def test_windows_without_news_are_no_digests(told: House) -> None:
    told.compose()
    told.send()
    before = len(listed(told))
    told.compose()
    assert len(listed(told)) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sent", "99"], "there is no digest 99"),
        (["--sent", "spain"], "there is no digest spain"),
        (["--sent", "--channel", "nobody"], "there is no channel nobody"),
        (["--sent", "--send"], "it sends nothing"),
        (["--channel", "desk"], "--channel goes with --sent"),
        (["--sent", "1", "--since", "yesterday"], "leave"),
    ],
)
def test_what_cannot_be_shown_is_said_with_the_mend(told: House, words: list[str], said: str) -> None:
    answer = asked(told, *words)
    assert answer.exit_code == 2
    assert said in answer.stderr
    assert "fix:" in answer.stderr


def test_a_digest_of_an_older_version_is_shown_in_the_forms_that_were_kept(told: House) -> None:
    (number,) = (one["digest"] for one in listed(told, "--channel", "files"))
    forms = json.loads(told.ask("SELECT payload FROM outbox WHERE id = ?", number)[0][0])
    older = json.dumps({name: words for name, words in forms.items() if name != "html"})
    told.write("UPDATE outbox SET payload = ? WHERE id = ?", older, number)
    assert asked(told, "--sent", str(number)).stdout == forms["text"]
    answer = asked(told, "--sent", str(number), "--format", "html")
    assert answer.exit_code == 2
    assert "text, markdown, json" in answer.stderr
    told.write("UPDATE outbox SET payload = ? WHERE id = ?", forms["json"], number)
    assert asked(told, "--sent", str(number), "--format", "json").stdout == forms["json"]
    assert asked(told, "--sent", str(number)).exit_code == 2
    told.write("UPDATE outbox SET payload = ? WHERE id = ?", '"[redacted]"', number)
    assert "redacted" in asked(told, "--sent", str(number)).stderr
    assert "redacted" in asked(told, "--sent").stdout


def redacted(house: House) -> None:
    """The words of all captures are taken out of the history."""
    with closing(history.open_history(house.settings.monitor.history)) as book:
        ids = [public for (public,) in book.execute("SELECT public FROM capture").fetchall()]
        erase(book, dict.fromkeys(ids, house.now))


def test_a_digest_that_waits_while_words_are_redacted_is_told_anew_without_them(house: House, post: Post) -> None:
    house.channels(mail(post) + FOLDER)
    house.compose()
    post.fail["sender"] = "451 later"
    assert [sent.error is None for sent in house.send()] == [False, True]
    redacted(house)
    post.fail.clear()
    assert house.send(hours=1) == ()
    assert house.compose() == [True, False]
    assert [sent.error for sent in house.send(hours=1)] == [None]
    (message,) = post.taken
    assert "1 change" in plain(message)
    (kept,) = listed(house, "--channel", "files")
    assert kept["subject"] == "its words were redacted"


def test_what_is_read_slowly_while_words_are_redacted_is_told_and_not_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def slowly(text: str) -> None:
        redacted(house)
        printed.append(text)

    monkeypatch.setattr(say, "lines", slowly)
    asked(house, "--since", "last")
    assert "Spain" in printed[0]
    (kept,) = listed(house, "--channel", "stdout")
    assert (kept["subject"], kept["changes"]) == ("its words were redacted", 1)
    assert house.ask("SELECT payload FROM outbox WHERE payload LIKE '%Spain%'") == []


def test_a_remark_that_each_form_escapes_or_wraps_is_found_in_what_was_sent(house: House) -> None:
    house.channels(f'{FOLDER}kinds = ["meeting"]\n')  # of the changes, whose ids would be found, it tells none
    house.write(
        "INSERT INTO finding (source, kind, message, opened_by, opened_at)"
        " SELECT source, 'typo', ?, id, fetched_at FROM capture ORDER BY id DESC LIMIT 1",
        f'he said "Zebulon & [1]", {"over and over again, " * 9}',
    )
    house.compose()
    house.send()
    assert "Zebulon" in house.ask("SELECT payload FROM outbox ORDER BY id DESC")[0][0]
    redacted(house)
    assert not any("Zebulon" in payload for (payload,) in house.ask("SELECT payload FROM outbox"))


def test_years_of_digests_are_listed_quickly(told: House) -> None:
    book = history.open_history(told.settings.monitor.history)
    with closing(book), history.transaction(book):
        rows = [(number, json.dumps({"subject": f"s{number}", "text": "x" * 20_000})) for number in range(100, 1_100)]
        book.conn.executemany(
            "INSERT INTO outbox (id, channel, window_until, payload, state, attempts, created_at)"
            " VALUES (?, 'old', 1, ?, 'delivered', 1, 1)",
            rows,
        )
        changes = [(f"c{change}", number) for number, _ in rows for change in range(20)]
        book.conn.executemany("INSERT INTO told (change, outbox) VALUES (?, ?)", changes)
    started = time.process_time()
    found = listed(told, "--channel", "old")
    assert time.process_time() - started < 2
    assert len(found) == 1_000
    assert {one["changes"] for one in found} == {20}
    assert found[0]["subject"] == "s1099"
