"""What was stated, when, by whom: statements with their intervals, changes, findings, checks, in SQLite.

In: captures, extractions and comparisons of `run`. Out: the memory that a comparison needs, and answers to questions
(`queries`). It must not know how pages are fetched, read or compared; it alone imports sqlite3 and sqlite_utils.
"""
