-- All at once: here nobody waits for it.
DELETE FROM cmi5_files WHERE org_id = $1 AND course_id = $2
