-- Of the sessions that are still kept; those that have ended are deleted.
SELECT created_at / 86400000000, COUNT(*), COUNT(DISTINCT user_id), SUM(CASE WHEN role = 'admin' THEN 1 ELSE 0 END)
FROM sessions WHERE org_id = $1 AND created_at >= $2 GROUP BY 1 ORDER BY 1 DESC
