-- Views that answer for large histories, too: what holds now without weighing the sources, and echoes in one pass.

DROP VIEW source_word;
CREATE VIEW source_word AS  -- integers behind stance: the sources that are watched, and what their last accepted reading
SELECT o.id AS source, o.name, coalesce(o.family, o.name) AS family, o.precedence AS rank, e.dated,  -- says of them: `day`
    CAST(julianday(  -- is the first day of their own date, `reading` the extraction that has its fields
        substr(substr(e.dated, 1, instr(e.dated || '/', '/') - 1) || '-01-01', 1, 10)
    ) - 2440587.5 AS INTEGER) AS day,
    coalesce(e.same_as, e.id) AS reading
FROM source o
LEFT JOIN extraction e ON e.id = (  -- the last one of many, found at once
    SELECT x.id FROM extraction x WHERE x.source = o.id AND x.accepted = 1 ORDER BY x.id DESC LIMIT 1
)
WHERE o.retired_at IS NULL;

CREATE VIEW standing AS  -- what holds now, by every source that is still watched
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since, d.dated,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day
FROM statement s
JOIN source o ON o.id = s.source AND o.retired_at IS NULL
JOIN capture c ON c.id = s.opened_by
LEFT JOIN source_dated d ON d.source = s.source
WHERE s.closed_by IS NULL;

DROP VIEW now;
CREATE VIEW now AS  -- the same; `picked` = 1 for what is taken first
SELECT s.*, p.source = s.source AS picked, p.rule
FROM standing s
JOIN picked p ON p.mechanism = s.mechanism AND p.field = s.field
UNION ALL  -- of no mechanism, which is nobody else's
SELECT s.*, 1, 'only source' FROM standing s WHERE s.mechanism IS NULL;

DROP VIEW membership;
CREATE VIEW membership AS
SELECT mechanism, field AS standing, coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'), key) AS who,
    json_extract(value, '$.name') AS name, source, since
FROM standing WHERE field IN ('member', 'observer');

DROP VIEW meeting_all;
CREATE VIEW meeting_all AS
SELECT mechanism, json_extract(value, '$.date') AS date, json_extract(value, '$.place') AS place,
    json_extract(value, '$.country') AS country, json_extract(value, '$.title') AS title,
    json_extract(value, '$.announced') AS announced, source, since, first_day, last_day
FROM standing WHERE field = 'meeting';

DROP VIEW stand;
CREATE VIEW stand AS  -- what a source says now, by itself
SELECT mechanism, field, source, value AS said, dated FROM standing
WHERE field IN ('type', 'established', 'member_count', 'observer_count')
UNION ALL
SELECT mechanism, field, name, said, dated FROM stance WHERE field = 'chair' AND said IS NOT NULL
UNION ALL
SELECT s.mechanism, s.field, o.name, group_concat(coalesce(s.said, s.key), ' '), d.dated
FROM statement s INDEXED BY statement_standing
CROSS JOIN source o ON o.id = s.source AND o.retired_at IS NULL
LEFT JOIN source_dated d ON d.source = s.source
WHERE s.closed_by IS NULL AND s.mechanism IS NOT NULL AND s.field = 'member'
GROUP BY s.mechanism, s.field, s.source;

DROP VIEW change_echo;
CREATE VIEW change_echo AS  -- a change that another language version told before as often, and which one of that it follows
WITH version AS MATERIALIZED (  -- `first`: the one of the family that has been watched for the longest time
    SELECT o.id AS source, coalesce(o.family, o.name) AS family, (SELECT min(fetched_at) FROM capture WHERE source = o.id) AS begun
    FROM source o WHERE o.id IN (SELECT source FROM family_member)
),
told AS MATERIALIZED (
    SELECT c.id, c.source, c.kind, c.mechanism, c.field, iif(c.field = 'meeting', '', c.key) AS key, c.imported, c.seen, c.said,
        v.family, v.begun = (SELECT min(begun) FROM version WHERE family = v.family) AS first
    FROM version v CROSS JOIN change_said c ON c.source = v.source
    WHERE c.said IS NOT NULL
),
missed AS MATERIALIZED (  -- how often the first had told it when another one began to be watched
    SELECT v.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said, count(*) AS times
    FROM told t JOIN version v ON v.family = t.family AND v.source <> t.source AND t.seen < v.begun
    WHERE t.first
    GROUP BY v.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said
),
counted AS (
    SELECT t.*, coalesce(m.times, 0) + row_number() OVER (
        PARTITION BY t.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said ORDER BY t.seen, t.id
    ) AS time
    FROM told t
    LEFT JOIN missed m ON m.source = t.source AND m.kind = t.kind AND m.mechanism = t.mechanism AND m.field = t.field
        AND m.key = t.key AND m.imported = t.imported AND m.said = t.said
)
SELECT change, echo_of FROM (
    SELECT id AS change, first_value(id) OVER (
        PARTITION BY family, kind, mechanism, field, key, imported, said, time ORDER BY seen, id
    ) AS echo_of
    FROM counted
)
WHERE echo_of <> change GROUP BY change;

DROP VIEW latest_change;
CREATE VIEW latest_change AS  -- news, newest first; what only follows another language version is of low importance
SELECT h.public AS id, strftime('%Y-%m-%dT%H:%M:%SZ', h.detected_at / 1000000, 'unixepoch') AS detected_at,
    o.name AS source, h.mechanism, h.kind, iif(e.id IS NULL, h.importance, 'low') AS importance,
    h.field, h.key, h.before, h.after, h.summary, e.public AS echo_of
FROM change h
JOIN source o ON o.id = h.source
LEFT JOIN change_echo x ON x.change = h.id
LEFT JOIN change e ON e.id = x.echo_of
WHERE h.correction = 0 AND h.imported = 0
ORDER BY h.detected_at DESC, h.id DESC;
