"""Sentences that the digest has in every form: raw text, not yet escaped."""

from __future__ import annotations

import re

from monitor.digest.records import Digest, News, Proof, Remark, Said, Trouble, Waiting
from monitor.digest.words import count, failure, in_words, instant, label, shortened
from monitor.lookups.findings import is_moment

SHORT_ID = 8  # letters of a capture's id: enough to find it again among millions
PROOFS_SHOWN = 3  # a side; the others are one command away (`monitor evidence`)


def title(digest: Digest) -> str:
    """What the digest is about and which time it covers."""
    since, until = digest.since and instant(digest.since), instant(digest.until)
    if since == until:  # a run that took less than a minute
        return f"What changed at {until}"
    return f"What changed, from {since or 'the beginning'} to {until}"


def heartbeat(digest: Digest) -> str:
    """That the monitor lives: how much was told, how many sources were looked at, and when the last time was."""
    if digest.changes:
        named = sum(1 for chapter in digest.chapters if chapter.mechanism)
        about = f" in {count(named, 'mechanism')}" if named else ""
        told = f"{count(digest.changes, 'change')}{about}."
    else:
        told = "Nothing changed." if digest.checked else "Nothing was checked, so nothing can be told."
    checked = f"{digest.checked} of {count(digest.sources, 'source')} checked"
    failing = f", {len(digest.troubles)} failing" if digest.troubles else ""
    last = f"last at {instant(digest.last_check)}" if digest.last_check else "never before"
    return f"{told} {checked}{failing}, {last}."


def sides(news: News) -> list[tuple[str, str]]:
    """`before` and `after` in words, as far as neither the summary nor a quote says them."""
    given = (("before", news.before, news.proof_before), ("after", news.after, news.proof_after))
    words = [(name, in_words(news.field, value)) for name, value, proof in given if value is not None and not proof]
    return [(name, shortened(text, 400)) for name, text in words if news.field != "page" and text not in news.summary]


def proofs(news: News) -> list[tuple[str, str]]:
    """The quoted words of each side, the first few, with the capture and the place where they stand."""
    return [
        *(("it said", sentence) for sentence in _quotes(news.proof_before)),
        *(("it says", sentence) for sentence in _quotes(news.proof_after)),
    ]


def _quotes(all_of_them: tuple[Proof, ...]) -> list[str]:
    shown = [
        f"“{shortened(proof.quote)}” (capture {proof.capture[:SHORT_ID]}{_place(proof.locator)})"
        for proof in all_of_them[:PROOFS_SHOWN]
    ]
    rest = len(all_of_them) - len(shown)
    return [*shown, f"and {count(rest, 'more quote')}"] if rest else shown


def _place(locator: str) -> str:
    """Where a person turns the pages to; the CSS path of a web page is for `monitor evidence`, which goes there."""
    return f", {locator}" if re.match(r"(?:page|line) \d", locator) else ""


def summary(news: News, mechanism: str | None) -> str:
    """The sentence of a change; of a page as a whole it begins with its source."""
    return news.summary if mechanism else f"{news.source}: {news.summary[:1].lower()}{news.summary[1:]}"


def seen(news: News) -> str:
    """When a change was seen; of one that imported captures show, when it happened."""
    return f"{news.happened}, as imported captures show" if news.happened else f"seen {instant(news.detected_at)}"


def origin(news: News) -> str:
    """Where a change comes from, when it was seen, and the id to cite it by."""
    return f"{news.source}, {seen(news)}, change {news.id}"


def said(news: News) -> list[tuple[str, str]]:
    """What people say of a change."""
    return [("we say", f"{one.kind} by {one.by}, {instant(one.at)}{_words(one)}") for one in news.said]


def _words(one: Said) -> str:
    return f": {one.words}" if one.words else ""


def addresses(digest: Digest) -> list[tuple[str, str]]:
    """Each source of a change with its address, once."""
    return sorted({(news.source, news.url) for chapter in digest.chapters for news in chapter.news})


def remark(one: Remark) -> str:
    """A finding, its kind, and whether it is over; what tells of a moment has no end."""
    over = one.closed_at is not None and not is_moment(one.kind)
    return f"{one.source}: {one.message} [{one.kind}]{' (over by now)' if over else ''}"


def trouble(one: Trouble) -> str:
    """A source that fails: how, since when, and when it last was well."""
    since = f" since {instant(one.since)}" if one.since else ""
    last = f"last well at {instant(one.last_success)}" if one.last_success else "never well so far"
    name, why = failure(one.verdict, one.error)
    return f"{one.source}: {name}{since}, {last}{f': {why}' if why else ''}"


def waiting(one: Waiting) -> str:
    """A field that is held back, and why."""
    of = f" of {one.mechanism}" if one.mechanism else ""
    return f"{one.source}: {label(one.field)}{of} held since {instant(one.since)}: {one.reason}"


def standing(digest: Digest, command: str) -> list[str]:
    """The closing lines: what stays open, what our own corrections did, and how to see the evidence."""
    lines = [f"{count(digest.open_findings, 'finding')} open in all."]
    if digest.corrections:
        lines.append(f"{count(digest.corrections, 'correction')} of our own reading; the pages did not change there.")
    if digest.left_out:
        lines.append(f"{count(digest.left_out, 'change')} left out: marked as false, or suppressed.")
    if digest.changes:
        lines.append(f"To see a change in the archived text: {command} evidence CHANGE")
    return lines
