-- A new schedule begins now, $5; one that is known goes on where it was.
INSERT INTO schedules (org_id, name, cron, zone, last_slot) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (org_id, name) DO UPDATE SET cron = excluded.cron, zone = excluded.zone
