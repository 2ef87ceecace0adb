"""What a digest says first, in its subject and below it. That nothing changed it says only where that is known."""

from __future__ import annotations

from monitor.digest.records import Digest
from monitor.messages import Language, language

NAMED, PARTS = 3, 3  # mechanisms in a subject, and things in one that tells of no change


def headline(digest: Digest) -> str:
    """How much is told, and of whom; where nothing changed, what else is."""
    words = language(digest.language)
    if not digest.changes:
        return ", ".join(_parts(digest, words)[:PARTS]) or _nothing(digest, words)
    names = [chapter.name for chapter in digest.chapters if chapter.mechanism]
    listed = f"{', '.join(names[:NAMED])}{' ...' if len(names) > NAMED else ''}"
    return words.say("subject", number=digest.changes, about=words.say("why", words=listed) if names else "")


def first(digest: Digest, words: Language) -> str:
    """What is said of changes where none is told."""
    if digest.unasked:  # of other sources it is known, whatever is of those of which this reader hears
        return words.say("told-none")
    if not digest.checked:
        return words.say("told-unchecked")
    if _is_blind(digest):
        return words.say("told-unread")
    if digest.left_out:
        return words.say("told-none")
    return words.say("told-nothing-readable" if digest.failing else "told-nothing")


def _is_blind(digest: Digest) -> bool:
    return 0 < digest.sources <= digest.failing


def _nothing(digest: Digest, words: Language) -> str:
    if digest.unasked:
        return words.say("subject-unasked", number=digest.unasked)
    if not digest.checked:
        return words.say("subject-unchecked")
    return words.say("subject-none" if digest.left_out else "subject-nothing")


def _parts(digest: Digest, words: Language) -> list[str]:
    """What a digest without changes tells, the gravest first."""
    failing = digest.failing
    blind = [words.say("subject-unread")] if _is_blind(digest) else []
    over = len(digest.ended) + len(digest.recoveries) + len(digest.mended)
    parts = [
        (0 if blind else failing, words.say("subject-failing", number=failing)),
        (len(digest.problems), words.say("subject-mistakes", number=len(digest.problems))),
        (len(digest.undelivered), words.say("subject-undelivered", number=len(digest.undelivered))),
        (len(digest.disagreed), words.say("subject-disagreed", number=len(digest.disagreed))),
        (len(digest.remarks), words.say("subject-findings", number=len(digest.remarks))),
        (held := _held(digest), words.say("subject-held", number=held)),
        (unsteady := _unsteady(digest), words.say("subject-unsteady", number=unsteady)),
        (over, words.say("subject-over", number=over)),
        (len(digest.agreed), words.say("subject-agreed", number=len(digest.agreed))),
        (len(digest.closed), words.say("subject-closed", number=len(digest.closed))),
    ]
    return blind + [said for number, said in parts if number]


def _held(digest: Digest) -> int:
    return len(digest.waiting) + sum(len(site.waiting) for site in digest.site_waiting)


def _unsteady(digest: Digest) -> int:
    return sum(len(one.sources) for one in digest.unsteady)
