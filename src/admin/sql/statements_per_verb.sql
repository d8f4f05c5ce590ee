SELECT verb_id, COUNT(*), COUNT(DISTINCT actor_key), MAX(stored)
FROM statements_flat WHERE org_id = $1 AND stored >= $2 AND voided = 0 GROUP BY verb_id ORDER BY 2 DESC
