"""A digest in French: every word of ours is French, words of pages and what the history keeps stay as they are."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from tests.cli.house import FIRST, House, page

BEFORE = page("Morocco", "Fiji,Nepal,Tonga,Samoa")
AFTER = page("Indonesia", "Fiji,Nepal,Tonga,Samoa,Netherlands")
BARE = AFTER.partition(b"<h2>Member")[0] + b"</main></html>"
WINDOW = ("digest", "--since", "2026-11-02", "--until", "2026-12-31")
# words of ours that would stand in a digest, were they not translated
ENGLISH = re.compile(
    r"\b(?:what|changed|seen|change|from|until|since|sources?(?= that)|fail|failing|held|findings?|open in|last|well|"
    r"took|joined|the|it says|it said|checked)\b",
    re.IGNORECASE,
)


@pytest.fixture
def house_with_all(empty_house: House) -> House:
    for number, (lakeside, dunes) in enumerate([(BEFORE, BEFORE), (AFTER, AFTER), (BARE, 503)]):
        empty_house.run({"lakeside": lakeside, "dunes": dunes}, at=FIRST + timedelta(days=10 * number))
    return empty_house


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_digest_is_in_french(house_with_all: House, form: str) -> None:
    shown = house_with_all(*WINDOW, "--language", "fr", "--format", form)
    assert shown.exit_code == 0, shown.output
    told = " ".join(re.sub(r"<style.*?</style>|<[^>]*>", " ", shown.stdout, flags=re.DOTALL).replace("\\", "").split())
    assert "Ce qui a changé, du 2 novembre 2026 à 00:00 UTC au 1er janvier 2027 à 00:00 UTC" in told
    assert "L’Indonésie a succédé au Maroc à la présidence du Processus de Bali" in told
    assert "Les Pays-Bas ont rejoint le Processus de Bali" in told
    assert "Sources en échec" in told
    assert "erreur du serveur depuis le 21 novembre 2026 à 06:00 UTC" in told
    assert "En attente" in told
    assert "membre du Processus de Bali, en attente depuis le" in told
    assert not re.search(r"\w:(?= )", re.sub(r"« [^»]* »", "", told).replace("the server said 503", "")), told
    assert "sa rubrique n’est plus sur la page" in told
    quoted = re.sub(
        r"« [^»]* »|\[[a-z-]+\]|\([^()]*accept [^()]*\)|monitor \S+ \S+( \S+)*|the server said 503", " ", told
    )
    assert [found[0] for found in ENGLISH.finditer(quoted)] == [], quoted


def test_the_words_of_a_page_stay_in_its_language(house_with_all: House) -> None:
    assert "« Indonesia »" in house_with_all(*WINDOW, "--language", "fr").stdout


def test_json_says_in_which_language_it_is_told(house_with_all: House) -> None:
    told = json.loads(house_with_all(*WINDOW, "--language", "fr", "--json").stdout)
    assert told["language"] == "fr"
    assert told["heartbeat"].endswith(", 1 en échec, la dernière fois le 21 novembre 2026 à 06:00 UTC.")
    (before,) = (
        one["before"]
        for each in told["chapters"]
        for one in each["news"]
        if one["kind"] == "chair.handover"
        if one["source"] == "lakeside"
    )
    assert before[0]["country"] == "MA"
    assert json.loads(house_with_all(*WINDOW, "--json").stdout)["language"] == "en"


def test_the_history_keeps_its_sentence(house_with_all: House) -> None:
    assert "Chair of Bali Process: Morocco -> Indonesia" in house_with_all("changes").stdout


def test_a_language_that_there_is_not_is_named(house_with_all: House) -> None:
    shown = house_with_all(*WINDOW, "--language", "de")
    assert shown.exit_code == 2
    assert "'en', 'fr'" in shown.output


def test_a_channel_has_its_own_language_and_sending_takes_no_other(house_with_all: House) -> None:
    shown = house_with_all("digest", "--send", "--language", "fr")
    assert shown.exit_code == 2
    assert "language" in shown.output


def test_a_quiet_window_is_told_in_one_french_line(house_with_all: House) -> None:
    shown = house_with_all("digest", "--since", "2026-11-12", "--until", "2026-11-12", "--language", "fr").stdout
    assert "Rien n’a été consulté : rien ne peut donc être dit." in shown
