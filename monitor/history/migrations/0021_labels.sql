-- Under which label of a field each entry stood, so that a lost one of several is told from entries that are gone; and
-- the lines of a list that were not understood while no entry was absent. Readings from before have neither.

ALTER TABLE extraction_field ADD COLUMN under TEXT;   -- JSON: [label, role, [key ...]] for each; NULL where no label stands
ALTER TABLE extraction_field ADD COLUMN unread TEXT;  -- JSON: lines, folded and without figures
