-- What no channel took in the end, as remarks that are opened and closed: somebody has to deal with each.

CREATE TABLE dead_letter (
    outbox INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    opened_at INTEGER NOT NULL,  -- when it was given up
    attempts INTEGER NOT NULL,  -- until then
    error TEXT NOT NULL,  -- of the last of them
    closed_at INTEGER,  -- when somebody dealt with it
    ended TEXT CHECK (ended IN ('retried', 'dropped')),  -- how
    PRIMARY KEY (outbox, opened_at),
    CHECK ((closed_at IS NULL) = (ended IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO dead_letter (outbox, opened_at, attempts, error)
SELECT id, coalesce(done_at, created_at), attempts, coalesce(error, '') FROM outbox WHERE state = 'dead';
