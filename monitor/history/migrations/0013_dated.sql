-- A source's own date, found at once however often its page was read: the view went through all of its readings for
-- every statement.

DROP VIEW source_dated;
CREATE VIEW source_dated AS  -- each source's own date, as its last accepted extraction gives it
SELECT o.id AS source, (
    SELECT e.dated FROM extraction e WHERE e.source = o.id AND e.accepted = 1 ORDER BY e.id DESC LIMIT 1
) AS dated
FROM source o;
