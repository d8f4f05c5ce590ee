INSERT INTO report_cohorts (org_id, cohort_key, actor_key)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS BIGINT[])) ON CONFLICT DO NOTHING
