INSERT INTO answers (org, turn_id, check_id, user_id, verdict, answer, tries, hints, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (org, turn_id, check_id)
DO UPDATE SET verdict = excluded.verdict, answer = excluded.answer, tries = excluded.tries, hints = excluded.hints, updated_at = excluded.updated_at
