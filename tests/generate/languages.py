"""Writes monitor/lookups/languages.json from CLDR (by way of babel): ISO 639-1 codes and their names in four languages.

Run `python tests/generate/languages.py` with babel installed; the result is committed. A name that is also that of
a country (`Nauru`) is left out: it says where, not in which
language. CLDR is © Unicode, Inc. under the Unicode License v3.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

LANGUAGES = ("en", "fr", "es", "pt")
OUT = Path(__file__).resolve().parents[2] / "monitor" / "lookups" / "languages.json"


def main() -> None:
    locales = [Locale(language) for language in LANGUAGES]
    territories = {name.casefold() for locale in locales for name in locale.territories.values()}
    out = {}
    for code in sorted(code for code in locales[0].languages if len(code) == 2):
        names = [locale.languages[code] for locale in locales if code in locale.languages]
        out[code] = [name for name in dict.fromkeys(names) if name.casefold() not in territories]
    lines = ",\n".join(f" {json.dumps(code)}: {json.dumps(names, ensure_ascii=False)}" for code, names in out.items())
    OUT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
