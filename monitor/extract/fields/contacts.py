"""Contacts: a name or an office, an organisation, an address, telephone and e-mail, in the lines under a contact
label.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.documents.words import is_control
from monitor.extract.fields.contact_asides import is_aside
from monitor.extract.fields.scalars import find_website
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.own_meetings import may_be_others, names_another
from monitor.extract.phrases import pattern
from monitor.extract.sections import Line, Section
from monitor.extract.sentinels import is_none, opens_without
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import country_of

# `jane@iom.int`, and how it is hidden from robots: `jane [at] iom [dot] int`, `jane AT iom DOT int`, `jane @ iom . int`
AT = r"(?:\s?@\s?|\s*[\[({<]\s*(?:at|@|arroba|arobase)\s*[\])}>]\s*|\s+(?:AT|arroba|arobase)\s+)"
DOT = r"(?:\.|\s*[\[({<]\s*(?:dot|\.|punto|ponto|point)\s*[\])}>]\s*|\s+DOT\s+|\s+\.\s+(?=[a-z]{2,6}\b))"
# in words alone: `jane at iom dot int`, where one of them without the other is nothing of the kind
IN_WORDS = r"[\w.+-]+\s+(?:at|arroba|arobase)\s+[\w-]+(?:\s+(?:dot|punto|ponto|point)\s+[\w-]+)+"
SPOKEN = ((re.compile(r"\s+(?:at|arroba|arobase)\s+"), "@"), (re.compile(r"\s+(?:dot|punto|ponto|point)\s+"), "."))
EMAIL = re.compile(rf"{IN_WORDS}|[\w.+-]+{AT}[\w-]+(?:{DOT}[\w-]+)+")
TELEPHONE = re.compile(
    r"(?:\b(?:tel|telephone|phone|téléphone|tél|teléfono|telefone|mobile|cell|t(?=[.:]))\b\.?\s*(?:no\.?)?\s*:?\s*)(\+?[\d(][\d\s().\-/]{5,}\d"
    r"(?:[\s,]*\(?(?:ext(?:ension|ensión)?|poste|anexo|ramal|interno|x)\b[.:]?\s*\d{1,6}\)?)?)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\s*(\+\d[\d\s().\-/]{6,}\d)\s*")
EMAIL_LABEL = re.compile(r"^(?:e-?mail|courriel|correo(?: electrónico)?|correio eletrónico)\s*:?\s*", re.IGNORECASE)
NO_CONTENT = re.compile(r"^(?:tel|fax|telephone|phone|e-?mail)\s*[.:]?\s*$", re.IGNORECASE)


def read_contacts(sections: list[Section], ledger: Ledger) -> None:
    """One contact a section. A site that is named here is the mechanism's website where no other label gave one."""
    whole = True
    for section in sections:
        contact: dict[str, str | None] = dict.fromkeys(
            ("name", "title", "organisation", "address", "telephone", "email")
        )
        proof: Line | None = None
        if may_be_others(section.words) and any(names_another(line.text, ledger.mechanism) for line in section.lines):
            whole = False
            for line in section.lines:
                ledger.unread("contact", line)
            continue
        for line in section.lines:
            if any(is_control(link.text) for link in line.links):  # `More` of a notice
                continue
            if _about_website(line, ledger) or is_none(line.text) or NO_CONTENT.match(line.text) or _is_menu(line):
                continue
            if proof and is_aside(line.text):
                continue
            proof = proof or line
            _take(line, contact, ledger)
        if proof is None:
            continue
        if not (contact["email"] or contact["telephone"] or contact["title"]):
            whole = False  # an address or a name alone may be anything that stands below
            continue
        key = name_key(contact["email"] or contact["title"] or contact["name"] or contact["telephone"] or proof.text)
        ledger.state("contact", key, contact, proof.text, proof)
    if any(section.lines for section in sections):
        stated = any(one.field == "contact" for one in ledger.statements)
        ledger.outcome("contact", "ok" if whole or stated else "partial", listed=None if whole or stated else 0)


def _decoded(words: str) -> str:
    """An e-mail address as it is to be written."""
    if re.fullmatch(IN_WORDS, words):
        for said, sign in SPOKEN:
            words = said.sub(sign, words)
        return words
    return re.sub(DOT, ".", re.sub(AT, "@", words))


def _about_website(line: Line, ledger: Ledger) -> bool:
    if opens_without("website", line.text):
        if not ledger.has("website"):
            ledger.outcome("website", "ok", listed=0)
        return True
    if EMAIL.search(line.text) or not (address := find_website(line)):
        return False
    if not ledger.has("website"):
        ledger.state("website", "", address, line.text, line)
        ledger.outcome("website", "ok")
    return True


def _is_menu(line: Line) -> bool:
    """A line that is nothing but a link to another page."""
    return any(link.text == line.text and link.url.startswith("http") for link in line.links)


def _take(line: Line, contact: dict[str, str | None], ledger: Ledger) -> None:
    text = line.text.strip()
    if pattern("contact", "hidden").search(text):
        ledger.remark("hidden-email", "e-mail address hidden by a spam guard", "contact", line)
        return
    if found := EMAIL.search(text):
        address = _decoded(found.group())
        contact["email"] = contact["email"] or address
        if address != found.group():
            message = f"the e-mail address “{found.group()}” is written so that robots do not know it"
            ledger.remark("hidden-email", message, "contact", line)
        text = EMAIL_LABEL.sub("", text.replace(found.group(), "").strip()).strip(" ,;:")
    if found := TELEPHONE.search(text) or NUMBER.fullmatch(text):
        contact["telephone"] = contact["telephone"] or found[1].strip()
        text = text.replace(found.group(), "").strip(" ,;:")
    if not text:
        return
    if pattern("contact", "notes").match(text):
        ledger.unread("contact", replace(line, text=text))
        return
    if pattern("contact", "offices").search(text) and not contact["title"]:
        contact["title"] = text
    elif any(o.id for o in find_organisations(text)) and not contact["organisation"]:
        contact["organisation"] = text
    elif any(c.isdigit() for c in text) or text.count(",") >= 2 or country_of(text):
        contact["address"] = ", ".join(filter(None, (contact["address"], text)))
    elif not contact["name"] and not contact["title"] and len(text.split()) <= 5:
        contact["name"] = text
    elif not contact["organisation"]:
        contact["organisation"] = text
    else:
        contact["address"] = ", ".join(filter(None, (contact["address"], text)))
