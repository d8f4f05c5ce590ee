SELECT org, id FROM turns WHERE deltas > 0 AND ended_at < $1 LIMIT 200
