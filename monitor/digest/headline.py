"""What a digest says first, in its subject and below it. That nothing changed it says only where that is known."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.digest.records import Digest
from monitor.digest.words import named
from monitor.messages import Language, language

NAMED, PARTS = 3, 3  # mechanisms in a subject, and things in one that tells of no change


def headline(digest: Digest, *, room: int) -> str:
    """How much is told, and of whom; where nothing changed, what else is. `room`: the letters that there are. Where the
    names do not fit, mechanisms are called what people call them, then fewer are named; one always is.
    """
    words = language(digest.language)
    if not digest.changes:
        return ", ".join(_parts(digest, words)[:PARTS]) or _nothing(digest, words)
    chapters = [(chapter.mechanism, chapter.name) for chapter in digest.chapters if chapter.mechanism]
    if not chapters:
        return words.say("subject", number=digest.changes, about="")
    full, short = zip(*((name, named(words, "mechanism", id_) or name) for id_, name in chapters), strict=True)
    tries = [_told(digest.changes, names, most, words) for most in range(NAMED, 0, -1) for names in (full, short)]
    return next((said for said in tries if len(said) <= room), tries[-1])


def _told(changes: int, names: Sequence[str], most: int, words: Language) -> str:
    """How much is told of these, of which so many are named at most."""
    others = len(names) - most
    listed = ", ".join(names[:most]) + (f" {words.say('many-others', number=others)}" if others > 0 else "")
    return words.say("subject", number=changes, about=words.say("why", words=listed))


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
