"""Who chaired before the one of whom a clause tells: `which it took over from Poland`, `après l'Allemagne`."""

from __future__ import annotations

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import first_words
from monitor.extract.prose.holders import Holders, Said, chair, row_after, row_before
from monitor.extract.prose.joints import Worded
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.values.chairs import Chair

AFTER_THEM = Worded(r"\s*(?:[,;.)]|$|(?:{and}|{in})\s)")
IT = Worded(r"{it_or_over}")
TO_WHOM = Worded(r"\b{to_whom!}\s")  # `auquel l'Espagne a passé le relais`, `to whom Spain handed it`


def predecessors(clause: str, told: list[Chair], said: Said) -> list[Chair]:
    """The past chairs of a clause: from whom those who chair, of the clause or of the one before, had the office."""
    now = {c.country or c.id for c in told if c.role == "chair"}
    if not now and said.role == "chair":
        now = {holder.who for holder in said.holders}
    known = now | {c.country or c.id for c in told}
    row: Holders = ()
    if had := said_by("had_from", clause) if now else None:
        row = row_after(clause, had.end())
    elif now and (after := said_by("comes_after", clause)):
        row = row_after(clause, after.end())
        before = clause[: after.start()]
        if not row or not AFTER_THEM.match(clause, row[-1].end) or not (row_before(before, far=99) or before.strip()):
            row = ()
    return [chair(holder, "past", None) for holder in row if holder.who not in known]


def gave_to_them(clause: str, said: Said) -> list[Chair]:
    """`auquel l'Espagne a passé le relais`: who gave it to the one whom the clause before named."""
    to = TO_WHOM.search(clause)
    verb = said_by("handed", clause) if to and said.holders else None
    if to is None or verb is None or verb.start() < to.end():
        return []
    what = first_words(clause[verb.end() :])
    if what.strip() and not pattern("chair", "nouns").search(what) and not IT.fullmatch(what.strip()):
        return []
    return [chair(holder, "past", None) for holder in row_before(clause[to.end() : verb.start()])]
