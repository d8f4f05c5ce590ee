INSERT INTO statements_flat (org_id, stored, statement_id, voided, actor_key, actor_id, actor_name, verb_id, object_key, object_type, object_id,
    activity_type, success, completion, score_scaled, score_raw, score_min, score_max, duration_ms, registration, platform, language, parent_id,
    grouping_id, timestamp)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
