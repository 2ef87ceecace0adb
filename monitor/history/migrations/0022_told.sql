-- What was told to whom, change by change, and digests that are tried again until a channel accepts them.

ALTER TABLE outbox ADD COLUMN key TEXT;  -- by which a receiver knows a digest that comes a second time
ALTER TABLE outbox ADD COLUMN next_try INTEGER;  -- of one that waits
ALTER TABLE outbox ADD COLUMN error TEXT;  -- why it was not accepted when it was tried last
ALTER TABLE outbox ADD COLUMN rest TEXT;  -- JSON: who is still to get it, where others have it

CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 'waiting';

CREATE TABLE told (  -- the changes that a digest told, or left out since people say that they are none
    change TEXT NOT NULL,  -- public id: rows are numbered anew where a past is told again
    outbox INTEGER NOT NULL REFERENCES outbox (id),
    PRIMARY KEY (change, outbox)
) STRICT, WITHOUT ROWID;

INSERT INTO told (change, outbox)
SELECT DISTINCT h.public, o.id FROM outbox o JOIN change h
    ON h.detected_at < o.window_until AND h.detected_at >= coalesce(o.window_from, 0)
WHERE h.correction = 0 AND h.imported = 0;
