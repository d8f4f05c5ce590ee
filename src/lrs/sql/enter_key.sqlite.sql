INSERT INTO statement_keys (key, stored, source) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
