SELECT kind, state, COUNT(*), MIN(run_at) FROM jobs WHERE org_id = $1 GROUP BY kind, state ORDER BY kind, state
