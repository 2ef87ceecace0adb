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
    from collections.abc import Iterable

    from sqlite_utils import Database

    from monitor.history import Disagreement, FindingRecord, Heard, HeldRecord, SourceHealth


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
    """[since, until), which ends now, for one who has `heard` what came up to the turn `after`."""

    history: Database
    since: datetime
    until: datetime
    heard: Heard
    after: int

    def findings(self) -> Iterable[FindingRecord]:
        from monitor.history import findings

        turns = (self.after, self.heard.upto)
        return map(self._found, findings(self.history, since=self.since, until=self.until, turns=turns))

    def stood(self) -> Iterable[FindingRecord]:
        from monitor.history import findings

        return findings(self.history, open_only=True)

    def failures(self) -> Iterable[FindingRecord]:
        from monitor.history import findings

        return map(self._found, findings(self.history, kind=FAILING))

    def health(self) -> Iterable[SourceHealth]:
        from monitor.history import source_health

        return source_health(self.history)

    def waited(self) -> Iterable[HeldRecord]:
        from monitor.history import held

        for one in held(self.history, open_only=False):
            began = self._placed(one.since, one.began_turn)
            ended = one.ended_at and max(began, self._placed(one.ended_at, one.ended_turn))
            yield replace(one, since=began, ended_at=ended)

    def waits(self, one: HeldRecord) -> bool:
        return one.waits

    def differing(self) -> tuple[Iterable[Disagreement], Iterable[Disagreement]]:
        from monitor.history import Disagreement, disagreements_at

        stand = {one.place: one for one in self.heard.differing}
        gone = self.heard.differed - stand.keys()
        said = {one.place: one for one in disagreements_at(self.history, self.since)} if gone else {}
        at = self.since
        unsaid = (
            Disagreement(mechanism, field, source, "", None, other, "", None, at, at)
            for mechanism, field, source, other in sorted(gone - said.keys())
        )
        before = [(stand | said)[place] for place in sorted(self.heard.differed & (stand | said).keys())]
        return [*before, *unsaid], self.heard.differing

    def _found(self, one: FindingRecord) -> FindingRecord:
        """A finding with the times by which it lies before, in or behind the window."""
        opened = self._placed(one.opened_at, one.opened_turn)
        closed = one.closed_at and max(opened, self._placed(one.closed_at, one.closed_turn))
        return replace(one, opened_at=opened, closed_at=closed)

    def _placed(self, at: datetime, turn: int | None) -> datetime:
        if turn is None:
            return at
        if turn <= self.after:
            return min(at, self.since - INSTANT)
        if turn > self.heard.upto:
            return max(at, self.until)
        return min(max(at, self.since), self.until - INSTANT)
