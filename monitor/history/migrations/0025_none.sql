-- That there is none of a field is stated, too: the words that say so stand with the outcome of the reading, and from
-- them follows from when until when a source said it. It is no statement row: counts of members stay as they are.

ALTER TABLE extraction_field ADD COLUMN none TEXT;  -- the words with which the page says that there is none now
ALTER TABLE extraction_field ADD COLUMN none_begins INTEGER;  -- 1: and did not when the field was last read to its end
CREATE INDEX extraction_none ON extraction_field (mechanism, field)
    WHERE none_begins = 1 OR outcome = 'unstated';  -- few, however often a page that says so is read

CREATE VIEW none_span AS  -- integers behind none_timeline: once for each time in which its source was watched
SELECT n.source, n.mechanism, n.field, n.capture, n.quote, w.since AS watched_since, w.until AS watched_until,
    max(n.since, w.since) AS since, iif(n.until <= coalesce(w.until, n.until), n.until, NULL) AS until,
    n.since >= w.since AS begins, iif(
        n.until <= coalesce(w.until, n.until), (SELECT id FROM capture WHERE source = n.source AND seen_at = n.until), NULL
    ) AS ended_by
FROM (
    SELECT x.source, f.mechanism, f.field, c.seen_at AS since, c.id AS capture, f.none AS quote, (
        SELECT min(at) FROM (  -- when somebody came, or when it was stated no more
            SELECT min(o.seen_at) AS at FROM statement s JOIN capture o ON o.id = s.opened_by
            WHERE s.mechanism = f.mechanism AND s.field = f.field AND s.source = x.source AND o.seen_at > c.seen_at
                AND coalesce(json_extract(s.value, '$.role'), '') NOT IN ('incoming', 'past')
            UNION ALL
            SELECT min(o.seen_at) FROM extraction_field u
            JOIN extraction e ON e.id = u.extraction AND e.accepted = 1 AND e.source = x.source AND e.id > x.id
            JOIN capture o ON o.id = e.capture AND o.seen_at >= c.seen_at
            WHERE u.mechanism = f.mechanism AND u.field = f.field AND u.outcome = 'unstated'
        )
    ) AS until
    FROM extraction_field f
    JOIN extraction x ON x.id = f.extraction AND x.accepted = 1
    JOIN capture c ON c.id = x.capture
    WHERE f.none_begins = 1 AND f.mechanism IS NOT NULL
        AND NOT EXISTS (  -- newer code read somebody in the same capture
            SELECT 1 FROM statement s JOIN capture o ON o.id = s.opened_by LEFT JOIN capture e ON e.id = s.closed_by
            WHERE s.mechanism = f.mechanism AND s.field = f.field AND s.source = x.source AND o.seen_at <= c.seen_at
                AND coalesce(e.seen_at > c.seen_at, 1)
                AND coalesce(json_extract(s.value, '$.role'), '') NOT IN ('incoming', 'past')
        )
) n
JOIN source_span w ON w.source = n.source AND n.since < coalesce(w.until, 9223372036854775807)
    AND w.since <= max(coalesce(n.until, 9223372036854775807), n.since)
WHERE n.until IS NULL OR n.until > n.since;

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
    SELECT 1 FROM extraction_field f
    WHERE f.extraction = w.reading AND f.mechanism = s.mechanism AND f.field = s.field AND f.none IS NOT NULL
)
UNION ALL
SELECT n.mechanism, n.field, n.source, w.name, w.family, w.rank, w.dated, w.day, w.reading, n.since, '', 1, 0, 1
FROM none_span n
CROSS JOIN source_word w ON w.source = n.source
WHERE n.until IS NULL AND n.watched_until IS NULL;

CREATE VIEW none_now AS  -- the sources that say now that there is none; `picked` = 1 for what is taken first
SELECT t.mechanism, t.field, t.name AS source, n.quote, c.public AS capture,
    strftime('%Y-%m-%dT%H:%M:%SZ', t.since / 1000000, 'unixepoch') AS since, t.dated, p.source = t.name AS picked, p.rule
FROM stance t
JOIN none_span n ON n.mechanism = t.mechanism AND n.field = t.field AND n.source = t.source AND n.until IS NULL
    AND n.watched_until IS NULL
JOIN capture c ON c.id = n.capture
JOIN picked p ON p.mechanism = t.mechanism AND p.field = t.field
WHERE t.none;

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
                ELSE s.said
            END END, ', '
        ) OVER pair AS said,
        group_concat(
            CASE WHEN a.name > b.name THEN CASE a.field
                WHEN 'meeting' THEN json_extract(s.value, '$.date') || ' ' || json_extract(s.value, '$.place')
                ELSE s.said
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
    JOIN stance b ON b.mechanism = a.mechanism AND b.field = a.field AND b.said <> a.said
    JOIN statement s ON s.mechanism = a.mechanism AND s.field = a.field AND s.source = a.source AND s.said IS NOT NULL
        AND s.closed_by IS NULL
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
