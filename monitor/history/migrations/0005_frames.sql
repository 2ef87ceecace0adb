-- What a site repeats on its pages, as it was decided last for a source (a JSON list of digests), and since when; and
-- under which such decision a capture was read.

ALTER TABLE source ADD COLUMN frame TEXT;
ALTER TABLE source ADD COLUMN framed_at INTEGER;
ALTER TABLE extraction ADD COLUMN framed_at INTEGER;
