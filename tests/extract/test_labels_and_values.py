"""Labels and values as they stand to each other: a value set large, above its label, in one box with it, in a table."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.extract.labels import head
from monitor.model import Extraction

PRACTICE = {
    "location": ["Where it is carried out", "Pays de réalisation", "¿Dónde se lleva a cabo?", "Países de execução"],
    "geographic_focus": ["Region of focus", "Région visée", "Región de interés", "Região de incidência"],
    "types": ["Tipo", "Kind of initiative", "Genre de pratique", "¿Qué tipo de proyecto es?"],
    "theme": ["Theme of the practice", "Which themes?", "Tema", "Assunto"],
    "sdg": ["Which SDGs does it serve?", "ODD auxquels elle contribue", "¿A qué ODS contribuye?"],
    "budget": ["Coût par an", "Costo anual"],
    "result": ["What has it achieved?", "¿Qué resultados ha dado?", "Que resultados teve?"],
    "": ["Where to find us", "Countries of origin", "Country office", "Cost of living", "Project target"],
}


def page(body: str, title: str = "Prague Process", media_type: str = "text/html") -> Extraction:
    markup = f"<!doctype html><html><body><main><h1>{title}</h1>{body}</main></body></html>"
    text = markup if media_type == "text/html" else body
    return extract(read(text.encode(), media_type=media_type, url="https://process.example/"), "mechanism-page")


def stated(found: Extraction, field: str) -> list[object]:
    return [one.value for one in found.statements if one.field == field]


def chairs(found: Extraction) -> list[tuple[str, str, str | None]]:
    values = [one.value for one in found.statements if one.field == "chair"]
    return [(v["role"], v["country"], v["term"]) for v in values if isinstance(v, dict)]


@pytest.mark.parametrize(("field", "words"), [(field, words) for field in PRACTICE for words in PRACTICE[field]])
def test_labels_of_practices_in_other_words(field: str, words: str) -> None:
    found = head(words, "practice-page")
    assert (found.label.field if found and found.label.field != "other" else "") == field


@pytest.mark.parametrize(
    "body",
    [
        "<div><div>Presidencia Pro Témpore</div><div><h5>Malta</h5></div></div><h2>Noticias</h2><p>Nada.</p>",
        "<h3>Current chair</h3><h4>Malta</h4><h3>Contact</h3><p>Valletta</p>",
        "<dl><dt>Présidence actuelle</dt><dd><h4>Malte</h4></dd></dl>",
    ],
)
def test_a_value_set_large_below_its_label(body: str) -> None:
    assert [(role, who) for role, who, _ in chairs(page(body))] == [("chair", "MT")]


@pytest.mark.parametrize(
    "body",
    [
        "<h3>Malta</h3><p>Current Chair</p><h3>Ghana</h3><p>Incoming Chair</p><h2>About</h2>",
        "<h4>Malte</h4><span>Présidence actuelle</span><h4>Ghana</h4><span>Prochaine présidence</span>",
        "<h3>Malta</h3><div>Presidencia actual</div><h3>Ghana</h3><div>Próxima presidencia</div><p>Fin.</p>",
    ],
)
def test_a_name_set_large_above_its_label(body: str) -> None:
    found = page(f"<p>Founded</p><p>2009</p>{body}")
    assert [(role, who) for role, who, _ in chairs(found)] == [("chair", "MT"), ("incoming", "GH")]


@pytest.mark.parametrize(
    ("value", "label", "field"),
    [
        ("Foro interregional", "Tipo", "type"),
        ("Africa and Europe", "Regions covered", "region"),
        ("ICMPD", "Secretariat", "secretariat"),
        ("Malta", "Présidence actuelle", "chair"),
    ],
)
def test_a_small_label_below_its_value_in_one_entry(value: str, label: str, field: str) -> None:
    spans = f'<span class="primary">{value}</span><span class="secondary">{label}</span>'
    assert stated(page(f'<ul><li><span class="text">{spans}</span></li></ul>'), field)
    assert stated(page(f"<p><b>{value}</b> <small>{label}</small></p>"), field)


@pytest.mark.parametrize(
    "rows",
    [
        [("Country", "Year"), ("Ghana", "2014"), ("Togo", "2017")],
        [("Year", "Country"), ("2014", "Ghana"), ("2017", "Togo")],
        [("No", "State", "Years"), ("1", "Ghana", "2014"), ("2", "Togo", "2017")],
    ],
)
def test_who_chaired_when_in_a_table(rows: list[tuple[str, ...]]) -> None:
    first, *rest = rows
    table = "<tr>" + "".join(f"<th>{cell}</th>" for cell in first) + "</tr>"
    table += "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest)
    found = page(f"<h2>Former presidencies[edit | edit source]</h2><table>{table}</table>")
    assert chairs(found) == [("past", "GH", "2014"), ("past", "TG", "2017")]


@pytest.mark.parametrize("none", ["None", "Não existe", "Aucun", "No hay"])
def test_behind_none_stands_nothing_more_of_the_field(none: str) -> None:
    found = page(f"<div>Secretariat</div><div>{none}</div><div>Friends of the house</div><div>African Union</div>")
    assert stated(found, "secretariat") == []


@pytest.mark.parametrize(
    "words",
    [
        "ICMPD, Regional Office in Valletta",
        "ICMPD, Bureau régional de Malte",
        "ICMPD, con sede en La Valeta",
        "ICMPD (head office in Vienna)",
    ],
)
def test_where_the_secretariat_sits_is_no_second_one(words: str) -> None:
    found = stated(page(f"<h3>Who provides the secretariat?</h3><p>{words}</p>"), "secretariat")
    assert [one["id"] for one in found if isinstance(one, dict)] == ["icmpd"]


@pytest.mark.parametrize(
    ("published", "updated"),
    [("Published", "Last updated"), ("Publié le", "Dernière mise à jour"), ("Publicado em", "Última atualização")],
)
def test_the_dates_of_a_page_beside_their_labels(published: str, updated: str) -> None:
    terms = f"<dt>{published}</dt><dd>13/04/2018</dd><dt>{updated}</dt><dd>21/09/2022 — all of them</dd>"
    dates = page(f"<dl>{terms}</dl><p>Papers</p><p>Published</p><p>by the State</p>").source_fields
    assert (dates["published"], dates["last_updated"]) == ("2018-04-13", "2022-09-21")


@pytest.mark.parametrize("lead", ["Read also: ", "À lire aussi : ", "Neighbouring dialogue: "])
def test_what_stands_under_the_title_of_another_is_not_of_this_one(lead: str) -> None:
    found = page(f"<h2>Chair</h2><p>Malta</p><h3>{lead}Bali Process</h3><p>Presidency: Ghana. 45 members.</p>")
    assert chairs(found) == [("chair", "MT", None)]


@pytest.mark.parametrize(
    "title",
    [
        "Processus consultatif régional",
        "Inter-regional forum",
        "Foro interregional",
        "Processus régional de consultation",
        "Proceso regional de consulta",
        "Foro inter-regional",
    ],
)
def test_a_type_straight_below_the_title(title: str) -> None:
    assert stated(page(f"<p>{title}</p><h2>Chair</h2><p>Malta</p>"), "type")


@pytest.mark.parametrize(
    "text", ["A regional consultative process of another kind", "News of the region", "Process and forum"]
)
def test_other_words_below_the_title_are_no_type(text: str) -> None:
    assert stated(page(f"<p>{text}</p><h2>Chair</h2><p>Malta</p>"), "type") == []


@pytest.mark.parametrize("label", ["What is it?", "¿Qué es?", "Qu'est-ce que c'est ?", "O que é?"])
def test_what_it_is_may_be_a_word_or_a_story(label: str) -> None:
    assert stated(page(f"<h2>{label}</h2><p>Inter-regional forum (regions: Asia)</p>"), "type")
    told = page(f"<h2>{label}</h2><p>The Prague Process is chaired by Malta and has met in many places since then.</p>")
    assert [who for _, who, _ in chairs(told)] == ["MT"]
    assert not [one for one in told.findings if one.field == "type"]


def test_a_list_that_hangs_below_its_label_goes_on() -> None:
    lines = [
        "PRAGUE PROCESS",
        "",
        "* Countries (4) ....: Malta; Italy;",
        " " * 22 + "Spain; Ghana",
        "* Chair ....: Malta",
    ]
    text = "\n".join(lines)
    found = page(text, media_type="text/plain")
    values = [one.value for one in found.statements if one.field == "member"]
    assert [one["country"] for one in values if isinstance(one, dict)] == ["MT", "IT", "ES", "GH"]


def test_a_word_of_the_menu_is_no_founding_where_a_label_says_when() -> None:
    found = page("<ul><li>Inicio</li><li>Galería</li></ul><h2>¿Cuándo se creó?</h2><p>En octubre de 1999</p>")
    assert stated(found, "established") == ["1999-10"]
    assert not [one for one in found.findings if one.field == "established"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghana and Togo have each held the chair of the Prague Process in the years before.",
        "Avant elle, le Ghana et le Togo ont présidé le Processus de Prague.",
        "Ghana y Togo presidieron antes el Proceso de Praga.",
    ],
)
def test_who_chaired_before_may_stand_in_a_sentence_beside_the_label_of_who_does_now(sentence: str) -> None:
    found = page(f"<p>Chair: Malta</p><p>{sentence}</p>")
    assert [(role, who) for role, who, _ in chairs(found)] == [("chair", "MT"), ("past", "GH"), ("past", "TG")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghana chaired in 2019 the African Union.",
        "Le Ghana a présidé en 2019 l'Union africaine.",
        "Ghana presidió durante dos años la CEDEAO.",
        "O Gana presidiu em 2019 a União Africana.",
        "Ghana will chair the Prague Process next year.",
        "A working group chaired by Ghana met in Accra.",
    ],
)
def test_other_chairs_in_sentences_beside_a_label_are_nobody_s_past(sentence: str) -> None:
    assert chairs(page(f"<p>Chair: Malta</p><p>{sentence}</p>")) == [("chair", "MT", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Burundi will chair in 2027 the East African Community.",
        "Le Burundi présidera en 2027 la Communauté d'Afrique de l'Est.",
        "O Burundi presidirá em 2027 a Comunidade da África Oriental.",
        "Ghana preside desde mayo el Grupo de los 77.",
    ],
)
def test_who_chairs_another_body_for_a_time(sentence: str) -> None:
    assert chairs(page(f"<p>The Prague Process is a dialogue.</p><p>{sentence}</p>")) == []


@pytest.mark.parametrize(
    ("sentence", "listed", "count"),
    [
        ("The following 3 members belong to the process:", 3, 3),
        ("Les trois pays suivants participent au processus :", 3, 3),
        ("Los siguientes 3 países integran el proceso:", 3, 3),
        ("The following 9 members belong to the process:", 3, None),
    ],
)
def test_a_sentence_counts_the_members_that_follow_it(sentence: str, listed: int, count: int | None) -> None:
    items = "".join(f"<li>{name}</li>" for name in ("Ghana", "Togo", "Malta")[:listed])
    found = page(f"<h2>Administrations</h2><p>{sentence}</p><ol>{items}</ol>")
    assert stated(found, "member_count") == ([count] if count else [])


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The Prague Process was launched in 2009 and now brings together 50 States.", [50]),
        ("The Prague Process was set up in 2009 and comprises 50 countries.", [50]),
        ("Le Processus de Prague a été lancé en 2009 et réunit aujourd'hui 50 États.", [50]),
        ("The Prague Process was small and used to bring together 12 countries.", []),
        ("The meeting was held in Rome and brings together 50 countries.", []),
    ],
)
def test_the_second_of_two_verbs_may_count(sentence: str, count: list[int]) -> None:
    assert stated(page(f"<p>{sentence}</p>"), "member_count") == count
