-- The first schema. Instants are microseconds since 1970-01-01T00:00:00Z; views make them readable.
-- Rows join on integers; `public` is the id that people cite. NULL is unknown, 0 is none.

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,  -- the id in config.toml
    url TEXT NOT NULL,
    layout TEXT NOT NULL,
    family TEXT,                -- name of the source of which this is another language version
    settings TEXT NOT NULL,     -- JSON: what decides how its pages are read: layout, mechanisms, language
    settled_after INTEGER NOT NULL DEFAULT 0,  -- the last extraction that was made under other settings
    first_seen INTEGER NOT NULL,
    retired_at INTEGER,         -- when it left the configuration: its statements are neither open nor removed
    forgot_check INTEGER        -- validators are not to be used until a good check later than this one
) STRICT;

CREATE TABLE source_address (   -- every address a source had, from when on
    source INTEGER NOT NULL REFERENCES source (id),
    since INTEGER NOT NULL,
    url TEXT NOT NULL,          -- behind the key: SQLite 3.40's integrity_check reads such rows by position
    PRIMARY KEY (source, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    version TEXT
) STRICT;

CREATE TABLE verdict (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    good INTEGER NOT NULL       -- 1: the page was had, as it is or unchanged
) STRICT;

INSERT INTO verdict (id, name, good) VALUES
    (1, 'new', 1), (2, 'changed', 1), (3, 'unchanged', 1), (4, 'not-modified', 1),
    (5, 'unreachable', 0), (6, 'refused', 0), (7, 'server-error', 0), (8, 'not-found', 0), (9, 'gone', 0),
    (15, 'unjudged', 0), (10, 'truncated', 0), (11, 'too-large', 0), (12, 'blocked', 0), (13, 'soft-404', 0), (14, 'empty', 0);

CREATE TABLE capture (
    id INTEGER PRIMARY KEY,
    public TEXT NOT NULL UNIQUE,
    source INTEGER NOT NULL REFERENCES source (id),
    requested_url TEXT NOT NULL,
    final_url TEXT NOT NULL,
    redirects TEXT NOT NULL,    -- JSON: [[status, url], ...]
    fetched_at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    sha256 TEXT NOT NULL,       -- of the decoded payload
    media_type TEXT NOT NULL,
    segment TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    verdict INTEGER REFERENCES verdict (id)  -- NULL: not judged yet
) STRICT;
CREATE INDEX capture_by_source ON capture (source, fetched_at);

CREATE TABLE "check" (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    source INTEGER NOT NULL REFERENCES source (id),
    verdict INTEGER NOT NULL REFERENCES verdict (id),
    checked_at INTEGER NOT NULL,
    status INTEGER,
    received INTEGER,
    milliseconds INTEGER,
    error TEXT,
    moved_to TEXT,
    capture INTEGER REFERENCES capture (id),
    outcome TEXT,
    changes INTEGER
) STRICT;
CREATE INDEX check_by_source ON "check" (source, id);
CREATE INDEX check_by_run ON "check" (run);

CREATE TABLE extraction (
    id INTEGER PRIMARY KEY,
    capture INTEGER NOT NULL REFERENCES capture (id),
    source INTEGER NOT NULL REFERENCES source (id),
    run INTEGER REFERENCES run (id),
    read_at INTEGER NOT NULL,
    layout TEXT NOT NULL,
    extractor TEXT NOT NULL,
    lookups TEXT NOT NULL,
    outcome TEXT NOT NULL,
    accepted INTEGER NOT NULL,  -- 1: the next one is compared with it
    dated TEXT,                 -- the source's own date (EDTF)
    same_as INTEGER REFERENCES extraction (id),  -- fields, source_fields and prose are that one's
    source_fields TEXT,         -- JSON object
    prose TEXT                  -- JSON array of paragraphs
) STRICT;
CREATE INDEX extraction_by_source ON extraction (source, id);
CREATE INDEX extraction_by_capture ON extraction (capture);

CREATE TABLE extraction_field (
    extraction INTEGER NOT NULL REFERENCES extraction (id),
    mechanism TEXT,
    field TEXT NOT NULL,
    outcome TEXT NOT NULL,
    claimed INTEGER,
    listed INTEGER,
    parsed INTEGER,
    kept INTEGER
) STRICT;
CREATE INDEX extraction_field_by_extraction ON extraction_field (extraction);

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    public TEXT NOT NULL UNIQUE,
    source INTEGER NOT NULL REFERENCES source (id),
    mechanism TEXT,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,        -- JSON
    text TEXT NOT NULL,         -- what the page said for it when it opened
    quote TEXT NOT NULL,
    locator TEXT NOT NULL,
    opened_by INTEGER NOT NULL REFERENCES capture (id),
    closed_by INTEGER REFERENCES capture (id)  -- NULL: it holds now
) STRICT;
CREATE INDEX statement_open ON statement (source) WHERE closed_by IS NULL;
CREATE INDEX statement_by_mechanism ON statement (mechanism, field, key);
CREATE INDEX statement_by_closing ON statement (closed_by) WHERE closed_by IS NOT NULL;
CREATE INDEX statement_by_country ON statement (json_extract(value, '$.country'))
    WHERE json_extract(value, '$.country') IS NOT NULL;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    public TEXT NOT NULL UNIQUE,
    source INTEGER NOT NULL REFERENCES source (id),
    kind TEXT NOT NULL,
    mechanism TEXT,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT,                -- JSON
    after TEXT,                 -- JSON
    before_capture INTEGER REFERENCES capture (id),
    after_capture INTEGER REFERENCES capture (id),
    importance TEXT NOT NULL,
    summary TEXT NOT NULL,
    detected_at INTEGER NOT NULL,
    correction INTEGER NOT NULL DEFAULT 0  -- 1: from our own code or lookups, never news
) STRICT;
CREATE INDEX change_by_time ON change (detected_at);
CREATE INDEX change_by_source ON change (source, kind);

