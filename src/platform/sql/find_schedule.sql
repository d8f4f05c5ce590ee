SELECT last_slot FROM schedules WHERE org_id = $1 AND name = $2
