-- By verb and day; $2 is an activity, or 0 for all. The few verbs are walked first, so that only their rows are read.
SELECT d.verb_key, d.day, d.statements, n.id, n.name FROM report_names n
JOIN report_days d ON d.org_id = n.org_id AND d.verb_key = n.key AND d.object_key = CAST($2 AS BIGINT) AND d.day BETWEEN CAST($3 AS BIGINT) AND CAST($4 AS BIGINT)
WHERE n.org_id = $1 AND n.kind = 1 AND d.statements > 0