CREATE TABLE change_statement (
    change INTEGER NOT NULL REFERENCES change (id),
    statement INTEGER NOT NULL REFERENCES statement (id),
    side TEXT NOT NULL CHECK (side IN ('before', 'after')),
    PRIMARY KEY (change, statement, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_quote (     -- words of the later capture for entries that a change leaves as they are
    change INTEGER NOT NULL REFERENCES change (id),
    quote TEXT NOT NULL,
    locator TEXT NOT NULL
) STRICT;
CREATE INDEX change_quote_by_change ON change_quote (change);

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    kind TEXT NOT NULL,
    mechanism TEXT,
    field TEXT,
    message TEXT NOT NULL,
    quote TEXT,
    locator TEXT,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    opened_by INTEGER REFERENCES capture (id)
) STRICT;
CREATE INDEX finding_open ON finding (source) WHERE closed_at IS NULL;
CREATE INDEX finding_by_time ON finding (opened_at);

CREATE TABLE held (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    mechanism TEXT,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    since INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    by_itself INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX held_open ON held (source) WHERE ended_at IS NULL;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    window_from INTEGER,
    window_until INTEGER NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    done_at INTEGER
) STRICT;
CREATE INDEX outbox_by_channel ON outbox (channel, state, window_until);

CREATE VIRTUAL TABLE fulltext USING fts5 (
    body, what UNINDEXED, row UNINDEXED, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_is_found AFTER INSERT ON statement BEGIN
    INSERT INTO fulltext (body, what, row) VALUES (new.text || ' ' || new.quote, 'statement', new.id);
END;
CREATE TRIGGER change_is_found AFTER INSERT ON change BEGIN
    INSERT INTO fulltext (body, what, row) VALUES (new.summary, 'change', new.id);
END;

CREATE VIEW source_dated AS  -- each source's own date, as its last accepted extraction gives it
SELECT e.source, e.dated FROM extraction e
WHERE e.id = (SELECT max(id) FROM extraction WHERE source = e.source AND accepted = 1);

CREATE VIEW now AS  -- what holds now, by every source that is still watched
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since, d.dated
FROM statement s
JOIN source o ON o.id = s.source AND o.retired_at IS NULL
JOIN capture c ON c.id = s.opened_by
LEFT JOIN source_dated d ON d.source = s.source
WHERE s.closed_by IS NULL;

CREATE VIEW statement_interval AS  -- every statement with the interval in which it was observed to hold
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since,
    e.public AS closed_by, strftime('%Y-%m-%dT%H:%M:%SZ', e.fetched_at / 1000000, 'unixepoch') AS until
FROM statement s
JOIN source o ON o.id = s.source
JOIN capture c ON c.id = s.opened_by
LEFT JOIN capture e ON e.id = s.closed_by;

CREATE VIEW chair_now AS  -- without those whose term ended before the source's own date
SELECT mechanism, json_extract(value, '$.role') AS role,
    coalesce(json_extract(value, '$.country'), json_extract(value, '$.id')) AS who,
    json_extract(value, '$.name') AS name, json_extract(value, '$.term') AS term, source, since, dated
FROM (
    SELECT *, ltrim(substr(json_extract(value, '$.term'), instr(json_extract(value, '$.term'), '/') + 1)) AS term_end
    FROM now WHERE field = 'chair'
)
WHERE role IN ('chair', 'co-chair', 'incoming')
    AND (term_end IS NULL OR dated IS NULL OR substr(dated, 1, length(term_end)) <= term_end);

CREATE VIEW chair_timeline AS
SELECT mechanism, json_extract(value, '$.role') AS role,
    coalesce(json_extract(value, '$.country'), json_extract(value, '$.id')) AS who,
    json_extract(value, '$.name') AS name, json_extract(value, '$.term') AS term, source, since, until
FROM statement_interval WHERE field = 'chair' ORDER BY mechanism, since, role;

CREATE VIEW membership AS
SELECT mechanism, field AS standing, coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'), key) AS who,
    json_extract(value, '$.name') AS name, source, since
FROM now WHERE field IN ('member', 'observer');

CREATE VIEW meeting_all AS
SELECT mechanism, json_extract(value, '$.date') AS date, json_extract(value, '$.place') AS place,
    json_extract(value, '$.country') AS country, json_extract(value, '$.title') AS title,
    json_extract(value, '$.announced') AS announced, source, since
FROM now WHERE field = 'meeting';

CREATE VIEW stand AS  -- what a source says now, in a form that can be set against what another says
SELECT mechanism, field, source, value AS said, dated FROM now
WHERE field IN ('type', 'established', 'member_count', 'observer_count')
UNION ALL
SELECT mechanism, 'chair', source, group_concat(who, ' '), dated
FROM (SELECT DISTINCT mechanism, source, who, dated FROM chair_now WHERE role <> 'incoming' ORDER BY who)
GROUP BY mechanism, source
UNION ALL
SELECT mechanism, 'member', source, group_concat(who, ' '), dated
FROM (
    SELECT mechanism, source, coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'), key) AS who, dated
    FROM now WHERE field = 'member' ORDER BY who
)
GROUP BY mechanism, source;

CREATE VIEW disagreement AS  -- sources of different families that say different things
SELECT a.mechanism, a.field, a.source, a.said, a.dated,
    b.source AS other_source, b.said AS other_said, b.dated AS other_dated
FROM stand a
JOIN stand b ON b.mechanism = a.mechanism AND b.field = a.field AND b.source > a.source AND b.said <> a.said
JOIN source x ON x.name = a.source
JOIN source y ON y.name = b.source
WHERE coalesce(x.family, x.name) <> coalesce(y.family, y.name);

CREATE VIEW check_log AS  -- every look, readable
SELECT k.id, k.run, o.name AS source, v.name AS verdict,
    strftime('%Y-%m-%dT%H:%M:%SZ', k.checked_at / 1000000, 'unixepoch') AS checked_at,
    k.status, k.received, k.milliseconds, k.error, k.moved_to, c.public AS capture, k.outcome, k.changes
FROM "check" k
JOIN source o ON o.id = k.source
JOIN verdict v ON v.id = k.verdict
LEFT JOIN capture c ON c.id = k.capture;

CREATE VIEW source_state AS  -- integers behind source_health: last look, last good look, first bad look since
SELECT s.id AS source,
    (SELECT max(id) FROM "check" WHERE source = s.id) AS last_check,
    g.id AS last_good,
    (SELECT min(id) FROM "check" WHERE source = s.id AND id > coalesce(g.id, 0)) AS first_bad
FROM source s
LEFT JOIN "check" g ON g.id = (
    SELECT k.id FROM "check" k JOIN verdict v ON v.id = k.verdict
    WHERE k.source = s.id AND v.good = 1 AND coalesce(k.outcome, '') <> 'failed' ORDER BY k.id DESC LIMIT 1
);

CREATE VIEW source_health AS
SELECT o.name AS source, o.url, l.verdict AS last_verdict, l.checked_at AS last_check, l.error AS last_error,
    g.checked_at AS last_success, b.checked_at AS failing_since
FROM source_state t
JOIN source o ON o.id = t.source AND o.retired_at IS NULL
LEFT JOIN check_log l ON l.id = t.last_check
LEFT JOIN check_log g ON g.id = t.last_good
LEFT JOIN check_log b ON b.id = t.first_bad;

CREATE VIEW latest_change AS  -- news, newest first
SELECT h.public AS id, strftime('%Y-%m-%dT%H:%M:%SZ', h.detected_at / 1000000, 'unixepoch') AS detected_at,
    o.name AS source, h.mechanism, h.kind, h.importance, h.field, h.key, h.before, h.after, h.summary
FROM change h
JOIN source o ON o.id = h.source
WHERE h.correction = 0
ORDER BY h.detected_at DESC, h.id DESC;
