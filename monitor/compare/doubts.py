"""What speaks against the reading of one field: its own counts and labels, and what the rest of the page says to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.compare import chairs
from monitor.compare.absent import OTHERWISE, strayed, unplaced
from monitor.compare.groups import strangers
from monitor.compare.guard import (
    COLLAPSED,
    NAMED_STILL,
    REMARKED,
    SET_APART,
    STRANGERS,
    STRAYED,
    TOLD_STILL,
    TURNED,
    UNNAMED,
    UNPLACED,
    UNREAD_BESIDE,
    UNSURE,
    Doubt,
    doubt,
    not_yet,
)
from monitor.compare.identity import Scope
from monitor.compare.judged import Judged, moved
from monitor.compare.names import Names
from monitor.compare.pairing import New, Pairing
from monitor.compare.plausible import SHOWN, is_number_odd
from monitor.compare.recall import NOT_YET_KNOWN, UNREAD, is_found, last_read, of_mechanism
from monitor.compare.seats import named_still
from monitor.compare.summary import described, listed
from monitor.compare.translated import is_of_another_language
from monitor.compare.under import turned
from monitor.compare.unread import missed, unaccounted
from monitor.model import Extraction, Memory, OpenStatement, Statement


@dataclass(frozen=True, slots=True)
class Beside:
    """The page around a field: what stood and stands in all its lists.

    `fallen`: most of what stood is gone at once; `lost`: mechanisms of which a field's label is gone; `homeless`: whom
    entries name that are absent and not gone.
    """

    old: Mapping[Scope, Sequence[OpenStatement]] = field(default_factory=dict)
    new: Mapping[Scope, Sequence[New]] = field(default_factory=dict)
    fallen: bool = False
    lost: frozenset[str] = frozenset()
    homeless: frozenset[tuple[str, str]] = frozenset()


def doubt_of(one: Judged, memory: Memory, extraction: Extraction, beside: Beside, names: Names) -> Doubt | None:
    """Why a paired field is not believed yet, None where nothing speaks against it."""
    if one.pairing is None or one.outcome is None:
        return None
    if why := _unnamed(one, memory, extraction):
        return why
    at, pairing, outcome = one.at, one.pairing, one.outcome
    if beside.fallen and (pairing.come or pairing.gone or pairing.amended):
        return Doubt(COLLAPSED, outcome.outcome == "ok")
    if any(is_of_another_language(entry, extraction.source_fields.get("language")) for entry in pairing.gone):
        return Doubt(TURNED)
    last, away = last_read(memory, at), moved(at, pairing, beside.old, beside.new)
    if (pairing.come or pairing.gone) and (label := turned(outcome, last)):
        return Doubt(SET_APART.format(label=label))
    if group := strangers(outcome, pairing, last):
        return Doubt(STRANGERS.format(group=group))
    if why := doubt(at[1], one.before, pairing, outcome, last, away):
        number = beside.old.get((at[0], f"{at[1]}_count"), ())
        odd = is_number_odd(outcome.claimed, at[1], number, last.claimed if last else None)
        return replace(why, by_itself=why.by_itself and not odd)
    if outcome.outcome == "ok" and (why := _named(one, pairing, memory, extraction, beside, names)):
        return why
    joined = chairs.strayed(one.stood, _stands(one, beside)) if at[1] == "chair" else 0
    if strays := strayed(at, pairing.come, beside.homeless) or joined:
        return Doubt(STRAYED.format(strays=strays))
    was_sure = last is not None and last.outcome == "ok"
    if pairing.come and was_sure and outcome.outcome == "partial" and at[0] in beside.lost:
        return Doubt(UNSURE)
    if outcome.outcome == "partial" and (whom := named_still(at[1], pairing)):
        return Doubt(NAMED_STILL.format(whom=in_words(whom, names)), of_some=True)
    if outcome.outcome == "partial" and is_found(extraction, at, NOT_YET_KNOWN) and may_be_unknown(pairing.gone):
        return not_yet(at[1], of_some=True)
    return None


def in_words(whom: Iterable[Statement], names: Names) -> str:
    """Whom entries name, of many the first ones and how many more."""
    told = sorted({described(entry.value, names) for entry in whom})
    more = [f"{len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return listed([*told[:SHOWN], *more])


def may_be_unknown(gone: Iterable[OpenStatement]) -> bool:
    """Whether one of the entries that are absent may be among those that the page calls not known yet: no past meeting
    is, and who chairs is asked for by role.
    """
    absent = [entry.statement for entry in gone]
    return any(one.field != "chair" and (one.field != "meeting" or one.value.get("announced")) for one in absent)


def _stands(one: Judged, beside: Beside) -> list[Statement]:
    """All that is read of a field, those entries too that can hardly be."""
    return [entry for _, entry in beside.new.get(one.at, ())]


def _named(
    one: Judged, pairing: Pairing, memory: Memory, extraction: Extraction, beside: Beside, names: Names
) -> Doubt | None:
    """What says that absent entries stand on a line that came with their absence, and that no field takes."""
    findings = of_mechanism(extraction, one.at)
    known, is_chair, why = memory.lines.get(one.at, ()), one.at[1] == "chair", UNPLACED
    whom = unplaced(pairing, findings, known)
    if is_chair and not whom:
        whom, why = unplaced(pairing, findings, known, [OTHERWISE]), TOLD_STILL
    some = is_chair and chairs.gave_way(one.stood, _stands(one, beside), whom)
    return Doubt(why.format(whom=in_words(whom, names)), of_some=some) if whom else None


def _unnamed(one: Judged, memory: Memory, extraction: Extraction) -> Doubt | None:
    """What says that the label of the current chair is lost among those of others, or names nobody yet."""
    in_part = one.outcome is not None and one.outcome.outcome == "partial" and not one.odd
    if one.at[1] != "chair" or one.at not in memory.known or not in_part:
        return None
    if chairs.remarked(one.stands, extraction.findings) and chairs.beside(one.stood, one.stands):
        return Doubt(REMARKED)
    labelled = one.outcome is not None and one.outcome.listed
    findings = of_mechanism(extraction, one.at) if labelled and unaccounted(one.stood, one.stands) else []
    if missed(one.outcome, one.stood, one.stands, findings):
        return Doubt(UNREAD_BESIDE)
    if is_found(extraction, one.at, *UNREAD) and not chairs.gave_up(one.stood, one.stands):
        return None
    if is_found(extraction, one.at, NOT_YET_KNOWN) and chairs.fewer(one.stood, one.stands):
        return not_yet("chair", of_some=chairs.gave_way(one.stood, one.stands))
    return Doubt(UNNAMED) if chairs.unnamed(one.stood, one.stands) else None
