SELECT turn_id || '/' || check_id, turn_id, check_id, verdict, answer, tries, hints, updated_at FROM answers
WHERE org = $1 AND turn_id IN (SELECT id FROM turns WHERE org = $1 AND user_id = $2) AND turn_id || '/' || check_id > CAST($3 AS TEXT)
ORDER BY turn_id || '/' || check_id LIMIT $4
