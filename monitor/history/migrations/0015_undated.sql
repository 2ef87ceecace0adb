-- A meeting whose days nobody knows cannot be set beside another one: its source is `wordy`. And a question about one
-- mechanism reads the sources that speak of it alone.

DROP VIEW stance;
CREATE VIEW stance AS  -- integers behind picked: what each source says of a field as a whole; of chairs, of who holds it now
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
    s.field <> 'chair' AND count(*) > count(
        CASE s.field WHEN 'meeting' THEN s.said || ' ' || s.first_day || ' ' || s.last_day ELSE s.said END
    ) AS wordy
FROM statement s INDEXED BY statement_standing  -- in its order, so that equal lists are equal texts
CROSS JOIN source_word w ON w.source = s.source
CROSS JOIN capture c ON c.id = s.opened_by
WHERE s.closed_by IS NULL AND s.mechanism IS NOT NULL
GROUP BY s.mechanism, s.field, s.source;
