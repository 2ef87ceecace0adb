-- When each source was in the configuration: one that left and came back was not watched in between, and nothing is
-- known of that time.

CREATE TABLE source_span (      -- a time in which a source was watched
    source INTEGER NOT NULL REFERENCES source (id),
    since INTEGER NOT NULL,     -- 0: the first one, to which all belongs that others archived before
    until INTEGER,              -- NULL: it is watched now
    PRIMARY KEY (source, since)
) STRICT, WITHOUT ROWID;
INSERT INTO source_span (source, since, until) SELECT id, 0, retired_at FROM source;

CREATE VIEW watched AS  -- when each source was in the configuration
SELECT o.name AS source, strftime('%Y-%m-%dT%H:%M:%SZ', coalesce(nullif(w.since, 0), o.first_seen) / 1000000, 'unixepoch') AS since,
    strftime('%Y-%m-%dT%H:%M:%SZ', w.until / 1000000, 'unixepoch') AS until
FROM source_span w
JOIN source o ON o.id = w.source;

CREATE VIEW statement_span AS  -- integers behind timeline: every statement once for each time in which its source was watched
SELECT s.id AS statement, w.since AS watched_since, w.until AS watched_until, max(c.fetched_at, w.since) AS since,
    iif(e.fetched_at <= coalesce(w.until, e.fetched_at), e.fetched_at, NULL) AS until,
    c.fetched_at >= w.since AS begins
FROM statement s
JOIN capture c ON c.id = s.opened_by
LEFT JOIN capture e ON e.id = s.closed_by
JOIN source_span w ON w.source = s.source AND c.fetched_at < coalesce(w.until, 9223372036854775807)
    AND w.since <= max(coalesce(e.fetched_at, 9223372036854775807), c.fetched_at);

DROP VIEW timeline;
CREATE VIEW timeline AS  -- every statement with its interval, and the changes that opened and closed it
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text,
    strftime('%Y-%m-%dT%H:%M:%SZ', p.since / 1000000, 'unixepoch') AS since,
    strftime('%Y-%m-%dT%H:%M:%SZ', p.until / 1000000, 'unixepoch') AS until,
    strftime('%Y-%m-%dT%H:%M:%SZ', p.watched_until / 1000000, 'unixepoch') AS watched_until,
    iif(p.begins, (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change
     WHERE x.statement = s.id AND x.side = 'after' ORDER BY h.id LIMIT 1), NULL) AS began_with,
    iif(p.until IS NULL, NULL, (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change
     WHERE x.statement = s.id AND x.side = 'before' AND h.after_capture = s.closed_by
     ORDER BY h.id DESC LIMIT 1)) AS ended_with,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day,
    strftime('%Y-%m-%dT%H:%M:%SZ', nullif(p.watched_since, 0) / 1000000, 'unixepoch') AS watched_since
FROM statement s
JOIN source o ON o.id = s.source
JOIN statement_span p ON p.statement = s.id;

DROP VIEW chair_timeline;
DROP VIEW statement_interval;
CREATE VIEW statement_interval AS  -- every statement with the interval in which it was observed to hold
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', p.since / 1000000, 'unixepoch') AS since,
    iif(p.until IS NULL, NULL, e.public) AS closed_by,
    strftime('%Y-%m-%dT%H:%M:%SZ', coalesce(p.until, p.watched_until) / 1000000, 'unixepoch') AS until,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day
FROM statement s
JOIN source o ON o.id = s.source
JOIN statement_span p ON p.statement = s.id
JOIN capture c ON c.id = s.opened_by
LEFT JOIN capture e ON e.id = s.closed_by;

CREATE VIEW chair_timeline AS
SELECT mechanism, json_extract(value, '$.role') AS role,
    coalesce(json_extract(value, '$.country'), json_extract(value, '$.id')) AS who,
    json_extract(value, '$.name') AS name, json_extract(value, '$.term') AS term, source, since, until,
    first_day, last_day
FROM statement_interval WHERE field = 'chair' ORDER BY mechanism, since, role;

DROP VIEW address_span;
CREATE VIEW address_span AS  -- integers behind address
SELECT a.source, a.url, a.kind, max(a.since, w.since) AS since,
    nullif(min(coalesce(a.until, 9223372036854775807), coalesce(w.until, 9223372036854775807)), 9223372036854775807) AS until
FROM (
    SELECT source, url, 'configured' AS kind, since, lead(since) OVER (PARTITION BY source ORDER BY since) AS until
    FROM source_address
    UNION ALL
    SELECT source, url, 'followed', since, until FROM followed_address
) a
JOIN source_span w ON w.source = a.source AND a.since < coalesce(w.until, 9223372036854775807)
    AND w.since < coalesce(a.until, 9223372036854775807);
