-- Across organisations: the watch over dead producers belongs to the process, not to a caller.
SELECT org, id, user_id, kind, state, title, course_id, conversation_id, subject, holder, epoch, lease_until, stalls, seq, created_at
FROM turns WHERE state = 'running'
