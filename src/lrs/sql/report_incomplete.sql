-- Who has begun the activity $2 and not completed it.
SELECT 0, r.actor_key, l.id, l.name, 1, MIN(r.first_at), MAX(r.last_at),
    CAST(CASE WHEN SUM(r.session_ms) > SUM(r.duration_ms) THEN SUM(r.session_ms) ELSE SUM(r.duration_ms) END AS BIGINT)
FROM report_learners r JOIN report_names l ON l.org_id = r.org_id AND l.kind = 3 AND l.key = r.actor_key
WHERE r.org_id = $1 AND r.object_key = CAST($2 AS BIGINT) AND r.actor_key > CAST($3 AS BIGINT)
GROUP BY r.actor_key, l.id, l.name HAVING MIN(r.completed_at) IS NULL ORDER BY r.actor_key LIMIT CAST($4 AS BIGINT)
