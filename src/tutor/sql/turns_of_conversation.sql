SELECT id, title, state FROM turns WHERE org = $1 AND conversation_id = $2 ORDER BY id
