-- What a version of a page tells late is no news where the page itself stated it already, though it never told it: it
-- was there when it began to be watched. No change of the page is then followed, but the page.

CREATE VIEW language_version AS  -- integers behind change_echo: the language versions of pages that were ever seen
WITH version AS MATERIALIZED (
    SELECT * FROM (
        SELECT o.id AS source, coalesce(o.family, o.name) AS family, o.precedence AS rank, o.retired_at,
            (SELECT min(fetched_at) FROM capture WHERE source = o.id) AS begun
        FROM source o WHERE o.id IN (SELECT source FROM family_member)
    ) WHERE begun IS NOT NULL
)
SELECT *, NOT EXISTS (  -- `main`: the page itself, which is the one that is taken first
        SELECT 1 FROM version o WHERE o.family = v.family AND (o.rank, o.begun, o.source) < (v.rank, v.begun, v.source)
    ) AS main
FROM version v;

CREATE VIEW change_stated AS  -- integers behind change_echo: what a version tells that `page`, the page itself, stated already
WITH version AS MATERIALIZED (SELECT * FROM language_version),
page AS MATERIALIZED (  -- `live`: since when it is watched, and not only imported
    SELECT family, source, retired_at,
        (SELECT min(fetched_at) FROM capture c WHERE c.source = v.source AND c.origin IS NULL) AS live
    FROM version v WHERE main
),
heard AS MATERIALIZED (  -- `place`: what the change before of the same version was about, too
    SELECT h.id, h.source, p.source AS page, p.retired_at, p.live, v.begun, h.mechanism, h.field,
        iif(h.field = 'chair', '', h.key) AS place, h.kind, h.before, h.after, coalesce(c.seen_at, h.detected_at) AS seen
    FROM version v
    JOIN page p ON p.family = v.family AND p.source <> v.source
    CROSS JOIN change h ON h.source = v.source
    LEFT JOIN capture c ON c.id = h.after_capture
    WHERE h.correction = 0 AND h.mechanism IS NOT NULL AND h.field IN (
        'chair', 'member', 'observer', 'meeting', 'document', 'member_count', 'observer_count', 'type', 'established', 'region',
        'secretariat', 'formal_association'
    )
),
asked AS MATERIALIZED (SELECT DISTINCT page, source, live, mechanism, field FROM heard),
doubted AS MATERIALIZED (  -- statements that a change opened (`after`) or closed which a person judged false, or which nobody
    SELECT x.statement, x.side  -- was told since it was imported later
    FROM change h JOIN change_statement x ON x.change = h.id
    WHERE h.public IN (SELECT change FROM marked WHERE kind = 'false')
    UNION
    SELECT x.statement, x.side
    FROM page p CROSS JOIN change h ON h.source = p.source AND h.imported = 1
    JOIN capture c ON c.id = h.after_capture AND c.seen_at >= p.live
    JOIN change_statement x ON x.change = h.id
),
claim AS (  -- what changes (by their sides) and statements say
    SELECT h.id AS change, NULL AS statement, h.page, h.source, h.mechanism, h.field, h.kind, side.key AS side, entry.type, entry.value
    FROM heard h
    JOIN json_each(json_array(json(coalesce(h.before, '[]')), json(coalesce(h.after, '[]')))) side
    JOIN json_each(CASE side.type WHEN 'array' THEN side.value ELSE json_array(
        CASE WHEN side.type = 'object' THEN json(side.value) ELSE side.value END) END) entry
    WHERE NOT (h.kind GLOB '*.joined' AND side.key = 0 OR h.kind GLOB '*.left' AND side.key = 1)  -- the list it moved from, or to
    UNION ALL
    SELECT NULL, s.id, a.page, s.source, s.mechanism, s.field, '', NULL, entry.type, entry.value
    FROM (SELECT page, page AS source, mechanism, field FROM asked UNION SELECT page, source, mechanism, field FROM asked) a
    CROSS JOIN statement s ON s.mechanism = a.mechanism AND s.field = a.field AND s.source = a.source
    JOIN json_each(json_array(json(s.value))) entry
),
word AS (  -- in no language (NULL: it has words); of a chair who is, or is to be
    SELECT *, CASE
        WHEN type <> 'object' THEN value
        WHEN field = 'chair' THEN iif(json_extract(value, '$.role') = 'incoming', 'incoming ', 'chair ')
            || coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'))
        WHEN field = 'meeting' THEN json_extract(value, '$.date') || ' ' || json_extract(value, '$.country')
        WHEN field = 'document' THEN json_extract(value, '$.url')
        ELSE coalesce(json_extract(value, '$.country'), json_extract(value, '$.id'))
    END AS said
    FROM claim WHERE field <> 'chair' OR json_extract(value, '$.role') IN ('chair', 'co-chair', 'incoming')
),
spoken AS MATERIALIZED (  -- `exactly`: with the term of a chair, and whether a meeting is to come or called off
    SELECT *, CASE
        WHEN field = 'chair' THEN said || ' ' || json_extract(value, '$.term')
        WHEN field = 'meeting'
            THEN said || ' ' || json_extract(value, '$.announced') || ' ' || coalesce(json_extract(value, '$.state'), '')
    END AS exactly
    FROM word
),
differing AS MATERIALIZED (  -- what a change comes to (`side` 1) and what it leaves, without what stands on both sides
    SELECT change, side, iif(side = 1, measure, said) AS said, max(side) OVER (PARTITION BY change) AS comes
    FROM (
        SELECT change, side, said, measure, min(side) OVER (PARTITION BY change, measure) AS first,
            max(side) OVER (PARTITION BY change, said) AS last, max(said IS NULL) OVER (PARTITION BY change) AS wordy
        FROM (
            SELECT *, iif(field = 'meeting' OR kind = 'chair.renewed', exactly, said) AS measure
            FROM spoken WHERE change IS NOT NULL
        )
    )
    WHERE NOT wordy AND iif(side = 1, first = 1, last = 0)
),
leaving AS MATERIALIZED (  -- what only leaves is compared with a list that was read to its end then
    SELECT h.id FROM heard h
    WHERE h.id IN (SELECT change FROM differing WHERE comes = 0)
        AND (h.field IN ('member', 'observer', 'meeting') OR h.field = 'chair' AND h.after IS NOT NULL)
        AND EXISTS (
            SELECT 1 FROM extraction_field f
            WHERE f.mechanism = h.mechanism AND f.field = h.field AND f.outcome = 'ok' AND f.extraction = (
                SELECT coalesce(e.same_as, e.id)
                FROM capture c JOIN extraction e ON e.capture = c.id AND e.accepted = 1
                WHERE c.source = h.page AND c.seen_at <= h.seen ORDER BY c.seen_at DESC, e.id DESC LIMIT 1
            )
        )
),
question AS (  -- what the page must state, or not
    SELECT DISTINCT change, said, side AS wanted FROM differing WHERE comes = 1 OR change IN (SELECT id FROM leaving)
    UNION ALL  -- any entry, and none in words
    SELECT l.id, w.value, w.key = 0 FROM leaving l, json_each('["", "?"]') w
),
moment AS (  -- in their order: the page opens (1) and closes (-1) statements, a change asks (0), its version opens them (2)
    SELECT s.page, s.source, s.mechanism, s.field, w.value AS said, c.seen_at AS at, iif(s.source = s.page, 1, 2) AS turn,
        NULL AS change, NULL AS wanted, 0 AS begun, 0 AS doubt
    FROM spoken s
    JOIN statement x ON x.id = s.statement
    JOIN capture c ON c.id = x.opened_by
    JOIN json_each(json_array(s.said, s.exactly, '', iif(s.said IS NULL, '?', NULL))) w ON w.value IS NOT NULL
    WHERE (s.statement, 'after') NOT IN (SELECT statement, side FROM doubted)
    UNION ALL
    SELECT s.page, s.source, s.mechanism, s.field, w.value, c.seen_at, -1, NULL, NULL, 0,
        (s.statement, 'before') IN (SELECT statement, side FROM doubted)
    FROM spoken s
    JOIN statement x ON x.id = s.statement
    JOIN capture c ON c.id = x.closed_by
    JOIN json_each(json_array(s.said, s.exactly, '', iif(s.said IS NULL, '?', NULL))) w ON w.value IS NOT NULL
    WHERE s.source = s.page AND (s.statement, 'after') NOT IN (SELECT statement, side FROM doubted)
    UNION ALL
    SELECT h.page, h.source, h.mechanism, h.field, q.said, h.seen, 0, h.id, q.wanted, h.begun, 0
    FROM question q JOIN heard h ON h.id = q.change
),
answer AS (  -- `open`: so many statements of the page say it; `ended`: when the last one did not any more
    SELECT change, said, wanted, begun, turn, sum(iif(turn IN (-1, 1), turn, 0)) OVER of_page AS open,
        max(iif(turn = -1, at, NULL)) OVER of_page AS ended, max(doubt) OVER of_page AS doubt,
        count(iif(turn = 2, 1, NULL)) OVER own AS before
    FROM moment
    WINDOW of_page AS (PARTITION BY page, mechanism, field, said ORDER BY at, abs(turn) <> 1, turn ROWS UNBOUNDED PRECEDING),
        own AS (PARTITION BY page, mechanism, field, said, source ORDER BY at, abs(turn) <> 1, turn ROWS UNBOUNDED PRECEDING)
),
agreed AS MATERIALIZED (  -- or the page went on from it while the version was behind
    SELECT change FROM answer WHERE turn = 0
    GROUP BY change
    HAVING min(iif(wanted, open > 0 OR said <> '' AND before = 0 AND coalesce(ended > begun, 0), open = 0 AND NOT doubt))
)
SELECT change, page FROM (
    SELECT h.id AS change, h.page, h.id IN (SELECT change FROM agreed)
        AND coalesce(h.retired_at > h.seen, 1)
        AND NOT EXISTS (
            SELECT 1 FROM held k
            WHERE k.source = h.page AND k.mechanism IS h.mechanism AND k.field = h.field AND k.since <= h.seen
                AND coalesce(k.ended_at > h.seen, 1) AND k.decision IS NOT 'rejected'
        ) AS agrees,
        lag(h.id IN (SELECT change FROM agreed), 1, 1) OVER (
            PARTITION BY h.source, h.mechanism, h.field, h.place ORDER BY h.seen, h.id
        ) AS agreed_before  -- who was told that a version goes its own way is told that it comes back
    FROM heard h
)
WHERE agrees AND agreed_before;

