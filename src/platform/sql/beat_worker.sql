INSERT INTO job_workers (id, beats, at) VALUES ($1, 1, $2) ON CONFLICT (id) DO UPDATE SET beats = job_workers.beats + 1, at = $2
