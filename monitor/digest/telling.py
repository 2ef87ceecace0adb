"""Sentences that the digest has in every form: raw text, not yet escaped."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import groupby

from monitor.digest.over import HELD
from monitor.digest.records import (
    Also,
    Digest,
    Ended,
    News,
    Proof,
    Recovery,
    Remark,
    Said,
    SiteTrouble,
    SiteWaiting,
    Trouble,
    Unsteady,
    Waiting,
)
from monitor.digest.together import Entry
from monitor.digest.words import count, failure, in_words, instant, label, shortened
from monitor.lookups.findings import is_moment

SHORT_ID = 8  # letters of a capture's id: enough to find it again among millions
REMARKS_SHOWN = 20  # new findings of a source
PROOFS_SHOWN = 3  # a side; the others are one command away (`monitor evidence`)


def title(digest: Digest) -> str:
    """What the digest is about and which time it covers."""
    since, until = digest.since and instant(digest.since), instant(digest.until)
    if since == until:  # a run that took less than a minute
        return f"What changed at {until}"
    return f"What changed, from {since or 'the beginning'} to {until}"


def heartbeat(digest: Digest) -> str:
    """That the monitor lives: how much was told, how many sources were looked at, and when the last time was."""
    out = f" {count(digest.left_out, 'change')} left out: marked as false, or suppressed." if digest.left_out else ""
    if digest.changes:
        about = f" in {count(digest.mechanisms, 'mechanism')}" if digest.mechanisms else ""
        alike = f", {digest.alike} of them alike on most pages of a site" if digest.alike else ""
        told = f"{count(digest.changes, 'change')}{about}{alike}."
    else:
        nothing = "No change is to be told." if out else "Nothing changed."
        told = nothing if digest.checked else "Nothing was checked, so nothing can be told."
    checked = f"{digest.checked} of {count(digest.sources, 'source')} checked"
    failing = f", {digest.failing} failing" if digest.failing else ""
    last = f"last at {instant(digest.last_check)}" if digest.last_check else "never before"
    return f"{told}{out} {checked}{failing}, {last}."


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
    """The sentence of a change; of a page as a whole it begins with its source, of a site it names the host."""
    return (
        news.summary
        if mechanism or news.kind.startswith("site.")
        else f"{news.source}: {news.summary[:1].lower()}{news.summary[1:]}"
    )


def seen(news: News) -> str:
    """When a change was seen; of one that imported captures show, when it happened."""
    return f"{news.happened}, as imported captures show" if news.happened else f"seen {instant(news.detected_at)}"


def origin(page: News, news: News) -> str:
    """Where the change of one page comes from, when it was seen, the id to cite it by, and the change that it follows.
    `news`: as which it is told, of this page or of several.
    """
    echo = f", as change {page.echo_of} of another language version told before" if page.echo_of else ""
    return f"{of_page(page, news)}, {seen(page)}, change {page.id}{echo}"


def said(news: News) -> list[tuple[str, str]]:
    """What people say of a change; of which one, where it stands for several."""
    if news.parts:
        return [("we say", f"of change {part.id}: {words}") for part in news.parts for _, words in said(part)]
    return [("we say", f"{one.kind} by {one.by}, {instant(one.at)}{_words(one)}") for one in news.said]


def also(one: Also) -> str:
    """That a change of this mechanism is told elsewhere, with the id to cite it by."""
    return f"{one.summary}, as on most pages of the site: see Pages (change {one.id})"


def _words(one: Said) -> str:
    return f": {one.words}" if one.words else ""


def seen_on(news: News) -> list[tuple[str, str]]:
    """On which sources an edit of their site was seen so far."""
    return [("seen on", ", ".join(news.shown))] if news.shown else []


def origins(entry: Entry) -> str:
    """Where changes that are told together come from, and the ids of those that are named."""
    ids = [one.id for one in entry.together[: len(entry.together) - entry.unnamed]]
    told = f", changes {', '.join(ids)}" if ids else ""
    return f"{entry.news.source}, {seen(entry.news)}{told}"


def of_page(page: News, news: News) -> str:
    """The source of a change, and its mechanism where what it is told as names several."""
    return f"{page.source} ({page.mechanism})" if page.mechanism and news.parts else page.source


def pages(news: News) -> tuple[News, ...]:
    """The changes of single pages that a change stands for: those of a site, or itself."""
    return news.parts or (news,)


def addresses(digest: Digest) -> list[tuple[str, str]]:
    """Each source of a change with its address, once."""
    told = (page for chapter in digest.chapters for news in chapter.news for page in pages(news))
    return sorted({(page.source, page.url) for page in told})


def _remarks(all_of_them: tuple[Remark, ...], command: str) -> Iterator[str]:
    """The findings source by source; of one that has very many the first ones, and how many more."""
    for source, group in groupby(all_of_them, key=lambda one: one.source):
        opened = list(group)
        yield from (remark(one) for one in opened[:REMARKS_SHOWN])
        if (more := len(opened) - REMARKS_SHOWN) > 0:
            yield f"{source}: {count(more, 'more finding')}, all in {command} digest --json"


def remark(one: Remark) -> str:
    """A finding, its kind, and whether it is over; what tells of a moment has no end."""
    over = one.closed_at is not None and not is_moment(one.kind)
    return f"{one.source}: {one.message} [{one.kind}]{' (over by now)' if over else ''}"


def trouble(one: Trouble) -> str:
    """A source that fails: how, since when, and when it last was well."""
    since = f" since {instant(one.since)}" if one.since else ""
    last = f"last well at {instant(one.last_success)}" if one.last_success else "never well so far"
    name, why = failure(one.verdict, one.error)
    often = f", {one.times} times since {instant(one.first)}" if one.first else ""
    return f"{one.source}: {name}{since}{often}, {last}{f': {why}' if why else ''}"


def site_trouble(one: SiteTrouble) -> str:
    """A site that fails: how many of its sources, how, since when, and which."""
    since = f" since {instant(one.since)}" if one.since else ""
    reasons = {failure(each.verdict, each.error)[1] for each in one.troubles}
    why = f": {reasons.pop()}" if len(reasons) == 1 and "" not in reasons else ""
    names = ", ".join(each.source for each in one.troubles)
    again = [each for each in one.troubles if each.first]
    first = min((each.first for each in again if each.first), default=None)
    often = f", up to {max(each.times for each in again)} times since {instant(first)}" if first else ""
    return (
        f"{one.host}: {len(one.troubles)} of {count(one.watched, 'source')} {one.verdict}{since}{often}{why} ({names})"
    )


def site_waiting(one: SiteWaiting) -> str:
    """A site on which fields are held back, and on which of its sources."""
    fields: dict[str, list[str]] = {}
    for each in one.waiting:
        fields.setdefault(each.source, []).append(label(each.field))
    held = "; ".join(f"{source}: {', '.join(dict.fromkeys(names))}" for source, names in fields.items())
    share = f"{len(fields)} of {count(one.watched, 'source')}"
    return f"{one.host}: fields of {share} held since {instant(one.since)} ({held})"


def recovery(one: Recovery) -> str:
    """The end of a trouble that most sources of a site had."""
    often = f" up to {one.times} times" if one.times > 1 else ""
    was = f"failed{often}" if one.what == "failing" else "had fields held back"
    share = f"{len(one.sources)} of {count(one.watched, 'source')}"
    when = f"from {instant(one.since)} to {instant(one.ended_at)}"
    return f"{one.host}: {share} {was} {when}; over ({', '.join(one.sources)})"


def unsteady(one: Unsteady) -> str:
    """Sources that fail again and again: how often, since when, and since when they are well."""
    who, names = f"{one.sources[0]}: fails", ""
    if one.host:
        who = f"{one.host}: {len(one.sources)} of {count(one.watched, 'source')} fail"
        names = f" ({', '.join(one.sources)})"
    often = f"{'up to ' if one.host else ''}{one.times} times since {instant(one.since)}"
    why = f": {one.words}" if one.words else ""
    return f"{who} again and again, {often}; well since {instant(one.well_since)}{why}{names}"


def ended(one: Ended) -> str:
    """What was wrong with one source and is over."""
    when = f"from {instant(one.since)} to {instant(one.ended_at)}"
    if one.what == HELD:
        return f"{one.source}: held back {when}; over ({one.words})"
    often = f" {one.times} times" if one.times > 1 else ""
    return f"{one.source}: failed{often} {when}; over ({one.words})"


def states(digest: Digest, command: str) -> list[tuple[str, list[str]]]:
    """The sections below the changes, by their titles, those of whole sites first; a section may be empty. `command`:
    how the reader calls the monitor.
    """
    held = [waiting(one, command) for one in digest.waiting]
    return [
        ("New findings", list(_remarks(digest.remarks, command))),
        ("Sources that fail", [*map(site_trouble, digest.site_troubles), *map(trouble, digest.troubles)]),
        ("Sources that fail again and again", [unsteady(one) for one in digest.unsteady]),
        ("Held back", [*map(site_waiting, digest.site_waiting), *held]),
        ("Over", [*map(recovery, digest.recoveries), *map(ended, digest.ended)]),
        ("Mistakes in the configuration", list(digest.problems)),
    ]


def waiting(one: Waiting, command: str) -> str:
    """A field that is held back, why, and what to type when the page does state it."""
    of = f" of {one.mechanism}" if one.mechanism else ""
    field = f"{one.mechanism}/{one.field}" if one.mechanism else one.field
    accept = f"{command} accept {shlex.quote(one.source)} {shlex.quote(field)}"
    return f"{one.source}: {label(one.field)}{of} held since {instant(one.since)}: {one.reason} ({accept})"


def standing(digest: Digest, command: str) -> list[str]:
    """The closing lines: what stays open, what our own corrections did, and how to see the evidence."""
    lines = [f"{count(digest.open_findings, 'finding')} open in all."]
    if digest.corrections:
        ours = f"{count(digest.corrections, 'correction')} of our own reading; the pages did not change there."
        lines.append(f"{ours} To see what differs: {command} changes --corrections")
    if digest.left_out:
        lines.append(f"To see what was left out: {command} changes --marked false, and {command} changes --suppressed")
    if digest.disagreements:
        between = count(digest.disagreements, "disagreement")
        lines.append(f"{between} between sources. To see what each states: {command} disagreement")
    if digest.waiting or digest.site_waiting:
        lines.append(f"What is held back waits for you: {command} accept SOURCE, or reject SOURCE --why WORDS.")
    if digest.changes:
        lines.append(f"To see a change in the archived text: {command} evidence CHANGE")
    return lines
