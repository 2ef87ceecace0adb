"""The plain records that pass from room to room. No room's logic lives here.

Instants are timezone-aware UTC datetimes. Dates that pages state are EDTF text (ISO 8601-2). Countries are ISO 3166-1
alpha-2 codes. A `value` is JSON: str, int, bool, None, or a dict/list of these.
"""

from monitor.model.archived import (
    Answer,
    Capture,
    Decision,
    DecisionKind,
    Imported,
    Json,
    Place,
    TransportVerdict,
    Validators,
)
from monitor.model.channels import FORMS, Channel, ChannelKind, Folder, Form, Interest, Mail, Secret, Tls, Webhook
from monitor.model.compared import (
    GOOD,
    Change,
    Check,
    Comparison,
    ContentVerdict,
    Held,
    Importance,
    Memory,
    OpenStatement,
    OwnVerdict,
)
from monitor.model.document import Block, Document, HeadDates, Link
from monitor.model.reading import INSIDE, Extraction, FieldEnd, FieldOutcome, Finding, Outcome, Statement, Under
from monitor.model.watched import LAYOUTS, RENDERS, Layout, Network, Render, Schedule, Source

__all__ = [
    "Answer",
    "Block",
    "Capture",
    "Change",
    "Channel",
    "ChannelKind",
    "Check",
    "Comparison",
    "ContentVerdict",
    "Decision",
    "DecisionKind",
    "Document",
    "Extraction",
    "FORMS",
    "FieldEnd",
    "FieldOutcome",
    "Finding",
    "Folder",
    "Form",
    "GOOD",
    "HeadDates",
    "Held",
    "INSIDE",
    "Importance",
    "Imported",
    "Interest",
    "Json",
    "LAYOUTS",
    "Layout",
    "Link",
    "Mail",
    "Memory",
    "Network",
    "OpenStatement",
    "Outcome",
    "OwnVerdict",
    "Place",
    "RENDERS",
    "Render",
    "Schedule",
    "Secret",
    "Source",
    "Statement",
    "Tls",
    "TransportVerdict",
    "Under",
    "Validators",
    "Webhook",
]
