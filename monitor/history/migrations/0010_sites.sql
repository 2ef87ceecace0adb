-- Edits of what the pages of one host share: which capture shows which, and the change that it was told with.

CREATE TABLE site_edit (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    capture INTEGER NOT NULL REFERENCES capture (id),
    change TEXT NOT NULL,       -- public id of the change, whichever source told it
    host TEXT NOT NULL,
    went TEXT NOT NULL,         -- JSON: marks (digests) of the lines that went
    came TEXT NOT NULL
) STRICT;
CREATE INDEX site_edit_by_host ON site_edit (host);
CREATE INDEX site_edit_by_change ON site_edit (change);
CREATE INDEX site_edit_by_source ON site_edit (source);

CREATE VIEW site_event AS  -- one row for each page that shows an edit of its site
SELECT h.public AS change, strftime('%Y-%m-%dT%H:%M:%SZ', h.detected_at / 1000000, 'unixepoch') AS detected_at,
    e.host, h.before, h.after, o.name AS source, c.public AS capture,
    strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS seen_at
FROM site_edit e
LEFT JOIN rekey r ON r.old = e.change
JOIN change h ON h.public = coalesce(r.new, e.change)
JOIN source o ON o.id = e.source
JOIN capture c ON c.id = e.capture;
