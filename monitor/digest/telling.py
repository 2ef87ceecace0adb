"""Sentences that the digest has in every form: raw text, not yet escaped."""

from __future__ import annotations

from monitor.digest.records import Digest, News, Proof, Trouble, Waiting
from monitor.digest.words import count, in_words, instant, label, shortened

PROOFS_SHOWN = 3  # a side; the others are one command away (`monitor evidence`)


def title(digest: Digest) -> str:
    """What the digest is about and which time it covers."""
    since = "the beginning" if digest.since is None else instant(digest.since)
    return f"What changed, from {since} to {instant(digest.until)}"


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
    """`before` and `after` in words, as far as the summary does not say them already."""
    words = [("before", in_words(news.field, news.before)), ("after", in_words(news.field, news.after))]
    if news.field == "page" or all(text in news.summary for _, text in words):
        return []
    return [(name, shortened(text, 400)) for name, text in words]


def proofs(news: News) -> list[tuple[str, str]]:
    """The quoted words of each side, the first few, with the capture and the place where they stand."""
    return [
        *(("it said", sentence) for sentence in _quotes(news.proof_before)),
        *(("it says", sentence) for sentence in _quotes(news.proof_after)),
    ]


def _quotes(all_of_them: tuple[Proof, ...]) -> list[str]:
    shown = [
        f"“{shortened(proof.quote)}” (capture {proof.capture}, {proof.locator})" for proof in all_of_them[:PROOFS_SHOWN]
    ]
    rest = len(all_of_them) - len(shown)
    return [*shown, f"and {count(rest, 'more quote')}"] if rest else shown


def trouble(one: Trouble) -> str:
    """A source that fails: how, since when, and when it last was well."""
    since = f" since {instant(one.since)}" if one.since else ""
    last = f"last well at {instant(one.last_success)}" if one.last_success else "never well so far"
    return f"{one.source}: {one.verdict}{since}, {last}{f': {one.error}' if one.error else ''}"


def waiting(one: Waiting) -> str:
    """A field that is held back, and why."""
    of = f" of {one.mechanism}" if one.mechanism else ""
    return f"{one.source}: {label(one.field)}{of} held since {instant(one.since)}: {one.reason}"


def standing(digest: Digest) -> list[str]:
    """The closing lines: what stays open, and what our own corrections did."""
    lines = [f"{count(digest.open_findings, 'finding')} open in all."]
    if digest.corrections:
        lines.append(f"{count(digest.corrections, 'correction')} of our own reading; the pages did not change there.")
    return lines
