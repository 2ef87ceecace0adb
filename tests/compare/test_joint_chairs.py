"""Who chairs together is one thing in whatever words; who comes and goes among them is told, and nobody else is."""

from __future__ import annotations

import pytest

from tests.test_not_known_yet import compared, reading

# language: the label of the chair, two who chair, and the same in other words; a third who comes
LABELS = {
    "en": ("Current Chair", ("Australia", "Indonesia", "Fiji"), "{} and {}", "co-chairs", "Co-chairs: {} and {}"),
    "fr": ("Présidence", ("Australie", "Indonésie", "Fidji"), "{} et {}", "coprésidents", "Coprésidents : {} et {}"),
    "es": ("Presidencia", ("Australia", "Indonesia", "Fiji"), "{} y {}", "copresidentes", "Copresidentes: {} y {}"),
    "pt": ("Presidência", ("Austrália", "Indonésia", "Fiji"), "{} e {}", "copresidentes", "Copresidentes: {} e {}"),
}
MARKUPS = (
    "<h2>{}</h2><p>{}</p>",
    "<h3>{}</h3><ul><li>{}</ul>",
    "<p><b>{}</b><br>{}</p>",
    "<dl><dt>{}<dd>{}</dl>",
    "<details><summary>{}</summary><p>{}</p></details>",
    "<div class=card><h3>{}</h3><p>{}</p></div>",
    "<table><tr><th>{}<td>{}<tr><th>Location<td>Malta</table>",
)
JOINT = [
    (language, words, markup)
    for language, (*_, role, said) in LABELS.items()
    for words in (f"{{}}, {{}} ({role})", said)
    for markup in MARKUPS
]


def page(label: str, said: str, markup: str = MARKUPS[0], language: str = "en"):
    return reading(markup.format(label, said), but="chair", language=language)


def told(*readings) -> list[tuple[str, str]]:
    found = compared(*readings)
    assert found.held == ()
    return [(one.kind, one.summary) for one in found.changes]


@pytest.mark.parametrize(("language", "words", "markup"), JOINT)
def test_other_words_for_chairing_together_are_no_change(language: str, words: str, markup: str) -> None:
    label, (one, other, third), plain, *_ = LABELS[language]
    was = page(label, plain.format(one, other), markup, language)
    now = page(label, words.format(one, other), markup, language)
    assert told(was, now) == told(now, was) == told(was, now, was) == []
    after = page(label, words.format(one, third), markup, language)
    assert [kind for kind, _ in told(was, after)] == ["chair.handover"]
    found = compared(was, now, after)
    assert [kind for kind, _ in told(was, now, after)] == ["chair.handover"]
    assert (len(found.closed), [each.value["country"] for each in found.opened]) == (1, ["FJ"])


def test_the_label_may_say_it_too() -> None:
    was, said = page("Current Chair", "Australia and Indonesia"), "Australia and {}"
    assert told(was, page("Co-Chairs", said.format("Indonesia"))) == []
    assert told(was, page("Permanent co-chairs", said.format("Indonesia"))) == []
    ((kind, words),) = told(was, page("Co-Chairs", said.format("Fiji")))
    assert (kind, words) == ("chair.handover", "Chair of Bali Process: Australia and Indonesia -> Australia and Fiji")


@pytest.mark.parametrize(
    ("said", "later", "kind"),
    [
        ("Turkey (chair) and Hungary (co-chair)", "Hungary (chair) and Turkey (co-chair)", "chair.changed"),
        ("Turkey and Hungary", "Turkey (chair) and Hungary (co-chair)", "chair.changed"),
        ("Turkey (chair) and Hungary (co-chair)", "Turkey and Hungary", "chair.changed"),
        ("Turkey and Hungary", "Turkey", "chair.handover"),
        ("Turkey and Hungary", "Co-chairs: Turkey, Hungary and Malta", "chair.handover"),
        ("Turkey and Hungary", "Co-chairs: Malta and Fiji", "chair.handover"),
        ("Turkey", "Co-chairs: Turkey and Hungary", "chair.handover"),
    ],
)
def test_who_leads_among_them_is_told(said: str, later: str, kind: str) -> None:
    assert [one for one, _ in told(page("Current Chair", said), page("Current Chair", later))] == [kind]
