"""What was stated, when, by whom: statements with their intervals, changes, findings and looks, in SQLite.

In: captures, extractions and comparisons of `run`. Out: the memory that a comparison needs, and answers to questions.
It must not know how pages are fetched, read or compared; it alone imports sqlite3 and sqlite_utils. What writes takes
the database of `open_history`, what asks takes that or the one of `open_reader`. The schema is in `migrations/`.
"""

from sqlite_utils import Database

from monitor.history.addresses import addresses, ends, follows, record_followed
from monitor.history.agenda import Appointment, agenda
from monitor.history.answers import (
    ChangeRecord,
    CheckRecord,
    Contrary,
    Disagreement,
    Evidence,
    FindingRecord,
    Heartbeat,
    HeldRecord,
    Judgement,
    Mark,
    MechanismView,
    NoneRecord,
    PartyView,
    Pick,
    Reach,
    RunRecord,
    SourceAddress,
    SourceHealth,
    StatementRecord,
)
from monitor.history.belonging import Belonging, membership
from monitor.history.captures import (
    LastGood,
    capture,
    captures,
    forget_validators,
    last_good,
    record_capture,
    renew_validators,
    unread_captures,
    validators,
)
from monitor.history.changes import change, changes, evidence, kinds_told
from monitor.history.coming import has_come
from monitor.history.damage import damaged, note_damage
from monitor.history.database import open_history, open_reader, transaction
from monitor.history.dataset import at_one_moment, newest, rows
from monitor.history.dead import DeadLetter, dead_letters, drop, retry, stranded
from monitor.history.decided import adopt_settings, configured, to_be_decided
from monitor.history.disagreed import disagreements_at, disagreements_between
from monitor.history.heard import Heard, heard, hears
from monitor.history.hosts import hosts, remember_hosts
from monitor.history.kept import Kept, channels_told, kept_digest, kept_digests
from monitor.history.last import LastReading, last_capture, last_reading, last_trouble
from monitor.history.lock import DAEMON, Holder, daemon_lock, holder, run_lock, sending_lock
from monitor.history.looks import (
    bad_looks,
    begin_run,
    end_run,
    judged,
    judgement,
    of_the_page,
    record_check,
    record_gone,
    truncated_for,
    was_killed,
)
from monitor.history.marks import add_note, judge, marks_of, take_back
from monitor.history.meetings import Meeting, meetings
from monitor.history.memory import memory
from monitor.history.nones import nones_now
from monitor.history.outbox import (
    Outgoing,
    begin_telling,
    hurry,
    last_told,
    mark_told,
    nothing_told,
    put_out,
    to_send,
    told_before,
    untold,
    was_accepted,
    was_refused,
)
from monitor.history.parties import show_country, show_organisation
from monitor.history.reach import reach
from monitor.history.record import record_reading
from monitor.history.retold import TakenOver, take_over
from monitor.history.room import bring_in
from monitor.history.search import Found, plain, search
from monitor.history.segments import known_segments, last_instant, record_known
from monitor.history.sites import (
    began,
    fetched_in,
    frame,
    framed_at,
    is_html,
    looked_well,
    neighbours,
    one_before,
    overviews_beside,
    pages_beside,
    read_before,
    record_frame,
    shows,
    site_edits,
    subjects,
)
from monitor.history.sources import as_settled, renamed, sync_sources, weigh_sources
from monitor.history.standing import disagreements, show_mechanism, statements_now
from monitor.history.standstill import Standstill, goes_on, not_put_off, stands_still, standstills
from monitor.history.tables import TABLES, Table, Type
from monitor.history.timeline import Stretch, fields_told, timeline
from monitor.history.told_again import begin_behind_redacted, record_redacted, tell_gone
from monitor.history.trust import tested, to_be_tested
from monitor.history.waiting import held_capture, is_decided, record_rejected, record_rejected_unread
from monitor.history.watching import checks, findings, first_seen, heartbeat, held, runs, source_health

__all__ = [
    "nones_now",
    "Kept",
    "channels_told",
    "kept_digest",
    "kept_digests",
    "TABLES",
    "Table",
    "Type",
    "at_one_moment",
    "newest",
    "rows",
    "Belonging",
    "ChangeRecord",
    "CheckRecord",
    "Contrary",
    "Database",
    "Disagreement",
    "Evidence",
    "FindingRecord",
    "Found",
    "Heartbeat",
    "Heard",
    "HeldRecord",
    "Judgement",
    "LastGood",
    "LastReading",
    "Mark",
    "MechanismView",
    "NoneRecord",
    "PartyView",
    "Reach",
    "Pick",
    "Appointment",
    "agenda",
    "Meeting",
    "RunRecord",
    "SourceAddress",
    "SourceHealth",
    "StatementRecord",
    "Stretch",
    "TakenOver",
    "add_note",
    "addresses",
    "adopt_settings",
    "as_settled",
    "bad_looks",
    "begin_behind_redacted",
    "begin_run",
    "bring_in",
    "capture",
    "captures",
    "change",
    "changes",
    "checks",
    "configured",
    "damaged",
    "disagreements",
    "disagreements_at",
    "disagreements_between",
    "end_run",
    "ends",
    "evidence",
    "findings",
    "first_seen",
    "fields_told",
    "follows",
    "forget_validators",
    "began",
    "fetched_in",
    "frame",
    "framed_at",
    "has_come",
    "heartbeat",
    "heard",
    "hears",
    "held",
    "held_capture",
    "is_decided",
    "is_html",
    "looked_well",
    "neighbours",
    "one_before",
    "overviews_beside",
    "pages_beside",
    "read_before",
    "plain",
    "record_frame",
    "hosts",
    "hurry",
    "last_capture",
    "last_good",
    "last_reading",
    "last_trouble",
    "last_told",
    "mark_told",
    "nothing_told",
    "marks_of",
    "meetings",
    "membership",
    "memory",
    "open_history",
    "open_reader",
    "record_capture",
    "judge",
    "judged",
    "judgement",
    "kinds_told",
    "known_segments",
    "last_instant",
    "note_damage",
    "of_the_page",
    "record_gone",
    "record_known",
    "to_be_decided",
    "record_check",
    "record_followed",
    "reach",
    "record_reading",
    "record_redacted",
    "record_rejected",
    "record_rejected_unread",
    "remember_hosts",
    "renamed",
    "renew_validators",
    "run_lock",
    "sending_lock",
    "runs",
    "search",
    "shows",
    "site_edits",
    "subjects",
    "show_country",
    "show_mechanism",
    "show_organisation",
    "source_health",
    "statements_now",
    "sync_sources",
    "take_back",
    "take_over",
    "tell_gone",
    "tested",
    "timeline",
    "to_be_tested",
    "transaction",
    "truncated_for",
    "unread_captures",
    "validators",
    "was_killed",
    "weigh_sources",
    "Outgoing",
    "begin_telling",
    "dead_letters",
    "drop",
    "retry",
    "stranded",
    "Standstill",
    "goes_on",
    "not_put_off",
    "stands_still",
    "standstills",
    "DeadLetter",
    "holder",
    "Holder",
    "DAEMON",
    "daemon_lock",
    "put_out",
    "to_send",
    "told_before",
    "untold",
    "was_accepted",
    "was_refused",
]
