-- The busiest activities from $3 to $4 of all days by the verb $2, or by any for 0; those behind the one that has $5 statements and the key $6.
SELECT t.object_key, t.statements, t.completions, t.duration_ms, t.session_ms, n.id, n.name
FROM (SELECT object_key, statements, completions, duration_ms, session_ms FROM report_activities
      WHERE org_id = $1 AND verb_key = CAST($2 AS BIGINT) AND object_key BETWEEN CAST($3 AS BIGINT) AND CAST($4 AS BIGINT) AND object_key <> 0 AND statements > 0
        AND (statements < CAST($5 AS BIGINT) OR (statements = CAST($5 AS BIGINT) AND object_key > CAST($6 AS BIGINT)))
      ORDER BY statements DESC, object_key LIMIT CAST($7 AS BIGINT)) t
JOIN report_names n ON n.org_id = $1 AND n.kind = 2 AND n.key = t.object_key
ORDER BY t.statements DESC, t.object_key
