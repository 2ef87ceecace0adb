"""Whether words as a whole are a value of a field: what parts `Established 2002` from a sentence that begins alike."""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor.extract.fields.parts import is_part
from monitor.extract.prose.counts import find_member_count
from monitor.extract.sentinels import is_none, says_none
from monitor.extract.values.countries import CountryMatch, read_countries, read_country
from monitor.extract.values.dates import find_dates, read_date, read_timestamp
from monitor.extract.values.organisations import read_organisation, read_organisations
from monitor.extract.values.terms import read_regions, read_type

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+")


def _countries(words: str) -> tuple[CountryMatch, ...]:
    one = read_country(words)
    return (one,) if one else read_countries(words) or ()


def _is_region(words: str) -> bool:
    hits, rest = read_regions(words)
    return bool(hits) and not rest


def _is_organisation(words: str) -> bool:
    if read_organisation(words).id is not None:
        return True
    group = read_organisations(words)
    return bool(group) and all(organisation.id for organisation in group)


def _is_who(words: str) -> bool:
    return is_none(words) or bool(_countries(words))


def _is_address(words: str) -> bool:
    return ADDRESS.fullmatch(words.strip()) is not None


FITS: dict[str, Callable[[str], bool]] = {
    "established": lambda words: read_date(words) is not None,
    "last_updated": lambda words: read_timestamp(words) is not None,
    "published": lambda words: read_timestamp(words) is not None,
    "region": _is_region,
    "type": lambda words: read_type(re.sub(r"\s*[(\[].*$", "", words)) is not None,
    "chair": lambda words: says_none("chair", words) or _is_who(words),
    "member": _is_who,
    "location": _is_who,
    "observer": lambda words: bool(_countries(words)) or _is_organisation(words),
    "member_count": lambda words: find_member_count(words) is not None,
    "meeting": lambda words: bool(find_dates(words)) or is_part(words),
    "secretariat": lambda words: says_none("secretariat", words) or _is_organisation(words),
    "website": _is_address,
    "formal_association": lambda words: says_none("formal_association", words) or _is_organisation(words),
}


def fits(field: str, words: str) -> bool:
    """The words as a whole are a value of the field; False where that cannot be told."""
    test = FITS.get(field)
    return test is not None and test(words)
