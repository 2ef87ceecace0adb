-- Looks in fewer bytes: one table in the order of sources without an index beside it, texts that come again and again
-- kept once, what a run found counted in its own row, and old looks that can be folded to a count for each month.

DROP VIEW source_health;
DROP VIEW source_state;
DROP VIEW check_log;

ALTER TABLE run ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;   -- looks that ended in a verdict that is not good
ALTER TABLE run ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
UPDATE run SET (looks, failed, changes) = (
    SELECT count(*), coalesce(sum(v.good = 0), 0), coalesce(sum(k.changes), 0)
    FROM "check" k JOIN verdict v ON v.id = k.verdict WHERE k.run = run.id
);

UPDATE source SET forgot_check = coalesce((
    SELECT max(k.run * 1000000 + k.nth)
    FROM (SELECT id, run, row_number() OVER (PARTITION BY run ORDER BY id) AS nth FROM "check") k
    WHERE k.id <= source.forgot_check
), 0) WHERE forgot_check IS NOT NULL;

CREATE TABLE check_text (       -- what looks said, each text once
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO check_text (text)
SELECT error FROM "check" WHERE error IS NOT NULL UNION SELECT moved_to FROM "check" WHERE moved_to IS NOT NULL;

ALTER TABLE "check" RENAME TO wide;
CREATE TABLE "check" (
    source INTEGER NOT NULL REFERENCES source (id),
    id INTEGER NOT NULL,        -- run * 1000000 + which look of the run it was: no two are the same
    verdict INTEGER NOT NULL REFERENCES verdict (id),
    checked_at INTEGER NOT NULL,
    status INTEGER,
    received INTEGER,
    milliseconds INTEGER,
    error INTEGER REFERENCES check_text (id),
    moved_to INTEGER REFERENCES check_text (id),
    capture INTEGER REFERENCES capture (id),
    outcome TEXT,
    changes INTEGER,
    run INTEGER GENERATED ALWAYS AS (id / 1000000) VIRTUAL REFERENCES run (id),
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "check" (source, id, verdict, checked_at, status, received, milliseconds, error, moved_to, capture, outcome,
    changes)
SELECT k.source, k.run * 1000000 + row_number() OVER (PARTITION BY k.run ORDER BY k.id), k.verdict, k.checked_at,
    k.status, k.received, k.milliseconds, e.id, m.id, k.capture, k.outcome, k.changes
FROM wide k LEFT JOIN check_text e ON e.text = k.error LEFT JOIN check_text m ON m.text = k.moved_to
ORDER BY k.source, k.id;
DROP TABLE wide;

CREATE TABLE check_folded (     -- old looks of which only their number is kept
    source INTEGER NOT NULL REFERENCES source (id),
    month TEXT NOT NULL,        -- YYYY-MM, in UTC
    verdict INTEGER NOT NULL REFERENCES verdict (id),
    looks INTEGER NOT NULL,
    PRIMARY KEY (source, month, verdict)
) STRICT, WITHOUT ROWID;

CREATE VIEW look AS  -- integers behind check_log, with the texts
SELECT k.id, k.run, k.source, k.verdict, k.checked_at, k.status, k.received, k.milliseconds, e.text AS error,
    m.text AS moved_to, k.capture, k.outcome, k.changes
FROM "check" k
LEFT JOIN check_text e ON e.id = k.error
LEFT JOIN check_text m ON m.id = k.moved_to;

CREATE VIEW check_log AS  -- every look that is kept, readable
SELECT k.id, k.run, o.name AS source, v.name AS verdict,
    strftime('%Y-%m-%dT%H:%M:%SZ', k.checked_at / 1000000, 'unixepoch') AS checked_at,
    k.status, k.received, k.milliseconds, k.error, k.moved_to, c.public AS capture, k.outcome, k.changes
FROM look k
JOIN source o ON o.id = k.source
JOIN verdict v ON v.id = k.verdict
LEFT JOIN capture c ON c.id = k.capture;

CREATE VIEW check_by_month AS  -- how many looks of each source ended how, those that were folded among them
SELECT o.name AS source, k.month, v.name AS verdict, sum(k.looks) AS looks
FROM (
    SELECT source, strftime('%Y-%m', checked_at / 1000000, 'unixepoch') AS month, verdict, 1 AS looks FROM "check"
    UNION ALL
    SELECT source, month, verdict, looks FROM check_folded
) k
JOIN source o ON o.id = k.source
JOIN verdict v ON v.id = k.verdict
GROUP BY k.source, k.month, k.verdict;

CREATE VIEW source_state AS  -- integers behind source_health: last look, last good look, first bad look since
SELECT s.source, s.last_check, s.last_good,
    (SELECT min(id) FROM "check" WHERE source = s.source AND id > coalesce(s.last_good, 0)) AS first_bad
FROM (
    SELECT o.id AS source,
        (SELECT max(id) FROM "check" WHERE source = o.id) AS last_check,
        (SELECT k.id FROM "check" k JOIN verdict v ON v.id = k.verdict
         WHERE k.source = o.id AND v.good = 1 AND coalesce(k.outcome, '') <> 'failed' ORDER BY k.id DESC LIMIT 1
        ) AS last_good
    FROM source o
) s;

CREATE VIEW source_health AS
SELECT o.name AS source, o.url, v.name AS last_verdict,
    strftime('%Y-%m-%dT%H:%M:%SZ', l.checked_at / 1000000, 'unixepoch') AS last_check, w.text AS last_error,
    strftime('%Y-%m-%dT%H:%M:%SZ', g.checked_at / 1000000, 'unixepoch') AS last_success,
    strftime('%Y-%m-%dT%H:%M:%SZ', b.checked_at / 1000000, 'unixepoch') AS failing_since
FROM source_state t
JOIN source o ON o.id = t.source AND o.retired_at IS NULL
LEFT JOIN "check" l ON l.source = t.source AND l.id = t.last_check
LEFT JOIN verdict v ON v.id = l.verdict
LEFT JOIN check_text w ON w.id = l.error
LEFT JOIN "check" g ON g.source = t.source AND g.id = t.last_good
LEFT JOIN "check" b ON b.source = t.source AND b.id = t.first_bad;
