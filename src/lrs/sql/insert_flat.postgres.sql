INSERT INTO statements_flat (org_id, stored, statement_id, voided, actor_key, actor_id, actor_name, verb_id, object_key, object_type, object_id,
    activity_type, success, completion, score_scaled, score_raw, score_min, score_max, duration_ms, registration, platform, language, parent_id,
    grouping_id, timestamp)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS TEXT[]), CAST($4 AS INTEGER[]), CAST($5 AS BIGINT[]), CAST($6 AS TEXT[]),
    CAST($7 AS TEXT[]), CAST($8 AS TEXT[]), CAST($9 AS BIGINT[]), CAST($10 AS TEXT[]), CAST($11 AS TEXT[]), CAST($12 AS TEXT[]), CAST($13 AS INTEGER[]),
    CAST($14 AS INTEGER[]), CAST($15 AS DOUBLE PRECISION[]), CAST($16 AS DOUBLE PRECISION[]), CAST($17 AS DOUBLE PRECISION[]),
    CAST($18 AS DOUBLE PRECISION[]), CAST($19 AS BIGINT[]), CAST($20 AS TEXT[]), CAST($21 AS TEXT[]), CAST($22 AS TEXT[]), CAST($23 AS TEXT[]),
    CAST($24 AS TEXT[]), CAST($25 AS BIGINT[]))
