-- What a version of a page tells late is no news where the page itself stated it already, though it never told it: it
-- was there when it began to be watched. No change of the page is then followed, but the page.

CREATE INDEX held_field ON held (source, mechanism, field);

CREATE VIEW language_version AS  -- integers behind change_echo: the language versions of pages that were ever seen
WITH version AS MATERIALIZED (
    SELECT * FROM (
        SELECT o.id AS source, coalesce(o.family, o.name) AS family, o.precedence AS rank, o.retired_at,
            (SELECT min(fetched_at) FROM capture WHERE source = o.id) AS begun, o.name = coalesce(o.family, o.name) AS named
        FROM source o WHERE o.id IN (SELECT source FROM family_member)
    ) WHERE begun IS NOT NULL
)
SELECT *, NOT EXISTS (  -- `main`: the page itself, which is the one that is taken first, else the one that the others name
        SELECT 1 FROM version o
        WHERE o.family = v.family AND (o.rank, -o.named, o.begun, o.source) < (v.rank, -v.named, v.begun, v.source)
    ) AS main, begun = min(begun) OVER (PARTITION BY family) AS first  -- and the one that is watched for the longest time
FROM version v;

CREATE VIEW change_doubted AS  -- integers behind change_stated: statements `opened` or `closed` by a change that is judged false,
SELECT statement, max(side = 'after') AS opened, max(side = 'before') AS closed FROM (  -- or that nobody was told: imported later
    SELECT x.statement, x.side
    FROM marked m
    CROSS JOIN change h ON h.public = m.change
    CROSS JOIN change_statement x ON x.change = h.id
    WHERE m.kind = 'false'
    UNION ALL
    SELECT x.statement, x.side
    FROM family_member f
    CROSS JOIN change h ON h.source = f.source AND h.imported = 1
    CROSS JOIN capture c ON c.id = h.after_capture
    CROSS JOIN change_statement x ON x.change = h.id
    WHERE c.seen_at >= (SELECT min(fetched_at) FROM capture WHERE source = f.source AND origin IS NULL)
)
GROUP BY statement;

