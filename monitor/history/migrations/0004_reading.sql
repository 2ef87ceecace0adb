-- The days that dates cover, as integers beside their text, so that they can be compared and sorted: days since
-- 1970-01-01, as instants are microseconds since then; NULL is unknown or open. Of chairs it is their term, of meetings
-- and other entries their date. `first_day_of` and `last_day_of` are this program's (history/days.py).

ALTER TABLE statement ADD COLUMN first_day INTEGER;
ALTER TABLE statement ADD COLUMN last_day INTEGER;
UPDATE statement SET first_day = first_day_of(field, value), last_day = last_day_of(field, value);
CREATE INDEX statement_by_day ON statement (first_day, last_day) WHERE first_day IS NOT NULL OR last_day IS NOT NULL;

DROP VIEW now;
CREATE VIEW now AS  -- what holds now, by every source that is still watched
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since, d.dated,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day
FROM statement s
JOIN source o ON o.id = s.source AND o.retired_at IS NULL
JOIN capture c ON c.id = s.opened_by
LEFT JOIN source_dated d ON d.source = s.source
WHERE s.closed_by IS NULL;

DROP VIEW statement_interval;
CREATE VIEW statement_interval AS  -- every statement with the interval in which it was observed to hold
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since,
    e.public AS closed_by, strftime('%Y-%m-%dT%H:%M:%SZ', e.fetched_at / 1000000, 'unixepoch') AS until,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day
FROM statement s
JOIN source o ON o.id = s.source
JOIN capture c ON c.id = s.opened_by
LEFT JOIN capture e ON e.id = s.closed_by;

DROP VIEW chair_now;
CREATE VIEW chair_now AS  -- without those whose term ended before the first day of the source's own date
SELECT mechanism, json_extract(value, '$.role') AS role,
    coalesce(json_extract(value, '$.country'), json_extract(value, '$.id')) AS who,
    json_extract(value, '$.name') AS name, json_extract(value, '$.term') AS term, source, since, dated,
    first_day, last_day
FROM now
WHERE field = 'chair' AND json_extract(value, '$.role') IN ('chair', 'co-chair', 'incoming')
    AND coalesce(last_day >= date(substr(dated || '-01-01', 1, 10)), 1);

DROP VIEW chair_timeline;
CREATE VIEW chair_timeline AS
SELECT mechanism, json_extract(value, '$.role') AS role,
    coalesce(json_extract(value, '$.country'), json_extract(value, '$.id')) AS who,
    json_extract(value, '$.name') AS name, json_extract(value, '$.term') AS term, source, since, until,
    first_day, last_day
FROM statement_interval WHERE field = 'chair' ORDER BY mechanism, since, role;

DROP VIEW meeting_all;
CREATE VIEW meeting_all AS
SELECT mechanism, json_extract(value, '$.date') AS date, json_extract(value, '$.place') AS place,
    json_extract(value, '$.country') AS country, json_extract(value, '$.title') AS title,
    json_extract(value, '$.announced') AS announced, source, since, first_day, last_day
FROM now WHERE field = 'meeting';
