-- Words of pages are found too: of each source the paragraphs of its last accepted reading that no field took. Every entry
-- of the full text has a number of its own that follows from its row (three times it; of a change one more, of a page two
-- more), so that it is replaced without a search.

CREATE VIEW page_text AS
SELECT o.name AS source, c.public AS capture,
    strftime('%Y-%m-%dT%H:%M:%SZ', c.fetched_at / 1000000, 'unixepoch') AS since,
    (SELECT group_concat(value, char(10)) FROM json_each(w.prose)) AS text
FROM source o
JOIN extraction e ON e.id = (SELECT max(id) FROM extraction WHERE source = o.id AND accepted = 1)
JOIN extraction w ON w.id = coalesce(e.same_as, e.id)
JOIN capture c ON c.id = w.capture
WHERE w.prose <> '[]';

DELETE FROM fulltext;
INSERT INTO fulltext (rowid, body, what, row) SELECT 3 * id, text || ' ' || quote, 'statement', id FROM statement;
INSERT INTO fulltext (rowid, body, what, row) SELECT 3 * id + 1, summary, 'change', id FROM change;
INSERT INTO fulltext (rowid, body, what, row)
SELECT 3 * o.id + 2, p.text, 'page', o.id FROM page_text p JOIN source o ON o.name = p.source;

DROP TRIGGER statement_is_found;
CREATE TRIGGER statement_is_found AFTER INSERT ON statement BEGIN
    INSERT INTO fulltext (rowid, body, what, row)
    VALUES (3 * new.id, new.text || ' ' || new.quote, 'statement', new.id);
END;
DROP TRIGGER change_is_found;
CREATE TRIGGER change_is_found AFTER INSERT ON change BEGIN
    INSERT INTO fulltext (rowid, body, what, row) VALUES (3 * new.id + 1, new.summary, 'change', new.id);
END;
CREATE TRIGGER page_is_found AFTER INSERT ON extraction WHEN new.accepted = 1 AND new.prose IS NOT NULL BEGIN
    DELETE FROM fulltext WHERE rowid = 3 * new.source + 2;
    INSERT INTO fulltext (rowid, body, what, row)
    SELECT 3 * o.id + 2, p.text, 'page', o.id FROM source o JOIN page_text p ON p.source = o.name WHERE o.id = new.source;
END;
CREATE TRIGGER page_is_found_otherwise AFTER UPDATE OF prose, accepted, same_as ON extraction BEGIN
    DELETE FROM fulltext WHERE rowid = 3 * new.source + 2;
    INSERT INTO fulltext (rowid, body, what, row)
    SELECT 3 * o.id + 2, p.text, 'page', o.id FROM source o JOIN page_text p ON p.source = o.name WHERE o.id = new.source;
END;
CREATE TRIGGER page_is_found_no_more AFTER DELETE ON extraction WHEN old.accepted = 1
    AND NOT EXISTS (SELECT 1 FROM extraction WHERE source = old.source AND accepted = 1 AND id > old.id)
BEGIN
    DELETE FROM fulltext WHERE rowid = 3 * old.source + 2;
    INSERT INTO fulltext (rowid, body, what, row)
    SELECT 3 * o.id + 2, p.text, 'page', o.id FROM source o JOIN page_text p ON p.source = o.name WHERE o.id = old.source;
END;
