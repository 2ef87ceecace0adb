"""Amounts of money: `211 M- (2011)` under `Annual Budget (USD)`, `EUR 1.5 million`, `$ 300,000`."""

from __future__ import annotations

import re
from dataclasses import dataclass

CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "chf": "CHF",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "euro": "EUR",
    "euros": "EUR",
    "dollars": "USD",
    "dólares": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "nz$": "NZD",
    "¥": "JPY",
    "f cfa": "XOF",
    "fcfa": "XOF",
    "aud": "AUD",
    "cad": "CAD",
    "nzd": "NZD",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "jpy": "JPY",
    "zar": "ZAR",
    "mxn": "MXN",
    "brl": "BRL",
    "mad": "MAD",
    "xof": "XOF",
    "xaf": "XAF",
}
_WORDS = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True) if sign[-1].isalpha())
CURRENCY = re.compile(rf"(?:US|NZ|[AC])?\$|[€£¥]|(?<!\w)(?:{_WORDS})(?!\w)", re.IGNORECASE)
SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")
SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "millones": 10**6,
    "milhões": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[ ,.'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)\s*"
    r"(?P<scale>thousand|millions?|millones|milhões|billion|mio|mn|bn|[mk])?(?![A-Za-z]|[.,]?\d)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of its currency (ISO 4217), and the year it is for."""

    amount: int
    currency: str | None
    year: int | None

    def value(self) -> dict[str, int | str | None]:
        """The JSON value of the statement."""
        return {"amount": self.amount, "currency": self.currency, "year": self.year}


def _number(text: str) -> float:
    groups = re.split(r"[ ,.'’]", text)
    if len(groups) > 1 and all(len(g) == 3 for g in groups[1:]):
        return float("".join(groups))
    if len(groups) > 2:  # 1,234,567.89
        return float("".join(groups[:-1]) + "." + groups[-1])
    return float(text.replace(",", "."))


def read_money(text: str, hint: str = "") -> Money | None:
    """The one amount in a text; `hint` is the label's remark, which may name the currency. None when there is none
    or two.
    """
    text = SPACES.sub(" ", text)
    year_at = YEAR.search(
        re.sub(r"\d[\d ,.'’]*\s*(?:million|[mk])\b", lambda m: " " * len(m.group()), text, flags=re.IGNORECASE)
    )
    rest = text[: year_at.start()] + " " * 4 + text[year_at.end() :] if year_at else text
    amounts = list(AMOUNT.finditer(rest))
    if len(amounts) != 1:
        return None
    if not (CURRENCY.search(text) or amounts[0]["scale"]) and re.search(r"[^\W\d]|%", rest):
        return None  # `2 staff`, `10 %`
    number = _number(amounts[0]["number"]) * SCALES.get((amounts[0]["scale"] or "").lower(), 1)
    sign = CURRENCY.search(text) or CURRENCY.search(hint)
    return Money(
        round(number), CURRENCIES.get(sign.group().lower()) if sign else None, int(year_at[1]) if year_at else None
    )
