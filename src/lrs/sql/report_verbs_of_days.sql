-- The same of the days $4 to $5.
SELECT n.id, n.name, d.statements
FROM (SELECT verb_key, CAST(SUM(statements) AS BIGINT) AS statements FROM report_days
      WHERE org_id = $1 AND object_key = CAST($2 AS BIGINT) AND verb_key <> 0 AND (CAST($3 AS BIGINT) IS NULL OR verb_key = CAST($3 AS BIGINT))
        AND day BETWEEN CAST($4 AS BIGINT) AND CAST($5 AS BIGINT) AND statements > 0
      GROUP BY verb_key) d
JOIN report_names n ON n.org_id = $1 AND n.kind = 1 AND n.key = d.verb_key
ORDER BY n.id
