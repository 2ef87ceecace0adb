"""Records that stand together, put together: `Archived`, `Revisit` or `model.Decision`, every digest compared."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime

from monitor.archive.archived import Archived, Content, Revisit
from monitor.archive.parsing import Record, Told, digest, http, imported, is_decision, remarks, told_in, way
from monitor.archive.where import Where
from monitor.headers import Headers, header
from monitor.model import Decision

# What stands together: a response or a revisit behind its metadata, and what a browser made of the response.
DESCRIBED = (("metadata", "response"), ("metadata", "revisit"))
RENDERED = ("metadata", "response", "conversion")
NOT_OURS = "the record is not of the form we write"
PROMISE = re.compile(rb"^conversion: ([!-~]+)\r$", re.MULTILINE)

Records = tuple[Record, ...]  # of one capture, in the order in which they stand


def goes_on(records: Records, record: Record) -> bool:
    """Whether a record belongs to the capture that these began: a response to its metadata, a conversion to both."""
    kinds = (*(one.kind for one in records), record.kind)
    if kinds in DESCRIBED and not is_decision(records[0]):
        return record.fields.get("warc-concurrent-to", "") == records[0].fields.get("warc-record-id")
    return kinds == RENDERED and record.fields.get("warc-record-id") == _promised(records[0])


def is_whole(records: Records) -> bool:
    """Whether what these began is at its end: with its response or revisit, or the conversion that was promised."""
    if is_decision(records[-1]):
        return len(records) == 1
    return records[-1].kind in (("conversion",) if _promised(records[0]) else ("response", "revisit"))


def content(records: Records, where: Where) -> Content:
    """What the records hold that stand together. Raises DamagedRecord for others."""
    if is_decision(records[0]):
        return _decision(records, where)
    return _revisit(records, where) if records[-1].kind == "revisit" else answer(records, where)


def answer(records: Records, where: Where) -> Archived:
    """The answer that the records of one capture hold, in their order. Raises DamagedRecord for any other records."""
    response = next((record for record in records if record.kind == "response"), None)
    if response is None or not _is_one_capture(records, response):
        raise where.damaged("there is no response with all its records")
    try:
        status, reason, headers, body = http(response.block)
        target = response.fields["warc-target-uri"]
        told = _told_with(records, target)
        requested, redirects = way(told)
        fetched_at = datetime.fromisoformat(response.fields["warc-date"])
        came_from, remarked = imported(told), remarks(told)
    except (ValueError, KeyError, TypeError) as error:
        raise where.damaged(f"{NOT_OURS}") from error
    shell = None
    _compare_digest(response, body, where)
    page = records[-1] if records[-1].kind == "conversion" else None
    if page:
        shell, body, headers = body, page.block, _with_type(headers, page.fields.get("content-type", ""))
        _compare_digest(page, body, where)
    return Archived(
        target_uri=target,
        requested_url=requested,
        redirects=redirects,
        fetched_at=fetched_at,
        status=status,
        reason=reason,
        headers=headers,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        truncated=response.fields.get("warc-truncated", ""),
        shell=shell,
        role=dict(told).get("role", ""),
        remarks=remarked,
        imported=came_from,
        address=response.fields.get("warc-ip-address"),
    )


def _revisit(records: Records, where: Where) -> Revisit:
    record = records[-1]
    if ("warc-concurrent-to" in record.fields) is (len(records) == 1):
        raise where.damaged("there is no revisit with all its records")
    try:
        status, _, headers, _ = http(record.block)
        target = record.fields["warc-target-uri"]
        told = _told_with(records, target)
        requested, redirects = way(told)
        return Revisit(
            target_uri=target,
            requested_url=requested,
            redirects=redirects,
            fetched_at=datetime.fromisoformat(record.fields["warc-date"]),
            status=status,
            headers=headers,
            sha256=record.fields["warc-payload-digest"].removeprefix("sha256:"),
            of=datetime.fromisoformat(record.fields["warc-refers-to-date"]),
            remarks=remarks(told),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise where.damaged(f"{NOT_OURS}") from error


def _decision(records: Records, where: Where) -> Decision:
    try:
        told = json.loads(records[0].block)
        return Decision(told["decision"], datetime.fromisoformat(records[0].fields["warc-date"]), dict(told["facts"]))
    except (ValueError, KeyError, TypeError) as error:
        raise where.damaged(f"{NOT_OURS}") from error


def _is_one_capture(records: Records, response: Record) -> bool:
    """Whether these are all the records of one capture, and nothing else."""
    tied = all(goes_on(records[:at], records[at]) for at in range(1, len(records)))
    return tied and ("warc-concurrent-to" in response.fields) is (len(records) > 1) and is_whole(records)


def _promised(record: Record) -> str:
    """The id of the conversion that a metadata record says will follow; '' = none."""
    found = PROMISE.search(record.block) if record.kind == "metadata" else None
    return found[1].decode() if found else ""


def _compare_digest(record: Record, payload: bytes, where: Where) -> None:
    if record.fields.get("warc-payload-digest") != digest(payload):
        raise where.damaged("the body does not pass its digest")


def _with_type(headers: Headers, media_type: str) -> Headers:
    """The headers with the content type of the page that was made of the body they came with."""
    there = [(name, media_type if name.lower() == "content-type" else value) for name, value in headers]
    return tuple(there) if header(headers, "content-type") else (*there, ("Content-Type", media_type))


def _told_with(records: Records, target: str) -> Told:
    """What the metadata record before the last one says; without one, that the target was asked for."""
    return told_in(records[0]) if records[0].kind == "metadata" else [("requested-url", target)]
