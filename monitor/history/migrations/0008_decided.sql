-- What people decided on readings that are held: the archive has it too, as a decision.

ALTER TABLE held ADD COLUMN decision TEXT CHECK (decision IN ('accepted', 'rejected'));  -- NULL: nobody did
ALTER TABLE held ADD COLUMN why TEXT;
ALTER TABLE held ADD COLUMN decided_at INTEGER;
