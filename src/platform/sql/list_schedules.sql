SELECT name, cron, zone, last_slot FROM schedules WHERE org_id = $1 ORDER BY name
