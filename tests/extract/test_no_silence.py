"""No silence: where words of a fact are made unreadable, the value stands elsewhere or a finding tells it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction, Statement
from tests.pages.composed.compose import compose, facts, markups
from tests.pages.composed.parts import Page

# what is put in the place of the words: kin that no table can know
UNREADABLE = {
    "chair": "Borduria",
    "member": "Borduria",
    "location": "Borduria",
    "observer": "Borduria",
    "secretariat": "Zorblax",
    "formal_association": "Zorblax",
    "region": "Zorbia",
    "type": "zorblax",
    "established": "sometime last spring",
    "meeting": "sometime last spring",
    "member_count": "a dozen",
    "budget": "a tidy sum",
    "sdg": "umpteen",
}
PAGES = 40  # some four mutations each
# Of two secretariats in one row the known one speaks for both; a heading with a number that is none may be taken for
# an entry of the list above it.
SILENT = {"secretariat", "member_count"}
MOST_SILENT = 0.02  # of all mutations, in those fields alone


@dataclass(frozen=True, slots=True)
class Mutation:
    """A page with the words of one statement made unreadable."""

    page: Page
    before: Extraction
    statement: Statement
    put: str
    body: str

    def told(self) -> bool:
        """The value stands, the new words are the value, or a finding that was not there tells of the field."""
        after = self.reading()
        one = self.statement
        values = [s for s in after.statements if s.field == one.field]
        if any((s.mechanism, s.key, s.value) == (one.mechanism, one.key, one.value) for s in values):
            return True
        word = self.put.split()[-1]
        if any(word in json.dumps(s.value, ensure_ascii=False) for s in values):
            return True
        old = {(f.kind, f.field, f.message) for f in self.before.findings}
        new = [f for f in after.findings if (f.kind, f.field, f.message) not in old]
        fields = (one.field, one.field.removesuffix("_count"))
        return any(f.field in fields or f.kind == "none-read" or word in f"{f.quote} {f.message}" for f in new)

    def reading(self) -> Extraction:
        return _reading(self.page, self.body.encode())


def _reading(page: Page, body: bytes) -> Extraction:
    document = read(body, media_type=page.media_type, url="https://www.example.org/page")
    return extract(document, str(page.facts["layout"]))  # type: ignore[arg-type]  # a layout


def _words(statement: Statement) -> str:
    """The words to be replaced: of a meeting its date, of a chair its holder, of a count the number."""
    value = statement.value if isinstance(statement.value, dict) else {}
    if statement.field == "meeting":
        return str(value.get("date_text") or "")
    if statement.field == "chair":
        return str(value.get("name") or "")
    if statement.field == "member_count":
        number = re.search(r"\d+", statement.text)
        return number.group() if number else ""
    return statement.text


def _mutated(page: Page, before: Extraction, statement: Statement) -> Mutation | None:
    """None where the words do not stand as they are in one place of the page's source."""
    body = page.body.decode()
    words, quote = (html.escape(text, quote=False) for text in (_words(statement), statement.quote))
    if not words or body.count(quote) != 1 or words not in quote:
        return None
    at = body.index(quote) + quote.index(words)
    put = UNREADABLE[statement.field]
    put = put[0].upper() + put[1:] if quote.startswith(words) else put  # it opens a sentence
    return Mutation(page, before, statement, put, body[:at] + put + body[at + len(words) :])


def mutations() -> Iterator[Mutation]:
    dice = Random("no silence")
    told = {name: str(one["layout"]) for name, one in facts().items() if one["layout"] != "mechanism-table"}
    for seed, name in enumerate(dice.sample(sorted(told), PAGES)):
        markup = dice.choice([one for one in markups(told[name]) if not one.startswith("pdf-")])
        page = compose(name, markup, seed)
        before = _reading(page, page.body)
        stated: dict[str, list[Statement]] = {}
        for statement in before.statements:
            if statement.field in UNREADABLE:
                stated.setdefault(statement.field, []).append(statement)
        for statements in stated.values():
            mutation = _mutated(page, before, dice.choice(statements))
            if mutation:
                yield mutation


def test_what_was_made_unreadable_is_told() -> None:
    tried = list(mutations())
    silent = [m for m in tried if not m.told()]
    assert len(tried) > 150
    assert [(m.statement.field, m.statement.quote) for m in silent if m.statement.field not in SILENT] == []
    assert len(silent) <= MOST_SILENT * len(tried), [(m.statement.field, m.statement.quote) for m in silent]


# Whole sentences, each with a word that the reader does not know in the place of the verb, the date or the name.
SENTENCES = {
    "chair": (
        "Borduria holds the presidency of the Rabat Process.",
        "Le Processus de Rabat est présidé par la Bordurie.",
        "Borduria ejerce la presidencia del Proceso de Rabat.",
        "O Processo de Rabat é presidido pela Bordúria.",
        "Ghana has the chairmanship of the Rabat Process on its shoulders.",
    ),
    "established": (
        "The Rabat Process was founded at the turn of the century.",
        "Le Processus de Rabat a été créé il y a vingt ans.",
        "El Proceso de Rabat fue creado hace veinte años.",
        "O Processo de Rabat foi criado há vinte anos.",
    ),
    "member_count": (
        "The Rabat Process has two dozen members.",
        "Le Processus de Rabat compte une trentaine d’États membres.",
        "El Proceso de Rabat cuenta con una treintena de países miembros.",
        "O Processo de Rabat conta com meia centena de Estados membros.",
    ),
    "secretariat": (
        "The secretariat of the Rabat Process is provided by Zorblax.",
        "Zorblax assure le secrétariat du Processus de Rabat.",
        "La secretaría del Proceso de Rabat está a cargo de Zorblax.",
        "O secretariado do Processo de Rabat é assegurado pela Zorblax.",
    ),
    "meeting": (
        "The Rabat Process held a ministerial conference in Cádiz sometime last autumn.",
        "Une conférence ministérielle s’est tenue à Cádiz l’automne dernier.",
        "La conferencia ministerial se celebró en Cádiz el otoño pasado.",
        "A conferência ministerial realizou-se em Cádis no outono passado.",
    ),
}


@pytest.mark.parametrize(("field", "sentence"), [(f, s) for f, said in SENTENCES.items() for s in said])
@pytest.mark.parametrize("layout", ["mechanism-page", "ministry-page"])
def test_a_sentence_that_cannot_be_read_is_told(field: str, sentence: str, layout: str) -> None:
    page = f"<html><body><main><h1>Rabat Process</h1><p>{sentence}</p></main></body></html>".encode()
    found = extract(read(page, media_type="text/html", url="https://www.example.org/page"), layout)  # type: ignore[arg-type]  # a layout
    assert field in {s.field for s in found.statements} | {f.field for f in found.findings}
