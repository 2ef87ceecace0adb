"""What a site puts beside a page and changes by itself tells nothing and states nothing, from the second look on."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.histories.looks import Past
from tests.histories.noise_of_sites import SITES
from tests.histories.test_noise import page_of, source_of

TOLD = ("statement", "change", "change_statement", "held")


@pytest.mark.parametrize("source", ["iom-5-5-dialogue", "south-south-iom-ro-mena"])
@pytest.mark.parametrize("kind", range(len(SITES)))
def test_what_sites_change_by_themselves_tells_nothing(tmp_path: Path, source: str, kind: int) -> None:
    past, dice, body = Past(tmp_path, source_of(source)), Random(kind), page_of(source, "later").decode()
    rows = []
    for _ in range(6):
        past.site.serve(SITES[kind](body, dice).encode())
        _, told = past.look()
        assert [one.summary for one in told] == []
        rows.append(past.tables(*TOLD))
    assert rows == rows[:1] * len(rows)
    past.close()
