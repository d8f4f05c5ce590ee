SELECT answers.check_id, answers.verdict, answers.answer, answers.tries, answers.hints, checks.body
FROM answers JOIN checks ON checks.org = answers.org AND checks.turn_id = answers.turn_id AND checks.check_id = answers.check_id
WHERE answers.org = $1 AND answers.turn_id = $2 ORDER BY answers.updated_at, answers.check_id
