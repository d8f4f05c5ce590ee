INSERT INTO report_cohorts (org_id, cohort_key, actor_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
