-- A clock that was set back: what was observed after another observation counts as observed no earlier than that.

ALTER TABLE capture ADD COLUMN not_before INTEGER;  -- when the one before it counts as observed, where that is later
ALTER TABLE capture ADD COLUMN seen_at INTEGER AS (coalesce(not_before, fetched_at)) VIRTUAL;  -- as observed
UPDATE capture SET not_before = w.latest
FROM (SELECT id, max(fetched_at) OVER (PARTITION BY source ORDER BY id) AS latest FROM capture) w
WHERE w.id = capture.id AND w.latest > capture.fetched_at;
CREATE INDEX capture_seen ON capture (source, seen_at);
CREATE TRIGGER capture_late AFTER INSERT ON capture
WHEN NEW.fetched_at < (SELECT max(seen_at) FROM capture WHERE source = NEW.source)
BEGIN
    UPDATE capture SET not_before = (SELECT max(seen_at) FROM capture WHERE source = NEW.source) WHERE id = NEW.id;
END;

DROP VIEW statement_span;
CREATE VIEW statement_span AS  -- integers behind timeline: every statement once for each time in which its source was watched
SELECT s.id AS statement, w.since AS watched_since, w.until AS watched_until, max(c.seen_at, w.since) AS since,
    iif(e.seen_at <= coalesce(w.until, e.seen_at), e.seen_at, NULL) AS until,
    c.seen_at >= w.since AS begins
FROM statement s
JOIN capture c ON c.id = s.opened_by
LEFT JOIN capture e ON e.id = s.closed_by
JOIN source_span w ON w.source = s.source AND c.seen_at < coalesce(w.until, 9223372036854775807)
    AND w.since <= max(coalesce(e.seen_at, 9223372036854775807), c.seen_at);

DROP VIEW standing;
CREATE VIEW standing AS  -- what holds now, by every source that is still watched
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text, s.quote, s.locator,
    c.public AS opened_by, strftime('%Y-%m-%dT%H:%M:%SZ', c.seen_at / 1000000, 'unixepoch') AS since, d.dated,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day
FROM statement s
JOIN source o ON o.id = s.source AND o.retired_at IS NULL
JOIN capture c ON c.id = s.opened_by
LEFT JOIN source_dated d ON d.source = s.source
WHERE s.closed_by IS NULL;

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
    ) AS wordy
FROM statement s INDEXED BY statement_standing  -- in its order, so that equal lists are equal texts
CROSS JOIN source_word w ON w.source = s.source
CROSS JOIN capture c ON c.id = s.opened_by
WHERE s.closed_by IS NULL AND s.mechanism IS NOT NULL
GROUP BY s.mechanism, s.field, s.source;
