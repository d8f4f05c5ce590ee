DELETE FROM report_learners WHERE org_id = $1 AND object_key = $2 AND verb_key = $3 AND actor_key = $4
