"""What a window has beside the changes: by the times that were noted, or by what its reader heard before.

Clocks are set. To one who is told window after window, what he heard of lies before the window and what he did not lies
in it, whatever its times say; where no clock was set both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.digest.build import FAILING
from monitor.digest.upcoming import INSTANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from monitor.history import Disagreement, FindingRecord, Heard, HeldRecord, SourceHealth

    Of = tuple[str | None, ...]  # a source, and what of it
    Noted = tuple[Of, datetime, int | None, datetime | None, int | None]  # when it began and ended, each with its turn
    Placed = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class ByTime:
    """[since, until), as it stood at its end."""

    history: Database
    since: datetime | None
    until: datetime

    def findings(self) -> Iterable[FindingRecord]:
        """Those that came or went in the window."""
        from monitor.history import findings

        return findings(self.history, since=self.since, until=self.until)

    def stood(self) -> Iterable[FindingRecord]:
        """The findings that stood at its end."""
        from monitor.history import findings

        return findings(self.history, stood_at=self.until)

    def failures(self) -> Iterable[FindingRecord]:
        """When sources failed, from the beginning on."""
        from monitor.history import findings

        return findings(self.history, kind=FAILING, until=self.until)

    def health(self) -> Iterable[SourceHealth]:
        """How the sources fared at its end."""
        from monitor.history import source_health

        return source_health(self.history, until=self.until)

    def waited(self) -> Iterable[HeldRecord]:
        """All fields that ever waited."""
        from monitor.history import held

        return held(self.history, open_only=False)

    def waits(self, one: HeldRecord) -> bool:
        """Whether a field waited at its end."""
        return one.waited(self.until)

    def differing(self) -> tuple[Iterable[Disagreement], Iterable[Disagreement]]:
        """Where sources differed at its beginning and at its end."""
        from monitor.history import disagreements_between

        return disagreements_between(self.history, self.since or self.until, self.until)


@dataclass(frozen=True, slots=True)
class AsHeard:
    """[since, until), which ends now, for one of whom it is known what he `heard`: by turns, or, where it is not known
    up to which turn, by times, and then what lies ahead of now came before now as well.
    """

    history: Database
    since: datetime | None
    until: datetime
    heard: Heard

    def findings(self) -> Iterable[FindingRecord]:
        from monitor.history import findings

        turns = self.heard.new
        found = findings(self.history, since=self.since, until=self.until if turns else None, turns=turns)
        failures = {one.opened_turn: one for one in self.failures() if one.opened_turn is not None}
        return [failures.get(one.opened_turn or 0) or self._found(one) for one in found]

    def stood(self) -> Iterable[FindingRecord]:
        from monitor.history import findings

        return findings(self.history, open_only=True)

    def failures(self) -> Iterable[FindingRecord]:
        from monitor.history import findings

        noted = findings(self.history, kind=FAILING)
        spans = self._spans([((one.source,), *_of_finding(one)) for one in noted])
        return [
            replace(one, opened_at=began, closed_at=ended) for one, (began, ended) in zip(noted, spans, strict=True)
        ]

    def health(self) -> Iterable[SourceHealth]:
        from monitor.history import source_health

        return source_health(self.history)

    def waited(self) -> Iterable[HeldRecord]:
        from monitor.history import held

        noted = held(self.history, open_only=False)
        spans = self._spans(
            [
                ((one.source, one.mechanism, one.field), one.since, one.began_turn, one.ended_at, one.ended_turn)
                for one in noted
            ]
        )
        return [replace(one, since=began, ended_at=ended) for one, (began, ended) in zip(noted, spans, strict=True)]

    def waits(self, one: HeldRecord) -> bool:
        return one.waits

    def differing(self) -> tuple[Iterable[Disagreement], Iterable[Disagreement]]:
        from monitor.history import Disagreement, disagreements_at

        at = self.since or self.until
        if self.heard.after is None:
            return disagreements_at(self.history, at), self.heard.differing
        stand = {one.place: one for one in self.heard.differing}
        gone = self.heard.differed - stand.keys()
        said = {one.place: one for one in disagreements_at(self.history, at)} if gone else {}
        unsaid = (
            Disagreement(mechanism, field, source, "", None, other, "", None, at, at)
            for mechanism, field, source, other in sorted(gone - said.keys())
        )
        before = [(stand | said)[place] for place in sorted(self.heard.differed & (stand | said).keys())]
        return [*before, *unsaid], self.heard.differing

    def _found(self, one: FindingRecord) -> FindingRecord:
        """A finding with the times by which it lies before, in or behind the window."""
        opened, closed = self._span(*_of_finding(one))
        return replace(one, opened_at=opened, closed_at=closed)

    def _spans(self, noted: Sequence[Noted]) -> list[Placed]:
        """Those that came one after the other, in the order in which they came: each was over before the next of the
        same began, where both were not noted as one moment.
        """
        placed = [self._span(began, first, ended, last) for _, began, first, ended, last in noted]
        newer: dict[Of, tuple[datetime, datetime]] = {}
        for place in sorted(range(len(noted)), key=lambda place: noted[place][2] or 0, reverse=True):
            of, began, _, ended, turn = noted[place]
            begins, ends = placed[place]
            following = newer.get(of)
            if ends and following and turn is not None and following[0] != ended:
                ends = min(ends, following[1] - INSTANT)
                if self.since and self.heard.is_new(turn):
                    ends = max(ends, self.since)
                begins = min(begins, ends)
                placed[place] = begins, ends
            newer[of] = began, begins
        return placed

    def _span(self, began: datetime, began_turn: int | None, ended: datetime | None, ended_turn: int | None) -> Placed:
        if self.heard.after is None:
            ended = ended and self._timed(ended)
            return min(self._timed(began), ended or self.until), ended
        if ended_turn is not None and not self.heard.is_new(ended_turn):
            began_turn = ended_turn  # of whose end it was told it needs not be told that it began
        began = self._placed(began, began_turn)
        return began, ended and max(began, self._placed(ended, ended_turn))

    def _timed(self, at: datetime) -> datetime:
        """What lies ahead of now was told where a window ended behind it, and else comes now."""
        if at < self.until:
            return at
        told = self.heard.told is not None and at < self.heard.told
        return self._just_before() if told else self.until - INSTANT

    def _placed(self, at: datetime, turn: int | None) -> datetime:
        if turn is None:
            return at
        if not self.heard.is_new(turn):
            return min(at, self._just_before())
        if turn > self.heard.upto:
            return max(at, self.until)
        return min(max(at, self.since or at), self.until - INSTANT)

    def _just_before(self) -> datetime:
        """What was heard lies there, where there is something before the window."""
        return (self.since or self.until) - INSTANT


def _of_finding(one: FindingRecord) -> tuple[datetime, int | None, datetime | None, int | None]:
    return one.opened_at, one.opened_turn, one.closed_at, one.closed_turn
