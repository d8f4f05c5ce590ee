SELECT id, title, course_id, state, created_at,
       (SELECT count(*) FROM lesson_events WHERE lesson_events.org = turns.org AND lesson_events.turn_id = turns.id AND lesson_events.kind = 'beat'),
       (SELECT count(*) FROM answers WHERE answers.org = turns.org AND answers.turn_id = turns.id AND answers.tries > 0)
FROM turns WHERE org = $1 AND user_id = $2 AND kind = 'lesson' ORDER BY id DESC LIMIT $3
