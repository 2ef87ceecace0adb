"""The subject and the first sentence of a digest say what is: that nothing changed only where that is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.deliver import letter
from monitor.deliver.letter import LONGEST_SUBJECT
from monitor.digest import Digest, as_text
from monitor.lookups import mechanisms
from monitor.model import DigestLanguage
from tests.digest.test_renderers import FULL, QUIET

TROUBLE, REMARK, WAITING = FULL.troubles[0], FULL.remarks[0], FULL.waiting[0]
ALL = tuple(replace(TROUBLE, source=f"dunes-{number}") for number in range(5))


@pytest.mark.parametrize(
    ("digest", "subject", "first"),
    [
        (QUIET, "Nothing changed (2026-11-21)", "Nothing changed. 5 of 5"),
        (replace(FULL, problems=()), "1 change: Lakeside Process (2026-11-21)", "1 change in 1 mechanism. 5 of 5"),
        (
            replace(QUIET, troubles=ALL),
            "No source can be read (2026-11-21)",
            "No source could be read, so nobody knows whether anything changed. 5 of 5",
        ),
        (
            replace(QUIET, troubles=(TROUBLE,)),
            "1 source failing (2026-11-21)",
            "Nothing changed on the sources that could be read. 5 of 5",
        ),
        (replace(QUIET, remarks=(REMARK, REMARK)), "2 new findings (2026-11-21)", "Nothing changed. 5 of 5"),
        (
            replace(QUIET, remarks=(REMARK,), troubles=(TROUBLE,), waiting=(WAITING,)),
            "1 source failing, 1 new finding, 1 value held back (2026-11-21)",
            "Nothing changed on the sources that could be read. 5 of 5",
        ),
        (
            replace(QUIET, problems=("a", "b"), mended=("c",)),
            "2 mistakes in the configuration, 1 trouble over (2026-11-21)",
            "Nothing changed. 5 of 5",
        ),
        (replace(QUIET, checked=0, last_check=None), "Nothing was checked (2026-11-21)", "Nothing was checked, so"),
        (replace(QUIET, left_out=2), "No change is to be told (2026-11-21)", "No change is to be told. 2 changes"),
    ],
)
def test_what_is_said_first(digest: Digest, subject: str, first: str) -> None:
    assert letter(digest).subject == subject
    assert first in " ".join(as_text(digest).split())


@pytest.mark.parametrize(
    ("digest", "subject", "first"),
    [
        (
            replace(QUIET, troubles=ALL),
            "Aucune source ne peut être lue (2026-11-21)",
            "Aucune source n’a pu être lue : personne ne sait si quelque chose a changé.",
        ),
        (
            replace(QUIET, troubles=(TROUBLE,), remarks=(REMARK, REMARK)),
            "1 source en échec, 2 nouvelles remarques (2026-11-21)",
            "Rien n’a changé sur les sources qui ont pu être lues.",
        ),
    ],
)
def test_it_is_said_in_french_too(digest: Digest, subject: str, first: str) -> None:
    french = replace(digest, language="fr")
    assert letter(french).subject == subject
    assert first in " ".join(as_text(french).split())


def of(*ids: str, code: DigestLanguage = "en", names: tuple[str, ...] = ()) -> Digest:
    """A digest with a change of each of these mechanisms."""
    called = names or tuple({one.id: one.name for one in mechanisms.all()}[each] for each in ids)
    (chapter,) = [each for each in FULL.chapters if each.mechanism]
    chapters = [replace(chapter, mechanism=each, name=name) for each, name in zip(ids, called, strict=True)]
    return replace(FULL, chapters=tuple(chapters), language=code)


@pytest.mark.parametrize(
    ("ids", "code", "subject"),
    [
        ("budapest-process gfmd", "en", "2 changes: Budapest Process, Global Forum on Migration and Development"),
        ("cimo gfmd acp-eu-dialogue", "en", "3 changes: CIMO, GFMD, ACP-EU Dialogue on Migration"),
        ("gfmd midsa rabat-process cimo ocam", "en", "5 changes: GFMD, MIDSA, Rabat Process and 2 others"),
        ("bali-process midsa g4 cimo", "fr", "4 changements : Processus de Bali, Dialogue MIDSA, G4 et 1 autre"),
    ],
)
def test_a_subject_names_mechanisms_as_far_as_there_is_room(ids: str, code: DigestLanguage, subject: str) -> None:
    assert letter(of(*ids.split(), code=code)).subject == f"{subject} (2026-11-21)"


@given(
    st.lists(st.sampled_from([one.id for one in mechanisms.all()]), min_size=1, unique=True),
    st.sampled_from(["en", "fr"]),
)
def test_a_subject_has_its_day_and_says_of_how_many_it_is_silent(ids: list[str], code: DigestLanguage) -> None:
    subject = letter(of(*ids, code=code)).subject
    assert subject.endswith(" (2026-11-21)")
    assert len(subject) <= LONGEST_SUBJECT
    assert "..." not in subject
    assert ("other" in subject or "autre" in subject) or len(ids) <= 3


@pytest.mark.parametrize("name", ["x" * 300, "\x1b" * 100, "a\nb" * 100])
def test_a_name_that_is_too_long_by_itself_is_cut_and_the_day_stays(name: str) -> None:
    subject = letter(of("x" * 300, names=(name,))).subject
    assert subject.endswith("... (2026-11-21)")
    assert len(subject) <= LONGEST_SUBJECT
