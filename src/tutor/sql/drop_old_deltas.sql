DELETE FROM lesson_events WHERE org = $1 AND turn_id = $2 AND kind = 'delta'
