-- Questions about the past: which change began a statement, and which ended it.

CREATE INDEX change_statement_by_statement ON change_statement (statement);

CREATE VIEW timeline AS  -- every statement with its interval, and the changes that opened and closed it
SELECT s.public AS id, o.name AS source, s.mechanism, s.field, s.key, s.value, s.text,
    strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since,
    strftime('%Y-%m-%dT%H:%M:%SZ', e.fetched_at / 1000000, 'unixepoch') AS until,
    strftime('%Y-%m-%dT%H:%M:%SZ', o.retired_at / 1000000, 'unixepoch') AS watched_until,
    (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change
     WHERE x.statement = s.id AND x.side = 'after' ORDER BY h.id LIMIT 1) AS began_with,
    (SELECT h.public FROM change_statement x JOIN change h ON h.id = x.change
     WHERE x.statement = s.id AND x.side = 'before' AND h.after_capture = s.closed_by
     ORDER BY h.id DESC LIMIT 1) AS ended_with,
    date(s.first_day * 86400, 'unixepoch') AS first_day, date(s.last_day * 86400, 'unixepoch') AS last_day
FROM statement s
JOIN source o ON o.id = s.source
JOIN capture c ON c.id = s.opened_by
LEFT JOIN capture e ON e.id = s.closed_by;
