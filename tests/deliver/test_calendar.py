"""The meetings of a digest, in a calendar beside it: put in by the same id when they are amended or called off."""

from __future__ import annotations

import json
from contextlib import closing
from email.message import EmailMessage

from icalendar import Calendar

from monitor import history
from tests.deliver.conftest import House, Post, mail, plain
from tests.digest.rfc5545 import checked, text, unfolded
from tests.watched import page

SOM = "Senior Officials Meeting, Istanbul, {}"
FORUM = "Forum, Sofia, 9 September 2026"


def planned(*meetings: str) -> str:
    items = "".join(f"<li>{one}</li>" for one in meetings)
    return page("Spain", extra=f"<h2>Upcoming Meetings</h2><ul>{items}</ul>")


def told(house: House, post: Post, body: str) -> EmailMessage:
    """The mail after one more look at the page."""
    house.serve(body)
    house.run()
    house.compose()
    assert [sent.error for sent in house.send()] == [None]
    return post.taken.pop()


def calendar(message: EmailMessage) -> bytes:
    (part,) = message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "PUBLISH"
    assert part.get_content_charset() == "utf-8"
    assert (part.get_filename(), part.get_content_disposition()) == ("meetings.ics", "attachment")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def test_the_meetings_of_the_news_come_with_it_and_no_others(house: House, post: Post) -> None:
    house.channels(mail(post))
    told(house, post, planned(FORUM))  # the first list is a baseline
    first = told(house, post, planned(FORUM, SOM.format("4 June 2026")))
    assert first.get_content_type() == "multipart/mixed"
    assert "Istanbul" in plain(first)
    (event,) = checked(calendar(first))
    assert text(event["SUMMARY"][1]).endswith("Senior Officials Meeting")
    assert event["ORGANIZER"][1] == event["URL"][1] == house.settings.sources[0].url
    assert "METHOD:PUBLISH" in unfolded(calendar(first))

    (moved,) = checked(calendar(told(house, post, planned(FORUM, SOM.format("11 June 2026")))))
    (off,) = checked(calendar(told(house, post, planned(FORUM, SOM.format("11 June 2026 (cancelled)")))))
    assert event["UID"] == moved["UID"] == off["UID"]
    assert [one["SEQUENCE"][1] for one in (event, moved, off)] == ["0", "1", "2"]
    assert [one["STATUS"][1] for one in (event, moved, off)] == ["TENTATIVE", "TENTATIVE", "CANCELLED"]
    assert moved["DTSTART"][1] == "20260611"


def test_news_without_a_meeting_comes_without_a_calendar(house: House, post: Post) -> None:
    house.channels(mail(post))
    assert list(told(house, post, page("Malta")).iter_attachments()) == []


def test_each_try_is_the_same_and_a_letter_of_before_has_none(house: House, post: Post) -> None:
    house.channels(mail(post))
    told(house, post, planned(FORUM))
    house.serve(planned(FORUM, SOM.format("4 June 2026")))
    house.run()
    house.compose()
    post.fail["after"] = "451 later"
    house.send()
    post.fail.clear()
    house.send(hours=1)
    one, other = post.taken
    assert one.as_bytes() == other.as_bytes()
    assert Calendar.from_ical(calendar(one)).walk("VEVENT")

    house.write("UPDATE outbox SET state = 'waiting', next_try = NULL WHERE id = (SELECT max(id) FROM outbox)")
    ((number, payload),) = house.ask("SELECT id, payload FROM outbox WHERE state = 'waiting'")
    older = {name: form for name, form in json.loads(payload).items() if name != "calendar"}
    with closing(history.open_history(house.settings.monitor.history)) as book:
        book.execute("UPDATE outbox SET payload = ? WHERE id = ?", [json.dumps(older), number])
    assert [sent.error for sent in house.send()] == [None]
    assert list(post.taken[-1].iter_attachments()) == []


def test_a_folder_gets_the_meetings_beside_the_digest(house: House) -> None:
    house.channels('[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["text"]\n')
    folder = house.folder / "digests"
    for body in (planned(FORUM), planned(FORUM, SOM.format("4 June 2026")), page("Malta")):
        house.serve(body)
        house.run()
        house.compose()
        house.send()
    (file,) = folder.glob("*.ics")
    (event,) = checked(file.read_bytes())
    assert text(event["SUMMARY"][1]).endswith("Senior Officials Meeting")
    assert file.with_suffix(".txt").exists(), "under the name of its digest"