DROP VIEW change_echo;
CREATE VIEW change_echo AS  -- a change that another language version told before (`echo_of`), or stated before (`stated_by`)
WITH version AS MATERIALIZED (SELECT * FROM language_version),
stated AS MATERIALIZED (SELECT * FROM change_stated),
told AS MATERIALIZED (  -- `went` and `came`: the sides of `said`; `first`: by the version that has been watched for the longest time
    SELECT c.id, c.source, c.kind, c.mechanism, c.field, iif(c.field = 'meeting', '', c.key) AS key, c.imported, c.seen, c.said,
        c.key AS entry, v.family, v.begun = (SELECT min(begun) FROM version WHERE family = v.family) AS first, v.main,
        CASE WHEN c.said GLOB '0 *' THEN replace(
            substr(c.said, 3, coalesce(nullif(instr(c.said, ', 1 '), 0) - 3, length(c.said))), ', 0 ', ', '
        ) END AS went,
        CASE WHEN c.said GLOB '1 *' THEN replace(substr(c.said, 3), ', 1 ', ', ')
            WHEN instr(c.said, ', 1 ') THEN replace(substr(c.said, instr(c.said, ', 1 ') + 4), ', 1 ', ', ') END AS came
    FROM version v CROSS JOIN change_said c ON c.source = v.source
    WHERE c.said IS NOT NULL
),
came AS (  -- what each place of a page came to: of meetings the places are days and countries, which one leaves, too
    SELECT id, family, mechanism, field, iif(field = 'chair', '', iif(field = 'meeting', came, entry)) AS place, imported, seen, main, came
    FROM told WHERE field <> 'meeting' OR came IS NOT NULL
    UNION ALL
    SELECT id, family, mechanism, field, went, imported, seen, main, NULL
    FROM told WHERE field = 'meeting' AND went IS NOT NULL AND went IS NOT came
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY family, mechanism, field, place ORDER BY seen, id) AS at FROM came
),
led AS MATERIALIZED (  -- `lead`: where the page itself spoke of it last; `known`: whether it ever told that
    SELECT *, max(iif(main, at, NULL)) OVER (PARTITION BY family, mechanism, field, place ORDER BY at) AS lead,
        max(main) OVER (PARTITION BY family, mechanism, field, place, came ORDER BY at) AS known
    FROM placed
),
spoken AS MATERIALIZED (  -- without what was stated and never told: nobody can follow that
    SELECT * FROM told WHERE id NOT IN (
        SELECT id FROM led WHERE id IN (SELECT change FROM stated) GROUP BY id HAVING NOT max(known)
    )
),
missed AS MATERIALIZED (  -- how often the first had told it when another one began to be watched
    SELECT v.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said, count(*) AS times
    FROM spoken t JOIN version v ON v.family = t.family AND v.source <> t.source AND t.seen < v.begun
    WHERE t.first
    GROUP BY v.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said
),
counted AS (  -- `undone`: when the next change of the same entry took it back
    SELECT t.*, coalesce(m.times, 0) + row_number() OVER (
            PARTITION BY t.source, t.kind, t.mechanism, t.field, t.key, t.imported, t.said ORDER BY t.seen, t.id
        ) AS time,
        iif(lead(t.came) OVER own IS t.went AND lead(t.went) OVER own IS t.came, lead(t.seen) OVER own, NULL) AS undone
    FROM spoken t
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
echo AS MATERIALIZED (
    SELECT change, min(echo_of) AS echo_of FROM (
        SELECT id AS change, echo_of FROM nth
        WHERE echo_of <> id AND (by_main OR NOT main OR undone IS NULL OR undone > seen)
        UNION ALL
        SELECT t.id, e.id FROM led t  -- what the page itself came to last
        JOIN led e ON e.family = t.family AND e.mechanism = t.mechanism AND e.field = t.field AND e.place = t.place AND e.at = t.lead
        WHERE NOT t.main AND t.came IS NOT NULL AND e.came = t.came AND e.imported <= t.imported
    )
    WHERE echo_of NOT IN (SELECT c.id FROM marked m JOIN change c ON c.public = m.change WHERE m.kind = 'false')
    GROUP BY change
)
SELECT change, echo_of, NULL AS stated_by FROM echo
UNION ALL
SELECT change, NULL, page FROM stated WHERE change NOT IN (SELECT change FROM echo);

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
