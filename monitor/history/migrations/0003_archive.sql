-- What the archive knows beside captures: decisions, what was imported, what was taken out, how far it was read.

ALTER TABLE capture ADD COLUMN origin TEXT;           -- the file or archive it was imported from; NULL = it was fetched
ALTER TABLE capture ADD COLUMN imported_at INTEGER;
ALTER TABLE capture ADD COLUMN redacted_at INTEGER;   -- since when its bytes are no longer in the archive, on request

ALTER TABLE change ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;  -- 1: an imported capture shows it, so it is no news

ALTER TABLE source ADD COLUMN decided TEXT;           -- JSON: its settings as the archive has them; NULL = not yet there

CREATE TABLE segment (          -- how far each file of the archive was read: what stands behind it is not known yet
    source INTEGER NOT NULL REFERENCES source (id),
    name TEXT NOT NULL,
    known INTEGER NOT NULL,     -- bytes from its start
    PRIMARY KEY (source, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE rekey (            -- public ids that were given out once, and what is meant by them now
    old TEXT NOT NULL UNIQUE,   -- of a statement or a change
    new TEXT,                   -- NULL: it is no more
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE import (           -- every import; `ended_at` is NULL while the past is not told with it
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    origin TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    seen INTEGER NOT NULL DEFAULT 0,     -- captures that it offered
    added INTEGER NOT NULL DEFAULT 0
) STRICT;

DROP VIEW latest_change;
CREATE VIEW latest_change AS  -- news, newest first
SELECT h.public AS id, strftime('%Y-%m-%dT%H:%M:%SZ', h.detected_at / 1000000, 'unixepoch') AS detected_at,
    o.name AS source, h.mechanism, h.kind, h.importance, h.field, h.key, h.before, h.after, h.summary
FROM change h
JOIN source o ON o.id = h.source
WHERE h.correction = 0 AND h.imported = 0
ORDER BY h.detected_at DESC, h.id DESC;
