-- That there is none of a field is stated, too, with words that prove it, from one capture to another. It is no statement
-- row: nobody is stated, and counts of members stay as they are.

CREATE TABLE none_stated (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    mechanism TEXT NOT NULL,
    field TEXT NOT NULL,
    quote TEXT NOT NULL,        -- the words that say so, as they were when it was opened
    opened_by INTEGER NOT NULL REFERENCES capture (id),
    closed_by INTEGER REFERENCES capture (id)  -- NULL: it is said now
) STRICT;
CREATE UNIQUE INDEX none_open ON none_stated (mechanism, field, source) WHERE closed_by IS NULL;
CREATE INDEX none_by_mechanism ON none_stated (mechanism, field);
CREATE INDEX none_by_source ON none_stated (source);

CREATE VIEW none_span AS  -- integers behind none_timeline: once for each time in which its source was watched
SELECT n.source, n.mechanism, n.field, n.opened_by AS capture, n.quote, w.since AS watched_since, w.until AS watched_until,
    max(c.seen_at, w.since) AS since, iif(e.seen_at <= coalesce(w.until, e.seen_at), e.seen_at, NULL) AS until,
    c.seen_at >= w.since AS begins, iif(e.seen_at <= coalesce(w.until, e.seen_at), n.closed_by, NULL) AS ended_by
FROM none_stated n
JOIN capture c ON c.id = n.opened_by
LEFT JOIN capture e ON e.id = n.closed_by
JOIN source_span w ON w.source = n.source AND c.seen_at < coalesce(w.until, 9223372036854775807)
    AND w.since <= max(coalesce(e.seen_at, 9223372036854775807), c.seen_at)
WHERE e.seen_at IS NULL OR e.seen_at > c.seen_at;  -- else newer code read the same capture otherwise

DROP VIEW stance;
CREATE VIEW stance AS  -- integers behind picked: what each source says of a field as a whole; of chairs, of who holds it now
SELECT s.mechanism, s.field, s.source, w.name, w.family, w.rank, w.dated, w.day, w.reading,
    max(c.seen_at) AS since,
    group_concat(
        CASE s.field
            WHEN 'chair' THEN CASE WHEN s.last_day < w.day THEN NULL ELSE s.said END
            WHEN 'meeting' THEN s.said || ' ' || s.first_day || ' ' || s.last_day
            ELSE s.said
        END, ' '
    ) AS said,
    s.field <> 'chair' OR count(CASE WHEN s.last_day < w.day THEN NULL ELSE s.said END) > 0 AS current,
    s.field <> 'chair' AND count(*) > count(
        CASE s.field WHEN 'meeting' THEN s.said || ' ' || s.first_day || ' ' || s.last_day ELSE s.said END
    ) AS wordy, 0 AS none
FROM statement s INDEXED BY statement_standing  -- in its order, so that equal lists are equal texts
CROSS JOIN source_word w ON w.source = s.source
CROSS JOIN capture c ON c.id = s.opened_by
WHERE s.closed_by IS NULL AND s.mechanism IS NOT NULL
GROUP BY s.mechanism, s.field, s.source
HAVING s.field <> 'chair' OR current OR NOT EXISTS (  -- who chaired, or will, beside the words that nobody does
    SELECT 1 FROM none_stated n
    WHERE n.mechanism = s.mechanism AND n.field = s.field AND n.source = s.source AND n.closed_by IS NULL
)
UNION ALL
SELECT n.mechanism, n.field, n.source, w.name, w.family, w.rank, w.dated, w.day, w.reading, c.seen_at, '', 1, 0, 1
FROM none_stated n
CROSS JOIN source_word w ON w.source = n.source
CROSS JOIN capture c ON c.id = n.opened_by
WHERE n.closed_by IS NULL;

CREATE VIEW none_now AS  -- the sources that say now that there is none; `picked` = 1 for what is taken first
SELECT n.mechanism, n.field, w.name AS source, n.quote, c.public AS capture,
    strftime('%Y-%m-%dT%H:%M:%SZ', c.seen_at / 1000000, 'unixepoch') AS since, w.dated, p.source = w.name AS picked, p.rule
FROM none_stated n
JOIN source_word w ON w.source = n.source
JOIN capture c ON c.id = n.opened_by
JOIN picked p ON p.mechanism = n.mechanism AND p.field = n.field
WHERE n.closed_by IS NULL;

CREATE VIEW none_timeline AS  -- from when until when a source said that there is none of a field
SELECT n.mechanism, n.field, o.name AS source, n.quote, c.public AS capture,
    strftime('%Y-%m-%dT%H:%M:%SZ', n.since / 1000000, 'unixepoch') AS since,
    strftime('%Y-%m-%dT%H:%M:%SZ', n.until / 1000000, 'unixepoch') AS until,
    strftime('%Y-%m-%dT%H:%M:%SZ', n.watched_until / 1000000, 'unixepoch') AS watched_until
FROM none_span n
JOIN source o ON o.id = n.source
JOIN capture c ON c.id = n.capture;

DROP VIEW disagreement;
CREATE VIEW disagreement AS  -- two sources that state different things: what each says alone, and of when that is
SELECT mechanism, field, source, coalesce(said, iif(none, 'none', '')) AS said, dated, other_source,
    coalesce(other_said, iif(other_none, 'none', '')) AS other_said,
    other_dated, strftime('%Y-%m-%dT%H:%M:%SZ', since / 1000000, 'unixepoch') AS since,
    strftime('%Y-%m-%dT%H:%M:%SZ', other_since / 1000000, 'unixepoch') AS other_since, family,
    CASE  -- of two language versions the one that has changed less lately, else the one that is dated earlier
        WHEN family IS NULL THEN NULL
        WHEN coalesce(changed, 0) < coalesce(other_changed, 0) THEN source
        WHEN coalesce(changed, 0) > coalesce(other_changed, 0) THEN other_source
        WHEN day < other_day THEN source
        WHEN day > other_day THEN other_source
    END AS lags
