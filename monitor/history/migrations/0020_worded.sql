-- What a page says of its meetings and documents in another language than that in which they were first read: one row
-- for each language, so that words of that language are set against each other.

CREATE TABLE statement_wording (
    statement INTEGER NOT NULL REFERENCES statement (id),
    language TEXT NOT NULL,
    value TEXT NOT NULL,        -- JSON
    read_in INTEGER NOT NULL REFERENCES capture (id),
    UNIQUE (statement, language)
) STRICT;
CREATE INDEX statement_wording_by_capture ON statement_wording (read_in);
