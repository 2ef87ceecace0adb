"""Tables that people edit, and the names in them.

In: the TOML files of this folder and what tests/generate/ made of CLDR and GeoNames. Out: typed records, vocabularies
that find names in text, and one version of it all. Must not know: pages, layouts, fields, the history.
"""

from monitor.lookups.folding import fold, squash
from monitor.lookups.load import generated, table, version
from monitor.lookups.vocabulary import Hit, Vocabulary

__all__ = ["Hit", "Vocabulary", "fold", "generated", "squash", "table", "version"]