CREATE VIEW change_stated AS  -- integers behind change_echo: whether `page`, the page itself, stated already what a version tells
WITH version AS MATERIALIZED (SELECT * FROM language_version),
heard AS MATERIALIZED (  -- `place`: what the change before of the same version was about, too; `whole`: whether what is not on
    SELECT h.id, h.public, h.source, p.source AS page, h.mechanism, h.field, CASE  -- the list of the page is none of its entries
            WHEN h.field <> 'chair' THEN h.key
            WHEN h.kind <> 'chair.changed' THEN ''
            WHEN EXISTS (  -- the same chair: terms, and who chaired before
                SELECT 1 FROM json_each(h.after) WHERE json_extract(value, '$.role') IN ('chair', 'co-chair')
            ) THEN 'beside'
            ELSE ''
        END AS place,
        h.kind, h.imported, h.before, h.after, coalesce(c.seen_at, h.detected_at) AS seen, (
            h.field IN ('member', 'observer', 'meeting', 'region', 'secretariat', 'formal_association')
            OR h.field = 'chair' AND (h.after IS NOT NULL OR h.kind = 'chair.vacant')
        ) AND EXISTS (
            SELECT 1 FROM extraction_field f
            WHERE f.mechanism = h.mechanism AND f.field = h.field AND f.outcome = 'ok' AND f.extraction = (
                SELECT coalesce(e.same_as, e.id)
                FROM capture k JOIN extraction e ON e.capture = k.id AND e.accepted = 1
                WHERE k.source = p.source AND k.seen_at <= coalesce(c.seen_at, h.detected_at)
                ORDER BY k.seen_at DESC, e.id DESC LIMIT 1
            )
        ) AS whole,
        coalesce(p.retired_at > coalesce(c.seen_at, h.detected_at), 1) AND NOT EXISTS (
            SELECT 1 FROM held w
            WHERE w.source = p.source AND w.mechanism = h.mechanism AND w.field = h.field
                AND w.since <= coalesce(c.seen_at, h.detected_at)
                AND coalesce(w.ended_at > coalesce(c.seen_at, h.detected_at), 1) AND w.decision IS NOT 'rejected'
        ) AS sure
    FROM version v
    JOIN version p ON p.family = v.family AND p.main AND NOT v.main
    CROSS JOIN change h ON h.source = v.source
    LEFT JOIN capture c ON c.id = h.after_capture
    WHERE h.correction = 0 AND h.mechanism IS NOT NULL AND h.field IN (
        'chair', 'member', 'observer', 'meeting', 'document', 'member_count', 'observer_count', 'type', 'established', 'region',
        'secretariat', 'formal_association'
    )
),
claim AS (  -- what changes say, by their sides, and statements of the page and of the version, with when they were opened and closed
    SELECT h.id AS change, h.page, h.source, h.mechanism, h.field, h.kind, h.whole, side.key AS side, h.seen AS at, NULL AS till,
        NULL AS over, 0 AS doubt, entry.type, entry.value
    FROM heard h
    JOIN json_each(json_array(json(coalesce(h.before, '[]')), json(coalesce(h.after, '[]')))) side
    JOIN json_each(CASE side.type WHEN 'array' THEN side.value ELSE json_array(
        CASE WHEN side.type = 'object' THEN json(side.value) ELSE side.value END) END) entry
    WHERE NOT (h.kind GLOB '*.joined' AND side.key = 0 OR h.kind GLOB '*.left' AND side.key = 1)  -- the list it moved from, or to
    UNION ALL
    SELECT NULL, a.page, a.source, a.mechanism, a.field, '', 0, NULL, o.seen_at, c.seen_at,
        iif(s.field = 'chair' AND a.source = a.page, (s.last_day + 1) * 86400000000, NULL), coalesce(d.closed, 0),
        entry.type, entry.value
    FROM (  -- of the rest a version has only one of a kind
        SELECT DISTINCT page, page AS source, mechanism, field FROM heard
        UNION ALL
        SELECT DISTINCT page, source, mechanism, field FROM heard WHERE field IN ('meeting', 'document')
    ) a
    CROSS JOIN statement s ON s.mechanism = a.mechanism AND s.field = a.field AND s.source = a.source
    JOIN capture o ON o.id = s.opened_by
    LEFT JOIN capture c ON c.id = s.closed_by
    LEFT JOIN change_doubted d ON d.statement = s.id AND a.source = a.page
    JOIN json_each(json_array(json(s.value))) entry
    WHERE d.opened IS NOT 1
),
word AS (  -- in no language (NULL: it has words); `more`: what only one of two that are the same may say
    SELECT *, CASE
        WHEN type <> 'object' THEN value
        WHEN field = 'chair' THEN CASE json_extract(value, '$.role')
                WHEN 'incoming' THEN 'incoming '
                WHEN 'past' THEN 'past ' || coalesce(json_extract(value, '$.term') || ' ', '')
                ELSE 'chair '
            END || coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'))
        WHEN field = 'meeting' THEN json_extract(value, '$.date') || ' ' || json_extract(value, '$.country')
        WHEN field = 'document' THEN json_extract(value, '$.url')
        ELSE coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'))
    END AS said, CASE field
        WHEN 'chair' THEN json_extract(value, '$.term')
        WHEN 'meeting' THEN ' ' || lower(json_extract(value, '$.title')) GLOB '*[^a-z]minist*'  -- of ministers: en, fr, es, pt
        WHEN 'document' THEN json_extract(value, '$.year')
    END AS more, iif(field = 'chair', json_extract(value, '$.role') = 'past', 0) AS past
    FROM claim
),
spoken AS MATERIALIZED (  -- `measure`: with whether a meeting is to come or called off; `ends`: at the latest with the term
    SELECT *, iif(
        field = 'meeting',
        said || ' ' || json_extract(value, '$.announced') || ' ' || coalesce(json_extract(value, '$.state'), ''), said
    ) AS measure, coalesce(min(till, over), till, over) AS ends
    FROM word  -- who chaired before is asked for where the chair is the same
    WHERE NOT past OR kind = 'chair.changed' OR change IS NULL AND said IS NOT NULL
),
question AS MATERIALIZED (  -- what the page must state (1), in one of its ways (`asked`), or not (0)
    SELECT DISTINCT d.change, d.page, d.source, d.mechanism, d.field, d.at, w.value AS said,
        iif(d.comes, d.side, w.key = 1) AS wanted,
        iif(d.comes AND d.side = 1, d.measure || ': ' || coalesce(d.more, ''), w.value) AS asked
    FROM (
        SELECT *, max(side) OVER (PARTITION BY change) AS comes
        FROM (
            SELECT *, min(side) OVER (PARTITION BY change, measure, again) AS first,
                max(side) OVER (PARTITION BY change, said) AS last, max(said IS NULL) OVER (PARTITION BY change) AS wordy
            FROM (
                SELECT *, iif(kind = 'chair.renewed', coalesce(more, ''), NULL) AS again FROM spoken WHERE change IS NOT NULL
            )
        )
        WHERE NOT wordy AND iif(side = 1, first = 1, last = 0)  -- what stands on both sides is no part of the change
    ) d
    JOIN json_each(CASE  -- where something only leaves: anything, or that there is none ('-'), and no entry in words ('?')
        WHEN NOT d.comes THEN json_array(d.said, iif(d.kind = 'chair.vacant', '-', ''), '?')
        WHEN d.side = 0 THEN json_array(d.said)
        WHEN d.again IS NOT NULL THEN json_array('+ ' || d.measure || ': ' || d.again)
        WHEN d.more IS NULL THEN json_array('+ ' || d.measure)
        ELSE json_array('+ ' || d.measure || ': ' || d.more, '+ ' || d.measure || ': ')
    END) w
    WHERE d.comes OR d.whole
),
moment AS (  -- a change asks (0), the page and the version open (1) and close (-1) statements
    SELECT change, page, source, mechanism, field, at, said, wanted, asked, 0 AS turn, 0 AS doubt FROM question
    UNION ALL
    SELECT NULL, s.page, s.source, s.mechanism, s.field, iif(t.value = 1, s.at, iif(w.key = 3, s.ends, s.till)), w.value,
        NULL, NULL, t.value, s.doubt AND t.value = -1
    FROM spoken s
    JOIN json_each(json_array(
        iif(s.source = s.page, s.said, NULL), iif(s.source = s.page AND NOT s.past, '', NULL),
        iif(s.source = s.page AND s.said IS NULL, '?', NULL),
        iif(coalesce(s.over > s.at, 1), '+ ' || s.measure, NULL), '+ ' || s.measure || ': ' || coalesce(s.more, '')
    )) w
    JOIN json_each(iif(iif(w.key = 3, s.ends, s.till) IS NULL, '[1]', '[1, -1]')) t
    WHERE s.change IS NULL AND (s.page, s.mechanism, s.field, w.value) IN (SELECT page, mechanism, field, said FROM question)
    UNION ALL
    SELECT NULL, n.source, n.source, n.mechanism, n.field, iif(t.value = 1, n.since, n.until), w.value, NULL, NULL, t.value, 0
    FROM version p
    CROSS JOIN none_span n ON n.source = p.source
    JOIN json_each('["", "-"]') w
    JOIN json_each(iif(n.until IS NULL, '[1]', '[1, -1]')) t
    WHERE p.main
),
answer AS (  -- `open`: so many statements of the page say it; `had` and `has`: of the version, before and after the change
    SELECT change, wanted, asked, turn, sum(iif(source = page, turn, 0)) OVER of_page AS open, max(doubt) OVER of_page AS doubt,
        coalesce(sum(turn) OVER (own GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS had,
        sum(turn) OVER own AS has
    FROM moment
    WINDOW of_page AS (PARTITION BY page, mechanism, field, said ORDER BY at),
        own AS (PARTITION BY page, mechanism, field, said, source ORDER BY at)
)
SELECT h.id AS change, h.page, h.sure AND a.change IS NOT NULL AS agrees,
    lag(iif(a.change IS NOT NULL OR h.imported OR h.public IN (SELECT change FROM marked WHERE kind = 'false'), NULL, h.id)) OVER (
        PARTITION BY h.source, h.mechanism, h.field, h.place ORDER BY h.seen, h.id
    ) AS stray  -- who was told that a version goes its own way is told that it comes back
FROM heard h
LEFT JOIN (  -- of two that are the same, one may be another one
    SELECT change FROM (
        SELECT change, wanted, sum(open) AS open, max(doubt) AS doubt, sum(had) AS had, sum(has) AS has
        FROM answer WHERE turn = 0
        GROUP BY change, wanted, asked
    )
    GROUP BY change
    HAVING min(iif(wanted, open > had AND open >= has AND open > 0, open = 0 AND NOT doubt))
) a ON a.change = h.id;

DROP VIEW change_echo;
CREATE VIEW change_echo AS  -- a change that another language version told before (`echo_of`), or stated before (`stated_by`)
WITH version AS MATERIALIZED (SELECT * FROM language_version),
stated AS MATERIALIZED (SELECT * FROM change_stated),
told AS MATERIALIZED (  -- `went` and `came`: the sides of `said`; `key`: what else makes it another one, in no language
    SELECT c.id, c.source, c.kind, c.mechanism, c.field, CASE
            WHEN c.field = 'meeting' THEN coalesce(
                ' ' || lower(json_extract(coalesce(h.after, h.before), '$.title')) GLOB '*[^a-z]minist*', 0
            )
            WHEN c.kind IN ('chair.changed', 'chair.renewed') THEN (  -- terms, and who chaired before
                SELECT coalesce(group_concat(said, ', '), '') FROM (
                    SELECT max(side.key) || ' ' || w.value AS said
                    FROM json_each(json_array(json(coalesce(h.before, '[]')), json(coalesce(h.after, '[]')))) side
                    JOIN json_each(side.value) entry
                    JOIN json_each(json_array(
                        json_extract(entry.value, '$.role') || ' ' || coalesce(json_extract(entry.value, '$.term'), '') || ' '
                            || coalesce(json_extract(entry.value, '$.country'), json_extract(entry.value, '$.id'))
                    )) w
                    GROUP BY w.value HAVING count(*) = 1
                    ORDER BY 1
                )
            )
            ELSE c.key
        END AS key, c.imported, c.seen, c.said, c.key AS entry, v.family, v.first, v.main,
        CASE WHEN c.said GLOB '0 *' THEN replace(
            substr(c.said, 3, coalesce(nullif(instr(c.said, ', 1 '), 0) - 3, length(c.said))), ', 0 ', ', '
        ) END AS went,
        CASE WHEN c.said GLOB '1 *' THEN replace(substr(c.said, 3), ', 1 ', ', ')
            WHEN instr(c.said, ', 1 ') THEN replace(substr(c.said, instr(c.said, ', 1 ') + 4), ', 1 ', ', ') END AS came
    FROM version v
    CROSS JOIN change_said c ON c.source = v.source
    JOIN change h ON h.id = c.id
    WHERE c.said IS NOT NULL
),
came AS (  -- what each place of a page came to: of meetings the places are days and countries, which one leaves, too
    SELECT id, family, mechanism, field, iif(field = 'chair', '', iif(field = 'meeting', came, entry)) AS place, imported, seen,
        main, came, field <> 'meeting' AND kind NOT IN ('chair.changed', 'chair.renewed') AS whole  -- there is no more to it
    FROM told WHERE field <> 'meeting' OR came IS NOT NULL
    UNION ALL
    SELECT id, family, mechanism, field, went, imported, seen, main, NULL, 0
    FROM told WHERE field = 'meeting' AND went IS NOT NULL AND went IS NOT came
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY family, mechanism, field, place ORDER BY seen, id) AS at FROM came
),
led AS MATERIALIZED (  -- `lead`: where the page itself spoke of it last
    SELECT *, max(iif(main, at, NULL)) OVER (PARTITION BY family, mechanism, field, place ORDER BY at) AS lead FROM placed
),
missed AS MATERIALIZED (  -- how often the first had told it when another one began to be watched
    SELECT v.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said, count(*) AS times
    FROM told t JOIN version v ON v.family = t.family AND v.source <> t.source AND t.seen < v.begun
    WHERE t.first
    GROUP BY v.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said
),
counted AS (  -- `undone`: when the next change of the same entry took it back
    SELECT t.*, coalesce(m.times, 0) + row_number() OVER (
            PARTITION BY t.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said ORDER BY t.seen, t.id
        ) AS time,
        iif(lead(t.came) OVER own IS t.went AND lead(t.went) OVER own IS t.came, lead(t.seen) OVER own, NULL) AS undone
    FROM told t
    LEFT JOIN missed m ON m.source = t.source AND m.kind = t.kind AND m.mechanism = t.mechanism AND m.field = t.field
        AND m.key = t.key AND m.imported = t.imported AND m.said = t.said
    WINDOW own AS (PARTITION BY t.source, t.mechanism, t.field, iif(t.field = 'chair', '', t.entry) ORDER BY t.seen, t.id)
),
nth AS (  -- as often as another one told it
    SELECT id, seen, main, first_value(id) OVER again AS echo_of, first_value(main) OVER again AS by_main,
        first_value(undone) OVER again AS undone
    FROM counted
    WINDOW again AS (PARTITION BY family, kind, mechanism, field, key, imported, said, time ORDER BY seen, id)
),
followed AS MATERIALIZED (
    SELECT t.id AS change, e.id AS echo_of, NULL AS page FROM led t  -- what the page itself came to last
    JOIN led e ON e.family = t.family AND e.mechanism = t.mechanism AND e.field = t.field AND e.place = t.place AND e.at = t.lead
    WHERE NOT t.main AND t.came IS NOT NULL AND e.came = t.came AND e.imported <= t.imported AND (
        t.whole OR t.id IN (SELECT change FROM stated WHERE agrees)
    )
    UNION ALL
    SELECT change, NULL, page FROM stated WHERE agrees
)
SELECT f.change, min(f.echo_of) AS echo_of, iif(min(f.echo_of) IS NULL, min(f.page), NULL) AS stated_by FROM (
    SELECT id AS change, echo_of, NULL AS page, 1 AS again FROM nth  -- where another version told it first, it was news itself
    WHERE echo_of <> id AND (
        by_main OR (NOT main OR undone IS NULL OR undone > seen) AND echo_of NOT IN (SELECT change FROM followed)
    )
    UNION ALL
    SELECT change, echo_of, page, 0 FROM followed
) f
LEFT JOIN stated s ON s.change = f.change
WHERE (f.again OR s.stray IS NULL OR s.stray IN (SELECT id FROM nth WHERE echo_of <> id))
    AND (f.echo_of IS NULL OR f.echo_of NOT IN (SELECT c.id FROM marked m JOIN change c ON c.public = m.change WHERE m.kind = 'false'))
GROUP BY f.change;

DROP VIEW latest_change;
CREATE VIEW latest_change AS  -- news, newest first; what only follows another language version is of low importance
SELECT h.public AS id, strftime('%Y-%m-%dT%H:%M:%SZ', h.detected_at / 1000000, 'unixepoch') AS detected_at,
    o.name AS source, h.mechanism, h.kind, iif(x.change IS NULL, h.importance, 'low') AS importance,
    h.field, h.key, h.before, h.after, h.summary, e.public AS echo_of, p.name AS stated_by
FROM change h
JOIN source o ON o.id = h.source
LEFT JOIN change_echo x ON x.change = h.id
LEFT JOIN change e ON e.id = x.echo_of
LEFT JOIN source p ON p.id = x.stated_by
WHERE h.correction = 0 AND h.imported = 0
ORDER BY h.detected_at DESC, h.id DESC;
