"""Facts that running text states: who chairs, who belongs, since when, which meeting took place.

In: a paragraph, and the mechanism that it is about. Out: typed values, each with the sentence that proves it. Only
plain statements are read (subject, verb, value); another body's office, a demonym, somebody's plan or a hope is not.
The words are data: lookups/phrases.toml. Must not know: sections, ledgers, markup.
"""

from monitor.extract.prose.associations import find_association
from monitor.extract.prose.chairs import find_chairs
from monitor.extract.prose.counts import find_member_count
from monitor.extract.prose.documents import find_documents, with_links
from monitor.extract.prose.founding import find_established
from monitor.extract.prose.joining import find_left
from monitor.extract.prose.meetings import find_meetings
from monitor.extract.prose.members import find_members, members_between
from monitor.extract.prose.observers import find_observer_count, find_observers
from monitor.extract.prose.secretariats import find_secretariats
from monitor.extract.prose.shares import Share, share_of
from monitor.extract.prose.types import find_kind

__all__ = [
    "Share",
    "find_association",
    "find_chairs",
    "find_documents",
    "find_established",
    "find_kind",
    "find_left",
    "find_meetings",
    "find_member_count",
    "find_members",
    "find_observer_count",
    "find_observers",
    "find_secretariats",
    "members_between",
    "share_of",
    "with_links",
]
