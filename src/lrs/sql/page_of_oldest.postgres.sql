-- Of the statements whose `stored` is in the JSON array $2.
SELECT stored, edition, body FROM statements
WHERE org_id = $1 AND stored = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT))) AND voided <= CAST($5 AS BIGINT)
  AND (CAST($4 AS BIGINT) IS NULL OR authority = CAST($4 AS BIGINT))
ORDER BY stored ASC LIMIT CAST($3 AS BIGINT)
