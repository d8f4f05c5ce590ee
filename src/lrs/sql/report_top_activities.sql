-- $2 is a verb, or 0 for all; the busiest activities of the days $3 to $4.
SELECT d.object_key, CAST(SUM(d.statements) AS BIGINT) AS total, CAST(SUM(d.completions) AS BIGINT), CAST(SUM(d.duration_ms) AS BIGINT),
    CAST(SUM(d.session_ms) AS BIGINT), n.id, n.name
FROM report_days d JOIN report_names n ON n.org_id = d.org_id AND n.kind = 2 AND n.key = d.object_key
WHERE d.org_id = $1 AND d.verb_key = CAST($2 AS BIGINT) AND d.object_key <> 0 AND d.day BETWEEN CAST($3 AS BIGINT) AND CAST($4 AS BIGINT)
  AND (CAST($5 AS BIGINT) IS NULL OR d.object_key = CAST($5 AS BIGINT)) AND d.statements > 0
GROUP BY d.object_key, n.id, n.name ORDER BY total DESC, d.object_key LIMIT CAST($6 AS BIGINT)
