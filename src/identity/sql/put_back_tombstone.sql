-- What the backup knows of itself stays: it was done, or is under way.
INSERT INTO tombstones (org_id, id, users, role, state, asked_at) VALUES ($1, $2, $3, $4, 'erasing', $5) ON CONFLICT (org_id, id) DO NOTHING
