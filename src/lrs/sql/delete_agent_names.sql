DELETE FROM agent_names WHERE org_id = $1 AND agent_hash = $2
