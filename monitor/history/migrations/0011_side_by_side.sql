-- What several sources state of one fact, side by side: whom `now` picks and by which rule, where they differ, and
-- which change of a language version only follows that of another one.

ALTER TABLE source ADD COLUMN precedence INTEGER NOT NULL DEFAULT 5;  -- whom to pick first, 1 to 9

-- What a statement says in no language: a country, an id, a number, a date, a region; NULL where it is words, and of a
-- chair who holds it not now. Of a meeting the country and the place, beside which its days stand.
ALTER TABLE statement ADD COLUMN said TEXT AS (
    CASE
        WHEN field IN ('member', 'observer', 'secretariat', 'formal_association')
            THEN coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'))
        WHEN field IN ('type', 'established', 'member_count', 'observer_count', 'region')
            THEN json_extract(value, '$')
        WHEN field = 'chair' AND json_extract(value, '$.role') IN ('chair', 'co-chair')
            THEN coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'))
        WHEN field = 'meeting' THEN json_extract(value, '$.country') || ' ' || json_extract(value, '$.place')
    END
) VIRTUAL;
CREATE INDEX statement_standing ON statement (mechanism, field, source, said, first_day, last_day, opened_by)
    WHERE closed_by IS NULL AND mechanism IS NOT NULL;

CREATE TABLE region_overlap (   -- of regions with something in common, in both orders; from lookups/regions.toml
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE VIEW source_word AS  -- integers behind stance: the sources that are watched, and what their last accepted reading
SELECT o.id AS source, o.name, coalesce(o.family, o.name) AS family, o.precedence AS rank, e.dated,  -- says of them: `day` is the first
    CAST(julianday(  -- day of their own date, `reading` the extraction that has its fields
        substr(substr(e.dated, 1, instr(e.dated || '/', '/') - 1) || '-01-01', 1, 10)
    ) - 2440587.5 AS INTEGER) AS day,
    coalesce(e.same_as, e.id) AS reading
FROM source o
LEFT JOIN extraction e ON e.id = (SELECT max(id) FROM extraction WHERE source = o.id AND accepted = 1)
WHERE o.retired_at IS NULL;

CREATE VIEW stance AS  -- integers behind picked: what each source says of a field as a whole; of chairs, of who holds it now
WITH word AS MATERIALIZED (SELECT * FROM source_word)
SELECT s.mechanism, s.field, s.source, w.name, w.family, w.rank, w.dated, w.day, w.reading,
    max(c.fetched_at) AS since,
    group_concat(
        CASE s.field
            WHEN 'chair' THEN CASE WHEN s.last_day < w.day THEN NULL ELSE s.said END
            WHEN 'meeting' THEN s.said || ' ' || s.first_day || ' ' || s.last_day
            ELSE s.said
        END, ' '
    ) AS said,
    s.field <> 'chair' OR count(CASE WHEN s.last_day < w.day THEN NULL ELSE s.said END) > 0 AS current,
    s.field <> 'chair' AND count(*) > count(s.said) AS wordy
FROM statement s INDEXED BY statement_standing  -- in its order, so that equal lists are equal texts
CROSS JOIN word w ON w.source = s.source
CROSS JOIN capture c ON c.id = s.opened_by
WHERE s.closed_by IS NULL AND s.mechanism IS NOT NULL
GROUP BY s.mechanism, s.field, s.source;

CREATE VIEW picked AS  -- for each mechanism and field the source that is taken first, and the rule that decided
SELECT mechanism, field, source, rule, dated, strftime('%Y-%m-%dT%H:%M:%SZ', since / 1000000, 'unixepoch') AS since, sources
FROM (  -- one partition for all windows: so a question about one mechanism reads no other
    SELECT mechanism, field, name AS source, dated, since, count(*) OVER fields AS sources,
        row_number() OVER turn AS place,
        CASE
            WHEN count(*) OVER fields = 1 OR sum(current) OVER fields = 1 THEN 'only source'
            WHEN min(said) OVER fields = max(said) OVER fields AND count(said) OVER fields = sum(current) OVER fields
                AND max(wordy) OVER fields = 0 THEN 'all agree'
            WHEN lead(rank) OVER turn > rank THEN 'rank'
            WHEN coalesce(lead(day) OVER turn < day, day IS NOT NULL) THEN 'stated date'
            WHEN lead(since) OVER turn < since THEN 'observed date'
            ELSE 'name'
        END AS rule
    FROM stance
    WINDOW fields AS (PARTITION BY mechanism, field),
        turn AS (PARTITION BY mechanism, field ORDER BY current DESC, rank, day DESC, since DESC, name)
)
WHERE place = 1;

DROP VIEW now;
CREATE VIEW now AS  -- what holds now, by every source that is still watched; `picked` = 1 for what is taken first
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since, d.dated,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day,
    p.source = o.name AS picked, p.rule
FROM statement s
JOIN source o ON o.id = s.source AND o.retired_at IS NULL
JOIN capture c ON c.id = s.opened_by
JOIN picked p ON p.mechanism = s.mechanism AND p.field = s.field
LEFT JOIN source_dated d ON d.source = s.source
WHERE s.closed_by IS NULL
UNION ALL  -- of no mechanism, which is nobody else's
SELECT s.public, o.name, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public, strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch'), d.dated,
    date(s.first_day * 86400, 'unixepoch'), date(s.last_day * 86400, 'unixepoch'), 1, 'only source'
FROM statement s
JOIN source o ON o.id = s.source AND o.retired_at IS NULL
JOIN capture c ON c.id = s.opened_by
LEFT JOIN source_dated d ON d.source = s.source
WHERE s.closed_by IS NULL AND s.mechanism IS NULL;

DROP VIEW chair_now;
CREATE VIEW chair_now AS  -- without those whose term ended before the first day of the source's own date
SELECT mechanism, json_extract(value, '$.role') AS role,
    coalesce(json_extract(value, '$.country'), json_extract(value, '$.id')) AS who,
    json_extract(value, '$.name') AS name, json_extract(value, '$.term') AS term, source, since, dated,
    first_day, last_day, picked, rule
FROM now
WHERE field = 'chair' AND json_extract(value, '$.role') IN ('chair', 'co-chair', 'incoming')
    AND coalesce(last_day >= date(substr(substr(dated, 1, instr(dated || '/', '/') - 1) || '-01-01', 1, 10)), 1);

DROP VIEW disagreement;
CREATE VIEW disagreement AS  -- two sources that state different things: what each says alone, and of when that is
SELECT mechanism, field, source, coalesce(said, '') AS said, dated, other_source, coalesce(other_said, '') AS other_said,
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
                AND coalesce(x.first_day <= s.last_day AND x.last_day >= s.first_day, 1)
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
        ELSE NOT b.wordy AND EXISTS (  -- what was read in part cannot show that somebody is missing
            SELECT 1 FROM extraction_field f
            WHERE f.extraction = b.reading AND f.mechanism = a.mechanism AND f.field = a.field AND f.outcome = 'ok'
        )
    END
    WINDOW pair AS (PARTITION BY a.mechanism, a.field, min(a.name, b.name), max(a.name, b.name))
)
WHERE place = 1;

