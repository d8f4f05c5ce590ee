SELECT id, course_id, created_at,
       (SELECT title FROM turns WHERE turns.org = conversations.org AND turns.conversation_id = conversations.id ORDER BY turns.id LIMIT 1),
       (SELECT count(*) FROM turns WHERE turns.org = conversations.org AND turns.conversation_id = conversations.id)
FROM conversations WHERE org = $1 AND user_id = $2 AND (course_id = $3 OR $3 = '') ORDER BY id DESC LIMIT 100
