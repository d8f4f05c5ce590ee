-- Leans on turns_of_user. $3: when the day began; $4: before that nothing counts.
SELECT id, title, state FROM turns
WHERE org = $1 AND user_id = $2 AND kind = 'lesson' AND created_at >= $4
    AND NOT EXISTS (SELECT 1 FROM turns done WHERE done.org = $1 AND done.user_id = $2 AND done.kind = 'lesson' AND done.state = 'done' AND done.ended_at >= $3)
ORDER BY CASE WHEN state = 'done' THEN 1 ELSE 0 END, id DESC LIMIT 1
