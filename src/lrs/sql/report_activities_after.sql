-- Up to where the $3 activities behind $2 reach; NULL when there are none.
SELECT MAX(object_key) FROM (SELECT object_key FROM report_activities
    WHERE org_id = $1 AND verb_key = 0 AND object_key > CAST($2 AS BIGINT) AND object_key <> 0 ORDER BY object_key LIMIT CAST($3 AS BIGINT)) a
