"""Words on controls and labels by which pages are taken apart. Data: lookups/controls.toml and lookups/labels.toml."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from monitor.documents.clean import fold
from monitor.lookups import table

MAX_LABEL = 80  # characters
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\b\d+\b")
MAX_FRAME_LINE = 200  # characters
_BETWEEN, _RIGHTS = re.compile(r"[|·•/\t\n]|\s[–—-]\s"), re.compile(r"©|^\W*copyright\b", re.IGNORECASE)
BY_CLASS = "class "  # before a landmark that an element has by the name of its class alone


@cache
def control_words() -> frozenset[str]:
    """Folded words of controls that say nothing of the page's subject."""
    return frozenset(fold(word) for word in table("controls")["words"])


@cache
def icon_classes() -> frozenset[str]:
    """Classes of fonts that show a word as a picture."""
    return frozenset(table("controls")["icons"])


@cache
def picture_words() -> frozenset[str]:
    """Words in small letters that stand beside a name in what is said of a picture."""
    return frozenset(table("controls")["pictures"])


@cache
def unseen_classes() -> frozenset[str]:
    """Classes of words that are there for those who listen to the page."""
    return frozenset(table("controls")["unseen"])


@cache
def column_words() -> frozenset[str]:
    """Folded names of columns that say no more than that labels stand in one and values in the other."""
    return frozenset(fold(word) for word in table("controls")["columns"])


@cache
def menu_words(name: str) -> frozenset[str]:
    """Folded words that menus and footers say: `home`, `pages`, `imprint`, `follow`, `teasers`."""
    return frozenset(map(fold, table("controls")["menus"][name]))


@cache
def landmark_words() -> dict[str, str]:
    """The landmark that each class or id means which is one of these words, said to rest on it (BY_CLASS)."""
    landmarks: dict[str, list[str]] = table("controls")["landmarks"]
    return {word: f"{BY_CLASS}{landmark}" for landmark, words in landmarks.items() for word in words}


@cache
def label_fields() -> dict[str, str]:
    """The field of each label under which pages give their facts, by its folded words."""
    return {
        key: label["field"]
        for label in table("labels")["label"]
        for language in ("en", "fr", "es", "pt")
        for words in label.get(language, ())
        if (key := fold(words))
    }


def field_of(words: str) -> str:
    """The field whose label `words` are, a number or a remark in brackets left aside; '' where they are none."""
    if not words or len(words) > MAX_LABEL:
        return ""
    fields = label_fields()
    return fields.get(fold(words)) or fields.get(fold(_ASIDE.sub("", words)), "")


def frame_of(text: str) -> Literal["", "around", "imprint"]:
    """Whether a line, or a part of it between signs, is one that only a site's frame has, or one that it may have."""
    if len(text) > MAX_FRAME_LINE:
        return ""
    parts = {fold(part) for part in _BETWEEN.split(text)}
    if _RIGHTS.search(text) or parts & (menu_words("imprint") | menu_words("home")):
        return "imprint"
    return "around" if parts & menu_words("follow") else ""


def is_control(text: str) -> bool:
    """Whether `text` is what a button says that works the page, such as `Show more`."""
    return fold(text) in control_words()