FROM (  -- a row for each entry that `a` states and `b` does not, though it would
    SELECT a.mechanism, a.field, row_number() OVER pair AS place, min(a.name, b.name) AS source,
        max(a.name, b.name) AS other_source,
        group_concat(
            CASE WHEN a.name < b.name THEN CASE a.field
                WHEN 'meeting' THEN json_extract(s.value, '$.date') || ' ' || json_extract(s.value, '$.place')
                ELSE coalesce(s.said, s.text)
            END END, ', '
        ) OVER pair AS said,
        group_concat(
            CASE WHEN a.name > b.name THEN CASE a.field
                WHEN 'meeting' THEN json_extract(s.value, '$.date') || ' ' || json_extract(s.value, '$.place')
                ELSE coalesce(s.said, s.text)
            END END, ', '
        ) OVER pair AS other_said,
        iif(a.name < b.name, a.none, b.none) AS none, iif(a.name < b.name, b.none, a.none) AS other_none,
        iif(a.name < b.name, a.dated, b.dated) AS dated, iif(a.name < b.name, b.dated, a.dated) AS other_dated,
        iif(a.name < b.name, a.since, b.since) AS since, iif(a.name < b.name, b.since, a.since) AS other_since,
        iif(a.name < b.name, a.day, b.day) AS day, iif(a.name < b.name, b.day, a.day) AS other_day,
        CASE WHEN a.family = b.family THEN a.family END AS family,
        CASE WHEN a.family = b.family THEN (
            SELECT max(c.fetched_at) FROM change h JOIN capture c ON c.id = h.after_capture
            WHERE h.source = iif(a.name < b.name, a.source, b.source) AND h.mechanism = a.mechanism
                AND h.field = a.field AND h.correction = 0
        ) END AS changed,
        CASE WHEN a.family = b.family THEN (
            SELECT max(c.fetched_at) FROM change h JOIN capture c ON c.id = h.after_capture
            WHERE h.source = iif(a.name < b.name, b.source, a.source) AND h.mechanism = a.mechanism
                AND h.field = a.field AND h.correction = 0
        ) END AS other_changed
    FROM stance a
    JOIN stance b ON b.mechanism = a.mechanism AND b.field = a.field AND (b.said <> a.said OR b.none <> a.none)
    JOIN statement s ON s.mechanism = a.mechanism AND s.field = a.field AND s.source = a.source AND s.closed_by IS NULL
        AND (s.said IS NOT NULL  -- nobody needs no language: whoever is named contradicts that
            OR b.none AND coalesce(json_extract(s.value, '$.role'), 'chair') IN ('chair', 'co-chair'))
    WHERE CASE a.field
        WHEN 'meeting' THEN EXISTS (
            SELECT 1 FROM statement x
            WHERE x.mechanism = a.mechanism AND x.field = a.field AND x.source = b.source AND x.said = s.said
                AND x.closed_by IS NULL AND (
                    x.first_day BETWEEN s.last_day + 1 AND s.last_day + 7
                    OR x.last_day BETWEEN s.first_day - 7 AND s.first_day - 1
                )
                AND NOT EXISTS (  -- where one of them has the other's day, too, they are two meetings
                    SELECT 1 FROM statement y
                    WHERE y.mechanism = a.mechanism AND y.field = a.field AND y.said = s.said AND y.closed_by IS NULL
                        AND (y.source = b.source AND y.first_day <= s.last_day AND y.last_day >= s.first_day
                            OR y.source = a.source AND y.first_day <= x.last_day AND y.last_day >= x.first_day)
                )
        )
        WHEN 'established' THEN NOT EXISTS (
            SELECT 1 FROM statement x
            WHERE x.mechanism = a.mechanism AND x.field = a.field AND x.source = b.source AND x.closed_by IS NULL
                AND coalesce(  -- what one of the two says about, or doubts, may be a year off
                    x.first_day <= s.last_day + 365 * (x.value || s.value GLOB '*[~?%]*')
                        AND x.last_day >= s.first_day - 365 * (x.value || s.value GLOB '*[~?%]*'), 1
                )
        )
        WHEN 'region' THEN NOT EXISTS (
            SELECT 1 FROM statement x
            WHERE x.mechanism = a.mechanism AND x.field = a.field AND x.source = b.source AND x.closed_by IS NULL
                AND (x.said = s.said OR EXISTS (
                    SELECT 1 FROM region_overlap r WHERE r.one = s.said AND r.other = x.said
                ))
        )
        ELSE NOT EXISTS (
            SELECT 1 FROM statement x
            WHERE x.mechanism = a.mechanism AND x.field = a.field AND x.source = b.source AND x.said = s.said
                AND x.closed_by IS NULL AND NOT coalesce(a.field = 'chair' AND x.last_day < b.day, 0)
        ) AND NOT coalesce(a.field = 'chair' AND s.last_day < a.day, 0)
    END
    AND CASE WHEN a.field IN ('type', 'established', 'member_count', 'observer_count', 'meeting') THEN 1
        ELSE b.none OR NOT b.wordy AND EXISTS (  -- what was read in part cannot show that somebody is missing
            SELECT 1 FROM extraction_field f
            WHERE f.extraction = b.reading AND f.mechanism = a.mechanism AND f.field = a.field AND f.outcome = 'ok'
        )
    END
    WINDOW pair AS (PARTITION BY a.mechanism, a.field, min(a.name, b.name), max(a.name, b.name))
)
WHERE place = 1;
