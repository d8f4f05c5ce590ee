SELECT id FROM cmi5_sessions WHERE fetch_hash = $1
