"""The subject and the first sentence of a digest say what is: that nothing changed only where that is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.deliver import letter
from monitor.digest import Digest, as_text
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
