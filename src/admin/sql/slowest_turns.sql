SELECT id, kind, state, user_id, course_id, created_at, (ended_at - created_at) / 1000000.0, seq
FROM turns WHERE org = $1 AND created_at >= $2 AND ended_at IS NOT NULL AND (CAST($3 AS TEXT) = 'any' OR kind = $3)
ORDER BY ended_at - created_at DESC
