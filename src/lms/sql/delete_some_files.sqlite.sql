DELETE FROM cmi5_files WHERE org_id = $1 AND course_id = $2
AND path IN (SELECT path FROM cmi5_files WHERE org_id = $1 AND course_id = $2 LIMIT 32)
