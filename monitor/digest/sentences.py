"""The sentence of a change in the language of a digest, made from its typed sides when it is told. Pure.

The history keeps one English sentence, made when the change was found. It stands where English has no friendlier one.
In which form of its kind it was said (as announced, or moved from another list) is read from that sentence. Where it
fits none, or the kind is unknown, a general sentence says what the field was before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from monitor.digest.words import ENGLISH, named
from monitor.messages import NO_ARTICLE, Language, Parties, Party, templates
from monitor.model import Json

if TYPE_CHECKING:
    from monitor.compare.kinds import Form

CURRENT = ("chair", "co-chair")
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
    if made := _of_chair(change, words, form):
        return made
    known = words.sentence(change.kind, form) if form else None
    if known is None and form:
        known = words.sentence(f"*.{change.kind.partition('.')[2]}", form)
    if known is None and words is ENGLISH:
        return change.summary
    return words.fill(known or words.phrase("general"), **_gaps(change, words, form))


def mechanism(id_: str | None, words: Language) -> Parties:
    """A mechanism in a sentence; None: the page."""
    if id_ is None:
        page = words.say("the-page")
        lead, _, name = page.partition(" ")
        return Parties(page, [Party(name, lead)], language=words.code)
    party = words.mechanism(id_) or _english(named(words, "mechanism", id_) or id_, words)
    return Parties(party.name, [party], language=words.code)


def _english(name: str, words: Language) -> Party:
    """`the Bali Process`, and `MIDSA`: a name of one word has no article, nor has one in another language."""
    return Party(name, "the" if " " in name and words is ENGLISH else NO_ARTICLE)


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
    return _row([_party(entry, words) for entry in entries], words, told)


def _row(parties: list[Party], words: Language, told: str = "") -> Parties:
    return Parties(told, parties, words.term("word", "and") or "", words.code)


def _party(entry: Mapping[str, Json], words: Language) -> Party:
    from monitor.compare.summary import described

    code = entry.get("country")
    if code and not entry.get("id") and named(words, "country", code):
        return words.country(code)
    return Party(described(dict(entry), partial(named, words)))


def _of_chair(change: Told, words: Language, form: Form | None) -> str | None:
    """Who took the chair from whom, where that says it all: nobody changed roles, nobody who was to come is passed
    over.
    """
    from monitor.compare.summary import differ_in_role

    if form not in ("sentence", "announced") or change.kind not in ("chair.handover", "chair.vacant"):
        return None
    old, new = _holders(change.before, CURRENT), _holders(change.after, CURRENT)
    next_before, next_after = _holders(change.before, ("incoming",)), _holders(change.after, ("incoming",))
    passed_over = next_before.keys() - new.keys() - next_after.keys()
    if passed_over or differ_in_role(change.kind, change.before, change.after, partial(named, words)):
        return None
    came, went = _only(new, old), _only(old, new)
    stayed = {who: new[who] for who in new if who in old}
    whose = _of_whom(bool(came), bool(went), bool(stayed), form)
    known = words.sentence(change.kind, whose) if whose else None
    if known is None:
        return None
    told = words.fill(
        known,
        mechanism=mechanism(change.mechanism, words),
        **{
            name: _row([_party(entry, words) for entry in side.values()], words)
            for name, side in (("came", came), ("went", went), ("stayed", stayed))
        },
    )
    if not next_after:
        return told
    then = _row([_party(entry, words) for entry in next_after.values()], words)
    return words.say("incoming-too", told=told, incoming=f"{then:the}")


def _of_whom(came: bool, went: bool, stayed: bool, form: str) -> str | None:
    """The form of a handover, by whether somebody came, went and stayed; None where nobody moved."""
    match came, went, stayed:
        case True, True, True:
            whose = "shifted"
        case True, True, False:
            whose = "taken"
        case True, False, True:
            whose = "joined"
        case True, False, False:
            whose = "filled"
        case False, True, True:
            whose = "left"
        case False, True, False:
            whose = "emptied"
        case _:
            return None
    return f"{whose}_announced" if form == "announced" else whose


def _holders(value: Json, roles: tuple[str, ...]) -> dict[str, Mapping[str, Json]]:
    """Who has one of some roles, by what tells them apart."""
    entries = cast("list[Mapping[str, Json]]", value if isinstance(value, list) else [])
    return {
        str(entry.get("country") or entry.get("id") or entry.get("name")): entry
        for entry in entries
        if str(entry.get("role") or "chair") in roles
    }


def _only(one: Mapping[str, Mapping[str, Json]], other: Mapping[str, object]) -> dict[str, Mapping[str, Json]]:
    return {who: entry for who, entry in one.items() if who not in other}
