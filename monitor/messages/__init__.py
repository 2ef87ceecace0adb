"""The words that people are told things with, in each language: `en.toml` and `fr.toml`, which a person can edit.

In: the name of a message and what fills its gaps. Out: a line of raw text; whoever prints it escapes it. It knows the
lookups for the names of countries and months, and neither the history nor the clock.
"""

from monitor.messages.catalogue import LANGUAGES, Language, language
from monitor.messages.parties import NO_ARTICLE, Number, Parties, Party

__all__ = ["LANGUAGES", "Language", "language", "NO_ARTICLE", "Number", "Parties", "Party"]
