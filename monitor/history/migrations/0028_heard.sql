-- The order in which findings and waiting fields began and ended, whatever the clock said; and how far each channel heard of it.

CREATE TABLE turn (last INTEGER NOT NULL) STRICT;  -- how many turns there were: one row
INSERT INTO turn (last) VALUES (0);

ALTER TABLE finding ADD COLUMN opened_turn INTEGER;  -- NULL: it is known by its time alone
ALTER TABLE finding ADD COLUMN closed_turn INTEGER;
ALTER TABLE held ADD COLUMN began_turn INTEGER;
ALTER TABLE held ADD COLUMN ended_turn INTEGER;
CREATE TRIGGER finding_opens AFTER INSERT ON finding
BEGIN
    UPDATE turn SET last = last + 1;
    UPDATE finding SET opened_turn = (SELECT last FROM turn), closed_turn = iif(NEW.closed_at IS NULL, NULL, (SELECT last FROM turn))
    WHERE id = NEW.id;
END;
CREATE TRIGGER finding_closes AFTER UPDATE OF closed_at ON finding WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL
BEGIN
    UPDATE turn SET last = last + 1;
    UPDATE finding SET closed_turn = (SELECT last FROM turn) WHERE id = NEW.id;
END;
CREATE TRIGGER held_begins AFTER INSERT ON held
BEGIN
    UPDATE turn SET last = last + 1;
    UPDATE held SET began_turn = (SELECT last FROM turn), ended_turn = iif(NEW.ended_at IS NULL, NULL, (SELECT last FROM turn))
    WHERE id = NEW.id;
END;
CREATE TRIGGER held_ends AFTER UPDATE OF ended_at ON held WHEN OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
BEGIN
    UPDATE turn SET last = last + 1;
    UPDATE held SET ended_turn = (SELECT last FROM turn) WHERE id = NEW.id;
END;

ALTER TABLE outbox ADD COLUMN heard TEXT;  -- JSON: up to which turn, and what stood then that has no rows of its own

-- Who was still to get a digest stood here by address; of those that were taken nobody need know.
UPDATE outbox SET rest = NULL WHERE state = 'delivered';
