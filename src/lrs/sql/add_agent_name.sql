INSERT INTO agent_names (org_id, agent_hash, name_hash, name) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
