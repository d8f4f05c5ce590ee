SELECT org, id, user_id, kind, state, title, course_id, conversation_id, subject, holder, epoch, lease_until, stalls, seq, created_at
FROM turns WHERE org = $1 AND id = $2
