SELECT ordinal, id FROM passages WHERE org_id = $1 AND course_id = $2 AND ordinal IN ($3, $4)
