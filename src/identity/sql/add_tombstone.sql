INSERT INTO tombstones (org_id, id, users, role, state, asked_at) VALUES ($1, $2, $3, $4, 'erasing', $5) ON CONFLICT DO NOTHING
