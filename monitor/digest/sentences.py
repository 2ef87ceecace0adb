"""The sentence of a change in the language of a digest, made from its typed sides when it is told. Pure.

The history keeps one English sentence, made when the change was found. It stands where English has no friendlier one.
In which form of its kind it was said (as announced, or moved from another list) is read from that sentence. Where it
fits none, or the kind is unknown, a general sentence says what the field was before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from monitor.digest.handovers import handover
from monitor.digest.parties import mechanism, row
from monitor.digest.words import ENGLISH, named
from monitor.messages import Language, Parties, templates
from monitor.model import Json

if TYPE_CHECKING:
    from monitor.compare.kinds import Form

OF_PARTIES = ("chair", "member", "observer", "secretariat")  # fields whose entries are countries and organisations


class Told(Protocol):
    """What a sentence is made of: a change as the history records it."""

    @property
    def kind(self) -> str: ...
    @property
    def mechanism(self) -> str | None: ...
    @property
    def field(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def before(self) -> Json: ...
    @property
    def after(self) -> Json: ...
    @property
    def summary(self) -> str: ...


def sentence(change: Told, words: Language) -> str:
    """The sentence of a change."""
    form = form_of(change.kind, change.summary)
    if made := handover(change.kind, change.mechanism, change.before, change.after, words, form):
        return made
    known = words.sentence(change.kind, form) if form else None
    if known is None and form:
        known = words.sentence(f"*.{change.kind.partition('.')[2]}", form)
    if known is None and words is ENGLISH:
        return change.summary
    return words.fill(known or words.phrase("general"), **_gaps(change, words, form))


def label_of(field: str, words: Language) -> str:
    """What people call one entry of a field in a sentence."""
    from monitor.compare.kinds import label

    return words.term("field", field) or label(field)


def form_of(kind: str, summary: str) -> Form | None:
    """The form of a kind in which an English sentence was said; of several that fit, that with the most words."""
    from monitor.compare.kinds import FORMS, table  # not above: comparing loads rapidfuzz

    known = table().kinds
    entry: Mapping[str, str] = known.get(kind) or known.get("*." + kind.partition(".")[2]) or {}
    fitting = [form for form in FORMS if form in entry and templates.pattern(entry[form]).fullmatch(summary)]
    return max(fitting, key=lambda form: templates.plain_length(entry[form]), default=None)


def _gaps(change: Told, words: Language, form: Form | None) -> dict[str, object]:
    from monitor.compare.summary import sides

    names = partial(named, words)
    said = sides(change.kind, change.field, change.before, change.after, names, form=form or "sentence")
    before, after = (
        _parties(value, told, change.field, words)
        for value, told in zip((change.before, change.after), said, strict=True)
    )
    return {
        "mechanism": mechanism(change.mechanism, words),
        "label": label_of(change.field, words),
        "before": before,
        "after": after,
        "key": change.key,
        "kind": change.kind,
    }


def _parties(value: Json, told: str, field: str, words: Language) -> Parties:
    """One side of a change; with articles where it is a country or an organisation, or a list of them."""
    entries = value if isinstance(value, list) else [value] if value else []
    if field not in OF_PARTIES or not all(isinstance(entry, dict) for entry in entries):
        return Parties(told)
    return row(entries, words, told)
