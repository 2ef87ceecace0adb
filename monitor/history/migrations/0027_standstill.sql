-- Channels to which no digest could be put together, as remarks that are opened and closed: a mistake of the monitor
-- stops one channel alone, and is told by the others.

CREATE TABLE standstill (
    channel TEXT NOT NULL,
    opened_at INTEGER NOT NULL,  -- when it failed first
    attempts INTEGER NOT NULL,  -- that failed since
    error TEXT NOT NULL,  -- of the last of them
    next_try INTEGER NOT NULL,
    closed_at INTEGER,  -- when one was put together again
    PRIMARY KEY (channel, opened_at)
) STRICT, WITHOUT ROWID;
