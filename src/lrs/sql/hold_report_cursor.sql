-- Whoever adds to the sums finds that `changes` is another and reads again what it had read.
UPDATE report_cursors SET changes = changes + 1 WHERE org_id = $1 RETURNING stored, until, next_object, next_actor
