"""Writes monitor/lookups/countries.json from CLDR (by way of babel): code -> names by language, and variants of a
region.

Run `python tests/generate/countries.py` with babel installed; the result is committed. CLDR is © Unicode, Inc. under
the Unicode License v3. What CLDR lacks is in countries.toml. Under `also` stand the names that Portugal and Mexico
write otherwise than Brazil and Spain.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

LANGUAGES = ("en", "fr", "es", "pt")
REGIONS = ("pt_PT", "es_MX")
OUT = Path(__file__).resolve().parents[2] / "monitor" / "lookups" / "countries.json"
# Regions that CLDR reserves or makes up: they have no code of ISO 3166-1.
LEFT_OUT = {
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "EU",
    "EZ",
    "IC",
    "QO",
    "TA",
    "UN",
    "XA",
    "XB",
    "ZZ",
}


def main() -> None:
    names = {language: Locale(language).territories for language in LANGUAGES}
    codes = sorted(str(code) for code in names["en"] if len(str(code)) == 2 and str(code) not in LEFT_OUT)
    regional = {region: Locale.parse(region).territories for region in REGIONS}
    rows = []
    for code in codes:
        entry: dict[str, object] = {language: names[language][code] for language in LANGUAGES}
        also = {regional[region][code] for region in REGIONS} - {names[language][code] for language in LANGUAGES}
        if also:
            entry["also"] = sorted(also)
        rows.append(f'"{code}": {json.dumps(entry, ensure_ascii=False)}')
    OUT.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
