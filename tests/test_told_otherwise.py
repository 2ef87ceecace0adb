"""Who stands beside the chair no more below its label, and in a sentence still: nobody is told gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare import compare
from monitor.documents.masks import masked
from monitor.model import Comparison, Extraction
from tests.compare.conftest import Pages
from tests.test_not_known_yet import BALI, compared, reading

MARKUPS = (
    "<h2>Current Chair</h2><p>{}</p><h2>Background</h2><p>{}</p>",
    "<dl><dt>Chair<dd>{}</dl><section><h4>The process</h4><p>{}</p></section>",
    "<table><tr><th>Chair<td>{}<tr><th>Location<td>Malta</table><h3>How it works</h3><p>{}</p>",
    "<p>Chair: {}</p><h2>History</h2><p>The States met for the first time in Bali. {} They meet once a year.</p>",
    "<h2>Current chair</h2><p>{}</p><h2>Objectives</h2><p>The States talk about migration. {}</p>",
)
BOTH = {"en": ("Armenia and Czechia", "Armenia"), "fr": ("Arménie et Tchéquie", "Arménie"),
        "es": ("Armenia y Chequia", "Armenia"), "pt": ("Arménia e Chéquia", "Arménia")}  # fmt: skip
STILL = [
    ("en", "The process has been co-chaired by Czechia since 2019."),
    ("en", "Armenia shares the chair with Czechia."),
    ("en", "Czechia co-chairs the Process together with Armenia."),
    ("en", "Czechia has chaired the process since 2021."),
    ("en", "The Process is chaired jointly by Armenia and Czechia."),
    ("en", "Czechia remains co-chair of the process."),
    ("en", "The co-chairs, Armenia and Czechia, meet twice a year."),
    ("en", "Czechia and Armenia share the chairmanship."),
    ("en", "Together with Czechia, Armenia chairs the process."),
    ("en", "Armenia chairs the Bali Process with Czechia."),
    ("fr", "Le processus est coprésidé par la Tchéquie depuis 2019."),
    ("fr", "L'Arménie partage la présidence du processus avec la Tchéquie."),
    ("fr", "La présidence est assurée conjointement par l'Arménie et la Tchéquie."),
    ("es", "Chequia copreside el proceso desde 2019."),
    ("es", "Armenia comparte la presidencia con Chequia."),
    ("pt", "O processo é copresidido pela Chéquia desde 2019."),
]
PAST = [
    "The process was chaired by Morocco in 2019.", "Czechia co-chaired the process from 2019 to 2025.",
    "The process was co-chaired by Czechia until 2025.", "Czechia had chaired the Process until 2025.",
    "Czechia joined the process in 2004.", "Armenia took over the chair from Czechia.",
    "Czechia hosted the first meeting of the process in Prague.", "Czechia will chair the process in 2031.",
    "Armenia and Czechia were the first co-chairs of the process.",
    "Czechia chairs the Council of the European Union.", "Czechia chairs the Budapest Process.",
    "Czechia no longer chairs the process.",
]  # fmt: skip


def page(markup: str, chair: str, sentence: str, language: str = "en") -> Extraction:
    return reading(markup.format(chair, sentence), but="chair", language=language)


def news(found: Comparison) -> list[str]:
    return [one.summary for one in found.changes if one.field == "chair"]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(("language", "sentence"), STILL)
def test_whom_a_sentence_has_in_the_chair_still_waits(language: str, sentence: str, markup: str) -> None:
    both, alone = BOTH[language]
    was, now = page(markup, both, "The States meet in turn.", language), page(markup, alone, sentence, language)
    assert [one.key for one in now.statements if one.field == "chair"] == ["chair:AM"]
    found = compared(was, now)
    assert news(found) == []
    assert [one.field for one in found.held] == ["chair"]
    assert found.held[0].reason.startswith("a sentence gives the chair to")
    assert news(compared(was, now, was)) == []
    gone = page(markup, alone, "The States meet in turn.", language)
    assert len(news(compared(was, now, gone))) == 1


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("sentence", PAST)
def test_what_was_or_is_of_another_body_explains_nothing(sentence: str, markup: str) -> None:
    before, now = page(markup, "Armenia and Czechia", sentence), page(markup, "Armenia", sentence)
    found = compared(before, now)
    assert found.held == ()
    assert len(news(found)) == 1
    assert news(found)[0].startswith("Chair of Bali Process: Armenia and Czechia")


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_handover_is_told_though_an_old_sentence_names_who_gave_way(markup: str) -> None:
    sentence = "Armenia has chaired the process since 2021."
    found = compared(page(markup, "Armenia", sentence), page(markup, "Georgia", sentence))
    assert news(found) == ["Chair of Bali Process: Armenia -> Georgia"]
    assert found.held == ()


def test_who_a_label_names_or_nobody_had_is_told_of_in_no_way() -> None:
    for markup in MARKUPS:
        for sentence in ("Armenia and Czechia co-chair the process.", "Czechia co-chairs the process with Armenia."):
            stands = page(markup, "Armenia and Czechia", sentence)
            assert [one for one in stands.findings if one.kind == "told-otherwise"] == []
        other = page(markup, "Armenia", "Morocco chairs the process.")
        assert [one.kind for one in other.findings if one.field == "chair"] == ["told-otherwise"]
        assert compared(page(markup, "Armenia", "It meets."), other).held == ()


def test_a_sentence_that_contradicted_the_label_when_both_stood_is_an_old_one() -> None:
    sentence = "Morocco and Czechia chair the process."
    markup = MARKUPS[0]
    before, now = page(markup, "Armenia and Czechia", sentence), page(markup, "Armenia", sentence)
    memory = replace(Pages().remember(before), lines={(BALI, "chair"): frozenset([masked(sentence)])})
    assert len(news(compare(memory, now, now=Pages.now))) == 1


def test_a_sentence_on_a_past_chair_leaves_the_labels_read_to_their_end() -> None:
    for markup in MARKUPS[:3]:
        found = page(markup, "Armenia", "The process was chaired by Morocco in 2019.")
        assert [one.outcome for one in found.fields if one.field == "chair"] == ["ok"]
        reworded = page(markup, "Armenia", "Fiji chaired the process in 2018.")
        told = compared(found, reworded)
        assert told.closed == ()
