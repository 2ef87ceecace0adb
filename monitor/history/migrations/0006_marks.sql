-- What people say of changes. It is in no archive: a backup of this file holds it. A mark names the public id of its
-- change, which outlives a rebuild; `rekey` says what an id means now that was given out before.

CREATE TABLE mark (
    id INTEGER PRIMARY KEY,
    change TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'confirmed', 'false')),
    words TEXT NOT NULL,        -- the note, or why; '' where nothing was said
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    ended_at INTEGER            -- when it was taken back, or another judgement took its place; NULL: it stands
) STRICT;
CREATE INDEX mark_by_change ON mark (change);

CREATE VIEW marked AS  -- what people say of changes, by the ids that those have now
SELECT coalesce(r.new, m.change) AS change, m.kind, m.words, m.made_by,
    strftime('%Y-%m-%dT%H:%M:%SZ', m.made_at / 1000000, 'unixepoch') AS made_at
FROM mark m
LEFT JOIN rekey r ON r.old = m.change
WHERE m.ended_at IS NULL;
