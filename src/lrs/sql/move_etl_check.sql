UPDATE etl_cursors SET checked = $3 WHERE org_id = $1 AND checked < CAST($3 AS BIGINT) AND checked >= CAST($2 AS BIGINT)
