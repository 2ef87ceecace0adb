"""Pages of layout `declared`: fields that a user describes by label, selector or column of a table.

In: a Document, the fields of its source, and what their selectors find. Out: an Extraction, whose house fields are the
same records as those of any other page. Must not know: where the fields were written, and what any page looks like.
"""

from monitor.extract.declared.page import queries, read
from monitor.extract.declared.proposal import Guess, Proposal, propose

__all__ = ["Guess", "Proposal", "propose", "queries", "read"]
