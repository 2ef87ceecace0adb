"""What the full text holds, and under which numbers: three times the row of a statement, one more of a change, and two
more of a source whose page it is. Triggers keep it in step; here is what they do, for those that mend it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from sqlite_utils import Database

WORDS = {  # (number, body, what, row)
    "statement": "SELECT 3 * id, text || ' ' || quote, 'statement', id FROM statement",
    "change": "SELECT 3 * id + 1, summary, 'change', id FROM change",
    "page": "SELECT 3 * o.id + 2, p.text, 'page', o.id FROM page_text p JOIN source o ON o.name = p.source",
}
ALL_WORDS = " UNION ALL ".join(WORDS.values())
WRITE = "INSERT INTO fulltext (rowid, body, what, row)"
# of the statements and changes of a :source; its page goes when its last reading does
OF_SOURCE = (
    "rowid IN (SELECT 3 * id FROM statement WHERE source = :source"
    " UNION ALL SELECT 3 * id + 1 FROM change WHERE source = :source)"
)


def made_anew(history: Database) -> None:
    """The full text anew, from what the history holds. Inside the caller's transaction."""
    (made,) = history.execute("SELECT sql FROM sqlite_schema WHERE name = 'fulltext'").fetchone()
    history.execute("DROP TABLE fulltext")
    history.execute(made)
    history.execute(f"{WRITE} {ALL_WORDS}")


def reads_otherwise(history: Database, what: Literal["statement", "change"], rows: Iterable[int]) -> None:
    """The entries of these rows as they read now. Inside the caller's transaction."""
    among = "IN (SELECT value FROM json_each(?))"
    listed = json.dumps(list(rows))
    numbers = f"SELECT {'3 * value' if what == 'statement' else '3 * value + 1'} FROM json_each(?)"
    history.execute(f"DELETE FROM fulltext WHERE rowid IN ({numbers})", [listed])
    history.execute(f"{WRITE} {WORDS[what]} WHERE id {among}", [listed])
