SELECT created_at, 'course', id, title, error FROM imports WHERE org_id = $1 AND state = 'failed' AND created_at >= $2
UNION ALL
SELECT made_at, 'statements', id, source, error FROM xapi_imports WHERE org_id = $1 AND state = 'failed' AND made_at >= $2
ORDER BY 1 DESC
