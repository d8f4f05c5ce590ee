DELETE FROM synonyms WHERE org_id = $1 AND course_id = $2
