INSERT INTO report_learners (org_id, object_key, verb_key, actor_key, statements, successes, failures, duration_ms, session_ms, first_at, last_at,
    completed_at, best_scaled)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS BIGINT[]), CAST($4 AS BIGINT[]), CAST($5 AS BIGINT[]), CAST($6 AS BIGINT[]),
    CAST($7 AS BIGINT[]), CAST($8 AS BIGINT[]), CAST($9 AS BIGINT[]), CAST($10 AS BIGINT[]), CAST($11 AS BIGINT[]), CAST($12 AS BIGINT[]),
    CAST($13 AS DOUBLE PRECISION[]))
ON CONFLICT (org_id, object_key, actor_key, verb_key) DO UPDATE SET
    statements = report_learners.statements + excluded.statements, successes = report_learners.successes + excluded.successes,
    failures = report_learners.failures + excluded.failures, duration_ms = report_learners.duration_ms + excluded.duration_ms,
    session_ms = report_learners.session_ms + excluded.session_ms,
    first_at = CASE WHEN excluded.first_at < report_learners.first_at THEN excluded.first_at ELSE report_learners.first_at END,
    last_at = CASE WHEN excluded.last_at > report_learners.last_at THEN excluded.last_at ELSE report_learners.last_at END,
    completed_at = CASE WHEN report_learners.completed_at IS NULL OR excluded.completed_at < report_learners.completed_at
        THEN excluded.completed_at ELSE report_learners.completed_at END,
    best_scaled = CASE WHEN report_learners.best_scaled IS NULL OR excluded.best_scaled > report_learners.best_scaled
        THEN excluded.best_scaled ELSE report_learners.best_scaled END
