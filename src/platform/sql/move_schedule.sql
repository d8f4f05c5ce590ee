UPDATE schedules SET last_slot = $3 WHERE org_id = $1 AND name = $2
