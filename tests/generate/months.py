"""Writes monitor/lookups/months.json from CLDR (by way of babel): names of months and weekdays in four languages.

Run `python tests/generate/months.py` with babel installed; the result is committed. Lists of months count from
January, lists of weekdays from Monday. CLDR is © Unicode, Inc. under the Unicode License v3.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

LANGUAGES = ("en", "fr", "es", "pt")
OUT = Path(__file__).resolve().parents[2] / "monitor" / "lookups" / "months.json"


def main() -> None:
    out = {}
    for language in LANGUAGES:
        locale = Locale(language)
        out[language] = {
            "months": [locale.months["format"]["wide"][number] for number in range(1, 13)],
            "short_months": [locale.months["format"]["abbreviated"][number].rstrip(".") for number in range(1, 13)],
            "weekdays": [locale.days["format"]["wide"][number] for number in range(7)],
            "short_weekdays": [locale.days["format"]["abbreviated"][number].rstrip(".") for number in range(7)],
        }
    OUT.write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
