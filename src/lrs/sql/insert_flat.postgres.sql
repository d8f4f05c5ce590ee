COPY statements_flat (org_id, stored, statement_id, voided, actor_key, actor_id, actor_name, verb_id, object_key, object_type, object_id,
    activity_type, success, completion, score_scaled, score_raw, score_min, score_max, duration_ms, registration, platform, language, parent_id,
    grouping_id, timestamp) FROM STDIN (FORMAT binary)