CREATE VIEW family_member AS  -- integers behind change_echo: sources that are language versions of one page, and since when
SELECT a.id AS source, b.id AS other, max(  -- both are watched
        (SELECT min(fetched_at) FROM capture WHERE source = a.id), (SELECT min(fetched_at) FROM capture WHERE source = b.id)
    ) AS since
FROM source a
JOIN source b ON coalesce(b.family, b.name) = coalesce(a.family, a.name) AND b.id <> a.id;

CREATE VIEW change_said AS  -- integers behind change_echo: what a change says in no language, NULL where it has words, and when
SELECT h.id, h.source, h.kind, h.mechanism, h.field, h.key, h.imported, coalesce(c.fetched_at, h.detected_at) AS seen, (
        SELECT CASE WHEN count(*) = count(said) THEN group_concat(said, ', ') END FROM (
            SELECT side.key || ' ' || CASE
                WHEN entry.type <> 'object' THEN entry.value
                WHEN h.field = 'meeting'
                    THEN json_extract(entry.value, '$.date') || ' ' || json_extract(entry.value, '$.country')
                ELSE coalesce(json_extract(entry.value, '$.country'), json_extract(entry.value, '$.id'))
            END AS said
            FROM json_each(json_array(json(coalesce(h.before, '[]')), json(coalesce(h.after, '[]')))) side
            JOIN json_each(CASE side.type WHEN 'array' THEN side.value ELSE json_array(
                CASE WHEN side.type = 'object' THEN json(side.value) ELSE side.value END) END) entry
            WHERE h.field <> 'chair' OR json_extract(entry.value, '$.role') IN ('chair', 'co-chair')
                OR h.kind = 'chair.incoming' AND json_extract(entry.value, '$.role') = 'incoming'
            ORDER BY 1
        )
    ) AS said
FROM change h
LEFT JOIN capture c ON c.id = h.after_capture
WHERE h.correction = 0 AND h.mechanism IS NOT NULL;

CREATE VIEW change_echo AS  -- a change that another language version told before as often, and which one of that it follows
SELECT change, echo_of FROM (
    SELECT h.id AS change, e.id AS echo_of, min(e.seen)  -- the row of the first
    FROM change_said h
    JOIN family_member f ON f.source = h.source
    JOIN change_said e ON e.source = f.other AND e.kind = h.kind AND e.mechanism = h.mechanism AND e.field = h.field
        AND (e.key = h.key OR h.field = 'meeting') AND e.seen BETWEEN f.since AND h.seen - 1
        AND e.imported <= h.imported AND e.said = h.said
    WHERE (
        SELECT count(*) FROM change_said x
        WHERE x.source = e.source AND x.kind = h.kind AND x.mechanism = h.mechanism AND x.field = h.field
            AND (x.key = h.key OR h.field = 'meeting') AND x.seen BETWEEN f.since AND e.seen
            AND x.imported <= h.imported AND x.said = h.said
    ) = (
        SELECT count(*) FROM change_said x
        WHERE x.source = h.source AND x.kind = h.kind AND x.mechanism = h.mechanism AND x.field = h.field
            AND (x.key = h.key OR h.field = 'meeting') AND x.seen BETWEEN f.since AND h.seen
            AND x.imported <= h.imported AND x.said = h.said
    )
    GROUP BY h.id
);

DROP VIEW latest_change;
CREATE VIEW latest_change AS  -- news, newest first; what only follows another language version is of low importance
SELECT h.public AS id, strftime('%Y-%m-%dT%H:%M:%SZ', h.detected_at / 1000000, 'unixepoch') AS detected_at,
    o.name AS source, h.mechanism, h.kind,
    CASE WHEN (SELECT echo_of FROM change_echo WHERE change = h.id) IS NULL THEN h.importance ELSE 'low' END AS importance,
    h.field, h.key, h.before, h.after, h.summary,
    (SELECT e.public FROM change_echo x JOIN change e ON e.id = x.echo_of WHERE x.change = h.id) AS echo_of
FROM change h
JOIN source o ON o.id = h.source
WHERE h.correction = 0 AND h.imported = 0
ORDER BY h.detected_at DESC, h.id DESC;
