"""How the rows of looks are numbered, and the texts that they share.

The number of a look is its run's times a million and which one of the run it was: in the order in which looks were
made, whatever clocks said, and the run follows from it. A text (an error, where a page moved to) is kept once, for it
comes again with every look.
"""

from __future__ import annotations

from sqlite_utils import Database

from monitor.errors import HistoryError

LOOKS = 1_000_000  # of one run at most


def numbers_of(run: int | None) -> dict[str, int]:
    """`first` and `last` number that a look of this run can have, or of any run."""
    return (
        {"first": 0, "last": (1 << 63) - 1} if run is None else {"first": run * LOOKS, "last": run * LOOKS + LOOKS - 1}
    )


def next_number(history: Database, run: int, *, good: bool, changes: int) -> int:
    """The number of a look that is to be written, which the row of its run counts. Inside the caller's transaction."""
    counted = (
        "UPDATE run SET looks = looks + 1, failed = failed + ?, changes = changes + ? WHERE id = ? RETURNING looks"
    )
    row = history.execute(counted, [not good, changes, run]).fetchone()
    if row is None or row[0] >= LOOKS:
        raise HistoryError(f"run {run} can have no further look" if row else f"there is no run {run}")
    return run * LOOKS + int(row[0])


def text_row(history: Database, text: str | None) -> int | None:
    """The row of a text, made when there is none. Inside the caller's transaction."""
    if text is None:
        return None
    history.execute("INSERT INTO check_text (text) VALUES (?) ON CONFLICT (text) DO NOTHING", [text])
    return int(history.execute("SELECT id FROM check_text WHERE text = ?", [text]).fetchone()[0])


def drop_unused_texts(history: Database) -> None:
    """Drops the texts that no look says any more. Inside the caller's transaction."""
    said = (f'SELECT {column} FROM "check" WHERE {column} IS NOT NULL' for column in ("error", "moved_to"))
    history.execute(f"DELETE FROM check_text WHERE id NOT IN ({' UNION '.join(said)})")
