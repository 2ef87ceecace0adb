-- What the gate knows again in the next run: hosts, whether a source's "not modified" is believed, where links led, and
-- how each page came.

CREATE TABLE host (             -- what is remembered of an origin: its circuit, its pace and its robots.txt
    origin TEXT NOT NULL UNIQUE,  -- scheme, host and port
    failures INTEGER NOT NULL,  -- in a row
    until INTEGER,              -- it is left alone until then; NULL = it is asked
    reason TEXT NOT NULL,       -- of the last failure
    asked_at INTEGER,           -- when the last request to it began
    robots TEXT,                -- the text of robots.txt as it was read
    robots_status INTEGER,
    robots_until INTEGER        -- when it is to be read again
) STRICT;

ALTER TABLE source ADD COLUMN tested_at INTEGER;      -- when its 304s were last put to the test
ALTER TABLE source ADD COLUMN distrusted_at INTEGER;  -- since when they are not believed; NULL = they are

ALTER TABLE capture ADD COLUMN html_length INTEGER;   -- bytes of the answer as it came, if it was a closed HTML page
ALTER TABLE capture ADD COLUMN rendered INTEGER NOT NULL DEFAULT 0;  -- 1: the page is what a browser made of the answer
ALTER TABLE capture ADD COLUMN quality REAL;          -- how sure it is, 0 to 1, that it is a page; NULL = not judged
CREATE INDEX capture_in_order ON capture (source, id);

CREATE TABLE followed_address (  -- every address that a followed link led to
    source INTEGER NOT NULL REFERENCES source (id),
    since INTEGER NOT NULL,
    until INTEGER,              -- NULL: it leads there now
    url TEXT NOT NULL,
    segment TEXT NOT NULL,      -- where in the archive the page stands that had the link
    "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (source, since)
) STRICT, WITHOUT ROWID;

CREATE VIEW address_span AS  -- integers behind address
SELECT a.source, a.url, a.kind, a.since, coalesce(a.until, o.retired_at) AS until
FROM (
    SELECT source, url, 'configured' AS kind, since, lead(since) OVER (PARTITION BY source ORDER BY since) AS until
    FROM source_address
    UNION ALL
    SELECT source, url, 'followed', since, until FROM followed_address
) a
JOIN source o ON o.id = a.source;

CREATE VIEW address AS  -- every address of every source, from when until when it was watched
SELECT o.name AS source, a.url, a.kind,
    strftime('%Y-%m-%dT%H:%M:%SZ', a.since / 1000000, 'unixepoch') AS since,
    strftime('%Y-%m-%dT%H:%M:%SZ', a.until / 1000000, 'unixepoch') AS until
FROM address_span a
JOIN source o ON o.id = a.source;

CREATE VIEW host_state AS  -- the hosts, with readable times
SELECT origin, failures, strftime('%Y-%m-%dT%H:%M:%SZ', until / 1000000, 'unixepoch') AS until, reason,
    strftime('%Y-%m-%dT%H:%M:%SZ', asked_at / 1000000, 'unixepoch') AS asked_at, robots_status,
    strftime('%Y-%m-%dT%H:%M:%SZ', robots_until / 1000000, 'unixepoch') AS robots_until
FROM host;
