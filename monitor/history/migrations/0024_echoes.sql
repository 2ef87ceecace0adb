-- A version of a page that catches up says what the page says already, however the page came to that; and what a version
-- told and took back at once, or a person judged false, is nothing that the page could follow.

DROP VIEW change_echo;
CREATE VIEW change_echo AS  -- a change that another language version told before, or came to before, and which one it follows
WITH version AS MATERIALIZED (  -- `first`: the one of the family that has been watched for the longest time
    SELECT o.id AS source, coalesce(o.family, o.name) AS family, o.precedence AS rank,
        (SELECT min(fetched_at) FROM capture WHERE source = o.id) AS begun
    FROM source o WHERE o.id IN (SELECT source FROM family_member)
),
told AS MATERIALIZED (  -- `went` and `came`: the sides of `said`; `main`: by the version that is taken first
    SELECT c.id, c.source, c.kind, c.mechanism, c.field, iif(c.field = 'meeting', '', c.key) AS key, c.imported, c.seen, c.said,
        c.key AS entry, v.family, v.begun = (SELECT min(begun) FROM version WHERE family = v.family) AS first,
        NOT EXISTS (
            SELECT 1 FROM version o WHERE o.family = v.family AND (o.rank, o.begun, o.source) < (v.rank, v.begun, v.source)
        ) AS main,
        CASE WHEN c.said GLOB '0 *' THEN replace(
            substr(c.said, 3, coalesce(nullif(instr(c.said, ', 1 '), 0) - 3, length(c.said))), ', 0 ', ', '
        ) END AS went,
        CASE WHEN c.said GLOB '1 *' THEN replace(substr(c.said, 3), ', 1 ', ', ')
            WHEN instr(c.said, ', 1 ') THEN replace(substr(c.said, instr(c.said, ', 1 ') + 4), ', 1 ', ', ') END AS came
    FROM version v CROSS JOIN change_said c ON c.source = v.source
    WHERE c.said IS NOT NULL
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
led AS MATERIALIZED (  -- `lead`: where the page itself spoke of it last
    SELECT *, max(iif(main, at, NULL)) OVER (PARTITION BY family, mechanism, field, place ORDER BY at) AS lead FROM placed
)
SELECT change, min(echo_of) AS echo_of FROM (
    SELECT id AS change, echo_of FROM nth
    WHERE echo_of <> id AND (by_main OR NOT main OR undone IS NULL OR undone > seen)
    UNION ALL
    SELECT t.id, e.id FROM led t  -- what the page itself came to last
    JOIN led e ON e.family = t.family AND e.mechanism = t.mechanism AND e.field = t.field AND e.place = t.place AND e.at = t.lead
    WHERE NOT t.main AND t.came IS NOT NULL AND e.came = t.came AND e.imported <= t.imported
)
WHERE echo_of NOT IN (SELECT c.id FROM marked m JOIN change c ON c.public = m.change WHERE m.kind = 'false')
GROUP BY change;
