"""Writes monitor/lookups/countries.json from CLDR (by way of babel): code -> names in English, French, Spanish, Portuguese.

Run `python tests/generate/countries.py` with babel installed; the result is committed. CLDR is © Unicode, Inc. under the
Unicode License v3, see docs. What CLDR lacks is in countries.toml.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

LANGUAGES = ("en", "fr", "es", "pt")
OUT = Path(__file__).resolve().parents[2] / "monitor" / "lookups" / "countries.json"
# Regions that CLDR reserves or makes up, and lands without inhabitants: they sit in no mechanism.
LEFT_OUT = set("AC AQ BV CP CQ DG EA EU EZ HM IC QO TA TF UM UN XA XB ZZ".split())


def main() -> None:
    names = {language: Locale(language).territories for language in LANGUAGES}
    codes = sorted(code for code in names["en"] if len(code) == 2 and code.isalpha() and code not in LEFT_OUT)
    rows = (
        f'"{code}": ' + json.dumps({language: names[language][code] for language in LANGUAGES}, ensure_ascii=False)
        for code in codes
    )
    OUT.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
