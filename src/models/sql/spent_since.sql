-- The one query across organisations: the overall cap is the operator's, not an organisation's. Uses model_runs_by_day.
SELECT COALESCE(SUM(cost_usd), 0.0),
       COALESCE(SUM(CASE WHEN org_id = $1 THEN cost_usd ELSE 0.0 END), 0.0),
       COALESCE(SUM(CASE WHEN org_id = $1 AND user_id = $2 THEN cost_usd ELSE 0.0 END), 0.0)
FROM model_runs
WHERE at >= $3;
