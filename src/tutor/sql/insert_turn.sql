INSERT INTO turns (org, id, user_id, kind, state, title, course_id, conversation_id, subject, holder, epoch, lease_until,
                   stalls, seq, deltas, created_at, ended_at)
VALUES ($1, $2, $3, $4, 'running', $5, $6, $7, $8, $9, 1, $10, 0, 0, 0, $11, NULL)
