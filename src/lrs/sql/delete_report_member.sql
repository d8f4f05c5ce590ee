DELETE FROM report_cohorts WHERE org_id = $1 AND actor_key = $2
