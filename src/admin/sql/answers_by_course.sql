SELECT t.course_id, MAX(c.title), COUNT(*), SUM(CASE WHEN a.verdict = 'correct' THEN 1 ELSE 0 END), AVG(a.tries), AVG(a.hints)
FROM answers AS a JOIN turns AS t ON t.org = a.org AND t.id = a.turn_id LEFT JOIN courses AS c ON c.org_id = a.org AND c.id = t.course_id
WHERE a.org = $1 AND a.updated_at >= $2 GROUP BY t.course_id ORDER BY 3 DESC
