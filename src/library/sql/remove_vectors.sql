DELETE FROM vectors WHERE org_id = $1 AND course_id = $2
