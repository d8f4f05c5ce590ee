-- Statements of all days by verb ($3, if any) about the activity $2, or of all for 0. The few verbs are walked first, so that only their rows are read.
SELECT n.id, n.name, a.statements FROM report_names n
JOIN report_activities a ON a.org_id = n.org_id AND a.verb_key = n.key AND a.object_key = CAST($2 AS BIGINT)
WHERE n.org_id = $1 AND n.kind = 1 AND a.statements > 0 AND (CAST($3 AS BIGINT) IS NULL OR n.key = CAST($3 AS BIGINT))
ORDER BY n.id
